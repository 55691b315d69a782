import pytest
from PySide6.QtWidgets import QLabel, QWidget

from mrdtracker.gui.flow_layout import FlowLayout

SIDE, GAP = 40, 10


@pytest.fixture
def box(qtbot):
    box = QWidget()
    qtbot.addWidget(box)
    line = FlowLayout(box, GAP)
    for _ in range(3):
        label = QLabel()
        label.setFixedSize(SIDE, SIDE)
        line.addWidget(label)
    return box


def places(box):
    line = box.layout()
    return [line.itemAt(place).geometry().topLeft().toTuple() for place in range(line.count())]


@pytest.mark.parametrize(
    ("width", "expected", "height"),
    [
        (140, [(0, 0), (50, 0), (100, 0)], 40),
        (139, [(0, 0), (50, 0), (0, 50)], 90),
        (20, [(0, 0), (0, 50), (0, 100)], 140),
    ],
)
def test_what_has_no_room_stands_in_a_further_line(box, width, expected, height):
    box.resize(width, 300)
    box.show()

    assert places(box) == expected
    assert box.heightForWidth(width) == height


def test_what_is_hidden_takes_no_room(box):
    box.resize(90, 300)
    box.show()
    box.layout().itemAt(0).widget().hide()
    box.layout().activate()

    assert places(box)[1:] == [(0, 0), (50, 0)]
    assert box.layout().sizeHint().toTuple() == (90, 40)
    assert box.layout().minimumSize().toTuple() == (40, 40)


def test_a_widget_can_be_taken_out_again(box):
    line = box.layout()
    item = line.takeAt(0)

    assert item.widget() is not None
    assert line.count() == 2
    assert line.takeAt(7) is None
    assert line.itemAt(7) is None
