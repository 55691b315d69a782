"""A window over a small ward on one morning, for the tests of the due list."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from mrdtracker.domain.case import CourseFacts, PatientFacts
from mrdtracker.gui.presenters.due_words import DueRow
from mrdtracker.gui.today_page import TodayPage
from mrdtracker.services.commands import AddPatient
from mrdtracker.services.workspace import Person, Workspace
from tests.builders import FIRST_DOSE, a_patient
from tests.gui.desk import Desk, open_desk
from tests.gui.ward import PACK, bundled_rules


def day(number: int) -> date:
    """The date of a protocol day of patient 1; the first dose is day 1."""
    return FIRST_DOSE + timedelta(days=number - 1)


class Morning:
    """A clock that shows nine in the morning of one day, until a test turns it."""

    def __init__(self, on: date) -> None:
        self.on = on

    def __call__(self) -> datetime:
        return datetime.combine(self.on, time(9), UTC)


def enter(workspace: Workspace, number: int = 1, pack: str | None = PACK, **more: Any) -> None:
    """Enter a patient whose first dose was on ``FIRST_DOSE``, unless ``started`` says when."""
    started = more.pop("started", FIRST_DOSE)
    course = CourseFacts(pack=pack, therapy_started_on=started)
    facts = PatientFacts(born_on=date(2021, 2, 1))
    patient = a_patient(number, name="Kim M.", course=course, facts=facts, **more)
    workspace.recorder.execute(AddPatient(patient))


def a_ward(folder: Path, clock: Morning) -> Workspace:
    """An empty store in which Anna works."""
    return Workspace.create(folder / "ward.mrd", Person("Anna", clock), rules=bundled_rules())


@contextmanager
def due_desk(qtbot: Any, workspace: Workspace) -> Iterator[tuple[Desk, TodayPage]]:
    """Show the window on Today."""
    desk = open_desk(qtbot, workspace.path.parent, workspace)
    desk.bench.do("today")
    try:
        yield desk, desk.bench.today
    finally:
        desk.close()


def texts(page: TodayPage) -> list[str]:
    """Return patient, time point and state of every line that is shown."""
    return [
        f"{row.code} {row.what.partition(' ·')[0]} {row.state.word}" for row in page.model.rows
    ]


def choose(page: TodayPage, start: str) -> DueRow:
    """Make the line current that begins so."""
    place = next(n for n, text in enumerate(texts(page)) if text.startswith(start))
    page.table.select_lines([place])
    return page.model.rows[place]
