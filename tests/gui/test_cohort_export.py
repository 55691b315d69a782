"""What is taken away from the cohort page."""

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QMessageBox

from mrdtracker.domain.cohort import Cohort
from mrdtracker.domain.cohort_views import CohortViewKind
from mrdtracker.gui.cohort_export import CohortExport
from tests.domain.cohorts import a_child
from tests.gui.desk import answer
from tests.plots.cohort_drawings import view_of


@pytest.fixture
def export(qtbot):
    seen = [(view_of(CohortViewKind.SURVIVAL), 0)]
    made = CohortExport(lambda: seen[0] if seen else None, lambda: date(2026, 11, 20))
    made.seen = seen
    qtbot.addWidget(made)
    made.allow()
    return made


def test_the_whole_table_is_copied_with_its_titles(export, qtbot):
    with qtbot.waitSignal(export.told):
        export.copy_button.click()

    lines = QGuiApplication.clipboard().text().split("\n")
    assert lines[0].startswith("Patient\tGroup\tTime (days)")
    assert len(lines) == 6


def test_table_and_picture_are_saved_where_somebody_says(export, qtbot, tmp_path, monkeypatch):
    offered = []

    def choose(_parent, _title, name, kinds):
        offered.append((Path(name).name, kinds))
        return str(tmp_path / Path(name).name), ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", choose)

    with qtbot.waitSignal(export.told) as told:
        export.table_button.click()
    assert told.args == [f"Saved as {tmp_path / 'cohort-survival-2026-11-20.csv'}."]
    with qtbot.waitSignal(export.told):
        export.picture_button.click()

    assert [name for name, _ in offered] == [
        "cohort-survival-2026-11-20.csv",
        "cohort-survival-2026-11-20.pdf",
    ]
    assert (tmp_path / offered[1][0]).read_bytes().startswith(b"%PDF-")


def test_a_data_sheet_is_replaced_only_where_somebody_says_so(export, qtbot, tmp_path):
    sheet = tmp_path / "km.data.csv"
    sheet.write_text("somebody's own", encoding="utf-8")
    asked = []

    def cancel(box):
        asked.append(box.text())
        box.button(QMessageBox.StandardButton.Cancel).click()

    answer(cancel)
    with qtbot.waitSignal(export.told) as told:
        export.save_picture(tmp_path / "km.svg")
    assert asked == ["km.data.csv is there already, with other numbers."]
    assert told.args == ["Nothing was saved."]
    assert list(tmp_path.iterdir()) == [sheet]

    answer(lambda box: next(one for one in box.buttons() if "Replace" in one.text()).click())
    with qtbot.waitSignal(export.told) as told:
        export.save_picture(tmp_path / "km.svg")
    assert told.args[0].startswith("Saved as ")
    assert sheet.read_text(encoding="utf-8").startswith("Group,")


def test_a_part_of_a_long_picture_is_said_to_be_one(export, qtbot, tmp_path):
    many = Cohort(tuple(a_child(f"S-{n:03}") for n in range(60)))
    export.seen[0] = (view_of(CohortViewKind.SWIMMER, many), 5)

    with qtbot.waitSignal(export.told) as told:
        export.save_picture(tmp_path / "s.svg")

    assert told.args == [
        f"Saved as {tmp_path / 's.svg'} with the lines 6–55 of 60, "
        f"all numbers beside it as {tmp_path / 's.data.csv'}."
    ]


def test_a_refusal_is_one_sentence(export, qtbot, tmp_path):
    with qtbot.waitSignal(export.told) as told:
        export.save_picture(tmp_path / "km.gif")

    assert told.args[0].startswith("A picture cannot be written as 'gif'.")


def test_nothing_shown_is_nothing_to_take(export, qtbot, tmp_path):
    export.seen.clear()
    export.allow()

    assert not export.copy_button.isEnabled()
    with qtbot.assertNotEmitted(export.told):
        export.copy_table()
        export.save_table(tmp_path / "t.csv")
        export.save_picture(tmp_path / "p.pdf")
    assert list(tmp_path.iterdir()) == []


def test_a_dialog_that_was_closed_saves_nothing(export, qtbot, monkeypatch):
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: ("", ""))

    with qtbot.assertNotEmitted(export.told):
        export.table_button.click()
        export.picture_button.click()
