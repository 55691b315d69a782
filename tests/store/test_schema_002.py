import sqlite3
from datetime import date
from decimal import Decimal

import pytest

from mrdtracker.domain.errors import InvalidInputError
from mrdtracker.domain.records import EditionOrigin, EditionStatus, TherapyEvent
from mrdtracker.domain.vocabulary import EventKind, EventUnit, Specimen
from mrdtracker.store import schema_002
from mrdtracker.store.codec import EDITIONS
from mrdtracker.store.statements import STATEMENTS
from tests.builders import a_patient, an_edition, an_event

LOCAL = {"pack_id": "local-ours", "origin": EditionOrigin.LOCAL}


def insert(lab, edition):
    connection = lab.database.db.conn
    connection.execute("BEGIN")
    try:
        connection.execute(STATEMENTS["pack_edition"].insert, EDITIONS.encode(edition))
    except sqlite3.IntegrityError as error:
        return str(error)
    finally:
        connection.execute("ROLLBACK")
    return ""


@pytest.mark.parametrize(
    "changes",
    [
        {"id": "f" * 63},
        {"id": "F" * 64},
        {"text": ""},
        {"pack_id": ""},
        {"pack_id": "local-ours"},
        {"origin": EditionOrigin.LOCAL, "status": EditionStatus.ENTERED},
        {**LOCAL, "status": EditionStatus.CURRENT},
        {**LOCAL, "status": EditionStatus.CURRENT, "approved_by": "Kim"},
    ],
    ids=str,
)
def test_what_cannot_be_is_refused(lab, changes):
    assert "CHECK" in insert(lab, an_edition(**changes))


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {**LOCAL, "status": EditionStatus.ENTERED},
        {**LOCAL, "status": EditionStatus.CURRENT, "approved_by": "Lee"},
    ],
    ids=str,
)
def test_what_can_be_is_taken(lab, changes):
    assert insert(lab, an_edition(**changes)) == ""


def test_a_pack_has_one_current_edition(lab):
    lab.put(an_edition())

    assert "UNIQUE" in insert(lab, an_edition("another text"))
    assert insert(lab, an_edition("another text", status=EditionStatus.SUPERSEDED)) == ""


def test_a_patient_is_pinned_to_a_digest(lab):
    lab.put(a_patient(pack_edition="0" * 64))

    assert lab.queries.record(type(a_patient()), "patient-1").pack_edition == "0" * 64
    with pytest.raises(InvalidInputError, match="breaks a rule"):
        lab.put(a_patient(pack_edition="latest", version=2))


def test_every_table_is_strict():
    for text in schema_002.TABLES:
        assert "STRICT" in text.rstrip().splitlines()[-1]


MISSED = {"kind": EventKind.SAMPLE_MISSED, "name": "D15", "note": "ill"}


@pytest.mark.parametrize(
    "changes",
    [
        {**MISSED, "specimen": None},
        {**MISSED, "specimen": Specimen.BONE_MARROW, "note": ""},
        {**MISSED, "specimen": Specimen.BONE_MARROW, "name": ""},
        {"kind": EventKind.BLOOD_COUNT, "name": "ANC"},
        {"amount": Decimal(1)},
        {"unit": EventUnit.MG},
        {"stated_first_dose_day": 2},
        {"ended_on": date(2025, 3, 2)},
    ],
    ids=str,
)
def test_half_an_event_is_refused(lab, changes):
    lab.put(a_patient())

    with pytest.raises(InvalidInputError, match="breaks a rule"):
        lab.put(an_event(**changes))


def test_every_kind_of_event_is_kept_and_read_back(lab):
    lab.put(a_patient())
    for number, kind in enumerate(EventKind):
        event = an_event(
            number,
            kind=kind,
            name="D15",
            note="ill",
            specimen=Specimen.BONE_MARROW,
            amount=Decimal("0.75"),
            unit=EventUnit.E9_PER_L,
            stated_first_dose_day=0,
            ended_on=date(2025, 3, 9),
        )
        lab.put(event)

        assert lab.queries.record(TherapyEvent, event.id) == event
