"""Where a laboratory wants a blood count to be while maintenance is given; nothing is preset."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum

from mrdtracker.domain.errors import InvalidInputError
from mrdtracker.domain.units import canonical_text
from mrdtracker.words import say


class BloodCount(Enum):
    """The counts by which doses are adjusted, as the field abbreviates them."""

    ANC = "ANC"
    WBC = "WBC"


# How tables and people write them; compared without regard to case.
_WRITTEN = {
    "anc": BloodCount.ANC,
    "neutrophils": BloodCount.ANC,
    "absolute neutrophil count": BloodCount.ANC,
    "wbc": BloodCount.WBC,
    "leukocytes": BloodCount.WBC,
    "leucocytes": BloodCount.WBC,
    "white blood cells": BloodCount.WBC,
}


_RANGE = re.compile(r"(\d+(?:[.,]\d+)?)\s*(?:-|–|to)\s*(\d+(?:[.,]\d+)?)")


def blood_count_of(name: str) -> BloodCount | None:
    """Return which count a name stands for, or None for any other one."""
    return _WRITTEN.get(" ".join(name.casefold().replace("_", " ").split()))


@dataclass(frozen=True)
class CountTarget:
    """The range that a laboratory aims at; both ends belong to it.

    Attributes:
        low: Lower end in 10⁹ cells per litre.
        high: Upper end in 10⁹ cells per litre.

    Raises:
        InvalidInputError: The ends are crossed, or one is negative.
    """

    count: BloodCount
    low: Decimal
    high: Decimal

    def __post_init__(self) -> None:
        if not 0 <= self.low < self.high:
            raise InvalidInputError(
                say("A target range of {} from {} to {} is none.").format(
                    self.count.value, self.low, self.high
                ),
                say("Give a lower end and a higher upper end, in 10⁹/L."),
            )

    @classmethod
    def read(cls, count: BloodCount, text: str) -> CountTarget:
        """Read a range as people write it: "0.75-1.5", "0.75 – 1.5", "0.75 to 1.5".

        Raises:
            InvalidInputError: It is no range.
        """
        found = _RANGE.fullmatch(text.strip())
        if found is None:
            raise InvalidInputError(
                say("'{}' is no range.").format(text),
                say("Write the lower end, a dash and the upper end, in 10⁹/L."),
            )
        low, high = (Decimal(end.replace(",", ".")) for end in found.groups())
        return cls(count, low, high)

    @property
    def words(self) -> str:
        """Write the range: "1–2"."""
        return f"{canonical_text(self.low)}–{canonical_text(self.high)}"

    def __str__(self) -> str:
        return f"{self.count.value} {self.words} ·10⁹/L"

    def holds(self, amount: Decimal) -> bool:
        """Answer whether a count lies in the range."""
        return self.low <= amount <= self.high

    def share(self, amounts: Iterable[Decimal]) -> tuple[int, int]:
        """Return how many of the counts lie in the range, and how many there are."""
        found = [self.holds(one) for one in amounts]
        return (sum(found), len(found))
