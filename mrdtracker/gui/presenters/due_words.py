"""The due list in words: states, windows, what to do, and the title with the numbers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import reduce

from mrdtracker.domain.due import Due, DueState
from mrdtracker.domain.notation import date_text, day_text
from mrdtracker.domain.notation_dates import DAY_AND_MONTH, part_of_date
from mrdtracker.domain.plurals import counted
from mrdtracker.domain.vocabulary import Method, readable
from mrdtracker.gui.presenters.point_states import SIGNS, point_state, state_word
from mrdtracker.gui.presenters.tones import ChipText
from mrdtracker.services.due import DueLine, NoSchedule
from mrdtracker.words import mark, say

# English: the names of the filters, which are remembered under them.
STATE_WORDS: dict[DueState | None, str] = {
    state: SIGNS[point_state(state)].word
    for state in (
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
}
WHY_NOT = {
    NoSchedule.NO_PROTOCOL: mark("No protocol is chosen: choose it, and enter the first dose."),
    NoSchedule.OWN_WORDS: mark("No rule pack stands for this protocol: days cannot be expected."),
    NoSchedule.NOT_USABLE: mark("The rules of this protocol are not available: see Rules."),
    NoSchedule.NO_FIRST_DOSE: mark("The first dose has no date: enter it."),
    NoSchedule.NO_INDUCTION: mark("Days begin with induction, whose start has no date: enter it."),
    NoSchedule.NO_DAYS: mark("This protocol names no fixed days."),
}
VERBS: dict[DueState | None, str] = {
    DueState.OVERDUE: mark("Enter sample"),
    DueState.DUE: mark("Enter sample"),
    DueState.OPEN: mark("Enter sample"),
    DueState.RECEIVED: mark("Enter result"),
    DueState.UNEXPECTED: mark("Enter result"),
    None: mark("Edit patient"),
}
OPEN_PATIENT = mark("Open patient")
# What the list begins with, and what each filter shows.
TO_DO: tuple[DueState | None, ...] = (
    DueState.OVERDUE,
    DueState.DUE,
    DueState.OPEN,
    DueState.RECEIVED,
    DueState.UNEXPECTED,
    None,
)
FILTERS: dict[str, tuple[DueState | None, ...]] = {
    mark("to do"): TO_DO,
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


def row_of(line: DueLine, today: date) -> DueRow:
    """Write a line."""
    child, state = line.child, line.state
    when = line_words(line, today)
    born = say("born {}").format(child.born_on.year) if child.born_on is not None else ""
    sign = point_state(state)
    return DueRow(
        line=line,
        state=ChipText(state_word(state), SIGNS[sign].tone, when, sign.value),
        code=child.code,
        child=", ".join(part for part in (child.name, born) if part),
        what=_what(line, today),
        window=window_words(line.sample, today) if line.sample is not None else "",
        when=when,
        verb=say(VERBS.get(state, OPEN_PATIENT)),
    )


def line_words(line: DueLine, today: date) -> str:
    """Say how urgent a line is, why nothing is expected, or what a tube lacks."""
    if line.sample is not None:
        return when_words(line.sample, today)
    if line.why_not is not None:
        return say(WHY_NOT[line.why_not])
    return say("fits no time point of the protocol, no result")


def what_words(sample: Due) -> str:
    """Name what is expected: "D15 BM · flow"."""
    point = sample.expected.point
    asked = sample.waiting_for or point.assays
    methods = _methods(asked)
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

    The year stands where it is not that of today; the target has that of the window's first day.
    """
    opens, target, closes = sample.expected.opens, sample.expected.target, sample.expected.closes
    first, aimed = _date(opens, today), _date(target, opens)
    if closes is None:
        return say("{} on, target {}").format(first, aimed)
    return say("{} – {}, target {}").format(first, _date(closes, today), aimed)


_COUNTED_IN_DAYS = {
    DueState.OVERDUE: mark("overdue by {}"),
    DueState.OPEN: mark("window open, target in {}"),
    DueState.NOT_YET: mark("opens in {}"),
}


def when_words(sample: Due, today: date) -> str:
    """Say how urgent it is: "overdue by 3 days", "due today", "opens in 6 days"."""
    state, words = sample.state, say("the protocol is paused")
    if state in _COUNTED_IN_DAYS:
        is_closed = state is DueState.NOT_YET
        days = (sample.expected.opens - today).days if is_closed else sample.days
        words = say(_COUNTED_IN_DAYS[state]).format(counted(days, "day"))
    elif state is DueState.DUE:
        words = _due_words(sample, today)
    elif state is DueState.RECEIVED:
        words = _received_words(sample)
    elif state is DueState.MISSED:
        words = say("not done: {}").format(sample.reason)
    elif state is DueState.RESULTED:
        words = say("resulted, taken outside the window") if sample.is_outside else say("resulted")
    return words


def title_words(counts: Mapping[DueState | None, int]) -> str:
    """Write the title with the numbers that matter: "Today: 3 overdue, 5 due, 12 open"."""
    overdue, due, open_ = (
        counts.get(state, 0) for state in (DueState.OVERDUE, DueState.DUE, DueState.OPEN)
    )
    waiting = counts.get(DueState.RECEIVED, 0)
    if not waiting:
        return say("Today: {} overdue, {} due, {} open").format(overdue, due, open_)
    title = say("Today: {} overdue, {} due, {} open, {} missing")
    return title.format(overdue, due, open_, counted(waiting, "result"))


def due_chips(lines: Sequence[DueLine], today: date) -> tuple[ChipText, ...]:
    """Mark on a patient's page what asks for work, as the list says it; else what comes next."""
    asking = [one for one in lines if one.sample is not None and one.sample.state.asks_for_work]
    standing = [one for one in lines if one.state is DueState.PAUSED]
    coming = [one for one in lines if one.state is DueState.NOT_YET]
    shown = asking[:MOST_CHIPS] or standing[:1] or coming[:1]
    return tuple(_chip(row_of(line, today)) for line in shown)


def _chip(row: DueRow) -> ChipText:
    sample = row.line.sample
    if sample is None:
        return row.state
    point = sample.expected.point
    name = f"{readable(point.timepoint)} {point.specimen.value}"
    # What the tooltip says again is cut.
    is_received = row.line.state is DueState.RECEIVED
    short = state_word(DueState.RECEIVED) if is_received else row.when
    tooltip = say("{}: {}. Window {}.").format(say(point.title), row.when, row.window)
    return ChipText(f"{name}: {short}", row.state.tone, tooltip, row.state.sign)


def _date(on: date, today: date) -> str:
    return date_text(on) if on.year != today.year else part_of_date(on, DAY_AND_MONTH)


def _due_words(sample: Due, today: date) -> str:
    closes, days = sample.expected.closes, counted(-sample.days, "day")
    if closes is None:
        return say("due today") if sample.days == 0 else say("due for {}").format(days)
    left = (closes - today).days
    if sample.days == 0:
        if left == 0:
            return say("due today, window closes today")
        return say("due today, window closes in {}").format(counted(left, "day"))
    if left == 0:
        return say("due for {}, window closes today").format(days)
    return say("due for {}, window closes in {}").format(days, counted(left, "day"))


def _received_words(sample: Due) -> str:
    words = say("received, no result by {}")
    if sample.is_outside:
        words = say("received, no result by {}, taken outside the window")
    return words.format(_methods(sample.waiting_for))


def _methods(asked: Sequence[Sequence[Method]]) -> str:
    words = [
        reduce(say("{} or {}").format, (method.words for method in methods)) for methods in asked
    ]
    return ", ".join(words)


def _what(line: DueLine, today: date) -> str:
    tube = line.tube
    if line.sample is not None:
        return what_words(line.sample)
    if tube is None:
        return line.child.course.pack or ""
    if tube.taken_on is not None:
        return f"{tube.specimen.value} · {_date(tube.taken_on, today)}"
    day = day_text(tube.stated_day) if tube.stated_day is not None else tube.timepoint or ""
    return f"{tube.specimen.value} · {readable(day)}"
