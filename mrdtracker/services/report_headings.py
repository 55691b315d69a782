"""The headings and short words that a report template prints around the data of a page.

They come as data, so that one template serves every language. A template that was copied before
there were any holds its own words and goes on working: it never asks for these.
"""

from __future__ import annotations

from collections.abc import Mapping

from mrdtracker.words import mark, say

# By the name that a template asks for; {} is filled by the template.
_HEADINGS: Mapping[str, str] = {
    # The code of the language, for hyphenation and for who reads the page aloud.
    "language": mark("en"),
    "course": mark("Course of residual disease"),
    "possible": mark("Still possible: {}."),
    "ruled_out": mark("Ruled out: {}."),
    "results": mark("Results"),
    "findings": mark("Findings"),
    "rule": mark("rule {}"),
    "missing": mark("What would settle the group"),
    "expected": mark("Expected samples"),
    "quality": mark("Quality"),
    "comment": mark("Comment by {}"),
    "events": mark("Events"),
    "questions": mark("Every question of {}"),
    "reason": mark("Reason: {}"),
    "packs": mark("Rules that answered"),
    "content": mark("content {}"),
    "journal": mark("journal {}"),
}


def headings() -> dict[str, str]:
    """Return every heading in the language that is spoken."""
    return {name: say(text) for name, text in _HEADINGS.items()}
