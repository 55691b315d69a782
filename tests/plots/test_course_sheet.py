"""The page in points: strips in order, nothing overlapping, readable on a low page too."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mrdtracker.plots.course_points import Panel
from mrdtracker.plots.course_sheet import (
    ROW_OF_PANEL,
    Row,
    axis_level,
    entry_places,
    good_height,
    key_words,
    screen_name,
    screens_of,
    sheet_of,
)
from mrdtracker.plots.look import LIGHT, PRINT
from tests.plots.courses import PB, course, every_state, quantified, result

ALL = course(*every_state())


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
    lowest = sheet_of(ALL, LIGHT, 700, 300).spans

    assert low[Row.MORPHOLOGY].height < good[Row.MORPHOLOGY].height
    assert Row.KEY in low
    assert Row.KEY not in lowest
    assert lowest[Row.MRD].height > 30


def test_paper_has_a_heading():
    assert Row.HEADING in sheet_of(ALL, PRINT, 500, 400).spans
    assert Row.HEADING not in sheet_of(ALL, LIGHT, 500, 400).spans


def test_a_count_of_zero_is_below_one_and_a_share_is_itself():
    assert axis_level(Panel.COUNT, 0, -1) < axis_level(Panel.COUNT, 1, -1) == 0
    assert axis_level(Panel.MORPHOLOGY, 0.3, 0) == 0.3
    assert axis_level(Panel.MRD, 0.001, -6) == pytest.approx(-3)


def test_a_screen_is_named_by_its_lesion_and_by_its_material_if_not_marrow():
    (one,) = set(screens_of(ALL))
    blood = result(1, quantified("0.1"), specimen=PB)

    assert one == "ETV6::RUNX1"
    assert screen_name(blood) == "flow · blood"


def test_entries_of_a_key_wrap_at_the_end_of_the_page():
    sheet = sheet_of(ALL, LIGHT, 300, 400)

    places = entry_places(sheet, LIGHT, key_words(ALL))

    assert [line for line, _ in places] == sorted(line for line, _ in places)
    assert places[-1][0] > 0
    assert all(x >= sheet.left for _, x in places)
