"""The columns of the register of issued reports: one line a report, also where one is in doubt."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from mrdtracker.domain.records import IssuedReport, Patient, ReportState
from mrdtracker.domain.report_doubt import DoubtfulReport, ReportDoubt
from mrdtracker.exchange.export_columns import Column

_AS_JOURNALLED = "as_journalled"


@dataclass(frozen=True)
class ReportLine:
    """One line of the register.

    Attributes:
        report: None where the file and its journal tell it differently: nothing of it is relied
            on then but its number.
        amends: Number of the report that it takes the place of.
    """

    patient: Patient
    number: int
    report: IssuedReport | None = None
    amends: int | None = None
    journal: str = _AS_JOURNALLED


def report_lines(
    patient: Patient, reports: Sequence[IssuedReport], doubts: Sequence[DoubtfulReport]
) -> Iterator[ReportLine]:
    """Yield the register of one patient, in the order of the numbers."""
    numbers = {one.id: one.number for one in reports}
    lines = [
        *(
            ReportLine(
                patient,
                one.number,
                one,
                numbers.get(one.supersedes) if one.supersedes is not None else None,
            )
            for one in reports
        ),
        *(ReportLine(patient, one.number, journal=one.doubt.value) for one in doubts),
    ]
    yield from sorted(lines, key=lambda line: line.number)


REPORT_COLUMNS: tuple[Column[ReportLine], ...] = (
    Column("patient_code", "Patient, as in patients.csv", lambda row: row.patient.code),
    Column("number", "Number of the report, counted for each patient", lambda row: row.number),
    Column(
        "kind",
        "Final, or amended where it takes the place of an earlier one; drafts are not kept",
        lambda row: row.report and row.report.state,
        "",
        ", ".join(one.value for one in ReportState),
    ),
    Column("amends", "Number of the report that it takes the place of", lambda row: row.amends),
    Column(
        "issued_at",
        "When, with its time zone",
        lambda row: row.report and row.report.made_at,
        "ISO 8601",
    ),
    Column("issued_by", "Who", lambda row: row.report and row.report.made_by),
    Column("reason", "Why it was amended", lambda row: row.report and row.report.reason),
    Column(
        "packs",
        "Rule packs that answered, each with its version, the patient's own first",
        lambda row: (
            row.report and tuple(f"{id_} {version}" for id_, version, _ in row.report.packs)
        ),
    ),
    Column(
        "pages_sha256",
        "Digest of the PDF as it was issued",
        lambda row: row.report and row.report.pdf_digest,
        "",
        "SHA-256 in hex",
    ),
    Column(
        "journal_head",
        "Journal entry and chain value that it was made from",
        lambda row: row.report and row.report.head,
    ),
    Column(
        "journal",
        "Whether file and journal tell the report alike; where not, only its number is written",
        lambda row: row.journal,
        "",
        ", ".join((_AS_JOURNALLED, *(one.value for one in ReportDoubt))),
    ),
)
