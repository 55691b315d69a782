import pytest

from mrdtracker.domain.import_plan import ImportedPatient, ImportPlan, ImportPreview, RowAction

PLAN = ImportPlan("table.tsv", "0" * 64, "target", "utf-8", 3)


def test_a_file_that_says_nothing_new_is_nothing_to_do():
    assert ImportPreview(PLAN, same=3).is_nothing_to_do


@pytest.mark.parametrize("count", ["new_patients", "new_results", "changed"])
def test_one_new_or_changed_record_is_something_to_do(count):
    assert not ImportPreview(PLAN, **{count: 1}).is_nothing_to_do


def test_a_patient_of_a_table_states_no_facts_until_a_column_does():
    patient = ImportedPatient("S-0142")

    assert patient.stated_facts == frozenset()
    assert patient.results == ()


def test_what_happens_to_a_record_has_three_names():
    assert [action.value for action in RowAction] == ["new", "changed", "same"]
