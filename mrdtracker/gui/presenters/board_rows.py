"""The board as rows and columns: which time points there are, and where each child stands."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from mrdtracker.domain.due import DueState, ScheduleRow
from mrdtracker.domain.finding import LOUD
from mrdtracker.domain.notation import day_text
from mrdtracker.domain.schedule import SchedulePoint
from mrdtracker.domain.vocabulary import Specimen, readable
from mrdtracker.gui.presenters.board_choice import BY_DAY, BY_PROTOCOL, BoardChoice
from mrdtracker.services.due import DueLine, DueList, NoSchedule
from mrdtracker.words import mark, say

Key = tuple[str, Specimen]
ProtocolNames = Callable[[str], str]

NEEDS = {
    NoSchedule.NO_PROTOCOL: mark("needs protocol"),
    NoSchedule.OWN_WORDS: mark("needs a rule pack"),
    NoSchedule.NOT_USABLE: mark("rules not available"),
    NoSchedule.NO_FIRST_DOSE: mark("needs day 0"),
    NoSchedule.NO_INDUCTION: mark("needs day 0"),
}
_BY_URGENCY = {
    state: place
    for place, state in enumerate(
        (
            DueState.OVERDUE,
            DueState.DUE,
            DueState.OPEN,
            DueState.RECEIVED,
            DueState.PAUSED,
            DueState.NOT_YET,
            DueState.RESULTED,
            DueState.MISSED,
        )
    )
}


@dataclass(frozen=True)
class BoardColumn:
    """One time point of one or several protocols.

    Attributes:
        phase: The phase that ends it, where the packs name one; else empty.
        done: How many of the children that are shown have their results.
        expected: From how many it is expected.
    """

    key: Key
    day: int
    title: str
    phase: str
    done: int = 0
    expected: int = 0

    @property
    def name(self) -> str:
        """What it is remembered under."""
        return f"{self.key[0]} {self.key[1].value}"


@dataclass(frozen=True)
class BoardRow:
    """One child.

    Attributes:
        need: What keeps days from being counted: "needs protocol"; empty where nothing does.
        has_schedule: Whether samples are expected, so that an empty cell is not in its protocol.
    """

    child: ScheduleRow
    lines: tuple[DueLine, ...]
    protocol: str
    today: str
    need: str
    has_schedule: bool

    @cached_property
    def cells(self) -> Mapping[Key, DueLine]:
        """The expected samples by their time points."""
        return {line.sample.expected.key: line for line in self.lines if line.sample is not None}

    @property
    def code(self) -> str:
        """The laboratory's identifier."""
        return self.child.code


@dataclass(frozen=True)
class Board:
    """What the page shows.

    Attributes:
        columns: In the order of their days.
        tabs: Every protocol that a child is treated by, and how many children are.
        not_assessed: Children of whom it is not known whether they are flagged.
    """

    columns: tuple[BoardColumn, ...]
    rows: tuple[BoardRow, ...]
    tabs: tuple[tuple[str, int], ...]
    not_assessed: int = 0


def board_of(due: DueList, choice: BoardChoice, name_of: ProtocolNames, signature: str) -> Board:
    """Lay out the board.

    Args:
        due: Every line of every active patient.
        choice: Which of them are shown, and in which order.
        name_of: The short name of a pack by its id.
        signature: What an up-to-date derived line carries.
    """
    children = [(lines[0].child, lines) for lines in due.by_patient.values()]
    tabs = Counter(child.course.pack for child, _ in children if child.course.pack)
    shown = [
        (child, lines)
        for child, lines in children
        if _is_shown(child, lines, choice, name_of, signature)
    ]
    columns = tuple(column for column in _columns(shown) if column.name not in choice.hidden)
    rows = [_row(child, lines, due, name_of) for child, lines in shown]
    asks_for_line = choice.is_flagged or choice.is_missing
    stale = [child for child, _ in children if child.assessed_with != signature]
    return Board(
        columns=columns,
        rows=_sorted(rows, columns, choice),
        tabs=tuple(sorted(tabs.items(), key=lambda tab: name_of(tab[0]).casefold())),
        not_assessed=len(stale) if asks_for_line else 0,
    )


def column_names(due: DueList, choice: BoardChoice) -> tuple[BoardColumn, ...]:
    """Return every column of a tab, hidden or not, for the list to choose from."""
    lines = (
        (lines[0].child, lines)
        for lines in due.by_patient.values()
        if not choice.pack or lines[0].child.course.pack == choice.pack
    )
    return tuple(_columns(lines))


def _is_shown(
    child: ScheduleRow,
    lines: Sequence[DueLine],
    choice: BoardChoice,
    name_of: ProtocolNames,
    signature: str,
) -> bool:
    pack = child.course.pack or ""
    if choice.pack and pack != choice.pack:
        return False
    if choice.is_overdue and all(line.state is not DueState.OVERDUE for line in lines):
        return False
    is_known = child.assessed_with == signature
    if choice.is_flagged and not (is_known and child.level in LOUD):
        return False
    if choice.is_missing and not (is_known and child.is_missing):
        return False
    text = choice.text.casefold().strip()
    return not text or text in f"{child.code}\n{child.name}\n{name_of(pack)}".casefold()


def _columns(children: Iterable[tuple[ScheduleRow, Sequence[DueLine]]]) -> list[BoardColumn]:
    points: dict[Key, list[SchedulePoint]] = {}
    known: dict[Key, set[int]] = {}
    counts: dict[Key, list[int]] = {}
    for _, lines in children:
        for line in lines:
            sample = line.sample
            if sample is None:
                continue
            point = sample.expected.point
            key = (point.timepoint, point.specimen)
            if key not in counts:
                counts[key], points[key], known[key] = [0, 0], [], set()
            if id(point) not in known[key]:
                known[key].add(id(point))
                points[key].append(point)
            counts[key][1] += 1
            counts[key][0] += sample.state is DueState.RESULTED
    columns = [_column(key, points[key], *counts[key]) for key in points]
    return sorted(columns, key=lambda one: (one.day, one.key[0], one.key[1].value))


def _column(key: Key, points: Sequence[SchedulePoint], done: int, expected: int) -> BoardColumn:
    phases = {point.before_phase for point in points}
    phase = phases.pop() if len(phases) == 1 else None
    return BoardColumn(
        key=key,
        day=min(point.day for point in points),
        title=f"{readable(key[0])} {key[1].value}",
        phase=say("before {}").format(_phase_words(phase)) if phase else "",
        done=done,
        expected=expected,
    )


def _phase_words(phase: str) -> str:
    words = say(phase).replace("_", " ")
    return words.title() if words.startswith("protocol ") else words


def _row(
    child: ScheduleRow, lines: tuple[DueLine, ...], due: DueList, name_of: ProtocolNames
) -> BoardRow:
    why, pack, course = lines[0].why_not, child.course.pack, child.course
    protocol = name_of(pack) if pack else child.protocol_text
    arm = course.arm_given or course.study
    return BoardRow(
        child=child,
        lines=lines,
        protocol=f"{protocol} · {arm}" if arm else protocol,
        today=_today(lines[0], due),
        need=say(NEEDS[why]) if why in NEEDS else "",
        has_schedule=why is None or why is NoSchedule.NO_DAYS,
    )


def _today(line: DueLine, due: DueList) -> str:
    if line.sample is None:
        return ""
    return day_text(line.sample.expected.timeline.day_of(due.on))


def _sorted(
    rows: list[BoardRow], columns: Sequence[BoardColumn], choice: BoardChoice
) -> tuple[BoardRow, ...]:
    """Sort, and put on top whoever's days cannot be counted: that has to be put right first."""
    key = next((column.key for column in columns if column.name == choice.sort), None)

    def wanted(row: BoardRow) -> tuple[object, ...]:
        code = row.code.casefold()
        if key is not None:
            return (_urgency(row, key), code)
        if choice.sort == BY_PROTOCOL:
            return (row.protocol.casefold(), code)
        return (_day_of(row), code) if choice.sort == BY_DAY else (code,)

    ordered = sorted(rows, key=wanted, reverse=choice.is_descending)
    return tuple(sorted(ordered, key=lambda row: not row.need))


def _day_of(row: BoardRow) -> int:
    """Return what grows with the protocol day of today."""
    sample = row.lines[0].sample
    return -sample.expected.timeline.anchor.on.toordinal() if sample is not None else 0


def _urgency(row: BoardRow, key: Key) -> int:
    line = row.cells.get(key)
    if line is None or line.sample is None:
        return len(_BY_URGENCY)
    return _BY_URGENCY[line.sample.state]
