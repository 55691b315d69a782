"""A table over a board of a few children, without a window around it."""

from __future__ import annotations

from typing import Any

from mrdtracker.gui.board_model import BoardModel
from mrdtracker.gui.board_table import BoardTable
from mrdtracker.gui.presenters.board_choice import BoardChoice
from mrdtracker.gui.presenters.board_rows import board_of
from tests.domain.test_due import day
from tests.gui.desk import the_switch
from tests.gui.presenters.test_board_rows import NOW, child, listed


def a_table(
    qtbot: Any, *children: Any, width: int = 900, height: int = 300, look: Any = None
) -> BoardTable:
    """Show children; two of different protocols where none are given."""
    the_switch()
    model = BoardModel(lambda _row, _line: "")
    table = BoardTable(model, NOW)
    qtbot.addWidget(table)
    table.resize(width, height)
    table.show()
    rows = children or (child("A"), child("B", "second"))
    model.show_board(board_of(listed(*rows), look or BoardChoice(), str, NOW), day(20))
    return table
