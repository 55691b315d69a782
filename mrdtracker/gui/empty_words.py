"""What a table says in the middle of itself while it has no rows."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QLabel, QTableView

from mrdtracker.gui.theme import set_role


class EmptyWords(QLabel):
    """A quiet sentence over a table; it is there only while the table is empty.

    Args:
        table: The table, with its model.
        words: What is not there yet, and how it comes there.
    """

    def __init__(self, table: QTableView, words: str) -> None:
        super().__init__(words, table.viewport())
        self._table = table
        set_role(self, "quiet")
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setWordWrap(True)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        model = table.model()
        model.modelReset.connect(self._come_or_go)
        model.rowsInserted.connect(self._come_or_go)
        model.rowsRemoved.connect(self._come_or_go)
        table.viewport().installEventFilter(self)
        self._come_or_go()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay in the middle of the table."""
        if event.type() is QEvent.Type.Resize:
            self.setGeometry(self._table.viewport().rect())
        return super().eventFilter(watched, event)

    def _come_or_go(self) -> None:
        is_empty = self._table.model().rowCount() == 0
        self.setVisible(is_empty)
        self._table.setAccessibleDescription(self.text() if is_empty else "")
