"""Events: a mark of its own for each kind, labels that never touch, bars over their days."""

import itertools

import pytest
from matplotlib.text import Text

from mrdtracker.domain.case import Event
from mrdtracker.domain.vocabulary import EventKind
from mrdtracker.plots.course_marks import event_mark
from mrdtracker.plots.course_sheet import Row
from mrdtracker.plots.course_tracks import EVENTS_KEY
from mrdtracker.plots.course_view import CourseView
from mrdtracker.plots.figures import text_width
from mrdtracker.plots.look import LIGHT, PRINT
from tests.plots.courses import course, dates_after, many, phases, quantified, result
from tests.plots.drawings import drawn, lines, texts

NO_MARK = (EventKind.PHASE_STARTED, EventKind.BLOOD_COUNT, EventKind.SAMPLE_MISSED)
MARKED = [kind for kind in EventKind if kind not in NO_MARK]


def shape(kind):
    mark = event_mark(kind, PRINT, PRINT.quiet)
    path = mark.get_marker()
    hollow = mark.get_markerfacecolor() == PRINT.surface
    return (path if isinstance(path, str) else path.vertices.tobytes(), hollow)


def test_every_kind_has_a_shape_of_its_own_that_is_read_in_grey():
    shapes = [shape(kind) for kind in MARKED]

    assert len(set(map(str, shapes))) == len(MARKED)


def test_every_kind_is_drawn():
    events = [Event(kind, day=5 + 9 * number) for number, kind in enumerate(MARKED)]

    done = drawn(course(events=events), width=400)

    assert {one.get_gid().split(":")[1] for one in lines(done.figure, "event mark:")} == {
        kind.value for kind in MARKED
    }


def test_labels_of_events_and_phases_never_touch():
    events = [Event(kind, day=5 + 2 * number) for number, kind in enumerate(MARKED)]
    events += phases(("induction", 1), ("consolidation", 9), ("reinduction", 12))
    for width in (110, 180, 300):
        done = drawn(course(*many(5), events=events), width=width)
        names = {one.name for one in (*done.course.events, *done.course.phases)}
        rows = {}
        for label in done.figure.findobj(Text):
            words = label.get_text()
            if any(name.startswith(words.rstrip("…")) for name in names if words):
                left, y = label.get_position()
                right = left + text_width(words, LIGHT.caption_pt)
                rows.setdefault(round(y), []).append((left, right))
        assert sum(map(len, rows.values())) > 3
        for spans in rows.values():
            spans.sort()
            assert all(one[1] < other[0] for one, other in itertools.pairwise(spans))


def test_what_was_given_over_days_has_a_bar():
    given = Event(
        EventKind.CD19_DIRECTED_THERAPY,
        "blinatumomab",
        on=dates_after(9),
        ended_on=dates_after(36),
    )

    done = drawn(course(events=[given]))

    (bar,) = lines(done.figure, "event days:")
    assert list(bar.get_xdata()) == [done.sheet.x_of_day(10), done.sheet.x_of_day(37)]
    assert any("D10 · 11 Mar 2026 – D37" in words for _, words in done.asides)


def test_the_corner_of_the_buttons_is_free_on_a_screen_and_not_lost_on_paper():
    events = [Event(EventKind.TRANSPLANT, "transplant", day=77)]

    on_screen, on_paper = (drawn(course(events=events), look) for look in (LIGHT, PRINT))

    assert on_screen.sheet.event_rows == (1,)
    assert on_paper.sheet.event_rows == (0,)
    assert "transplant" in texts(on_paper.figure)


def test_folded_events_keep_their_marks_in_one_line_and_say_their_words_to_the_pointer():
    days = (10, 11, 12)
    happened = [Event(EventKind.REMISSION, "a long name", day=day) for day in days]
    made = course(result(15, quantified("0.1")), events=[*phases(("induction", 1)), *happened])
    before, after = drawn(made), drawn(CourseView().turned(EVENTS_KEY).of(made))

    heights = [one.sheet.spans[Row.EVENTS].height for one in (before, after)]
    assert heights[0] == pytest.approx(3 * heights[1])
    assert len(lines(after.figure, "event mark:")) == 3
    assert "a long name" not in texts(after.figure)
    assert sum(words.startswith("a long name: D") for _, words in after.asides) == 3
    assert "▸ events" in texts(after.figure)
    assert "▾ events" in texts(before.figure)


def test_events_have_no_name_on_paper_and_fold_their_marks_under_no_button():
    happened = [Event(EventKind.REMISSION, day=day) for day in (9, 20)]
    made = course(result(15, quantified("0.1")), events=happened)

    assert not drawn(made, look=PRINT).headers
    spans = drawn(CourseView().turned(EVENTS_KEY).of(made)).sheet.spans
    assert spans[Row.CORNER].bottom >= spans[Row.EVENTS].top
