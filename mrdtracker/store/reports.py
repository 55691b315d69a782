"""Reads what left the house: issued reports, their pages, and how often labels were printed.

A report is shown as issued only where its row is what the journal says was written.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from mrdtracker.domain.errors import NotFoundError
from mrdtracker.domain.records import IssuedReport, JournalEntry, PatientId, ReportId, SampleId
from mrdtracker.domain.report_doubt import DoubtfulReport, ReportDoubt
from mrdtracker.store.chain import Cell, Row, canonical
from mrdtracker.store.codec import REPORTS
from mrdtracker.store.connection import Database
from mrdtracker.store.entry_check import is_as_written
from mrdtracker.store.failures import damaged
from mrdtracker.store.history import SEARCHED_RECORDS, decoded, newest_act_reported_since
from mrdtracker.store.report_codec import is_of_digest, unpacked
from mrdtracker.store.statements import STATEMENTS
from mrdtracker.words import say

# The columns come from codec.py and nowhere else.
_OF_PATIENT = f"{STATEMENTS[REPORTS.name].select} WHERE patient_id = ? ORDER BY number"
_JOURNALLED = """
    SELECT seq, column_names, after FROM journal_change
    WHERE table_name = 'report' AND seq IN (
        SELECT seq FROM journal_patient
        WHERE patient_number = (SELECT number FROM patient WHERE id = ?)
    )
    ORDER BY seq, part
"""
_DIGEST = "SELECT pdf_digest FROM report WHERE id = ?"
_PAGES = "SELECT packed FROM report_paper WHERE digest = ?"
_REPORTED = """
    SELECT patient_id FROM report
    UNION
    SELECT json_extract(written.value, '$[1]') FROM journal_change,
        json_each(iif(json_valid(journal_change.after), journal_change.after, '[]')) AS written
    WHERE journal_change.table_name = 'report'
"""
_LABELLED = """
    SELECT DISTINCT label_print.sample_id, label_print.code
    FROM journal_change, json_each(journal_change.after) AS written
    JOIN label_print ON label_print.sample_id = json_extract(written.value, '$[0]')
    WHERE (SELECT record_count FROM journal WHERE seq = :seq) <= :most
        AND journal_change.seq = :seq AND journal_change.table_name = 'sample'
        AND label_print.status = 'active'
"""
_PATIENT, _NUMBER = map(REPORTS.columns.index, ("patient_id", "number"))
_COPIES = """
    SELECT sample_id, sum(copies) FROM label_print
    WHERE status = 'active' AND sample_id IN (SELECT value FROM json_each(?))
    GROUP BY sample_id
"""


@dataclass(frozen=True)
class ReportsRead:
    """The issued reports of one patient, each held against the journal; in their order.

    Attributes:
        reports: Those whose row says what the journal says.
        doubts: The others.
    """

    reports: tuple[IssuedReport, ...] = ()
    doubts: tuple[DoubtfulReport, ...] = ()


class ReportQueries:
    """Asks one open file what left the house.

    Args:
        database: The open file.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def of_patient(self, patient_id: PatientId) -> ReportsRead:
        """Return the issued reports of one patient, as ``reports_of`` does."""
        return reports_of(self._database, patient_id)

    def patients(self) -> tuple[PatientId, ...]:
        """Return who has a report, in the file or in its journal."""
        return tuple(PatientId(str(id_)) for (id_,) in self._database.rows(_REPORTED))

    def labelled_by(self, seq: int) -> Mapping[SampleId, frozenset[str]]:
        """Return the samples that a journal entry wrote and that have labels, with their codes.

        Of an entry with more than ``SEARCHED_RECORDS`` none is named: a print has touched its
        patients since, and so it is not taken back in any case.
        """
        found: dict[SampleId, frozenset[str]] = {}
        for id_, code in self._database.rows(_LABELLED, {"seq": seq, "most": SEARCHED_RECORDS}):
            sample = SampleId(str(id_))
            found[sample] = found.get(sample, frozenset()) | {str(code)}
        return found

    def newest_act_reported_since(self, actor: str) -> JournalEntry | None:
        """Return the newest act of a person that stands, if a report was issued of it since."""
        with self._database.reading():
            return newest_act_reported_since(self._database, actor)


def reports_of(database: Database, patient_id: PatientId) -> ReportsRead:
    """Return the issued reports of one patient, the first one first.

    Raises:
        DamagedStoreError: The journal says what no report can be.
    """
    with database.reading():
        rows = database.rows(_OF_PATIENT, (patient_id,))
        journalled = _journalled(database, patient_id)
    sound: list[Row] = []
    doubts: list[DoubtfulReport] = []
    for row in rows:
        told = journalled.pop(row[0], None)
        if told is None:
            doubts.append(DoubtfulReport(_number(row), ReportDoubt.NOT_JOURNALLED))
        elif list(row) != told.row:
            doubts.append(DoubtfulReport(_number(told.row), ReportDoubt.CHANGED))
        elif not told.is_as_written:
            doubts.append(DoubtfulReport(_number(row), ReportDoubt.JOURNAL_CHANGED))
        else:
            sound.append(row)
    gone = [_number(told.row) for told in journalled.values()]
    doubts += [DoubtfulReport(number, ReportDoubt.MISSING) for number in gone]
    doubts.sort(key=lambda one: one.number)
    return ReportsRead(tuple(decoded(database, REPORTS, sound)), tuple(doubts))


def report_pdf(database: Database, report_id: ReportId) -> bytes:
    """Return the very bytes that were issued.

    Raises:
        NotFoundError: No such report.
        DamagedStoreError: The bytes are others than were issued; ``verify`` says so too.
    """
    digests = database.rows(_DIGEST, (report_id,))
    if not digests:
        raise NotFoundError(
            say("There is no such report in the file."), say("Open the list again.")
        )
    digest = str(digests[0][0])
    for pages in database.blobs(_PAGES, (digest,)):
        if is_of_digest(pages, digest):
            return unpacked(pages)
    raise damaged(database.path)


def label_copies(database: Database, samples: Collection[SampleId]) -> Mapping[SampleId, int]:
    """Return how many labels of samples were printed; one without a label is not among them."""
    rows = database.rows(_COPIES, (canonical(list(samples)),))
    return {SampleId(str(id_)): int(count or 0) for id_, count in rows}


@dataclass(frozen=True)
class _Told:
    """What the journal says was written, and whether its entry is itself as it was written."""

    row: list[Cell]
    is_as_written: bool


def _journalled(database: Database, patient_id: PatientId) -> dict[Cell, _Told]:
    """Return what the journal says of every report of a patient, by its id."""
    told: dict[Cell, _Told] = {}
    for seq, columns, after in database.rows(_JOURNALLED, (patient_id,)):
        try:
            is_whole = is_as_written(database, int(seq or 0))
            written = REPORTS.todays_rows(str(columns), json.loads(str(after)))
            of_patient = [row for row in written if row[_PATIENT] == patient_id]
            told.update({row[0]: _Told(row, is_whole) for row in of_patient})
        except (ValueError, IndexError, TypeError) as error:
            raise damaged(database.path) from error
    return told


def _number(row: Row | list[Cell]) -> int:
    number = row[_NUMBER]
    return number if isinstance(number, int) else 0
