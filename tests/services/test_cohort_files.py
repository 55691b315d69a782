"""Pictures and tables of a cohort as files."""

import csv
import io
import re
from datetime import date

import pytest

from mrdtracker.domain.cohort import Cohort
from mrdtracker.domain.cohort_groups import GroupBy, Grouping
from mrdtracker.domain.cohort_tables import data_sheet, table_of
from mrdtracker.domain.cohort_views import CohortAsk, CohortViewKind, show_cohort
from mrdtracker.domain.errors import InvalidInputError
from mrdtracker.services.cohort_files import (
    MOST_LINES,
    is_replaced,
    save_picture,
    save_table,
    table_tabs,
)
from tests.builders import quantified
from tests.domain.cohorts import D29, THRESHOLD, a_child, a_point, five

BY_MRD = Grouping(GroupBy.MRD, D29, THRESHOLD)
TODAY = date(2026, 11, 21)


def shown(kind=CohortViewKind.SURVIVAL, cohort=None):
    return show_cohort(cohort or five(), CohortAsk(kind, BY_MRD, is_landmark=True))


@pytest.mark.parametrize(("suffix", "start"), [("pdf", b"%PDF-"), ("png", b"\x89PNG")])
def test_a_picture_is_written_by_its_suffix_and_twice_the_same(tmp_path, suffix, start):
    first, second = tmp_path / f"a.{suffix}", tmp_path / f"b.{suffix}"

    save_picture(shown(), first, TODAY)
    save_picture(shown(), second, TODAY)

    assert first.read_bytes().startswith(start)
    assert first.read_bytes() == second.read_bytes()


@pytest.mark.parametrize("kind", CohortViewKind)
def test_every_view_can_be_a_drawing(tmp_path, kind):
    save_picture(shown(kind), tmp_path / "a.svg", TODAY)

    assert (tmp_path / "a.svg").read_bytes().startswith(b"<?xml")


def height(drawing):
    return float(re.search(r'height="([0-9.]+)pt"', drawing.read_text("utf-8"))[1])


def test_a_long_picture_begins_where_it_is_told(tmp_path):
    many = Cohort(tuple(a_child(f"S-{n:03}", a_point(quantified())) for n in range(60)))
    view = shown(CohortViewKind.HEAT_MAP, many)

    save_picture(view, tmp_path / "a.svg", TODAY)
    save_picture(view, tmp_path / "b.svg", TODAY, range(50, 100))

    # Fifty lines and ten: the second picture is far lower.
    assert height(tmp_path / "a.svg") > 2 * height(tmp_path / "b.svg")


def test_a_picture_has_an_end(tmp_path):
    many = Cohort(tuple(a_child(f"S-{n:04}") for n in range(MOST_LINES + 1)))
    view = shown(CohortViewKind.SWIMMER, many)

    with pytest.raises(InvalidInputError) as refused:
        save_picture(view, tmp_path / "a.svg", TODAY, range(view.line_count))

    assert str(refused.value) == (
        "A picture has room for 1000 lines, and this one has 1001. "
        "Narrow the cohort, or draw a part of it."
    )
    assert list(tmp_path.iterdir()) == []


def test_a_data_sheet_that_nobody_named_is_not_overwritten_unasked(tmp_path):
    sheet = tmp_path / "a.data.csv"
    sheet.write_text("somebody's own", encoding="utf-8")
    assert is_replaced(shown(), tmp_path / "a.svg")

    with pytest.raises(InvalidInputError) as refused:
        save_picture(shown(), tmp_path / "a.svg", TODAY)

    assert str(refused.value) == (
        f"{sheet} is there already, and nothing is overwritten. Choose another name."
    )
    assert list(tmp_path.iterdir()) == [sheet]
    assert sheet.read_text(encoding="utf-8") == "somebody's own"
    save_picture(shown(), tmp_path / "a.svg", TODAY, may_replace=True)
    assert sheet.read_text(encoding="utf-8").startswith("Group,")


def test_the_same_numbers_take_the_place_of_nothing(tmp_path):
    save_picture(shown(), tmp_path / "a.svg", TODAY)

    assert not is_replaced(shown(), tmp_path / "a.pdf")
    save_picture(shown(), tmp_path / "a.svg", TODAY)
    assert is_replaced(shown(CohortViewKind.SWIMMER), tmp_path / "a.svg")
    assert not is_replaced(shown(), tmp_path / "b.svg")


def test_a_picture_is_not_there_without_its_data_sheet(tmp_path):
    (tmp_path / "a.svg").write_text("of yesterday", encoding="utf-8")
    (tmp_path / "a.data.csv").mkdir()

    with pytest.raises(InvalidInputError, match="cannot be written"):
        save_picture(shown(), tmp_path / "a.svg", TODAY, may_replace=True)

    assert (tmp_path / "a.svg").read_text(encoding="utf-8") == "of yesterday"
    assert sorted(one.name for one in tmp_path.iterdir()) == ["a.data.csv", "a.svg"]
    for taken in ("b.svg", "b.data.csv"):
        with pytest.raises(InvalidInputError, match="where the picture or its numbers go"):
            save_picture(shown(), tmp_path / "b.svg", TODAY, table=tmp_path / taken)
    with pytest.raises(InvalidInputError, match="cannot be written"):
        save_picture(shown(), tmp_path / "b.svg", TODAY, table=tmp_path / "none" / "t.csv")
    assert sorted(one.name for one in tmp_path.iterdir()) == ["a.data.csv", "a.svg"]

    save_picture(shown(), tmp_path / "b.svg", TODAY, table=tmp_path / "t.csv")
    assert (tmp_path / "t.csv").read_text(encoding="utf-8").startswith(table_of(shown()).titles[0])


def test_what_cannot_be_read_is_something_else(tmp_path):
    (tmp_path / "a.data.csv").mkdir()
    (tmp_path / "b.data.csv").symlink_to(tmp_path / "nowhere")

    assert is_replaced(shown(), tmp_path / "a.svg")
    assert is_replaced(shown(), tmp_path / "b.svg")


def test_another_suffix_is_refused(tmp_path):
    with pytest.raises(InvalidInputError):
        save_picture(shown(), tmp_path / "a.gif", TODAY)
    assert list(tmp_path.iterdir()) == []


def test_the_table_is_plain_csv(tmp_path):
    table = table_of(shown())

    save_table(table, tmp_path / "t.csv")

    rows = list(csv.reader(io.StringIO((tmp_path / "t.csv").read_text(encoding="utf-8"))))
    assert tuple(rows[0]) == table.titles
    assert len(rows) == 6


@pytest.mark.parametrize("kind", CohortViewKind)
def test_the_numbers_of_a_picture_stand_beside_it(tmp_path, kind):
    sheet = save_picture(shown(kind), tmp_path / "a.pdf", TODAY)

    assert sheet == tmp_path / "a.data.csv"
    with sheet.open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    table = data_sheet(shown(kind))
    assert tuple(rows[0]) == table.titles
    assert len(rows) == 1 + len(table.rows)


def test_a_day_before_the_first_dose_stays_a_number(tmp_path):
    early = Cohort((a_child("@A", a_point(quantified(), day=-4)),))
    table = table_of(shown(CohortViewKind.OVERLAY, early))

    save_table(table, tmp_path / "t.csv")

    (saved,) = csv.DictReader(io.StringIO((tmp_path / "t.csv").read_text(encoding="utf-8")))
    assert (saved["Patient"], saved["Day (first dose = 1)"]) == ("'@A", "-3")
    line = table_tabs(table).splitlines()[1].split("\t")
    assert (line[0], line[2]) == ("'@A", "-3")


def test_a_place_that_cannot_be_written_is_said(tmp_path):
    with pytest.raises(InvalidInputError):
        save_table(table_of(shown()), tmp_path / "nowhere" / "t.csv")
