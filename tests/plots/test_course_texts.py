"""A result in words."""

from dataclasses import replace

from mrdtracker.domain.finding import Level
from mrdtracker.domain.truth import Truth
from mrdtracker.domain.vocabulary import Quality
from mrdtracker.plots.course_data import MrdCourse
from mrdtracker.plots.course_texts import lines_about, spoken, when_words
from tests.plots.courses import (
    DAY_ONE,
    assessment,
    bfm,
    case,
    course,
    finding,
    negative,
    quantified,
    result,
)


def test_everything_that_is_known_of_a_result_is_said():
    given = case(
        result(
            15,
            quantified("0.0001"),
            reported_text="0,01 %",
            events_positive=50,
            events_total=500_000,
            quality=(Quality.HAEMODILUTION_SUSPECTED,),
        )
    )
    made = MrdCourse.of(
        given, [bfm()], [assessment(finding(Level.HIGH, Truth.YES, "r0"))], DAY_ONE
    )

    assert lines_about(made.points[0], made) == (
        "D15 · 16 Mar 2026",
        "flow · marrow: 0.01 %",
        "as reported: 0,01 %",
        "counting 95 % interval: 0.00742 % to 0.0132 %",
        "haemodilution suspected",
        "What was found.",
    )


def test_it_is_said_when_a_day_is_not_known():
    made = course(
        result(None, quantified("0.1"), timepoint="D33"),
        result(None, quantified("0.1"), timepoint="EOC"),
        started_on=None,
    )

    assert [when_words(point, made) for point in made.points] == [
        "D33, day 32–40 (day not recorded)",
        "EOC · no date",
    ]


def test_a_day_without_a_date_stands_alone():
    made = course(result(15, negative()), started_on=None)

    assert spoken(made) == "D15, flow · marrow: not detected (sensitivity not stated)"


def test_what_is_hidden_is_counted_and_not_read_out():
    made = course(result(15, negative()), result(33, negative()), started_on=None)

    assert spoken(replace(made, hidden=frozenset({"r0", "long gone"}))).splitlines() == [
        "D33, flow · marrow: not detected (sensitivity not stated)",
        "Hidden for now: 1 result",
    ]
