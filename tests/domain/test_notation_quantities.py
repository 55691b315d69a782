from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mrdtracker.domain.errors import InvalidInputError
from mrdtracker.domain.notation_quantities import (
    Doubt,
    Quantity,
    clean_text,
    quantity_or_doubt,
    read_quantity,
)
from mrdtracker.domain.units import QuantityKind, Unit, canonical_text, from_canonical
from tests.domain.possible_values import fractions

FRACTION = QuantityKind.CELL_FRACTION
WRITTEN = {
    Unit.PERCENT: "%",
    Unit.FRACTION: "fraction",
    Unit.PER_1E4: "/10^4",
    Unit.PER_1E6: "ppm",
}


@pytest.mark.parametrize(
    ("text", "unit", "kind", "expected"),
    [
        ("0.05 %", None, FRACTION, "0.0005"),
        ("0,05 %", None, FRACTION, "0.0005"),
        ("5e-4", None, FRACTION, "0.0005"),
        ("5·10⁻⁴", None, FRACTION, "0.0005"),
        ("0.05", Unit.PERCENT, FRACTION, "0.0005"),
        ("30", Unit.E9_PER_L, QuantityKind.CELL_CONCENTRATION, "30000"),
        ("5e-4", Unit.NCN, QuantityKind.TRANSCRIPT_RATIO, "0.0005"),
    ],
)
def test_an_amount_comes_out_in_the_canonical_unit(text, unit, kind, expected):
    assert read_quantity(text, unit, kind) == Decimal(expected)


def test_without_a_unit_the_refusal_asks_and_shows_how_to_write():
    with pytest.raises(InvalidInputError, match="which unit is it") as refused:
        read_quantity("0.05", None, FRACTION)

    assert "'0.05 %' or '0.05 fraction'" in refused.value.hint


def test_a_doubtful_comma_is_refused_with_both_readings():
    with pytest.raises(InvalidInputError, match="decimal comma") as refused:
        read_quantity("1,000", Unit.PER_1E6, FRACTION)

    assert refused.value.hint == "Write '1.000' or '1000'."


def test_a_chosen_unit_of_another_kind_is_refused():
    with pytest.raises(InvalidInputError, match="number of cells per volume") as refused:
        read_quantity("5", Unit.PER_UL, FRACTION)

    assert refused.value.hint == "Units of this method: %, fraction, per 10^4, per 10^6."


@given(fractions, st.sampled_from(list(WRITTEN)))
def test_every_unit_of_cells_is_exact_in_both_directions(fraction, unit):
    number = canonical_text(from_canonical(fraction, unit))

    assert read_quantity(f"{number} {WRITTEN[unit]}", None, FRACTION) == fraction
    assert read_quantity(number, unit, FRACTION) == fraction


@given(st.integers(1, 999), st.integers(0, 999))
def test_three_digits_after_a_comma_are_never_guessed(whole, decimals):
    answer = quantity_or_doubt(f"{whole},{decimals:03} ppm", None, FRACTION)

    assert isinstance(answer, Doubt)
    assert answer.readings == (f"{whole}.{decimals:03} per 10^6", f"{whole}{decimals:03} per 10^6")


def test_three_digits_after_zero_comma_can_only_be_decimals():
    answer = quantity_or_doubt("0,050 %", None, FRACTION)

    assert isinstance(answer, Quantity)
    assert answer.canonical == Decimal("0.0005")


@pytest.mark.parametrize("unit", list(Unit))
def test_every_unit_of_the_closed_list_can_be_written_out(unit):
    answer = quantity_or_doubt(f"0.5 {unit.value}", None, unit.kind)

    assert isinstance(answer, Quantity)
    assert answer.unit is unit


def test_the_canonical_number_has_one_form():
    answer = quantity_or_doubt("5.0000e-4", None, FRACTION)

    assert str(answer.canonical) == "0.0005"


def test_spaces_signs_and_the_micro_sign_are_brought_into_one_form():
    assert clean_text(" 1\u00a0000\u2009/\u03bcL ") == "1 000 /\u00b5L"
    assert clean_text("10^\u22124  %") == "10^-4 %"


def test_the_longest_text_is_still_read_and_one_more_is_not():
    assert clean_text("9" * 200) == "9" * 200
    with pytest.raises(InvalidInputError, match="201 characters is too long") as refused:
        clean_text("9" * 201)
    assert refused.value.hint == "Type the value only."
