from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mrdtracker.domain.errors import ChangedMeanwhileError, InvalidInputError, NotFoundError
from mrdtracker.domain.mrd_value import MrdValue, ResultState
from mrdtracker.domain.records import (
    LabSettings,
    Measurement,
    Patient,
    PatientSummary,
    RecordStatus,
    Sample,
)
from mrdtracker.store.reports import report_pdf
from mrdtracker.store.verify import verify
from tests.builders import (
    StoppedClock,
    a_measurement,
    a_patient,
    a_report,
    a_sample,
    an_edition,
    an_event,
)
from tests.store.any_record import twenty_digits
from tests.store.laboratory import Laboratory

SUMMARY = PatientSummary(group="HR", status="final", level="high", assessed_with="packs")


def test_rows_and_journal_entry_are_written_together(lab):
    entry = lab.put(
        a_patient(), a_sample(), a_measurement(), an_event(), reason="new", label="Add patient"
    )

    assert (entry.seq, entry.actor, entry.label, entry.reason) == (1, "Kim", "Add patient", "new")
    assert entry.record_count == 4
    assert entry.at == lab.clock.now
    assert entry.station == lab.database.station
    assert lab.queries.journal() == (entry,)
    assert lab.queries.head() == f"1:{entry.head}"
    file = lab.queries.patient_file(a_patient().id)
    assert file.patient == a_patient()
    assert file.samples == (a_sample(),)
    assert file.measurements == (a_measurement(),)
    assert file.events == (an_event(),)


def test_records_may_come_in_any_order(lab):
    lab.put(a_measurement(), a_sample(), an_event(), a_patient())

    assert verify(lab.database).findings == ()


def test_an_amendment_keeps_what_was(lab):
    lab.put_one_patient()
    amended = a_measurement(note="typed again", version=2)

    lab.put(amended, label="Amend result")

    assert lab.queries.record(Measurement, amended.id) == amended
    (change,) = lab.queries.journal_changes(2)
    assert change.before == a_measurement()
    assert change.after == amended


@pytest.mark.parametrize("version", [1, 3, 0, -1])
def test_a_record_that_moved_on_is_not_overwritten(lab, version):
    lab.put_one_patient()

    with pytest.raises(ChangedMeanwhileError):
        lab.put(a_measurement(note="late", version=version))

    assert lab.queries.record(Measurement, a_measurement().id) == a_measurement()
    assert lab.queries.head_seq() == 1


def test_what_was_never_there_cannot_be_changed(lab):
    with pytest.raises(ChangedMeanwhileError):
        lab.put(a_patient(version=2))


def test_one_bad_record_of_many_leaves_none(lab):
    good = [a_patient(number) for number in range(1, 951)]

    with pytest.raises(InvalidInputError, match="that is not in the file"):
        lab.put(*good, a_sample(1, patient=9999))

    assert lab.queries.counts().patients == 0
    assert lab.queries.head() == "0:"
    assert lab.database.rows("SELECT count(*) FROM patient_search") == [(0,)]


@pytest.mark.parametrize(
    ("record", "words"),
    [
        (a_sample(taken_on=None), "needs a date, a protocol day or a named time point"),
        (a_patient(2, code="s-0001"), "another patient already"),
        (a_measurement(events_total=10**30), "too large"),
        (a_sample(note="\ud800"), "cannot be stored"),
        (a_measurement(events_total=1, events_positive=2), "More positive events"),
    ],
    ids=["no time", "same code", "large", "surrogate", "events"],
)
def test_a_broken_rule_is_said_in_words(lab, record, words):
    lab.put(a_patient())

    with pytest.raises(InvalidInputError, match=words):
        lab.put(a_sample(9), replace(record, **_of_sample_9(record)))

    assert lab.queries.head_seq() == 1


def _of_sample_9(record):
    return {"sample_id": a_sample(9).id} if isinstance(record, Measurement) else {}


def test_the_code_of_a_voided_patient_is_free_again(lab):
    lab.put(a_patient())
    lab.put(a_patient(status=RecordStatus.VOIDED, version=2))

    lab.put(a_patient(2, code="S-0001"))

    assert lab.queries.patient_by_code("S-0001").id == a_patient(2).id


def test_a_record_is_written_once_in_one_act(lab):
    with pytest.raises(ValueError, match="writes a record once"):
        lab.put(a_patient(), a_patient(version=2))


@pytest.mark.parametrize("missing", [{"actor": ""}, {"label": ""}])
def test_every_act_has_an_actor_and_a_label(lab, missing):
    with pytest.raises(ValueError, match="an actor and a label"):
        lab.put(a_patient(), **missing)


def test_an_act_without_records_is_an_entry_too(lab):
    assert lab.put(label="Export").record_count == 0
    assert lab.queries.journal_changes(1) == ()
    assert verify(lab.database).findings == ()


# --- exact numbers --------------------------------------------------------------------------


def test_a_thousand_numbers_of_twenty_digits_survive_every_public_path(lab):
    numbers = [twenty_digits(one) for one in range(1000)]
    results = [
        a_measurement(one, value=MrdValue(ResultState.QUANTIFIED, value=number))
        for one, number in enumerate(numbers)
    ]
    patient = a_patient(facts=replace(a_patient().facts, dna_index=numbers[0]))

    lab.put(patient, a_sample(), *results)
    lab.put(*(replace(one, note="amended", version=2) for one in results))
    lab.open()

    file = lab.queries.patient_file(patient.id)
    assert [one.value.value for one in file.measurements] == numbers
    assert file.patient.facts.dna_index == numbers[0]
    by_code = lab.queries.patients_by_code(["S-0001"])["S-0001"]
    assert [one.value.value for one in by_code.measurements] == numbers
    exported = lab.queries.export_page(Measurement)
    assert [one.value.value for one in exported] == numbers
    single = [lab.queries.record(Measurement, one.id).value.value for one in results]
    assert single == numbers
    for seq in (1, 2):
        journalled = [
            change.after.value.value
            for change in lab.queries.journal_changes(seq)
            if isinstance(change.after, Measurement)
        ]
        assert journalled == numbers
    stored = lab.database.rows("SELECT value FROM measurement ORDER BY rowid")
    assert [text for (text,) in stored] == [format(number, "f").rstrip("0") for number in numbers]


@pytest.mark.parametrize(
    "facts",
    [{"wbc_10e9_per_l": 30.5}, {"wbc_10e9_per_l": 30}, {"age_days": 1.5}, {"age_days": True}],
    ids=str,
)
def test_an_inexact_number_stops_before_the_file(lab, facts):
    with pytest.raises(TypeError):
        lab.put(a_patient(facts=replace(a_patient().facts, **facts)))

    assert lab.queries.head() == "0:"


# --- the journal ----------------------------------------------------------------------------


def test_the_order_is_that_of_the_numbers_when_the_clock_goes_back(lab):
    lab.put(a_patient(1))
    lab.clock.move(hours=-1)

    second = lab.put(a_patient(2))
    lab.clock.move(seconds=1)
    third = lab.put(a_patient(3))

    assert second.clock_note == "the clock went back by 3600 s"
    assert third.clock_note == ""
    assert [entry.seq for entry in lab.queries.journal()] == [3, 2, 1]
    assert lab.queries.journal()[1].clock_note == second.clock_note
    assert verify(lab.database).findings == ()


def test_an_entry_keeps_the_zone_of_the_wall_clock(lab):
    seoul = timezone(timedelta(hours=9))
    lab.clock.now = datetime(2025, 3, 20, 8, 30, tzinfo=seoul)
    lab.put(a_patient())

    (entry,) = lab.queries.journal()
    assert entry.at == datetime(2025, 3, 19, 23, 30, tzinfo=UTC)
    assert entry.at.utcoffset() == timedelta(hours=9)


def test_a_clock_without_a_zone_is_refused(lab):
    lab.clock.now = datetime(2025, 3, 20, 8, 30)  # noqa: DTZ001 - that is the fault

    with pytest.raises(ValueError, match="must know its zone"):
        lab.put(a_patient())


def test_only_an_entry_that_stands_can_be_taken_back(lab):
    lab.put(a_patient())
    lab.put(a_patient(status=RecordStatus.VOIDED, version=2), undoes=1, label="Undo: Add")

    with pytest.raises(ChangedMeanwhileError, match="taken back already"):
        lab.put(a_patient(note="x", version=3), undoes=1)
    with pytest.raises(NotFoundError):
        lab.put(a_patient(note="x", version=3), undoes=99)
    lab.put(a_patient(version=3), undoes=2, label="Redo: Add")
    assert lab.put(a_patient(note="x", version=4), undoes=1).undoes == 1


def test_large_acts_are_cut_into_parts_and_read_as_one(lab):
    patients = [a_patient(number) for number in range(1234)]

    entry = lab.put(*patients)

    assert entry.record_count == 1234
    assert lab.database.rows("SELECT count(*) FROM journal_change") == [(3,)]
    assert [one.after for one in lab.queries.journal_changes(1)] == patients
    assert len(lab.queries.journal_changes(1, limit=10)) == 10
    assert verify(lab.database).records == 1234


# --- what is derived ------------------------------------------------------------------------


@pytest.fixture
def assessed(lab):
    lab.put_one_patient()
    lab.put(a_patient(2), a_sample(2, patient=2), an_event())
    lab.ledger.save_summaries({a_patient(1).id: SUMMARY, a_patient(2).id: SUMMARY})
    assert lab.queries.stale_patients(10) == ()
    return lab


@pytest.mark.parametrize(
    ("puts", "stale"),
    [
        ([a_patient(note="x", version=2)], {1}),
        ([a_sample(note="x", version=2)], {1}),
        ([an_event(note="x", version=2)], {1}),
        ([a_measurement(note="x", version=2)], {1}),
        ([a_measurement(2, sample=2)], {2}),
        ([a_sample(patient=2, version=2)], {1, 2}),
        ([a_measurement(sample=2, version=2)], {1, 2}),
        ([a_sample(3, patient=2), a_measurement(2, sample=3)], {2}),
        ([LabSettings()], {1, 2}),
    ],
    ids=str,
)
def test_a_change_makes_the_summaries_of_its_patients_stale(assessed, puts, stale):
    assessed.put(*puts)

    assert set(assessed.queries.stale_patients(10)) == {a_patient(one).id for one in stale}


def test_summaries_are_not_journalled(assessed):
    head = assessed.queries.head()

    assessed.ledger.save_summaries({a_patient(1).id: SUMMARY})

    assert assessed.queries.head() == head
    assert verify(assessed.database).findings == ()


def test_a_summary_of_yesterdays_records_is_not_kept(assessed):
    seen = assessed.queries.head_seq()
    assessed.put(a_measurement(note="x", version=2))

    assessed.ledger.save_summaries(
        {a_patient(1).id: SUMMARY, a_patient(2).id: SUMMARY}, as_of=seen
    )

    assert assessed.queries.stale_patients(10) == (a_patient(1).id,)


def test_a_summary_of_yesterdays_settings_is_not_kept(assessed):
    seen = assessed.queries.head_seq()
    assessed.put(LabSettings(n_lod=10))

    assessed.ledger.save_summaries({a_patient(1).id: SUMMARY}, as_of=seen)

    assert set(assessed.queries.stale_patients(10)) == {a_patient(1).id, a_patient(2).id}


def test_a_summary_by_yesterdays_edition_is_not_kept(assessed):
    assessed.put(a_measurement(note="x", version=2))
    seen = assessed.queries.head_seq()
    assessed.put(an_edition())

    assessed.ledger.save_summaries({a_patient(1).id: SUMMARY}, as_of=seen)

    assert a_patient(1).id in assessed.queries.stale_patients(10)


# --- a model --------------------------------------------------------------------------------


@given(st.lists(st.tuples(st.integers(1, 3), st.integers(1, 4)), max_size=25))
@settings(max_examples=30)
def test_versions_follow_a_plain_model(tmp_path_factory, steps):
    laboratory = Laboratory(tmp_path_factory.mktemp("model"), StoppedClock())
    model: dict[int, Patient] = {}
    for number, version in steps:
        record = a_patient(number, note=f"{version}", version=version)
        expected = model[number].version + 1 if number in model else 1
        if version == expected:
            laboratory.put(record)
            model[number] = record
        else:
            with pytest.raises(ChangedMeanwhileError):
                laboratory.put(record)

    assert {one.id: one for one in laboratory.queries.export_page(Patient)} == {
        one.id: one for one in model.values()
    }
    assert laboratory.queries.export_page(Sample) == ()
    assert verify(laboratory.database).findings == ()
    laboratory.close()


def test_the_pages_of_a_report_are_kept_with_it_and_not_in_the_journal(lab):
    lab.put(a_patient(), a_report())

    parts = lab.database.rows("SELECT after FROM journal_change WHERE table_name = 'report'")
    assert a_report().pdf_digest in parts[0][0]
    assert "%PDF" not in parts[0][0]
    assert report_pdf(lab.database, "report-1-1") == a_report().pdf


def test_pages_under_the_digest_of_others_are_refused(lab):
    lab.put(a_patient())

    with pytest.raises(ValueError, match="bytes of its digest"):
        lab.put(replace(a_report(), pdf=b"other"))

    assert lab.database.rows("SELECT count(*) FROM report_paper") == [(0,)]


def test_a_report_that_is_voided_keeps_its_pages(lab):
    lab.put(a_patient(), a_report())

    lab.put(a_report(status=RecordStatus.VOIDED, version=2))

    assert report_pdf(lab.database, "report-1-1") == a_report().pdf
