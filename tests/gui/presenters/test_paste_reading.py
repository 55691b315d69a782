"""Each pasted row finds its tube, is read as if it were typed, and says why it cannot go in."""

import itertools

import pytest

from mrdtracker.domain.mrd_value import ResultState
from mrdtracker.domain.notation import CountLimits
from mrdtracker.domain.records import PatientFile
from mrdtracker.domain.units import Unit
from mrdtracker.domain.vocabulary import Method, Specimen
from mrdtracker.gui.presenters.paste_reading import Chosen, PasteReader
from mrdtracker.gui.presenters.paste_rows import read_pasted
from tests.builders import a_measurement, a_patient, a_sample
from tests.services.entry_builders import a_context, day

MARROW = Specimen.BONE_MARROW
FLOW = Chosen(Method.FLOW)
TUBES = PatientFile(
    a_patient(),
    samples=(
        a_sample(2, taken_on=day(33)),
        a_sample(1, taken_on=day(15)),
    ),
)


def read(text, chosen=FLOW, file=TUBES):
    numbers = itertools.count(10)
    reader = PasteReader(
        a_context(file), chosen, CountLimits(20, 50), lambda: f"new-{next(numbers)}"
    )
    return [reader.read(row) for row in read_pasted(text).rows]


def test_a_column_of_values_goes_to_the_tubes_that_wait_oldest_first():
    first, second, third = read("0.05 %\n0.02 %\n0.01 %")

    assert first.sample.id == "sample-1"
    assert second.sample.id == "sample-2"
    assert third.problem.startswith("No sample waits for it")


def test_a_tube_that_has_its_result_waits_for_none():
    file = PatientFile(a_patient(), samples=TUBES.samples, measurements=(a_measurement(),))

    [row] = read("0.05 %", file=file)

    assert row.sample.id == "sample-2"


@pytest.mark.parametrize("when", ["D15", "15", "17 Mar 2025", "2025-03-17"])
def test_a_day_or_a_date_finds_the_tube(when):
    [row] = read(f"{when}\t0.05 %")

    assert (row.sample.id, row.is_new_sample, row.problem) == ("sample-1", False, "")
    assert row.said.startswith("Quantified: 0.05 %")
    assert row.measurement.sample_id == "sample-1"
    assert row.measurement.reported_text == "0.05 %"


def test_a_day_without_a_tube_makes_one_of_the_chosen_specimen():
    asked = "D78\t0.05 %"
    [without] = read(asked)
    [row] = read(asked, Chosen(Method.FLOW, specimen=MARROW))

    assert without.problem == "No sample of that day: choose the specimen of a new one."
    assert row.is_new_sample
    assert (row.sample.stated_day, row.sample.stated_first_dose_day) == (78, 1)
    [dated] = read("19 May 2025\t0.05 %", Chosen(Method.FLOW, specimen=MARROW))
    assert "future" in dated.problem


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("D15\tbanana", "banana"),
        ("D15\t0.05", "unit"),
        ("D15\tneg", "sensitivity"),
        ("D15\t", "No value."),
        ("\t0.05 %", "No day or date."),
        ("12/07/2025\t0.05 %", "12 July or 7 December"),
    ],
)
def test_what_is_doubtful_is_rejected_with_its_reason_and_never_guessed(text, problem):
    row = read(f"{text}\nD15\tneg @ 1e-4\nD33\tneg @ 1e-4")[0]

    assert problem.casefold() in row.problem.casefold()
    assert row.measurement is None


def test_the_chosen_unit_reads_bare_numbers_of_its_method():
    [row] = read("D15\t0.05", Chosen(Method.FLOW, Unit.PERCENT))

    assert row.problem == ""
    [other] = read("D15\t0.05", Chosen(Method.FLOW, Unit.NCN))
    assert other.problem


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("D15\tBM\tmagic\t0.05 %", "“magic” is no method."),
        ("D15\tbone\tflow\t0.05 %", "“bone” is no specimen."),
    ],
)
def test_an_unknown_word_is_named(text, problem):
    rows = read(f"{text}\nD33\tBM\tflow\t0.01 %\nD33\tBM\tngs\t0.01 %", Chosen())

    assert rows[0].problem == problem


def test_without_a_method_nothing_goes_in():
    [row] = read("D15\t0.05 %", Chosen())

    assert row.problem == "Choose the method."


def test_rows_know_the_rows_before_them():
    first, second = read("D15\t0.05 %\nD15\t0.06 %")
    assert first.asking == ()

    assert "E14" in [one.code for one in second.asking]


def test_a_jump_between_two_rows_asks_why():
    _, second = read("D15\t0.001 %\nD33\t0.5 %")

    assert [one.code for one in second.asking] == ["E07"]


def test_of_two_tubes_of_a_day_nobody_guesses():
    file = PatientFile(
        a_patient(),
        samples=(a_sample(1), a_sample(2, pull_number=2)),
    )

    [row] = read("D15\t0.05 %", file=file)

    assert row.problem == "Several samples of that day: enter it by hand."


def test_states_are_read_as_they_are_typed():
    first, second = read("D15\tneg @ 1e-4\nD33\t63/512000")

    assert first.measurement.value.state is ResultState.NEGATIVE
    assert first.said == "not detected (s = 0.01 %)"
    assert second.measurement.events_total == 512000
