"""Figures without a window: how they are made, styled, measured and written to files."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cache, lru_cache
from pathlib import Path

from matplotlib import RcParams, rc_context, rc_params_from_file
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.backend_bases import RendererBase
from matplotlib.figure import Figure
from matplotlib.font_manager import findfont, fontManager, get_font

from mrdtracker.domain.errors import InvalidInputError
from mrdtracker.locations import resources
from mrdtracker.plots.look import DARK, LIGHT, PRINT, Look, Tone
from mrdtracker.words import say

__all__ = ["DARK", "LIGHT", "PRINT", "Look", "Tone", "new_figure", "picture", "save", "styled"]

MILLIMETRES_PER_INCH = 25.4
POINTS_PER_INCH = 72.0
SCREEN_DPI = 96
PAPER_DPI = 300
_FINELY = 10
# No dates and no program versions: the same data give the same bytes.
_METADATA: Mapping[str, Mapping[str, str | None]] = {
    "png": {"Software": None},
    "svg": {"Date": None, "Creator": None},
    "pdf": {"CreationDate": None, "Creator": None, "Producer": None},
}


def new_figure(width_mm: float, height_mm: float) -> Figure:
    """Return an empty figure of this size that nothing else keeps alive."""
    size = (width_mm / MILLIMETRES_PER_INCH, height_mm / MILLIMETRES_PER_INCH)
    return Figure(figsize=size, dpi=SCREEN_DPI)


@contextmanager
def styled() -> Iterator[None]:
    """Draw or write inside with the program's own style, and leave the global one alone."""
    with rc_context(_style()):
        yield


def draw_by_artist(figure: Figure, renderer: RendererBase) -> Iterator[None]:
    """Render like ``figure.draw``, and stop after every artist.

    Whoever asks for the next one decides when; so a window goes on living while its plot is drawn.
    Artists that are animated are left out, as ``figure.draw`` does.
    """
    figure.patch.draw(renderer)
    yield
    for artist in _in_order(figure, figure.patch):
        # A panel of many results takes too long to be one artist.
        for part in _in_order(artist, artist.patch) if isinstance(artist, Axes) else (artist,):
            part.draw(renderer)
            yield


def _in_order(whole: Figure | Axes, ground: Artist) -> list[Artist]:
    """Return what stands on the ground of a figure or of a panel, the hindmost first."""
    parts = [one for one in whole.get_children() if one is not ground and not one.get_animated()]
    return sorted(parts, key=Artist.get_zorder)


def picture(figure: Figure, kind: str, dpi: int = PAPER_DPI) -> bytes:
    """Return the figure as the bytes of a ``png``, ``svg`` or ``pdf`` file.

    Equal figures give equal bytes. ``dpi`` is for pixels only; sizes in points stay.

    Raises:
        InvalidInputError: Another kind of picture.
    """
    if kind not in _METADATA:
        raise InvalidInputError(
            say("A picture cannot be written as '{}'.").format(kind),
            say("Use a name that ends in png, svg or pdf."),
        )
    buffer = io.BytesIO()
    with styled():
        figure.savefig(buffer, format=kind, dpi=dpi, metadata=dict(_METADATA[kind]))
    return buffer.getvalue()


def save(figure: Figure, path: Path, dpi: int = PAPER_DPI) -> None:
    """Write the figure to a file whose suffix says the kind: png, svg or pdf.

    The file appears whole or not at all.

    Raises:
        InvalidInputError: An unknown suffix, or a place that cannot be written to.
    """
    content = picture(figure, path.suffix.lower().lstrip("."), dpi)
    unfinished = path.with_name(f"{path.name}.part")
    try:
        unfinished.write_bytes(content)
        unfinished.replace(path)
    except OSError as error:
        unfinished.unlink(missing_ok=True)
        raise InvalidInputError(
            say("The picture could not be written to '{}': {}.").format(path, error.strerror),
            say("Choose a folder that exists and that you may write to."),
        ) from error


@lru_cache(maxsize=4096)
def text_width(text: str, size_pt: float) -> float:
    """Return the width of one line in points, without drawing it."""
    font = get_font([findfont(family) for family in _families()])
    font.set_size(size_pt, POINTS_PER_INCH * _FINELY)
    font.set_text(text, 0.0)
    return font.get_width_height()[0] / 64 / _FINELY


def shortened(text: str, width: float, size_pt: float) -> str:
    """Return the text, or as much of it as fits into the width in points, with an ellipsis."""
    if text_width(text, size_pt) <= width:
        return text
    while text and text_width(f"{text}…", size_pt) > width:
        text = text[:-1]
    return f"{text.rstrip()}…"


@cache
def _style() -> RcParams:
    _add_bundled_fonts()
    file = resources() / "plots" / "mrdtracker.mplstyle"
    return rc_params_from_file(file, use_default_template=False)


@cache
def _families() -> tuple[str, ...]:
    return tuple(_style()["font.family"])


def _add_bundled_fonts() -> None:
    for file in sorted((resources() / "fonts").glob("*.ttf")):
        fontManager.addfont(str(file))
