"""The whole plot: one function for the screen and every file."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.text import Text

from mrdtracker.plots.figures import new_figure, picture
from mrdtracker.plots.look import DARK, LIGHT, PRINT
from mrdtracker.plots.mrd_course import draw_mrd_course
from tests.plots.courses import course, every_state, many, negative, phases, quantified, result
from tests.plots.drawings import drawn

COURSES = {
    "nothing": course(),
    "one": course(result(15, quantified("0.0005"))),
    "two": course(result(15, quantified("0.0005")), result(33, negative("0.00001"))),
    "twelve": course(*many(12), events=phases(("induction", 1), ("consolidation", 36))),
    "forty": course(*many(40)),
    "every state": course(*every_state()),
}


@pytest.mark.parametrize("look", [LIGHT, DARK, PRINT], ids=lambda look: look.name)
@pytest.mark.parametrize("name", COURSES)
def test_no_word_leaves_the_page(name, look):
    done = drawn(COURSES[name], look, 240, 150)
    canvas = FigureCanvasAgg(done.figure)
    canvas.draw()

    page = done.figure.bbox
    for label in done.figure.findobj(Text):
        if label.get_text() and label.get_visible():
            box = label.get_window_extent(canvas.get_renderer())
            assert box.x0 >= -1, label
            assert box.y0 >= -1, label
            assert box.x1 <= page.x1 + 1, label
            assert box.y1 <= page.y1 + 1, label


def test_a_redraw_starts_from_an_empty_figure():
    figure = new_figure(200, 100)

    for _ in range(3):
        draw_mrd_course(figure, COURSES["twelve"], LIGHT)

    assert len(figure.axes) == 1


def test_the_figure_takes_the_surface_of_the_look():
    figure = drawn(COURSES["one"], DARK).figure

    assert figure.get_facecolor()[:3] == pytest.approx((0x1C / 255, 0x22 / 255, 0x2B / 255))


def test_hollow_marks_stay_hollow_in_svg():
    """AC05: the negative's triangle is filled with the ground, its edge is the series' colour."""
    svg = picture(drawn(COURSES["two"]).figure, "svg").decode()

    def styles(key: str) -> set[str]:
        group = re.search(rf'<g id="result:{key}">(.*?)</g>\s*</g>', svg, re.DOTALL)
        assert group is not None
        return set(re.findall(r"fill: (#[0-9a-f]{6})", group.group(1)))

    assert "#ffffff" in styles("r1")
    assert LIGHT.series[COURSES["two"].points[0].result.method].lower() in styles("r0")


def test_hollow_marks_stay_hollow_in_pixels():
    done = drawn(COURSES["two"])
    canvas = FigureCanvasAgg(done.figure)
    canvas.draw()
    pixels = canvas.buffer_rgba()

    def colour(key: str) -> tuple[int, ...]:
        x, y = done.pixel_of(key)
        return tuple(pixels[round(pixels.shape[0] - y), round(x), channel] for channel in range(3))

    assert colour("r1") == (255, 255, 255)
    assert colour("r0") == (0x00, 0x72, 0xB2)


def test_screen_and_files_show_the_same_results():
    done = drawn(COURSES["every state"])
    svg = picture(done.figure, "svg").decode()

    shown = set(re.findall(r'id="result:([^":]+)"', svg))
    assert shown == set(done.artists) == {point.key for point in done.course.points}


def run(code: str, seed: str = "0") -> str:
    """Run code in a process of its own and return what it prints."""
    answer = subprocess.run(  # noqa: S603 - this interpreter, our own words
        [sys.executable, "-c", code],
        check=True,
        capture_output=True,
        text=True,
        env=os.environ | {"PYTHONHASHSEED": seed},
        cwd=Path(__file__).parents[2],
    )
    return answer.stdout


def test_the_data_of_a_course_are_computed_without_the_drawing_library():
    code = (
        "import sys; import mrdtracker.plots.course_data, mrdtracker.plots.look;"
        "print('matplotlib' in sys.modules)"
    )

    assert run(code) == "False\n"


def test_equal_courses_give_equal_files_in_another_process():
    code = (
        "import hashlib; from mrdtracker.plots.figures import picture;"
        "from mrdtracker.plots.look import PRINT; from tests.plots.courses import *;"
        "from tests.plots.drawings import drawn;"
        "figure = drawn(course(*every_state()), PRINT).figure;"
        "print([hashlib.sha256(picture(figure, one)).hexdigest() for one in ('svg', 'pdf')])"
    )

    assert run(code, "1") == run(code, "2")
