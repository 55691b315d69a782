from dataclasses import replace

import pytest
from hypothesis import given

from mrdtracker.domain.case import CourseFacts, Event
from mrdtracker.domain.records import LabSettings
from mrdtracker.domain.vocabulary import EventKind
from mrdtracker.store import cells, codec
from tests.builders import a_patient
from tests.store.any_record import RECORDS


@given(RECORDS)
def test_every_record_comes_back_as_it_went(record):
    table = codec.table_of(type(record))

    row = table.encode(record)
    cells.check_bindable([row])

    assert len(row) == len(table.columns)
    assert table.decode(row) == record


def test_events_of_a_course_are_records_of_their_own():
    course = CourseFacts(events=(Event(EventKind.RELAPSE),))

    with pytest.raises(ValueError, match="records of their own"):
        codec.PATIENTS.encode(a_patient(course=course))


def test_a_bool_in_place_of_a_count_is_seen():
    patient = a_patient()
    facts = replace(patient.facts, age_days=True)

    with pytest.raises(TypeError):
        cells.check_bindable([codec.PATIENTS.encode(replace(patient, facts=facts))])


def test_the_journal_names_the_columns_in_the_order_of_the_cells():
    assert codec.SETTINGS.column_names == (
        '["id","laboratory","enabled_packs","n_lod","n_lloq","count_targets","version"]'
    )
    assert codec.SETTINGS.encode(LabSettings("L", ("a", "b"), 20, 50, 3)) == (
        "laboratory", "L", '["a","b"]', 20, 50, None, 3,
    )  # fmt: skip


def test_a_code_of_signs_only_is_its_own_key():
    assert codec.PATIENTS.keys(a_patient(code="\u200b")) == ("\u200b", "")
    assert codec.PATIENTS.keys(a_patient(code=" S-1 ", name="\N{KELVIN SIGN}im")) == ("s-1", "kim")


def test_journal_rows_of_an_older_shape_get_todays_columns():
    older = [column for column in codec.PATIENTS.columns if column != "pack_edition"]
    row = [f"cell {column}" for column in older]
    names = codec.canonical(older)

    (todays,) = codec.PATIENTS.todays_rows(names, [row])

    assert len(todays) == len(codec.PATIENTS.columns)
    assert todays[codec.PATIENTS.columns.index("pack_edition")] is None
    assert [cell for cell in todays if cell is not None] == row
    assert codec.PATIENTS.todays_rows(codec.PATIENTS.column_names, [todays]) == [todays]


def test_columns_that_no_shape_had_are_refused():
    for names in ('["id"]', codec.canonical([*codec.PATIENTS.columns, "more"])):
        with pytest.raises(ValueError, match="names other columns"):
            codec.PATIENTS.todays_rows(names, [])
    with pytest.raises(ValueError, match="names other columns"):
        codec.SAMPLES.todays_rows(codec.canonical(codec.SAMPLES.columns[:-1]), [])


def test_an_event_of_an_older_journal_entry_has_no_details():
    older = [
        "id", "patient_id", "kind", "name", "happened_on", "stated_day", "note", "status",
        "version",
    ]  # fmt: skip
    row = ["e", "p", "relapse", "", None, 300, "seen", "active", 1]

    (todays,) = codec.EVENTS.todays_rows(codec.canonical(older), [row])

    event = codec.EVENTS.decode(todays)
    assert (event.day, event.stated_first_dose_day, event.amount, event.note) == (
        300, None, None, "seen",
    )  # fmt: skip
