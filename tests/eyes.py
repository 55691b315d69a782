"""What people see who lack one kind of cone, or who look at a grey print."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from PySide6.QtGui import QColor, QImage

Matrix = tuple[tuple[float, float, float], ...]

# All of them work on linear RGB.
# Without one kind of cone: Viénot, Brettel and Mollon, Color Res Appl 1999;24:243 (protan and
# deutan); Brettel's tritan simplified as in Viénot's way. Luminance: ITU-R BT.709.
SEEN: Mapping[str, Matrix] = {
    "protan": ((0.1124, 0.8876, 0.0), (0.1124, 0.8876, 0.0), (0.0040, -0.0040, 1.0)),
    "deutan": ((0.2928, 0.7072, 0.0), (0.2928, 0.7072, 0.0), (-0.0223, 0.0223, 1.0)),
    "tritan": ((1.0, 0.1446, -0.1446), (0.0, 0.8588, 0.1412), (0.0, 0.8588, 0.1412)),
    "grey": ((0.2126, 0.7152, 0.0722),) * 3,
}
# A second model of the same, at severity 1.0: Machado, Oliveira and Fernandes, IEEE Trans Vis
# Comput Graph 2009;15:1291.
MACHADO: Mapping[str, Matrix] = {
    "protanomaly": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "deuteranomaly": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "tritanomaly": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
}
_LUMINANCE = (0.2126, 0.7152, 0.0722)
# WCAG 2.2, 1.4.11: a graphic that carries a meaning, against what is beside it.
LEAST_CONTRAST = 3.0
# Of all pixels that either of two signs covers, so many must belong to one of them only.
LEAST_DIFFERENCE = 0.25


def seen_luminance(colour: QColor, matrix: Matrix) -> float:
    """Return the relative luminance that somebody sees, 0 to 1."""
    rgb = [_linear(part) for part in (colour.redF(), colour.greenF(), colour.blueF())]
    turned = [sum(a * b for a, b in zip(row, rgb, strict=True)) for row in matrix]
    return sum(
        weight * min(1.0, max(0.0, part)) for weight, part in zip(_LUMINANCE, turned, strict=True)
    )


def contrast(first: float, second: float) -> float:
    """Return the contrast of two luminances: 1 to 21 (WCAG 2.2)."""
    light, dark = max(first, second), min(first, second)
    return (light + 0.05) / (dark + 0.05)


def seen_contrast(first: str, second: str, matrix: Matrix) -> float:
    """Return the contrast of two colours for somebody who sees so."""
    one, other = (seen_luminance(QColor(colour), matrix) for colour in (first, second))
    return contrast(one, other)


def shape_seen(picture: QImage, surface: str, matrix: Matrix) -> frozenset[tuple[int, int]]:
    """Return the pixels that stand out from the surface for somebody who sees so."""
    behind = seen_luminance(QColor(surface), matrix)
    known: dict[int, bool] = {}
    found = set()
    for y in range(picture.height()):
        for x in range(picture.width()):
            pixel = picture.pixel(x, y)
            if pixel not in known:
                here = seen_luminance(QColor.fromRgb(pixel), matrix)
                known[pixel] = contrast(here, behind) >= LEAST_CONTRAST
            if known[pixel]:
                found.add((x, y))
    return frozenset(found)


def alike(shapes: Mapping[str, Iterable[tuple[int, int]]]) -> dict[tuple[str, str], float]:
    """Return the pairs of shapes that nobody could tell apart, with how much they differ."""
    seen = {name: set(pixels) for name, pixels in shapes.items()}
    names = sorted(seen)
    pairs = [(one, other) for place, one in enumerate(names) for other in names[place + 1 :]]
    shares = {
        (one, other): len(seen[one] ^ seen[other]) / max(1, len(seen[one] | seen[other]))
        for one, other in pairs
    }
    return {pair: round(share, 2) for pair, share in shares.items() if share < LEAST_DIFFERENCE}


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4
