import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QWidget

from mrdtracker.gui.change_bus import ChangeBus
from mrdtracker.gui.presenters.pack_rows import rows_of
from mrdtracker.gui.rules_acts import RulesActs
from tests.gui.desk import answer
from tests.gui.ward import type_into
from tests.services.edition_lab import LOCAL


@pytest.fixture
def heard():
    return []


@pytest.fixture
def acts(qtbot, lee, heard):
    window = QWidget()
    qtbot.addWidget(window)
    bus = ChangeBus(window)
    bus.changed.connect(heard.append)
    made = RulesActs(lee, bus, window)
    made.window = window
    return made


def row_of(lee, pack_id):
    return next(row for row in rows_of(lee) if row.pack_id == pack_id)


def test_a_pack_is_enabled_and_disabled(lee, acts, heard):
    acts.enable(row_of(lee, "small"), is_on=True)
    acts.enable(row_of(lee, "small"), is_on=False)

    assert lee.settings().enabled_packs == ("generic-definitions",)
    reasons = [entry.reason for entry in lee.journal(limit=2)]
    assert reasons == [
        "small answers for its own patients only",
        "small answers for every patient",
    ]
    assert len(heard) == 2


def test_a_pack_that_cannot_answer_is_refused_in_words(lee, acts, heard):
    said = []

    def read(box):
        said.append(box.text())
        box.reject()

    answer(read)
    acts.enable(row_of(lee, "local-small"), is_on=True)

    assert "local-small" in said[0]
    assert heard == []


def test_a_file_is_entered_and_the_bus_hears_it(qtbot, acts, heard, tmp_path):
    path = tmp_path / "ours.toml"
    path.write_text(LOCAL.replace('version = "1"', 'version = "3"'), encoding="utf-8")

    answer(lambda dialog: qtbot.mouseClick(dialog.save_button, Qt.MouseButton.LeftButton))
    entered = acts.import_file(path)

    assert entered == "local-small"
    assert heard[0].label == "Enter local rule pack local-small 3"


def test_a_pack_is_withdrawn(qtbot, lee, acts, heard):
    def fill(dialog):
        type_into(qtbot, dialog.fields["reason"], "wrong document")
        qtbot.mouseClick(dialog.save_button, Qt.MouseButton.LeftButton)

    answer(fill)
    acts.withdraw(row_of(lee, "local-small"))

    assert heard[0].label == "Withdraw local rule pack local-small 1"


@pytest.mark.parametrize(
    ("asked", "written"),
    [
        (("page", "PDF (*.pdf)"), ("page.pdf", b"%PDF")),
        (("page", "Markdown (*.md)"), ("page.md", b"# Small")),
        (("page.md", "PDF (*.pdf)"), ("page.md", b"# Small")),
    ],
)
def test_the_page_is_saved(lee, acts, tmp_path, monkeypatch, asked, written):
    typed = (str(tmp_path / asked[0]), asked[1])
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: typed)

    path = acts.save(lee.rules.page("small"))

    assert path == tmp_path / written[0]
    assert path.read_bytes().startswith(written[1])


def test_a_page_that_cannot_be_saved_is_said_and_no_name_saves_nothing(
    lee, acts, tmp_path, monkeypatch
):
    names = iter([str(tmp_path / "nowhere" / "page.pdf"), ""])
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (next(names), ""))
    said = []

    def read(box):
        said.append(box.text())
        box.reject()

    answer(read)
    assert acts.save(lee.rules.page("small")) is None
    assert "cannot be written" in said[0]
    assert acts.save(lee.rules.page("small")) is None
