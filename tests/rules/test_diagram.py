"""Decision diagrams against plain sets of combinations."""

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mrdtracker.rules.diagram import (
    EVERYTHING,
    MOST_VARIABLES,
    NOTHING,
    Diagram,
    TooManyCombinationsError,
)

SIZES = (2, 3, 2)
ALL = frozenset(product(*(range(size) for size in SIZES)))

leaves = st.integers(0, 2).flatmap(
    lambda variable: st.tuples(
        st.just(variable),
        st.lists(st.booleans(), min_size=SIZES[variable], max_size=SIZES[variable]),
    )
)
terms = st.recursive(
    leaves,
    lambda inner: st.one_of(
        st.tuples(st.sampled_from(["both", "either"]), inner, inner),
        st.tuples(st.just("opposite"), inner),
    ),
    max_leaves=12,
)


def built(diagram: Diagram, term: tuple) -> int:
    if term[0] == "opposite":
        return diagram.opposite(built(diagram, term[1]))
    if term[0] in ("both", "either"):
        join = getattr(diagram, term[0])
        return join(built(diagram, term[1]), built(diagram, term[2]))
    return diagram.cells(term[0], term[1])


def plain(term: tuple) -> frozenset:
    if term[0] == "opposite":
        return ALL - plain(term[1])
    if term[0] == "both":
        return plain(term[1]) & plain(term[2])
    if term[0] == "either":
        return plain(term[1]) | plain(term[2])
    return frozenset(one for one in ALL if term[1][one[term[0]]])


@given(terms, terms)
def test_equal_sets_are_the_same_node(one: tuple, other: tuple) -> None:
    diagram = Diagram(SIZES, 1000)

    is_same = built(diagram, one) == built(diagram, other)

    assert is_same is (plain(one) == plain(other))


@given(terms)
def test_an_example_of_a_set_lies_in_it(term: tuple) -> None:
    diagram, wanted = Diagram(SIZES, 1000), plain(term)
    node = built(diagram, term)
    assert (node == NOTHING, node == EVERYTHING) == (not wanted, wanted == ALL)
    if node == NOTHING:
        return

    found = dict(diagram.example(node))

    fitting = {one for one in ALL if all(one[place] == cell for place, cell in found.items())}
    assert fitting <= wanted


def test_it_gives_up_at_its_limit_and_never_guesses() -> None:
    diagram = Diagram((2, 2), 3)
    one = diagram.cells(0, (True, False))

    with pytest.raises(TooManyCombinationsError):
        diagram.both(one, diagram.cells(1, (True, False)))


def test_a_pair_of_sets_that_came_up_before_takes_no_further_step() -> None:
    diagram = Diagram((2, 2), 6)  # two ends, three sets, and a pair
    one, other = diagram.cells(0, (True, False)), diagram.cells(1, (True, False))

    found = diagram.both(one, other)

    assert diagram.both(one, other) == found
    assert diagram.both(other, one) == found


def test_the_limit_counts_sets_and_pairs_and_is_never_passed() -> None:
    full, fuller = Diagram((2, 2), 4), Diagram((2, 2), 6)
    sets = [(one.cells(0, (True, False)), one.cells(1, (True, False))) for one in (full, fuller)]
    found = fuller.both(*sets[1])

    with pytest.raises(TooManyCombinationsError):
        full.both(*sets[0])
    with pytest.raises(TooManyCombinationsError):
        fuller.both(found, fuller.cells(1, (False, True)))


def test_sets_that_share_their_parts_are_walked_through_once() -> None:
    """An even number of forty: each set of the walk is reached in a million million ways."""
    diagram = Diagram((2,) * 40, 100_000)
    even = diagram.cells(39, (True, False))
    for variable in reversed(range(39)):
        here = diagram.cells(variable, (True, False))
        odd, there = diagram.opposite(even), diagram.opposite(here)
        even = diagram.either(diagram.both(here, even), diagram.both(there, odd))

    assert diagram.opposite(diagram.opposite(even)) == even
    assert diagram.both(even, diagram.opposite(even)) == NOTHING


def test_a_variable_with_one_cell_divides_nothing() -> None:
    diagram = Diagram((1, 2), 100)

    assert diagram.cells(0, (True,)) == EVERYTHING
    assert diagram.cells(0, (False,)) == NOTHING


def test_as_many_variables_as_allowed_are_walked_through() -> None:
    Diagram((2,) * MOST_VARIABLES, 1000)

    with pytest.raises(TooManyCombinationsError):
        Diagram((2,) * (MOST_VARIABLES + 1), 1000)
