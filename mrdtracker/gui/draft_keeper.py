"""Keeps what is typed into a form at every pause of typing, so that a crash loses nothing."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal

from mrdtracker.domain.draft import Draft
from mrdtracker.domain.errors import StoreError
from mrdtracker.gui.presenters.draft_words import DraftKey
from mrdtracker.gui.presenters.form import Form
from mrdtracker.services.workspace import Workspace

PAUSE_MS = 500


class DraftKeeper(QObject):
    """Keeps the draft of one form under the name of the person who types.

    Args:
        workspace: The open store, with this person's drafts.
        form: What is typed into.
        key: Which form it is, of whom.
        parent: Lives as long as the form is typed into.

    Attributes:
        refused: Emitted with the error where the disk does not take it.
    """

    refused = Signal(object)

    def __init__(self, workspace: Workspace, form: Form, key: DraftKey, parent: QObject) -> None:
        super().__init__(parent)
        self._drafts, self._form, self._key = workspace.drafts, form, key
        self.pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self.pause.timeout.connect(self.keep)

    def typed(self) -> None:
        """Hear that something was typed: it is kept at the next pause."""
        self.pause.start()

    def keep(self) -> None:
        """Keep what stands in the form now; where nothing of it was typed, nothing is kept."""
        self.pause.stop()
        try:
            if self._form.is_touched:
                self._drafts.keep(self._key.form, self._key.subject, self._form.typed_texts())
            else:
                self._drafts.discard(self._key.form, self._key.subject)
        except StoreError as error:
            self.refused.emit(error)

    def kept(self) -> Draft | None:
        """Return what was kept before and never saved, or None."""
        return self._drafts.of(self._key.form, self._key.subject)

    def discard(self) -> None:
        """Forget it: it was saved, or is not wanted any more."""
        self.pause.stop()
        try:
            self._drafts.discard(self._key.form, self._key.subject)
        except StoreError as error:
            self.refused.emit(error)
