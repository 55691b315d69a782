"""A table is held against the store: new, changed, or the same; a blank never overwrites."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from itertools import count

import pytest

from mrdtracker.domain.case import CourseFacts, Event, PatientFacts, Result
from mrdtracker.domain.days import DayConvention
from mrdtracker.domain.import_plan import ImportedPatient, ImportPlan, RowAction
from mrdtracker.domain.mrd_value import MrdValue, ResultState
from mrdtracker.domain.records import (
    Measurement,
    Patient,
    PatientFile,
    Sample,
    TherapyEvent,
)
from mrdtracker.domain.units import Unit
from mrdtracker.domain.vocabulary import EventKind, LesionState, Method, Quality, Sex, Specimen
from mrdtracker.services.import_merge import MergedPlan, merge_plan


@pytest.fixture
def new_id() -> Callable[[], str]:
    """Ids that count up."""
    numbers = count(1)
    return lambda: f"id-{next(numbers)}"


def _flow(percent: str = "0.05", day: int = 29, **more: object) -> Result:
    return Result(
        **{
            "specimen": Specimen.BONE_MARROW,
            "method": Method.FLOW,
            "value": MrdValue(ResultState.QUANTIFIED, value=Decimal(percent).scaleb(-2)),
            "day": day,
            "day_stated_in": DayConvention(1),
            "unit": Unit.PERCENT,
            "reported_text": percent,
            **more,
        }
    )


def _plan(*patients: ImportedPatient) -> ImportPlan:
    return ImportPlan("table.tsv", "ab" * 32, "mapping", "utf-8", len(patients), patients)


def _file(merged: MergedPlan) -> dict[str, PatientFile]:
    """What the store would hold of one patient after the import."""
    by_type = {kind: [] for kind in (Patient, TherapyEvent, Sample, Measurement)}
    for record in merged.records:
        by_type[type(record)].append(record)
    (patient,) = by_type[Patient]
    parts = (tuple(by_type[kind]) for kind in (TherapyEvent, Sample, Measurement))
    return {patient.code: PatientFile(patient, *parts)}


def test_a_new_patient_comes_with_its_tubes_and_results(new_id: Callable[[], str]) -> None:
    imported = ImportedPatient("T-1", results=(_flow(), _flow(day=8)))

    merged = merge_plan(_plan(imported), {}, new_id)

    assert [type(record) for record in merged.records] == [
        Patient,
        Sample,
        Measurement,
        Sample,
        Measurement,
    ]
    assert (merged.preview.new_patients, merged.preview.new_results) == (1, 2)


def test_two_methods_on_one_tube_share_it(new_id: Callable[[], str]) -> None:
    blasts = _flow("2", method=Method.MORPHOLOGY)

    merged = merge_plan(_plan(ImportedPatient("T-1", results=(_flow(), blasts))), {}, new_id)

    assert sum(isinstance(record, Sample) for record in merged.records) == 1


def test_the_same_file_again_changes_nothing(new_id: Callable[[], str]) -> None:
    imported = ImportedPatient(
        "T-1",
        facts=PatientFacts(sex=Sex.MALE, genetics={"BCR::ABL1": LesionState.NOT_DETECTED}),
        events=(Event(EventKind.RELAPSE, day=400),),
        results=(_flow(), _flow(day=8)),
    )
    known = _file(merge_plan(_plan(imported), {}, new_id))

    again = merge_plan(_plan(imported), known, new_id)

    assert again.records == ()
    assert again.preview.is_nothing_to_do
    assert again.preview.same == 4


def test_a_blank_does_not_overwrite_a_fact(new_id: Callable[[], str]) -> None:
    first = ImportedPatient("T-1", facts=PatientFacts(sex=Sex.MALE, age_days=900))
    known = _file(merge_plan(_plan(first), {}, new_id))

    merged = merge_plan(
        _plan(ImportedPatient("T-1", facts=PatientFacts(age_days=901))), known, new_id
    )

    (patient,) = merged.records
    assert isinstance(patient, Patient)
    assert (patient.facts.sex, patient.facts.age_days, patient.version) == (Sex.MALE, 901, 2)
    assert [(one.action, one.what, one.before, one.after) for one in merged.preview.changes] == [
        (RowAction.CHANGED, "age_days", "900", "901")
    ]


def test_a_second_table_adds_genetics_to_those_known(new_id: Callable[[], str]) -> None:
    first = ImportedPatient(
        "T-1", facts=PatientFacts(genetics={"BCR::ABL1": LesionState.NOT_DETECTED})
    )
    second = ImportedPatient(
        "T-1", facts=PatientFacts(genetics={"ETV6::RUNX1": LesionState.DETECTED})
    )
    known = _file(merge_plan(_plan(first), {}, new_id))

    (patient,) = merge_plan(_plan(second), known, new_id).records

    assert isinstance(patient, Patient)
    assert patient.facts.lesion("BCR::ABL1") is LesionState.NOT_DETECTED
    assert patient.facts.lesion("ETV6::RUNX1") is LesionState.DETECTED


def test_a_corrected_value_is_a_new_version_of_the_same_result(new_id: Callable[[], str]) -> None:
    known = _file(merge_plan(_plan(ImportedPatient("T-1", results=(_flow("0.05"),))), {}, new_id))

    merged = merge_plan(_plan(ImportedPatient("T-1", results=(_flow("0.5"),))), known, new_id)

    (reading,) = merged.records
    (change,) = merged.preview.changes
    assert isinstance(reading, Measurement)
    assert reading.id == known["T-1"].measurements[0].id
    assert reading.version == 2
    assert (change.before, change.after) == ("0.05 %", "0.5 %")


def test_day_7_from_day_0_and_day_7_from_day_1_are_two_tubes(new_id: Callable[[], str]) -> None:
    other = _flow(day=29, day_stated_in=DayConvention(0))

    merged = merge_plan(_plan(ImportedPatient("T-1", results=(_flow(), other))), {}, new_id)

    assert sum(isinstance(record, Sample) for record in merged.records) == 2


def test_a_dated_result_meets_the_tube_of_that_date(new_id: Callable[[], str]) -> None:
    dated = _flow(on=date(2026, 3, 30), day=None, day_stated_in=None)
    known = _file(merge_plan(_plan(ImportedPatient("T-1", results=(dated,))), {}, new_id))
    second = replace(dated, method=Method.MORPHOLOGY)

    merged = merge_plan(_plan(ImportedPatient("T-1", results=(second,))), known, new_id)

    (reading,) = merged.records
    assert isinstance(reading, Measurement)
    assert reading.sample_id == known["T-1"].samples[0].id


def test_notes_of_two_tables_stand_under_each_other_once(new_id: Callable[[], str]) -> None:
    first = ImportedPatient("T-1", note="Karyotype: 46,XX")
    second = ImportedPatient("T-1", note="First Event: None")
    known = _file(merge_plan(_plan(first), {}, new_id))

    (patient,) = merge_plan(_plan(second), known, new_id).records
    again = merge_plan(_plan(first), known, new_id)

    assert isinstance(patient, Patient)
    assert patient.note == "Karyotype: 46,XX\nFirst Event: None"
    assert again.preview.is_nothing_to_do


def test_repeats_on_one_tube_stay_repeats(new_id: Callable[[], str]) -> None:
    imported = ImportedPatient("T-1", results=(_flow("0.05"), _flow("0.07", note="repeat")))
    known = _file(merge_plan(_plan(imported), {}, new_id))

    again = merge_plan(_plan(imported), known, new_id)

    assert len(known["T-1"].measurements) == 2
    assert again.preview.is_nothing_to_do


def test_a_second_reading_keeps_its_own_weakness(new_id: Callable[[], str]) -> None:
    weak = _flow("2", method=Method.MORPHOLOGY, quality=(Quality.FEW_CELLS,))
    imported = ImportedPatient("T-1", results=(_flow(), weak))

    known = _file(merge_plan(_plan(imported), {}, new_id))

    assert known["T-1"].samples[0].quality == ()
    assert known["T-1"].measurements[1].quality == (Quality.FEW_CELLS,)
    assert merge_plan(_plan(imported), known, new_id).preview.is_nothing_to_do


def test_a_reading_that_was_corrected_by_hand_is_kept(new_id: Callable[[], str]) -> None:
    imported = ImportedPatient("T-1", results=(_flow("0.05"),))
    known = _file(merge_plan(_plan(imported), {}, new_id))["T-1"]
    corrected = replace(known.measurements[0], reported_text="0.5", version=2)
    by_hand = {"T-1": replace(known, measurements=(corrected,))}

    again = merge_plan(_plan(imported), by_hand, new_id)
    newer = merge_plan(replace(_plan(imported), sha256="cd" * 32), by_hand, new_id)

    assert again.preview.is_nothing_to_do
    assert newer.preview.changed == 1


def test_course_facts_are_overlaid(new_id: Callable[[], str]) -> None:
    known = _file(merge_plan(_plan(ImportedPatient("T-1")), {}, new_id))
    course = CourseFacts(therapy_started_on=date(2026, 3, 2))

    (patient,) = merge_plan(_plan(ImportedPatient("T-1", course=course)), known, new_id).records

    assert isinstance(patient, Patient)
    assert patient.course == course


@pytest.mark.parametrize("is_turned_round", [False, True])
def test_a_second_pull_draws_no_result_away_from_the_first(
    new_id: Callable[[], str], *, is_turned_round: bool
) -> None:
    imported = ImportedPatient("T-1", results=(_flow(),))
    (file,) = _file(merge_plan(_plan(imported), {}, new_id)).values()
    pulls = [*file.samples, replace(file.samples[0], id="second", pull_number=2)]
    pulls.sort(key=lambda sample: sample.pull_number or 0, reverse=is_turned_round)

    again = merge_plan(_plan(imported), {"T-1": replace(file, samples=tuple(pulls))}, new_id)

    assert again.preview.is_nothing_to_do


def test_new_events_are_counted_as_such(new_id: Callable[[], str]) -> None:
    first = merge_plan(_plan(ImportedPatient("T-1")), {}, new_id)
    imported = ImportedPatient("T-1", events=(Event(EventKind.RELAPSE, day=400),))

    preview = merge_plan(_plan(imported), _file(first), new_id).preview

    assert (preview.new_events, preview.changed) == (1, 0)
    assert not preview.is_nothing_to_do


def test_an_event_told_in_other_words_of_the_same_day_is_the_same(
    new_id: Callable[[], str],
) -> None:
    old = Event(EventKind.RELAPSE, "First event: Relapse, 1043 days from diagnosis", day=1044)
    new = replace(old, name="First event: Relapse, D1044 (diagnosis = day 1)")
    first = merge_plan(_plan(ImportedPatient("T-1", events=(old,))), {}, new_id)

    again = merge_plan(_plan(ImportedPatient("T-1", events=(new,))), _file(first), new_id)

    assert again.preview.is_nothing_to_do


@pytest.mark.parametrize(
    ("event", "shown"),
    [
        (
            Event(EventKind.RELAPSE, "Relapse, D44 (diagnosis = day 1)", day=44),
            "Relapse, D44 (dia",
        ),
        (Event(EventKind.RELAPSE, day=44), "D44"),
        (Event(EventKind.PHASE_STARTED, "IB", on=date(2026, 4, 6)), "IB, 06 Apr 2026"),
    ],
)
def test_the_preview_shows_the_day_of_an_event_once(
    new_id: Callable[[], str], event: Event, shown: str
) -> None:
    changes = merge_plan(_plan(ImportedPatient("T-1", events=(event,))), {}, new_id).preview

    assert changes.changes[-1].after.startswith(shown)
    assert changes.changes[-1].after.count("44") <= 1
