"""Issued reports and printed labels as rows, and rows as records."""

from __future__ import annotations

import hashlib
import json
import zlib
from collections.abc import Sequence
from datetime import UTC, datetime

from mrdtracker.domain.records import (
    IssuedReport,
    LabelPrint,
    LabelPrintId,
    PatientId,
    RecordStatus,
    ReportId,
    ReportState,
    SampleId,
)
from mrdtracker.store.cells import read_text
from mrdtracker.store.chain import Cell, Row, canonical

REPORT_COLUMNS = (
    "id", "patient_id", "number", "state", "made_at", "made_by", "reason", "packs", "head",
    "page", "pdf_digest", "supersedes", "status", "version",
)  # fmt: skip
LABEL_COLUMNS = (
    "id", "patient_id", "sample_id", "copies", "code", "form", "status", "version",
)  # fmt: skip


def report_row(record: IssuedReport) -> Row:
    """Write a report as the cells of ``REPORT_COLUMNS``; its pages are kept beside it.

    Raises:
        ValueError: Its time has no zone.
    """
    if record.made_at.tzinfo is None:
        raise ValueError("a report is issued at a time with a zone")
    made_at = record.made_at.astimezone(UTC).isoformat(timespec="microseconds")
    packs = canonical([list(one) for one in record.packs])
    return (
        record.id, record.patient_id, record.number, record.state.value, made_at,
        record.made_by, record.reason, packs, record.head, record.page, record.pdf_digest,
        record.supersedes, record.status.value, record.version,
    )  # fmt: skip


def report_of(row: Sequence[Cell]) -> IssuedReport:
    """Read the cells of ``REPORT_COLUMNS`` as a report, without its pages.

    Raises:
        ValueError: A word that is in no closed list, or a time that is none.
        TypeError: Editions that are none.
    """
    id_, patient_id, number, state, made_at, made_by, reason, packs, head, page, *end = row
    digest, supersedes, status, version = end
    superseded = read_text(supersedes)
    return IssuedReport(
        id=ReportId(str(id_)),
        patient_id=PatientId(str(patient_id)),
        number=int(number or 0),
        state=ReportState(state),
        made_at=datetime.fromisoformat(str(made_at)),
        made_by=str(made_by),
        reason=str(reason),
        packs=tuple(
            (str(pack), str(edition), str(sha256))
            for pack, edition, sha256, *_ in json.loads(str(packs))
        ),
        head=str(head),
        page=str(page),
        pdf_digest=str(digest),
        supersedes=None if superseded is None else ReportId(superseded),
        status=RecordStatus(status),
        version=int(version or 0),
    )


def packed(pdf: bytes) -> bytes:
    """Press the bytes of a PDF together, losing none."""
    return zlib.compress(pdf, 9)


def unpacked(pages: bytes) -> bytes:
    """Return the bytes that were pressed together.

    Raises:
        zlib.error: They are not what was kept.
    """
    return zlib.decompress(pages)


def is_of_digest(pages: bytes, digest: str) -> bool:
    """Whether pages that were pressed together are the bytes of a SHA-256."""
    try:
        return hashlib.sha256(unpacked(pages)).hexdigest() == digest
    except zlib.error:
        return False


def label_row(record: LabelPrint) -> Row:
    """Write a print as the cells of ``LABEL_COLUMNS``."""
    return (
        record.id, record.patient_id, record.sample_id, record.copies, record.code, record.form,
        record.status.value, record.version,
    )  # fmt: skip


def label_of(row: Sequence[Cell]) -> LabelPrint:
    """Read the cells of ``LABEL_COLUMNS`` as a print."""
    id_, patient_id, sample_id, copies, code, form, status, version = row
    return LabelPrint(
        id=LabelPrintId(str(id_)),
        patient_id=PatientId(str(patient_id)),
        sample_id=SampleId(str(sample_id)),
        copies=int(copies or 0),
        code=str(code),
        form=str(form),
        status=RecordStatus(status),
        version=int(version or 0),
    )
