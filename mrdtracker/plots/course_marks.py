"""The marks of results: shape and filling say the state, colour and shape say the method."""

from __future__ import annotations

from matplotlib.lines import Line2D
from matplotlib.path import Path

from mrdtracker.domain.vocabulary import EventKind, Method, Specimen
from mrdtracker.plots.course_flags import FlagShape
from mrdtracker.plots.course_points import Glyph, Series
from mrdtracker.plots.look import Look, Tone

_SHAPES: dict[Method, str] = {
    Method.FLOW: "o",
    Method.IG_TR_PCR: "s",
    Method.NGS: "p",
    Method.FUSION_TRANSCRIPT: "h",
    Method.FUSION_SCREEN: "h",
    Method.MORPHOLOGY: "X",
    Method.CYTOLOGY_COUNT: "*",
}
_STATES: dict[Glyph, str | Path] = {
    Glyph.BELOW_QUANTIFICATION: "D",
    Glyph.UNCERTAIN: "D",
    Glyph.NEGATIVE: "v",
    Glyph.ABOVE: "^",
    Glyph.NOT_EVALUABLE: "x",
}
# A rug of upright bars: neither an amount nor the ring of an awaited sample.
_RUG = Path([(-0.22, -0.6), (0.22, -0.6), (0.22, 0.6), (-0.22, 0.6), (-0.22, -0.6)], closed=True)
_FLAGS: dict[FlagShape, str] = {
    FlagShape.HIGH: "^",
    FlagShape.INTERMEDIATE: "D",
    FlagShape.LOW: "o",
    FlagShape.UNKNOWN: "o",
}
# The diamond reaches beyond the disc: their colours are those that colour-blind eyes confuse.
_FLAG_PT: dict[FlagShape, float] = {
    FlagShape.HIGH: 6.0,
    FlagShape.INTERMEDIATE: 5.0,
    FlagShape.LOW: 4.6,
    FlagShape.UNKNOWN: 8.0,
}
# An open arrowhead: a filled one would read as "not detected".
ARROW = Path([(-0.5, 0.5), (0.0, 0.0), (0.5, 0.5)], [Path.MOVETO, Path.LINETO, Path.LINETO])
# Marks of events stand above the panels, and none of them is a mark of a result: shape and
# filling tell them apart without a colour.
_PENNANT = Path([(-0.4, -0.6), (-0.4, 0.6), (0.6, 0.25), (-0.4, -0.1), (-0.4, -0.6)], closed=True)
_LINE, _TO = Path.MOVETO, Path.LINETO
_DAGGER = Path([(0, -0.7), (0, 0.6), (-0.4, 0.2), (0.4, 0.2)], [_LINE, _TO, _LINE, _TO])
_RISE = Path(
    [(0, -0.6), (0, 0.6), (-0.4, 0.15), (0, 0.6), (0.4, 0.15)], [_LINE, _TO, _LINE, _TO, _TO]
)
_PAUSE = Path([(-0.25, -0.5), (-0.25, 0.5), (0.25, -0.5), (0.25, 0.5)], [_LINE, _TO, _LINE, _TO])
_ONWARDS = Path([(-0.3, -0.5), (0.3, 0), (-0.3, 0.5)], [_LINE, _TO, _TO])
_CAPSULE = Path([(-0.6, -0.3), (0.6, -0.3), (0.6, 0.3), (-0.6, 0.3), (-0.6, -0.3)], closed=True)
_EVENTS: dict[EventKind, tuple[str | Path, bool]] = {
    EventKind.CD19_DIRECTED_THERAPY: (">", False),
    EventKind.CAR_T: (">", True),
    EventKind.TRANSPLANT: ("P", True),
    EventKind.REMISSION: (_PENNANT, False),
    EventKind.RELAPSE: (_PENNANT, True),
    EventKind.DEATH: (_DAGGER, False),
    EventKind.COUNT_RECOVERY: (_RISE, False),
    EventKind.PROTOCOL_PAUSED: (_PAUSE, False),
    EventKind.PROTOCOL_RESUMED: (_ONWARDS, False),
    EventKind.DRUG_GIVEN: (_CAPSULE, True),
}
_EVENT_PT = 7.0
_SCALES = {"D": 0.86, "*": 1.45, "X": 1.25}
_DARKEN_STEP = 0.45


def mark_of(glyph: Glyph, series: Series, look: Look, colour: str) -> Line2D:
    """Make the mark of one result, without a place.

    Args:
        glyph: Its state.
        series: Its method, specimen and target.
        look: Colours and sizes.
        colour: The colour of the series.
    """
    is_hollow = glyph in (Glyph.UNCERTAIN, Glyph.NEGATIVE, Glyph.ABOVE, Glyph.NOT_DETECTED)
    marker = _SHAPES[series.method] if glyph is Glyph.QUANTIFIED else _STATES.get(glyph, _RUG)
    edge = colour
    if glyph is Glyph.UNCERTAIN:
        edge = look.quiet
    if glyph is Glyph.QUANTIFIED:
        edge = _edge(series, look)
    return Line2D(
        [],
        [],
        linestyle="none",
        marker=marker,
        markersize=look.marker_pt * _scale(marker),
        fillstyle="bottom" if glyph is Glyph.BELOW_QUANTIFICATION else "full",
        markerfacecolor=look.surface if is_hollow else colour,
        markerfacecoloralt=look.surface,
        markeredgecolor=edge,
        markeredgewidth=_edge_width(glyph),
        zorder=4,
    )


def ring_of(look: Look) -> Line2D:
    """Make the empty ring of a sample that is still awaited, without a place."""
    return Line2D(
        [],
        [],
        linestyle="none",
        marker="o",
        markersize=look.marker_pt,
        markerfacecolor=look.surface,
        markeredgecolor=look.quiet,
        markeredgewidth=1.0,
        zorder=3,
    )


def event_mark(kind: EventKind, look: Look, colour: str) -> Line2D:
    """Make the mark of an event, without a place."""
    marker, is_filled = _EVENTS.get(kind, (_CAPSULE, False))
    return Line2D(
        [],
        [],
        linestyle="none",
        marker=marker,
        markersize=_EVENT_PT,
        markerfacecolor=colour if is_filled else look.surface,
        markeredgecolor=colour,
        markeredgewidth=1.1,
        zorder=3,
    )


def flag_mark(shape: FlagShape, look: Look) -> Line2D:
    """Make the small mark of a finding, without a place."""
    is_open = shape is FlagShape.UNKNOWN
    colour = tone_of(shape, look).mark
    return Line2D(
        [],
        [],
        linestyle="none",
        marker=_FLAGS[shape],
        markersize=_FLAG_PT[shape],
        markerfacecolor=look.surface if is_open else colour,
        markeredgecolor=colour,
        markeredgewidth=0.9,
        zorder=5,
    )


def tone_of(shape: FlagShape, look: Look) -> Tone:
    """Return the colours of a finding's mark."""
    return {
        FlagShape.HIGH: look.high,
        FlagShape.INTERMEDIATE: look.intermediate,
        FlagShape.LOW: look.low,
        FlagShape.UNKNOWN: look.unknown,
    }[shape]


def colours_of(series: tuple[Series, ...], look: Look) -> dict[Series, str]:
    """Give each series the hue of its method; a second target of a method is darker."""
    colours: dict[Series, str] = {}
    targets: dict[Method, list[str]] = {}
    for one in series:
        known = targets.setdefault(one.method, [])
        if one.target not in known:
            known.append(one.target)
        share = min(2, known.index(one.target)) * _DARKEN_STEP / 1.5
        colours[one] = _mixed(look.series[one.method], look.text, share)
    return colours


def line_width(series: Series, look: Look) -> float:
    """Return the width of a connector: blood is thinner than marrow."""
    return look.line_pt if series.specimen is Specimen.BONE_MARROW else look.line_pt * 0.55


def _edge(series: Series, look: Look) -> str:
    """Return the edge of a filled mark: marrow stands alone, blood wears a dark rim."""
    is_plain = series.specimen is Specimen.BONE_MARROW or not series.method.is_mrd
    return look.surface if is_plain else look.text


def _edge_width(glyph: Glyph) -> float:
    if glyph is Glyph.QUANTIFIED:
        return 0.9
    return 1.6 if glyph is Glyph.NOT_EVALUABLE else 1.2


def _scale(marker: str | Path) -> float:
    return _SCALES.get(marker, 1.0) if isinstance(marker, str) else 1.3


def _mixed(colour: str, other: str, share: float) -> str:
    """Return a colour on the way to another one."""
    parts = zip(_channels(colour), _channels(other), strict=True)
    return "#" + "".join(f"{round(a + (b - a) * share):02X}" for a, b in parts)


def _channels(colour: str) -> tuple[int, int, int]:
    return (int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16))
