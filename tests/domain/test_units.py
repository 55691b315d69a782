from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mrdtracker.domain.errors import InvalidInputError
from mrdtracker.domain.units import (
    CANONICAL_UNIT,
    QuantityKind,
    Unit,
    absolute_blasts,
    canonical_text,
    from_canonical,
    quotient,
    read_decimal,
    to_canonical,
)
from tests.domain.possible_values import amounts


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("0", "0"),
        ("0.05", "0.05"),
        ("00.050", "0.05"),
        ("5e-4", "0.0005"),
        ("5E+2", "500"),
        (" 7 ", "7"),
        ("123456789012345678901234567890", "123456789012345678901234567890"),
        ("0.00000000000000000001", "0.00000000000000000001"),
        ("1e29", "100000000000000000000000000000"),
        # A zero at the end is not a digit too many, wherever it stands.
        ("1234567890.123456789012345678900", "1234567890.1234567890123456789"),
        ("1234567890.123456789012345678910", "1234567890.12345678901234567891"),
    ],
)
def test_a_plain_number_is_read_exactly(text, number):
    assert read_decimal(text) == Decimal(number)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "-1",
        "+1",
        "0,5",
        ".5",
        "5.",
        "1_000",
        "1 000",
        "nan",
        "inf",
        "Infinity",
        "0x10",
        "X1",
        "1e",
        "1e9999",
        "0.1\n",
        "\t1",
        "1\u00a0",
        "\uff11",
        "\u0661",
        "1e\uff13",
        "²",
    ],
)
def test_what_decimal_would_take_and_a_laboratory_does_not_mean_is_refused(text):
    with pytest.raises(InvalidInputError, match="is not a number"):
        read_decimal(text)


@pytest.mark.parametrize(
    "text",
    [
        "1234567890123456789012345678901",
        "1e30",
        "123456789012345678901234567890e1",
        "0.000000000000000000001",
        "1e-21",
        "1.234567890123456789012",
        "123456789012.1234567890123456789",
        "1e999",
        "1e-999",
    ],
)
def test_more_digits_than_are_kept_are_refused_and_never_rounded(text):
    with pytest.raises(InvalidInputError, match="more digits"):
        read_decimal(text)


@pytest.mark.parametrize(
    ("number", "text"),
    [
        ("5.0E-4", "0.0005"),
        ("1E+3", "1000"),
        ("100", "100"),
        ("0.10", "0.1"),
        ("-0", "0"),
        ("0.00", "0"),
        ("-0.00", "0"),
        ("0E+2", "0"),
        ("1E-20", "0.00000000000000000001"),
    ],
)
def test_one_number_has_one_text(number, text):
    assert canonical_text(Decimal(number)) == text


@pytest.mark.parametrize("number", ["-1", "NaN", "Infinity", "-0.1"])
def test_what_cannot_be_kept_is_not_written(number):
    with pytest.raises(InvalidInputError, match="not a number that can be kept"):
        canonical_text(Decimal(number))


@pytest.mark.parametrize(
    ("number", "unit", "canonical"),
    [
        ("0.05", Unit.PERCENT, "0.0005"),
        ("0.0005", Unit.FRACTION, "0.0005"),
        ("5", Unit.PER_1E4, "0.0005"),
        ("500", Unit.PER_1E6, "0.0005"),
        ("1200", Unit.PER_UL, "1200"),
        ("1.2", Unit.E9_PER_L, "1200"),
        ("0.0005", Unit.COPIES_RATIO, "0.0005"),
        ("0.0005", Unit.NCN, "0.0005"),
    ],
)
def test_a_unit_is_an_exact_shift(number, unit, canonical):
    assert to_canonical(Decimal(number), unit) == Decimal(canonical)
    assert from_canonical(Decimal(canonical), unit) == Decimal(number)


def test_thirty_digits_are_shifted_exactly():
    number = Decimal("123456789012.123456789012345678")

    assert str(to_canonical(number, Unit.PERCENT)) == "1234567890.12123456789012345678"
    assert str(from_canonical(number, Unit.PERCENT)) == "12345678901212.3456789012345678"


@given(amounts, st.sampled_from(Unit))
def test_a_number_survives_its_way_into_the_canonical_unit_and_back(number, unit):
    assert from_canonical(to_canonical(number, unit), unit) == number


@given(amounts, st.sampled_from(Unit))
def test_what_is_converted_can_be_kept_and_read_again(number, unit):
    canonical = to_canonical(number, unit)

    assert read_decimal(canonical_text(canonical)) == canonical


@pytest.mark.parametrize(
    ("text", "unit"), [("1e-19", Unit.PERCENT), ("1e-15", Unit.PER_1E6), ("1e28", Unit.E9_PER_L)]
)
def test_a_conversion_to_more_digits_than_are_kept_is_refused(text, unit):
    with pytest.raises(InvalidInputError, match="more digits"):
        to_canonical(read_decimal(text), unit)


def test_every_kind_has_its_canonical_unit():
    for kind in QuantityKind:
        unit = CANONICAL_UNIT[kind]
        assert unit.kind is kind
        assert to_canonical(Decimal("0.5"), unit) == Decimal("0.5")


@pytest.mark.parametrize(
    ("part", "whole", "expected"),
    [
        (63, 512000, "0.000123046875"),
        (1, 3, "0.33333333333333333333"),
        (2, 3, "0.66666666666666666667"),
        (0, 7, "0"),
        (7, 7, "1"),
    ],
)
def test_a_quotient_has_at_most_20_decimals(part, whole, expected):
    assert quotient(part, whole) == Decimal(expected)


@given(st.integers(0, 10**12), st.integers(1, 10**12))
def test_a_quotient_is_within_half_a_step_of_the_counts(part, whole):
    assert abs(Fraction(quotient(part, whole)) - Fraction(part, whole)) <= Fraction(1, 2 * 10**20)


def test_an_absolute_count_shows_its_arithmetic():
    count = absolute_blasts(Decimal("3.2"), Decimal("25.0"))

    assert count.per_microlitre == Decimal(800)
    assert count.formula == "3.2 ×10⁹/L × 25 % = 800 /µL"


@pytest.mark.parametrize(
    ("wbc", "percent", "blasts"),
    [("10", "10", "1000"), ("10", "9.99", "999"), ("1.001", "99.9", "999.999"), ("5", "0", "0")],
)
def test_blasts_around_the_prednisone_limit_are_exact(wbc, percent, blasts):
    assert absolute_blasts(Decimal(wbc), Decimal(percent)).per_microlitre == Decimal(blasts)


def test_a_product_of_29_digits_is_exact():
    count = absolute_blasts(Decimal("12345678901234567890123.457"), Decimal("99.9"))

    assert str(count.per_microlitre) == "12333333222333333322233333.543"


def test_all_white_cells_may_be_blasts_and_not_more():
    assert absolute_blasts(Decimal(1), Decimal(100)).per_microlitre == Decimal(1000)
    with pytest.raises(InvalidInputError, match="more than 100 %"):
        absolute_blasts(Decimal(1), Decimal("100.01"))


def test_a_product_of_more_digits_than_are_kept_is_refused():
    with pytest.raises(InvalidInputError, match="more digits"):
        absolute_blasts(Decimal("1e-15"), Decimal("1.0000000001"))


@pytest.mark.parametrize(("wbc", "percent"), [("-1", "10"), ("1", "-10")])
def test_negative_cells_are_refused(wbc, percent):
    with pytest.raises(InvalidInputError, match="not a number that can be kept"):
        absolute_blasts(Decimal(wbc), Decimal(percent))


def told(wrong):
    with pytest.raises(InvalidInputError) as caught:
        wrong()
    return caught.value.message, caught.value.hint


def test_a_refusal_names_what_was_written_and_says_what_to_write():
    kept = "At most 30 digits and 20 decimals are kept exactly."

    assert told(lambda: read_decimal("0,5")) == (
        "'0,5' is not a number.",
        "Write digits with a decimal point, such as 0.05 or 5e-4.",
    )
    assert told(lambda: read_decimal("1e30")) == (
        "'1e30' has more digits than a laboratory reports.",
        kept,
    )
    assert told(lambda: to_canonical(Decimal("1E+28"), Unit.E9_PER_L)) == (
        "1E+28 in the unit '10e9_per_L' has more digits than a laboratory reports.",
        kept,
    )
    assert told(lambda: absolute_blasts(Decimal("1e-15"), Decimal("1.0000000001"))) == (
        "The product has more digits than a laboratory reports.",
        kept,
    )
    assert told(lambda: absolute_blasts(Decimal(1), Decimal(101))) == (
        "101 % blasts is more than 100 %.",
        "Check the differential count.",
    )


@pytest.mark.parametrize(("letters", "shown"), [(60, "x" * 60), (61, "x" * 60 + "…")])
def test_a_long_text_is_quoted_by_its_beginning(letters, shown):
    assert told(lambda: read_decimal("x" * letters))[0] == f"'{shown}' is not a number."
