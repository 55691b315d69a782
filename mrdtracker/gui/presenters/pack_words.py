"""How a rule pack is called where there is little room: the short name that people use."""

from __future__ import annotations

import re

from mrdtracker.domain.finding import PackReference
from mrdtracker.words import say

_REST = re.compile(r" \(|, |: ")
# Two protocols of one group differ in nothing else that is short: "KSPHO high risk, … (2024)".
_YEAR = re.compile(r"\(((?:19|20)\d\d)\)$")


def short_title(reference: PackReference) -> str:
    """Return the title up to its first bracket, comma or colon, with the year that it ends in.

    "COG AALL08B1", "KSPHO high risk 2024"; a title without words gives the id.
    """
    title = say(reference.title)
    year = _YEAR.search(title)
    words = _REST.split(title)[0].strip()
    return f"{words} {year[1]}" if words and year is not None else words or reference.id


def missing_pack_words(protocol_text: str) -> str:
    """Say that no pack stands for a protocol that the centre wrote in its own words."""
    return say("no rule pack for “{}”").format(protocol_text)
