"""A course out of the window: the same picture, and its numbers whole."""

import pytest

from mrdtracker.domain.errors import InvalidInputError
from mrdtracker.services.course_export import (
    CourseFile,
    course_table,
    save_course,
)
from mrdtracker.services.course_picture import course_of
from tests.gui.presenters.views import a_view

BEGINNINGS = {
    CourseFile.PNG_150: b"\x89PNG",
    CourseFile.SVG: b"<?xml",
    CourseFile.PDF: b"%PDF",
    CourseFile.CSV: b"day,date,on_record,patient_code",
}


@pytest.mark.parametrize("wanted", BEGINNINGS)
def test_a_course_is_saved_as_what_was_asked_for(tmp_path, wanted):
    view = a_view()

    where = save_course(view, course_of(view), wanted, tmp_path / "one.two")

    assert where == tmp_path / f"one.two.{wanted.suffix}"
    assert where.read_bytes().startswith(BEGINNINGS[wanted])
    assert [path.name for path in tmp_path.iterdir()] == [where.name]


def test_the_same_course_gives_the_same_bytes(tmp_path):
    view = a_view()
    for wanted in (CourseFile.PNG_300, CourseFile.SVG, CourseFile.PDF, CourseFile.CSV):
        one, other = (
            save_course(view, course_of(view), wanted, tmp_path / name).read_bytes()
            for name in ("a", "b")
        )
        assert one == other


def test_more_dots_are_a_larger_picture(tmp_path):
    view = a_view()
    widths = []
    for wanted in (CourseFile.PNG_150, CourseFile.PNG_300):
        content = save_course(view, course_of(view), wanted, tmp_path / "a.png").read_bytes()
        widths.append(int.from_bytes(content[16:20], "big"))

    assert widths[1] == pytest.approx(2 * widths[0], abs=1)


def test_every_result_stands_in_the_table_with_its_day_and_its_date():
    view = a_view()
    header, *lines = course_table(view)

    assert len(lines) == len(view.rows)
    assert {"day", "date", "method", "state", "value", "unit", "lod", "lloq"} <= set(header)
    first = dict(zip(header, lines[0], strict=True))
    assert first["day"] == str(view.rows[0].day)
    assert first["date"] == view.rows[0].sample.taken_on.isoformat()
    assert first["on_record"] == "yes"


def test_what_was_only_tried_is_not_passed_off_as_recorded():
    view = a_view()
    key = view.rows[0].measurement.id

    header, first, *_ = course_table(view, frozenset({key}))

    assert first[header.index("on_record")] == "no"


def test_a_place_that_cannot_be_written_is_one_sentence(tmp_path):
    view = a_view()

    with pytest.raises(InvalidInputError, match="cannot be written") as refusal:
        save_course(view, course_of(view), CourseFile.CSV, tmp_path / "no folder" / "a.csv")

    assert refusal.value.hint


@pytest.mark.parametrize("wanted", [CourseFile.PNG_150, CourseFile.CSV])
def test_a_file_that_nobody_was_asked_about_is_not_overwritten(tmp_path, wanted):
    view, there = a_view(), tmp_path / f"course.{wanted.suffix}"
    there.write_bytes(b"of yesterday")

    with pytest.raises(InvalidInputError, match="is there already, and nothing is overwritten"):
        save_course(view, course_of(view), wanted, tmp_path / "course")

    assert there.read_bytes() == b"of yesterday"
    assert save_course(view, course_of(view), wanted, there) == there
    assert there.read_bytes().startswith(BEGINNINGS[wanted])
