"""When the tour runs: once with the invented patients, from the menu, and what comes after it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QWidget

from mrdtracker.domain.errors import NotFoundError
from mrdtracker.gui.frame import Frame
from mrdtracker.gui.presenters.tour_steps import EXAMPLE, FIRST_PATIENT, PATIENT
from mrdtracker.gui.start_up import StartUp
from mrdtracker.gui.tour import Tour

if TYPE_CHECKING:
    from mrdtracker.gui.patient_page import PatientPage

SEEN = "tour"
PAGES = ("today", "board", "patients", "cohort", "rules", "history", "help")


class TourGuide(QObject):
    """Starts the tour, and leads from its end to the laboratory's first patient.

    Args:
        frame: What stands around the pages.
        start_up: Opens the stores.
        is_first_run: True where the invented patients were asked for by themselves; the tour is
            then offered once for ever.
    """

    def __init__(self, frame: Frame, start_up: StartUp, *, is_first_run: bool) -> None:
        super().__init__(frame)
        self._frame, self._start_up = frame, start_up
        self._wants_tour = is_first_run and not frame.memory.text(SEEN)
        self._wants_patient = False
        self.tour: Tour | None = None
        start_up.opened.connect(self._opened)

    def start(self) -> None:
        """Begin the tour; the invented patients are opened for it where they are not."""
        if self.tour is not None:
            return
        self._wants_tour = True
        if self._is_practice:
            self._begin()
        else:
            self._start_up.do("practice")

    @property
    def _is_practice(self) -> bool:
        from mrdtracker.gui.presenters.standing import is_practice

        bench = self._start_up.bench
        return bench is not None and is_practice(bench.workspace.settings().laboratory)

    def _opened(self) -> None:
        bench = self._start_up.bench
        if bench is None:
            return
        if self._wants_patient:
            self._wants_patient = False
            QTimer.singleShot(0, bench, lambda: bench.do("new patient"))
        elif self._wants_tour:
            bench.ready.connect(self._begin)

    def _begin(self) -> None:
        if self.tour is not None or not self._wants_tour or not self._is_practice:
            return
        self._wants_tour = False
        self._frame.memory.keep_text(SEEN, "seen")
        self.tour = Tour(self._frame.window, self._widgets(), self._do)
        self.tour.ended.connect(self._ended)
        self.tour.start()

    def _widgets(self) -> Mapping[str, Callable[[], QWidget]]:
        frame, start_up = self._frame, self._start_up

        def page() -> QWidget:
            return frame.pages.currentWidget() or frame.pages

        def part(of: Callable[[PatientPage], QWidget]) -> Callable[[], QWidget]:
            def found() -> QWidget:
                bench = start_up.bench
                widget = of(bench.patient) if bench is not None else page()
                return widget if widget.isVisible() else page()

            return found

        return {
            "rail": lambda: frame.rail,
            "search": lambda: frame.search,
            "header": part(lambda patient: patient.header),
            "course": part(lambda patient: patient.course),
            "why": part(lambda patient: patient.panel),
            "records": part(lambda patient: patient.records),
            **dict.fromkeys(PAGES, page),
        }

    def _do(self, act: str) -> None:
        bench = self._start_up.bench
        if bench is None:
            return
        if act != PATIENT:
            bench.do(act)
            return
        try:
            bench.open_patient(bench.workspace.patient_by_code(EXAMPLE).id)
        except NotFoundError:  # somebody voided it: the tour goes on over the list
            bench.do("patients")

    def _ended(self, how: str) -> None:
        self.tour = None
        if how == FIRST_PATIENT:
            self._wants_patient = True
            self._start_up.do("laboratory")
