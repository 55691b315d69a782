"""The least a PySide6 window can be: shown, painted once, closed."""

import sys

from PySide6.QtCore import QTimer
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QApplication, QMainWindow


class BareWindow(QMainWindow):
    """Closes itself after its first paint."""

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        super().paintEvent(event)
        QTimer.singleShot(0, self, self.close)


application = QApplication(sys.argv)
window = BareWindow()
window.resize(1280, 760)
window.show()
sys.exit(application.exec())
