from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent

from mrdtracker.gui.main_window import MainWindow
from tests.gui.desk import settings_in


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


def test_the_skeleton_follows_the_chosen_theme(qtbot, tmp_path):
    settings_in(tmp_path).setValue("scheme", "dark")

    window = a_window(qtbot, tmp_path)

    assert window.palette().window().color().lightness() < 60
    assert not window.grab().isNull()


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
