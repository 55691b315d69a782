"""The named days: days at first, then weeks, then months and years."""

from mrdtracker.plots.course_ticks import ticks_of
from mrdtracker.plots.course_view import CourseView
from tests.plots.courses import course, many


def labels(made):
    return [tick.label for tick in sorted(ticks_of(made), key=lambda tick: tick.day)]


def test_days_then_weeks_then_months():
    named = labels(CourseView(is_to_scale=True).of(course(*many(30))))

    assert named[:5] == ["D1", "D8", "D15", "D33", "D78"]
    assert [one for one in named if one.startswith("wk")]
    assert [one for one in named if one.endswith((" mo", " y"))]
    assert named.index("D78") < named.index("wk 15") < named.index("6 mo")


def test_every_day_is_named_once():
    for view in (
        CourseView(),
        CourseView(is_to_scale=True),
        CourseView(days=(1, 40)),
        CourseView(is_to_scale=True, days=(3, 9)),
    ):
        days = [tick.day for tick in ticks_of(view.of(course(*many(30))))]
        assert len(days) == len(set(days))


def test_a_few_days_are_named_day_by_day():
    named = labels(CourseView(days=(10, 18)).of(course(*many(12))))

    assert [one for one in named if one in ("D10", "D11", "D12", "D13")] == [
        *("D10", "D11", "D12", "D13")
    ]


def test_a_part_of_the_follow_up_has_ticks():
    ticks = ticks_of(CourseView(days=(400, 460)).of(course(*many(30))))

    assert sum(400 <= tick.day <= 460 for tick in ticks) >= 4
