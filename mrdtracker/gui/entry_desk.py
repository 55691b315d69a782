"""What is at hand on every page while something is entered: drafts, scanner, the next patient."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from mrdtracker.gui.change_bus import ChangeBus
from mrdtracker.gui.finder import Finder
from mrdtracker.gui.frame import Frame
from mrdtracker.gui.patient_acts import PatientActs
from mrdtracker.gui.patient_page import PatientPage
from mrdtracker.gui.presenters.case_ring import CaseRing
from mrdtracker.gui.presenters.search_hits import Hit, HitKind
from mrdtracker.gui.scan_to_open import ScanToOpen
from mrdtracker.gui.side_page import SidePage
from mrdtracker.gui.table_view import RowTable
from mrdtracker.gui.unsaved_entries import UnsavedEntries
from mrdtracker.services.workspace import Workspace


class EntryDesk(QObject):
    """Does the acts that concern whatever page is in front.

    Args:
        frame: What stands around the pages.
        workspace: The open store.
        acts: Runs the dialogs of a patient.
        bus: Tells when a form was closed.
        finder: Knows who was opened last, and opens what is chosen.
    """

    def __init__(
        self,
        frame: Frame,
        workspace: Workspace,
        acts: PatientActs,
        bus: ChangeBus,
        finder: Finder,
    ) -> None:
        super().__init__(frame)
        self._frame, self._finder = frame, finder
        self._ring = CaseRing()
        self.unsaved = UnsavedEntries(frame, workspace, acts, bus)
        self.scan = ScanToOpen(frame, workspace)
        self.scan.chosen.connect(finder.chosen)

    @property
    def deeds(self) -> Mapping[str, Callable[[], object]]:
        """The acts by name, as the menus call them."""
        return {
            "quick result": self.enter_quick_result,
            "next patient": partial(self.step, 1),
            "previous patient": partial(self.step, -1),
            "copy rows": self.copy_rows,
        }

    def enter_quick_result(self) -> None:
        """Enter a result for what is current on the page in front; where nothing is, say so."""
        page = self._frame.pages.currentWidget()
        if isinstance(page, PatientPage):
            page.quick_result()
        elif not isinstance(page, SidePage) or not page.quick_result():
            self._frame.show_notice(
                self.tr("Choose a line of Today or a cell of the board, or open a patient, first.")
            )

    def step(self, by: int) -> None:
        """Go to the next of the patients who were opened last, or to the one before."""
        page = self._frame.pages.currentWidget()
        in_front = page.patient_id if isinstance(page, PatientPage) else None
        recent = [str(patient.id) for patient in self._finder.recent()]
        found = self._ring.step(str(in_front or ""), recent, by)
        if found is None:
            self._frame.show_notice(self.tr("No other patient was opened yet."))
        else:
            self._finder.chosen.emit(Hit(HitKind.PATIENT, found, ""))

    def copy_rows(self) -> None:
        """Copy the selected rows of the table in front, with headers."""
        table = self._table()
        if table is None or not table.selected_rows():
            self._frame.show_notice(self.tr("Select rows of a table first."))
            return
        table.copy_rows()
        count = len(table.selected_rows())
        self._frame.show_notice(self.tr("Rows on the clipboard: {}.").format(count))

    def end(self) -> None:
        """Take everything back: the store is being closed."""
        self.unsaved.end()
        self.scan.end()

    def _table(self) -> RowTable[object] | None:
        """Return the table that has the keyboard, else the first one that is to be seen."""
        focus, page = self._frame.window.focusWidget(), self._frame.pages.currentWidget()
        tables = page.findChildren(RowTable) if isinstance(page, QWidget) else []
        seen = [one for one in tables if one.isVisible()]
        return next((one for one in (focus, *seen) if isinstance(one, RowTable)), None)
