"""The acts by which something leaves the house: a report, or labels of a sample."""

from __future__ import annotations

from dataclasses import dataclass

from mrdtracker.domain.records import IssuedReport, LabelPrint, PatientId, Record, ReportState


@dataclass(frozen=True)
class IssueReport:
    """Keep a report with its pages, as it goes out.

    It cannot be undone: a paper that was handed over does not come back. It is amended by
    another report, which says what changed.
    """

    report: IssuedReport
    code: str

    @property
    def label(self) -> str:
        number = self.report.number
        if self.report.state is ReportState.AMENDED:
            return f"Issue amended report {number} of {self.code}"
        return f"Issue report {number} of {self.code}"

    @property
    def reason(self) -> str:
        return self.report.reason

    @property
    def patient_id(self) -> PatientId:
        return self.report.patient_id

    def puts(self) -> tuple[Record, ...]:
        return (self.report,)


@dataclass(frozen=True)
class PrintLabels:
    """Keep that labels of a patient's samples were printed; tubes wear them, so it stays done.

    Attributes:
        prints: One for each sample, all of one patient.
        what: The labels in words: "label of BM sample, 16 Mar 2026 (2nd copy)".
    """

    prints: tuple[LabelPrint, ...]
    what: str
    reason: str = ""

    @property
    def label(self) -> str:
        return f"Print {self.what}"

    @property
    def patient_id(self) -> PatientId:
        return self.prints[0].patient_id

    def puts(self) -> tuple[Record, ...]:
        return self.prints
