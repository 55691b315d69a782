"""One warning of the entry guard: its code, what it asks of the person, and why it matters."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class Weight(Enum):
    """What a warning asks of the person who types."""

    STOP = "stop"
    SECOND_ENTRY = "second entry"
    REASON = "reason"
    NOTE = "note"


@dataclass(frozen=True)
class EntryWarning:
    """One warning beside one field.

    Attributes:
        field: Name of the form field that it stands beside.
        text: What is odd, one sentence.
        why: Why that matters, one sentence.
    """

    code: str
    weight: Weight
    field: str
    text: str
    why: str
