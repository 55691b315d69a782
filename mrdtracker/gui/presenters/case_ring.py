"""Going round the patients who were opened last, as Ctrl+Tab goes round documents."""

from __future__ import annotations

from collections.abc import Sequence


class CaseRing:
    """Steps through the patients; as long as only stepping is done, the order stays.

    Opening a patient makes it the one opened last. Taken anew at each step, the order would lead
    back to the same two patients for ever.
    """

    def __init__(self) -> None:
        self._ring: tuple[str, ...] = ()
        self._at = 0

    def step(self, current: str, recent: Sequence[str], by: int) -> str | None:
        """Return the patient to go to; None where no other one was opened.

        Args:
            current: The patient in front; "" on another page.
            recent: The other patients, the one opened last first.
            by: 1 for the next one, -1 for the one before.
        """
        is_on_the_way = bool(current) and self._ring[self._at : self._at + 1] == (current,)
        if not is_on_the_way or set(recent) - set(self._ring):
            self._ring, self._at = tuple(one for one in (current, *recent) if one), 0
            if not current:
                self._at = -1 if by > 0 else 0
        if not self._ring or self._ring == (current,):
            return None
        self._at = (self._at + by) % len(self._ring)
        return self._ring[self._at]
