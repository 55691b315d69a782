"""Events: a mark of its own for each kind, labels that never touch, bars over their days."""

import itertools

from matplotlib.text import Text

from mrdtracker.domain.case import Event
from mrdtracker.domain.vocabulary import EventKind
from mrdtracker.plots.course_marks import event_mark
from mrdtracker.plots.figures import text_width
from mrdtracker.plots.look import LIGHT, PRINT
from tests.plots.courses import course, dates_after, many, phases
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
