"""The words around a picture of a cohort on paper: a title above, what to know below."""

from __future__ import annotations

from mrdtracker.domain.cohort_caption import Caption
from mrdtracker.plots.cohort_frame import CohortSheet
from mrdtracker.plots.figures import shortened, text_width
from mrdtracker.plots.look import Look

_LEFT, _RIGHT = 12.0, 12.0
_TOP, _BETWEEN, _EDGE = 12.0, 8.0, 8.0
_LINE = 1.35


class CaptionLines:
    """A caption broken into lines of a width.

    Attributes:
        head: Points that it takes above the picture.
        foot: Points that it takes below it.
    """

    def __init__(self, caption: Caption, look: Look, width: float) -> None:
        room = width - _LEFT - _RIGHT
        self._look = look
        self._title = wrapped(caption.title, room, look.text_pt)
        self._facts = wrapped(caption.facts, room, look.small_pt)
        self._remarks = [
            line for one in caption.remarks for line in wrapped(one, room, look.small_pt)
        ]
        self._title_step, self._step = look.text_pt * _LINE, look.small_pt * _LINE
        lines = len(self._title) * self._title_step + len(self._facts) * self._step
        self.head = _TOP + lines + _BETWEEN
        self.foot = _BETWEEN + len(self._remarks) * self._step + _EDGE

    def draw(self, sheet: CohortSheet) -> None:
        """Write the lines above and below the view of a sheet that has room for them."""
        look = sheet.look
        y = sheet.height + self.head - _TOP
        for line in self._title:
            sheet.words(_LEFT, y, line, colour=look.text, size=look.text_pt)
            y -= self._title_step
        for line in self._facts:
            sheet.words(_LEFT, y, line, size=look.small_pt)
            y -= self._step
        y = -_BETWEEN
        for line in self._remarks:
            sheet.words(_LEFT, y, line, size=look.small_pt)
            y -= self._step


def wrapped(text: str, width: float, size_pt: float) -> list[str]:
    """Break a text between words into lines of a width in points; a long word stays whole."""
    lines: list[str] = []
    for word in text.split(" "):
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and text_width(longer, size_pt) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


def lines_of_name(name: str, width: float, size_pt: float, most: int) -> list[str]:
    """Break a name into lines of a width, at most so many; what has no room is cut at the end."""
    lines = wrapped(name, width, size_pt)
    kept = [*lines[: most - 1], " ".join(lines[most - 1 :])]
    return [shortened(one, width, size_pt) for one in kept if one]
