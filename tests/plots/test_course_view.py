"""What is seen of a course: some of its days, or all of them to scale."""

from mrdtracker.domain.case import Event
from mrdtracker.domain.vocabulary import EventKind
from mrdtracker.plots.course_points import Panel
from mrdtracker.plots.course_view import CourseView
from mrdtracker.plots.figures import picture
from tests.plots.courses import course, every_state, many, phases
from tests.plots.drawings import drawn, lines, texts

EVENTS = [
    *phases(("induction", 1), ("consolidation", 36), ("maintenance", 120)),
    Event(EventKind.TRANSPLANT, day=60),
    Event(EventKind.RELAPSE, day=10),
]


def test_the_whole_course_is_what_it_is():
    made = course(*many(12), events=EVENTS)

    assert CourseView().of(made) == made
    assert not CourseView().is_zoomed


def test_marks_outside_the_days_are_not_drawn_and_lines_lead_out_of_them():
    made = course(*many(12), events=EVENTS)
    seen = {one.key for one in made.points if 10 <= one.day <= 35}

    done = drawn(CourseView(days=(10, 35)).of(made))

    assert set(done.anchors) == seen
    assert set(done.keys) == {one.key for one in made.points}, "a step can lead out of the view"
    assert len(lines(done.figure, "connector:")) == len(lines(drawn(made).figure, "connector:"))


def test_a_height_means_the_same_before_and_after():
    made = course(*many(12))

    assert CourseView(days=(10, 35)).of(made).decades(Panel.MRD) == made.decades(Panel.MRD)


def test_what_happened_outside_is_left_out():
    figure = drawn(CourseView(days=(40, 70)).of(course(*many(12), events=EVENTS))).figure

    assert {"Consolidation", "transplant"} <= set(texts(figure))
    assert not {"relapse", "Induction", "Maintenance"} & set(texts(figure))


def test_nothing_is_drawn_outside_the_panels():
    for days in ((1, 5), (14, 16), (300, 700), (5000, 5010), (-20, 0)):
        done = drawn(CourseView(days=days).of(course(*every_state(), *many(20), events=EVENTS)))
        for x, _ in done.anchors.values():
            assert done.sheet.left <= x <= done.sheet.right


def test_to_scale_no_axis_is_broken():
    made = course(*many(30))

    assert lines(drawn(made).figure, "break")
    assert not lines(drawn(CourseView(is_to_scale=True).of(made)).figure, "break")


def test_the_view_follows_a_day_and_keeps_its_width():
    view = CourseView(days=(10.0, 30.0))

    assert view.moved_to(20) is view
    assert view.moved_to(100).days == (90.0, 110.0)
    assert CourseView().moved_to(100) == CourseView()


def test_a_closer_view_keeps_the_place_of_its_day():
    whole = (1.0, 101.0)

    view = CourseView().closer(21, 0.5, whole)
    assert view.days == (11.0, 61.0)
    assert view.closer(21, 2.0, whole) == CourseView()
    assert view.closer(21, 1.2, whole).days == (9.0, 69.0)
    assert CourseView().closer(1, 0.5, whole).days == (1.0, 51.0)


def test_no_view_is_closer_than_an_axis_can_show():
    view = CourseView(days=(10.0, 16.0))

    assert view.closer(12, 0.5, (1.0, 101.0)) is view


def test_equal_views_give_equal_bytes():
    made = course(*many(12), events=EVENTS)

    one, other = (
        picture(drawn(CourseView(is_to_scale=True, days=(5, 60)).of(made)).figure, "svg")
        for _ in range(2)
    )
    assert one == other


def test_a_hidden_result_leaves_all_others_where_they_are_and_no_line_past_its_place():
    made = course(*many(5), *every_state(), events=EVENTS)
    everything, gone = drawn(made), {"r2", made.of_panel(Panel.FAILED)[0].key}

    for view in (CourseView(hidden=frozenset(gone)), CourseView(days=(0, 400), hidden=gone)):
        done, same = drawn(view.of(made)), drawn(CourseView(days=view.days).of(made))
        assert set(done.keys) == set(everything.keys) - gone
        assert done.anchors == {key: same.anchors[key] for key in same.anchors if key not in gone}
        left = {one.get_gid() for one in lines(done.figure, "connector:")}
        joined = {one.get_gid() for one in lines(same.figure, "connector:")}
        assert left == {one for one in joined if "r2" not in one.split(":")}
        assert len(left) < len(joined)


def test_hiding_every_residual_disease_does_not_say_that_there_is_none():
    made = course(*many(3))

    done = drawn(CourseView(hidden=frozenset(one.key for one in made.points)).of(made))

    assert done.anchors == {}
    assert "No MRD result yet." not in texts(done.figure)


def test_a_view_meets_a_course_that_has_some_of_its_days():
    made = course(*many(12))
    first, last = made.scale.first, made.scale.last

    met = [None, (first - 9, first), (last, last + 9), (first - 9, last + 9)]
    unmet = [(first - 9, first - 1), (last + 1, last + 9), (40, 40), (40, 20)]
    assert [CourseView(days=days).meets(made) for days in met] == [True] * 4
    assert [CourseView(days=days).meets(made) for days in unmet] == [False] * 4
