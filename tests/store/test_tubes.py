from dataclasses import replace
from datetime import date

import pytest

from mrdtracker.domain.listing import TUBES_COUNTED_TO
from mrdtracker.domain.records import RecordStatus, SampleId
from mrdtracker.store import tubes
from mrdtracker.store.tubes import tube_page
from tests.builders import a_patient, a_sample


def tube(number, code, **more):
    return replace(a_sample(), id=SampleId(f"tube-{number}"), code=code, **more)


@pytest.fixture
def shelf(lab):
    """Five tubes of one girl, one of them voided, and one without a code."""
    lab.put(a_patient(name="Kim"))
    lab.put(tube(1, "26-0142"), tube(2, "26-01"), tube(3, "X26-01"), tube(4, ""))
    lab.put(tube(5, "26-0199"))
    lab.put(tube(5, "26-0199", status=RecordStatus.VOIDED, version=2))
    return lab


def codes(lab, text, **more):
    return [one.code for one in tube_page(lab.database, text, **more).rows]


def test_the_whole_code_comes_first_then_those_that_begin_so(shelf):
    assert codes(shelf, "26-01") == ["26-01", "26-0142", "X26-01"]


def test_a_tube_is_found_by_any_part_in_any_case_with_blanks_around(shelf):
    assert codes(shelf, " x26") == ["X26-01"]
    assert codes(shelf, "142 ") == ["26-0142"]


def test_a_full_width_code_of_a_keyboard_is_the_same_code(shelf):
    assert codes(shelf, "\uff12\uff16-0142") == ["26-0142"]


def test_a_voided_tube_and_one_without_a_code_are_not_found(shelf):
    assert codes(shelf, "0199") == []
    assert codes(shelf, "") == []


def test_no_sign_that_was_typed_is_an_operator(shelf):
    assert codes(shelf, "%") == []
    assert codes(shelf, "26_01") == []
    assert codes(shelf, "!") == []


def test_a_tube_of_a_voided_patient_is_not_found(shelf):
    shelf.put(a_patient(name="Kim", status=RecordStatus.VOIDED, version=2))

    assert codes(shelf, "26") == []


def test_a_row_says_what_it_is_and_whose(shelf):
    row = tube_page(shelf.database, "26-0142").rows[0]

    assert (row.patient_code, row.patient_name) == (a_patient().code, "Kim")
    assert row.specimen is a_sample().specimen
    assert isinstance(row.taken_on, date)


def test_slices_hold_every_tube_once(shelf, monkeypatch):
    monkeypatch.setattr(tubes, "SLICE", 2)
    found, before = [], None

    while True:
        page = tube_page(shelf.database, "26", before)
        found += [one.code for one in page.rows]
        before = page.next_before
        if before is None:
            break

    assert sorted(found) == ["26-01", "26-0142", "X26-01"]


def test_the_whole_code_is_found_among_more_than_are_counted(lab):
    lab.put(a_patient())
    lab.put(tube(0, "7"))
    lab.put(*(tube(number, f"{number}7") for number in range(1, TUBES_COUNTED_TO + 20)))

    page = tube_page(lab.database, "7")

    assert page.rows[0].code == "7"
    assert len(page.rows) == 10
    assert page.count == TUBES_COUNTED_TO + 1


def test_an_empty_file_holds_no_tube(lab):
    assert tube_page(lab.database, "1").rows == ()
