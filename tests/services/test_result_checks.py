"""E06–E14: the value, its limits, and what stood before it."""

from dataclasses import replace
from decimal import Decimal

import pytest

from mrdtracker.domain.mrd_value import MrdValue, ResultState
from mrdtracker.domain.records import SampleId
from mrdtracker.domain.vocabulary import Method, Quality
from mrdtracker.services.entry_guard import warnings_of
from mrdtracker.services.entry_warning import Weight
from tests.builders import a_measurement, a_sample, negative, quantified
from tests.services.entry_builders import (
    BLOOD,
    a_context,
    a_mark,
    an_overview,
    day,
    file_with,
    typed,
    weights,
)

PNQ = MrdValue(ResultState.POSITIVE_BELOW_LLOQ, lloq=Decimal("0.0001"))


def test_e06_notes_the_first_result_by_another_method():
    context = a_context(file_with(quantified()))

    assert weights(typed(method=Method.IG_TR_PCR), context) == {"E06": Weight.NOTE}
    assert weights(typed(method=Method.FLOW), context) == {}
    assert weights(typed(method=Method.MORPHOLOGY), context) == {}


def test_e06_knows_the_method_from_another_result_of_the_same_tube():
    file = file_with(quantified())
    tube = a_sample(id="sample-2", taken_on=day(15))
    pcr = a_measurement(id="pcr", sample_id=SampleId("sample-2"), method=Method.IG_TR_PCR)
    file = replace(file, samples=(*file.samples, tube), measurements=(*file.measurements, pcr))

    assert "E06" not in weights(typed(method=Method.IG_TR_PCR), a_context(file))


@pytest.mark.parametrize(
    ("before", "now", "weight"),
    [
        (quantified("0.0001"), quantified("0.0031"), None),
        (quantified("0.0001"), quantified("0.0032"), Weight.REASON),
        (quantified("0.0032"), quantified("0.0001"), Weight.NOTE),
        (negative("0.0001"), quantified("0.0032"), Weight.REASON),
        (negative("0.01"), quantified("0.0032"), None),
        (quantified("0.0032"), negative("0.0001"), Weight.NOTE),
        (PNQ, quantified("0.0032"), Weight.REASON),
    ],
)
def test_e07_asks_why_from_one_and_a_half_powers_of_ten_on(before, now, weight):
    assert weights(typed(now), a_context(file_with(before))).get("E07") is weight


def test_e07_compares_only_the_same_method_target_and_specimen():
    context = a_context(file_with(quantified("0.0001")))

    assert "E07" not in weights(typed(quantified("0.005"), target="IGH"), context)
    assert "E07" not in weights(typed(quantified("0.005"), specimen=BLOOD), context)


@pytest.mark.parametrize(("fraction", "fires"), [("0.0999", False), ("0.1", True), ("0.2", True)])
def test_e08_asks_again_at_a_threshold_of_the_day(fraction, fires):
    found = weights(typed(quantified(fraction)))

    assert (found.get("E08") is Weight.SECOND_ENTRY) is fires


def test_e08_holds_only_on_its_day_in_its_specimen_and_by_its_method():
    high = quantified("0.5")

    assert "E08" not in weights(typed(high, taken_on=day(29)))
    assert "E08" not in weights(typed(high, specimen=BLOOD))
    assert "E08" not in weights(typed(high, method=Method.NGS))
    assert "E08" not in weights(
        typed(high), a_context(overviews=(an_overview(a_mark(is_display_only=True)),))
    )


@pytest.mark.parametrize(
    ("before", "now", "weight"),
    [
        ("0.0001", "0.01", Weight.SECOND_ENTRY),
        ("0.01", "0.0001", Weight.NOTE),
        ("0.0001", "0.004", None),
        ("0.0001", "0.03", None),
    ],
)
def test_e09_sees_the_factor_of_a_hundred(before, now, weight):
    found = weights(typed(quantified(now)), a_context(file_with(quantified(before))))

    assert found.get("E09") is weight


def test_e09_takes_the_place_of_e07():
    found = weights(typed(quantified("0.01")), a_context(file_with(quantified("0.0001"))))

    assert "E07" not in found


def test_e09_holds_the_value_against_the_counts():
    entry = typed(quantified("0.0123"), events_positive=63, events_total=512000)

    assert weights(entry)["E09"] is Weight.SECOND_ENTRY
    assert "E09" not in weights(replace(entry, value=quantified("0.000123")))


def test_e09_holds_the_value_against_another_method_in_the_same_tube():
    file = file_with(quantified("0.0005"), on=15, method=Method.IG_TR_PCR)
    entry = typed(quantified("0.05"), sample_id=SampleId("sample-1"))

    assert weights(entry, a_context(file))["E09"] is Weight.SECOND_ENTRY


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"lod": Decimal("0.01"), "lloq": Decimal("0.001")}, "lloq"),
        ({"events_positive": 5, "events_total": 4}, "events_positive"),
    ],
)
def test_e10_stops_at_numbers_that_contradict_each_other(changes, field):
    [warning] = warnings_of(typed(**changes), a_context())

    assert (warning.code, warning.weight, warning.field) == ("E10", Weight.STOP, field)


def test_e10_lets_equal_limits_and_counts_pass():
    limit = Decimal("0.01")

    assert weights(typed(lod=limit, lloq=limit, events_positive=4, events_total=4)) == {}


def test_e11_wants_the_sensitivity_of_a_negative_and_the_limit_of_a_positive():
    assert weights(typed(MrdValue(ResultState.NEGATIVE))) == {"E11": Weight.REASON}
    assert weights(typed(MrdValue(ResultState.POSITIVE_BELOW_LLOQ))) == {"E11": Weight.STOP}
    assert "E11" not in weights(typed(negative()))
    assert "E11" not in weights(typed(PNQ))


def test_e12_notes_a_sensitivity_that_cannot_answer_the_rule_of_the_day():
    context = a_context(overviews=(an_overview(a_mark("0.0001")),))

    assert weights(typed(negative("0.001")), context) == {"E12": Weight.NOTE}
    assert weights(typed(negative("0.0001")), context) == {}


def test_e13_wants_a_reason_for_a_negative_in_a_weak_sample():
    weak, fine = (Quality.HAEMODILUTION_SUSPECTED,), (Quality.OUT_OF_WINDOW,)

    assert weights(typed(negative(), quality=weak)) == {"E13": Weight.REASON}
    assert weights(typed(negative(), quality=fine)) == {}
    assert weights(typed(quantified(), quality=weak)) == {}


def test_e14_wants_a_reason_for_a_repeat():
    context = a_context(file_with(quantified(), on=15))
    again = typed(quantified(), sample_id=SampleId("sample-1"))

    assert weights(again, context)["E14"] is Weight.REASON
    assert weights(typed(quantified()), context)["E14"] is Weight.REASON
    assert "E14" not in weights(replace(again, method=Method.NGS), context)
    assert "E14" not in weights(replace(again, target="IGH"), context)


def test_e14_does_not_hold_a_result_against_itself():
    context = a_context(file_with(quantified(), on=15))
    amended = typed(
        quantified(),
        sample_id=SampleId("sample-1"),
        measurement_id=context.file.measurements[0].id,
    )

    assert weights(amended, context) == {}
