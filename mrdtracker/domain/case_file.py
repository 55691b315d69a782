"""The case file and the assessment file: facts in, one explained answer out (JSON shapes)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from enum import Enum

from mrdtracker.domain.case import CourseFacts, Event, PatientCase, PatientFacts, Result
from mrdtracker.domain.case_reading import (
    CASE_FORMAT,
    LIMIT_FIELDS,
    TRUTH_FIELDS,
    read_case,
    read_case_text,
)
from mrdtracker.domain.finding import Assessment, Finding, Source, Step
from mrdtracker.domain.truth import Truth
from mrdtracker.domain.units import CANONICAL_UNIT, canonical_text, from_canonical

__all__ = ["read_case", "read_case_text", "write_assessment", "write_case"]

ASSESSMENT_FORMAT = "mrdtracker-assessment/1"


def write_case(case: PatientCase) -> dict[str, object]:
    """Write a case as ``mrdtracker-case/1``; what is unknown is left out.

    Numbers are texts. Limits stand in the unit of the result; where amounts have no unit, they
    are written in the canonical unit of their kind. Keys of results are their positions.
    """
    return _known(
        {
            "format": CASE_FORMAT,
            "patient": _known({"id": case.patient_id} | _patient_fields(case.patient)),
            "course": _known(_course_fields(case.course)),
            "results": [_known(_result_fields(result)) for result in case.results],
            "note": case.note,
        }
    )


def write_assessment(assessment: Assessment, case: PatientCase) -> dict[str, object]:
    """Write an assessment as ``mrdtracker-assessment/1``.

    Args:
        assessment: What a pack answered.
        case: The case it was asked about; results are named by their positions in it.
    """
    positions = {result.key: place for place, result in enumerate(case.results)}
    return {
        "format": ASSESSMENT_FORMAT,
        "pack": {
            "id": assessment.pack.id,
            "version": assessment.pack.version,
            "sha256": assessment.pack.sha256,
            "state": assessment.pack.state.value,
        },
        "group": {
            "assigned": assessment.assigned,
            "status": assessment.status.value,
            "possible": list(assessment.possible),
            "ruled_out": list(assessment.ruled_out),
            "needs": list(assessment.needs),
        },
        "findings": [_finding_fields(finding, positions) for finding in assessment.findings],
        "flags": [flag.value for flag in assessment.flags],
    }


def _finding_fields(finding: Finding, positions: Mapping[str, int]) -> dict[str, object]:
    return {
        "rule": finding.rule,
        "kind": finding.kind.value,
        "level": finding.level.value,
        "answer": finding.answer.value,
        "says": finding.says,
        "trace": [_step_fields(step) for step in finding.trace],
        "results": sorted(positions[key] for key in finding.result_keys),
        "source": None if finding.source is None else _source_fields(finding.source),
    }


def _step_fields(step: Step) -> dict[str, object]:
    return {
        "asked": step.asked,
        "observed": step.observed,
        "answer": step.answer.value,
        "reached": step.is_reached,
    }


def _source_fields(source: Source) -> dict[str, object]:
    return {
        "key": source.key,
        "citation": source.citation,
        "quote": source.quote,
        "certainty": source.certainty.value,
    }


def _patient_fields(patient: PatientFacts) -> dict[str, object]:
    return {
        "sex": _written(patient.sex),
        "born_on": _written(patient.born_on),
        "diagnosed_on": _written(patient.diagnosed_on),
        "age_years": _written(patient.age_years),
        "age_days": patient.age_days,
        "lineage": _written(patient.lineage),
        "wbc_10e9_per_L": _written(patient.wbc_10e9_per_l),
        "cns": _written(patient.cns),
        **{name: _written(getattr(patient, name)) for name in TRUTH_FIELDS},
        "modal_chromosome_number": patient.modal_chromosome_number,
        "dna_index": _written(patient.dna_index),
        "genetics": {name: state.value for name, state in patient.genetics.items()},
    }


def _course_fields(course: CourseFacts) -> dict[str, object]:
    return {
        "pack": course.pack,
        "study": course.study,
        "arm_given": course.arm_given,
        "therapy_started_on": _written(course.therapy_started_on),
        "steroid_days_before_day8": course.steroid_days_before_day8,
        "events": [_known(_event_fields(event)) for event in course.events],
    }


def _event_fields(event: Event) -> dict[str, object]:
    return {
        "kind": event.kind.value,
        "name": event.name,
        "on": _written(event.on),
        "day": event.day,
        "first_dose_day": None
        if event.day_stated_in is None
        else event.day_stated_in.first_dose_day,
        "ended_on": _written(event.ended_on),
        "amount": _written(event.amount),
        "unit": _written(event.unit),
        "specimen": _written(event.specimen),
        "note": event.note or None,
    }


def _result_fields(result: Result) -> dict[str, object]:
    stated_in = result.day_stated_in
    return {
        "on": _written(result.on),
        "day": result.day,
        "first_dose_day": None if stated_in is None else stated_in.first_dose_day,
        "timepoint": result.timepoint,
        "specimen": result.specimen.value,
        "method": result.method.value,
        "target": result.target,
        "state": result.value.state.value,
        **_amount_fields(result),
        "limits_note": result.value.limits_note,
        "denominator": _written(result.denominator),
        "markers": result.markers,
        "events_total": result.events_total,
        "events_positive": result.events_positive,
        "gating": _written(result.gating),
        "quality": [quality.value for quality in result.quality],
        "verified": _written(result.verified),
        "reported_text": result.reported_text,
        "note": result.note,
    }


def _amount_fields(result: Result) -> dict[str, object]:
    numbers: dict[str, Decimal | None] = {
        name: getattr(result.value, name) for name in ("value", *LIMIT_FIELDS)
    }
    unit = result.unit
    if unit is None and any(number is not None for number in numbers.values()):
        unit = CANONICAL_UNIT[result.value.kind]
    fields: dict[str, object] = {"unit": _written(unit)}
    for name, number in numbers.items():
        if number is not None and unit is not None:
            fields[name] = _written(from_canonical(number, unit))
    return fields


def _written(value: Enum | date | Decimal | None) -> str | None:
    if value is None or value is Truth.UNKNOWN:
        return None
    if isinstance(value, Decimal):
        return canonical_text(value)
    return value.isoformat() if isinstance(value, date) else str(value.value)


def _known(fields: Mapping[str, object]) -> dict[str, object]:
    """Leave out what nobody said."""
    return {name: value for name, value in fields.items() if value not in (None, "", [], {})}
