import pytest
from PySide6.QtCore import QRect
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QStyleOptionViewItem

from mrdtracker.domain.due import TakenSample
from mrdtracker.domain.vocabulary import Method
from mrdtracker.gui.board_model import FIRST_POINT
from mrdtracker.gui.presenters.board_choice import BoardChoice
from mrdtracker.gui.presenters.board_rows import board_of
from mrdtracker.services.due import DueLine, DueList, NoSchedule
from tests.domain.test_due import MARROW, day
from tests.gui.board_table_desk import a_table
from tests.gui.presenters.test_board_rows import child, lines

TUBES = tuple(
    TakenSample(name, MARROW, day(15), methods=(Method.FLOW,)) for name in ("one", "two")
)


def painted(table, row, column):
    picture = QImage(80, 30, QImage.Format.Format_RGB32)
    picture.fill(QColor("white"))
    painter = QPainter(picture)
    option = QStyleOptionViewItem()
    option.rect = QRect(0, 0, 80, 30)
    table.itemDelegate().paint(painter, option, table.board.index(row, column))
    painter.end()
    return picture


def is_blank(picture):
    blank = QImage(picture.size(), picture.format())
    blank.fill(QColor("white"))
    return picture == blank


def test_a_cell_that_is_in_no_protocol_is_hatched_and_one_of_unknown_days_is_blank(qtbot):
    undosed = child("Z")
    table = a_table(qtbot)
    other = painted(table, 1, FIRST_POINT)
    assert not is_blank(other)
    assert other != painted(table, 0, FIRST_POINT)

    found = DueList(
        day(20),
        {"z": (DueLine(undosed, None, NoSchedule.NO_FIRST_DOSE),), "a": lines(child("A"))},
    )
    table.board.show_board(board_of(found, BoardChoice(), str, ""), day(20))
    assert is_blank(painted(table, 0, FIRST_POINT))
    assert not is_blank(painted(table, 0, 2))


def test_second_marks_stand_beside_the_state_and_never_replace_it(qtbot):
    one = a_table(qtbot, child("A", samples=TUBES[:1]))
    two = a_table(qtbot, child("A", samples=TUBES))
    plain, repeated = (painted(table, 0, FIRST_POINT + 1) for table in (one, two))
    two.board.show_flags({"id A": frozenset({"one"})})
    flagged = painted(two, 0, FIRST_POINT + 1)

    assert len({picture.constBits().tobytes() for picture in (plain, repeated, flagged)}) == 3
    sign = QRect(30, 9, 16, 12)
    assert plain.copy(sign) == repeated.copy(sign) == flagged.copy(sign)


def test_a_loud_child_has_a_triangle_and_one_not_assessed_yet_has_none(qtbot):
    tables = [
        a_table(qtbot, child("A", level="high")),
        a_table(qtbot, child("A", level="high", assessed_with="older")),
        a_table(qtbot, child("A")),
    ]
    loud, stale, calm = (painted(table, 0, 0) for table in tables)

    assert loud != calm
    assert stale == calm


@pytest.mark.parametrize("column", [0, 1, 2, FIRST_POINT])
def test_the_current_cell_has_a_ring(qtbot, column):
    table = a_table(qtbot)
    before = painted(table, 0, column)

    table.go_to(0, column)

    after = painted(table, 0, column)
    assert after != before
    assert after.pixelColor(1, 15) == QColor(table.inks.theme.accent)
