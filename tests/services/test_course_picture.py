"""A course becomes a file whose suffix says what it is."""

from __future__ import annotations

from pathlib import Path

import pytest

from mrdtracker.domain.errors import UserError
from mrdtracker.services.course_picture import save_course
from mrdtracker.services.demo import demo_cases
from mrdtracker.services.rulebook import RuleBook


@pytest.mark.parametrize(
    ("suffix", "start"), [(".png", b"\x89PNG"), (".pdf", b"%PDF"), (".svg", b"<?xml")]
)
def test_a_course_is_saved_by_suffix(
    tmp_path: Path, rules: RuleBook, suffix: str, start: bytes
) -> None:
    path = tmp_path / f"course{suffix}"

    save_course(demo_cases()[7][1], rules, path)

    assert path.read_bytes().startswith(start)


def test_a_folder_that_is_not_there_is_said(tmp_path: Path, rules: RuleBook) -> None:
    with pytest.raises(UserError):
        save_course(demo_cases()[0][1], rules, tmp_path / "none" / "course.png")
