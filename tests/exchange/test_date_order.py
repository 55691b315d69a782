from datetime import date

import pytest

from mrdtracker.domain.errors import InvalidInputError
from mrdtracker.exchange.date_order import date_reader


@pytest.mark.parametrize(
    ("order", "text"),
    [
        ("DD/MM/YYYY", "12/07/2025"),
        ("MM/DD/YYYY", "07/12/2025"),
        ("DD.MM.YYYY", "12.7.2025"),
        ("YYYY/MM/DD", "2025/07/12"),
        ("DD/MM/YYYY", "12/07/2025 08:30"),
        ("", "2025-07-12"),
        ("", "2025-07-12T08:30:00+02:00"),
        ("", "12 Jul 2025"),
    ],
)
def test_a_declared_order_decides(order, text):
    assert date_reader(order)(text) == date(2025, 7, 12)


@pytest.mark.parametrize(
    ("order", "text"),
    [
        ("", "12/07/2025"),
        ("DD/MM/YYYY", "12-07-2025"),
        ("DD/MM/YYYY", "12/07/25"),
        ("DD/MM/YYYY", "30/02/2025"),
        ("DD/MM/YYYY", "07/13/2025"),
        ("YYYY-MM-DD", "٢٠٢٥-07-12"),
        ("YYYY-MM-DD", "0000-07-12"),
        ("YYYY-MM-DD", "9999-12-31"),
    ],
)
def test_an_undeclared_or_impossible_date_is_refused(order, text):
    with pytest.raises(InvalidInputError):
        date_reader(order)(text)


@pytest.mark.parametrize("order", ["DD/MM", "DD/DD/YYYY", "D/M/Y", "anything"])
def test_an_order_needs_year_month_and_day_once(order):
    with pytest.raises(InvalidInputError, match="not an order"):
        date_reader(order)
