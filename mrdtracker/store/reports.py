"""Reads what left the house: issued reports, their pages, and how often labels were printed."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from mrdtracker.domain.errors import NotFoundError
from mrdtracker.domain.records import IssuedReport, PatientId, ReportId, SampleId
from mrdtracker.store.chain import canonical
from mrdtracker.store.codec import REPORTS
from mrdtracker.store.connection import Database
from mrdtracker.store.failures import damaged
from mrdtracker.store.history import decoded
from mrdtracker.store.report_codec import is_of_digest, unpacked
from mrdtracker.store.statements import STATEMENTS

# The columns come from codec.py and nowhere else.
_OF_PATIENT = f"{STATEMENTS[REPORTS.name].select} WHERE patient_id = ? ORDER BY number"
_DIGEST = "SELECT pdf_digest FROM report WHERE id = ?"
_PAGES = "SELECT packed FROM report_paper WHERE digest = ?"
_COPIES = """
    SELECT sample_id, sum(copies) FROM label_print
    WHERE status = 'active' AND sample_id IN (SELECT value FROM json_each(?))
    GROUP BY sample_id
"""


def reports_of(database: Database, patient_id: PatientId) -> tuple[IssuedReport, ...]:
    """Return the issued reports of one patient, the first one first."""
    rows = database.rows(_OF_PATIENT, (patient_id,))
    return tuple(decoded(database, REPORTS, rows))


def report_pdf(database: Database, report_id: ReportId) -> bytes:
    """Return the very bytes that were issued.

    Raises:
        NotFoundError: No such report.
        DamagedStoreError: The bytes are others than were issued; ``verify`` says so too.
    """
    digests = database.rows(_DIGEST, (report_id,))
    if not digests:
        raise NotFoundError("There is no such report in the file.", "Open the list again.")
    digest = str(digests[0][0])
    for pages in database.blobs(_PAGES, (digest,)):
        if is_of_digest(pages, digest):
            return unpacked(pages)
    raise damaged(database.path)


def label_copies(database: Database, samples: Collection[SampleId]) -> Mapping[SampleId, int]:
    """Return how many labels of samples were printed; one without a label is not among them."""
    rows = database.rows(_COPIES, (canonical(list(samples)),))
    return {SampleId(str(id_)): int(count or 0) for id_, count in rows}
