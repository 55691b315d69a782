"""A command is checked, written and journalled at once; undo is a command of its own."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from mrdtracker.domain.errors import (
    ChangedMeanwhileError,
    InvalidInputError,
    NotFoundError,
    StoreError,
)
from mrdtracker.domain.listing import PatientQuery
from mrdtracker.domain.records import LabSettings
from mrdtracker.services.commands import (
    AddPatient,
    AddSample,
    AmendMeasurement,
    AmendPatient,
    ChangeKind,
    ChangeSettings,
    RecordMeasurement,
    VoidRecords,
)
from mrdtracker.services.workspace import Person, Workspace
from tests.services.one_child import make_patient, make_result, make_sample


def test_a_recorded_result_is_in_the_file_and_in_the_journal(workspace: Workspace) -> None:
    patient = make_patient()
    sample = make_sample(patient)
    workspace.recorder.execute(AddPatient(patient))

    changes = workspace.recorder.execute(
        RecordMeasurement(sample, make_result(sample), is_new_sample=True)
    )

    file = workspace.patient_file(patient.id)
    newest = workspace.journal()[0]
    assert changes.kinds == {ChangeKind.SAMPLES, ChangeKind.MEASUREMENTS}
    assert file.measurements == (make_result(sample),)
    assert (newest.actor, newest.label) == ("Anna", changes.label)
    assert newest.seq == changes.seq


def test_a_refused_command_writes_nothing(workspace: Workspace) -> None:
    patient = make_patient()
    workspace.recorder.execute(AddPatient(patient))
    before = workspace.journal()

    with pytest.raises(InvalidInputError, match="future"):
        workspace.recorder.execute(AddSample(make_sample(patient, date(2027, 1, 1))))

    assert workspace.journal() == before
    assert workspace.patient_file(patient.id).samples == ()


def test_a_code_is_given_once(workspace: Workspace) -> None:
    workspace.recorder.execute(AddPatient(make_patient("S-1")))
    other = replace(make_patient("S-1"), id="another")

    with pytest.raises(InvalidInputError, match="already a patient with the code S-1"):
        workspace.recorder.execute(AddPatient(other))


def test_undo_names_and_takes_back_the_newest_act(workspace: Workspace) -> None:
    patient = make_patient()
    sample = make_sample(patient)
    workspace.recorder.execute(AddPatient(patient))
    workspace.recorder.execute(AddSample(sample))
    workspace.recorder.execute(RecordMeasurement(sample, make_result(sample)))

    assert workspace.recorder.undo_label() == "Record IG/TR PCR result, BM 03 Apr 2026"
    undone = workspace.recorder.undo_last()

    assert undone.label == "Undo: Record IG/TR PCR result, BM 03 Apr 2026"
    assert workspace.patient_file(patient.id).measurements == ()
    assert workspace.recorder.undo_label() == "Add BM sample, 03 Apr 2026"


def test_undo_goes_back_to_the_empty_store_and_redo_comes_forward(workspace: Workspace) -> None:
    patient = make_patient()
    workspace.recorder.execute(AddPatient(patient))
    workspace.recorder.execute(AddSample(make_sample(patient)))
    workspace.recorder.undo_last()

    redone = workspace.recorder.redo_last()

    assert redone.label == "Redo: Add BM sample, 03 Apr 2026"
    assert len(workspace.patient_file(patient.id).samples) == 1
    assert workspace.recorder.redo_label() is None


def test_nothing_to_undo_is_said(workspace: Workspace) -> None:
    with pytest.raises(NotFoundError, match="nothing of yours to undo"):
        workspace.recorder.undo_last()
    with pytest.raises(NotFoundError, match="nothing of yours to redo"):
        workspace.recorder.redo_last()


def test_undo_of_an_amendment_brings_the_old_reading_back(workspace: Workspace) -> None:
    patient = make_patient()
    sample = make_sample(patient)
    first = make_result(sample, "0.05")
    workspace.recorder.execute(AddPatient(patient))
    workspace.recorder.execute(RecordMeasurement(sample, first, is_new_sample=True))
    workspace.recorder.execute(
        AmendMeasurement(sample, make_result(sample, "0.5"), "typing error")
    )

    workspace.recorder.undo_last()

    (now,) = workspace.patient_file(patient.id).measurements
    assert replace(now, version=1) == first
    assert now.version == 3


def test_an_amendment_without_a_reason_is_refused(workspace: Workspace) -> None:
    patient = make_patient()
    workspace.recorder.execute(AddPatient(patient))

    with pytest.raises(InvalidInputError, match="needs a reason"):
        workspace.recorder.execute(AmendPatient(patient, " "))


def test_a_voided_sample_leaves_the_file_and_stays_in_the_store(workspace: Workspace) -> None:
    patient = make_patient()
    sample = make_sample(patient)
    workspace.recorder.execute(AddPatient(patient))
    workspace.recorder.execute(AddSample(sample))

    workspace.recorder.execute(VoidRecords("BM sample", (sample,), patient.id, "wrong child"))

    assert workspace.patient_file(patient.id).samples == ()
    assert len(workspace.patient_file(patient.id, with_voided=True).samples) == 1
    assert workspace.journal()[0].reason == "wrong child"


def test_a_change_made_from_an_old_reading_is_refused(workspace: Workspace) -> None:
    patient = make_patient()
    workspace.recorder.execute(AddPatient(patient))
    workspace.recorder.execute(AmendPatient(replace(patient, note="first"), "note"))

    with pytest.raises(ChangedMeanwhileError):
        workspace.recorder.execute(AmendPatient(replace(patient, note="second"), "note"))

    assert workspace.patient_file(patient.id).patient.note == "first"


def test_settings_are_changed_by_a_command_and_undone(workspace: Workspace) -> None:
    settings = workspace.settings()
    enabled = replace(settings, enabled_packs=("generic-definitions", "cog-aall08b1"))

    workspace.recorder.execute(ChangeSettings(enabled))
    after = workspace.settings()
    workspace.recorder.undo_last()

    assert after.enabled_packs == enabled.enabled_packs
    assert workspace.settings().enabled_packs == LabSettings().enabled_packs


def test_one_person_does_not_undo_another(workspace: Workspace, anna: Person) -> None:
    path = workspace.path
    workspace.recorder.execute(AddPatient(make_patient()))
    workspace.close()

    with Workspace.open(path, replace(anna, name="Ben"), rules=workspace.rules) as for_ben:
        assert for_ben.recorder.undo_label() is None


def test_a_name_stays_the_same_however_often_it_is_taken_back_and_done_again(
    workspace: Workspace,
) -> None:
    recorder = workspace.recorder
    recorder.execute(AddPatient(make_patient()))

    for _ in range(3):
        assert recorder.undo_last().label.endswith("Add patient S-1")
        assert recorder.redo_label() == "Add patient S-1"
        assert recorder.redo_last().label == "Redo: Add patient S-1"


def test_what_was_written_is_not_reported_as_refused(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The disk may fill up between the act and the line that lists show of it."""

    def fail(_patient: object) -> None:
        raise StoreError("The disk is full.")

    monkeypatch.setattr(workspace.assessment, "refresh_summary", fail)

    changes = workspace.recorder.execute(AddPatient(make_patient()))

    assert changes.seq == workspace.journal()[0].seq == 1
    assert workspace.patients(PatientQuery()).rows[0].summary.assessed_with == ""


def test_undo_does_not_hide_what_others_entered(workspace: Workspace) -> None:
    patient = make_patient()
    workspace.recorder.execute(AddPatient(patient))
    workspace.recorder.user = "Ben"
    workspace.recorder.execute(AddSample(make_sample(patient)))

    workspace.recorder.user = "Anna"

    assert workspace.recorder.undo_label() is None
