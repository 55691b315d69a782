from dataclasses import replace

from PySide6.QtCore import Qt

from mrdtracker.gui.patient_header import PatientHeader
from mrdtracker.gui.presenters.edition_words import EditionText
from mrdtracker.gui.presenters.patient_overview import HeaderText
from mrdtracker.gui.presenters.tones import ChipText, ToneName
from mrdtracker.gui.theme import SPACE_CARD
from tests.gui.desk import the_switch

HEADER = HeaderText(
    "S-1",
    "Kim M. · born 01 Feb 2021",
    "bfm · D15 today",
    "first dose = day 1",
    ChipText("HR · final", ToneName.HIGH),
    tuple(ChipText(f"flag {number}", ToneName.NEUTRAL) for number in range(20)),
)


def test_the_group_never_wraps_away(qtbot):
    the_switch()
    header = PatientHeader()
    qtbot.addWidget(header)
    header.show_header(HEADER)
    header.resize(620, 80)
    header.show()

    assert header.group.isVisible()
    assert header.group.width() == header.group.sizeHint().width()
    assert header.group.geometry().right() < header.width()
    assert header.protocol.toolTip() == "first dose = day 1"


def test_no_button_is_cut_on_a_small_screen_whose_letters_are_half_as_large_again(qtbot):
    the_switch()
    header = PatientHeader()
    qtbot.addWidget(header)
    header.show_header(HEADER)
    header.resize(804, 80)
    header.show()

    for button in (*header.readers.values(), *header.buttons.values()):
        assert button.width() >= button.sizeHint().width()
    assert header.buttons["result"].geometry().right() == header.width() - 1


def test_at_twice_the_size_buttons_go_on_in_a_second_line(qtbot):
    the_switch()
    header = PatientHeader()
    qtbot.addWidget(header)
    header.show_header(HEADER)
    header.resize(577, 120)
    header.show()

    buttons = (*header.readers.values(), *header.buttons.values())
    assert all(button.width() >= button.sizeHint().width() for button in buttons)
    assert len({button.y() for button in buttons}) == 2
    assert buttons[0].x() == header.code.x()


def test_a_long_code_keeps_its_beginning_and_its_end_and_the_protocol_its_day(qtbot):
    the_switch()
    header = PatientHeader()
    qtbot.addWidget(header)
    code = "THE-LONGEST-CODE-THAT-A-LABORATORY-WOULD-EVER-WRITE-DOWN-0002"
    header.show_header(replace(HEADER, code=code, protocol="AIEOP-BFM ALL 2000 · D628 today"))
    header.resize(800, 80)
    header.show()

    assert header.code.shown.startswith("THE-")
    assert header.code.shown.endswith("0002")
    assert "…" in header.code.shown
    assert header.protocol.shown.endswith("today")
    assert header.group.width() == header.group.sizeHint().width()


def test_flags_have_the_room_that_what_is_due_leaves(qtbot):
    the_switch()
    header = PatientHeader()
    qtbot.addWidget(header)
    header.show_header(HEADER)
    header.show_due([ChipText("D15 BM: overdue by 9 days", ToneName.HIGH)])
    header.resize(1141, 80)
    header.show()

    due, flags = header.due, header.flags
    assert due.width() == due.sizeHint().width()
    assert flags.x() - due.geometry().right() <= 2 * SPACE_CARD
    assert header.width() - flags.geometry().right() <= 2 * SPACE_CARD


def test_buttons_ask_by_name_and_only_where_one_may_write(qtbot):
    the_switch()
    header = PatientHeader()
    qtbot.addWidget(header)
    header.show()
    with qtbot.waitSignal(header.asked) as asked:
        qtbot.mouseClick(header.buttons["sample"], Qt.MouseButton.LeftButton)
    assert asked.args == ["sample"]

    viewer = PatientHeader(is_writable=False)
    qtbot.addWidget(viewer)
    viewer.show()
    assert not any(button.isVisible() for button in viewer.buttons.values())


def test_what_changes_nothing_is_offered_to_everybody(qtbot):
    the_switch()
    header = PatientHeader(is_writable=False)
    qtbot.addWidget(header)
    header.show()

    assert not header.buttons["result"].isVisible()
    for name, button in header.readers.items():
        with qtbot.waitSignal(header.asked) as asked:
            qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
        assert asked.args == [name]


def test_the_edition_stands_beside_the_protocol_and_asks_where_somebody_must_look(qtbot):
    the_switch()
    header = PatientHeader()
    qtbot.addWidget(header)
    header.show()
    header.show_edition(EditionText("rules 1, 2 waits", "which one", is_asking=True))

    assert header.edition.text() == "◆ rules 1, 2 waits"
    assert header.edition.toolTip() == "which one"
    with qtbot.waitSignal(header.asked) as asked:
        qtbot.mouseClick(header.edition, Qt.MouseButton.LeftButton)
    assert asked.args == ["edition"]

    header.show_edition(EditionText())
    assert not header.edition.isVisible()
