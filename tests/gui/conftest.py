"""What the tests of windows begin with: a window over a real store, a ward, a course plot."""

from __future__ import annotations

import sys
from collections.abc import Iterator

import pytest

from tests.gui.desk import open_desk
from tests.gui.rules_desk import lee_workspace
from tests.gui.ward import open_ward


@pytest.fixture(autouse=True)
def pointer_away() -> Iterator[None]:
    """Take the pointer to a corner of the screen: a move to where it stands already is none."""
    yield
    gui = sys.modules.get("PySide6.QtGui")
    if gui is None or gui.QGuiApplication.instance() is None:
        return
    corner = gui.QGuiApplication.primaryScreen().geometry().bottomRight()
    if gui.QCursor.pos() != corner:
        gui.QCursor.setPos(corner)
        gui.QGuiApplication.processEvents()


@pytest.fixture
def desk(qtbot, tmp_path):
    """The invented patients in a window."""
    opened = open_desk(qtbot, tmp_path)
    yield opened
    opened.close()


@pytest.fixture
def ward(tmp_path):
    """One girl with a flow result, at a fixed hour, without a window."""
    made = open_ward(tmp_path)
    yield made
    made.close()


@pytest.fixture
def lee(tmp_path):
    """A laboratory with a newer edition that waits, as Dr Lee sees it."""
    with lee_workspace(tmp_path) as workspace:
        yield workspace


@pytest.fixture
def canvas(qtbot):
    """The plot of a course on the screen, nothing drawn on it yet."""
    from mrdtracker.gui.plot_canvas import PlotCanvas  # Drawing loads for half a second.

    widget = PlotCanvas()
    qtbot.addWidget(widget)
    widget.resize(800, 420)
    with qtbot.waitExposed(widget):
        widget.show()
    return widget
