from PySide6.QtWidgets import QWidget

from mrdtracker.gui.on_screen import keep_on_screen


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
