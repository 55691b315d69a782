"""Same child, several protocols: chosen, read, copied; nothing is changed by looking."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from mrdtracker.gui.protocols_dialog import ProtocolsDialog
from tests.gui.desk import answer
from tests.gui.ward import choose


@pytest.fixture
def dialog(qtbot, desk):
    desk.patient("DEMO-03")
    dialog = ProtocolsDialog(desk.workspace, desk.bench.patient.view, desk.window)
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


def _columns(dialog) -> list[str]:
    return [one.assessment.pack.id for one in dialog.compared.columns]


def test_it_begins_with_the_childs_own_pack_and_another_day_count(dialog) -> None:
    days = [one.convention.first_dose_day for one in dialog.compared.columns]

    assert _columns(dialog)[0] == "aieop-bfm-all-2000"
    assert len(days) == 3
    assert set(days) == {0, 1}


def test_the_page_shows_groups_days_and_sources(dialog) -> None:
    text = dialog.page.toPlainText()

    for words in ("MR · final", "first dose = day 0", "“D8”", "“D7”", "410 /µL < 1000 /µL"):
        assert words in text
    assert "eviQ 3056" in text


def test_another_pack_is_chosen_and_one_taken_away(dialog) -> None:
    choose(dialog.choices[1], "COG AALL08B1 (B-ALL)")
    choose(dialog.choices[2], "none")

    assert _columns(dialog) == ["aieop-bfm-all-2000", "cog-aall08b1"]


def test_one_pack_alone_or_twice_is_said_and_not_shown(dialog) -> None:
    choose(dialog.choices[1], "none")
    choose(dialog.choices[2], "none")

    assert dialog.compared is None
    assert "Compare 2 to 4 packs" in dialog.note.text()
    assert not dialog.copy_button.isEnabled()
    assert dialog.page.toPlainText() == ""

    choose(dialog.choices[3], "AIEOP-BFM ALL 2000")
    assert "twice" in dialog.note.text()


def test_what_is_read_alike_is_shown_on_wish(qtbot, dialog) -> None:
    choose(dialog.choices[1], "AIEOP-BFM ALL 2009 (B-ALL table)")
    choose(dialog.choices[2], "none")
    alike = next(row for row in dialog.compared.rows if not row.differs)
    assert alike.title not in dialog.page.toPlainText()

    qtbot.mouseClick(dialog.everything, Qt.MouseButton.LeftButton, pos=_on_the_box(dialog))

    assert alike.title in dialog.page.toPlainText()


def _on_the_box(dialog):
    middle = dialog.everything.rect().center()
    middle.setX(10)
    return middle


def test_it_is_copied_as_text_in_columns(qtbot, dialog) -> None:
    qtbot.mouseClick(dialog.copy_button, Qt.MouseButton.LeftButton)

    lines = QGuiApplication.clipboard().text().splitlines()
    assert any("“D8”" in line and "“D7”" in line for line in lines)


def test_the_page_opens_it(qtbot, desk) -> None:
    desk.patient("DEMO-03")
    seen = []

    def look(dialog) -> None:
        seen.append(dialog.windowTitle())
        dialog.accept()

    answer(look)
    qtbot.mouseClick(desk.bench.patient.header.readers["compare"], Qt.MouseButton.LeftButton)

    assert seen == ["DEMO-03: same facts, several protocols"]
