"""What the questions of a pack can tell apart: readings, numbers and facts split into cells.

A reading that is held against 0.01 % and 1 % has five cells: below, on and between them, and so
on. Inside one cell every question of the pack has one answer, so that the cells of all variables
stand for every case there can be.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import pairwise

from mrdtracker.domain.units import QuantityKind
from mrdtracker.rules.conditions import Condition
from mrdtracker.rules.facts import (
    FACTS,
    MONTHS_PER_YEAR,
    WORDS,
    EventHappened,
    FactIs,
    LesionIs,
    NumberIs,
    WordIs,
)
from mrdtracker.rules.measured import (
    CHANNEL_WORDS,
    MeasuredAt,
    NegativeAt,
    PositiveAt,
    UnavailableAt,
)
from mrdtracker.rules.prednisone_response import PrednisoneResponseIs
from mrdtracker.rules.relapse_tests import RelapseTests
from mrdtracker.rules.thresholds import Operator, Threshold
from mrdtracker.rules.timepoints import Channel, Schedule
from mrdtracker.words import mark, say

_ZERO, _WHOLE = Fraction(0), Fraction(1)
_COUNTED_NUMBERS = ("modal_number",)
ANOTHER_WORD = mark("another one")
NOT_EVALUABLE = mark("not evaluable")
YES = ("yes", "detected")
Key = tuple[str, ...]
_Plain = (
    UnavailableAt
    | NegativeAt
    | PositiveAt
    | PrednisoneResponseIs
    | WordIs
    | FactIs
    | LesionIs
    | EventHappened
    | RelapseTests
)


@dataclass(frozen=True)
class Cell:
    """Cases that no question of the pack tells apart, in one variable.

    Attributes:
        ends: Where it begins and ends, for people: "≥ 0.01 %", "< 1 %".
        amount: A number inside it; None for a word or a yes/no fact.
        word: The word, "yes" or "no"; what a reading is beside its amount.
        is_negative: A result that found nothing.
        is_carried: A negative with the markers and the sensitivity of its time point.
        is_missed: The result was reported as not evaluable.
        is_invalid: A day-8 count that is no prednisone response.
    """

    ends: tuple[str, str] = ("", "")
    amount: Fraction | None = None
    word: str = ""
    is_negative: bool = False
    is_carried: bool = False
    is_missed: bool = False
    is_invalid: bool = False

    @property
    def words(self) -> str:
        """Write the cell for people: "≥ 0.01 % and < 1 %"."""
        amount = say(" and ").join(filter(None, self.ends))
        return say(self.word) or amount or say("whatever it is")


@dataclass(frozen=True)
class Variable:
    """One fact or reading, the questions about it, and the cells it can lie in."""

    name: str
    questions: tuple[Condition, ...]
    cells: tuple[Cell, ...]

    def marks(self, leaf: Condition, schedule: Schedule) -> tuple[bool, ...]:
        """Say of every cell whether the question answers YES there."""
        return tuple(_holds(leaf, cell, schedule) for cell in self.cells)


def key_of(leaf: Condition) -> Key:
    """Name the variable that a question is about."""
    if isinstance(leaf, MeasuredAt):
        return ("reading", leaf.timepoint.id, leaf.channel.value)
    if isinstance(leaf, NegativeAt | PositiveAt | UnavailableAt):
        return ("reading", leaf.timepoint.id, Channel.MRD.value)
    if isinstance(leaf, PrednisoneResponseIs):
        return ("reading", leaf.timepoint.id, Channel.COUNT.value)
    if isinstance(leaf, NumberIs):
        return ("number", leaf.name.removesuffix("_months"))
    if isinstance(leaf, EventHappened):
        return ("event", leaf.kind.value)
    if isinstance(leaf, WordIs | FactIs | LesionIs | RelapseTests):
        return (type(leaf).__name__, leaf.name)
    raise TypeError(
        f"{type(leaf).__name__} has no cells: it is not a question of the ordered list"
    )


def variables_of(
    leaves: Iterable[Condition], schedule: Schedule, words: Mapping[str, tuple[str, ...]]
) -> dict[Key, Variable]:
    """Split everything that the questions ask about into cells.

    Args:
        leaves: Every question of the pack's ordered rules and exclusions.
        schedule: Its time points, and what a missed result counts as.
        words: The closed lists of words that the pack itself declares (its studies).
    """
    by_key: dict[Key, list[Condition]] = {}
    for leaf in leaves:
        by_key.setdefault(key_of(leaf), []).append(leaf)
    found = {}
    for key, asked in by_key.items():
        name, cells = _split(key, asked, schedule, words)
        answers: dict[tuple[bool, ...], list[Cell]] = {}
        for cell in cells:
            told = tuple(_holds(leaf, cell, schedule) for leaf in asked)
            answers.setdefault(told, []).append(cell)
        found[key] = Variable(name, tuple(asked), tuple(map(_joined, answers.values())))
    return found


def _joined(cells: list[Cell]) -> Cell:
    """Keep one of several cells that no question tells apart, and say where they reach to."""
    first, last = cells[0], cells[-1]
    if first.word or last.word:
        return first
    return replace(first, ends=(first.ends[0], last.ends[1]))


# --- cells ------------------------------------------------------------------------------------


def _split(
    key: Key, asked: list[Condition], schedule: Schedule, words: Mapping[str, tuple[str, ...]]
) -> tuple[str, list[Cell]]:
    kind, name = key[0], key[1]
    if kind == "reading":
        channel = say(CHANNEL_WORDS[Channel(key[2])])
        return say("{} at {}").format(channel, name), _reading_cells(asked, schedule)
    if kind == "number":
        is_counted = name in _COUNTED_NUMBERS
        spans = _spans(asked, None, is_counted=is_counted)
        return _NUMBER_NAMES[name], [Cell(ends, amount) for ends, amount in spans]
    if kind == "WordIs":
        known = WORDS[name][1]
        listed = words.get(name) or (tuple(sorted(known)) if known else ())
        if not listed:
            said = (word for leaf in asked if isinstance(leaf, WordIs) for word in leaf.allowed)
            listed = (*dict.fromkeys(said), ANOTHER_WORD)
        return WORDS[name][0], [Cell(word=word) for word in listed]
    shown = FACTS.get(name, name.replace("_", " ") if kind == "event" else name)
    yes, no = ("detected", mark("not detected")) if kind == "LesionIs" else ("yes", "no")
    return shown, [Cell(word=yes), Cell(word=no)]


_NUMBER_NAMES = {
    "age": "age",
    "wbc": mark("white cells"),
    "modal_number": mark("modal chromosome number"),
    "dna_index": mark("DNA index"),
}


def _reading_cells(asked: list[Condition], schedule: Schedule) -> list[Cell]:
    is_fraction = not any(isinstance(leaf, PrednisoneResponseIs) for leaf in asked) and all(
        leaf.threshold.kind is QuantityKind.CELL_FRACTION
        for leaf in asked
        if isinstance(leaf, MeasuredAt)
    )
    spans = _spans(asked, _WHOLE if is_fraction else None)
    cells = [Cell(ends, amount) for ends, amount in spans]
    if any(isinstance(leaf, NegativeAt | PositiveAt) for leaf in asked):
        # A negative says no more of the amount than that it is below what it reached; where it
        # answers a question for good, the lowest amount answers it the same way.
        low = cells[0].amount
        cells = [
            *(cell for cell in cells if cell.amount),
            Cell(amount=low, word="negative", is_negative=True, is_carried=True),
            Cell(
                amount=low,
                word=mark("negative, but too weak for the requirement"),
                is_negative=True,
            ),
        ]
    if any(_asks_invalid(leaf) for leaf in asked):
        cells += [replace(cell, word=mark("not valid"), is_invalid=True) for cell in cells]
    is_mrd = any(key_of(leaf)[2] == Channel.MRD.value for leaf in asked)
    if is_mrd and schedule.missing.is_not_fulfilled:
        cells.append(Cell(amount=_ZERO, word=NOT_EVALUABLE, is_missed=True))
    elif any(isinstance(leaf, UnavailableAt) for leaf in asked):
        cells += [replace(cell, word=NOT_EVALUABLE, is_missed=True) for cell in cells]
    return cells


def _asks_invalid(leaf: Condition) -> bool:
    return isinstance(leaf, PrednisoneResponseIs) and leaf.response == "invalid"


def _spans(
    asked: list[Condition], top: Fraction | None, *, is_counted: bool = False
) -> list[tuple[tuple[str, str], Fraction]]:
    """Split the numbers from 0 to the top at every threshold; a number inside each piece."""
    cuts = {_value(threshold, leaf): threshold.number_text for leaf, threshold in _cuts(asked)}
    inside = sorted(cut for cut in cuts if cut >= 0 and (top is None or cut <= top))
    if not inside:
        return [(("", ""), _WHOLE / 2)]
    found = [(("", f"< {cuts[inside[0]]}"), inside[0] / 2)] if inside[0] > 0 else []
    for cut, following in pairwise((*inside, None)):
        if cut is not None:
            found.append(((f"≥ {cuts[cut]}", f"≤ {cuts[cut]}"), cut))
        if cut is not None and following is not None:
            between = (f"> {cuts[cut]}", f"< {cuts[following]}")
            found.append((between, (cut + following) / 2))
    last = inside[-1]
    if top is None or last < top:
        found.append(((f"> {cuts[last]}", ""), last + 1 if top is None else (last + top) / 2))
    if is_counted:
        return [(ends, whole) for ends, one in found if (whole := _whole(one, inside)) is not None]
    return found


def _whole(amount: Fraction, cuts: list[Fraction]) -> Fraction | None:
    """Find a whole number in the piece that the amount lies in; None where there is none."""
    if amount in cuts:
        return amount if amount.denominator == 1 else None
    low = max((cut for cut in cuts if cut < amount), default=Fraction(-1))
    whole = Fraction(low.numerator // low.denominator + 1)
    high = min((cut for cut in cuts if cut > amount), default=None)
    return whole if high is None or whole < high else None


def _cuts(asked: list[Condition]) -> Iterator[tuple[Condition, Threshold]]:
    for leaf in asked:
        if isinstance(leaf, MeasuredAt | NumberIs | PrednisoneResponseIs):
            yield leaf, leaf.threshold


def _value(threshold: Threshold, leaf: Condition) -> Fraction:
    value = Fraction(threshold.value)
    is_months = isinstance(leaf, NumberIs) and leaf.name.endswith("_months")
    return value / MONTHS_PER_YEAR if is_months else value


# --- answers ----------------------------------------------------------------------------------

_COMPARISONS: Mapping[Operator, Callable[[Fraction, Fraction], bool]] = {
    Operator.AT_LEAST: lambda amount, cut: amount >= cut,
    Operator.ABOVE: lambda amount, cut: amount > cut,
    Operator.AT_MOST: lambda amount, cut: amount <= cut,
    Operator.BELOW: lambda amount, cut: amount < cut,
}


def _holds(leaf: Condition, cell: Cell, schedule: Schedule) -> bool:
    """Answer a question in one cell, where everything is known."""
    if isinstance(leaf, MeasuredAt) and _is_unfulfilled(cell, schedule):
        return leaf.comes_from_not
    if isinstance(leaf, MeasuredAt | NumberIs):
        return _compare(leaf.threshold, leaf, cell)
    if not isinstance(leaf, _Plain):
        raise TypeError(f"{type(leaf).__name__} has no cells")
    return _is_so(leaf, cell, schedule) is not leaf.is_negated


def _is_so(leaf: _Plain, cell: Cell, schedule: Schedule) -> bool:
    """Answer a question as it stands without its "not"."""
    if isinstance(leaf, UnavailableAt):
        return cell.is_missed
    if isinstance(leaf, NegativeAt | PositiveAt):
        return _finds(leaf, cell, schedule)
    if isinstance(leaf, PrednisoneResponseIs):
        return _responds(leaf, cell)
    if isinstance(leaf, WordIs):
        return cell.word in leaf.allowed
    return cell.word in YES


def _is_unfulfilled(cell: Cell, schedule: Schedule) -> bool:
    return cell.is_missed and schedule.missing.is_not_fulfilled


def _finds(leaf: NegativeAt | PositiveAt, cell: Cell, schedule: Schedule) -> bool:
    if _is_unfulfilled(cell, schedule):
        return False
    if isinstance(leaf, PositiveAt):
        return not cell.is_negative
    return cell.is_carried


def _responds(leaf: PrednisoneResponseIs, cell: Cell) -> bool:
    if leaf.response == "invalid":
        return cell.is_invalid
    is_poor = _compare(leaf.threshold, leaf, cell)
    return is_poor is (leaf.response == "PPR")


def _compare(threshold: Threshold, leaf: Condition, cell: Cell) -> bool:
    if cell.amount is None:
        return False
    return _COMPARISONS[threshold.operator](cell.amount, _value(threshold, leaf))
