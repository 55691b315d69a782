"""The acceptance checks of the course plot: AC05, AC06 and AC08 on the window and the terminal."""

import json
import re
import zlib
from contextlib import suppress
from datetime import timedelta
from xml.etree import ElementTree as ET

import pytest
from matplotlib.text import Text
from PySide6.QtGui import QColor, QGuiApplication, QImage

from mrdtracker.cli.main import main
from mrdtracker.domain.vocabulary import Method
from mrdtracker.gui.course_export import CLIPBOARD_DPI, SVG_TYPE
from mrdtracker.plots.course_points import Glyph
from mrdtracker.plots.look import PRINT
from mrdtracker.services.commands import AddSample, RecordMeasurement
from mrdtracker.services.course_export import CourseFile
from tests.builders import FIRST_DOSE, a_measurement, a_sample
from tests.gui.desk import open_desk
from tests.gui.due_desk import Morning, a_ward, day, enter

SVG = "{http://www.w3.org/2000/svg}"
HOLLOW = (Glyph.NEGATIVE, Glyph.ABOVE, Glyph.UNCERTAIN, Glyph.NOT_DETECTED)
POINTS_PER_INCH = 72


def drawn_course(qtbot, desk, code):
    """Open a patient's page and wait for its picture."""
    pane = desk.bench.patient.course
    pane.make_canvas()
    desk.patient(code)
    qtbot.waitUntil(lambda: pane.canvas.drawn is not None)
    return pane


def marks_in(svg):
    """Return place (points from the upper left corner) and style of each result's mark."""
    found = {}
    for group in ET.fromstring(svg).iter(f"{SVG}g"):  # noqa: S314 - our own drawing
        uses = list(group.iter(f"{SVG}use"))
        if group.get("id", "").startswith("result:") and uses:
            place = tuple(float(uses[0].get(one)) for one in ("x", "y"))
            found[group.get("id").removeprefix("result:")] = (place, uses[0].get("style"))
    return found


def colour_of(parts):
    """Return the colour of one part of grey, or of three of red, green and blue."""
    return QColor.fromRgbF(*(parts if len(parts) == 3 else parts * 3)).name()


def pages_of(pdf):
    """Yield the words of each page: of all the streams, only those of pages clip."""
    for stream in re.findall(rb"stream\r?\n(.*?)endstream", pdf, re.DOTALL):
        with suppress(zlib.error):
            content = zlib.decompress(stream)
            if b" re W n" in content:
                yield content.split()


def painted_in(words):
    """Yield (fill, stroke) of every path that a page both fills and strokes."""
    fill = stroke = None
    kept, operands = [], []
    for word in words:
        if re.fullmatch(rb"[-+]?[0-9]*\.?[0-9]+", word):
            operands.append(float(word))
            continue
        if word in (b"rg", b"g"):
            fill = colour_of(operands)
        elif word in (b"RG", b"G"):
            stroke = colour_of(operands)
        elif word == b"q":
            kept.append((fill, stroke))
        elif word == b"Q":
            fill, stroke = kept.pop()
        elif word in (b"B", b"b"):
            yield (fill, stroke)
        operands = []


def is_hollow_in(picture, place, dpi, hue):
    """Answer whether a mark is the paper inside, and a line in the hue around it."""
    x, y = (round(one * dpi / POINTS_PER_INCH) for one in place)
    reach = round(5 * dpi / POINTS_PER_INCH)
    around = {picture.pixelColor(x, y + step).name() for step in range(-reach, reach)}
    return picture.pixelColor(x, y).name() == PRINT.surface.lower() and hue in around


def test_ac05_hollow_marks_are_hollow_in_every_picture(qtbot, desk, tmp_path):
    pane = drawn_course(qtbot, desk, "DEMO-08")
    hollow = [one.key for one in pane.canvas.course.points if one.glyph in HOLLOW]
    hue = PRINT.series[Method.IG_TR_PCR].lower()
    assert len(hollow) == 3

    for wanted in (CourseFile.SVG, CourseFile.PNG_150, CourseFile.PDF):
        pane.export.save_to(tmp_path / f"course.{wanted.suffix}", wanted)
    pane.export.copy_picture()
    copied = QGuiApplication.clipboard().mimeData()

    drawing = (tmp_path / "course.svg").read_bytes()
    assert bytes(copied.data(SVG_TYPE)) == drawing
    marks = marks_in(drawing)
    for key in hollow:
        place, style = marks[key]
        assert f"fill: {PRINT.surface.lower()}" in style
        assert f"stroke: {hue}" in style
        saved = QImage(str(tmp_path / "course.png"))
        assert is_hollow_in(saved, place, CourseFile.PNG_150.dpi, hue)
        assert is_hollow_in(copied.imageData(), place, CLIPBOARD_DPI, hue)
    (page,) = pages_of((tmp_path / "course.pdf").read_bytes())
    painted = list(painted_in(page))
    # Each hollow mark, and the empty half of the one that is positive and not quantifiable.
    assert painted.count((PRINT.surface.lower(), hue)) == len(hollow) + 1


@pytest.mark.parametrize("positive", [0, 1], ids=["to zero", "to less than the axis shows"])
def test_ac06_a_point_at_its_limit_keeps_its_mark_and_an_arrow_to_the_floor(tmp_path, positive):
    result = {"day": 15, "specimen": "BM", "method": "flow", "state": "quantified", "unit": "%"}
    limits = {"lod": "0.0002", "lloq": "0.0002"}
    counts = {"events_positive": positive, "events_total": 500_000}
    case = {
        "format": "mrdtracker-case/1",
        "patient": {"id": "S-0142"},
        "course": {"pack": "aieop-bfm-all-2009", "therapy_started_on": "2026-06-01"},
        "results": [{**result, **counts, "value": "0.0002", **limits}],
    }
    (tmp_path / "case.json").write_text(json.dumps(case), encoding="utf-8")
    picture = tmp_path / "course.svg"

    assert main(["plot", str(tmp_path / "case.json"), "--out", str(picture)]) == 0

    marks = marks_in(picture.read_bytes())
    mark, arrow = (place for key, (place, _style) in sorted(marks.items()) if "words" not in key)
    assert mark[0] == arrow[0]
    assert 0 < mark[1] < arrow[1]
    assert arrow[1] == max(place[1] for place, _style in marks.values())


def touching(figure):
    """Return the pairs of words in a plot that lie on each other."""
    words = [one for one in figure.findobj(Text) if one.get_text().strip() and one.get_visible()]
    boxes = [(one.get_text(), one.get_window_extent()) for one in words]
    return [
        (text, other)
        for place, (text, box) in enumerate(boxes)
        for other, second in boxes[place + 1 :]
        if min(box.x1, second.x1) - max(box.x0, second.x0) > 1
        and min(box.y1, second.y1) - max(box.y0, second.y0) > 1
    ]


@pytest.mark.parametrize("count", [0, 1, 2])
def test_ac08_with_few_points_the_whole_schedule_is_seen_and_the_next_step_said(
    qtbot, tmp_path, count
):
    workspace = a_ward(tmp_path, Morning(day(16)))
    enter(workspace)
    for number in range(1, count + 1):
        on = FIRST_DOSE + timedelta(days=7 * number - 1)
        sample = a_sample(number, taken_on=on)
        workspace.recorder.execute(AddSample(sample))
        workspace.recorder.execute(RecordMeasurement(sample, a_measurement(number, number)))
    desk = open_desk(qtbot, tmp_path, workspace)

    pane = drawn_course(qtbot, desk, "S-0001")

    course, drawn = pane.canvas.course, pane.canvas.drawn
    assert len(course.points) == count
    assert drawn.sheet.left <= drawn.sheet.x_of_day(1) < drawn.sheet.x_of_day(78)
    assert drawn.sheet.x_of_day(78) <= drawn.sheet.right
    assert {one.window.day for ring in drawn.rings.values() for one in ring} >= {33, 78}
    assert touching(drawn.figure) == []
    said = [one.get_text() for one in drawn.figure.findobj(Text)]
    assert ("No MRD result yet." in said) is (count == 0)
    assert (any(text.startswith("First time point: ") for text in said)) is (count == 0)
    assert desk.bench.patient.header.due.chips[0].word.startswith("D")
    desk.close()
