import sqlite3

import pytest

from mrdtracker.store import schema_001

GOOD = ["0", "1", "0.1", "0.09999999999999999999", "0.0005", "0.00001"]
BAD = [
    "", ".", "1.", ".1", "00.1", "01", "0.10", "0.0", "1e-4", "1E-4", "-0.1", "+0.1", "0,1",
    "0.1.1", " 0.1", "0.1 ", "nan", "inf", "<0.01", "\N{FULLWIDTH DIGIT ONE}",
]  # fmt: skip
MEASUREMENT = {
    "id": "m", "sample_id": "sample-1", "method": "flow", "state": "quantified",
    "kind": "cell_fraction", "value": "0.1", "limits_note": "", "reported_text": "",
    "target": "", "quality": "", "is_verified": 0, "note": "", "source": "",
    "status": "active", "version": 1,
}  # fmt: skip


@pytest.fixture
def insert(lab):
    lab.put_one_patient()

    connection = lab.database.db.conn

    def is_taken(**changes):
        row = {**MEASUREMENT, **changes}
        names, marks = ", ".join(row), ", ".join(f":{name}" for name in row)
        text = f"INSERT INTO measurement ({names}) VALUES ({marks})"  # noqa: S608
        connection.execute("BEGIN")
        try:
            connection.execute(text, row)
        except sqlite3.IntegrityError:
            return False
        finally:
            connection.execute("ROLLBACK")
        return True

    return is_taken


@pytest.mark.parametrize("text", GOOD)
def test_canonical_decimals_are_taken(insert, text):
    assert insert(value=text)


@pytest.mark.parametrize("text", BAD, ids=repr)
def test_anything_else_is_no_number(insert, text):
    assert not insert(value=text)
    assert not insert(lod=text)


@pytest.mark.parametrize(
    "changes",
    [
        {"value": "1.1"},
        {"value": None},
        {"state": "negative"},
        {"uloq": "0.5"},
        {"state": "above_uloq", "value": None},
        {"lod": "0"},
        {"lod": "2"},
        {"state": "unknown"},
        {"method": "guess"},
        {"kind": "cell_concentration"},
        {"unit": "percent"},
        {"unit": "per_uL"},
        {"method": "cytology_count"},
        {"denominator": "cells"},
        {"gating": "all"},
        {"quality": "few cells; clotted"},
        {"markers": -1},
        {"events_total": 10, "events_positive": 11},
        {"is_verified": 2},
        {"status": "deleted"},
        {"sample_id": "sample-9"},
        {"events_total": "many"},
        {"id": ""},
    ],
    ids=str,
)
def test_what_cannot_be_is_refused(insert, changes):
    assert insert()
    assert not insert(**changes)


@pytest.mark.parametrize(
    "changes",
    [
        {"state": "negative", "value": None, "sensitivity": "0.0001", "unit": "%"},
        {"state": "detected", "value": None, "method": "fusion_screen"},
        {"state": "above_uloq", "value": None, "uloq": "0.1"},
        {"kind": "cell_concentration", "method": "cytology_count", "value": "1000"},
        {"kind": "transcript_ratio", "method": "fusion_transcript", "value": "2.5", "unit": "ncn"},
    ],
    ids=str,
)
def test_what_can_be_is_taken(insert, changes):
    assert insert(**changes)


def test_no_check_builds_a_list_for_every_row():
    for text in schema_001.TABLES:
        assert " IN (" not in text


def test_every_table_is_strict():
    for text in schema_001.TABLES[:-1]:
        assert "STRICT" in text.rstrip().splitlines()[-1]
