"""The results on the figure: at their own level, joined only where they may be."""

import math
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mrdtracker.domain.mrd_value import ResultState
from mrdtracker.domain.vocabulary import Method
from mrdtracker.plots.course_points import Panel
from mrdtracker.plots.course_results import SIDE_STEP
from tests.plots.courses import PB, case, course, every_state, negative, quantified, result, stated
from tests.plots.drawings import drawn, lines, mark, part, place

PCR = Method.IG_TR_PCR


def connectors(done):
    """Every connector as (keys of its ends, is solid)."""
    found = lines(done.figure, "connector:")
    return [(one.get_gid().split(":")[1:], one.get_linestyle() == "-") for one in found]


def test_a_quantified_result_stands_at_its_day_and_value():
    done = drawn(course(result(15, quantified("0.0005"))))

    assert place(mark(done, "r0")) == (15.0, 0.0005)


def test_a_negative_stands_at_its_own_limit_with_a_bar_to_the_floor():
    done = drawn(course(result(15, negative("0.00001")), result(33, negative("0.0001"))))

    assert [place(mark(done, key))[1] for key in ("r0", "r1")] == [1e-5, 1e-4]
    assert list(part(done, "r1", "bar").get_ydata()) == [1e-6, 1e-4]


def test_a_result_above_the_upper_limit_has_a_bar_to_the_top():
    done = drawn(course(result(1, stated(ResultState.ABOVE_ULOQ, uloq="0.1"))))

    assert place(mark(done, "r0"))[1] == 0.1
    assert list(part(done, "r0", "bar").get_ydata()) == [0.1, 1.0]


def test_a_positive_below_quantification_has_its_band_and_a_tick_at_the_range():
    value = stated(ResultState.POSITIVE_BELOW_LLOQ, lod="0.00001", lloq="0.0001")
    done = drawn(course(result(15, value)))

    assert list(part(done, "r0", "bar").get_ydata()) == [1e-5, 1e-4]
    assert part(done, "r0", "limit").get_ydata()[0] == 1e-4
    assert part(done, "r0", "limit").get_marker() == "_"


def test_the_whisker_is_the_counting_interval():
    done = drawn(
        course(result(15, quantified("0.0001"), events_positive=50, events_total=500_000))
    )

    assert list(part(done, "r0", "whisker").get_ydata()) == [7.422281e-5, 1.318354e-4]


def test_a_whisker_that_leaves_the_axis_ends_in_an_arrow_on_the_floor():
    """AC06: a point whose interval goes down to zero stays visible, with an arrow."""
    one = quantified("0.000002")
    done = drawn(course(result(15, one, events_positive=1, events_total=500_000)))

    assert place(mark(done, "r0"))[1] == 2e-6
    assert place(part(done, "r0", "whisker"))[1] == 1e-7
    assert part(done, "r0", "arrow").get_ydata()[0] == 1e-7


def test_two_results_of_one_day_are_two_marks_side_by_side():
    """AC07: nothing is averaged."""
    done = drawn(course(result(15, quantified("0.0005")), result(15, quantified("0.0007"))))

    xs, ys = zip(*(done.anchors[key] for key in ("r0", "r1")), strict=True)
    assert [place(mark(done, key))[1] for key in ("r0", "r1")] == [0.0005, 0.0007]
    assert xs[1] - xs[0] == pytest.approx(2 * SIDE_STEP)
    assert sum(xs) / 2 == pytest.approx(done.sheet.x_of_day(15))
    assert ys[0] < ys[1]
    assert connectors(done) == []


def test_a_line_is_solid_between_amounts_and_dashed_to_a_limit():
    done = drawn(
        course(
            result(1, quantified("0.5")),
            result(15, quantified("0.0005")),
            result(33, negative("0.00001")),
            result(78, quantified("0.0001")),
        )
    )

    assert connectors(done) == [(["r0", "r1"], True), (["r1", "r2"], False), (["r2", "r3"], False)]


def test_a_line_never_joins_methods_targets_or_specimens():
    done = drawn(
        course(
            result(1, quantified("0.5")),
            result(8, quantified("0.4"), specimen=PB),
            result(15, quantified("0.1"), PCR, target="IGH"),
            result(33, quantified("0.01"), PCR, target="TRG"),
            result(78, quantified("0.001", Method.MORPHOLOGY), Method.MORPHOLOGY),
        )
    )

    assert connectors(done) == []


def test_a_failed_sample_does_not_break_a_line_but_a_negative_without_a_limit_does():
    failed = stated(ResultState.NOT_EVALUABLE)
    ends = (result(1, quantified("0.5")), result(33, quantified("0.1")))

    over_failed = drawn(course(ends[0], result(15, failed), ends[1]))
    over_negative = drawn(course(ends[0], result(15, negative()), ends[1]))

    assert connectors(over_failed) == [(["r0", "r2"], True)]
    assert connectors(over_negative) == []


def test_every_result_of_a_day_is_joined_to_the_next_day():
    done = drawn(
        course(
            result(1, quantified("0.5")),
            result(15, quantified("0.1")),
            result(15, quantified("0.2")),
        )
    )

    assert connectors(done) == [(["r0", "r1"], True), (["r0", "r2"], True)]


def test_what_has_no_height_stands_on_a_strip_outside_the_axis():
    screen = Method.FUSION_SCREEN
    done = drawn(
        course(
            result(1, stated(ResultState.DETECTED, screen), screen),
            result(15, negative()),
            result(33, stated(ResultState.NOT_EVALUABLE)),
        )
    )

    axes = done.sheet.spans[next(row for row in done.sheet.spans if row.value == "mrd")]
    heights = {key: y for key, (_, y) in done.anchors.items()}
    assert heights["r0"] > heights["r1"] > axes.top
    assert heights["r2"] < axes.bottom
    assert all(mark(done, key) not in done.figure.axes[0].lines for key in heights)


def test_a_count_of_zero_has_a_line_of_its_own():
    count = Method.CYTOLOGY_COUNT
    done = drawn(course(*(result(8, quantified(one, count), count, PB) for one in ("0", "10"))))

    assert done.anchors["r0"][1] < done.anchors["r1"][1]


def test_a_result_without_a_day_stands_right_of_all_days_and_is_not_joined():
    done = drawn(
        course(result(78, quantified("0.1")), result(None, quantified("0.2"), timepoint="x"))
    )

    assert done.anchors["r1"][0] > done.sheet.x(done.course.scale.right)
    assert connectors(done) == []


def test_a_result_of_a_named_time_point_shows_the_days_it_may_be_from():
    done = drawn(course(result(None, quantified("0.2"), timepoint="D33")))

    assert place(mark(done, "r0"))[0] == 33
    assert list(part(done, "r0", "days").get_xdata()) == [32, 40]


def test_the_detection_limit_of_an_amount_is_a_short_tick():
    done = drawn(course(result(15, quantified("0.0005", lod="0.00004"))))

    (ticks,) = lines(done.figure, "detection limits")
    assert place(ticks) == (15.0, 4e-5)


@settings(max_examples=25)
@given(st.lists(st.sampled_from(every_state()), max_size=12))
def test_every_result_that_is_in_has_exactly_one_mark_at_its_level(results):
    done = drawn(course(*case(*(type(one)(**vars(one) | {"key": ""}) for one in results)).results))

    assert set(done.artists) == {point.key for point in done.course.points}
    for point in done.course.points:
        assert mark(done, point.key).get_gid() == f"result:{point.key}"
        if point.panel is Panel.MRD:
            assert math.isclose(place(mark(done, point.key))[1], point.level)


def test_a_hidden_result_leaves_no_limit_of_its_own_behind():
    one, other = (result(day, quantified("0.0005", lod="0.00001")) for day in (15, 33))
    made = course(one, other)

    ticks = [
        lines(drawn(replace(made, hidden=frozenset(keys))).figure, "detection limits")
        for keys in ((), ("r0",), ("r0", "r1"))
    ]

    assert [len(found[0].get_xdata()) if found else 0 for found in ticks] == [2, 1, 0]
