"""The due list: every expected sample of every active patient, most urgent first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum
from typing import NamedTuple

from mrdtracker.domain.due import Due, DueState, ScheduleRow, due
from mrdtracker.domain.records import Patient, PatientFile, PatientId, RecordStatus
from mrdtracker.domain.schedule import PackSchedule
from mrdtracker.progress import NoProgress, Progress
from mrdtracker.services.collector_rest import collector_rests
from mrdtracker.services.rulebook import RuleBook
from mrdtracker.store.queries import Queries

DAYS_OF_A_WEEK = 7
BATCH = 1000


class NoSchedule(Enum):
    """Why nothing can be expected of a child on a date; each is something to put right."""

    NO_PROTOCOL = "no protocol"
    OWN_WORDS = "no rules for this protocol"
    NOT_USABLE = "rules not available"
    NO_FIRST_DOSE = "no first dose"
    NO_INDUCTION = "no start of induction"
    NO_DAYS = "no fixed days"


class DueLine(NamedTuple):
    """One line of the list: an expected sample, or why a child has none.

    Attributes:
        sample: None where nothing is expected; then ``why_not`` says why.
    """

    child: ScheduleRow
    sample: Due | None
    why_not: NoSchedule | None = None


@dataclass(frozen=True)
class DueList:
    """The list on one date.

    Attributes:
        on: The date of the question.
        by_patient: Every line of every active patient.
    """

    on: date
    by_patient: Mapping[PatientId, tuple[DueLine, ...]]

    def counts(self) -> Counter[DueState | None]:
        """Count the lines by state; None counts the children without a schedule."""
        return Counter(
            line.sample.state if line.sample is not None else None for line in self._all()
        )

    def lines(self, states: Collection[DueState | None]) -> tuple[DueLine, ...]:
        """Return the lines in some states, the most urgent first.

        What closed a short while ago stands before what closed long ago: it may still be made
        good. Then what closes soonest, what is to be taken soonest, and what waits for its
        result the longest.
        """
        found = (
            line
            for line in self._all()
            if (line.sample.state if line.sample is not None else None) in states
        )
        return tuple(sorted(found, key=_urgency))

    def week(self, monday: date) -> tuple[tuple[DueLine, ...], ...]:
        """Return what is to be taken on each of seven days, in the order of urgency.

        A sample stands on its target day. What is late stands on today: that is when it can be
        taken.
        """
        states = (DueState.OVERDUE, DueState.DUE, DueState.OPEN, DueState.NOT_YET)
        days: list[list[DueLine]] = [[] for _ in range(DAYS_OF_A_WEEK)]
        for line in self.lines(states):
            if line.sample is not None:
                place = (max(line.sample.expected.target, self.on) - monday).days
                if 0 <= place < DAYS_OF_A_WEEK:
                    days[place].append(line)
        return tuple(map(tuple, days))

    def _all(self) -> Iterable[DueLine]:
        return (line for lines in self.by_patient.values() for line in lines)


class DueService:
    """Answers what is due; reads, and writes nothing.

    Args:
        queries: Reads the store.
        rules: The packs that answer here.
    """

    def __init__(self, queries: Queries, rules: RuleBook) -> None:
        self._queries = queries
        self._rules = rules
        self._latest: DueList | None = None

    @property
    def latest(self) -> DueList | None:
        """The list that was read last, as it was then; None where none was read yet."""
        return self._latest

    def read(self, on: date, progress: Progress | None = None) -> DueList:
        """Read every active patient and answer for one date.

        Raises:
            Cancelled: Somebody stopped it.
        """
        progress = progress or NoProgress()
        schedules = _Schedules(self._rules)
        with collector_rests():
            rows = self._queries.schedule_rows()
            found: dict[PatientId, tuple[DueLine, ...]] = {}
            for place, row in enumerate(rows):
                if not place % BATCH:
                    progress.stop_if_cancelled()
                found[row.patient_id] = _lines(row, schedules, on)
        self._latest = DueList(on, found)
        return self._latest

    def read_again(self, known: DueList, patient_id: PatientId) -> DueList:
        """Return a list in which one patient's lines are read anew."""
        file = self._queries.patient_file(patient_id)
        kept = {key: lines for key, lines in known.by_patient.items() if key != patient_id}
        if file.patient.status is RecordStatus.ACTIVE:
            kept[patient_id] = self.of_file(file, known.on)
        self._latest = DueList(known.on, kept)
        return self._latest

    def of_file(self, file: PatientFile, on: date) -> tuple[DueLine, ...]:
        """Answer for one patient whose records were read before, in the protocol's order."""
        return _lines(ScheduleRow.of(file), _Schedules(self._rules), on)


class _Schedules:
    """The schedules of the packs that answer, each laid out once."""

    def __init__(self, rules: RuleBook) -> None:
        self._rules = rules
        self._packs = rules.packs
        self._known: dict[tuple[str, str | None], PackSchedule | None] = {}

    def of(self, row: ScheduleRow) -> PackSchedule | None:
        """Return the schedule that holds for a child; None where its rules are not available."""
        key = (row.course.pack or "", row.edition)
        if key not in self._known:
            self._known[key] = self._find(row)
        return self._known[key]

    def _find(self, row: ScheduleRow) -> PackSchedule | None:
        rules, pack = self._rules, row.course.pack or ""
        if row.edition is not None:
            pinned = Patient(row.patient_id, row.code, course=row.course, pack_edition=row.edition)
            rules = rules.for_patient(pinned)
        return PackSchedule.of(rules.overview(pack)) if pack in rules.packs else None


def _lines(row: ScheduleRow, schedules: _Schedules, on: date) -> tuple[DueLine, ...]:
    if row.course.pack is None:
        why = NoSchedule.OWN_WORDS if row.protocol_text else NoSchedule.NO_PROTOCOL
        return (DueLine(row, None, why),)
    schedule = schedules.of(row)
    if schedule is None:
        return (DueLine(row, None, NoSchedule.NOT_USABLE),)
    if not schedule.points:
        return (DueLine(row, None, NoSchedule.NO_DAYS),)
    found = due(row.course, row.samples, schedule, on)
    if found:
        return tuple(DueLine(row, one) for one in found)
    is_undosed = row.course.therapy_started_on is None
    why = NoSchedule.NO_FIRST_DOSE if is_undosed else NoSchedule.NO_INDUCTION
    return (DueLine(row, None, why),)


_RANK: dict[DueState | None, int] = {
    DueState.OVERDUE: 0,
    DueState.DUE: 1,
    DueState.OPEN: 2,
    DueState.RECEIVED: 3,
    None: 4,
    DueState.PAUSED: 5,
    DueState.NOT_YET: 6,
    DueState.RESULTED: 7,
    DueState.MISSED: 8,
}


def _urgency(line: DueLine) -> tuple[int, int, str, int]:
    sample = line.sample
    if sample is None:
        return (_RANK[None], 0, line.child.code, 0)
    expected, state = sample.expected, sample.state
    if state is DueState.OVERDUE:
        place = sample.days
    elif state is DueState.DUE:
        place = (expected.closes or date.max).toordinal()
    elif state in (DueState.RESULTED, DueState.MISSED):
        place = -expected.target.toordinal()
    else:
        place = expected.target.toordinal()
    return (_RANK[state], place, line.child.code, expected.point.day)


def monday_of(on: date) -> date:
    """Return the Monday of the week of a date."""
    return on - timedelta(days=on.weekday())
