"""The laboratory's range of a blood count: nothing is preset, both ends belong to it."""

from decimal import Decimal

import pytest

from mrdtracker.domain.count_target import BloodCount, CountTarget, blood_count_of
from mrdtracker.domain.errors import InvalidInputError

TARGET = CountTarget(BloodCount.ANC, Decimal("0.75"), Decimal("1.5"))


def test_both_ends_are_in_the_range():
    amounts = [Decimal(text) for text in ("0.74", "0.75", "1", "1.5", "1.51")]

    assert TARGET.share(amounts) == (3, 5)
    assert TARGET.share([]) == (0, 0)
    assert TARGET.words == "0.75–1.5"


@pytest.mark.parametrize(("low", "high"), [("2", "1"), ("1", "1"), ("-1", "2")])
def test_a_range_that_is_none_is_refused(low, high):
    with pytest.raises(InvalidInputError) as refusal:
        CountTarget(BloodCount.WBC, Decimal(low), Decimal(high))

    assert refusal.value.message == f"A target range of WBC from {low} to {high} is none."
    assert refusal.value.hint == "Give a lower end and a higher upper end, in 10⁹/L."


def test_a_range_may_begin_with_no_cells():
    assert CountTarget(BloodCount.ANC, Decimal(0), Decimal(2)).holds(Decimal(0))


@pytest.mark.parametrize(
    ("written", "count"),
    [("ANC", BloodCount.ANC), ("White  blood_cells", BloodCount.WBC), ("platelets", None)],
)
def test_counts_are_known_by_what_people_write(written, count):
    assert blood_count_of(written) is count


@pytest.mark.parametrize("written", ["0.75-1.5", " 0.75 – 1.5 ", "0,75 to 1,5"])
def test_a_range_is_read_as_people_write_it(written):
    assert CountTarget.read(BloodCount.ANC, written) == TARGET


@pytest.mark.parametrize("written", ["", "1", "< 2", "-1-2", "1-2-3", "a-b"])
def test_what_is_no_range_is_refused_with_what_to_write(written):
    with pytest.raises(InvalidInputError) as refusal:
        CountTarget.read(BloodCount.ANC, written)

    assert refusal.value.message == f"'{written}' is no range."
    assert refusal.value.hint == "Write the lower end, a dash and the upper end, in 10⁹/L."


def test_a_target_says_what_it_is():
    assert str(TARGET) == "ANC 0.75–1.5 ·10⁹/L"
