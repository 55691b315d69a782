"""Finds out which tubes of the children in sight a loud finding used, one child at a time."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer

from mrdtracker.domain.errors import NotFoundError
from mrdtracker.domain.finding import LOUD, Level
from mrdtracker.domain.records import PatientId
from mrdtracker.gui.board_model import BoardModel
from mrdtracker.gui.board_table import BoardTable
from mrdtracker.services.workspace import Workspace

# So long nothing is asked after the last scroll: nobody waits for a flag while rows fly by.
REST_MS = 120
_LOUD_LEVELS = (Level.HIGH, Level.INTERMEDIATE)


class BoardFlags(QObject):
    """Asks the rules about whoever has a loud finding and can be seen.

    The derived line says that a child is flagged, and not by which tube. To assess everybody
    would take seconds; to assess the twenty in sight takes none that are felt.

    Args:
        workspace: The open store.
        table: Says which rows are in sight.
        parent: Owns it.
    """

    def __init__(
        self, workspace: Workspace, table: BoardTable, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._workspace, self._table = workspace, table
        self._model: BoardModel = table.board
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self._look_at_one)
        table.settled.connect(self.start)

    def start(self) -> None:
        """Begin again with the rows that are in sight, a little later."""
        self._timer.start(REST_MS)

    def stop(self) -> None:
        """Ask nothing any more."""
        self._timer.stop()
        self._table.settled.disconnect(self.start)

    def _look_at_one(self) -> None:
        patient_id = self._next()
        if patient_id is None:
            return
        self._model.show_flags({patient_id: self._flagged(patient_id)})
        self._timer.start(0)

    def _next(self) -> PatientId | None:
        for place in self._table.rows_in_sight():
            child = self._model.row_at(place).child
            if child.level in LOUD and not self._model.has_flags_of(child.patient_id):
                return child.patient_id
        return None

    def _flagged(self, patient_id: PatientId) -> frozenset[str]:
        try:
            view = self._workspace.assessment.view(patient_id)
        except NotFoundError:
            return frozenset()
        return frozenset(row.sample.id for row in view.rows if row.level in _LOUD_LEVELS)
