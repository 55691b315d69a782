"""A window over a small ward, opened on the board."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from mrdtracker.gui.board_page import BoardPage
from mrdtracker.services.workspace import Workspace
from tests.gui.desk import Desk, open_desk


@contextmanager
def board_desk(qtbot: Any, workspace: Workspace) -> Iterator[tuple[Desk, BoardPage]]:
    """Show the window on the board."""
    desk = open_desk(qtbot, workspace.path.parent, workspace)
    desk.bench.do("board")
    try:
        yield desk, desk.bench._side.board
    finally:
        desk.close()


def go(page: BoardPage, code: str, column: str) -> None:
    """Make the cell of a child and a time point current."""
    row = next(n for n, one in enumerate(page.model.board.rows) if one.code == code)
    titles = ["Patient", "Protocol", "Today", *(one.title for one in page.model.board.columns)]
    page.table.go_to(row, titles.index(column))


def said(page: BoardPage) -> str:
    """Return what a screen reader says of the current cell."""
    return str(page.table.currentIndex().data())
