"""How a person looks at a course, as a short text: copied from one page and pasted into another.

It is English whatever is spoken, names no patient, and a result only by a digest of its key.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from hashlib import sha256

from mrdtracker.plots.course_view import CourseView

_DIGITS = 10
_DAY = r"(-?\d+(?:\.\d+)?)"
_HIDDEN = rf"(?: [0-9a-f]{{{_DIGITS}}})+"
_DAYS = rf"(?:all days|days {_DAY} to {_DAY})"
_TEXT = re.compile(rf"MRD view: {_DAYS}(, to scale)?(?:, hidden({_HIDDEN}))?")


@dataclass(frozen=True)
class CopiedView:
    """What a text says of a view.

    Attributes:
        view: Its days, and whether they are to scale; no result is hidden in it.
        hidden: Digests of the results that are hidden.
    """

    view: CourseView
    hidden: frozenset[str] = frozenset()

    def keys_among(self, keys: Collection[str]) -> frozenset[str]:
        """Return which of these results the view hides."""
        return frozenset(key for key in keys if _digest(key) in self.hidden)


def view_text(view: CourseView) -> str:
    """Write a view: "MRD view: days 8 to 46.5, to scale, hidden 0a1b2c3d4e"."""
    days = "all days"
    if view.days is not None:
        days = "days {} to {}".format(*map(_day, view.days))
    scale = ", to scale" if view.is_to_scale else ""
    digests = " ".join(sorted(map(_digest, view.hidden)))
    return f"MRD view: {days}{scale}{f', hidden {digests}' if digests else ''}"


def view_in(text: str) -> CopiedView | None:
    """Read such a text; None where it is none."""
    found = _TEXT.fullmatch(text.strip())
    if found is None:
        return None
    first, last, scale, digests = found.groups()
    days = (float(first), float(last)) if first else None
    return CopiedView(CourseView(bool(scale), days), frozenset((digests or "").split()))


def _day(day: float) -> str:
    return f"{day:.2f}".rstrip("0").rstrip(".")


def _digest(key: str) -> str:
    return sha256(key.encode()).hexdigest()[:_DIGITS]
