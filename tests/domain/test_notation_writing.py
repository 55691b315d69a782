from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mrdtracker.domain.mrd_value import Interval, MrdValue, ResultState
from mrdtracker.domain.notation_quantities import read_quantity
from mrdtracker.domain.notation_writing import (
    both_notations,
    interval_text,
    one_in_text,
    percent_text,
    power_text,
    quantity_text,
    rounded_amount,
    rounded_percent_text,
    rounded_quantity_text,
    rounded_value,
    rounded_value_text,
    threshold_text,
    value_text,
)
from mrdtracker.domain.units import QuantityKind
from mrdtracker.domain.vocabulary import Method
from tests.domain.possible_values import fractions, mrd_values, percent

FRACTION = QuantityKind.CELL_FRACTION
PER_UL = QuantityKind.CELL_CONCENTRATION
RATIO = QuantityKind.TRANSCRIPT_RATIO
NUMBERS = ("value", "lod", "lloq", "sensitivity", "uloq")


@pytest.mark.parametrize(
    ("number", "in_percent", "as_power"),
    [
        ("0.0005", "0.05 %", "5·10⁻⁴"),
        ("0.0001", "0.01 %", "10⁻⁴"),
        ("0.00012", "0.012 %", "1.2·10⁻⁴"),
        ("0.000123046875", "0.0123046875 %", "1.23046875·10⁻⁴"),
        ("5.00e-4", "0.05 %", "5·10⁻⁴"),
        ("1e-10", "0.00000001 %", "10⁻¹⁰"),
        ("0.5", "50 %", "5·10⁻¹"),
        ("1", "100 %", "10⁰"),
        ("0.100", "10 %", "10⁻¹"),
        ("0", "0 %", "0"),
        ("0.00099999999999999999", "0.099999999999999999 %", "9.9999999999999999·10⁻⁴"),
    ],
)
def test_all_digits_are_written(number, in_percent, as_power):
    fraction = Decimal(number)

    assert percent_text(fraction) == in_percent
    assert power_text(fraction) == as_power
    assert both_notations(fraction) == f"{in_percent} ({as_power})"


def test_powers_above_one_are_written_too():
    assert power_text(Decimal(1200)) == "1.2·10³"


@pytest.mark.parametrize(
    ("number", "thresholds", "text"),
    [
        ("0.000123046875", (), "0.0123 %"),
        ("0.0009961", ("0.001",), "0.0996 %"),
        ("0.00099961", (), "0.09996 %"),
        ("0.00099961", ("0.001",), "0.09996 %"),
        ("0.00099961", ("0.0009998",), "0.09996 %"),
        ("0.0010004", ("0.0010002",), "0.10004 %"),
        ("0.00099999999999999999", ("0.001",), "0.099999999999999999 %"),
        ("0.0010000001", ("0.001",), "0.10000001 %"),
        ("0.001", ("0.001",), "0.1 %"),
        ("0.0010004", ("0.0010004",), "0.10004 %"),
        ("0.0001002", ("0.0001", "0.001"), "0.01002 %"),
        ("0.99999", (), "99.999 %"),
        ("0", ("0.001",), "0 %"),
        ("1", (), "100 %"),
    ],
)
def test_digits_are_added_until_the_text_and_every_comparison_agree(number, thresholds, text):
    assert rounded_percent_text(Decimal(number), [Decimal(one) for one in thresholds]) == text


@given(fractions, st.lists(fractions, max_size=4))
def test_a_rounded_text_is_on_the_same_side_of_every_threshold(fraction, thresholds):
    shown = read_quantity(rounded_percent_text(fraction, thresholds), None, FRACTION)

    for threshold in thresholds:
        assert (shown > threshold, shown < threshold) == (
            fraction > threshold,
            fraction < threshold,
        )


@pytest.mark.parametrize("threshold", ["0.001", "0.0001", "0.0005", "0.1"])
def test_no_neighbour_of_a_threshold_is_shown_as_the_threshold(threshold):
    exact = Decimal(threshold)

    for steps in range(1, 400):
        for fraction in (exact - steps * Decimal("1e-9"), exact + steps * Decimal("1e-9")):
            shown = read_quantity(rounded_percent_text(fraction, [exact]), None, FRACTION)
            assert (shown > exact) is (fraction > exact)
            assert shown != exact


@pytest.mark.parametrize(
    ("number", "text"),
    [
        ("0.0005", "1 in 2 000"),
        ("0.0001", "1 in 10 000"),
        ("0.000001", "1 in 1 000 000"),
        ("0.000123046875", "about 1 in 8 127"),
        ("0.3", "about 1 in 3.3"),
        ("0.75", "about 1 in 1.3"),
        ("0.5", "1 in 2"),
        ("1", "1 in 1"),
        ("0", "none"),
    ],
)
def test_one_cell_in_so_many(number, text):
    assert one_in_text(Decimal(number)) == text


@pytest.mark.parametrize(
    ("number", "kind", "text"),
    [
        ("0.0005", FRACTION, "0.05 %"),
        ("1000", PER_UL, "1000 /µL"),
        ("1E+3", PER_UL, "1000 /µL"),
        ("0.5", PER_UL, "0.5 /µL"),
        ("0.0005", RATIO, "0.0005"),
    ],
)
def test_an_amount_stands_with_the_unit_of_its_kind(number, kind, text):
    assert quantity_text(Decimal(number), kind) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (MrdValue(ResultState.QUANTIFIED, value=percent("0.0123")), "0.0123 %"),
        (MrdValue(ResultState.QUANTIFIED, PER_UL, value=Decimal(1000)), "1000 /µL"),
        (
            MrdValue(ResultState.POSITIVE_BELOW_LLOQ, lloq=percent("0.005")),
            "pos., not quantifiable (QR 0.005 %)",
        ),
        (
            MrdValue(ResultState.POSITIVE_BELOW_LLOQ),
            "pos., not quantifiable (QR not stated)",
        ),
        (
            MrdValue(ResultState.UNCERTAIN_SIGNIFICANCE, lloq=percent("0.01")),
            "uncertain significance (QR 0.01 %)",
        ),
        (
            MrdValue(ResultState.NEGATIVE, sensitivity=percent("0.002"), lod=percent("0.001")),
            "not detected (s = 0.002 %)",
        ),
        (MrdValue(ResultState.NEGATIVE, lod=percent("0.002")), "not detected (LOD 0.002 %)"),
        (
            MrdValue(ResultState.NEGATIVE, lod=percent("0.1"), sensitivity=percent("0.01")),
            "not detected (LOD 0.1 %)",
        ),
        (MrdValue(ResultState.NEGATIVE), "not detected (sensitivity not stated)"),
        (MrdValue(ResultState.ABOVE_ULOQ, uloq=percent("10")), "> 10 %"),
        (MrdValue(ResultState.DETECTED), "detected"),
        (MrdValue(ResultState.NOT_DETECTED), "not detected"),
        (MrdValue(ResultState.NOT_EVALUABLE), "not evaluable"),
        (MrdValue(ResultState.PENDING), "pending"),
    ],
)
def test_a_result_is_written_with_its_state(value, text):
    assert value_text(value) == text


@pytest.mark.parametrize(
    ("operator", "text"),
    [(">=", "≥ 0.01 %"), (">", "> 0.01 %"), ("<=", "≤ 0.01 %"), ("<", "< 0.01 %")],
)
def test_a_threshold_is_written_with_its_operator(operator, text):
    assert threshold_text(operator, Decimal("1e-4"), FRACTION) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (MrdValue(ResultState.NEGATIVE, sensitivity=percent("0.01")), "[0, 0.01 %)"),
        (MrdValue(ResultState.POSITIVE_BELOW_LLOQ, lloq=percent("0.01")), "(0, 0.01 %)"),
        (MrdValue(ResultState.POSITIVE_BELOW_LLOQ), "(0, 100 %]"),
        (MrdValue(ResultState.ABOVE_ULOQ, uloq=percent("10")), "(10 %, 100 %]"),
        (MrdValue(ResultState.QUANTIFIED, value=percent("0.05")), "0.05 %"),
        (MrdValue(ResultState.PENDING), "[0, 100 %]"),
    ],
)
def test_an_interval_shows_which_ends_are_open(value, text):
    assert interval_text(value.interval, FRACTION) == text


def test_an_interval_without_an_upper_end_says_so():
    interval = Interval(Decimal(0), None, low_open=False, high_open=False)

    assert interval_text(interval, PER_UL) == "[0, ∞)"


@pytest.mark.parametrize(
    ("number", "thresholds", "shown"),
    [
        ("0.000123046875", (), "0.000123"),
        ("0.00009996", (), "0.00009996"),
        ("0.0000999", ("0.0001",), "0.0000999"),
        ("0.00012346", ("0.0001235",), "0.000123"),
        ("0.00012346", ("0.000123",), "0.0001235"),
        ("0.0001", (), "0.0001"),
        ("0.99996", (), "0.99996"),
        ("999.6", ("1000",), "999.6"),
        ("1234.5", ("1000",), "1234"),
        ("0", (), "0"),
    ],
)
def test_a_shown_number_is_short_and_never_looks_like_a_threshold(number, thresholds, shown):
    rounded = rounded_amount(Decimal(number), tuple(map(Decimal, thresholds)))

    assert rounded == Decimal(shown)


@given(fractions, st.lists(fractions, max_size=4))
def test_a_shown_number_stands_to_every_threshold_as_the_number_itself(number, thresholds):
    shown = rounded_amount(number, thresholds)

    for threshold in (*thresholds, Decimal("0.0001"), Decimal("0.0005"), Decimal("0.05")):
        assert (shown > threshold) == (number > threshold)
        assert (shown == threshold) == (number == threshold)


def test_a_shown_number_lies_on_the_side_of_a_threshold_on_which_the_number_lies():
    number, below = Decimal("0.099964"), Decimal("0.099962")

    assert rounded_amount(number, (), 4) == Decimal("0.09996")
    assert rounded_amount(number, (below,), 4) == number


def test_as_many_digits_are_shown_as_are_asked_for():
    assert rounded_percent_text(Decimal("0.00123456"), digits=3) == "0.123 %"
    assert rounded_percent_text(Decimal("0.00123456"), digits=5) == "0.12346 %"


@pytest.mark.parametrize(
    ("number", "text"),
    [
        ("0.2496", "24.96 %"),  # not "25 %", which is M3
        ("0.25004", "25.004 %"),
        ("0.1501", "15.01 %"),
        ("0.00012004", "0.012004 %"),
        ("0.00012", "0.012 %"),
    ],
)
def test_a_rounded_number_never_lands_on_a_number_of_two_digits(number, text):
    assert rounded_percent_text(Decimal(number)) == text


@given(st.sampled_from(Method), st.data(), st.lists(fractions, max_size=3))
def test_the_shown_numbers_of_a_result_stand_to_each_other_as_the_exact_ones(
    method, data, thresholds
):
    value = data.draw(mrd_values(method))
    shown = rounded_value(value, thresholds)

    before = [getattr(value, name) for name in NUMBERS]
    after = [getattr(shown, name) for name in NUMBERS]
    pairs = [pair for pair in zip(before, after, strict=True) if pair[0] is not None]

    assert (shown.state, shown.kind, shown.limits_note) == (
        value.state,
        value.kind,
        value.limits_note,
    )
    for exact, short in pairs:
        others = [*pairs, *((one, one) for one in thresholds)]
        assert [(short > b, short == b) for _, b in others] == [
            (exact > a, exact == a) for a, _ in others
        ]
    assert rounded_value(shown, thresholds) == shown


def test_limits_that_would_read_like_the_result_are_told_apart():
    value = MrdValue(
        ResultState.QUANTIFIED,
        value=Decimal("0.00012401"),
        lod=Decimal("0.00012399"),
        limits_note="from 63 of 512000",
    )

    shown = rounded_value(value)

    assert shown.limits_note == value.limits_note
    assert percent_text(shown.lod) == "0.0124 %"
    assert percent_text(shown.value) == "0.012401 %"


def test_a_result_is_written_shortly_with_its_state_and_stays_exact_where_it_is_short():
    counted = MrdValue(ResultState.NEGATIVE, lod=Decimal("0.0000390625"))
    typed = MrdValue(ResultState.QUANTIFIED, value=Decimal("0.000123"))

    assert rounded_value_text(counted) == "not detected (LOD 0.00391 %)"
    assert rounded_value(typed) is typed
    assert rounded_value_text(MrdValue(ResultState.QUANTIFIED, value=Decimal(0))) == "0 %"
    assert rounded_quantity_text(Decimal("1234.56"), PER_UL) == "1235 /µL"
    assert rounded_quantity_text(Decimal("0.0000999"), FRACTION, [percent("0.01")]) == "0.00999 %"


def test_beside_a_threshold_a_short_text_keeps_the_digits_that_tell_them_apart():
    value, threshold = Decimal("0.0001229999"), Decimal("0.000123")

    assert rounded_quantity_text(value, FRACTION) == "0.0123 %"
    assert rounded_quantity_text(value, FRACTION, [threshold]) == "0.01229999 %"
    result = MrdValue(ResultState.QUANTIFIED, value=value)
    assert rounded_value_text(result) == "0.0123 %"
    assert rounded_value_text(result, [threshold]) == "0.01229999 %"
