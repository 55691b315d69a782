"""Pictures and tables of a cohort as files."""

import csv
import io

import pytest

from mrdtracker.domain.cohort import Cohort
from mrdtracker.domain.cohort_groups import GroupBy, Grouping
from mrdtracker.domain.cohort_tables import table_of
from mrdtracker.domain.cohort_views import CohortAsk, CohortViewKind, show_cohort
from mrdtracker.domain.errors import InvalidInputError
from mrdtracker.services.cohort_files import save_picture, save_table, table_csv, table_tabs
from tests.builders import quantified
from tests.domain.cohorts import D29, THRESHOLD, a_child, a_point, five

BY_MRD = Grouping(GroupBy.MRD, D29, THRESHOLD)


def shown(kind=CohortViewKind.SURVIVAL, cohort=None):
    return show_cohort(cohort or five(), CohortAsk(kind, BY_MRD, is_landmark=True))


@pytest.mark.parametrize(("suffix", "start"), [("pdf", b"%PDF-"), ("png", b"\x89PNG")])
def test_a_picture_is_written_by_its_suffix_and_twice_the_same(tmp_path, suffix, start):
    first, second = tmp_path / f"a.{suffix}", tmp_path / f"b.{suffix}"

    save_picture(shown(), first)
    save_picture(shown(), second)

    assert first.read_bytes().startswith(start)
    assert first.read_bytes() == second.read_bytes()


@pytest.mark.parametrize("kind", CohortViewKind)
def test_every_view_can_be_a_drawing(tmp_path, kind):
    save_picture(shown(kind), tmp_path / "a.svg")

    assert (tmp_path / "a.svg").read_bytes().startswith(b"<?xml")


def test_a_long_picture_begins_where_it_is_told(tmp_path):
    many = Cohort(tuple(a_child(f"S-{n:03}", a_point(quantified())) for n in range(60)))
    view = shown(CohortViewKind.HEAT_MAP, many)

    save_picture(view, tmp_path / "a.svg")
    save_picture(view, tmp_path / "b.svg", first_row=50)

    # Fifty lines and ten: the second picture is far lower.
    assert (tmp_path / "a.svg").stat().st_size > 2 * (tmp_path / "b.svg").stat().st_size


def test_another_suffix_is_refused(tmp_path):
    with pytest.raises(InvalidInputError):
        save_picture(shown(), tmp_path / "a.gif")


def test_the_table_is_plain_csv(tmp_path):
    table = table_of(shown())

    save_table(table, tmp_path / "t.csv")

    rows = list(csv.reader(io.StringIO((tmp_path / "t.csv").read_text(encoding="utf-8"))))
    assert tuple(rows[0]) == table.titles
    assert len(rows) == 6


def test_what_a_spreadsheet_would_run_is_hidden():
    evil = Cohort((a_child("=1+1", a_point(quantified())),))

    assert "'=1+1" in table_csv(table_of(shown(CohortViewKind.HEAT_MAP, evil)))


def test_a_day_before_the_first_dose_stays_a_number():
    early = Cohort((a_child("@A", a_point(quantified(), day=-3)),))
    table = table_of(shown(CohortViewKind.OVERLAY, early))

    assert next(csv.DictReader(io.StringIO(table_csv(table))))["Day"] == "-3"
    line = table_tabs(table).splitlines()[1].split("\t")
    assert (line[0], line[2]) == ("'@A", "-3")


def test_a_place_that_cannot_be_written_is_said(tmp_path):
    with pytest.raises(InvalidInputError):
        save_table(table_of(shown()), tmp_path / "nowhere" / "t.csv")
