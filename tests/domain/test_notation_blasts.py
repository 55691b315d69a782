"""White cells × blasts is the count that the day-8 prednisone response is defined on."""

from decimal import Decimal

import pytest

from mrdtracker.domain.errors import InvalidInputError
from mrdtracker.domain.notation import Entry, Question, read_value
from mrdtracker.domain.units import Unit
from mrdtracker.domain.vocabulary import Method


@pytest.mark.parametrize(
    "text", ["2.5 10e9/L × 50 %", "2.5×10⁹/L x 50%", "2.5 x 10^9/L * 50 %", "2.5 G/L · 50 %"]
)
def test_white_cells_times_percent_is_a_count_with_its_arithmetic(text):
    entry = read_value(text, method=Method.CYTOLOGY_COUNT, unit=None)

    assert isinstance(entry, Entry)
    assert (entry.value.value, entry.unit) == (Decimal(1250), Unit.PER_UL)
    assert entry.notes == ("2.5 ×10⁹/L × 50 % = 1250 /µL",)
    assert entry.reported_text == text


def test_exactly_a_thousand_is_exactly_a_thousand():
    entry = read_value("2 10e9/L × 50 %", method=Method.CYTOLOGY_COUNT, unit=None)

    assert entry.value.at_least(Decimal(1000)).value == "yes"


def test_more_blasts_than_cells_are_refused():
    with pytest.raises(InvalidInputError, match="more than 100 %"):
        read_value("2.5 10e9/L × 150 %", method=Method.CYTOLOGY_COUNT, unit=None)


@pytest.mark.parametrize("method", [Method.FLOW, Method.MORPHOLOGY])
def test_a_product_is_no_fraction_of_cells(method):
    with pytest.raises(InvalidInputError):
        read_value("2.5 10e9/L × 50 %", method=method, unit=None)


def test_white_cells_without_a_unit_are_not_multiplied():
    try:
        answer = read_value("2.5 × 50 %", method=Method.CYTOLOGY_COUNT, unit=None)
    except InvalidInputError:
        return
    assert isinstance(answer, Question)
