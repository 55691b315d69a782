"""Codes that a machine reads from paper, as SVG: QR and Code 128."""

from __future__ import annotations

import io
from enum import Enum

from mrdtracker.domain.errors import InvalidInputError
from mrdtracker.words import mark, say

# A reader needs empty space around a code: 4 modules by ISO/IEC 18004, 10 by ISO/IEC 15417.
_QUIET_QR, _QUIET_BARS = 4, 10
_BARS_HEIGHT = 40


class CodeForm(Enum):
    """Which kind of code; the value is what the journal keeps."""

    QR = "QR"
    CODE_128 = "Code 128"

    @property
    def words(self) -> str:
        """What a person calls it."""
        return say(_WORDS[self])


_WORDS = {CodeForm.QR: mark("QR code"), CodeForm.CODE_128: mark("Code 128, bars")}


def code_svg(text: str, form: CodeForm) -> str:
    """Draw a text as a code, one unit a module, with the empty space around that readers need.

    Raises:
        InvalidInputError: The text holds what this kind of code cannot say.
    """
    return qr_svg(text) if form is CodeForm.QR else bars_svg(text)


def qr_svg(text: str) -> str:
    """Draw a QR code; a sixth of it may be smeared and it is still read (error level M)."""
    # Only who prints pays for loading it.
    import segno

    drawn = io.BytesIO()
    segno.make(text, error="m", micro=False).save(
        drawn, kind="svg", xmldecl=False, border=_QUIET_QR
    )
    return drawn.getvalue().decode()


def bars_svg(text: str) -> str:
    """Draw Code 128.

    Raises:
        InvalidInputError: A character outside of ASCII, for which it has no bars.
    """
    from barcode import Code128

    if not text or not text.isascii() or not text.isprintable():
        raise InvalidInputError(
            say("Code 128 has no bars for all of the characters of '{}'.").format(text),
            say("Choose a QR code, which takes every character."),
        )
    (modules,) = Code128(text).build()
    width = len(modules) + 2 * _QUIET_BARS
    bars = "".join(
        f"M{start + _QUIET_BARS} 0h{end - start}v{_BARS_HEIGHT}h-{end - start}z"
        for start, end in _runs(modules)
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{_BARS_HEIGHT}" '
        f'viewBox="0 0 {width} {_BARS_HEIGHT}"><path d="{bars}" fill="#000"/></svg>'
    )


def _runs(modules: str) -> list[tuple[int, int]]:
    """Return where each bar begins and ends."""
    edges = [
        place
        for place, (before, here) in enumerate(zip("0" + modules, modules + "0", strict=True))
        if before != here
    ]
    return list(zip(edges[::2], edges[1::2], strict=True))
