"""Cells that a spreadsheet would run: hidden behind a ``'`` going out, uncovered coming in."""

from __future__ import annotations

import re

# Also the full-width forms, which some spreadsheets fold to ASCII, and what leading blanks or
# apostrophes would hide from us but not from them.
_FORMULA = re.compile(r"[\s']*[=+\-@＝＋－＠\t\r\n]")  # noqa: RUF001 - the signs meant


def hide_formula(text: str) -> str:
    """Put a ``'`` before a text that a spreadsheet would take for a formula."""
    return f"'{text}" if _FORMULA.match(text) else text


def uncover_formula(text: str) -> str:
    """Take back exactly what ``hide_formula`` added."""
    return text[1:] if text.startswith("'") and _FORMULA.match(text, 1) else text
