import pytest

from mrdtracker.domain.errors import NotFoundError
from mrdtracker.domain.listing import StoreCounts
from mrdtracker.domain.records import (
    LabSettings,
    Measurement,
    Patient,
    PatientId,
    PatientSummary,
    RecordStatus,
    Sample,
)
from mrdtracker.store.failures import DamagedStoreError
from tests.builders import a_measurement, a_patient, a_sample, an_edition, an_event


def test_a_patient_file_holds_what_stands(lab):
    lab.put(
        a_patient(), an_event(1), an_event(2), a_sample(1), a_sample(2), a_sample(3),
        a_measurement(1), a_measurement(2), a_measurement(3, sample=3),
    )  # fmt: skip
    lab.put(
        an_event(2, status=RecordStatus.VOIDED, version=2),
        a_sample(2, status=RecordStatus.VOIDED, version=2),
        a_sample(3, status=RecordStatus.VOIDED, version=2),
        a_measurement(2, status=RecordStatus.VOIDED, version=2),
    )

    standing = lab.queries.patient_file(a_patient().id)
    everything = lab.queries.patient_file(a_patient().id, with_voided=True)

    assert standing.events == (an_event(1),)
    assert standing.samples == (a_sample(1),)
    assert standing.measurements == (a_measurement(1),)
    assert len(everything.events) == 2
    assert len(everything.samples) == 3
    assert len(everything.measurements) == 3


def test_samples_come_by_date(lab):
    early = a_sample(2, taken_on=a_sample().taken_on.replace(day=4))
    stated = a_sample(3, taken_on=None, stated_day=29, stated_first_dose_day=1)
    lab.put(a_patient(), a_sample(1), early, stated)

    file = lab.queries.patient_file(a_patient().id)

    assert [one.id for one in file.samples] == ["sample-3", "sample-2", "sample-1"]


def test_a_voided_patient_is_found_by_id_only(lab):
    lab.put(a_patient())
    lab.put(a_patient(status=RecordStatus.VOIDED, version=2))

    assert lab.queries.patient_file(a_patient().id).patient.version == 2
    assert lab.queries.patient_by_code("S-0001") is None
    assert lab.queries.patients_by_code(["S-0001"]) == {}


def test_what_is_not_there_says_so(lab):
    with pytest.raises(NotFoundError, match="There is no record 'x'"):
        lab.queries.patient_file(PatientId("x"))
    with pytest.raises(NotFoundError, match="There is no record 'x'"):
        lab.queries.record(type(an_event()), "x")
    with pytest.raises(NotFoundError, match="no entry 7"):
        lab.queries.journal_changes(7)


def test_codes_are_found_however_they_are_written(lab):
    lab.put(a_patient(code="S-0001"))

    assert lab.queries.patient_by_code(" s-0001 ").code == "S-0001"
    assert lab.queries.patient_by_code("S-1") is None


def test_many_codes_give_their_files_at_once(lab):
    count = 1100
    lab.put(
        *(a_patient(number) for number in range(count)),
        *(a_sample(number, patient=number) for number in range(count)),
        *(a_measurement(number, sample=number) for number in range(count)),
    )

    found = lab.queries.patients_by_code([f"s-{number:04}" for number in range(count)] + ["x"])

    assert len(found) == count
    assert found["s-0777"].patient == a_patient(777)
    assert found["s-0777"].measurements == (a_measurement(777, sample=777),)
    assert lab.queries.patients_by_code([]) == {}


def test_settings_begin_with_version_0_so_that_the_first_change_is_1(lab):
    first = lab.queries.settings()
    assert (first.version, first.laboratory, first.n_lod) == (0, "Children's", 20)

    lab.put(LabSettings("Children's", ("a", "b"), 10, 30))

    assert lab.queries.settings() == LabSettings("Children's", ("a", "b"), 10, 30)


def test_counts_follow_every_change(lab):
    assert lab.queries.counts() == StoreCounts(0, 0, 0, 0)

    lab.put_one_patient()
    lab.put(a_patient(2))
    assert lab.queries.counts() == StoreCounts(2, 1, 0, 0)
    assert lab.queries.counts() is lab.queries.counts()

    lab.ledger.save_summaries(
        {
            a_patient(1).id: PatientSummary(level="intermediate"),
            a_patient(2).id: PatientSummary(level="low", is_missing=True),
        }
    )
    lab.put(a_measurement(status=RecordStatus.VOIDED, version=2))
    assert lab.queries.counts() == StoreCounts(2, 0, 1, 1)


def test_stale_lines_are_those_of_another_signature(lab):
    lab.put(*(a_patient(number) for number in range(1, 5)))
    lab.ledger.save_summaries(
        {
            a_patient(1).id: PatientSummary(assessed_with="new"),
            a_patient(2).id: PatientSummary(assessed_with="old"),
            a_patient(3).id: PatientSummary(assessed_with="zold"),
        }
    )

    assert lab.queries.stale_patients(10) == ("patient-4",)
    assert set(lab.queries.stale_patients(10, "new")) == {"patient-2", "patient-3", "patient-4"}
    assert lab.queries.stale_patients(1, "new") == ("patient-4",)
    assert (lab.queries.stale_count(), lab.queries.stale_count("new")) == (1, 3)


def test_filter_choices_are_what_somebody_has(lab):
    lab.put(a_patient(1), a_patient(2))
    lab.ledger.save_summaries(
        {
            a_patient(1).id: PatientSummary(group="HR", flags=("PPR", "M1")),
            a_patient(2).id: PatientSummary(group="SR", flags=("M1",)),
        }
    )

    choices = lab.queries.filter_choices()

    assert choices.flags == ("M1", "PPR")
    assert choices.groups == ("HR", "SR")
    assert choices.protocols == ("generic-definitions",)


def test_an_export_gives_every_record_once_in_the_order_of_entry(lab):
    patients = [a_patient(number) for number in (5, 3, 9, 1)]
    lab.put(*patients)
    lab.put(a_patient(3, status=RecordStatus.VOIDED, version=2))

    first = lab.queries.export_page(Patient, limit=3)
    rest = lab.queries.export_page(Patient, after=first[-1].id, limit=3)

    assert [one.id for one in (*first, *rest)] == [one.id for one in patients]
    assert first[1].status is RecordStatus.VOIDED
    assert lab.queries.export_page(Sample) == ()


def test_a_row_that_no_record_can_be_is_damage(lab):
    lab.put_one_patient()
    with lab.shell() as connection:
        connection.execute("PRAGMA ignore_check_constraints = ON")
        connection.execute("UPDATE measurement SET value = '1.5'")
        connection.execute("UPDATE patient SET genetics = '{x'")
    lab.open()

    with pytest.raises(DamagedStoreError):
        lab.queries.record(Measurement, "measurement-1")
    with pytest.raises(DamagedStoreError):
        lab.queries.patient_by_code("S-0001")


def test_text_that_is_no_text_is_damage(lab):
    lab.put_one_patient()
    with lab.shell() as connection:
        connection.execute("UPDATE patient SET note = CAST(x'ff' AS TEXT)")
    lab.open()

    with pytest.raises(DamagedStoreError):
        lab.queries.record(Patient, "patient-1")


def test_the_head_is_printed_as_number_and_seal(lab):
    assert (lab.queries.head(), lab.queries.head_seq()) == ("0:", 0)

    entry = lab.put(a_patient())

    assert lab.queries.head() == f"1:{entry.head}"
    assert lab.queries.head_seq() == 1


def test_editions_come_in_the_order_of_entry(lab):
    assert lab.queries.editions() == ()
    first, second = an_edition(), an_edition("another", pack_id="another")
    lab.put(first)
    lab.put(second)

    assert lab.queries.editions() == (first, second)


def test_the_patients_of_a_pack_come_page_by_page(lab):
    courses = [a_patient().course] * 3
    lab.put(
        *(a_patient(n, course=course) for n, course in enumerate(courses, 1)),
        a_patient(4, course=type(a_patient().course)(pack="another")),
        a_patient(5, status=RecordStatus.VOIDED),
        a_sample(),
        a_measurement(),
    )

    first = lab.queries.cases_of_pack("generic-definitions", limit=2)
    second = lab.queries.cases_of_pack("generic-definitions", first[-1].patient.id, limit=2)

    assert [stored.patient.code for stored in (*first, *second)] == ["S-0001", "S-0002", "S-0003"]
    assert len(first[0].case.results) == 1
    assert len(lab.queries.cases_of_pack("")) == 4
    assert set(lab.queries.packs_in_use()) == {"generic-definitions", "another"}
