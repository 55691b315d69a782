"""Counted things in words: "1 patient", "2 patients"."""

from __future__ import annotations


def counted(number: int, noun: str, plural: str = "") -> str:
    """Return a number with its noun.

    Args:
        number: How many.
        noun: What, for one of them: "entry".
        plural: What, for several: "entries"; without it, an s is added.
    """
    return f"{number} {noun if number == 1 else plural or f'{noun}s'}"
