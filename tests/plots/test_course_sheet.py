"""The page in points: strips in order, nothing overlapping, readable on a low page too."""

import itertools
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mrdtracker.domain.case import Event
from mrdtracker.domain.vocabulary import EventKind, Method
from mrdtracker.plots.course_key import legend_words
from mrdtracker.plots.course_points import Panel
from mrdtracker.plots.course_sheet import (
    ROW_OF_PANEL,
    Row,
    axis_level,
    good_height,
    key_places,
    label_of_day,
    least_height,
    legend_places,
    screen_name,
    screens_of,
    sheet_of,
)
from mrdtracker.plots.course_words import origin_words
from mrdtracker.plots.figures import text_width
from mrdtracker.plots.look import LIGHT, PRINT
from tests.plots.courses import PB, course, every_state, negative, phases, quantified, result
from tests.plots.drawings import drawn, texts

ALL = course(*every_state())


def quantified_on(day, method=Method.FLOW):
    return result(day, quantified("0.001", method), method)


@given(width=st.floats(200, 1500), height=st.floats(330, 1200))
def test_strips_follow_each_other_from_top_to_bottom_inside_the_page(width, height):
    spans = sheet_of(ALL, LIGHT, width, height).spans

    in_order = [spans[row] for row in Row if row in spans]
    assert in_order[0].top <= height
    assert in_order[-1].bottom >= -1
    assert all(one.bottom >= other.top for one, other in itertools.pairwise(in_order))
    assert all(one.height > 0 for one in in_order)


def test_days_of_the_scale_span_the_plot_area():
    sheet = sheet_of(ALL, LIGHT, 700, 400)

    assert sheet.x(ALL.scale.left) == sheet.left
    assert sheet.x(ALL.scale.end) == pytest.approx(sheet.right)
    assert sheet.x_of_day(15) - sheet.x_of_day(8) == pytest.approx(7 * sheet.points_per_position)


def test_levels_span_their_panel_and_never_leave_it():
    sheet = sheet_of(ALL, LIGHT, 700, 400)
    span = sheet.spans[ROW_OF_PANEL[Panel.MRD]]

    assert sheet.y(Panel.MRD, 1.0) == pytest.approx(span.top)
    assert sheet.y(Panel.MRD, 1e-6) == pytest.approx(span.bottom)
    assert sheet.y(Panel.MRD, 1e-30) == pytest.approx(span.bottom)
    assert sheet.y(Panel.MORPHOLOGY, 0.25) < sheet.y(Panel.MORPHOLOGY, 0.5)


def test_at_its_good_height_the_main_panel_is_tall_enough():
    height = good_height(ALL, LIGHT, 700)

    assert sheet_of(ALL, LIGHT, 700, height).spans[Row.MRD].height == pytest.approx(180)
    assert good_height(course(), LIGHT, 700) < height


def test_a_low_page_takes_from_the_small_panels_and_last_from_the_key():
    good = sheet_of(ALL, LIGHT, 700, good_height(ALL, LIGHT, 700)).spans
    low = sheet_of(ALL, LIGHT, 700, 380).spans
    lowest = sheet_of(ALL, LIGHT, 700, 270).spans

    assert low[Row.MORPHOLOGY].height < good[Row.MORPHOLOGY].height
    assert Row.KEY in low
    assert Row.KEY not in lowest
    assert lowest[Row.MRD].height > 30


@pytest.mark.parametrize(
    ("share", "place"), [(0, 0), (0.025, 0.5), (0.05, 1), (0.15, 1.5), (0.25, 2), (1, 3)]
)
def test_each_class_of_marrow_has_a_third_of_its_panel(share, place):
    assert axis_level(Panel.MORPHOLOGY, share, 0) == pytest.approx(place)


def test_three_panels_fit_into_the_course_pane_of_a_small_screen():
    # 1366 × 768 at 96 dots per inch leaves the course 814 × 360 pixels.
    smear, count = Method.MORPHOLOGY, Method.CYTOLOGY_COUNT
    usual = course(
        result(8, quantified("240", count), count, PB),
        result(33, quantified("0.02", smear), smear),
        result(33, quantified("0.004", lod="0.00001")),
        result(78, negative("0.00001")),
        events=phases(("induction", 1), ("consolidation", 40)),
    )

    assert least_height(usual, LIGHT, 610) <= 270
    spans = sheet_of(usual, LIGHT, 610, 270).spans
    assert min(one.bottom for one in spans.values()) >= 0
    assert spans[Row.MRD].height >= 80
    assert spans[Row.MORPHOLOGY].height >= 3 * LIGHT.caption_pt


def test_while_there_is_no_mrd_result_the_smears_have_as_much_room():
    smear = result(15, quantified("0.3", Method.MORPHOLOGY), Method.MORPHOLOGY)

    spans = sheet_of(course(smear), LIGHT, 700, 300).spans
    assert spans[Row.MORPHOLOGY].height == pytest.approx(spans[Row.MRD].height)

    spans = sheet_of(course(smear, quantified_on(15)), LIGHT, 700, 300).spans
    assert spans[Row.MORPHOLOGY].height < spans[Row.MRD].height / 2


def test_below_its_least_height_a_course_is_not_squeezed_further():
    assert least_height(ALL, LIGHT, 700) < good_height(ALL, LIGHT, 700)
    spans = sheet_of(ALL, LIGHT, 700, least_height(ALL, LIGHT, 700)).spans
    assert spans[Row.MRD].height == pytest.approx(64)


def test_the_key_begins_beside_the_origin_of_the_days():
    sheet = sheet_of(ALL, LIGHT, 700, 400)
    origin = origin_words(ALL.convention, ALL.timeline)

    (line, left), *_ = key_places(sheet, LIGHT)

    assert line == 0
    assert left > sheet.left + text_width(origin, LIGHT.caption_pt)


def test_a_label_at_the_edge_of_the_page_is_cut_and_never_leaves_it():
    sheet = sheet_of(course(), LIGHT, 500, 300)

    for day in (1, 40, 70, 78):
        left, words = label_of_day(sheet, LIGHT, day, "Extracompartment therapy, second block")
        assert left + text_width(words, LIGHT.caption_pt) <= 500
        assert words.startswith("Ext")
    assert label_of_day(sheet, LIGHT, 1, "Induction")[1] == "Induction"
    assert words.endswith("…")


def test_many_events_take_three_lines_and_no_more():
    events = [Event(EventKind.TRANSPLANT, f"transplant {step}", day=step) for step in range(1, 40)]

    sheet = sheet_of(course(events=events), LIGHT, 600, 400)

    assert max(sheet.event_rows) > 3
    assert sheet.spans[Row.EVENTS].height == pytest.approx(3 * LIGHT.caption_pt * 1.35)


def test_no_phase_loses_its_name_to_the_buttons():
    names = ("induction", "consolidation", "extracompartment", "reinduction", "maintenance")
    events = phases(*zip(names, (1, 36, 150, 190, 220), strict=True))
    late = [result(day, quantified("0.001")) for day in (33, 160, 230, 400)]

    for width_mm in (210, 250, 290):
        done = drawn(course(*late, events=events), width=width_mm)

        said = [one.rstrip("…") for one in texts(done.figure)]
        for name in names:
            assert [one for one in said if one and name.capitalize().startswith(one)], name
        assert max(done.sheet.phase_rows) < 3
        cut = [one for one in done.sheet.phase_names if one.endswith("…")]
        asides = [words for _, words in done.asides]
        assert all(any(full.startswith(one[:-1]) for full in asides) for one in cut)


def test_a_course_that_is_not_all_drawn_says_so_on_every_page():
    part = replace(ALL, left_out=9_881)

    assert Row.HEADING in sheet_of(part, LIGHT, 500, 400).spans


def test_paper_has_a_heading():
    assert Row.HEADING in sheet_of(ALL, PRINT, 500, 400).spans
    assert Row.HEADING not in sheet_of(ALL, LIGHT, 500, 400).spans


def test_a_count_of_zero_is_below_one():
    assert axis_level(Panel.COUNT, 0, -1) < axis_level(Panel.COUNT, 1, -1) == 0
    assert axis_level(Panel.MRD, 0.001, -6) == pytest.approx(-3)


def test_a_screen_is_named_by_its_lesion_and_by_its_material_if_not_marrow():
    (one,) = set(screens_of(ALL))
    blood = result(1, quantified("0.1"), specimen=PB)

    assert one == "ETV6::RUNX1"
    assert screen_name(blood) == "flow · blood"


def test_what_stands_first_leaves_the_corner_to_the_buttons():
    bare, short = course(quantified_on(15)), replace(LIGHT, corner_pt=0.0)

    assert sheet_of(bare, LIGHT, 500, 400).spans[Row.CORNER].height == pytest.approx(
        LIGHT.caption_pt * 1.35
    )
    assert Row.CORNER not in sheet_of(bare, short, 500, 400).spans
    assert Row.CORNER not in sheet_of(bare, PRINT, 500, 400).spans

    many = course(*(quantified_on(15, method=one) for one in Method if one.is_mrd))
    sheet = sheet_of(many, LIGHT, 500, 400)
    assert Row.CORNER not in sheet.spans
    ends = [
        left + 14 + text_width(words, LIGHT.caption_pt)
        for (line, left), words in zip(
            legend_places(sheet, LIGHT), legend_words(many), strict=True
        )
        if line == 0
    ]
    assert max(ends) <= 500 - LIGHT.corner_pt
