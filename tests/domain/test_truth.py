import itertools

import pytest

from mrdtracker.domain.truth import Truth, all_of, any_of, negate

YES, NO, UNKNOWN = Truth.YES, Truth.NO, Truth.UNKNOWN
PAIRS = list(itertools.product(Truth, Truth))


@pytest.mark.parametrize("answer", list(Truth))
def test_a_truth_refuses_to_be_a_plain_bool(answer):
    with pytest.raises(TypeError, match="three values"):
        bool(answer)


@pytest.mark.parametrize(("given", "truth"), [(True, YES), (False, NO), (None, UNKNOWN)])
def test_a_plain_answer_becomes_a_truth(given, truth):
    assert Truth.of(given) is truth


@pytest.mark.parametrize(("answer", "opposite"), [(YES, NO), (NO, YES), (UNKNOWN, UNKNOWN)])
def test_the_opposite_of_unknown_is_unknown(answer, opposite):
    assert negate(answer) is opposite


@pytest.mark.parametrize(("one", "other"), PAIRS)
def test_both_holds_as_kleene_says(one, other):
    ranks = {NO: 0, UNKNOWN: 1, YES: 2}

    assert all_of([one, other]) is min(one, other, key=ranks.get)


@pytest.mark.parametrize(("one", "other"), PAIRS)
def test_either_holds_as_kleene_says(one, other):
    ranks = {NO: 0, UNKNOWN: 1, YES: 2}

    assert any_of([one, other]) is max(one, other, key=ranks.get)


def test_a_no_decides_behind_an_unknown():
    assert all_of(iter([UNKNOWN, YES, NO])) is NO


def test_a_yes_decides_behind_an_unknown():
    assert any_of(iter([UNKNOWN, NO, YES])) is YES


def test_nothing_asked_is_fulfilled_and_nothing_offered_is_not():
    assert all_of([]) is YES
    assert any_of([]) is NO
