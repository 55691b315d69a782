"""Which page a quick result is for: the one in front."""

from __future__ import annotations

from mrdtracker.gui.frame import Frame
from mrdtracker.gui.patient_page import PatientPage
from mrdtracker.gui.side_page import SidePage
from mrdtracker.words import say


def enter_quick_result(frame: Frame) -> None:
    """Enter a result for what is current on the page in front; where nothing is, say so."""
    page = frame.pages.currentWidget()
    if isinstance(page, PatientPage):
        page.quick_result()
    elif not isinstance(page, SidePage) or not page.quick_result():
        frame.show_notice(
            say("Choose a line of Today or a cell of the board, or open a patient, first.")
        )
