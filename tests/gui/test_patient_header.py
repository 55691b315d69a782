from PySide6.QtCore import Qt

from mrdtracker.gui.patient_header import PatientHeader
from mrdtracker.gui.presenters.patient_overview import HeaderText
from mrdtracker.gui.presenters.tones import ChipText, ToneName
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
