from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mrdtracker.domain.errors import InvalidInputError
from mrdtracker.domain.vocabulary import Quality
from mrdtracker.store import cells


@given(st.decimals(min_value=0, max_value=1, places=20, allow_nan=False))
def test_a_number_comes_back_exactly(number):
    text = cells.exact_or_none(number)

    assert cells.read_exact(text) == number
    assert "E" not in text
    assert not text.endswith((".", "0")) or text == "0"


@pytest.mark.parametrize("number", [0.1, 1, True, "0.1"], ids=repr)
def test_only_a_decimal_is_an_exact_number(number):
    cells.exact_text(Decimal(1))  # equal to some of them, and cached

    with pytest.raises(TypeError, match="not an exact number"):
        cells.exact_text(number)


@pytest.mark.parametrize("number", ["-1", "NaN", "Infinity", "1E+999999", "1E-999999"])
def test_a_number_out_of_all_reason_is_refused(number):
    with pytest.raises(InvalidInputError):
        cells.exact_text(Decimal(number))


@pytest.mark.parametrize(
    "cell", [0.1, Decimal("0.1"), True, date(2025, 3, 3), ["x"], {"x": 1}], ids=repr
)
def test_what_the_driver_would_change_never_reaches_it(cell):
    with pytest.raises(TypeError, match="must not reach the database"):
        cells.check_bindable([("x", 1, None), ("x", 1, cell)])


def test_a_calendar_day_has_no_time():
    assert cells.day_text(date(2025, 3, 3)) == "2025-03-03"
    assert cells.read_day("2025-03-03") == date(2025, 3, 3)
    with pytest.raises(TypeError, match="no time"):
        cells.day_text(datetime(2025, 3, 3, tzinfo=UTC))


def test_qualities_keep_their_order():
    qualities = (Quality.FEW_CELLS, Quality.CLOTTED)

    assert cells.read_qualities(cells.quality_text(qualities)) == qualities
    assert cells.read_qualities(cells.quality_text(())) == ()


def test_what_is_missing_stays_missing():
    assert cells.exact_or_none(None) is None
    assert cells.day_text(None) is None
    assert cells.word_text(None) is None
    assert cells.read_exact(None) is None
    assert cells.read_day(None) is None
    assert cells.read_word(Quality, None) is None
    assert cells.read_text(None) is None
    assert cells.read_int(None) is None
