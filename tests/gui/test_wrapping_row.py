import pytest
from PySide6.QtCore import QSize
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from mrdtracker.gui.wrapping_row import WrappingRow

WIDTH, HEIGHT, SPACING = 100, 20, 4


class Box(QPushButton):
    def __init__(self):
        super().__init__()
        self.setFixedSize(WIDTH, HEIGHT)


@pytest.fixture
def page(qtbot):
    page = QWidget()
    row = WrappingRow(SPACING)
    for _ in range(3):
        row.addWidget(Box())
    lines = QVBoxLayout(page)
    lines.setContentsMargins(0, 0, 0, 0)
    lines.addLayout(row)
    lines.addStretch(1)
    qtbot.addWidget(page)
    page.resize(400, 200)
    page.show()
    return page


def corners(page):
    return [(box.x(), box.y()) for box in page.findChildren(Box) if box.isVisible()]


def test_with_room_all_stand_in_one_line(page):
    assert corners(page) == [(0, 0), (104, 0), (208, 0)]


def test_what_finds_no_room_goes_on_in_the_next_line(page):
    page.resize(308, 200)
    assert corners(page) == [(0, 0), (104, 0), (208, 0)]

    page.resize(307, 200)
    assert corners(page) == [(0, 0), (104, 0), (0, 24)]

    page.resize(100, 200)
    assert corners(page) == [(0, 0), (0, 24), (0, 48)]


def test_what_is_hidden_takes_no_room(page, qtbot):
    page.findChildren(Box)[1].hide()

    qtbot.waitUntil(lambda: corners(page) == [(0, 0), (104, 0)])


def test_its_height_is_that_of_its_lines(page):
    row = page.layout().itemAt(0).layout()

    assert (row.heightForWidth(308), row.heightForWidth(307)) == (20, 44)
    assert (row.sizeHint(), row.count()) == (QSize(308, 20), 3)


def test_a_widget_can_be_taken_out_of_it(page):
    row = page.layout().itemAt(0).layout()
    first = page.findChildren(Box)[0]

    assert row.takeAt(5) is None
    assert row.takeAt(0).widget() is first
    assert (row.count(), row.itemAt(2)) == (2, None)
