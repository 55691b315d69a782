"""The strips: stars that no line joins, steps that hold, the range as a band."""

import math
from decimal import Decimal

import pytest
from matplotlib.lines import Line2D

from mrdtracker.domain.count_target import BloodCount, CountTarget
from mrdtracker.plots.course_data import MrdCourse
from mrdtracker.plots.course_sheet import Row, least_height
from mrdtracker.plots.course_track_strips import nice_top
from mrdtracker.plots.course_view import CourseView
from mrdtracker.plots.look import LIGHT, PRINT
from tests.plots.courses import DAY_ONE, bfm, case, course, negative, phases, quantified, result
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


def test_a_folded_track_is_its_name_alone_and_gives_its_room_to_the_course():
    made = followed(TARGET)
    counts, doses = (one.key for one in made.tracks)
    pages = [
        drawn(CourseView(folded=frozenset(keys)).of(made))
        for keys in ((), (counts,), (counts, doses))
    ]

    heights = [one.sheet.spans[Row.TRACKS].height for one in pages]
    assert heights[0] > heights[1] > heights[2] > 0
    mains = [one.sheet.spans[Row.MRD].height for one in pages]
    assert mains[0] < mains[1] < mains[2]
    assert [[key for _, key in one.headers] for one in pages] == [[counts, doses]] * 3
    assert "▸ ANC, 10⁹/L" in texts(pages[1].figure)
    assert "▾ ANC, 10⁹/L" in texts(pages[0].figure)
    assert not lines(pages[1].figure, "track:ANC")
    assert lines(pages[1].figure, "track:mercaptopurine")
    assert [span.height > 0 for span in pages[1].sheet.track_spans(LIGHT)] == [False, True]


def test_with_every_track_folded_a_low_page_is_laid_out_and_the_days_stand_on_a_line():
    made = followed(TARGET)
    folded = CourseView(folded=frozenset(one.key for one in made.tracks)).of(made)

    done = drawn(folded, height=45)

    floor = [done.sheet.lowest] * 2
    assert any(list(one.get_ydata()) == floor for one in done.figure.findobj(Line2D))
    assert least_height(folded, LIGHT, 500) < least_height(made, LIGHT, 500)


def test_nothing_folds_on_paper():
    done = drawn(followed(TARGET), look=PRINT)

    assert done.headers == ()
    assert "ANC, 10⁹/L" in texts(done.figure)


def test_the_name_of_a_track_is_found_under_the_pointer():
    done = drawn(followed(TARGET))
    box, key = done.headers[0]
    scale = done.figure.dpi / 72

    assert done.header_at_pixel((box.left + 2) * scale, (box.bottom + 4) * scale) == key
    assert done.header_at_pixel((box.right + 9) * scale, (box.bottom + 4) * scale) == ""


def test_the_break_of_the_axis_is_drawn_where_the_days_stand_below_a_folded_track():
    given = case(result(15, quantified("0.001")), result(1500, negative("0.0001")), events=EVENTS)
    made = MrdCourse.of(given, [bfm()], [], DAY_ONE)
    assert made.scale.late_first is not None

    for keys, places in (((), 4), ([one.key for one in made.tracks], 3)):
        done = drawn(CourseView(folded=frozenset(keys)).of(made))
        middles = {round(sum(one.get_ydata()) / 2, 3) for one in lines(done.figure, "break")}
        assert round(done.sheet.lowest, 3) in middles
        assert len(middles) == places
