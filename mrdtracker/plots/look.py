"""How plots look: the colours and sizes of light, dark and print; no drawing library needed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

from mrdtracker.domain.vocabulary import Method


@dataclass(frozen=True)
class Tone:
    """One meaning: the colour of its mark and words, and the tint behind them."""

    mark: str
    tint: str


@dataclass(frozen=True)
class Look:
    """Every colour and size that a plot may use, in one place.

    Attributes:
        surface: The background of a plot.
        quiet: Axes, captions and all that only frames the data.
        unknown: Asks for work: violet, never grey and never green.
        series: Colour of a method; its state changes the marker, never the hue.
        text_pt: Words inside the plot.
        caption_pt: Ticks, axis titles and keys.
        small_pt: Dates under the days.
        marker_pt: Size of a data marker.
        line_pt: Width of a connecting line.
        whisker_pt: Width of a counting interval.
        corner_pt: What the first line of names leaves free at its right end: on a screen the
            buttons of the plot stand there.
    """

    name: str
    surface: str
    border: str
    text: str
    quiet: str
    accent: str
    high: Tone
    intermediate: Tone
    low: Tone
    unknown: Tone
    neutral: Tone
    series: Mapping[Method, str]
    text_pt: float = 9.0
    caption_pt: float = 9.0
    small_pt: float = 8.0
    marker_pt: float = 7.0
    line_pt: float = 1.5
    whisker_pt: float = 1.0
    corner_pt: float = 190.0

    @property
    def is_paper(self) -> bool:
        """True where nobody can click."""
        return self.name == "print"


LIGHT = Look(
    name="light",
    surface="#FFFFFF",
    border="#D5D9E0",
    text="#1B2430",
    quiet="#4B5768",
    accent="#1F5FA8",
    high=Tone("#A8201A", "#FCE8E6"),
    intermediate=Tone("#7A4F00", "#FFF3D6"),
    low=Tone("#1B6B3A", "#E3F4E8"),
    unknown=Tone("#54438A", "#EEEAF8"),
    neutral=Tone("#4B5768", "#EEF1F5"),
    series=MappingProxyType(
        {
            Method.FLOW: "#0072B2",
            Method.IG_TR_PCR: "#C04F00",
            Method.NGS: "#00805C",
            Method.FUSION_TRANSCRIPT: "#A8487F",
            Method.FUSION_SCREEN: "#A8487F",
            Method.MORPHOLOGY: "#5A6472",
            Method.CYTOLOGY_COUNT: "#8A6A00",
        }
    ),
)

DARK = Look(
    name="dark",
    surface="#1C222B",
    border="#3A4453",
    text="#E8ECF2",
    quiet="#A9B4C2",
    accent="#7FB2F0",
    high=Tone("#FF9C92", "#3B1D1B"),
    intermediate=Tone("#F2C063", "#3A2D10"),
    low=Tone("#7FD6A0", "#17301F"),
    unknown=Tone("#C3B5F2", "#2A2440"),
    neutral=Tone("#A9B4C2", "#262E39"),
    series=MappingProxyType(
        {
            Method.FLOW: "#5CB8F0",
            Method.IG_TR_PCR: "#FF9B57",
            Method.NGS: "#4FD1A5",
            Method.FUSION_TRANSCRIPT: "#F09CC9",
            Method.FUSION_SCREEN: "#F09CC9",
            Method.MORPHOLOGY: "#AEB8C4",
            Method.CYTOLOGY_COUNT: "#E6C24A",
        }
    ),
)

# The same on paper: nothing below 8 pt, black words.
PRINT = replace(
    LIGHT,
    name="print",
    text="#000000",
    quiet="#333B47",
    text_pt=8.0,
    caption_pt=8.0,
    small_pt=8.0,
    marker_pt=6.0,
    line_pt=1.2,
    corner_pt=0.0,
)
