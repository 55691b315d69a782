"""The time points of a pack on a ruler: days from the first dose, as the pack itself counts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from mrdtracker.domain.days import DayConvention
from mrdtracker.domain.finding import NamedTimePoint
from mrdtracker.domain.pack_page import TimePointLine
from mrdtracker.domain.vocabulary import Specimen
from mrdtracker.words import say

STEPS = (1, 2, 5, 7, 14, 28, 56, 84, 182, 364)
MOST_TICKS = 9
SHAPES = {Specimen.BONE_MARROW: "■", Specimen.PERIPHERAL_BLOOD: "●"}
OTHER_SHAPE = "◆"
# Room behind the last day, so that an open end is seen to go on.
ROOM_AFTER = 0.08


@dataclass(frozen=True)
class RulerBar:
    """One time point on its own line.

    Attributes:
        label: "D15".
        looked_at: Specimen and methods by shape and in words: "■ BM flow, morphology".
        specimens: Each once; every one has a shape of its own.
        day: The named day.
        first: First day of the window.
        last: Last day of the window; None where an event ends it.
    """

    label: str
    looked_at: str
    specimens: tuple[Specimen, ...]
    day: int
    first: int
    last: int | None

    @property
    def words(self) -> str:
        """The line as it is spoken."""
        end = say("and later") if self.last is None else say("to {}").format(self.last)
        return say("{}, day {} {}, {}").format(self.label, self.first, end, self.looked_at)


@dataclass(frozen=True)
class Ruler:
    """The whole ruler.

    Attributes:
        ticks: Days that are written below the axis; the day of the first dose among them.
        named: Time points that have no day of their own, in words.
    """

    convention: DayConvention
    bars: tuple[RulerBar, ...]
    named: tuple[str, ...]
    first: int
    last: int
    ticks: tuple[int, ...]

    @property
    def words(self) -> str:
        """The ruler as a sentence for each line."""
        return ". ".join((self.convention.words, *(bar.words for bar in self.bars), *self.named))

    def share(self, day: float) -> float:
        """Return where a day lies from the left (0) to the right (1)."""
        return (day - self.first) / (self.last - self.first)


def ruler_of(
    convention: DayConvention, points: Sequence[NamedTimePoint], lines: Sequence[TimePointLine]
) -> Ruler:
    """Lay the time points out.

    Args:
        convention: How the pack counts.
        points: The time points, one for each thing that is looked at.
        lines: The same in words, in the same order.
    """
    pairs = list(zip(points, lines, strict=True))
    dated = [pair for pair in pairs if not pair[0].is_by_name]
    bars = sorted(_bars(dated), key=lambda bar: (bar.day, bar.first))
    start = convention.first_dose_day
    ends = [bar.last if bar.last is not None else bar.day for bar in bars]
    first = min([start, *(bar.first for bar in bars)])
    last = max([start + 7, *ends])
    last += max(2, round((last - first) * ROOM_AFTER))
    return Ruler(
        convention=convention,
        bars=tuple(bars),
        named=tuple(_named(pair for pair in pairs if pair[0].is_by_name)),
        first=first,
        last=last,
        ticks=_ticks(start, first, last),
    )


def _bars(pairs: Iterable[tuple[NamedTimePoint, TimePointLine]]) -> Iterable[RulerBar]:
    for label, points, _lines in _grouped(pairs):
        window = points[0].window
        yield RulerBar(
            label=label,
            looked_at=_looked_at(points),
            specimens=tuple(dict.fromkeys(one.specimen for one in points)),
            day=window.day,
            first=window.day - window.before,
            last=None if window.after is None else window.day + window.after,
        )


def _named(pairs: Iterable[tuple[NamedTimePoint, TimePointLine]]) -> Iterable[str]:
    for label, points, lines in _grouped(pairs):
        yield f"{label}: {lines[0].title} ({_looked_at(points)}; {window_words(lines[0])})"


def _grouped(
    pairs: Iterable[tuple[NamedTimePoint, TimePointLine]],
) -> Iterable[tuple[str, list[NamedTimePoint], list[TimePointLine]]]:
    found: dict[str, tuple[list[NamedTimePoint], list[TimePointLine]]] = {}
    for point, line in pairs:
        points, lines = found.setdefault(point.id, ([], []))
        points.append(point)
        lines.append(line)
    for label, (points, lines) in found.items():
        yield label, points, lines


def _looked_at(points: Sequence[NamedTimePoint]) -> str:
    methods: dict[Specimen, list[str]] = {}
    for one in points:
        words = say(" or ").join(method.words for method in one.methods)
        methods.setdefault(one.specimen, []).append(words)
    return " · ".join(
        f"{shape_of(specimen)} {specimen.value} {', '.join(dict.fromkeys(seen))}"
        for specimen, seen in methods.items()
    )


def window_words(line: TimePointLine) -> str:
    """Write a window without the marks of codes: "day 71–92, before protocol m"."""
    return line.window.replace("_", " ")


def shape_of(specimen: Specimen) -> str:
    """Return the sign of a specimen: the ruler paints the same shape on its day."""
    return SHAPES.get(specimen, OTHER_SHAPE)


def _ticks(start: int, first: int, last: int) -> tuple[int, ...]:
    fitting = (step for step in STEPS if (last - first) / step <= MOST_TICKS)
    step = next(fitting, STEPS[-1])
    return tuple(day for day in range(start, last + 1, step) if day >= first)
