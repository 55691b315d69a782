"""A warning that is always there is read by nobody: how often an ordinary entry raises one."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from mrdtracker.domain.listing import PatientQuery
from mrdtracker.services.assessment import PatientView
from mrdtracker.services.demo import create_demo
from mrdtracker.services.entry_context import EntryContext, TypedResult
from mrdtracker.services.entry_guard import warnings_of
from mrdtracker.services.entry_warning import EntryWarning, Weight
from mrdtracker.services.workspace import Person

ANNA = Person("Anna", lambda: datetime(2026, 11, 20, 9, 30, tzinfo=UTC))
MOST_AMBER = 0.05
# What three of the patients were invented to show; each warning is true and has to stay.
INVENTED_TO_SHOW = {("DEMO-05", "E05"), ("DEMO-08", "E07"), ("DEMO-12", "E13")}


def entries_of(view: PatientView, today) -> Iterator[tuple[EntryWarning, ...]]:
    """Enter every result of a patient once more, in the order of time."""
    file = view.file
    samples = {sample.id: sample for sample in file.samples}

    def moment(measurement):
        sample = samples[measurement.sample_id]
        return (str(sample.taken_on or ""), sample.stated_day or 0, measurement.id)

    ordered = sorted(file.measurements, key=moment)
    for place, measurement in enumerate(ordered):
        before = tuple(ordered[:place])
        known = {one.sample_id for one in before}
        context = EntryContext(
            replace(
                file,
                samples=tuple(one for one in file.samples if one.id in known),
                measurements=before,
            ),
            view.case.course,
            view.convention,
            view.overviews,
            today,
        )
        sample, value = samples[measurement.sample_id], measurement.value
        yield warnings_of(
            TypedResult(
                method=measurement.method,
                specimen=sample.specimen,
                taken_on=sample.taken_on,
                day=context.day_of_sample(sample),
                sample_id=sample.id if sample.id in known else None,
                target=measurement.target,
                value=value,
                lod=value.lod,
                lloq=value.lloq,
                events_positive=measurement.events_positive,
                events_total=measurement.events_total,
                quality=sample.quality,
            ),
            context,
        )


@pytest.fixture(scope="module")
def entered(tmp_path_factory):
    """The code of the patient and the warnings, for every entry of the invented patients."""
    path = tmp_path_factory.mktemp("demo") / "practice.mrd"
    with create_demo(path, ANNA) as workspace:
        return [
            (row.code, warnings)
            for page in workspace.all_patients(PatientQuery(), 50)
            for row in page
            for warnings in entries_of(workspace.assessment.view(row.id), workspace.today)
        ]


def codes(entered, weight):
    return [
        {(code, one.code) for one in warnings if one.weight is weight}
        for code, warnings in entered
    ]


def test_few_entries_of_the_invented_patients_ask_for_a_reason(entered):
    amber = [found for found in codes(entered, Weight.REASON) if found]

    assert len(entered) == 65
    assert len(amber) <= MOST_AMBER * len(entered)
    assert set().union(*amber) == INVENTED_TO_SHOW


def test_nothing_on_record_would_be_stopped(entered):
    assert not any(codes(entered, Weight.STOP))


def test_a_second_typing_is_asked_only_at_a_threshold_or_a_factor_of_a_hundred(entered):
    asked = set().union(*codes(entered, Weight.SECOND_ENTRY))

    assert {code for _, code in asked} <= {"E08", "E09"}
