from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from mrdtracker.domain.records import (
    JournalChange,
    JournalEntry,
    LabSettings,
    PatientId,
    RecordStatus,
    VerifyReport,
)
from mrdtracker.domain.vocabulary import LesionState, Quality
from mrdtracker.gui.presenters.journal_lines import (
    act_words,
    change_title,
    change_words,
    field_changes,
    head_words,
    journal_lines,
    matches,
    record_words,
    too_many_words,
    verify_sentence,
)
from tests.builders import a_measurement, a_patient, a_report, a_sample, an_event, negative
from tests.language.spoken import in_korean

ENTRY = JournalEntry(
    7, datetime(2026, 3, 16, 12, 5, tzinfo=UTC), "Anna", "Amend flow result", "typing error"
)


class Answers:
    """Reads what a line asks for, in these tests."""

    def __init__(self, *changes):
        self.changes = changes

    def code_of(self, patient_id):
        return f"code of {patient_id}"

    def changes_of(self, entry):  # noqa: ARG002
        return self.changes


def changed(before, after):
    return {
        one.field: (one.before, one.after) for one in field_changes([JournalChange(before, after)])
    }


def test_an_entry_is_a_line():
    line = journal_lines([ENTRY], Answers())[0]

    assert (line.who, line.what, line.reason, line.count) == (
        "Anna",
        "Amend flow result",
        "typing error",
        "1",
    )
    assert line.on in ("16 Mar 2026", "17 Mar 2026")


def test_what_was_taken_back_says_so():
    assert act_words(replace(ENTRY, undone_by=8)) == "Amend flow result (taken back)"


@pytest.mark.parametrize(
    ("label", "undone_by", "words"),
    [
        ("Undo: Add patient S-1", None, "Taken back: Add patient S-1"),
        ("Undo: Add patient S-1", 9, "Taken back: Add patient S-1 (done again)"),
        ("Redo: Add patient S-1", None, "Done again: Add patient S-1"),
        ("Undo: Redo: Add patient S-1", None, "Taken back: Add patient S-1"),
        ("Add patient S-1", None, "Add patient S-1"),
    ],
)
def test_an_act_is_named_once_however_often_it_was_taken_back(label, undone_by, words):
    assert act_words(replace(ENTRY, label=label, undone_by=undone_by)) == words


def test_a_line_says_whom_and_what_it_changed():
    before = a_measurement()
    change = JournalChange(before, replace(before, value=negative("0.0001"), version=2))
    entry = replace(ENTRY, patient_id=PatientId("p1"))

    line = journal_lines([entry], Answers(change))[0]

    assert line.patient == "code of p1"
    assert line.what == "Amend flow result: 0.05 % → not detected (s = 0.01 %)"
    assert journal_lines([ENTRY], Answers())[0].patient == ""


def test_a_new_result_is_said_with_its_value():
    assert change_words([JournalChange(None, a_measurement())]) == "0.05 %"
    assert change_words([JournalChange(None, a_patient())]) == ""


def test_voiding_and_its_undo_are_said_in_words():
    sample = a_sample()
    voided = replace(sample, status=RecordStatus.VOIDED, version=2)

    assert change_words([JournalChange(sample, voided)]) == ""
    assert change_words([JournalChange(voided, replace(sample, version=3))]) == "in force again"


def test_fields_that_a_language_calls_alike_are_told_apart():
    sample = a_sample()
    voided = replace(sample, status=RecordStatus.VOIDED, version=2)
    report = a_report()

    with in_korean():
        assert change_words([JournalChange(sample, voided)]) == ""
        lines = [one for one in field_changes([JournalChange(None, report)]) if one.key == "state"]
        withdrawn = replace(report, status=RecordStatus.VOIDED)
        standing = [one.key for one in field_changes([JournalChange(report, withdrawn)])]

    assert [one.before for one in lines] == [""]
    assert standing == ["status"]


def test_a_long_change_names_two_fields_and_counts_the_rest():
    before = a_sample()
    after = replace(before, code="9", pull_number=2, note="second pull", version=2)

    said = change_words([JournalChange(before, after)])

    assert said.startswith("Code ")
    assert said.endswith(", and 1 more")


def test_an_act_of_many_records_is_not_taken_apart():
    entry = replace(ENTRY, record_count=44)
    before = a_measurement()
    change = JournalChange(before, replace(before, value=negative("0.0001")))

    assert journal_lines([entry], Answers(change))[0].what == "Amend flow result"


def test_text_and_person_filter():
    assert matches(ENTRY, "TYPING", "")
    assert matches(ENTRY, "", "Anna")
    assert not matches(ENTRY, "", "Ben")
    assert not matches(ENTRY, "void", "Anna")


def test_only_fields_that_differ_are_listed():
    before = a_measurement()
    after = replace(before, value=negative("0.0001"), version=2)

    assert changed(before, after) == {"Result": ("0.05 %", "not detected (s = 0.01 %)")}


def test_facts_inside_a_patient_are_fields_of_their_own():
    before = a_patient()
    facts = replace(
        before.facts,
        wbc_10e9_per_l=Decimal("12.50"),
        born_on=date(2020, 1, 1),
        genetics={"BCR::ABL1": LesionState.DETECTED},
    )

    fields = changed(before, replace(before, facts=facts, version=2))

    assert fields["White cells, 10⁹/L"] == ("30.5", "12.5")
    assert fields["Birth date"] == ("01 Feb 2021", "01 Jan 2020")
    assert fields["BCR::ABL1"] == ("", "detected")


def test_voiding_is_a_change_of_status():
    before = a_sample(quality=(Quality.FEW_CELLS,))

    fields = changed(before, replace(before, status=RecordStatus.VOIDED, version=2))

    assert fields == {"Standing": ("in force", "voided")}


def test_a_new_record_lists_what_is_stated():
    fields = changed(None, a_sample())

    assert fields["Date taken"] == ("", "17 Mar 2025")
    assert "patient id" not in fields


def test_every_record_has_a_name():
    assert record_words(a_patient()) == "Patient S-0001"
    assert record_words(a_sample()) == "BM sample, 17 Mar 2025"
    assert record_words(a_measurement()) == "flow result"
    assert record_words(an_event()) == "Event phase started"
    assert record_words(LabSettings()) == "Laboratory settings"


def test_the_check_is_one_sentence():
    assert verify_sentence(VerifyReport((), 1, 2, "1:ab")) == (
        "The record is whole: 1 journal entry and 2 records agree with each other."
    )
    assert verify_sentence(VerifyReport(("Entry 3 was changed.",), 9, 9, "")).startswith(
        "1 problem: Entry 3"
    )


def test_the_head_is_written_to_be_compared():
    assert head_words("12:0123456789abcdef9999") == "12 · 0123 4567 89ab cdef"
    assert head_words("nothing") == "nothing"


def test_titles_say_how_much_there_is():
    assert change_title(ENTRY, 1) == "Amend flow result · because: typing error · 1 field"
    assert "900 records" in too_many_words(replace(ENTRY, record_count=900))
