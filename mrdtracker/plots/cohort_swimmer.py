"""A bar for every child from day zero to the last record, with what befell it."""

from __future__ import annotations

from functools import partial

from matplotlib.axes import Axes
from matplotlib.collections import LineCollection
from matplotlib.lines import Line2D
from matplotlib.ticker import FuncFormatter, MaxNLocator

from mrdtracker.domain.cohort import CohortPatient
from mrdtracker.domain.cohort_groups import Group
from mrdtracker.domain.cohort_views import Swimmer
from mrdtracker.domain.vocabulary import EventKind
from mrdtracker.plots.cohort_caption import lines_of_name
from mrdtracker.plots.cohort_frame import (
    CohortSheet,
    KeyItem,
    Spot,
    add_marks,
    colours_of,
    draw_key,
)
from mrdtracker.plots.course_marks import event_mark
from mrdtracker.plots.course_words import EVENT_WORDS
from mrdtracker.plots.figures import shortened
from mrdtracker.plots.look import Look
from mrdtracker.words import mark, say

ROW_PT = 13.0
HEAD_PT, FOOT_PT = 24.0, 72.0
YEAR = 365.25
# Up to here days are read as days.
DAYS_TO = 730
ON_DAY = mark("{}: {} ({}: {})")
ALIVE = mark("alive at the last record")
_CODE_PT, _GROUP_PT = 110.0, 120.0
_LAST_NAME = 3
_SHOWN = (
    EventKind.REMISSION,
    EventKind.TRANSPLANT,
    EventKind.CAR_T,
    EventKind.CD19_DIRECTED_THERAPY,
    EventKind.RELAPSE,
    EventKind.DEATH,
)
_GRAVE = (EventKind.RELAPSE, EventKind.DEATH)


def draw_swimmer(sheet: CohortSheet, swimmer: Swimmer, rows: range) -> None:
    """Draw the bars of the rows that a range names."""
    shown = swimmer.rows[rows.start : rows.stop]
    top = sheet.height - HEAD_PT
    bottom = top - ROW_PT * len(shown)
    axes = sheet.axes(_CODE_PT, bottom, sheet.width - _GROUP_PT, top)
    # All pages of one cohort have one scale.
    last = max((one.contact or 0 for _, one in swimmer.rows), default=0)
    words = sheet.days.years_since if day_axis(axes, last) else sheet.days.days_since
    axes.set_xlabel(words, color=sheet.look.quiet, fontsize=sheet.look.caption_pt)
    axes.set_ylim(max(len(shown), 1) - 0.5, -0.5)
    axes.yaxis.set_visible(False)
    axes.spines["left"].set_visible(False)
    groups = list(dict.fromkeys(group for group, _ in swimmer.rows))
    colours = colours_of(groups, sheet.look)
    _bars(axes, [(colours[group], one) for group, one in shown])
    kinds = _marks(sheet, axes, [one for _, one in shown])
    _names(sheet, shown, colours)
    items = [
        KeyItem(say(EVENT_WORDS[kind]), event_mark(kind, sheet.look, _ink(kind, sheet.look)))
        for kind in kinds
    ]
    items.append(KeyItem(say(ALIVE), _arrow(sheet.look.quiet)))
    draw_key(sheet, items)


def day_axis(axes: Axes, last: int) -> bool:
    """Set a time axis in days, or in years where the time is long; return whether it is."""
    axes.set_xlim(0, max(last, 1) * 1.04)
    is_long = last > DAYS_TO
    unit = YEAR if is_long else 1.0
    ticks = MaxNLocator(nbins=8, integer=True).tick_values(0, max(last, 1) / unit)
    axes.set_xticks([one * unit for one in ticks if 0 <= one * unit <= max(last, 1) * 1.04])
    axes.xaxis.set_major_formatter(FuncFormatter(lambda day, _: f"{day / unit:.0f}"))
    return is_long


def _bars(axes: Axes, shown: list[tuple[str, CohortPatient]]) -> None:
    lines, colours = [], []
    for row, (colour, one) in enumerate(shown):
        death = one.first(EventKind.DEATH)
        end = death.day if death is not None else one.contact
        lines.append([(0.0, float(row)), (float(max(end or 0, 0)), float(row))])
        colours.append(colour)
    axes.add_collection(
        LineCollection(lines, colors=colours, linewidths=5.0, alpha=0.4, capstyle="butt"),
        autolim=False,
    )


def _marks(sheet: CohortSheet, axes: Axes, shown: list[CohortPatient]) -> list[EventKind]:
    """Draw what befell the children; return the kinds that occur."""
    since = sheet.days.days_since
    found: dict[EventKind, tuple[list[float], list[float]]] = {}
    alive: tuple[list[float], list[float]] = ([], [])
    for row, one in enumerate(shown):
        for event in one.happenings:
            if event.day is not None and event.day >= 0:
                xs, ys = found.setdefault(event.kind, ([], []))
                xs.append(event.day)
                ys.append(row)
                tell = partial(_tell, one, say(EVENT_WORDS[event.kind]), event.day, since)
                sheet.spots.append(Spot(axes, event.day, row, one.id, tell))
        # A death without a day, or before day zero, has no mark and is a death all the same.
        is_dead = any(event.kind is EventKind.DEATH for event in one.happenings)
        if not is_dead and one.contact is not None:
            alive[0].append(max(one.contact, 0))
            alive[1].append(row)
            tell = partial(_tell, one, one.contact_words, one.contact, since)
            sheet.spots.append(Spot(axes, one.contact, row, one.id, tell))
    add_marks(axes, _arrow(sheet.look.quiet), *alive)
    for kind in _SHOWN:
        if kind in found:
            add_marks(axes, event_mark(kind, sheet.look, _ink(kind, sheet.look)), *found[kind])
    return [kind for kind in _SHOWN if kind in found]


def _tell(patient: CohortPatient, what: str, day: int, since: str) -> str:
    return say(ON_DAY).format(patient.code, what, since, day)


def _ink(kind: EventKind, look: Look) -> str:
    return look.high.mark if kind in _GRAVE else look.text


def _arrow(colour: str) -> Line2D:
    return Line2D(
        [],
        [],
        linestyle="none",
        marker="$→$",
        markersize=8,
        markerfacecolor=colour,
        markeredgecolor=colour,
        markeredgewidth=0.3,
    )


def _names(
    sheet: CohortSheet, shown: tuple[tuple[Group, CohortPatient], ...], colours: dict[Group, str]
) -> None:
    look, top = sheet.look, sheet.height - HEAD_PT
    begun = 0
    for row, (group, one) in enumerate(shown):
        y = top - (row + 0.5) * ROW_PT
        code = shortened(one.code, _CODE_PT - 14, look.small_pt)
        sheet.words(_CODE_PT - 6, y, code, colour=look.text, align="right", size=look.small_pt)
        if row + 1 == len(shown) or shown[row + 1][0] != group:
            # Below the last group nothing stands: its name may be longer than its rows.
            least = _LAST_NAME if row + 1 == len(shown) else 1
            x, most = sheet.width - _GROUP_PT + 12, max(least, row + 1 - begun)
            for number, words in enumerate(
                lines_of_name(group.name, _GROUP_PT - 16, look.small_pt, most)
            ):
                y = top - (begun + number + 0.5) * ROW_PT
                sheet.words(x, y, words, colour=colours[group], size=look.small_pt)
            begun = row + 1
