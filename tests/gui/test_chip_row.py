from mrdtracker.gui.chip_row import ChipRow
from mrdtracker.gui.presenters.tones import ChipText, ToneName
from tests.gui.desk import the_switch


def test_a_row_says_all_chips_even_those_without_room(qtbot):
    the_switch()
    row = ChipRow()
    qtbot.addWidget(row)

    row.show_chips([ChipText("PPR", ToneName.HIGH, "Flag PPR"), ChipText("M1", ToneName.LOW)])
    row.resize(60, 24)

    assert row.accessibleName() == "PPR, M1"
    assert "PPR: Flag PPR" in row.toolTip()
    assert row.minimumSizeHint().width() < row.sizeHint().width()
    assert not row.grab().isNull()
