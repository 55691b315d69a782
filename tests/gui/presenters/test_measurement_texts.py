from decimal import Decimal

import pytest

from mrdtracker.domain.mrd_value import MrdValue, ResultState
from mrdtracker.domain.notation import CountLimits
from mrdtracker.domain.units import Unit
from mrdtracker.domain.vocabulary import Denominator, Gating, Method, Quality
from mrdtracker.gui.presenters.measurement_texts import texts_of_measurement
from mrdtracker.gui.presenters.result_reading import ResultTexts, read_result
from tests.builders import a_measurement, negative, quantified
from tests.language.spoken import in_korean

COUNTS = CountLimits(20, 50)
PNQ = MrdValue(ResultState.POSITIVE_BELOW_LLOQ, lloq=Decimal("0.00005"))


def test_a_new_result_begins_empty():
    texts = texts_of_measurement(None, COUNTS)

    assert set(texts.values()) == {"", "no"}


def test_the_details_of_a_known_result_are_written_out():
    known = a_measurement(
        method=Method.FLOW,
        denominator=Denominator.NUCLEATED_CELLS,
        gating=Gating.CD19_INDEPENDENT,
        quality=(Quality.FEW_CELLS,),
        events_total=512000,
        note="second reader agreed",
    )
    texts = texts_of_measurement(known, COUNTS)

    assert texts["denominator"] == "nucleated_cells"
    assert texts["gating"] == "cd19_independent"
    assert texts["quality.few_cells"] == "yes"
    assert texts["events_total"] == "512000"
    assert texts["note"] == "second reader agreed"


@pytest.mark.parametrize(
    ("value", "reported", "unit", "expected"),
    [
        (quantified("0.0005"), "0.05", Unit.PERCENT, "0.05"),
        (quantified("0.0005"), "5e-4", Unit.FRACTION, "5e-4"),
        (quantified("0.0005"), "about five in ten thousand", Unit.PERCENT, "0.05 %"),
        (quantified("0.0005"), "", None, "0.05 %"),
        (negative("0.00001"), "neg @ 1e-5", None, "neg @ 1e-5"),
        (negative("0.00001"), "neg", None, "neg"),
        (PNQ, "POS<QR (5E-5)", None, "POS<QR (5E-5)"),
        (MrdValue(ResultState.PENDING), "pending", None, "pending"),
        (MrdValue(ResultState.ABOVE_ULOQ, uloq=Decimal("0.1")), "", None, "> 10 %"),
    ],
)
def test_the_laboratorys_own_words_come_back_where_they_say_the_same(
    value, reported, unit, expected
):
    known = a_measurement(value=value, reported_text=reported, unit=unit)
    texts = texts_of_measurement(known, COUNTS)

    assert texts["value"] == expected
    assert read_back(known, texts) == value


def test_limits_from_the_events_are_left_to_the_events():
    entry = read_result(ResultTexts(Method.FLOW, value="63/512000"), COUNTS).entry
    known = a_measurement(
        value=entry.value,
        reported_text="63/512000",
        unit=entry.unit,
        events_positive=63,
        events_total=512000,
    )
    texts = texts_of_measurement(known, COUNTS)

    assert texts["lod"] == texts["lloq"] == ""
    assert read_back(known, texts) == entry.value


def read_back(known, texts):
    names = ("value", "lod", "lloq", "sensitivity", "events_positive", "events_total")
    unit = Unit(texts["unit"]) if texts["unit"] else None
    chosen = {name: texts[name] for name in names}
    return read_result(ResultTexts(known.method, unit=unit, **chosen), COUNTS).entry.value


def test_a_form_in_korean_begins_with_words_that_can_be_read_back():
    known = a_measurement(value=negative("0.00001"), reported_text="", unit=None)

    with in_korean():
        texts = texts_of_measurement(known, COUNTS)

    assert texts["value"] == "not detected (s = 0.001 %)"
