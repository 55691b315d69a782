"""What a person reads lies where the number lies, against every published threshold."""

import re
import tomllib
from collections.abc import Iterator
from decimal import Context, Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mrdtracker import locations
from mrdtracker.domain.mrd_value import MrdValue, ResultState
from mrdtracker.domain.notation import read_quantity, rounded_amount, rounded_value_text
from mrdtracker.domain.notation_writing import PUBLISHED_DIGITS, SHOWN_DIGITS
from mrdtracker.domain.units import QuantityKind
from mrdtracker.rules.thresholds import CELLS, FRACTION, Scale, read_threshold
from tests.domain.possible_values import amounts, fractions

COMPARED = re.compile(r"(?:>=|>|<=|<)\s*[0-9.e+-]+ (\S+)")
SENSITIVITY = re.compile(r"([0-9.e+-]+) (\S+)")
# Hairs by which a counted number may miss a threshold.
HAIRS = st.builds(Decimal.scaleb, st.sampled_from([Decimal(1), Decimal(-1)]), st.integers(-9, -1))


def _texts(node: object) -> Iterator[tuple[str, str]]:
    """Return every text of a pack with its key, but not those of its examples."""
    if isinstance(node, dict):
        for key, inner in node.items():
            if isinstance(inner, str):
                yield (key, inner)
            elif key != "examples":
                yield from _texts(inner)
    elif isinstance(node, list):
        for inner in node:
            yield from _texts(inner)


def _published(scale: Scale) -> tuple[Decimal, ...]:
    """Return every number that a bundled pack holds a result of this kind against."""
    numbers = set()
    for path in sorted((locations.resources() / "rules").glob("*.toml")):
        for key, text in _texts(tomllib.loads(path.read_text(encoding="utf-8"))):
            compared, sensitivity = COMPARED.fullmatch(text), SENSITIVITY.fullmatch(text)
            if compared and compared[1] in scale.units:
                numbers.add(read_threshold(text, scale).value)
            elif key == "min_sensitivity" and sensitivity and sensitivity[2] in scale.units:
                numbers.add(read_threshold(f">= {text}", scale).value)
    return tuple(sorted(numbers))


PUBLISHED = {
    QuantityKind.CELL_FRACTION: _published(FRACTION),
    QuantityKind.CELL_CONCENTRATION: _published(CELLS),
}


def test_every_bundled_pack_asks_for_numbers_of_at_most_two_digits():
    assert Decimal("0.0001") in PUBLISHED[QuantityKind.CELL_FRACTION]
    assert Decimal("0.25") in PUBLISHED[QuantityKind.CELL_FRACTION]
    assert Decimal(1000) in PUBLISHED[QuantityKind.CELL_CONCENTRATION]
    for numbers in PUBLISHED.values():
        assert {len(one.normalize().as_tuple().digits) for one in numbers} <= set(
            range(PUBLISHED_DIGITS + 1)
        )


def _assert_read_as_it_is(number: Decimal, kind: QuantityKind) -> None:
    text = rounded_value_text(MrdValue(ResultState.QUANTIFIED, kind, value=number))
    read = read_quantity(text, None, kind)

    for published in PUBLISHED[kind]:
        assert (read > published, read == published) == (number > published, number == published)
    assert rounded_amount(read) == read
    # Never more digits than needed: one less would look like a round number, or is fewer than 3.
    digits = len(read.as_tuple().digits)
    if digits > max(SHOWN_DIGITS, number.adjusted() + 1):
        shorter = Context(prec=digits - 1).create_decimal(number)
        assert len(shorter.normalize().as_tuple().digits) <= PUBLISHED_DIGITS


@given(number=fractions)
def test_a_fraction_reads_on_the_side_of_every_threshold_on_which_it_lies(number):
    _assert_read_as_it_is(number, QuantityKind.CELL_FRACTION)


@given(number=amounts.filter(bool))
def test_a_count_reads_on_the_side_of_every_threshold_on_which_it_lies(number):
    _assert_read_as_it_is(number, QuantityKind.CELL_CONCENTRATION)


@given(kind=st.sampled_from(sorted(PUBLISHED, key=str)), hair=HAIRS, data=st.data())
def test_a_number_a_hair_from_a_threshold_never_reads_as_the_threshold(kind, hair, data):
    published = data.draw(st.sampled_from(PUBLISHED[kind]))
    number = published * (1 + hair)
    if kind is QuantityKind.CELL_CONCENTRATION or number <= 1:
        _assert_read_as_it_is(number, kind)


@pytest.mark.parametrize(
    ("percent", "text"),
    [
        ("0.0099996", "0.0099996 %"),
        ("0.01004", "0.01004 %"),
        ("0.0123046875", "0.0123 %"),  # 63 of 512 000
        ("0.01", "0.01 %"),
        ("24.96", "24.96 %"),
    ],
)
def test_counted_percentages_read_shortly_and_never_as_a_threshold(percent, text):
    value = MrdValue(ResultState.QUANTIFIED, value=Decimal(percent).scaleb(-2))

    assert rounded_value_text(value) == text
