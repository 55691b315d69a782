"""An import brings in no patient that could not be entered by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from mrdtracker.domain.case import CourseFacts, PatientFacts
from mrdtracker.domain.errors import InvalidInputError
from mrdtracker.domain.import_plan import ImportedPatient, ImportPlan
from mrdtracker.domain.records import Patient, PatientFile, PatientId
from mrdtracker.services.commands import AddPatient, AddSample, ApplyImport
from mrdtracker.services.import_patients import with_patient_problems
from mrdtracker.services.workspace import Workspace
from tests.services.one_child import make_patient, make_sample

TODAY = date(2026, 11, 20)
DIAGNOSED = PatientFacts(born_on=date(2020, 1, 5), diagnosed_on=date(2026, 3, 1))
KNOWN = {"T-1": PatientFile(Patient(PatientId("p1"), "T-1", facts=DIAGNOSED))}


def _plan(*patients: ImportedPatient) -> ImportPlan:
    return ImportPlan("t.csv", "", "m", "utf-8", 1, patients)


def _started(on: date) -> ImportedPatient:
    return ImportedPatient("T-1", course=CourseFacts(therapy_started_on=on), lines=(4, 5))


@pytest.mark.parametrize("code", ["T\u200b-1", "T\n1", " "])
def test_a_code_that_nobody_can_type_is_a_problem_of_its_line(code: str) -> None:
    plan = with_patient_problems(_plan(ImportedPatient(code, lines=(3,))), {}, TODAY)

    (problem,) = plan.problems
    assert (problem.line, problem.patient_code) == (3, code)
    assert plan.patients == ()


def test_a_first_dose_before_the_diagnosis_on_record_is_a_problem() -> None:
    plan = with_patient_problems(_plan(_started(date(2026, 2, 1))), KNOWN, TODAY)

    (problem,) = plan.problems
    assert problem.line == 4
    assert "before the diagnosis on 01 Mar 2026" in problem.text
    assert with_patient_problems(_plan(_started(date(2026, 3, 2))), KNOWN, TODAY).problems == ()


def test_what_somebody_left_out_is_not_asked_again() -> None:
    plan = with_patient_problems(_plan(_started(date(2026, 2, 1))), KNOWN, TODAY)

    again = with_patient_problems(plan.without_bad_rows(), KNOWN, TODAY)

    assert (again.problems, again.patients) == ((), ())


def test_a_birth_after_a_sample_on_record_is_a_problem(workspace: Workspace) -> None:
    child = replace(make_patient("T-1"), facts=PatientFacts(), course=CourseFacts())
    workspace.recorder.execute(AddPatient(child))
    workspace.recorder.execute(AddSample(make_sample(child)))
    late = ImportedPatient("T-1", facts=PatientFacts(born_on=date(2026, 5, 1)), lines=(2,))

    (problem,) = workspace.transfer.prepare(_plan(late)).preview.plan.problems

    assert "is after a sample or an event of 03 Apr 2026" in problem.text


def test_a_patient_that_slipped_through_is_refused_at_the_door(workspace: Workspace) -> None:
    late = Patient(PatientId("p"), "T-1", facts=PatientFacts(born_on=date(2027, 1, 1)))

    with pytest.raises(InvalidInputError, match="Patient 'T-1': The date of birth"):
        workspace.recorder.execute(ApplyImport("t.csv", (late,), 0))

    assert workspace.journal() == ()
