from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from mrdtracker.domain.truth import Truth
from mrdtracker.domain.vocabulary import Quality, Specimen
from mrdtracker.exchange.export_cells import cell_text


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, ""),
        (Truth.UNKNOWN, ""),
        (Truth.NO, "no"),
        (True, "yes"),
        (False, "no"),
        (-3, "-3"),
        (Decimal("5.0E-4"), "0.0005"),
        (date(2025, 3, 17), "2025-03-17"),
        (datetime(2025, 3, 17, 9, 12, tzinfo=UTC), "2025-03-17T09:12:00+00:00"),
        (Specimen.BONE_MARROW, "BM"),
        ((Quality.CLOTTED, Quality.FEW_CELLS), "clotted; few_cells"),
        ("=1+1", "'=1+1"),
        ("-3", "'-3"),
        ("46,XX", "46,XX"),
        ("a\x00b", "a\ufffdb"),
    ],
)
def test_values_are_written_exactly_and_only_texts_are_hidden(value, text):
    assert cell_text(value) == text


def test_what_nobody_thought_of_is_not_written_somehow():
    with pytest.raises(TypeError):
        cell_text(0.1)
