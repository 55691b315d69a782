from dataclasses import replace

import pytest

from mrdtracker.domain.errors import ChangedMeanwhileError
from mrdtracker.domain.records import EditionStatus, LabSettings, Patient, RecordStatus
from mrdtracker.store import history
from tests.builders import (
    a_label_print,
    a_measurement,
    a_patient,
    a_report,
    a_sample,
    an_edition,
    an_event,
)


def undo(lab, entry, word="Undo"):
    """Take an act back as the program does."""
    changes = lab.queries.changes_to_undo(entry.seq)
    puts = [
        replace(change.before, version=change.after.version + 1)
        if change.before
        else replace(change.after, status=RecordStatus.VOIDED, version=change.after.version + 1)
        for change in reversed(changes)
    ]
    return lab.put(*puts, label=f"{word}: {entry.label}", undoes=entry.seq, actor=entry.actor)


def undoable(lab, actor="Kim"):
    entry = lab.queries.last_undoable(actor)
    return entry.label if entry else None


def test_entries_come_newest_first_and_page_by_page(lab):
    for number in range(5):
        lab.put(a_patient(number), label=f"Add {number}")

    first = lab.queries.journal(limit=2)
    rest = lab.queries.journal(before_seq=first[-1].seq)

    assert [one.label for one in (*first, *rest)] == [
        f"Add {number}" for number in range(4, -1, -1)
    ]


def test_the_history_of_a_patient_tells_of_imports_too(lab):
    lab.put(
        a_patient(1), a_patient(2), a_sample(1, patient=1), a_sample(2, patient=2), label="Import"
    )
    lab.put(a_patient(2, note="x", version=2), label="Amend 2")
    lab.put(a_measurement(1, sample=1), label="Add result 1")
    lab.put(LabSettings(), label="Settings")

    assert [one.label for one in lab.queries.journal(patient_id=a_patient(1).id)] == [
        "Add result 1",
        "Import",
    ]
    assert [one.label for one in lab.queries.journal(patient_id=a_patient(2).id, limit=1)] == [
        "Amend 2"
    ]


def test_undo_goes_back_step_by_step(lab):
    lab.put_one_patient()
    lab.put(a_measurement(note="x", version=2), label="Amend result")
    lab.put(a_measurement(2), label="Add result")

    undo(lab, lab.queries.last_undoable("Kim"))
    assert undoable(lab) == "Amend result"
    undo(lab, lab.queries.last_undoable("Kim"))
    assert undoable(lab) == "Add"
    undo(lab, lab.queries.last_undoable("Kim"))
    assert undoable(lab) is None
    assert lab.queries.counts().patients == 0
    assert lab.queries.journal()[-1].undone_by == 6


def test_redo_is_an_act_that_can_be_undone(lab):
    lab.put(a_patient(), label="Add patient")
    undone = undo(lab, lab.queries.last_undoable("Kim"))
    redone = undo(lab, undone, word="Redo")

    assert lab.queries.record(Patient, a_patient().id) == a_patient(version=3)
    assert lab.queries.last_undoable("Kim") == redone
    journal = {one.seq: one for one in lab.queries.journal()}
    assert (journal[1].undone_by, journal[2].undone_by) == (None, 3)
    undo(lab, redone)
    assert undoable(lab) is None
    assert lab.queries.journal(limit=1)[0].undoes == 3


def test_what_somebody_built_upon_stays(lab):
    lab.put_one_patient()
    lab.put(a_patient(2), label="Add second")
    lab.put(a_measurement(note="x", version=2), actor="Lee", label="Amend result")

    assert undoable(lab, "Kim") == "Add second"
    assert undoable(lab, "Lee") == "Amend result"
    undo(lab, lab.queries.last_undoable("Kim"))
    assert undoable(lab, "Kim") is None
    with pytest.raises(ChangedMeanwhileError, match="changed since"):
        lab.queries.changes_to_undo(1)


def test_another_record_of_the_same_patient_is_no_obstacle(lab):
    lab.put_one_patient()
    lab.put(a_patient(note="x", version=2), actor="Ann", label="Amend patient")
    lab.put(an_event(), actor="Lee", label="Add event")

    assert undoable(lab, "Ann") == "Amend patient"


@pytest.mark.parametrize("child", [an_event(), a_sample(2), a_measurement(2)])
def test_what_others_hung_their_records_on_stays(lab, child):
    """Taken back, the patient or the sample would hide the records of somebody else."""
    lab.put_one_patient()
    added = lab.put(child, actor="Lee", label="Add child")

    assert undoable(lab, "Kim") is None
    undo(lab, added)
    assert undoable(lab, "Kim") == "Add"


def test_settings_are_built_upon_by_settings(lab):
    lab.put(LabSettings(), label="Settings")
    lab.put(a_patient(), actor="Lee")
    assert undoable(lab) == "Settings"

    lab.put(LabSettings(n_lod=10, version=2), actor="Lee")
    assert undoable(lab) is None


def test_an_import_that_is_too_large_to_search_stays_once_its_patients_change(lab, monkeypatch):
    monkeypatch.setattr(history, "SEARCHED_RECORDS", 3)
    lab.put(a_patient(1), a_patient(2), a_sample(1), label="Import")
    assert undoable(lab) == "Import"

    lab.put(a_patient(3), actor="Lee")
    assert undoable(lab) == "Import"
    lab.put(an_event(), actor="Lee")
    assert undoable(lab) is None


def test_somebody_without_acts_has_nothing_to_undo(lab):
    lab.put(a_patient())

    assert undoable(lab, "Lee") is None


def test_the_search_for_an_act_goes_back_further_than_one_page(lab):
    lab.put(a_patient(1), label="Old")
    for _ in range(60):
        lab.put(label="Look at a report")
        newest = lab.queries.journal(limit=1)[0]
        lab.put(label="Undo: Look", undoes=newest.seq)

    assert undoable(lab) == "Old"


def test_a_later_change_of_the_same_edition_builds_upon_it(lab):
    lab.put(a_patient(1), an_edition(), label="Add and keep")
    lab.put(an_edition("another", pack_id="another"), label="Keep another", actor="Lee")
    assert undoable(lab) == "Add and keep"

    lab.put(an_edition(status=EditionStatus.SUPERSEDED, version=2), label="Adopt", actor="Lee")

    assert undoable(lab) is None
    assert undoable(lab, "Lee") == "Adopt"


def test_what_an_issued_report_was_made_from_is_passed_over(lab):
    lab.put(a_patient(1), label="One")
    lab.put(a_patient(2), label="Two")
    lab.put(a_sample(1), label="Sample")
    issued = lab.put(a_report(1), label="Issue")

    assert undoable(lab) == "Issue"
    assert lab.queries.last_undoable("Kim", before_seq=issued.seq).label == "Two"
    lab.put(a_sample(2), label="Later")
    assert undoable(lab) == "Later"


def test_a_printed_label_does_not_hold_its_sample(lab):
    lab.put(a_patient(1), label="One")
    lab.put(a_sample(1), label="Sample")
    printed = lab.put(a_label_print(), label="Print")

    assert lab.queries.last_undoable("Kim", before_seq=printed.seq).label == "Sample"
