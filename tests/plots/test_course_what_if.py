"""A course that is only tried says so in the picture; one of the record never does."""

from __future__ import annotations

from dataclasses import replace

import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from mrdtracker.plots.course_data import MrdCourse
from mrdtracker.plots.course_texts import lines_about, spoken
from mrdtracker.plots.course_what_if import NOT_ON_RECORD, WHAT_IF
from mrdtracker.plots.figures import save
from mrdtracker.plots.look import DARK, LIGHT, PRINT
from mrdtracker.plots.mrd_course import draw_mrd_course
from tests.plots.courses import DAY_ONE, bfm, case, negative, quantified, result
from tests.plots.drawings import drawn, part, texts


def _course(tried: frozenset[str] | None) -> MrdCourse:
    given = case(result(15, quantified("0.2")), result(33, negative("0.0001")))
    return replace(MrdCourse.of(given, [bfm()], [], DAY_ONE), tried=tried)


def test_a_course_of_the_record_says_nothing_of_it() -> None:
    done = drawn(_course(None))

    assert WHAT_IF not in texts(done.figure)
    assert "WHAT-IF" not in texts(done.figure)
    assert WHAT_IF not in spoken(done.course)


@pytest.mark.parametrize("look", [LIGHT, DARK, PRINT], ids=lambda look: look.name)
def test_the_picture_says_it_in_words_and_hatch(look) -> None:
    figure = Figure(figsize=(8, 5))
    FigureCanvasAgg(figure)

    draw_mrd_course(figure, _course(frozenset()), look)

    assert WHAT_IF in texts(figure)
    assert "WHAT-IF" in texts(figure)
    edges = [one for one in figure.get_children() if one.get_gid() == "what-if edge"]
    assert len(edges) == 2
    assert all(edge.get_hatch() for edge in edges)


def test_a_tried_point_wears_a_dashed_ring_and_the_others_none() -> None:
    done = drawn(_course(frozenset({"r1", "gone"})))

    ring = part(done, "r1", "what-if")
    assert tuple(ring.get_center()) == pytest.approx(done.anchors["r1"])
    assert ring.get_linestyle() not in ("-", "solid")
    assert not any(one.get_gid().endswith("what-if") for one in done.artists["r0"])


def test_a_tried_point_says_so_to_the_pointer_and_to_a_reader() -> None:
    course = _course(frozenset({"r1"}))
    first, second = course.points

    assert NOT_ON_RECORD in lines_about(second, course)
    assert NOT_ON_RECORD not in lines_about(first, course)
    assert spoken(course).startswith(WHAT_IF)


def test_an_exported_file_carries_the_words(tmp_path) -> None:
    done = drawn(_course(frozenset({"r1"})))
    path = tmp_path / "course.svg"

    save(done.figure, path)

    assert "WHAT-IF" in path.read_text(encoding="utf-8")
