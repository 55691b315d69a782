"""What all oracles share: outcomes, spans of amounts in fractions, and what is kept of them.

Nothing here is imported from the program.
"""

from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property, lru_cache, wraps
from itertools import product

UNITS = {"%": Fraction(1, 100), "fraction": Fraction(1), "per_1e4": Fraction(1, 10**4)}
CELLS = {"per_uL": Fraction(1), "10e9_per_L": Fraction(1000)}
WHOLE, MOST_CELLS = Fraction(1), Fraction(10**9)
MOST_KEPT = 100_000


def kept(function):
    """Keep what is worked out of results: in bulk, one result stands in very many cases.

    Everything that is passed is known by its identity, and stays alive as long as the answer.
    """
    known = {}

    @wraps(function)
    def once(*passed):
        place = tuple(map(id, passed))
        found = known.get(place)
        if found is None:
            if len(known) >= MOST_KEPT:
                known.clear()
            found = known[place] = (function(*passed), passed)
        return found[0]

    return once


@lru_cache(MOST_KEPT)
def completions(row, *facts):
    """What a row gives for every completion of a case; the same open facts come up again.

    Args:
        row: Asks one completion.
        facts: Of each fact, every way that it can be.
    """
    return frozenset(row(*one) for one in product(*facts))


def any_of(*which):
    return any(which)


def all_of(*which):
    return all(which)


@dataclass(frozen=True)
class Outcome:
    """What must come out: the status, the group, and the groups that stay possible."""

    status: str
    assigned: str | None = None
    possible: frozenset = frozenset()


@dataclass(frozen=True)
class Span:
    """Every amount that a result leaves possible; ends with whether they belong to it."""

    low: Fraction
    high: Fraction
    has_low: bool
    has_high: bool

    def __hash__(self):
        return self._hash

    @cached_property
    def _hash(self):
        return hash((self.low, self.high, self.has_low, self.has_high))

    def holds(self, point):
        above = point > self.low or (point == self.low and self.has_low)
        return above and (point < self.high or (point == self.high and self.has_high))

    def points(self, *thresholds):
        """One amount for every answer that the thresholds can give."""
        tiny = Fraction(1, 10**40)
        wanted = {self.low, self.high, *thresholds}
        near = {point + step for point in wanted for step in (-tiny, Fraction(0), tiny)}
        return sorted(point for point in near if self.holds(point))


ANYTHING = Span(Fraction(0), Fraction(1), has_low=True, has_high=True)
ANY_COUNT = Span(Fraction(0), MOST_CELLS, has_low=True, has_high=True)


@kept
def reached(span, threshold):
    """Every answer to "at least the threshold?"."""
    return frozenset(point >= threshold for point in span.points(threshold))


@kept
def above(span, threshold):
    """Every answer to "more than the threshold?"."""
    return frozenset(point > threshold for point in span.points(threshold))


@kept
def steps(span, *thresholds):
    """How many of the thresholds an amount reaches (>=): every count that is possible."""
    amounts = span.points(*thresholds)
    return frozenset(sum(one >= threshold for threshold in thresholds) for one in amounts)
