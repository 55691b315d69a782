"""The line in the status bar that offers back what this person typed and did not save."""

from __future__ import annotations

from PySide6.QtCore import QObject

from mrdtracker.domain.errors import NotFoundError, StoreError
from mrdtracker.gui.change_bus import ChangeBus
from mrdtracker.gui.draft_offer import DraftOffer
from mrdtracker.gui.frame import Frame
from mrdtracker.gui.patient_acts import PatientActs
from mrdtracker.gui.presenters.draft_words import unsaved_words
from mrdtracker.services.workspace import Workspace


class UnsavedEntries(QObject):
    """Offers the newest draft first; the next one when that is saved or discarded.

    Args:
        frame: Its status bar gets the line.
        workspace: The open store.
        acts: Opens the form of a draft.
        bus: Tells when a form was closed.
    """

    def __init__(
        self, frame: Frame, workspace: Workspace, acts: PatientActs, bus: ChangeBus
    ) -> None:
        super().__init__(frame)
        self._frame, self._workspace, self._acts = frame, workspace, acts
        self.offer = DraftOffer()
        self.offer.taken.connect(self.take_up)
        self.offer.discarded.connect(self.discard)
        bus.left.connect(self.refresh)
        # After the notice, which is the first of the line, and before what stands there always.
        frame.window.statusBar().insertPermanentWidget(1, self.offer)

    def refresh(self) -> None:
        """Look what waits; a file that is only read gets no entries, so nothing is offered."""
        drafts = () if self._workspace.is_read_only else self._workspace.drafts.all()
        words = ""
        if drafts:
            words = unsaved_words(drafts, self._workspace.today, self._workspace.patient_code)
        self.offer.show_words(words)

    def take_up(self) -> None:
        """Open the newest as it was left."""
        newest = next(iter(self._workspace.drafts.all()), None)
        if newest is not None:
            try:
                self._acts.take_up(newest)
            except NotFoundError as error:
                self._frame.show_notice(str(error))
        self.refresh()

    def discard(self) -> None:
        """Forget the newest."""
        newest = next(iter(self._workspace.drafts.all()), None)
        if newest is not None:
            try:
                self._workspace.drafts.discard(newest.form, newest.subject)
            except StoreError as error:
                self._frame.show_notice(str(error))
        self.refresh()

    def end(self) -> None:
        """Take the line away: the store is being closed."""
        self._frame.window.statusBar().removeWidget(self.offer)
        self.offer.deleteLater()
