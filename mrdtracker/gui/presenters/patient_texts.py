"""The texts that the form of a patient begins with: empty, or those of the record."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from enum import Enum

from mrdtracker.domain.case import CourseFacts, PatientFacts
from mrdtracker.domain.notation import date_text
from mrdtracker.domain.records import Patient
from mrdtracker.domain.truth import Truth
from mrdtracker.domain.units import canonical_text
from mrdtracker.domain.vocabulary import LesionState
from mrdtracker.words import mark

GENETICS = "genetics."
# Every yes-or-no fact of a patient with its label, in the order of the paper.
TRUTH_LABELS = {
    "testicular": mark("Testicular disease"),
    "mediastinal_mass": mark("Mediastinal mass"),
    "bulky_disease": mark("Bulky disease"),
    "down_syndrome": mark("Down syndrome"),
    "etp": mark("ETP immunophenotype"),
    "steroid_pretreatment": mark("Steroids before the protocol"),
    "pre_steroid_cbc": mark("Blood count before steroids"),
    "prior_remission": mark("In remission before"),
    "protocol_eligible": mark("Eligible for the protocol"),
}


def texts_of_patient(known: Patient | None, lesions: Iterable[str]) -> dict[str, str]:
    """Return the texts by field; the lesions asked for come first, then the others on record."""
    facts = known.facts if known else PatientFacts()
    course = known.course if known else CourseFacts()
    names = dict.fromkeys((*lesions, *facts.genetics))
    return {
        "code": known.code if known else "",
        "name": known.name if known else "",
        "sex": _word(facts.sex),
        "born_on": _date(facts.born_on),
        "diagnosed_on": _date(facts.diagnosed_on),
        "pack": course.pack or "",
        "study": course.study or "",
        "arm_given": course.arm_given or "",
        "therapy_started_on": _date(course.therapy_started_on),
        "steroid_days_before_day8": _number(course.steroid_days_before_day8),
        "protocol_text": known.protocol_text if known else "",
        "lineage": _word(facts.lineage),
        "wbc": _number(facts.wbc_10e9_per_l),
        "cns": _word(facts.cns),
        **{name: _truth(getattr(facts, name)) for name in TRUTH_LABELS},
        **{f"{GENETICS}{name}": _lesion(facts.lesion(name)) for name in names},
        "modal_chromosome_number": _number(facts.modal_chromosome_number),
        "dna_index": _number(facts.dna_index),
        "note": known.note if known else "",
        "reason": "",
    }


def _word(member: Enum | None) -> str:
    return "" if member is None else str(member.value)


def _truth(truth: Truth) -> str:
    return "" if truth is Truth.UNKNOWN else truth.value


def _lesion(state: LesionState) -> str:
    return "" if state is LesionState.NOT_TESTED else state.value


def _date(on: date | None) -> str:
    return "" if on is None else date_text(on)


def _number(number: Decimal | int | None) -> str:
    return "" if number is None else canonical_text(Decimal(number))
