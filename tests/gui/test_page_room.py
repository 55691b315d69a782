"""Where the window is too low for a page, the page is scrolled and not squeezed."""

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QPushButton, QStackedWidget, QVBoxLayout, QWidget

from mrdtracker.gui.page_room import LEAST_HEIGHT, LEAST_WIDTH, PageRoom


class _High(QWidget):
    scrolled_height = 600

    def __init__(self):
        super().__init__()
        box = QVBoxLayout(self)
        self.first, self.last = QPushButton("first"), QPushButton("last")
        box.addWidget(self.first)
        box.addStretch(1)
        box.addWidget(self.last)


@pytest.fixture
def room(qtbot):
    pages = QStackedWidget()
    for page in (_High(), QWidget()):
        pages.addWidget(page)
    made = PageRoom(pages)
    qtbot.addWidget(made)
    made.show()
    return made


def test_a_page_fills_the_room_that_is_enough_for_it(qtbot, room):
    room.resize(900, LEAST_HEIGHT)

    whole = QSize(900, LEAST_HEIGHT)
    assert room.widget().size() == whole
    qtbot.waitUntil(lambda: room.viewport().size() == whole)


def test_a_page_that_the_room_is_too_low_for_is_scrolled_and_another_is_not(qtbot, room):
    room.resize(900, LEAST_HEIGHT - 1)
    assert room.widget().height() == _High.scrolled_height
    qtbot.waitUntil(lambda: room.viewport().width() == room.widget().width() < 900)
    qtbot.waitUntil(lambda: not room.horizontalScrollBar().isVisible())
    room.verticalScrollBar().setValue(100)

    room.widget().setCurrentIndex(1)
    assert room.widget().size() == QSize(900, LEAST_HEIGHT - 1)

    room.widget().setCurrentIndex(0)
    assert room.widget().height() == _High.scrolled_height
    assert room.verticalScrollBar().value() == 0


def test_no_page_is_narrower_than_its_buttons(room):
    room.resize(LEAST_WIDTH - 100, 500)

    assert room.widget().width() == LEAST_WIDTH


def test_what_tab_reaches_comes_into_view(qtbot, room):
    room.resize(900, LEAST_HEIGHT - 100)
    page = room.widget().currentWidget()
    room.activateWindow()
    qtbot.waitUntil(room.isActiveWindow)
    page.first.setFocus()

    qtbot.keyClick(page.first, Qt.Key.Key_Tab)

    assert page.last.hasFocus()
    seen = room.viewport().rect()
    assert seen.contains(page.last.mapTo(room.viewport(), page.last.rect().center()))
