"""A patient's page in words: the header line, the facts at diagnosis, and the next step."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from mrdtracker.domain.case import PatientCase, PatientFacts
from mrdtracker.domain.finding import LOUD
from mrdtracker.domain.notation import date_text, day_text
from mrdtracker.domain.truth import Truth
from mrdtracker.domain.units import canonical_text
from mrdtracker.domain.vocabulary import LesionState
from mrdtracker.gui.presenters.chip_text import (
    assessment_chip,
    flag_chips,
    raised_flags,
)
from mrdtracker.gui.presenters.field_words import NOT_STATED, words_of
from mrdtracker.gui.presenters.pack_words import short_title
from mrdtracker.gui.presenters.tones import ChipText, ToneName
from mrdtracker.services.assessment import PatientView
from mrdtracker.words import mark, say

NEEDS_FIRST_DOSE = ChipText(
    mark("needs first dose"),
    ToneName.UNKNOWN,
    mark("Enter the date of the first dose: no day without it."),
)


@dataclass(frozen=True)
class HeaderText:
    """The line that never leaves the page.

    Attributes:
        who: Name, date of birth, age and lineage, as far as they are known.
        protocol: Pack and the protocol day of today.
        convention: How the days are counted.
    """

    code: str
    who: str
    protocol: str
    convention: str
    group: ChipText
    flags: tuple[ChipText, ...]


@dataclass(frozen=True)
class FactLine:
    """One fact at diagnosis: what it is about, and what is known."""

    name: str
    text: str
    is_known: bool = True


def header_of(view: PatientView, today: date) -> HeaderText:
    """Write the header line."""
    patient = view.file.patient
    return HeaderText(
        code=patient.code,
        who=_who(view),
        protocol=_protocol(view, today),
        convention=view.convention.words,
        group=_group(view),
        flags=(*_to_do(view), *flag_chips(raised_flags(view.assessments), is_loud=_is_loud(view))),
    )


def _is_loud(view: PatientView) -> bool:
    return any(
        finding.level.value in LOUD
        for assessment in view.assessments
        for finding in assessment.findings
        if finding.answer is Truth.YES
    )


def fact_lines(view: PatientView) -> tuple[FactLine, ...]:
    """Write what is known of the child at diagnosis; unknown facts are named, not hidden."""
    patient = view.file.patient
    genetics = tuple(
        FactLine(name, words_of(state), state is not LesionState.NOT_TESTED)
        for name, state in patient.facts.genetics.items()
    )
    note = (FactLine(say("Note"), patient.note),) if patient.note else ()
    return (*_stated(view), *_asked(patient.facts), *genetics, *_ploidy(patient.facts), *note)


def next_step(view: PatientView) -> str:
    """Say what the person can do next where there is no result."""
    patient = view.file.patient
    if patient.course.pack is None and not patient.protocol_text:
        return say("Next: choose the protocol and enter the first dose.")
    if patient.course.therapy_started_on is None:
        return say("Next: enter the date of the first dose.")
    own = next((one for one in view.overviews if one.reference.id == patient.course.pack), None)
    points = sorted(own.timepoints, key=lambda one: one.window.day) if own is not None else []
    if not points:
        return say("Next: add the first result.")
    first = points[0]
    timeline = view.case.course.timeline(view.convention)
    due = (
        say(", due {}").format(date_text(timeline.date_of(first.window.day)))
        if timeline is not None
        else ""
    )
    return say("Next: {} ({}){}.").format(say(first.title), first.specimen.value, due)


def _who(view: PatientView) -> str:
    patient, facts = view.file.patient, view.file.patient.facts
    age = _age(view.case)
    parts = (
        patient.name,
        say("born {}").format(date_text(facts.born_on)) if facts.born_on else "",
        say("{} at diagnosis").format(age) if age else "",
        words_of(facts.lineage) if facts.lineage else "",
    )
    return " · ".join(part for part in parts if part)


def _protocol(view: PatientView, today: date) -> str:
    patient = view.file.patient
    own = next((one for one in view.overviews if one.reference.id == patient.course.pack), None)
    name = short_title(own.reference) if own else patient.course.pack or patient.protocol_text
    if not name:
        return say("no protocol")
    timeline = view.case.course.timeline(view.convention)
    return (
        name
        if timeline is None
        else say("{} · {} today").format(name, day_text(timeline.day_of(today)))
    )


def _group(view: PatientView) -> ChipText:
    if view.main is None and view.file.patient.course.pack is not None:
        return ChipText(say("rules not available"), ToneName.UNKNOWN, "\n".join(view.unusable))
    return assessment_chip(view.main, view.file.patient.protocol_text)


def _to_do(view: PatientView) -> tuple[ChipText, ...]:
    course = view.file.patient.course
    needs_dose = course.pack is not None and course.therapy_started_on is None
    return (NEEDS_FIRST_DOSE.said,) if needs_dose else ()


def _stated(view: PatientView) -> tuple[FactLine, ...]:
    facts, course = view.file.patient.facts, view.file.patient.course
    white_cells, steroid_days = facts.wbc_10e9_per_l, course.steroid_days_before_day8
    stated = {
        mark("Sex"): words_of(facts.sex) if facts.sex else "",
        mark("Born"): _date(facts.born_on),
        mark("Diagnosed"): _date(facts.diagnosed_on),
        mark("Age at diagnosis"): _age(view.case),
        mark("Lineage"): words_of(facts.lineage) if facts.lineage else "",
        mark("White cells"): f"{canonical_text(white_cells)} ×10⁹/L"
        if white_cells is not None
        else "",
        mark("CNS"): words_of(facts.cns) if facts.cns else "",
        mark("First dose"): _date(course.therapy_started_on),
        mark("Steroid days before day 8"): str(steroid_days) if steroid_days is not None else "",
    }
    given = {mark("Study"): course.study, mark("Arm given"): course.arm_given}
    stated |= {name: text for name, text in given.items() if text}
    return tuple(
        FactLine(say(name), text or say(NOT_STATED), bool(text)) for name, text in stated.items()
    )


def _asked(facts: PatientFacts) -> tuple[FactLine, ...]:
    asked = {
        mark("Testicular disease"): facts.testicular,
        mark("Mediastinal mass"): facts.mediastinal_mass,
        mark("Down syndrome"): facts.down_syndrome,
        mark("Steroid pretreatment"): facts.steroid_pretreatment,
        mark("Early T-cell precursor (ETP)"): facts.etp,
        mark("Bulky disease"): facts.bulky_disease,
        mark("Prior remission"): facts.prior_remission,
        mark("Blood count before steroid"): facts.pre_steroid_cbc,
        mark("Eligible for the protocol"): facts.protocol_eligible,
    }
    return tuple(
        FactLine(say(name), words_of(answer), answer is not Truth.UNKNOWN)
        for name, answer in asked.items()
    )


def _ploidy(facts: PatientFacts) -> tuple[FactLine, ...]:
    lines = []
    if facts.modal_chromosome_number is not None:
        lines.append(FactLine(say("Modal chromosome number"), str(facts.modal_chromosome_number)))
    if facts.dna_index is not None:
        lines.append(FactLine(say("DNA index"), canonical_text(facts.dna_index)))
    return tuple(lines)


def _age(case: PatientCase) -> str:
    years = case.age_in_years()
    if years is None:
        return ""
    return say("{} years").format(years.quantize(Decimal("0.1"), rounding="ROUND_FLOOR"))


def _date(on: date | None) -> str:
    return date_text(on) if on is not None else ""
