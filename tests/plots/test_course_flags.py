"""Which mark a finding puts beside a result."""

from dataclasses import replace

import pytest

from mrdtracker.domain.finding import FindingKind, Flag, Level, Step
from mrdtracker.domain.truth import Truth
from mrdtracker.plots.course_flags import FlagShape, flags_of
from tests.plots.courses import assessment, finding


@pytest.mark.parametrize(
    ("level", "answer", "shape"),
    [
        (Level.HIGH, Truth.YES, FlagShape.HIGH),
        (Level.INTERMEDIATE, Truth.YES, FlagShape.INTERMEDIATE),
        (Level.LOW, Truth.YES, FlagShape.LOW),
        (Level.LOW, Truth.UNKNOWN, FlagShape.UNKNOWN),
    ],
)
def test_a_finding_marks_its_results(level, answer, shape):
    flags = flags_of([assessment(finding(level, answer, "r1", "r2"))])

    assert {key: flag.shape for key, flag in flags.items()} == {"r1": shape, "r2": shape}


@pytest.mark.parametrize(
    ("level", "answer"),
    [(Level.HIGH, Truth.NO), (Level.INFO, Truth.YES), (Level.INFO, Truth.UNKNOWN)],
)
def test_a_no_and_mere_information_mark_nothing(level, answer):
    assert flags_of([assessment(finding(level, answer, "r1"))]) == {}


def test_the_loudest_finding_is_drawn_and_all_are_said():
    flags = flags_of(
        [
            assessment(finding(Level.LOW, Truth.YES, "r1", group="SR")),
            assessment(
                replace(finding(Level.HIGH, Truth.YES, "r1", group="HR"), says="Above 10 %."),
                finding(Level.HIGH, Truth.UNKNOWN, "r1"),
            ),
        ]
    )

    assert (flags["r1"].shape, flags["r1"].text) == (FlagShape.HIGH, "HR")
    assert flags["r1"].says == ("What was found.", "Above 10 %.")


def test_without_a_group_a_short_flag_is_the_word_else_the_level():
    with_flag = replace(
        finding(Level.HIGH, Truth.YES, "r1"), flags=(Flag.HIGH_RISK_THRESHOLD_CROSSED, Flag.M3)
    )

    flags = flags_of([assessment(with_flag, finding(Level.LOW, Truth.YES, "r2"))])

    assert (flags["r1"].text, flags["r2"].text) == ("M3", "low")


def test_an_open_finding_marks_only_the_results_that_left_it_open():
    trace = (
        Step("below 0.01 %?", "negative, s = 0.1 %", Truth.UNKNOWN, result_keys=("r1",)),
        Step("below 0.01 % at D78?", "no result", Truth.UNKNOWN),
        Step("below 10 %?", "0.05 %", Truth.YES, result_keys=("r0",)),
    )
    open_one = replace(finding(Level.LOW, Truth.UNKNOWN, "r0", "r1"), trace=trace)

    assert set(flags_of([assessment(open_one)])) == {"r1"}


def test_that_a_result_is_positive_is_said_and_not_marked_again():
    positive = replace(
        finding(Level.INTERMEDIATE, Truth.YES, "r1", "r2"), flags=(Flag.MRD_POSITIVE,)
    )
    high = finding(Level.HIGH, Truth.YES, "r2", group="HR")

    flags = flags_of([assessment(positive, high)])

    assert (flags["r1"].shape, flags["r1"].says) == (FlagShape.SAID, ("What was found.",))
    assert (flags["r2"].shape, flags["r2"].text) == (FlagShape.HIGH, "HR")


@pytest.mark.parametrize(
    "louder",
    [{"level": Level.HIGH}, {"kind": FindingKind.ALERT}, {"group": "HR"}],
    ids=["high", "an alert", "a group"],
)
def test_a_positive_result_that_calls_for_action_is_marked(louder):
    positive = replace(
        finding(Level.INTERMEDIATE, Truth.YES, "r1"), flags=(Flag.MRD_POSITIVE,), **louder
    )

    assert flags_of([assessment(positive)])["r1"].shape is not FlagShape.SAID
