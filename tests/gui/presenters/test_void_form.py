from dataclasses import replace
from decimal import Decimal

import pytest

from mrdtracker.domain.records import PatientFile
from mrdtracker.gui.presenters.form import FieldError
from mrdtracker.gui.presenters.void_form import VoidForm
from mrdtracker.words import speak
from tests.builders import a_measurement, a_patient, a_sample, an_event

FILE = PatientFile(a_patient(), (an_event(),), (a_sample(),), (a_measurement(),))
WHAT = "BM sample, 17 Mar 2025, and 1 result"


def test_every_record_that_goes_out_of_use_is_named():
    records = (FILE.patient, *FILE.events, *FILE.samples, *FILE.measurements)

    assert VoidForm(FILE, records, WHAT).lines == (
        "patient S-0001",
        "phase started induction 03 Mar 2025",
        "BM sample, 17 Mar 2025",
        "flow result 0.05 %, BM 17 Mar 2025",
    )


def test_a_counted_result_is_named_with_the_digits_that_a_list_shows():
    counted = replace(a_measurement().value, value=Decimal(63) / 512000)
    form = VoidForm(FILE, (replace(a_measurement(), value=counted),), WHAT)

    assert form.lines == ("flow result 0.0123 %, BM 17 Mar 2025",)


def test_an_event_without_a_date_is_named_by_its_day():
    event = an_event(on=None, day=36)

    assert VoidForm(FILE, (event,), WHAT).lines == ("phase started induction day 36",)


def test_a_reason_is_needed_and_stands_in_the_command():
    form = VoidForm(FILE, FILE.samples, WHAT)
    with pytest.raises(FieldError):
        form.command()

    form.set("reason", "another child's tube")

    command = form.command()
    assert command.label == f"Void {WHAT}"
    assert command.reason == "another child's tube"
    assert command.records == FILE.samples
    assert command.patient_id == FILE.patient.id


def test_the_journal_says_in_english_how_much_went_with_it():
    records = (*FILE.measurements, *FILE.samples)
    form = VoidForm(FILE, records, "골수 검체, 결과 1개")
    form.set("reason", "twice")

    speak({"{} sample, {}": "{} 검체, {}", "{} record": "기록 {}개"})
    try:
        assert form.command().label == "Void BM sample, 17 Mar 2025, with 1 record of it"
    finally:
        speak({})
