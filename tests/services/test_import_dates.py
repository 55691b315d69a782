"""A table cannot put a sample before the birth or the diagnosis that is on record."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from mrdtracker.domain.case import PatientFacts, Result
from mrdtracker.domain.import_plan import ImportedPatient, ImportPlan
from mrdtracker.domain.mrd_value import MrdValue, ResultState
from mrdtracker.domain.records import Patient, PatientFile, PatientId
from mrdtracker.domain.units import Unit
from mrdtracker.domain.vocabulary import Method, Specimen
from mrdtracker.services.import_dates import with_date_problems

FACTS = PatientFacts(born_on=date(2020, 1, 5), diagnosed_on=date(2026, 3, 1))
KNOWN = {"T-1": PatientFile(Patient(PatientId("p1"), "T-1", facts=FACTS))}


def _plan(on: date, note: str = "") -> ImportPlan:
    result = Result(
        specimen=Specimen.BONE_MARROW,
        method=Method.FLOW,
        value=MrdValue(ResultState.QUANTIFIED, value=Decimal("0.01")),
        on=on,
        unit=Unit.PERCENT,
        note=note,
        key="line 7, column MRD",
    )
    return ImportPlan("t.csv", "", "m", "utf-8", 1, (ImportedPatient("T-1", results=(result,)),))


def test_a_sample_before_the_birth_on_record_is_a_problem_of_its_line() -> None:
    plan = with_date_problems(_plan(date(2010, 1, 1), note="early"), KNOWN)

    (problem,) = plan.problems
    assert (problem.line, problem.column, problem.patient_code) == (7, "MRD", "T-1")
    assert "before the birth on 05 Jan 2020" in problem.text
    assert plan.patients[0].results == ()


def test_a_sample_before_the_diagnosis_on_record_needs_a_note() -> None:
    day_before = date(2026, 2, 28)

    assert with_date_problems(_plan(day_before), KNOWN).problems
    assert not with_date_problems(_plan(day_before, note="referral"), KNOWN).problems
    assert not with_date_problems(_plan(date(2026, 3, 1)), KNOWN).problems


def test_what_is_left_out_by_choice_stays_out_and_is_no_problem_any_more() -> None:
    chosen = with_date_problems(_plan(date(2010, 1, 1)), KNOWN).without_bad_rows()

    again = with_date_problems(chosen, KNOWN)

    assert again.problems == ()
    assert again.patients[0].results == ()


def test_a_child_that_is_not_on_record_has_nothing_to_be_held_against() -> None:
    plan = _plan(date(2010, 1, 1))

    assert with_date_problems(plan, {}) is plan
