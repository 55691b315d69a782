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


CONCENTRATION, RATIO = QuantityKind.CELL_CONCENTRATION, QuantityKind.TRANSCRIPT_RATIO
ONE_WHOLE = "after '1 in' stands one whole number. Write it without commas and points: 1:10000."
NO_UNIT = "is no unit that is known here. Units of this method: %, fraction, per 10^4, per 10^6."
NO_NUMBER = "is not a number. Write digits with a decimal point, such as 0.05 or 5e-4."
TOO_LONG = "has more digits than a laboratory reports. Check the exponent."
LATIN = "Use the digits 0-9 and Latin words, such as 0.05 % or neg @ 1e-5."


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "There is no value. Type the result, 'pending' or 'failed'."),
        ("%", "There is no number. Write digits with a decimal point, such as 0.05."),
        ("-5 %", "'-5' has a sign. An amount of disease is never negative."),
        (".5 %", "'.5' begins with the point. Write 0.5."),
        (
            "1'000 %",
            "'1'000' has a separator of thousands. Write the number without it: 1000.5.",
        ),
        ("1 in 10,000", f"'1 in 10,000' cannot be read: {ONE_WHOLE}"),
        ("1:0", f"'1:0' cannot be read: {ONE_WHOLE}"),
        ("1:" + "9" * 31, f"'1:{'9' * 31}' cannot be read: {ONE_WHOLE}"),
        ("1:" + "9" * 30, f"'1:{'9' * 30}' is less than can be kept. Check the number."),
        ("5e31", f"'5e31' {TOO_LONG}"),
        ("5·10⁻³¹", f"'5·10⁻³¹' {TOO_LONG}"),
        ("10^31", f"'10^31' {TOO_LONG}"),
        ("1x10-40", f"'1x10-40' {TOO_LONG}"),
        (
            "5e30 fraction",
            "5E+30 in the unit 'fraction' has more digits than a laboratory reports."
            " At most 30 digits and 20 decimals are kept exactly.",
        ),
        ("10⁻⁻", "'10⁻⁻' is not a number. Write 10^-4 or 1e-4."),
        ("5\u0661", f"'\u0661' (arabic-indic digit one) cannot be read in a result. {LATIN}"),
        ("5\u0007", f"A character 0x0007 cannot be read in a result. {LATIN}"),
        ("0.05 ppt", f"'ppt' {NO_UNIT}"),
        ("5 cells/ml", f"'cells/ml' {NO_UNIT}"),
        ("0,05pc", f"'pc' {NO_UNIT}"),
        ("5e-4 Copies", f"'Copies' {NO_UNIT}"),
        ("10 000 per 10^5", f"'per 10^5' {NO_UNIT}"),
        ("5e", f"'5e' {NO_NUMBER}"),
        ("5e-", f"'5e-' {NO_NUMBER}"),
        ("0x1F", f"'0x1F' {NO_NUMBER}"),
        ("12/07", f"'12/07' {NO_NUMBER}"),
        ("1_000", f"'1_000' {NO_NUMBER}"),
        ("ppt", f"'ppt' {NO_NUMBER}"),
        ("ppt %", f"'ppt' {NO_NUMBER}"),
        (
            "5 /µL",
            "'/µL' is a number of cells per volume, and this method gives a share of the cells."
            " Units of this method: %, fraction, per 10^4, per 10^6.",
        ),
    ],
)
def test_a_refusal_says_what_stands_there_and_what_to_do(text, says):
    with pytest.raises(InvalidInputError) as refused:
        quantity_or_doubt(text, None, FRACTION)

    assert str(refused.value) == says


@pytest.mark.parametrize(
    ("text", "unit", "kind", "question", "readings"),
    [
        (
            "1 000",
            None,
            FRACTION,
            "'1 000' has no unit: which unit is it?",
            ("1 000 %", "1 000 fraction", "1 000 per 10^4", "1 000 per 10^6"),
        ),
        ("5", None, RATIO, "'5' has no unit: which unit is it?", ("5 copies ratio", "5 ncn")),
        (
            "5e-4",
            None,
            CONCENTRATION,
            "'5e-4' has no unit: which unit is it?",
            ("5e-4 /µL", "5e-4 10^9/L"),
        ),
        (
            "5e-4",
            Unit.PERCENT,
            FRACTION,
            "'5e-4': is that 5e-4 %, or a fraction?",
            ("5e-4 %", "5e-4 fraction"),
        ),
        (
            "1,000e-3 %",
            None,
            FRACTION,
            "'1,000': is the comma a decimal comma, or does it group thousands?",
            ("1.000e-3 %", "1000e-3 %"),
        ),
    ],
)
def test_a_doubt_asks_and_offers_what_would_be_clear(text, unit, kind, question, readings):
    assert quantity_or_doubt(text, unit, kind) == Doubt(question, readings)


ROUNDED = "computed, rounded to 20 decimals"
A_FRACTION = "'1 in N' is a fraction, whatever the unit beside it"


@pytest.mark.parametrize(
    ("text", "unit", "canonical", "notes"),
    [
        ("1:10 000", None, "0.0001", ()),
        ("1:10000", Unit.FRACTION, "0.0001", ()),
        ("1:10000", Unit.PERCENT, "0.0001", (A_FRACTION,)),
        ("1:3", None, "0.33333333333333333333", (ROUNDED,)),
        ("1:3", Unit.PERCENT, "0.33333333333333333333", (ROUNDED, A_FRACTION)),
        ("1x10-4", None, "0.0001", ("'1x10-4' read as an exponent",)),
        (
            "0,05 %",
            Unit.PER_1E4,
            "0.0005",
            (
                "decimal comma read as a point: 0.05",
                "the text says '%', not 'per 10^4': the text was taken",
            ),
        ),
        (
            "5e-4 %",
            Unit.FRACTION,
            "0.000005",
            (
                "% and an exponent stand together: check that both are meant",
                "the text says '%', not 'fraction': the text was taken",
            ),
        ),
        (
            "5e-4 %",
            None,
            "0.000005",
            ("% and an exponent stand together: check that both are meant",),
        ),
    ],
)
def test_what_was_read_in_a_way_that_a_person_should_see_is_said(text, unit, canonical, notes):
    answer = quantity_or_doubt(text, unit, FRACTION)

    assert (answer.canonical, answer.notes) == (Decimal(canonical), notes)
