"""Codes that a machine reads from paper, as SVG: QR and Code 128."""

from __future__ import annotations

import io
from enum import Enum

from mrdtracker.domain.errors import InvalidInputError
from mrdtracker.words import mark, say

# A reader needs empty space around a code: 4 modules by ISO/IEC 18004, 10 by ISO/IEC 15417.
_QUIET_QR, _QUIET_BARS = 4, 10
_BARS_HEIGHT = 40
# Code 128, ISO/IEC 15417: the widths of three bars and three gaps for each value from 0 to 105.
_WIDTH_TABLE = """
    212222 222122 222221 121223 121322 131222 122213 122312 132212 221213 221312 231212
    112232 122132 122231 113222 123122 123221 223211 221132 221231 213212 223112 312131
    311222 321122 321221 312212 322112 322211 212123 212321 232121 111323 131123 131321
    112313 132113 132311 211313 231113 231311 112133 112331 132131 113123 113321 133121
    313121 211331 231131 213113 213311 213131 311123 311321 331121 312113 312311 332111
    314111 221411 431111 111224 111422 121124 121421 141122 141221 112214 112412 122114
    122411 142112 142211 241211 221114 413111 241112 134111 111242 121142 121241 114212
    124112 124211 411212 421112 421211 212141 214121 412121 111143 111341 131141 114113
    114311 411113 411311 113141 114131 311141 411131 211412 211214 211232
"""
_WIDTHS = _WIDTH_TABLE.split()
_STOP = "2331112"
_START_B, _START_C = 104, 105
_CHECK_MODULUS = 103


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
        InvalidInputError: The text holds what this kind of code cannot say, or is too long.
    """
    return qr_svg(text) if form is CodeForm.QR else bars_svg(text)


def qr_svg(text: str) -> str:
    """Draw a QR code; a sixth of it may be smeared and it is still read (error level M).

    Raises:
        InvalidInputError: The text is longer than the largest QR code.
    """
    # Only who prints pays for loading it.
    import segno

    drawn = io.BytesIO()
    try:
        code = segno.make(text, error="m", micro=False)
    except segno.DataOverflowError as error:
        raise InvalidInputError(
            say("A code of {} characters fits into no QR code.").format(len(text)),
            say("Amend the sample: give it a shorter code."),
        ) from error
    code.save(drawn, kind="svg", xmldecl=False, border=_QUIET_QR)
    return drawn.getvalue().decode()


def bars_svg(text: str) -> str:
    """Draw Code 128.

    Raises:
        InvalidInputError: A character outside of ASCII, for which it has no bars.
    """
    modules = _modules(text)
    width = len(modules) + 2 * _QUIET_BARS
    bars = "".join(
        f"M{start + _QUIET_BARS} 0h{end - start}v{_BARS_HEIGHT}h-{end - start}z"
        for start, end in _runs(modules)
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{_BARS_HEIGHT}" '
        f'viewBox="0 0 {width} {_BARS_HEIGHT}"><path d="{bars}" fill="#000"/></svg>'
    )


def bar_modules(text: str) -> int:
    """Return how many modules wide a text is in Code 128, the empty space around included.

    Raises:
        InvalidInputError: A character outside of ASCII.
    """
    return len(_modules(text)) + 2 * _QUIET_BARS


def _modules(text: str) -> str:
    """Return bars and gaps as 1 and 0, a module each.

    An even number of digits is written two in a symbol, anything else one character in a symbol.
    """
    if not text or not text.isascii() or not text.isprintable():
        raise InvalidInputError(
            say("Code 128 has no bars for all of the characters of '{}'.").format(text),
            say("Choose a QR code, which takes every character."),
        )
    if text.isdigit() and len(text) % 2 == 0:
        values = [_START_C, *(int(text[place : place + 2]) for place in range(0, len(text), 2))]
    else:
        values = [_START_B, *(ord(sign) - ord(" ") for sign in text)]
    check = (values[0] + sum(place * value for place, value in enumerate(values))) % _CHECK_MODULUS
    widths = "".join(_WIDTHS[value] for value in (*values, check)) + _STOP
    return "".join(("0", "1")[place % 2 == 0] * int(one) for place, one in enumerate(widths))


def _runs(modules: str) -> list[tuple[int, int]]:
    """Return where each bar begins and ends."""
    edges = [
        place
        for place, (before, here) in enumerate(zip("0" + modules, modules + "0", strict=True))
        if before != here
    ]
    return list(zip(edges[::2], edges[1::2], strict=True))
