"""The due list in words: states, windows, what to do, and the title with the numbers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from mrdtracker.domain.due import Due, DueState
from mrdtracker.domain.notation import date_text, day_text
from mrdtracker.domain.plurals import counted
from mrdtracker.domain.vocabulary import readable
from mrdtracker.gui.presenters.tones import ChipText, ToneName
from mrdtracker.services.due import DueLine, NoSchedule

STATE_WORDS: dict[DueState | None, str] = {
    DueState.OVERDUE: "overdue",
    DueState.DUE: "due",
    DueState.OPEN: "window open",
    DueState.RECEIVED: "result missing",
    None: "no schedule",
    DueState.PAUSED: "paused",
    DueState.NOT_YET: "not yet",
    DueState.RESULTED: "resulted",
    DueState.MISSED: "not done",
}
_TONES: dict[DueState | None, ToneName] = {
    DueState.OVERDUE: ToneName.HIGH,
    DueState.DUE: ToneName.INTERMEDIATE,
    DueState.RECEIVED: ToneName.UNKNOWN,
    None: ToneName.UNKNOWN,
    DueState.RESULTED: ToneName.LOW,
}
WHY_NOT = {
    NoSchedule.NO_PROTOCOL: "No protocol is chosen: choose it, and enter the first dose.",
    NoSchedule.OWN_WORDS: "No rule pack stands for this protocol: days cannot be expected.",
    NoSchedule.NOT_USABLE: "The rules of this protocol are not available: see Rules.",
    NoSchedule.NO_FIRST_DOSE: "The first dose has no date: enter it.",
    NoSchedule.NO_INDUCTION: "Days begin with induction, whose start has no date: enter it.",
    NoSchedule.NO_DAYS: "This protocol names no fixed days.",
}
VERBS: dict[DueState | None, str] = {
    DueState.OVERDUE: "Enter sample",
    DueState.DUE: "Enter sample",
    DueState.OPEN: "Enter sample",
    DueState.RECEIVED: "Enter result",
    None: "Edit patient",
}
# What the list begins with, and what each filter shows.
TO_DO: tuple[DueState | None, ...] = (
    DueState.OVERDUE,
    DueState.DUE,
    DueState.OPEN,
    DueState.RECEIVED,
    None,
)
FILTERS: dict[str, tuple[DueState | None, ...]] = {
    "to do": TO_DO,
    **{words: (state,) for state, words in STATE_WORDS.items()},
}
MOST_CHIPS = 4


@dataclass(frozen=True)
class DueRow:
    """One line of the list as it is shown.

    Attributes:
        spoken: The whole line in one sentence, for a screen reader.
    """

    line: DueLine
    state: ChipText
    code: str
    child: str
    what: str
    window: str
    when: str
    verb: str

    @property
    def spoken(self) -> str:
        """The line in one sentence: "Day 15 marrow (BM): due today"."""
        return f"{self.code}, {self.what}: {self.when}"


def state_of(line: DueLine) -> DueState | None:
    """Return the state; None for a child without a schedule."""
    return line.sample.state if line.sample is not None else None


def row_of(line: DueLine, today: date) -> DueRow:
    """Write a line."""
    child, state = line.child, state_of(line)
    born = f"born {child.born_on.year}" if child.born_on is not None else ""
    sample = line.sample
    when = when_words(sample, today) if sample is not None else ""
    if line.why_not is not None:
        when = WHY_NOT[line.why_not]
    return DueRow(
        line=line,
        state=ChipText(STATE_WORDS[state], _TONES.get(state, ToneName.NEUTRAL), when),
        code=child.code,
        child=", ".join(part for part in (child.name, born) if part),
        what=what_words(sample) if sample is not None else child.course.pack or "",
        window=window_words(sample, today) if sample is not None else "",
        when=when,
        verb=VERBS.get(state, "Open patient"),
    )


def what_words(sample: Due) -> str:
    """Name what is expected: "D15 BM · flow"."""
    point = sample.expected.point
    asked = sample.waiting_for or point.assays
    methods = ", ".join(" or ".join(one.words for one in methods) for methods in asked)
    name = readable(point.timepoint)
    day = day_text(point.day)
    shown = name if name == day else f"{name} ({day})"
    return (
        f"{shown} {point.specimen.value} · {methods}"
        if methods
        else f"{shown} {point.specimen.value}"
    )


def window_words(sample: Due, today: date) -> str:
    """Write the window with its target: "16 Mar – 19 Mar, target 17 Mar".

    The year stands where it is not that of today.
    """
    opens, target, closes = sample.expected.opens, sample.expected.target, sample.expected.closes
    first, last = _date(opens, today), f"– {_date(closes, today)}" if closes is not None else "on"
    return f"{first} {last}, target {_date(target, today)}"


def when_words(sample: Due, today: date) -> str:
    """Say how urgent it is: "overdue by 3 days", "due today", "opens in 6 days"."""
    expected, state = sample.expected, sample.state
    if state is DueState.DUE:
        return _due_words(sample, today)
    if state is DueState.RECEIVED:
        methods = ", ".join(" or ".join(one.words for one in ms) for ms in sample.waiting_for)
        return f"received, no result by {methods}{_outside(sample)}"
    words = {
        DueState.OVERDUE: f"overdue by {counted(sample.days, 'day')}",
        DueState.OPEN: f"window open, target in {counted(sample.days, 'day')}",
        DueState.NOT_YET: f"opens in {counted((expected.opens - today).days, 'day')}",
        DueState.PAUSED: "the protocol is paused",
        DueState.MISSED: f"not done: {sample.reason}",
        DueState.RESULTED: f"resulted{_outside(sample)}",
    }
    return words[state]


def title_words(counts: Mapping[DueState | None, int]) -> str:
    """Write the title with the numbers that matter: "Today: 3 overdue, 5 due, 12 open"."""
    words = {DueState.OVERDUE: "overdue", DueState.DUE: "due", DueState.OPEN: "open"}
    parts = [f"{counts.get(state, 0)} {word}" for state, word in words.items()]
    waiting = counts.get(DueState.RECEIVED, 0)
    if waiting:
        parts.append(f"{counted(waiting, 'result')} missing")
    return f"Today: {', '.join(parts)}"


def due_chips(lines: Sequence[DueLine], today: date) -> tuple[ChipText, ...]:
    """Mark on a patient's page what asks for work, as the list says it; else what comes next."""
    asking = [one for one in lines if one.sample is not None and one.sample.state.asks_for_work]
    standing = [one for one in lines if state_of(one) is DueState.PAUSED]
    coming = [one for one in lines if state_of(one) is DueState.NOT_YET]
    shown = asking[:MOST_CHIPS] or standing[:1] or coming[:1]
    return tuple(_chip(row_of(line, today)) for line in shown)


def _chip(row: DueRow) -> ChipText:
    sample = row.line.sample
    if sample is None:
        return row.state
    point = sample.expected.point
    name = f"{readable(point.timepoint)} {point.specimen.value}"
    return ChipText(
        f"{name}: {_short(row)}",
        row.state.tone,
        f"{point.title}: {row.when}. Window {row.window}.",
    )


def _short(row: DueRow) -> str:
    """Cut what the tooltip says again."""
    return STATE_WORDS[state_of(row.line)] if "received" in row.when else row.when


def _date(on: date, today: date) -> str:
    written = date_text(on)
    return written if on.year != today.year else written.removesuffix(f" {on.year}")


def _outside(sample: Due) -> str:
    return ", taken outside the window" if sample.is_outside else ""


def _due_words(sample: Due, today: date) -> str:
    closes = sample.expected.closes
    since = "due today" if sample.days == 0 else f"due for {counted(-sample.days, 'day')}"
    if closes is None:
        return since
    left = (closes - today).days
    ends = "window closes today" if left == 0 else f"window closes in {counted(left, 'day')}"
    return f"{since}, {ends}"
