"""Records for tests, complete and plausible; a test states only what it is about."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

from mrdtracker.domain.case import CourseFacts, PatientCase, PatientFacts, Result
from mrdtracker.domain.mrd_value import MrdValue, ResultState
from mrdtracker.domain.records import (
    EditionOrigin,
    EventId,
    IssuedReport,
    LabelPrint,
    LabelPrintId,
    Measurement,
    MeasurementId,
    PackEdition,
    Patient,
    PatientId,
    ReportId,
    ReportState,
    Sample,
    SampleId,
    TherapyEvent,
)
from mrdtracker.domain.units import Unit
from mrdtracker.domain.vocabulary import EventKind, Lineage, Method, Sex, Specimen

FIRST_DOSE = date(2025, 3, 3)


def a_patient(number: int = 1, **changes: Any) -> Patient:
    """Patient "S-0001", a girl of four with B-ALL on the generic definitions."""
    facts = PatientFacts(
        sex=Sex.FEMALE,
        born_on=date(2021, 2, 1),
        diagnosed_on=FIRST_DOSE,
        lineage=Lineage.B,
        wbc_10e9_per_l=Decimal("30.5"),
    )
    course = CourseFacts(pack="generic-definitions", therapy_started_on=FIRST_DOSE)
    given = {
        "id": PatientId(f"patient-{number}"),
        "code": f"S-{number:04}",
        "name": "",
        "facts": facts,
        "course": course,
    }
    return Patient(**{**given, **changes})


def an_event(number: int = 1, patient: int = 1, **changes: Any) -> TherapyEvent:
    """The start of induction on the day of the first dose."""
    given = {
        "id": EventId(f"event-{number}"),
        "patient_id": PatientId(f"patient-{patient}"),
        "kind": EventKind.PHASE_STARTED,
        "name": "induction",
        "on": FIRST_DOSE,
    }
    return TherapyEvent(**{**given, **changes})


def a_sample(number: int = 1, patient: int = 1, **changes: Any) -> Sample:
    """A marrow, taken on day 15 (first dose = day 1)."""
    given = {
        "id": SampleId(f"sample-{number}"),
        "patient_id": PatientId(f"patient-{patient}"),
        "specimen": Specimen.BONE_MARROW,
        "taken_on": FIRST_DOSE + timedelta(days=14),
    }
    return Sample(**{**given, **changes})


def quantified(fraction: str = "0.0005", **changes: Any) -> MrdValue:
    """A number, as a fraction of the cells."""
    return MrdValue(ResultState.QUANTIFIED, value=Decimal(fraction), **changes)


def negative(sensitivity: str = "0.0001") -> MrdValue:
    """Nothing found, at this sensitivity."""
    return MrdValue(ResultState.NEGATIVE, sensitivity=Decimal(sensitivity))


def a_measurement(number: int = 1, sample: int = 1, **changes: Any) -> Measurement:
    """A flow result of 0.05 %."""
    given = {
        "id": MeasurementId(f"measurement-{number}"),
        "sample_id": SampleId(f"sample-{sample}"),
        "method": Method.FLOW,
        "value": quantified(),
        "reported_text": "0.05 %",
        "unit": Unit.PERCENT,
    }
    return Measurement(**{**given, **changes})


def a_result(**changes: Any) -> Result:
    """A flow result of 0.05 % in the marrow of day 15."""
    given = {
        "specimen": Specimen.BONE_MARROW,
        "method": Method.FLOW,
        "value": quantified(),
        "on": FIRST_DOSE + timedelta(days=14),
        "unit": Unit.PERCENT,
        "reported_text": "0.05 %",
    }
    return Result(**{**given, **changes})


def a_case(results: Iterable[Result] = (), **changes: Any) -> PatientCase:
    """The patient of ``a_patient`` as the rules see her."""
    patient = a_patient()
    given = {
        "patient_id": patient.code,
        "patient": patient.facts,
        "course": patient.course,
        "results": tuple(results),
    }
    return PatientCase(**{**given, **changes})


def an_edition(text: str = 'id = "small"', **changes: Any) -> PackEdition:
    """The bundled pack "small", current; its text need not be a pack for the store."""
    given = {
        "id": hashlib.sha256(text.encode()).hexdigest(),
        "pack_id": "small",
        "pack_version": "1",
        "text": text,
        "origin": EditionOrigin.BUNDLED,
        "entered_by": "Kim",
    }
    return PackEdition(**{**given, **changes})


def a_report(number: int = 1, patient: int = 1, **changes: Any) -> IssuedReport:
    """A final report; from number 2 on it amends the one before."""
    pdf = changes.pop("pdf", f"%PDF report {number} of patient {patient}".encode())
    is_first = number == 1
    given = {
        "id": ReportId(f"report-{patient}-{number}"),
        "patient_id": PatientId(f"patient-{patient}"),
        "number": number,
        "state": ReportState.FINAL if is_first else ReportState.AMENDED,
        "made_at": datetime(2025, 3, 20, 9, 12, tzinfo=UTC),
        "made_by": "Kim",
        "reason": "" if is_first else "The value was mistyped.",
        "packs": (("generic-definitions", "1", "ab" * 32),),
        "head": "1:" + "cd" * 32,
        "page": '{"title":"MRD and response report"}',
        "pdf_digest": hashlib.sha256(pdf).hexdigest(),
        "supersedes": None if is_first else ReportId(f"report-{patient}-{number - 1}"),
        "pdf": pdf,
    }
    return IssuedReport(**{**given, **changes})


def a_label_print(number: int = 1, sample: int = 1, patient: int = 1) -> LabelPrint:
    """Two labels of a sample."""
    return LabelPrint(
        LabelPrintId(f"print-{number}"),
        PatientId(f"patient-{patient}"),
        SampleId(f"sample-{sample}"),
        copies=2,
        code="S-0001-1",
        form="QR, 25 × 25 mm",
    )


@dataclass
class StoppedClock:
    """A clock that stands still until a test moves it."""

    now: datetime = field(default_factory=lambda: datetime(2025, 3, 20, 9, 12, tzinfo=UTC))

    def __call__(self) -> datetime:
        return self.now

    def move(self, **by: float) -> None:
        """Move the hands, backwards too: ``clock.move(hours=-1)``."""
        self.now += timedelta(**by)
