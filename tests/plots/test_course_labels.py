"""The words inside the plot: flags, names, thresholds, values, the key, and an empty panel."""

from dataclasses import replace

import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.text import Text

from mrdtracker.domain.days import DayWindow
from mrdtracker.domain.finding import Flag, Level
from mrdtracker.domain.mrd_value import ResultState
from mrdtracker.domain.truth import Truth
from mrdtracker.domain.vocabulary import Method
from mrdtracker.plots.course_data import MrdCourse
from mrdtracker.plots.course_labels import small_value
from mrdtracker.plots.figures import text_width
from mrdtracker.plots.label_places import Box
from mrdtracker.plots.look import LIGHT, PRINT
from tests.language.spoken import in_korean
from tests.plots.courses import (
    DAY_ONE,
    PB,
    assessment,
    bfm,
    case,
    course,
    every_state,
    finding,
    many,
    negative,
    overview,
    quantified,
    result,
    stated,
    threshold,
    time_point,
)
from tests.plots.drawings import drawn, lines, part, text_at, texts

SMEAR, PCR = Method.MORPHOLOGY, Method.IG_TR_PCR


def flagged(*findings):
    given = case(result(15, quantified("0.2")), result(33, negative("0.0001")))
    return drawn(MrdCourse.of(given, [bfm()], [assessment(*findings)], DAY_ONE))


def test_a_flag_stands_beside_its_result_with_shape_word_and_colour():
    done = flagged(finding(Level.HIGH, Truth.YES, "r0", group="HR"))

    flag = part(done, "r0", "flag")
    x, y = done.anchors["r0"]
    assert abs(flag.get_xdata()[0] - x) + abs(flag.get_ydata()[0] - y) < 30
    assert flag.get_marker() == "^"
    assert text_at(done.figure, "HR").get_color() == LIGHT.high.mark


def test_an_open_question_is_a_ring_with_a_question_mark():
    done = flagged(finding(Level.LOW, Truth.UNKNOWN, "r1"))

    assert part(done, "r1", "flag").get_markerfacecolor() == LIGHT.surface
    assert text_at(done.figure, "?").get_color() == LIGHT.unknown.mark


def test_an_open_question_has_its_question_mark_in_every_language():
    with in_korean():
        done = flagged(finding(Level.LOW, Truth.UNKNOWN, "r1"))

    assert "?" in texts(done.figure)
    assert not any(one.startswith("알 수 없음") for one in texts(done.figure))


@pytest.mark.parametrize(("number", "named"), [(12, 12), (13, 1)])
def test_of_many_flags_a_word_that_its_series_said_just_before_is_not_said_again(number, named):
    given = case(*(result(7 * one, quantified("0.001")) for one in range(1, number + 1)))
    keys = [f"r{one}" for one in range(number)]
    again = replace(finding(Level.INTERMEDIATE, Truth.YES, *keys), flags=(Flag.RELAPSE,))

    done = drawn(MrdCourse.of(given, [bfm()], [assessment(again)], DAY_ONE))

    assert all(part(done, key, "flag") is not None for key in keys)
    assert texts(done.figure).count("relapse") == named
    sizes = [part(done, key, "flag").get_markersize() for key in keys]
    assert (sizes[-1] < sizes[0]) is (named == 1)


def test_of_many_flags_a_word_is_said_again_after_a_result_without_it():
    given = case(*(result(7 * one, quantified("0.001")) for one in range(1, 16)))
    keys = [f"r{one}" for one in range(15) if one != 6]
    again = replace(finding(Level.INTERMEDIATE, Truth.YES, *keys), flags=(Flag.RELAPSE,))

    done = drawn(MrdCourse.of(given, [bfm()], [assessment(again)], DAY_ONE))

    assert texts(done.figure).count("relapse") == 2


def test_up_to_three_series_are_named_beside_their_points():
    done = drawn(course(result(15, quantified("0.1")), result(8, quantified("0.1"), specimen=PB)))

    assert {"flow · marrow", "flow · blood"} <= set(texts(done.figure))
    assert "legend" not in {row.value for row in done.sheet.spans}


def test_more_series_have_a_legend_above():
    targets = ("IGH", "TRG", "TRD", "IGK")
    done = drawn(course(*(result(15, quantified("0.1"), PCR, target=one) for one in targets)))

    legend = next(span for row, span in done.sheet.spans.items() if row.value == "legend")
    for target in targets:
        y = text_at(done.figure, f"IG/TR PCR {target} · marrow").get_position()[1]
        assert legend.bottom < y < legend.top


def test_names_of_forty_points_stay_inside_the_panel():
    done = drawn(course(*many(40)))

    span = next(span for row, span in done.sheet.spans.items() if row.value == "mrd")
    for name in ("flow · marrow", "flow · blood", "IG/TR PCR · marrow"):
        assert span.bottom < text_at(done.figure, name).get_position()[1] < span.top


def test_a_threshold_is_a_short_line_on_its_days_and_not_across_the_page():
    done = drawn(course(result(15, quantified("0.1"))))

    xs = {one.get_ydata()[0]: one.get_xdata() for one in lines(done.figure, "threshold")}
    left, right = xs[done.sheet.y(done.course.points[0].panel, 1e-4)]
    assert (left, right) == (done.sheet.x_of_day(30), done.sheet.x_of_day(40))
    assert {"≥ 10 % HR, D15", "< 0.01 % SR, D33"} <= set(texts(done.figure))


def test_a_threshold_that_is_only_shown_is_quieter():
    done = drawn(course())

    assert text_at(done.figure, "≥ 0.05 % HR-2, D78").get_fontstyle() == "italic"
    assert text_at(done.figure, "≥ 0.1 % HR, D78").get_fontstyle() == "normal"
    assert text_at(done.figure, "≥ 0.05 % HR-2, D78").get_color() == LIGHT.quiet


def test_words_of_thresholds_do_not_touch():
    figure = drawn(course()).figure
    first, second = (text_at(figure, one) for one in ("≥ 0.05 % HR-2, D78", "≥ 0.1 % HR, D78"))

    assert abs(first.get_position()[1] - second.get_position()[1]) >= LIGHT.small_pt


def test_a_threshold_without_its_panel_is_not_drawn():
    assert "> 25 % M3, D15" not in texts(drawn(course()).figure)
    with_smear = drawn(course(result(15, quantified("0.1", SMEAR), SMEAR)))
    assert "> 25 % M3, D15" in texts(with_smear.figure)


@pytest.mark.parametrize(
    ("value", "method", "text"),
    [
        (quantified("0.12", SMEAR), SMEAR, "12 %"),
        (quantified("0.24996", SMEAR), SMEAR, "24.996 %"),
        (quantified("999.6", Method.CYTOLOGY_COUNT), Method.CYTOLOGY_COUNT, "999.6"),
        (negative("0.005", SMEAR), SMEAR, "<0.5 %"),
        (stated(ResultState.ABOVE_ULOQ, SMEAR, uloq="0.9"), SMEAR, ">90 %"),
        (stated(ResultState.POSITIVE_BELOW_LLOQ, SMEAR, lloq="0.01"), SMEAR, "<1 %"),
    ],
)
def test_a_value_in_a_low_panel_is_not_rounded_across_a_class(value, method, text):
    assert small_value(course(result(15, value, method)).points[0]) == text


def test_an_empty_panel_says_so_and_names_the_first_time_point():
    """AC08."""
    words = texts(drawn(course()).figure)

    assert "No MRD result yet." in words
    assert "First time point: Day 15 (D15, 16 Mar 2026)" in words


def test_a_long_first_time_point_stays_inside_the_plot():
    long = replace(time_point("D15", 15), title="Day 15 marrow (recorded; no group is drawn)")
    made = MrdCourse.of(case(), [overview(timepoints=(long,))], [], DAY_ONE)

    done = drawn(made, width=110)

    (words,) = (one for one in texts(done.figure) if one.startswith("First time point"))
    assert words.endswith("…")
    assert text_width(words, LIGHT.text_pt) <= done.sheet.right - done.sheet.left


def test_a_result_that_is_under_way_is_announced():
    words = texts(drawn(course(result(15, stated(ResultState.PENDING)))).figure)

    assert "1 awaited from the laboratory." in words


def test_a_panel_with_a_result_does_not_say_that_it_is_empty():
    assert "No MRD result yet." not in texts(drawn(course(result(15, negative()))).figure)


def test_the_key_explains_the_marks_that_are_shown_and_no_others():
    words = texts(drawn(course(*every_state()), height=160).figure)
    few = texts(drawn(course(result(15, quantified("0.1")))).figure)

    shown = {"not detected, at its own limit", "with a rim: blood", "counting 95 % interval"}
    assert shown <= set(words)
    assert "not detected, at its own limit" not in few


def test_paper_says_whose_course_it_is_and_the_screen_does_not():
    one = course(result(15, quantified("0.1")))

    assert "S-0142" in texts(drawn(one, PRINT).figure)
    assert "S-0142" not in texts(drawn(one).figure)


def test_what_is_only_said_has_no_mark():
    positive = replace(finding(Level.INTERMEDIATE, Truth.YES, "r0"), flags=(Flag.MRD_POSITIVE,))

    assert not lines(flagged(positive).figure, "result:r0:flag")


def test_the_words_of_thresholds_side_by_side_keep_a_gap():
    pack = overview(
        threshold("0.0001", "≥ 0.01 % HR 2DI, EOI", DayWindow(33, 5, 2)),
        threshold("0.0001", "≥ 0.01 % VHR CRITERION/HR INT 2DI, EOC", DayWindow(36, 0, 20)),
    )
    done = drawn(MrdCourse.of(case(result(34, quantified("0.1"))), [pack], [], DAY_ONE))

    words = [one for one in done.figure.findobj(Text) if one.get_text().startswith("≥")]
    boxes = [
        Box(x, y, x + text_width(one.get_text(), LIGHT.small_pt) + 4, y + LIGHT.small_pt)
        for one in words
        for x, y in [one.get_position()]
    ]
    assert len(boxes) == 2
    assert boxes[0].overlap(boxes[1]) == 0


def test_long_words_of_a_threshold_are_cut_and_kept_for_the_pointer():
    text = "≥ 0.01 % VHR CRITERION/HR INT 2DI/SOMETHING ELSE, EOC"
    pack = overview(threshold("0.0001", text, DayWindow(33, 0, 20)))

    done = drawn(MrdCourse.of(case(result(34, quantified("0.1"))), [pack], [], DAY_ONE))

    assert text not in texts(done.figure)
    assert [words for _, words in done.asides] == [text]


def test_a_course_that_is_not_all_drawn_says_so():
    figure = drawn(replace(course(result(15, quantified("0.1"))), left_out=7)).figure

    assert "1 of 8 results drawn: flagged, then latest" in texts(figure)


def test_the_bold_words_of_a_flag_stay_left_of_the_decades():
    given = case(result(15, quantified("0.2")), result(78, quantified("0.02")))
    found = replace(
        finding(Level.INTERMEDIATE, Truth.YES, "r1"), flags=(Flag.MRD_REAPPEARANCE_CONFIRM,)
    )
    done = drawn(MrdCourse.of(given, [bfm()], [assessment(found)], DAY_ONE))
    FigureCanvasAgg(done.figure).draw()

    right = text_at(done.figure, "reappeared").get_window_extent().x1

    assert right <= done.sheet.right * done.figure.dpi / 72 + 1
