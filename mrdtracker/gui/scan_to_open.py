"""Opens the tube whose label was scanned, from every page."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from mrdtracker.gui.frame import Frame
from mrdtracker.gui.presenters.search_hits import Hit, HitKind
from mrdtracker.services.scanned import scanned_tubes
from mrdtracker.services.workspace import Workspace


class ScanToOpen(QObject):
    """Looks a scanned code up, and says one sentence where it is no tube's.

    Args:
        frame: Its window hears the scanner.
        workspace: The open store.

    Attributes:
        chosen: Emitted with the ``Hit`` of the tube, as the search does.
    """

    chosen = Signal(object)

    def __init__(self, frame: Frame, workspace: Workspace) -> None:
        super().__init__(frame)
        self._frame, self._workspace = frame, workspace
        frame.window.scanned.connect(self.open)

    def open(self, code: str) -> None:
        """Open the tube with a code."""
        tubes = scanned_tubes(self._workspace.tubes, code)
        if len(tubes) == 1:
            [tube] = tubes
            hit = Hit(HitKind.TUBE, str(tube.id), tube.code, owner=str(tube.patient_id))
            self.chosen.emit(hit)
        elif tubes:
            self._frame.search.setText(code)
            self._frame.search.setFocus()
            words = self.tr("{} samples have the code “{}”: choose one.")
            self._frame.show_notice(words.format(len(tubes), code))
        else:
            words = self.tr("No sample in this file has the code “{}”.").format(code)
            self._frame.show_notice(words)

    def end(self) -> None:
        """Hear no more: the store is being closed."""
        self._frame.window.scanned.disconnect(self.open)
