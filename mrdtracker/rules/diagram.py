"""Exact sets of combinations: decision diagrams over questions with several possible answers.

Every set of combinations of the variables' cells is one node; equal sets are the same node. So
"is there any combination left?" is one comparison, however many combinations there are.
Source: Bryant, IEEE Transactions on Computers 1986;C-35:677 (ordered, reduced diagrams).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

NOTHING, EVERYTHING = 0, 1
# Each variable is one level of recursion.
MOST_VARIABLES = 200


class TooManyCombinationsError(Exception):
    """The set cannot be worked out within the limit of nodes."""


class Diagram:
    """Builds sets of combinations and keeps every one of them once.

    Args:
        sizes: How many cells each variable has, in the order in which they are asked.
        most_nodes: How many different sets, and pairs of them, may come up before it gives up.

    Raises:
        TooManyCombinationsError: There are more variables than it can walk through.
    """

    def __init__(self, sizes: Sequence[int], most_nodes: int) -> None:
        if len(sizes) > MOST_VARIABLES:
            raise TooManyCombinationsError
        self._sizes = tuple(sizes)
        self._most = most_nodes
        # The two ends stand below every variable.
        self._nodes: list[tuple[int, tuple[int, ...]]] = [(len(sizes), ()), (len(sizes), ())]
        self._known: dict[tuple[int, tuple[int, ...]], int] = {}
        self._both: dict[tuple[int, int], int] = {}
        self._opposites: dict[int, int] = {NOTHING: EVERYTHING, EVERYTHING: NOTHING}

    def cells(self, variable: int, is_in: Sequence[bool]) -> int:
        """Return the combinations in which one variable lies in the cells marked True."""
        return self._node(variable, tuple(EVERYTHING if one else NOTHING for one in is_in))

    def both(self, one: int, other: int) -> int:
        """Return the combinations that are in both sets.

        Raises:
            TooManyCombinationsError: The limit is reached.
        """
        if NOTHING in (one, other):
            return NOTHING
        if one in (EVERYTHING, other):
            return other
        if other == EVERYTHING:
            return one
        key = (one, other) if one < other else (other, one)
        found = self._both.get(key)
        if found is None:
            self._step()
            variable = min(self._nodes[one][0], self._nodes[other][0])
            pairs = zip(self._below(one, variable), self._below(other, variable), strict=True)
            found = self._both[key] = self._node(
                variable, tuple(self.both(here, there) for here, there in pairs)
            )
        return found

    def opposite(self, one: int) -> int:
        """Return the combinations that are not in the set."""
        found = self._opposites.get(one)
        if found is None:
            variable, below = self._nodes[one]
            found = self._node(variable, tuple(self.opposite(child) for child in below))
            self._opposites[one] = found
        return found

    def either(self, one: int, other: int) -> int:
        """Return the combinations that are in one of the sets, or in both."""
        return self.opposite(self.both(self.opposite(one), self.opposite(other)))

    def example(self, one: int) -> Iterator[tuple[int, int]]:
        """Return one combination of the set as variables and cells; the rest does not matter.

        The set must not be empty.
        """
        while one != EVERYTHING:
            variable, below = self._nodes[one]
            cell = next(place for place, child in enumerate(below) if child != NOTHING)
            yield variable, cell
            one = below[cell]

    def _below(self, one: int, variable: int) -> tuple[int, ...]:
        own, below = self._nodes[one]
        return below if own == variable else (one,) * self._sizes[variable]

    def _node(self, variable: int, below: tuple[int, ...]) -> int:
        first = below[0]
        if all(child == first for child in below):
            return first
        key = (variable, below)
        found = self._known.get(key)
        if found is None:
            self._step()
            found = self._known[key] = len(self._nodes)
            self._nodes.append(key)
        return found

    def _step(self) -> None:
        if len(self._nodes) + len(self._both) >= self._most:
            raise TooManyCombinationsError
