import hashlib
import sqlite3
from dataclasses import replace

import pytest

from mrdtracker.domain.records import ReportState
from mrdtracker.store import schema_003
from mrdtracker.store.codec import REPORTS
from mrdtracker.store.statements import STATEMENTS
from tests.builders import a_patient, a_report


@pytest.fixture
def insert(lab):
    """Try to insert a report beside report 1 of patient 1; return what the file says."""
    lab.put(a_patient(), a_report())
    connection = lab.database.db.conn

    def tried(report) -> str:
        connection.execute("BEGIN")
        try:
            digest = hashlib.sha256(report.pdf).hexdigest()
            connection.execute("INSERT INTO report_paper VALUES (?, x'00')", (digest,))
            connection.execute(STATEMENTS["report"].insert, REPORTS.encode(report))
        except sqlite3.IntegrityError as error:
            return str(error)
        finally:
            connection.execute("ROLLBACK")
        return ""

    return tried


@pytest.mark.parametrize(
    "changes",
    [
        {"number": 0},
        {"made_by": ""},
        {"reason": ""},
        {"packs": ()},
        {"head": ""},
        {"page": "[]"},
        {"supersedes": None},
        {"supersedes": "report-1-2"},
        {"state": ReportState.FINAL},
        {"state": ReportState.FINAL, "supersedes": None},
        {"number": 1},
        {"patient_id": "nobody"},
        {"supersedes": "nobody"},
        {"pdf_digest": "0" * 64},
    ],
    ids=str,
)
def test_what_cannot_be_issued_is_refused(insert, changes):
    assert insert(replace(a_report(2), **changes)) != ""


@pytest.mark.parametrize("changes", [{}, {"number": 7}], ids=str)
def test_what_can_be_issued_is_taken(insert, changes):
    assert insert(replace(a_report(2), **changes)) == ""


def test_a_number_is_given_once_to_a_patient(insert):
    assert "UNIQUE" in insert(a_report(1, id="another", pdf=b"other pages"))


def test_every_table_is_strict():
    for text in schema_003.TABLES:
        assert "STRICT" in text.rstrip().splitlines()[-1]
