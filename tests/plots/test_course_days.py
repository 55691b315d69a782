"""The time axis: named days with their dates, without collisions, and what happened on them."""

import itertools

from matplotlib.patches import Rectangle

from mrdtracker.domain.case import Event
from mrdtracker.domain.vocabulary import EventKind, Method
from mrdtracker.plots.course_data import MrdCourse
from mrdtracker.plots.course_ticks import ticks_of
from mrdtracker.plots.figures import text_width
from mrdtracker.plots.look import LIGHT
from tests.plots.courses import DAY_ONE, case, course, many, phases, quantified, result
from tests.plots.drawings import drawn, lines, text_at, texts


def day_labels(figure):
    return [one for one in texts(figure) if one[0] == "D" and one[1:].isdigit()]


def test_the_protocols_own_days_are_named_with_their_dates():
    figure = drawn(course(result(15, quantified("0.1")))).figure

    assert set(day_labels(figure)) == {"D1", "D8", "D15", "D33", "D78"}
    assert {"02 Mar", "16 Mar", "03 Apr", "18 May"} <= set(texts(figure))
    assert text_at(figure, "D15").get_position()[0] == text_at(figure, "16 Mar").get_position()[0]


def test_without_a_start_of_therapy_there_are_no_dates():
    assert not any("Mar" in one for one in texts(drawn(course(started_on=None)).figure))


def test_labels_of_days_never_touch_even_on_a_small_page():
    done = drawn(course(*many(40)), width=110, height=80)

    spans = []
    for label in done.figure.artists:
        words = getattr(label, "get_text", lambda: "")()
        if words.startswith("D") or words.endswith((" y", " mo")):
            width = text_width(words, LIGHT.caption_pt)
            x = label.get_position()[0]
            spans.append((x - width / 2, x + width / 2))
    spans.sort()
    assert len(spans) > 3
    assert all(one[1] < other[0] for one, other in itertools.pairwise(spans))


def test_late_follow_up_is_named_in_months_behind_a_drawn_break():
    done = drawn(course(*many(40)))

    assert {"6 mo", "1 y", "2 y"} <= set(texts(done.figure))
    assert lines(done.figure, "break")
    assert not lines(drawn(course(*many(5))).figure, "break")


def test_without_a_protocol_weeks_are_named():
    made = MrdCourse.of(case(result(29, quantified("0.1"))), [], [], DAY_ONE)

    assert [tick.day for tick in ticks_of(made)] == [1, 8, 15, 22, 29]


def test_days_after_the_last_named_one_are_named_too():
    assert [tick.day for tick in ticks_of(course(result(110, quantified("0.1"))))][-1] == 106


def test_phases_are_bands_with_their_names_above():
    done = drawn(course(events=phases(("induction", 1), ("consolidation", 36))))

    bands = [
        one
        for one in done.figure.findobj(Rectangle)
        if one.get_facecolor()[3] and one.get_width() > 60
    ]
    assert {"Induction", "Consolidation"} <= set(texts(done.figure))
    assert any(abs(one.get_x() - done.sheet.x_of_day(1)) < 1e-6 for one in bands)
    top = max(one.top for one in done.sheet.spans.values())
    assert text_at(done.figure, "Induction").get_position()[1] > top - 14


def test_events_are_labelled_lines_on_their_day():
    done = drawn(
        course(events=[Event(EventKind.TRANSPLANT, day=60), Event(EventKind.DEATH, day=70)])
    )

    assert {"transplant", "death"} <= set(texts(done.figure))
    assert text_at(done.figure, "transplant").get_position()[0] > done.sheet.x_of_day(60)


def test_an_awaited_time_point_is_an_empty_ring_on_the_axis():
    done = drawn(course(result(15, quantified("0.1"))))

    rings = lines(done.figure, "awaited:")
    assert [one.get_gid() for one in rings] == ["awaited:33", "awaited:78"]
    assert rings[0].get_xdata()[0] == done.sheet.x_of_day(33)
    assert rings[0].get_markerfacecolor() == LIGHT.surface


def test_a_smear_does_not_answer_an_awaited_mrd():
    smear = Method.MORPHOLOGY
    done = drawn(course(result(15, quantified("0.1", smear), smear)))

    assert len(lines(done.figure, "awaited:")) == 3


def test_a_phase_at_the_edge_is_cut_and_kept_for_the_pointer():
    events = phases(("induction", 1), ("extracompartment therapy", 77))

    done = drawn(course(events=events), width=200)

    (words,) = [one for one in texts(done.figure) if one.startswith("Extra")]
    assert words.endswith("…")
    label = text_at(done.figure, words)
    assert label.get_position()[0] + text_width(words, LIGHT.caption_pt) <= done.sheet.width
    assert "Extracompartment therapy" in [full for _, full in done.asides]


def test_the_names_of_too_many_events_are_left_to_the_pointer():
    names = [f"infusion {step}" for step in range(12)]
    events = [Event(EventKind.TRANSPLANT, name, day=20) for name in names]

    done = drawn(course(events=events))

    assert sum(one in names for one in texts(done.figure)) == 3
    assert {full.partition(":")[0] for _, full in done.asides} >= set(names)
