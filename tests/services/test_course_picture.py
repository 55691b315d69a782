"""A course becomes a file whose suffix says what it is."""

from __future__ import annotations

from pathlib import Path

import pytest

from mrdtracker.domain.errors import UserError
from mrdtracker.services.course_picture import course_svg, save_course
from mrdtracker.services.demo import create_demo, demo_cases
from mrdtracker.services.rulebook import RuleBook
from mrdtracker.services.workspace import Person, Workspace


@pytest.mark.parametrize(
    ("suffix", "start"), [(".png", b"\x89PNG"), (".pdf", b"%PDF"), (".svg", b"<?xml")]
)
def test_a_course_is_saved_by_suffix(
    tmp_path: Path, rules: RuleBook, suffix: str, start: bytes
) -> None:
    path = tmp_path / f"course{suffix}"

    save_course(demo_cases()[7], rules, path)

    assert path.read_bytes().startswith(start)


def test_a_folder_that_is_not_there_is_said(tmp_path: Path, rules: RuleBook) -> None:
    with pytest.raises(UserError):
        save_course(demo_cases()[0], rules, tmp_path / "none" / "course.png")


def test_the_course_of_a_report_is_as_high_as_it_needs(
    tmp_path: Path, anna: Person, rules: RuleBook
) -> None:
    create_demo(tmp_path / "practice.mrd", anna).close()
    with Workspace.open(tmp_path / "practice.mrd", anna, rules=rules) as demo:
        view = demo.assessment.view(demo.patient_by_code("DEMO-08").id)
        full, low = course_svg(view), course_svg(view, 60.0)

    assert full == course_svg(view)
    assert b'height="170.0' in low  # 60 mm in points
    assert len(full) != len(low)
