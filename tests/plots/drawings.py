"""Draws courses for tests, and finds what was drawn."""

from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.text import Text

from mrdtracker.plots.figures import new_figure
from mrdtracker.plots.look import LIGHT, Look
from mrdtracker.plots.mrd_course import DrawnCourse, MrdCourse, draw_mrd_course


def drawn(
    course: MrdCourse, look: Look = LIGHT, width: float = 240.0, height: float = 130.0
) -> DrawnCourse:
    return draw_mrd_course(new_figure(width, height), course, look)


def texts(figure: Figure) -> list[str]:
    return [one.get_text() for one in figure.findobj(Text) if one.get_text()]


def text_at(figure: Figure, words: str) -> Text:
    return next(one for one in figure.findobj(Text) if one.get_text() == words)


def ticks(figure: Figure, panel: str) -> list[Text]:
    """Return the names of heights left of a panel, from the lowest one."""
    found = [one for one in figure.findobj(Text) if one.get_gid() == f"tick:{panel}"]
    return sorted(found, key=lambda one: one.get_position()[1])


def lines(figure: Figure, start: str) -> list[Line2D]:
    """Return the lines whose id starts so."""
    return [one for one in figure.findobj(Line2D) if (one.get_gid() or "").startswith(start)]


def mark(done: DrawnCourse, key: str) -> Line2D:
    return done.artists[key][0]  # type: ignore[return-value]


def part(done: DrawnCourse, key: str, role: str) -> Line2D:
    wanted = f"result:{key}:{role}"
    return next(one for one in done.artists[key] if one.get_gid() == wanted)  # type: ignore[return-value]


def place(one: Line2D) -> tuple[float, float]:
    return (float(one.get_xdata()[0]), float(one.get_ydata()[0]))
