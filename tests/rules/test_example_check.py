"""Every difference between an example and its answer is said."""

from dataclasses import replace

import pytest

from mrdtracker.domain.finding import Flag, GroupStatus
from mrdtracker.domain.truth import Truth
from mrdtracker.rules.engine import evaluate, failing_examples
from mrdtracker.rules.example_check import problems_of
from mrdtracker.rules.pack import Expectation
from tests.rules.small_pack import loaded


@pytest.mark.parametrize(
    ("expect", "says"),
    [
        (Expectation(assigned="LOW"), "expected the group LOW, got HIGH"),
        (Expectation(is_unassigned=True), "expected the group None, got HIGH"),
        (
            Expectation(status=GroupStatus.PROVISIONAL),
            "expected the status provisional, got final",
        ),
        (Expectation(possible=frozenset({"LOW"})), "expected possible LOW, got HIGH"),
        (
            Expectation(possible=frozenset({"LOW", "HIGH"})),
            "expected possible HIGH, LOW, got HIGH",
        ),
        (
            Expectation(flags=frozenset({Flag.M1})),
            "expected the flag M1, got HIGH_RISK_THRESHOLD_CROSSED",
        ),
        (
            Expectation(no_flags=frozenset({Flag.HIGH_RISK_THRESHOLD_CROSSED})),
            "the flag HIGH_RISK_THRESHOLD_CROSSED must not be raised",
        ),
        (Expectation(answers={"high": Truth.NO}), "expected 'high' to answer no, got yes"),
        (Expectation(answers={"low": Truth.NO}), "expected 'low' to answer no, got nothing"),
        (Expectation(needs=("x",)), "expected the need 'x', got []"),
    ],
)
def test_each_difference(expect, says):
    pack = loaded()
    example = replace(pack.examples[0], expect=expect)

    (problem,) = problems_of(example, evaluate(pack, example.case))

    assert says in problem.text
    assert problem.where == "example 'yes'"
    assert failing_examples(replace(pack, examples=(example,))) == (problem,)


def test_what_an_example_does_not_say_is_not_held_against_it():
    pack = loaded()
    example = replace(pack.examples[0], expect=Expectation())

    assert list(problems_of(example, evaluate(pack, example.case))) == []
