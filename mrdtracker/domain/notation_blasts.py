"""Reads an absolute blast count from its two parts: white cells × percent of blasts."""

from __future__ import annotations

import re

from mrdtracker.domain.mrd_value import ResultState
from mrdtracker.domain.notation_answers import Entry, ReportedResult
from mrdtracker.domain.units import QuantityKind, Unit, absolute_blasts, read_decimal

_LITRE = r"(?:[x×*·] ?)?(?:10e9|10\^9|10⁹|G) ?/ ?L"
_PRODUCT = re.compile(
    rf"(?P<white>[0-9.]+) ?{_LITRE} ?[x×*·] ?(?P<percent>[0-9.]+) ?%\Z", re.IGNORECASE
)


def read_product(result: ReportedResult) -> Entry | None:
    """Read "2.5 10e9/L × 50 %" as 1250 /µL, and show the arithmetic; None for anything else.

    The white cells carry their unit: 2.5 and 2500 are both plausible numbers of white cells.

    Raises:
        InvalidInputError: More than 100 % blasts, or a part that is not a number.
    """
    if result.kind is not QuantityKind.CELL_CONCENTRATION:
        return None
    found = _PRODUCT.match(result.text)
    if found is None:
        return None
    count = absolute_blasts(read_decimal(found["white"]), read_decimal(found["percent"]))
    return result.entry(
        ResultState.QUANTIFIED, count.per_microlitre, Unit.PER_UL, (count.formula,)
    )
