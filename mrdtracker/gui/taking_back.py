"""Takes the newest act back, or does it again; asks before an older one is taken back instead."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QMessageBox, QWidget

from mrdtracker.domain.errors import UserError
from mrdtracker.services.commands import Changes
from mrdtracker.services.recorder import Recorder


class TakingBack(QObject):
    """Undo and redo for one window.

    Args:
        window: The parent of what is asked.
        recorder: Takes back, and says what it would.
        publish: Tells the pages what changed.
    """

    def __init__(
        self, window: QWidget, recorder: Recorder, publish: Callable[[Changes], object]
    ) -> None:
        super().__init__(window)
        self._window, self._recorder, self._publish = window, recorder, publish

    def undo(self) -> None:
        """Take back the newest act; where it stays, say why and ask about the one before it."""
        obstacle, older = self._recorder.undo_obstacle(), self._recorder.undo_label()
        if not obstacle or older is None or self._is_wanted(obstacle, older):
            self.undo_shown()

    def undo_shown(self) -> None:
        """Take back the act that a person looked at."""
        self._do(self._recorder.undo_last)

    def redo(self) -> None:
        """Do again what was just taken back."""
        self._do(self._recorder.redo_last)

    def _is_wanted(self, obstacle: str, older: str) -> bool:
        box = QMessageBox(self._window)
        box.setWindowTitle(self.tr("Nothing was changed"))
        box.setText(obstacle)
        box.setInformativeText(self.tr("An earlier act of yours can be taken back instead."))
        words = self.tr("Undo {}").format(older.replace("&", "&&"))
        instead = box.addButton(words, QMessageBox.ButtonRole.AcceptRole)
        box.addButton(QMessageBox.StandardButton.Cancel)
        # A second Enter must not take back what was not meant.
        box.setDefaultButton(QMessageBox.StandardButton.Cancel)
        box.exec()
        is_wanted = box.clickedButton() is instead
        box.deleteLater()
        return is_wanted

    def _do(self, step: Callable[[], Changes]) -> None:
        try:
            self._publish(step())
        except UserError as error:
            QMessageBox.warning(self._window, self.tr("Nothing was changed"), str(error))
