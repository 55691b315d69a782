"""Three answers to a question: yes, no, and not known yet."""

from __future__ import annotations

from collections.abc import Iterable
from enum import Enum


class Truth(Enum):
    """Kleene's three-valued truth; it refuses ``bool()`` so that no ``if`` can drop UNKNOWN.

    Source: Kleene, Introduction to Metamathematics, 1952, section 64 (strong three-valued logic).
    """

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"

    # Its own hash: answers are looked up for every question, and a name takes longer.
    __hash__ = object.__hash__

    def __bool__(self) -> bool:
        raise TypeError("a Truth has three values: compare it with `is Truth.YES`")

    @classmethod
    def of(cls, answer: bool | None) -> Truth:  # noqa: FBT001 - the one border to bool
        """Turn a plain bool into YES or NO; None is UNKNOWN."""
        if answer is None:
            return cls.UNKNOWN
        return cls.YES if answer else cls.NO


def negate(answer: Truth) -> Truth:
    """Return the opposite; the opposite of UNKNOWN is UNKNOWN."""
    if answer is Truth.UNKNOWN:
        return Truth.UNKNOWN
    return Truth.NO if answer is Truth.YES else Truth.YES


def all_of(answers: Iterable[Truth]) -> Truth:
    """Return NO if any is NO, else UNKNOWN if any is, else YES (also for none)."""
    given = tuple(answers)
    if Truth.NO in given:
        return Truth.NO
    return Truth.UNKNOWN if Truth.UNKNOWN in given else Truth.YES


def any_of(answers: Iterable[Truth]) -> Truth:
    """Return YES if any is YES, else UNKNOWN if any is, else NO (also for none)."""
    return negate(all_of(negate(answer) for answer in answers))
