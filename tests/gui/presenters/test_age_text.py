from datetime import date

import pytest

from mrdtracker.gui.presenters.age_text import age_text


@pytest.mark.parametrize(
    ("born_on", "on", "words"),
    [
        (date(2020, 1, 5), date(2023, 8, 5), "3 y 7 m"),
        (date(2020, 1, 5), date(2023, 8, 4), "3 y 6 m"),
        (date(2020, 1, 5), date(2030, 1, 5), "10 y 0 m"),
        (date(2020, 1, 5), date(2030, 1, 4), "9 y 11 m"),
        (date(2024, 2, 29), date(2025, 2, 28), "11 m"),
        (date(2024, 2, 29), date(2025, 3, 1), "1 y 0 m"),
        (date(2025, 1, 31), date(2025, 2, 28), "0 m"),
        (date(2025, 1, 1), date(2025, 1, 1), "0 m"),
    ],
)
def test_an_age_is_completed_years_and_months(born_on, on, words):
    assert age_text(born_on, on) == words
