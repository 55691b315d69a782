"""What goes out of use together: a record and everything that hangs on it, named in words."""

from __future__ import annotations

from dataclasses import dataclass

from mrdtracker.domain.plurals import counted
from mrdtracker.domain.records import Measurement, Patient, Sample, TherapyEvent
from mrdtracker.gui.presenters.course_lines import EventLine, ResultLine, SampleLine
from mrdtracker.services.assessment import PatientView
from mrdtracker.words import say


@dataclass(frozen=True)
class ToVoid:
    """Records in the order in which they are voided, and what they are called."""

    records: tuple[Patient | TherapyEvent | Sample | Measurement, ...]
    what: str


def void_result(line: ResultLine) -> ToVoid:
    """Void one result; its tube stays."""
    return ToVoid((line.row.measurement,), line.words)


def void_sample(line: SampleLine, view: PatientView) -> ToVoid:
    """Void a tube with all its results."""
    results = tuple(one for one in view.file.measurements if one.sample_id == line.sample.id)
    return ToVoid((*results, line.sample), line.words)


def void_event(line: EventLine) -> ToVoid:
    """Void one event."""
    return ToVoid((line.event,), f"{line.what}, {line.moment.words}")


def void_patient(view: PatientView) -> ToVoid:
    """Void a patient with everything that was recorded."""
    file = view.file
    counts = (
        counted(len(file.measurements), "result") if file.measurements else "",
        counted(len(file.samples), "sample") if file.samples else "",
        counted(len(file.events), "event") if file.events else "",
    )
    parts = [words for words in counts if words]
    what = say("patient {}").format(file.patient.code)
    if parts:
        what = say("patient {} with {}").format(file.patient.code, ", ".join(parts))
    return ToVoid((*file.measurements, *file.samples, *file.events, file.patient), what)
