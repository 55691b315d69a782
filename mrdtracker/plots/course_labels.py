"""The words inside the course plot: flags, names of series, thresholds, and the key below."""

from __future__ import annotations

from matplotlib.lines import Line2D

from mrdtracker.domain.notation import date_text, rounded_percent_text
from mrdtracker.domain.units import canonical_text
from mrdtracker.domain.vocabulary import Method, Specimen
from mrdtracker.plots.course_drawing import LINES, Drawing
from mrdtracker.plots.course_flags import FlagMark, FlagShape
from mrdtracker.plots.course_key import (
    KEY_WORDS,
    MOST_DIRECT_LABELS,
    heading_words,
    key_words,
    legend_words,
)
from mrdtracker.plots.course_levels import M1_BELOW, M3_ABOVE
from mrdtracker.plots.course_marks import colours_of, flag_mark, mark_of, ring_of, tone_of
from mrdtracker.plots.course_points import CoursePoint, Glyph, Panel, Series
from mrdtracker.plots.course_schedule import CourseThreshold
from mrdtracker.plots.course_sheet import (
    LINE,
    LOG_PANELS,
    ROW_OF_PANEL,
    Row,
    key_places,
    legend_places,
)
from mrdtracker.plots.course_words import NO_RESULT_YET, series_words
from mrdtracker.plots.figures import shortened, text_width
from mrdtracker.plots.label_places import Box
from mrdtracker.words import say

_FLAG_ROOM = 10.5
# Beyond this, what its series said just before is repeated by the mark and not in words.
_MOST_FLAG_WORDS = 12
# Smaller than a result's own mark, so that it is not taken for one.
_AGAIN = 0.65
_LEAST_SEGMENT = 22.0
_OPEN_WINDOW_DAYS = 21
_MOST_VALUE_LABELS = 12
_MOST_THRESHOLD_WORDS = 200.0
_WORD_GAP = 5.0
# How much wider bold words are than the plain ones that are measured.
_BOLD = 1.14


def draw_flags(drawing: Drawing) -> None:
    """Put the mark of the loudest finding beside each result that it used: shape and word."""
    flags = {
        key: flag
        for key, flag in (drawing.course.flags or {}).items()
        if key in drawing.anchors and flag.shape is not FlagShape.SAID
    }
    series = {point.key: point.series for point in drawing.course.points}
    said: dict[Series, str] = {}
    for key in drawing.anchors:
        text = flags[key].text if key in flags else ""
        is_again = len(flags) > _MOST_FLAG_WORDS and said.get(series[key]) == text
        said[series[key]] = text
        if key in flags:
            _flag(drawing, key, flags[key], is_again=is_again)


def _flag(drawing: Drawing, key: str, flag: FlagMark, *, is_again: bool) -> None:
    look = drawing.look
    x, y = drawing.anchors[key]
    is_open = flag.shape is FlagShape.UNKNOWN
    is_named = not (is_open or is_again)
    words = text_width(flag.text, look.small_pt) * _BOLD if is_named else 0.0
    width, height = _FLAG_ROOM + words, look.small_pt + 2
    beside = look.marker_pt / 2 + 3
    box = drawing.places.place(
        width,
        height,
        [
            (x - 4, y + beside),
            (x + beside, y + 2),
            (x - width - beside, y + 2),
            (x + beside, y - height - 1),
            (x - width - beside, y - height - 1),
            (x - 4, y - beside - height),
            (x - 4, y + beside + height),
        ],
    )
    middle = (box.bottom + box.top) / 2
    colour = tone_of(flag.shape, look).mark
    mark = drawing.mark(box.left + 4, middle, flag_mark(flag.shape, look))
    drawing.remember(key, mark, "flag")
    if is_again and not is_open:
        mark.set_markersize(mark.get_markersize() * _AGAIN)
        return
    text, left = (flag.text, box.left + _FLAG_ROOM) if is_named else ("?", box.left + 4)
    label = drawing.words(
        left,
        middle,
        text,
        size=look.small_pt if is_named else look.small_pt - 1.5,
        colour=colour,
        align="left" if is_named else "center",
        vertical="center_baseline",
    )
    drawing.remember(key, drawing.set_off(drawing.loud_words(label)), "flag words")


def name_series(drawing: Drawing) -> None:
    """Name up to three series beside their last point, more of them in a legend."""
    series, look = drawing.course.series, drawing.look
    colours = colours_of(tuple(dict.fromkeys(one.series for one in drawing.course.points)), look)
    if len(series) > MOST_DIRECT_LABELS:
        places = legend_places(drawing.sheet, look)
        top = drawing.sheet.spans[Row.LEGEND].top
        entries = zip(series, legend_words(drawing.course), places, strict=True)
        for one, words, place in entries:
            mark = mark_of(Glyph.QUANTIFIED, one, look, colours[one])
            _entry(drawing, place[1], top - look.caption_pt * LINE * place[0], mark, words)
        return
    for one in series:
        _direct_label(drawing, one, colours[one])


def _direct_label(drawing: Drawing, series: Series, colour: str) -> None:
    """Name a series at its last point, or at an earlier one if there is no room."""
    look = drawing.look
    text = series_words(series.method, series.specimen, series.target)
    width, height = text_width(text, look.text_pt), look.text_pt + 1
    beside = look.marker_pt / 2 + 4
    points = [
        point
        for point in reversed(drawing.course.points)
        if point.series == series and point.panel in LOG_PANELS and point.key in drawing.anchors
    ]
    if not points:
        return  # none of them is in the part of the days that is seen
    span = drawing.sheet.spans[ROW_OF_PANEL[points[0].panel]]
    box = None
    for point in points:
        corners = _around(*drawing.anchors[point.key], width, height, beside, steps=2)
        box = box or drawing.places.free(width, height, corners, span)
    if box is None:
        corners = _around(*drawing.anchors[points[0].key], width, height, beside)
        box = drawing.places.place(width, height, corners, span)
    label = drawing.words(box.left, box.bottom + 2, text, size=look.text_pt, colour=colour)
    drawing.set_off(label)


def _around(
    x: float, y: float, width: float, height: float, beside: float, *, steps: int = 5
) -> list[tuple[float, float]]:
    """Return lower left corners around a mark, the right side and the near ones first."""
    sides = (x + beside, x - width / 2, x - width - beside)
    corners = [(sides[0], y - height / 2), (sides[0], y + 4), (sides[0], y - height - 4)]
    for step in range(steps):
        above, below = y + beside + step * height, y - beside - (step + 1) * height
        corners += [(side, level) for side in sides for level in (above, below)]
    return [*corners, (sides[2], y - height / 2)]


def draw_thresholds(drawing: Drawing) -> None:
    """Draw each threshold as a short dashed line on its own days."""
    for one in drawing.course.thresholds:
        if one.panel in drawing.axes:
            left, right, y = _segment(drawing, one)
            is_quiet = one.is_display_only
            line = Line2D(
                [left, right],
                [y, y],
                color=drawing.look.quiet if is_quiet else drawing.look.text,
                linewidth=0.8 if is_quiet else 1.2,
                linestyle=(0, (1.5, 2)) if is_quiet else (0, (3.5, 2)),
                zorder=LINES + 1,
                transform=drawing.points,
            )
            line.set_gid("threshold")
            drawing.figure.add_artist(line)
            drawing.places.take_line((left, y), (right, y))


def name_thresholds(drawing: Drawing) -> None:
    """Write the words of each threshold beside its line."""
    for one in drawing.course.thresholds:
        if one.panel in drawing.axes:
            for text in one.texts:
                _threshold_words(drawing, one, text, _segment(drawing, one))


def _segment(drawing: Drawing, one: CourseThreshold) -> tuple[float, float, float]:
    """Return the left and right end and the height of a threshold's line."""
    sheet, scale = drawing.sheet, drawing.course.scale
    last = one.first + _OPEN_WINDOW_DAYS if one.last is None else one.last
    if one.first <= scale.early_last:
        last = min(last, int(scale.early_last + scale.pad))
    left, right = sheet.x_of_day(one.first), sheet.x_of_day(last)
    short = max(0.0, _LEAST_SEGMENT - (right - left)) / 2
    y = sheet.y(one.panel, one.threshold)
    return max(sheet.left, left - short), min(sheet.right, right + short), y


def _threshold_words(
    drawing: Drawing, one: CourseThreshold, text: str, ends: tuple[float, float, float]
) -> None:
    look = drawing.look
    left, right, y = ends
    said = shortened(text, _MOST_THRESHOLD_WORDS, look.small_pt)
    # Two labels side by side need a gap, or they read as one.
    width, height = text_width(said, look.small_pt) + _WORD_GAP, look.small_pt + 1
    corners = [(left, y + 2), (right + 4, y - height / 2), (left, y - height - 2)]
    corners += [(right - width, y + 2), (right - width, y - height - 2)]
    corners += [(left - width - 4, y - height / 2)]
    middle = (left + right - width) / 2
    for step in range(1, 5):
        levels = (y + 2 + step * height, y - 2 - (step + 1) * height)
        corners += [(side, level) for level in levels for side in (left, right - width, middle)]
    span = drawing.sheet.spans[ROW_OF_PANEL[one.panel]]
    box = drawing.places.place(width, height, corners, span)
    if said != text:
        drawing.asides.append((box, text))
    label = drawing.words(
        box.left,
        box.bottom + 2,
        said,
        size=look.small_pt,
        colour=look.quiet if one.is_display_only else look.text,
    )
    label.set_fontstyle("italic" if one.is_display_only else "normal")
    drawing.set_off(label)


def write_small_values(drawing: Drawing) -> None:
    """Write the number beside each mark of a panel that is too low to be read off."""
    look = drawing.look
    for panel in (Panel.MORPHOLOGY, Panel.COUNT):
        points = [
            point for point in drawing.course.of_panel(panel) if point.key in drawing.anchors
        ]
        if len(points) > _MOST_VALUE_LABELS:
            continue
        for point in points:
            x, y = drawing.anchors[point.key]
            text = small_value(point)
            width, height = text_width(text, look.small_pt), look.small_pt + 1
            beside = look.marker_pt / 2 + 2.5
            corners = _around(x, y, width, height, beside, steps=1)
            span = drawing.sheet.spans[ROW_OF_PANEL[panel]]
            box = drawing.places.place(width, height, corners, span)
            label = drawing.words(
                box.left, box.bottom + 2, text, size=look.small_pt, is_quiet=True
            )
            drawing.set_off(label)


def small_value(point: CoursePoint) -> str:
    """Write a blast percentage or count shortly, but never rounded across a class boundary."""
    value = point.result.value
    sign = {Glyph.NEGATIVE: "<", Glyph.BELOW_QUANTIFICATION: "<", Glyph.ABOVE: ">"}
    ends = {Glyph.NEGATIVE: value.reached_sensitivity, Glyph.ABOVE: value.uloq}
    number = value.value if point.glyph is Glyph.QUANTIFIED else ends.get(point.glyph, value.lloq)
    if number is None:
        return ""
    if point.panel is Panel.MORPHOLOGY:
        return sign.get(point.glyph, "") + rounded_percent_text(number, (M1_BELOW, M3_ABOVE))
    return sign.get(point.glyph, "") + canonical_text(number)


def say_that_nothing_is_there(drawing: Drawing) -> None:
    """Say in an empty panel that nothing is there, and which time point comes first."""
    course, look = drawing.course, drawing.look
    if course.has_mrd:
        return
    span, sheet = drawing.sheet.spans[Row.MRD], drawing.sheet
    lines = [say(NO_RESULT_YET)]
    if course.pending:
        lines.append(say("{} awaited from the laboratory.").format(course.pending))
    elif course.awaited:
        first = course.awaited[0]
        on = course.date_of(first.window.day)
        when = f"D{first.window.day}" + ("" if on is None else f", {date_text(on)}")
        lines.append(say("First time point: {} ({})").format(say(first.title) or first.id, when))
    middle = (sheet.left + sheet.right) / 2
    for number, text in enumerate(lines):
        label = drawing.words(
            middle,
            span.middle + look.text_pt * (2.0 - 1.7 * number),
            shortened(text, sheet.right - sheet.left - 2 * _WORD_GAP, look.text_pt),
            size=look.text_pt + (2 if number == 0 else 0),
            colour=look.text if number == 0 else look.quiet,
            align="center",
        )
        if number == 0:
            drawing.loud_words(label)
        label.set_bbox({"facecolor": look.surface, "edgecolor": "none", "pad": 2})
    drawing.places.take(Box(middle - 120, span.middle - 12, middle + 120, span.middle + 32))


def draw_key(drawing: Drawing) -> None:
    """Explain the marks that this course shows."""
    course, look = drawing.course, drawing.look
    names = {say(text): name for name, text in KEY_WORDS.items()}
    spans = drawing.sheet.spans
    places = key_places(drawing.sheet, look)
    for text, (line, left) in zip(key_words(course), places, strict=True):
        if line == 0:
            top = spans[Row.TITLE].top
        elif Row.KEY in spans:
            top = spans[Row.KEY].top - look.caption_pt * LINE * (line - 1)
        else:
            return
        _entry(drawing, left, top, _key_mark(drawing, names[text]), text)


def _key_mark(drawing: Drawing, name: str) -> Line2D:
    look = drawing.look
    marrow = Series(Method.FLOW, Specimen.BONE_MARROW)
    if name == "whisker":
        return Line2D(
            [], [], linestyle="none", marker="|", markersize=10, markeredgecolor=look.quiet
        )
    if name == "blood":
        blood = Series(Method.FLOW, Specimen.PERIPHERAL_BLOOD)
        return mark_of(Glyph.QUANTIFIED, blood, look, look.border)
    if name == "awaited":
        return ring_of(look)
    mark = mark_of(Glyph(name), marrow, look, look.quiet)
    mark.set_markersize(mark.get_markersize() * 0.9)
    return mark


def _entry(drawing: Drawing, left: float, top: float, mark: Line2D, words: str) -> None:
    y = top - drawing.look.caption_pt * LINE / 2
    drawing.mark(left + 4, y, mark)
    drawing.words(left + 12, y, words, is_quiet=True, vertical="center_baseline")


def write_heading(drawing: Drawing) -> None:
    """Say on paper whose course this is, and that not all of a very long one is drawn."""
    span = drawing.sheet.spans.get(Row.HEADING)
    if span is not None:
        heading = heading_words(drawing.course, drawing.look)
        drawing.loud_words(drawing.words(drawing.sheet.left, span.bottom + 3, heading))
