from dataclasses import replace

import pytest

from mrdtracker.domain.errors import InvalidInputError
from mrdtracker.domain.records import PatientFile
from mrdtracker.domain.vocabulary import Quality, Specimen
from mrdtracker.gui.presenters.form import FieldError, MessageKind
from mrdtracker.gui.presenters.sample_form import SampleForm
from mrdtracker.services.commands import AddSample, AmendSample
from tests.builders import a_patient, a_sample
from tests.services.entry_builders import a_context, day


def a_form(known=None, context=None, **texts):
    form = SampleForm(context or a_context(), known, lambda: "new-id")
    for field, text in texts.items():
        form.set(field, text)
    return form


def test_a_tube_with_a_date_is_added():
    form = a_form(specimen="BM", taken_on="17 Mar 2025", pull_number="1", code="T-7")
    form.set("quality.clotted", "yes")

    command = form.command()

    assert isinstance(command, AddSample)
    assert command.sample == a_sample(
        id="new-id", pull_number=1, code="T-7", quality=(Quality.CLOTTED,)
    )


def test_below_the_date_stands_its_protocol_day():
    form = a_form(specimen="BM", taken_on="17 Mar 2025")

    assert form.message("taken_on").text.startswith("D15 (first dose = day 1), window of D15")


def test_a_date_with_two_meanings_asks_which():
    form = a_form(specimen="BM", taken_on="03/04/2025")

    assert form.message("taken_on").kind is MessageKind.QUESTION
    assert form.message("taken_on").is_blocking


def test_a_date_is_no_tube_number():
    form = a_form(specimen="BM", taken_on="17 Mar 2025", code="16.03.2025")

    assert form.message("code").is_blocking
    assert "“16.03.2025” is a date and no tube number." in form.message("code").text


@pytest.mark.parametrize("code", ["20250316", "250316-2", "M-16.03.2025"])
def test_a_number_of_digits_is_a_tube_number(code):
    assert a_form(specimen="BM", taken_on="17 Mar 2025", code=code).message("code") is None


def test_a_tube_that_came_with_a_date_for_a_number_can_be_amended():
    known = a_sample(code="2025-03-16")
    form = a_form(known, reason="clotted after all")

    assert form.message("code") is None


@pytest.mark.parametrize("text", ["15", "D15", "day 15", "d 15"])
def test_a_stated_day_needs_to_say_how_the_source_counts(text):
    form = a_form(specimen="BM", stated=text)
    assert form.is_shown("stated_first")
    assert form.message("stated_first").is_blocking

    form.set("stated_first", "0")

    sample = form.command().sample
    assert (sample.stated_day, sample.stated_first_dose_day) == (15, 0)
    assert sample.taken_on is None


def test_a_name_of_a_time_point_is_kept_as_it_stands():
    form = a_form(specimen="BM", stated="end of consolidation")

    assert not form.is_shown("stated_first")
    assert form.command().sample.timepoint == "end of consolidation"


@pytest.mark.parametrize(
    ("texts", "field"),
    [
        ({}, "specimen"),
        ({"specimen": "BM"}, "taken_on"),
        ({"specimen": "BM", "taken_on": "17 Mar 2025", "pull_number": "first"}, "pull_number"),
        ({"specimen": "BM", "taken_on": "17 Mar 2025", "pull_number": "0"}, "pull_number"),
        ({"specimen": "BM", "taken_on": "17 Mar 2030"}, "taken_on"),
    ],
    ids=["nothing", "no date", "pull in words", "pull 0", "future"],
)
def test_what_is_missing_or_wrong_is_said_at_its_field(texts, field):
    form = a_form(**texts)

    with pytest.raises(FieldError) as caught:
        form.command()

    assert caught.value.about == field
    assert form.message(field).is_blocking


def test_a_tube_beside_its_window_needs_a_reason_that_goes_into_the_journal():
    form = a_form(specimen="BM", taken_on="20 Mar 2025")
    assert form.message("taken_on").text.startswith("1 day after the window of D15")
    assert form.message("taken_on").code == form.message("reason").code == "E03"
    assert form.is_shown("reason")
    assert [line.kind for line in form.messages("taken_on")] == [
        MessageKind.ECHO,
        MessageKind.WARNING,
    ]

    form.set("reason", "clinic closed")

    assert form.command().reason == "clinic closed"


def test_a_tube_before_the_diagnosis_keeps_the_reason_in_its_note():
    form = a_form(specimen="BM", taken_on="01 Mar 2025", reason="first puncture elsewhere")

    assert form.command().sample.note == "first puncture elsewhere"


def test_amending_begins_with_what_is_on_record_and_wants_a_reason():
    known = a_sample(quality=(Quality.CLOTTED,), pull_number=2, note="as it was", version=3)
    form = a_form(known)
    assert form.text("taken_on") == "17 Mar 2025"
    assert form.text("quality.clotted") == "yes"
    assert not form.is_touched
    with pytest.raises(FieldError, match="why"):
        form.command()

    form.set("specimen", "PB")
    form.set("reason", "wrong box ticked")

    command = form.command()
    assert isinstance(command, AmendSample)
    assert command.sample == replace(known, specimen=Specimen.PERIPHERAL_BLOOD)


def test_amending_something_else_keeps_a_time_point_beside_a_stated_day():
    known = a_sample(taken_on=None, stated_day=15, stated_first_dose_day=1, timepoint="TP1")
    form = a_form(known, note="seen", reason="note")

    assert form.command().sample == replace(known, note="seen")


def test_the_store_s_refusal_of_a_second_tube_stands_at_the_pull():
    refusal = InvalidInputError("그날의 BM 검체가 이미 있습니다.", about="pull_number")

    assert a_form().field_of(refusal) == "pull_number"
    assert a_form().field_of(InvalidInputError("Something else.")) is None


def test_without_a_first_dose_a_tube_can_still_be_entered():
    file = PatientFile(a_patient())
    context = a_context(file, course=replace(file.patient.course, therapy_started_on=None))
    form = a_form(context=context, specimen="BM", taken_on=day(15).isoformat())

    assert "no protocol day" in form.message("taken_on").text
    assert form.command().sample.taken_on == day(15)
