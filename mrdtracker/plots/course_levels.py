"""Where a level stands on the straight scale of its panel, and on which line a test has none."""

from __future__ import annotations

import math
from decimal import Decimal

from mrdtracker.domain.case import Result
from mrdtracker.domain.vocabulary import Specimen
from mrdtracker.plots.course_points import Panel
from mrdtracker.plots.course_words import METHOD_WORDS, SPECIMEN_WORDS
from mrdtracker.words import say

# The classes of marrow by morphology; each has a third of its panel, see ``axis_level``.
M1_BELOW, M3_ABOVE = Decimal("0.05"), Decimal("0.25")
CLASS_EDGES = (0.0, float(M1_BELOW), float(M3_ABOVE), 1.0)
ZERO_COUNT = -0.6


def axis_level(panel: Panel, level: float, lowest: float) -> float:
    """Return a level on the straight scale of its panel; a count of 0 has a line of its own.

    In morphology each class has a third of the panel: on one even scale M1 would be a hair on its
    floor, and M1 or M2 is what is asked.
    """
    if panel is Panel.MORPHOLOGY:
        third = sum(level >= edge for edge in CLASS_EDGES[1:-1])
        low, high = CLASS_EDGES[third : third + 2]
        return third + (level - low) / (high - low)
    if level <= 0:
        return ZERO_COUNT if panel is Panel.COUNT else lowest
    return max(0.0, math.log10(level)) if panel is Panel.COUNT else math.log10(level)


def screen_name(result: Result) -> str:
    """Name the line of a qualitative test: what was looked for, and where if not in marrow."""
    what = result.target or say(METHOD_WORDS[result.method])
    if result.specimen is Specimen.BONE_MARROW:
        return what
    return f"{what} · {say(SPECIMEN_WORDS[result.specimen])}"
