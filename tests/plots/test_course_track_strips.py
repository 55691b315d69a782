"""The strips: stars that no line joins, steps that hold, the range as a band."""

import math
from decimal import Decimal

import pytest

from mrdtracker.domain.count_target import BloodCount, CountTarget
from mrdtracker.plots.course_data import MrdCourse
from mrdtracker.plots.course_sheet import Row
from mrdtracker.plots.course_track_strips import nice_top
from mrdtracker.plots.course_view import CourseView
from tests.plots.courses import DAY_ONE, bfm, case, course, phases, quantified, result
from tests.plots.drawings import drawn, lines, texts
from tests.plots.test_course_tracks import count, dose

TARGET = CountTarget(BloodCount.ANC, Decimal("0.75"), Decimal("1.5"))
EVENTS = [
    *phases(("maintenance", 100)),
    *(count(100 + 7 * step, str(Decimal(step) / 4)) for step in range(8)),
    dose(100, "50"),
    dose(120, "75"),
]


def followed(*targets):
    given = case(result(15, quantified("0.001")), events=EVENTS)
    return MrdCourse.of(given, [bfm()], [], DAY_ONE, targets)


def test_without_counts_nothing_is_added_to_the_page():
    assert Row.TRACKS not in drawn(course(result(15, quantified("0.1")))).sheet.spans


def test_every_count_is_a_star_and_no_line_joins_them():
    done = drawn(followed(TARGET))

    (stars,) = lines(done.figure, "track:ANC")
    assert len(stars.get_xdata()) == 8
    assert stars.get_linestyle() == "None"
    assert list(stars.get_xdata()) == [done.sheet.x_of_day(100 + 7 * step) for step in range(8)]


def test_a_dose_holds_until_the_next_one():
    done = drawn(followed())

    (line,) = lines(done.figure, "track:mercaptopurine")
    xs = [x for x in line.get_xdata() if not math.isnan(x)]
    assert xs[0] == done.sheet.x_of_day(100)
    assert xs.count(done.sheet.x_of_day(120)) == 2, "a step has two heights on its day"


def test_the_range_is_drawn_only_where_the_laboratory_set_one():
    assert len(lines(drawn(followed(TARGET)).figure, "target:ANC")) == 2
    assert not lines(drawn(followed()).figure, "target:")
    assert "no share in range: no target set in the laboratory's settings" in texts(
        drawn(followed()).figure
    )


def test_the_share_is_said_on_the_figure():
    words = "4 of 8 counts in maintenance within the laboratory's target 0.75–1.5"

    assert words in texts(drawn(followed(TARGET)).figure)


def test_the_days_stand_under_the_lowest_strip_and_a_part_shows_its_own_counts():
    done = drawn(CourseView(days=(105, 125)).of(followed(TARGET)))

    assert done.sheet.lowest == done.sheet.spans[Row.TRACKS].bottom
    assert len(lines(done.figure, "track:ANC")[0].get_xdata()) == 3


def test_a_count_says_itself_to_the_pointer():
    assert any(
        words.startswith("ANC, 10⁹/L: 0.25 · D107") for _, words in drawn(followed()).asides
    )


@pytest.mark.parametrize(("number", "top"), [(0, 1), (0.7, 0.8), (2.2, 3), (10, 10), (75, 80)])
def test_an_axis_ends_at_a_round_number(number, top):
    assert nice_top(number) == pytest.approx(top)
