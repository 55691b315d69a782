"""How a rule pack is called where there is little room: the short name that people use."""

from __future__ import annotations

import re

from mrdtracker.domain.finding import PackReference

_REST = re.compile(r" \(|, |: ")


def short_title(reference: PackReference) -> str:
    """Return the title up to its first bracket, comma or colon: "COG AALL08B1"; else the id."""
    return _REST.split(reference.title)[0].strip() or reference.id


def missing_pack_words(protocol_text: str) -> str:
    """Say that no pack stands for a protocol that the centre wrote in its own words."""
    return f"no rule pack for “{protocol_text}”"
