from mrdtracker.domain.records import RecordStatus
from mrdtracker.store import out_of_use
from tests.builders import a_measurement, a_patient, a_sample
from tests.store.test_history import undo

VOIDED = RecordStatus.VOIDED


def test_what_a_person_voided_is_told_from_what_was_taken_back(lab):
    lab.put(a_patient(), a_sample(), a_measurement(1), a_measurement(2))
    imported = lab.put(a_measurement(3), a_measurement(4))
    lab.put(a_measurement(1, status=VOIDED, version=2), label="Void")
    undo(lab, imported)
    ids = [a_measurement(number).id for number in (1, 3)]

    assert out_of_use.voided_on_purpose(lab.database, ids) == {ids[0]}
    assert out_of_use.voided_on_purpose(lab.database, []) == frozenset()


def test_a_voiding_that_was_done_again_is_on_purpose(lab):
    lab.put_one_patient()
    voided = lab.put(a_measurement(status=VOIDED, version=2), label="Void")
    undone = undo(lab, voided)
    undo(lab, undone, word="Redo")

    ids = [a_measurement().id]

    assert out_of_use.voided_on_purpose(lab.database, ids) == set(ids)


def test_what_comes_back_into_use_is_named(lab):
    lab.put_one_patient()
    entry = lab.put(
        a_sample(status=VOIDED, version=2), a_measurement(status=VOIDED, version=2), label="Void"
    )
    amended = lab.put(a_patient(note="x", version=2), label="Amend")

    coming = out_of_use.returning(lab.database, entry.seq)

    assert {change.before for change in coming} == {a_sample(), a_measurement()}
    assert [change.after.note for change in out_of_use.returning(lab.database, amended.seq)] == [
        "x"
    ]


def test_voided_results_are_found_by_the_code_of_their_patient(lab):
    lab.put_one_patient()
    lab.put(a_measurement(2))
    assert lab.queries.voided_by_code([a_patient().code]) == {}

    lab.put(a_measurement(status=VOIDED, version=2), label="Void")
    file = lab.queries.voided_by_code([a_patient().code.lower(), "nobody"])[
        a_patient().code.lower()
    ]

    assert [one.id for one in file.measurements] == [a_measurement().id]
    assert file.samples == (a_sample(),)


def test_a_voided_patient_is_found_where_nobody_has_its_code(lab):
    lab.put_one_patient()
    lab.put(a_patient(status=VOIDED, version=2), label="Void")
    code = a_patient().code

    assert lab.queries.voided_by_code([code])[code].patient.id == a_patient().id


def test_a_patient_whose_adding_was_taken_back_is_not_among_them(lab):
    undo(lab, lab.put(a_patient(), label="Add"))

    assert lab.queries.voided_by_code([a_patient().code]) == {}
