"""The window itself, there at once: a quiet picture of the frame until the frame is loaded.

Nothing that takes time may be imported here; ``frame.py`` fills it after the first paint.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QRect, QSettings, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QCloseEvent,
    QColor,
    QDragEnterEvent,
    QDropEvent,
    QGuiApplication,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QShowEvent,
)
from PySide6.QtWidgets import QMainWindow

from mrdtracker.gui.scan_keys import ScanKeys
from mrdtracker.gui.tokens import HOVER_DARK, HOVER_LIGHT, WINDOW_DARK, WINDOW_LIGHT

ORGANISATION = "mrdtracker"
SMALLEST = (1024, 700)
FIRST = (1280, 760)
RAIL = 200
CLICKS = (QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonDblClick)
WALKS = {Qt.MouseButton.BackButton: "back", Qt.MouseButton.ForwardButton: "forward"}
# Signs of a code that are keys of a page: a blank presses a button, a Z hides results.
DO_SOMETHING = (Qt.Key.Key_Space, Qt.Key.Key_Z)
BARS = ((24, 16, 320, 28), (24, 80, 180, 20))


class MainWindow(QMainWindow):
    """The window.

    Args:
        settings: Where its last place is kept; the user's own settings where none are given.

    Attributes:
        painted: Emitted once, right after the window was painted for the first time.
        resized: Emitted with the new width.
        closing: Emitted before the window closes.
        dropped: Emitted with the path of a file that was dropped on the window.
        walked: Emitted with "back" or "forward" for those buttons of the mouse.
        scanned: Emitted with what a barcode scanner sent while no box to type into had the keys.
        scan_keys: Tells the scanner from a person.
    """

    painted = Signal()
    resized = Signal(int)
    closing = Signal()
    dropped = Signal(str)
    walked = Signal(str)
    scanned = Signal(str)

    def __init__(self, settings: QSettings | None = None) -> None:
        super().__init__()
        self.settings = settings or QSettings(ORGANISATION, ORGANISATION)
        self.scan_keys = ScanKeys()
        self._was_painted = False
        is_dark = _is_dark(str(self.settings.value("scheme") or ""))
        self._bar = QColor(HOVER_DARK if is_dark else HOVER_LIGHT)
        self._ground = QColor(WINDOW_DARK if is_dark else WINDOW_LIGHT)
        self.setWindowTitle("MRD tracker")
        self.setAcceptDrops(True)
        # Before the last place comes back: Qt brings that into a screen that is there, unless the
        # smallest size forbids it.
        self.setMinimumSize(_on_every_screen(SMALLEST))
        kept = self.settings.value("window")
        if kept is None or not self.restoreGeometry(kept):
            self.resize(_on_every_screen(FIRST))

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.centralWidget() is None:
            self._paint_skeleton()
        if not self._was_painted:
            self._was_painted = True
            QTimer.singleShot(0, self, self.painted.emit)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        # Tables and the plot take every click that reaches them; the window's own handle is first.
        self.windowHandle().removeEventFilter(self)
        self.windowHandle().installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QMouseEvent) and event.type() in CLICKS and event.button() in WALKS:
            self.walked.emit(WALKS[event.button()])
            return True
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            return self._hear_scanner(event)
        return super().eventFilter(watched, event)

    def _hear_scanner(self, event: QKeyEvent) -> bool:
        """Take the Enter of a scan, and what does something in it, from the page.

        A box gets all its keys.
        """
        box = self.focusWidget()
        if box is not None and box.testAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled):
            return False
        code = self.scan_keys.press(event)
        if code:
            self.scanned.emit(code)
        return bool(code) or (self.scan_keys.is_scanning and event.key() in DO_SOMETHING)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.resized.emit(event.size().width())

    def closeEvent(self, event: QCloseEvent) -> None:
        self.settings.setValue("window", self.saveGeometry())
        self.closing.emit()
        super().closeEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        urls = event.mimeData().urls()
        if len(urls) == 1 and urls[0].isLocalFile():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        event.acceptProposedAction()
        self.dropped.emit(event.mimeData().urls()[0].toLocalFile())

    def _paint_skeleton(self) -> None:
        painter = QPainter(self)
        # Painted, not a palette: a palette of its own would outlive the next change of the theme.
        painter.fillRect(self.rect(), self._ground)
        for left, top, width, height in BARS:
            painter.fillRect(QRect(RAIL + left, top, width, height), self._bar)
        painter.fillRect(QRect(RAIL, 0, 1, self.height()), self._bar)
        painter.end()


def _on_every_screen(wanted: tuple[int, int]) -> QSize:
    """Return a size that no screen is too small for: at 150 % a laptop has 911 × 512 pixels."""
    size = QSize(*wanted)
    for screen in QGuiApplication.screens():
        size = size.boundedTo(screen.availableGeometry().size())
    return size


def _is_dark(choice: str) -> bool:
    if choice in ("light", "dark"):
        return choice == "dark"
    return QGuiApplication.styleHints().colorScheme() is Qt.ColorScheme.Dark
