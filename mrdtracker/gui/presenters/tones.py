"""What a colour means, and what a chip says: light enough for the first frame of the window."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import Enum

from mrdtracker.words import say


class ToneName(Enum):
    """What a colour, and the shape that goes with it, means; loudest first."""

    HIGH = "high"
    UNKNOWN = "unknown"
    INTERMEDIATE = "intermediate"
    LOW = "low"
    NEUTRAL = "neutral"


@dataclass(frozen=True)
class ChipText:
    """What a chip says: its word, what it means, and a longer sentence for the tooltip.

    Attributes:
        sign: Name of the state of a time point whose sign stands in place of the tone's shape.
    """

    word: str
    tone: ToneName
    tooltip: str = ""
    sign: str = ""

    @property
    def said(self) -> ChipText:
        """A chip that is a constant, in the language that is spoken."""
        return replace(self, word=say(self.word), tooltip=say(self.tooltip))
