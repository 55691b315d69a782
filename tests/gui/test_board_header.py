from PySide6.QtGui import QFontMetricsF

from mrdtracker.gui.presenters.board_choice import BoardChoice
from tests.gui.board_table_desk import a_table
from tests.gui.presenters.test_board_rows import child


def head_of(qtbot, *children, **more):
    return a_table(qtbot, *children, **more).horizontalHeader()


def test_a_line_for_phases_is_there_where_a_pack_names_one(qtbot):
    plain, phased = head_of(qtbot, child("A")), head_of(qtbot, child("B", "second"))

    assert phased.sizeHint().height() > plain.sizeHint().height()


def test_a_column_has_room_for_its_title_its_count_and_its_phase(qtbot):
    head = head_of(qtbot, child("B", "second"))
    small = QFontMetricsF(head._small())

    assert head.width_of(4) >= small.horizontalAdvance("before consolidation")
    assert head.width_of(3) >= QFontMetricsF(head._bold()).horizontalAdvance("D15 BM")
    assert head.width_of(0) == 0


def test_the_column_that_sorts_is_marked(qtbot):
    table = a_table(qtbot)
    head = table.horizontalHeader()
    before = head.grab().toImage()

    table.show_order("D15 BM", is_descending=False)

    assert (head._arrow(4), head._arrow(0)) == (" ▾", "")
    assert head.grab().toImage() != before
    table.show_order("D15 BM", is_descending=True)
    assert head._arrow(4) == " ▴"


def test_a_phase_is_written_once_over_all_of_its_columns(qtbot):
    both = head_of(qtbot, child("A"), child("B", "second"))
    without = head_of(
        qtbot, child("A"), child("B", "second"), look=BoardChoice(hidden=("D33 BM",))
    )

    assert both.grab().toImage() != without.grab().toImage()
    assert without.sizeHint().height() < both.sizeHint().height()
