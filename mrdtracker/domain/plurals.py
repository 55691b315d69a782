"""Counted things in words: "1 patient", "2 patients"."""

from __future__ import annotations

from mrdtracker.words import say


def counted(number: int, noun: str, plural: str = "") -> str:
    """Return a number with its noun.

    A catalogue has it under "{} " and the noun for one: "{} patient" = "환자 {}명".

    Args:
        number: How many.
        noun: What, for one of them: "entry".
        plural: What, for several: "entries"; without it, an s is added.
    """
    template = f"{{}} {noun}"
    said = say(template)
    if said != template:
        return said.format(number)
    return f"{number} {noun if number == 1 else plural or f'{noun}s'}"
