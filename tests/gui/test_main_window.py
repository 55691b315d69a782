from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPlainTextEdit

from mrdtracker.gui.main_window import SMALLEST, MainWindow
from mrdtracker.gui.theme import Scheme
from tests.gui.desk import settings_in, the_switch

AT = QPoint(300, 300)


def a_window(qtbot, folder):
    window = MainWindow(settings_in(folder))
    qtbot.addWidget(window)
    return window


def test_it_says_once_that_it_was_painted(qtbot, tmp_path):
    window = a_window(qtbot, tmp_path)
    told = []
    window.painted.connect(lambda: told.append(1))

    window.show()
    qtbot.waitUntil(lambda: bool(told))
    window.repaint()
    qtbot.wait(1)

    assert told == [1]


def test_it_remembers_its_place(qtbot, tmp_path):
    first = a_window(qtbot, tmp_path)
    first.show()
    first.resize(1024, 733)
    first.close()

    again = a_window(qtbot, tmp_path)

    assert again.height() == 733


def test_a_place_on_a_screen_that_is_gone_or_smaller_is_brought_back(qtbot, tmp_path):
    first = a_window(qtbot, tmp_path)
    first.show()
    first.setGeometry(4000, 3000, 2500, 1900)
    first.close()

    again = a_window(qtbot, tmp_path)

    room = QGuiApplication.primaryScreen().availableGeometry()
    assert room.contains(again.geometry().topLeft())
    assert again.size().boundedTo(room.size()) == again.size()


def test_a_small_screen_may_make_the_window_smaller_than_it_likes_to_be(qtbot, tmp_path):
    room = QGuiApplication.primaryScreen().availableGeometry()

    window = a_window(qtbot, tmp_path)

    assert window.minimumWidth() == min(SMALLEST[0], room.width())
    assert window.width() <= room.width()
    assert window.height() <= room.height()


def test_the_skeleton_follows_the_chosen_theme(qtbot, tmp_path):
    settings_in(tmp_path).setValue("scheme", "dark")

    window = a_window(qtbot, tmp_path)

    assert window.grab().toImage().pixelColor(600, 400).lightness() < 60
    assert not window.testAttribute(Qt.WidgetAttribute.WA_SetPalette)


def test_a_dropped_file_is_told(qtbot, tmp_path):
    window = a_window(qtbot, tmp_path)
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(tmp_path / "table.csv"))])
    enter = QDragEnterEvent(
        QPoint(5, 5),
        Qt.DropAction.CopyAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    window.dragEnterEvent(enter)
    drop = QDropEvent(
        QPoint(5, 5),
        Qt.DropAction.CopyAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )

    with qtbot.waitSignal(window.dropped) as dropped:
        window.dropEvent(drop)

    assert enter.isAccepted()
    assert dropped.args == [str(tmp_path / "table.csv")]


def test_a_change_of_the_theme_reaches_everything_behind_the_words(desk):
    switch = the_switch()
    desk.patient("DEMO-08")

    for scheme, is_dark in ((Scheme.DARK, True), (Scheme.LIGHT, False), (Scheme.DARK, True)):
        switch.choose(scheme)
        picture = desk.window.grab().toImage()
        for x, y in ((120, 600), (650, 18), (1330, 70)):
            assert (picture.pixelColor(x, y).lightness() < 60) is is_dark
        title = desk.window.palette().windowText().color().lightness()
        assert (title > 200) is is_dark
    switch.choose(Scheme.SYSTEM)


def test_the_side_buttons_of_the_mouse_walk_whatever_is_under_the_pointer(qtbot, tmp_path):
    window = a_window(qtbot, tmp_path)
    window.setCentralWidget(QPlainTextEdit())
    walked = []
    window.walked.connect(walked.append)
    for _ in range(2):
        window.hide()
        window.show()
        qtbot.waitExposed(window)

    for button in (Qt.MouseButton.BackButton, Qt.MouseButton.ForwardButton):
        QTest.mouseClick(window.windowHandle(), button, Qt.KeyboardModifier.NoModifier, AT)
    QTest.mouseClick(
        window.windowHandle(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, AT
    )

    assert walked == ["back", "forward"]
