"""The small strips under the course: counts as stars, doses as steps, the range as a band."""

from __future__ import annotations

import math
from collections.abc import Sequence

from matplotlib.lines import Line2D

from mrdtracker.domain.units import canonical_text
from mrdtracker.domain.vocabulary import Method
from mrdtracker.plots.course_drawing import BEHIND, LINES, MARKS, Drawing
from mrdtracker.plots.course_tracks import Track, TrackPoint
from mrdtracker.plots.figures import shortened, text_width
from mrdtracker.plots.label_places import Box, Span

_HEADROOM = 1.08
_NICE = (1.0, 1.5, 2.0, 3.0, 4.0, 5.0, 6.0, 8.0, 10.0)
_TICK_GAP = 6.0
_REACH = 4.0
_STAR_PT = 6.5
FOLDED, UNFOLDED = "▸", "▾"


def draw_tracks(drawing: Drawing) -> None:
    """Draw every track of the course into its strip."""
    for track, span in zip(
        drawing.course.tracks, drawing.sheet.track_spans(drawing.look), strict=True
    ):
        _title(drawing, track, span)
        if track.key in drawing.course.folded:
            continue
        _frame(drawing, track, span)
        if track.is_lasting:
            _steps(drawing, track, span)
        else:
            _stars(drawing, track, span)
    if drawing.course.ends_folded:
        _ground(drawing)


def nice_top(number: float) -> float:
    """Return the round number at or above a number, with one figure that says something."""
    if number <= 0:
        return 1.0
    power = 10.0 ** math.floor(math.log10(number))
    return next(one * power for one in _NICE if one * power >= number * (1 - 1e-9))


def _ground(drawing: Drawing) -> None:
    """Draw the line on which the days stand; the floor of a strip is it otherwise."""
    sheet = drawing.sheet
    ends, levels = [sheet.left, sheet.right], [sheet.lowest, sheet.lowest]
    drawing.stroke(ends, levels, drawing.look.quiet, 0.7, zorder=BEHIND + 0.8)


def _frame(drawing: Drawing, track: Track, span: Span) -> None:
    """Draw the floor, the upper line with its number, and the range."""
    sheet, look = drawing.sheet, drawing.look
    if track.target is not None:
        low, high = (_height(track, span, float(end)) for end in _ends(track))
        drawing.tint(Box(sheet.left, low, sheet.right, high), look.neutral.tint)
        for y in (low, high):
            line = drawing.stroke([sheet.left, sheet.right], [y, y], look.quiet, 0.6, BEHIND + 0.9)
            line.set_linestyle((0, (1, 2)))
            line.set_gid(f"target:{track.name}")
    for y, colour in ((span.bottom, look.quiet), (span.top, look.border)):
        drawing.stroke([sheet.left, sheet.right], [y, y], colour, 0.7, zorder=BEHIND + 0.8)
    top = nice_top(float(track.top))
    for level in (0.0, top):
        drawing.words(
            sheet.left - _TICK_GAP,
            _height(track, span, level),
            f"{level:g}",
            size=look.small_pt,
            is_quiet=True,
            align="right",
            vertical="center_baseline",
        )


def write_header(drawing: Drawing, left: float, bottom: float, name: str, key: str) -> float:
    """Name a track, on a screen with the sign that folds it; return the width of its words."""
    look = drawing.look
    if not look.is_paper:
        name = f"{FOLDED if key in drawing.course.folded else UNFOLDED} {name}"
    width = text_width(name, look.caption_pt)
    drawing.words(left, bottom, name, is_quiet=True).set_gid(f"header:{key}")
    if not look.is_paper:
        drawing.headers.append(
            (Box(left, bottom - 3, left + width, bottom + look.caption_pt), key)
        )
    return width


def _title(drawing: Drawing, track: Track, span: Span) -> None:
    """Name a track above its strip, and say beside it what its counts come to."""
    sheet, look = drawing.sheet, drawing.look
    width = write_header(drawing, sheet.left + 4, span.top + 3, track.title, track.key)
    room = sheet.right - sheet.left - width - 20
    said = shortened(track.says, room, look.small_pt) if track.says else ""
    if said:
        label = drawing.words(
            sheet.right, span.top + 3, said, size=look.small_pt, is_quiet=True, align="right"
        )
        label.set_gid(f"share:{track.name}")
    if said != track.says:
        box = Box(sheet.left, span.top, sheet.right, span.top + look.caption_pt)
        drawing.asides.append((box, track.says))


def _ends(track: Track) -> tuple[float, float]:
    if track.target is None:
        return (0.0, 0.0)
    return (float(track.target.low), float(track.target.high))


def _height(track: Track, span: Span, amount: float) -> float:
    share = amount / (nice_top(float(track.top)) * _HEADROOM)
    return span.bottom + span.height * min(1.0, share)


def _stars(drawing: Drawing, track: Track, span: Span) -> None:
    """Put a star on every day with a count; a line between two of them would be invented."""
    look, sheet = drawing.look, drawing.sheet
    places = []
    for one in track.points:
        if drawing.course.scale.holds(one.day):
            place = (sheet.x_of_day(one.day), _height(track, span, float(one.amount)))
            places.append(place)
            _aside(drawing, track, one, Box.around(*place, _REACH))
    stars = Line2D(
        [x for x, _ in places],
        [y for _, y in places],
        linestyle="none",
        marker="*",
        markersize=_STAR_PT,
        markerfacecolor=look.series[Method.CYTOLOGY_COUNT],
        markeredgecolor=look.surface,
        markeredgewidth=0.4,
        zorder=MARKS,
        transform=drawing.points,
    )
    stars.set_gid(f"track:{track.name}")
    drawing.figure.add_artist(stars)


def _steps(drawing: Drawing, track: Track, span: Span) -> None:
    """Draw a dose from its first day to its last one, else to the next entry of the drug."""
    look, sheet = drawing.look, drawing.sheet
    end = drawing.course.scale.last
    following: Sequence[TrackPoint | None] = [*track.points[1:], None]
    xs: list[float] = []
    ys: list[float] = []
    for one, after in zip(track.points, following, strict=True):
        until = end if after is None else after.day
        last = until if one.last is None else min(until, one.last + 1)
        ends = (max(one.day, drawing.course.scale.first), min(last, end))
        if ends[0] >= ends[1]:
            continue
        y = _height(track, span, float(one.amount))
        left, right = (sheet.x_of_day(day) for day in ends)
        is_joined = bool(xs) and xs[-1] == left
        xs += [left, right] if is_joined else [math.nan, left, right]
        ys += [y, y] if is_joined else [math.nan, y, y]
        _aside(drawing, track, one, Box(left, y - _REACH, right, y + _REACH))
    line = drawing.stroke(xs, ys, look.text, 1.2, zorder=LINES)
    line.set_gid(f"track:{track.name}")


def _aside(drawing: Drawing, track: Track, one: TrackPoint, box: Box) -> None:
    """Keep what a count or a dose says to the pointer."""
    amount = f"{track.title}: {canonical_text(one.amount)}"
    drawing.asides.append((box, f"{amount} · {drawing.course.day_words(one.day)}"))
