"""What happened on a day: a line through the panel, and above it a mark of its own with words."""

from __future__ import annotations

from mrdtracker.domain.vocabulary import EventKind
from mrdtracker.plots.course_drawing import BEHIND, Drawing
from mrdtracker.plots.course_marks import event_mark
from mrdtracker.plots.course_schedule import CourseEvent
from mrdtracker.plots.course_sheet import (
    EDGE,
    EVENT_INDENT,
    LINE,
    MOST_ROWS,
    PHASE_INDENT,
    Row,
    label_of_day,
)
from mrdtracker.plots.course_track_strips import UNFOLDED, write_header
from mrdtracker.plots.course_tracks import EVENTS_KEY
from mrdtracker.plots.figures import text_width
from mrdtracker.plots.label_places import Box
from mrdtracker.words import say

_GRAVE = (EventKind.RELAPSE, EventKind.DEATH)
_BAR_PT = 2.0


def draw_events(drawing: Drawing) -> None:
    """Draw a marked and named line on the day of every event, and a bar over its days."""
    sheet, look, course = drawing.sheet, drawing.look, drawing.course
    if not course.events:
        return
    row_height, span = look.caption_pt * LINE, sheet.spans[Row.EVENTS]
    bottom = sheet.spans[Row.MRD].bottom
    is_folded = EVENTS_KEY in course.folded
    _header(drawing, span.top - row_height + 2.5)
    for event, row in zip(course.events, sheet.event_rows, strict=True):
        x = max(sheet.left, sheet.x_of_day(event.day))
        words = event_words(drawing, event)
        is_grave = event.kind in _GRAVE
        colour = look.text if is_grave else look.quiet
        y = span.top - row_height * (min(row, MOST_ROWS - 1) + 1)
        line = drawing.stroke(
            [x, x],
            [bottom, y + row_height - 1],
            colour,
            1.2 if is_grave else 0.8,
            zorder=BEHIND + 1,
        )
        line.set_gid(f"event:{event.kind.value}:{event.day}")
        if row < MOST_ROWS:
            mark = drawing.mark(x, y + row_height / 2, event_mark(event.kind, look, colour))
            mark.set_gid(f"event mark:{event.kind.value}:{event.day}")
            if not is_folded:
                write_label_of_day(
                    drawing, event.day, y + 2.5, event.name, colour=colour, full=words
                )
            _bar(drawing, event, y, colour)
        box = Box(x - 3, bottom, x + 3, y + row_height)
        drawing.asides.append((box, words))
        drawing.places.take_line((x, bottom), (x, y))


def _header(drawing: Drawing, bottom: float) -> None:
    """Name the events left of their first line, on a screen: there they fold."""
    if drawing.look.is_paper:
        return
    words = say("events")
    left = drawing.sheet.left - text_width(f"{UNFOLDED} {words}", drawing.look.caption_pt)
    write_header(drawing, max(EDGE, left - PHASE_INDENT), bottom, words, EVENTS_KEY)


def event_words(drawing: Drawing, event: CourseEvent) -> str:
    """Say an event in full: its name, its day and date, and its last day where it has one."""
    days = [drawing.course.day_words(event.day)]
    if event.last is not None and event.last != event.day:
        days.append(drawing.course.day_words(event.last))
    return f"{event.name}: {' – '.join(days)}"


def write_label_of_day(
    drawing: Drawing, day: int, y: float, text: str, *, colour: str, full: str = ""
) -> None:
    """Write a label right of its day; what the page cuts off is kept for the pointer.

    ``full`` is what an event says to the pointer; its label leaves room for its mark.
    """
    look = drawing.look
    indent = EVENT_INDENT if full else PHASE_INDENT
    left, said = label_of_day(drawing.sheet, look, day, text, indent)
    drawing.set_off(drawing.words(left, y, said, colour=colour))
    if said != text:
        width = text_width(said, look.caption_pt)
        box = Box(left, y - 2, left + width, y + look.caption_pt)
        drawing.asides.append((box, full or text))


def _bar(drawing: Drawing, event: CourseEvent, y: float, colour: str) -> None:
    """Draw over how many days something was given, below its words."""
    if event.last is None or event.last == event.day:
        return
    sheet = drawing.sheet
    left, right = (sheet.x_of_day(day) for day in (event.day, event.last))
    ends = [max(sheet.left, left), min(sheet.right, right)]
    bar = drawing.stroke(ends, [y + _BAR_PT / 2] * 2, colour, _BAR_PT, zorder=BEHIND + 1)
    bar.set_gid(f"event days:{event.kind.value}:{event.day}")
