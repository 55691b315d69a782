"""What says in the picture itself, on every screen and paper, that a course is only tried."""

from __future__ import annotations

from matplotlib.patches import Ellipse

from mrdtracker.plots.course_drawing import BEHIND, MARKS, Drawing
from mrdtracker.plots.course_sheet import Row
from mrdtracker.plots.figures import text_width
from mrdtracker.plots.label_places import Box
from mrdtracker.words import mark, say

WHAT_IF = mark("What-if: tried values, not on record")
NOT_ON_RECORD = mark("what-if: not on record")
_RING_PT = 15.0
_STRIP_PT = 5.0
_LARGE_PT = 46.0
_FAINT = 0.16
_HATCH = "////"
_BOLD = 1.14


def draw_what_if(drawing: Drawing) -> None:
    """Mark a course that is only tried: hatched edges, its name across it, rings around points.

    A course of the record is left as it is.
    """
    if drawing.course.tried is None:
        return
    _edges(drawing)
    _watermark(drawing)
    for key in sorted(drawing.course.tried):
        if key in drawing.anchors:
            _ring(drawing, key)
    _sentence(drawing)


def _edges(drawing: Drawing) -> None:
    """Hatch the upper and the lower edge: they stay in a picture that is cut out or copied."""
    sheet, colour = drawing.sheet, drawing.look.unknown.mark
    for bottom in (0.0, sheet.height - _STRIP_PT):
        strip = Box(0.0, bottom, sheet.width, bottom + _STRIP_PT)
        drawing.tint(strip, drawing.look.unknown.tint)
        drawing.tint(strip, colour, hatch=_HATCH).set_gid("what-if edge")


def _watermark(drawing: Drawing) -> None:
    span, sheet = drawing.sheet.spans[Row.MRD], drawing.sheet
    label = drawing.words(
        (sheet.left + sheet.right) / 2,
        span.middle,
        say("WHAT-IF"),
        size=min(_LARGE_PT, span.height / 2),
        colour=drawing.look.unknown.mark,
        align="center",
        vertical="center",
    )
    label.set_fontstyle("normal")
    label.set_alpha(_FAINT)
    label.set_zorder(BEHIND + 0.6)


def _ring(drawing: Drawing, key: str) -> None:
    x, y = drawing.anchors[key]
    ring = Ellipse(
        (x, y),
        _RING_PT,
        _RING_PT,
        facecolor="none",
        edgecolor=drawing.look.unknown.mark,
        linewidth=1.4,
        linestyle=(0, (2.2, 1.6)),
        zorder=MARKS + 1,
        transform=drawing.points,
    )
    drawing.figure.add_artist(ring)
    drawing.remember(key, ring, "what-if")


def _sentence(drawing: Drawing) -> None:
    """Say it once in words, inside the plot: a heading might be cut off."""
    look, span, sheet = drawing.look, drawing.sheet.spans[Row.MRD], drawing.sheet
    width, height = text_width(say(WHAT_IF), look.caption_pt) * _BOLD, look.caption_pt + 2
    lefts = (sheet.right - width - 4, sheet.left + 4, (sheet.left + sheet.right - width) / 2)
    levels = [span.top - (step + 1.2) * height for step in range(6)]
    corners = [(left, level) for level in levels for left in lefts]
    box = drawing.places.place(width, height, corners, span)
    label = drawing.words(
        box.left, box.bottom + 2, say(WHAT_IF), size=look.caption_pt, colour=look.unknown.mark
    )
    drawing.set_off(drawing.loud_words(label)).set_fontstyle("normal")
