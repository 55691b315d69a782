"""The due list: every expected sample of every active patient, most urgent first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum
from functools import cached_property
from itertools import chain
from typing import NamedTuple

from mrdtracker.domain.due import Due, DueState, ScheduleRow, TakenSample, standing
from mrdtracker.domain.records import Patient, PatientFile, PatientId
from mrdtracker.domain.schedule import NEAR, PackSchedule
from mrdtracker.progress import NoProgress, Progress
from mrdtracker.services.collector_rest import collector_rests
from mrdtracker.services.rulebook import RuleBook
from mrdtracker.store.queries import Queries
from mrdtracker.words import mark

DAYS_OF_A_WEEK = 7
BATCH = 1000
# What has a day on which it can be done.
_OF_A_DAY = (
    DueState.OVERDUE,
    DueState.DUE,
    DueState.OPEN,
    DueState.RECEIVED,
    DueState.UNEXPECTED,
    DueState.NOT_YET,
)


class NoSchedule(Enum):
    """Why nothing can be expected of a child on a date; each is something to put right."""

    NO_PROTOCOL = mark("no protocol")
    OWN_WORDS = mark("no rules for this protocol")
    NOT_USABLE = mark("rules not available")
    NO_FIRST_DOSE = mark("no first dose")
    NO_INDUCTION = mark("no start of induction")
    NO_DAYS = mark("no fixed days")


class DueLine(NamedTuple):
    """One line of the list: an expected sample, why a child has none, or a tube that fits none.

    Attributes:
        sample: None where nothing is expected; then ``why_not`` says why, or ``tube`` which tube
            came unexpectedly.
    """

    child: ScheduleRow
    sample: Due | None
    why_not: NoSchedule | None = None
    tube: TakenSample | None = None

    @property
    def state(self) -> DueState | None:
        """Where it stands; None for a child without a schedule."""
        if self.sample is not None:
            return self.sample.state
        return DueState.UNEXPECTED if self.tube is not None else None


@dataclass(frozen=True)
class DueList:
    """The list on one date.

    Attributes:
        on: The date of the question.
        by_patient: Every line of every active patient, the patients in the order of their codes.
    """

    on: date
    by_patient: Mapping[PatientId, tuple[DueLine, ...]]

    def counts(self) -> Counter[DueState | None]:
        """Count the lines by state; None counts the children without a schedule."""
        return Counter({state: len(lines) for state, lines in self._by_state.items()})

    def lines(self, states: Collection[DueState | None]) -> tuple[DueLine, ...]:
        """Return the lines in some states, the most urgent first.

        What closed a short while ago stands before what closed long ago: it may still be made
        good. Then what closes soonest, what is to be taken soonest, and what waits for its
        result the longest.
        """
        ordered = sorted(states, key=_RANK.__getitem__)
        return tuple(chain.from_iterable(self._ordered(state) for state in ordered))

    def week(self, monday: date) -> tuple[tuple[DueLine, ...], ...]:
        """Return what is to be done on each of seven days, in the order of urgency.

        A sample stands on its target day. What is late, and a tube without its result, stands on
        today: that is when it can be done.
        """
        days: list[list[DueLine]] = [[] for _ in range(DAYS_OF_A_WEEK)]
        for line in self.lines(_OF_A_DAY):
            on = self.on
            if line.sample is not None and line.state is not DueState.RECEIVED:
                on = max(line.sample.expected.target, self.on)
            place = (on - monday).days
            if 0 <= place < DAYS_OF_A_WEEK:
                days[place].append(line)
        return tuple(map(tuple, days))

    @cached_property
    def _by_state(self) -> dict[DueState | None, list[DueLine]]:
        found: dict[DueState | None, list[DueLine]] = {}
        for lines in self.by_patient.values():
            for line in lines:
                state = line.state
                if state in found:
                    found[state].append(line)
                else:
                    found[state] = [line]
        return found

    def _ordered(self, state: DueState | None) -> list[DueLine]:
        return sorted(self._by_state.get(state, ()), key=_urgency)


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
        with collector_rests(all_stays=True):
            rows = self._queries.schedule_rows(schedules.reach)
            found: dict[PatientId, tuple[DueLine, ...]] = {}
            for place, row in enumerate(rows):
                if not place % BATCH:
                    progress.stop_if_cancelled()
                found[row.patient_id] = _lines(row, schedules, on)
        self._latest = DueList(on, found)
        return self._latest

    def read_again(self, known: DueList, patient_id: PatientId) -> DueList:
        """Return a list in which one patient's lines are read anew."""
        lines = dict(known.by_patient)
        rows = self._queries.schedule_rows(patient_id=patient_id)
        if not rows:
            lines.pop(patient_id, None)
        for row in rows:
            is_placed = patient_id in lines and lines[patient_id][0].child.code == row.code
            lines[patient_id] = _lines(row, _Schedules(self._rules), known.on)
            if not is_placed:
                lines = dict(sorted(lines.items(), key=_code))
        self._latest = DueList(known.on, lines)
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

    @property
    def reach(self) -> int | None:
        """How many days after the first one a tube may still be near a window of today's packs.

        None where a window has no end.
        """
        lasts = [
            point.last
            for pack in self._packs
            for point in PackSchedule.of(self._rules.overview(pack)).points
        ]
        known = [last for last in lasts if last is not None]
        return max(known, default=0) + NEAR if len(known) == len(lasts) else None

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
    found = standing(row.course, row.samples, schedule, on)
    if found.expected:
        lines = [DueLine(row, one) for one in found.expected]
        lines += [DueLine(row, None, tube=tube) for tube in found.unexpected]
        return tuple(lines)
    is_undosed = row.course.therapy_started_on is None
    why = NoSchedule.NO_FIRST_DOSE if is_undosed else NoSchedule.NO_INDUCTION
    return (DueLine(row, None, why),)


_RANK: dict[DueState | None, int] = {
    state: place
    for place, state in enumerate(
        (
            DueState.OVERDUE,
            DueState.DUE,
            DueState.OPEN,
            DueState.RECEIVED,
            DueState.UNEXPECTED,
            None,
            DueState.PAUSED,
            DueState.NOT_YET,
            DueState.RESULTED,
            DueState.MISSED,
        )
    )
}


def _urgency(line: DueLine) -> int:
    """Return what the lines of one state are sorted by; ties stay in the order of codes."""
    sample = line.sample
    if sample is None:
        taken = line.tube.taken_on if line.tube is not None else None
        return taken.toordinal() if taken is not None else 0
    if sample.state is DueState.OVERDUE:
        return sample.days
    expected = sample.expected
    anchor = expected.timeline.anchor
    first = anchor.on.toordinal() - anchor.day_number
    if sample.state is DueState.DUE:
        last = expected.last_day
        return first + last if last is not None else date.max.toordinal()
    target = first + expected.target_day
    return -target if sample.state in _LATEST_FIRST else target


_LATEST_FIRST = (DueState.RESULTED, DueState.MISSED)


def _code(entry: tuple[PatientId, tuple[DueLine, ...]]) -> tuple[str, str]:
    code = entry[1][0].child.code
    return (code.casefold(), code)


def monday_of(on: date) -> date:
    """Return the Monday of the week of a date."""
    return on - timedelta(days=on.weekday())
