"""The usual child of one pack, asked about with what differs in it."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from tests.published_thresholds.cases import Answers, Asking, Json


class Child:
    """Asks one pack about its usual child.

    Args:
        ask: The command line.
        pack: The pack's id.
        usual: What is known of the child, unless a test says otherwise.
    """

    def __init__(self, ask: Asking, pack: str, usual: Json) -> None:
        self._ask, self._pack, self._usual = ask, pack, usual

    def __call__(self, *results: Json, course: Json | None = None, **patient: Any) -> Answers:
        about = {**self._usual, **patient}
        about["genetics"] = {**self._usual["genetics"], **patient.get("genetics", {})}
        document = {"patient": about, "course": course or {}, "results": [*results]}
        return self._ask.of(self._pack, document)


def around(fraction: str) -> tuple[str, str, str]:
    """Return the fraction one part in 10⁹ below, at and above it."""
    point, step = Decimal(fraction), Decimal("1e-9")
    return tuple(format(one, "f") for one in (point - step, point, point + step))  # type: ignore[return-value]
