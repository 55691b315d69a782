"""Values into the cells of our own tables: exact, plain, and harmless in a spreadsheet."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import Any

from mrdtracker.domain.truth import Truth
from mrdtracker.domain.units import canonical_text
from mrdtracker.exchange.formula_cells import hide_formula


def cell_text(value: object) -> str:
    """Write a value as a cell; only a text can hold what a spreadsheet would run."""
    if value is None or value is Truth.UNKNOWN:
        return ""
    for kind, write in _WRITERS:
        if isinstance(value, kind):
            return write(value)
    raise TypeError(f"no way to write a {type(value).__name__}")


def _write_yes_no(value: bool) -> str:  # noqa: FBT001 - a cell holds one
    return "yes" if value else "no"


def _write_text(text: str) -> str:
    return hide_formula(text.replace("\x00", "\ufffd"))


def _write_list(values: tuple[object, ...]) -> str:
    return "; ".join(cell_text(one) for one in values)


# In this order: a bool is an int too, and a date and time is a date.
_WRITERS: tuple[tuple[type, Callable[[Any], str]], ...] = (
    (str, _write_text),
    (bool, _write_yes_no),
    (int, str),
    (Enum, lambda member: str(member.value)),
    (Decimal, canonical_text),
    (date, lambda on: str(on.isoformat())),
    (tuple, _write_list),
)
