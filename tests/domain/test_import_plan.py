from dataclasses import replace

import pytest

from mrdtracker.domain.import_plan import (
    ImportedPatient,
    ImportPlan,
    ImportPreview,
    RowAction,
    RowProblem,
)

PLAN = ImportPlan("table.tsv", "0" * 64, "target", "utf-8", 3)


def test_a_file_that_says_nothing_new_is_nothing_to_do():
    assert ImportPreview(PLAN, same=3).is_nothing_to_do


@pytest.mark.parametrize("count", ["new_patients", "new_results", "new_events", "changed"])
def test_one_new_or_changed_record_is_something_to_do(count):
    assert not ImportPreview(PLAN, **{count: 1}).is_nothing_to_do


def test_a_patient_of_a_table_states_no_facts_until_a_column_does():
    patient = ImportedPatient("S-0142")

    assert patient.stated_facts == frozenset()
    assert patient.results == ()


def test_what_happens_to_a_record_has_four_names():
    assert [action.value for action in RowAction] == ["new", "changed", "same", "voided"]


@pytest.mark.parametrize(
    ("voided", "words"),
    [
        ({}, ""),
        ({"voided_results": 1}, "1 result is voided here and stays so"),
        ({"voided_events": 2}, "2 events are voided here and stay so"),
        (
            {"voided_patients": 1, "voided_results": 2},
            "1 patient, 2 results are voided here and stay so: undo the voiding, or add the "
            "patient anew",
        ),
    ],
)
def test_what_stays_voided_is_said(voided, words):
    preview = ImportPreview(PLAN, **voided)

    assert preview.voided_words == words
    assert preview.is_nothing_to_do


def test_bad_lines_are_named_once_in_the_order_of_the_file_and_can_be_left_out():
    first, second, third = (RowProblem(line, "column", "wrong") for line in (9, 4, 9))
    plan = replace(PLAN, problems=(first, second), left_out=(third,))

    less = plan.without_bad_rows()

    assert replace(PLAN, problems=(first, second, third)).bad_lines == (4, 9)
    assert less == replace(plan, problems=(), left_out=(third, first, second))
