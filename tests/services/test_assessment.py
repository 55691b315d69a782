"""From records to answers, and the derived line that lists show."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from mrdtracker.domain.case import CourseFacts
from mrdtracker.domain.listing import PatientQuery
from mrdtracker.domain.records import EventId, PatientFile, PatientSummary, TherapyEvent
from mrdtracker.domain.vocabulary import EventKind, Quality
from mrdtracker.services.assessment import PatientView, case_of
from mrdtracker.services.commands import (
    AddPatient,
    AddSample,
    ChangeSettings,
    RecordMeasurement,
)
from mrdtracker.services.workspace import Workspace
from tests.services.one_child import make_patient, make_result, make_sample


def test_a_case_joins_what_the_sample_and_the_result_say() -> None:
    patient = make_patient()
    sample = make_sample(patient, quality=(Quality.NOT_FIRST_PULL,))
    result = make_result(sample, quality=(Quality.FEW_CELLS,), markers=2)
    event = TherapyEvent(EventId("e"), patient.id, EventKind.PHASE_STARTED, "induction", day=1)
    file = PatientFile(patient, (event,), (sample,), (result,))

    case = case_of(file)

    (read,) = case.results
    assert read.quality == (Quality.NOT_FIRST_PULL, Quality.FEW_CELLS)
    assert (read.on, read.markers, read.key) == (date(2026, 4, 3), 2, result.id)
    assert read.value.value == Decimal("0.0005")
    assert case.course.events[0].name == "induction"


def test_days_are_counted_by_the_patients_own_pack(workspace: Workspace) -> None:
    patient = make_patient(pack="ccg-early-marrow", study="ccg-1961")
    sample = make_sample(patient, date(2026, 3, 9))
    workspace.recorder.execute(AddPatient(patient))
    workspace.recorder.execute(RecordMeasurement(sample, make_result(sample), is_new_sample=True))

    view = workspace.assessment.view(patient.id)

    assert [row.day for row in view.rows] == [7]
    assert view.convention.first_dose_day == 0


def test_the_own_pack_comes_first_and_alone_may_assign(workspace: Workspace) -> None:
    patient = make_patient()
    workspace.recorder.execute(AddPatient(patient))

    view = workspace.assessment.view(patient.id)

    assert [one.pack.id for one in view.assessments] == [
        "aieop-bfm-all-2000",
        "generic-definitions",
    ]
    assert view.main is view.assessments[0]


def test_a_pack_that_is_not_there_gives_no_answer_and_is_named(workspace: Workspace) -> None:
    patient = make_patient(pack="a-pack-of-tomorrow")
    workspace.recorder.execute(AddPatient(patient))

    view = workspace.assessment.view(patient.id)

    assert view.unusable == ("a-pack-of-tomorrow",)
    assert view.main is None


def test_the_list_line_follows_every_change(workspace: Workspace) -> None:
    patient = make_patient()
    sample = make_sample(patient, date(2026, 5, 18))
    workspace.recorder.execute(AddPatient(patient))
    (before,) = workspace.patients(PatientQuery()).rows

    workspace.recorder.execute(
        RecordMeasurement(sample, make_result(sample, "0.2", markers=2), is_new_sample=True)
    )
    (after,) = workspace.patients(PatientQuery()).rows
    workspace.recorder.undo_last()
    (undone,) = workspace.patients(PatientQuery()).rows

    assert before.summary.is_missing
    assert after.summary.level == "high"
    assert "HIGH_RISK_THRESHOLD_CROSSED" in after.summary.flags
    assert undone.summary == before.summary


def test_a_patient_without_a_protocol_is_unknown_because_something_is_missing(
    workspace: Workspace,
) -> None:
    patient = replace(make_patient(), course=CourseFacts())

    workspace.recorder.execute(AddPatient(patient))

    (row,) = workspace.patients(PatientQuery(is_missing=True)).rows
    assert row.code == patient.code
    assert row.summary.group == ""


def test_nothing_is_out_of_date_after_a_refresh(workspace: Workspace) -> None:
    workspace.recorder.execute(AddPatient(make_patient()))

    assert workspace.assessment.refresh_summaries() == 0


@pytest.mark.parametrize("is_one", [True, False])
def test_a_line_is_not_kept_over_a_change_that_came_meanwhile(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch, *, is_one: bool
) -> None:
    """A refresh runs beside the window; what it read may be changed before it writes."""
    patient = make_patient()
    sample = make_sample(patient)
    workspace.recorder.execute(AddPatient(patient))
    workspace.recorder.execute(AddSample(sample))
    service, summary_of = workspace.assessment, workspace.assessment.summary_of
    name = "summary_of" if is_one else "summary_of_case"
    derive = getattr(service, name)
    late = [RecordMeasurement(sample, make_result(sample, "5"))]

    def change_meanwhile(*about: object) -> PatientSummary:
        summary: PatientSummary = derive(*about)
        while late:
            workspace.recorder.execute(late.pop())
        return summary

    monkeypatch.setattr(service, name, change_meanwhile)
    if is_one:
        service.refresh_summary(patient.id)
    else:
        workspace.recorder.execute(ChangeSettings(workspace.settings()))
        service.refresh_summaries()

    (row,) = workspace.patients(PatientQuery()).rows
    fresh = summary_of(service.view(patient.id))
    assert row.summary in (fresh, replace(row.summary, assessed_with=""))
    assert is_one or row.summary == fresh


def test_a_line_of_the_old_settings_is_not_kept(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    workspace.recorder.execute(AddPatient(make_patient()))
    service, summary_of = workspace.assessment, workspace.assessment.summary_of
    settings = replace(workspace.settings(), enabled_packs=("cog-aall08b1",))
    late = [ChangeSettings(settings)]

    def change_meanwhile(view: PatientView) -> PatientSummary:
        summary = summary_of(view)
        while late:
            workspace.recorder.execute(late.pop())
        return summary

    monkeypatch.setattr(service, "summary_of", change_meanwhile)
    service.refresh_summary(make_patient().id)

    (row,) = workspace.patients(PatientQuery()).rows
    assert row.summary.assessed_with == ""


def test_a_pack_disabled_while_in_use_still_answers_for_its_own_patients(
    workspace: Workspace,
) -> None:
    patient = make_patient()
    workspace.recorder.execute(AddPatient(patient))
    for packs in (("generic-definitions", patient.course.pack or ""), ("generic-definitions",)):
        settings = replace(workspace.settings(), enabled_packs=packs)
        workspace.recorder.execute(ChangeSettings(settings))

    answered = [one.pack.id for one in workspace.assessment.view(patient.id).assessments]

    assert answered == [patient.course.pack, "generic-definitions"]
