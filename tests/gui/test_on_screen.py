import re
from pathlib import Path

from PySide6.QtWidgets import QWidget

from mrdtracker.gui import on_screen
from mrdtracker.gui.on_screen import SHARE_OF_SCREEN, keep_on_screen, take_size


def test_a_window_below_the_screen_is_moved_up_and_never_above_it(qtbot):
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(200, 100)
    window.show()
    screen = window.screen().availableGeometry()
    window.move(10, screen.bottom() - 20)

    keep_on_screen(window)
    assert window.frameGeometry().bottom() <= screen.bottom()
    assert window.x() == 10

    window.resize(200, screen.height() * 2)
    keep_on_screen(window)
    assert window.y() == screen.top()


def test_a_window_on_the_screen_stays_where_it_is(qtbot):
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(200, 100)
    window.show()
    window.move(10, 20)

    keep_on_screen(window)

    assert (window.x(), window.y()) == (10, 20)


def test_a_wish_is_granted_as_far_as_the_screen_has_it(qtbot):
    window = QWidget()
    qtbot.addWidget(window)
    screen = window.screen().availableGeometry()

    take_size(window, 300, screen.height() * 2)

    assert window.width() == 300
    assert window.height() <= screen.height() * SHARE_OF_SCREEN


def test_no_window_takes_a_size_of_its_own_without_asking_the_screen():
    modules = Path(on_screen.__file__).parent.glob("*.py")

    assert [
        one.name for one in modules if re.search(r"self\.resize\([*\d]", one.read_text("utf-8"))
    ] == []
