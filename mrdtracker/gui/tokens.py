"""The two colours that the first frame needs before anything else is loaded."""

from __future__ import annotations

WINDOW_LIGHT, WINDOW_DARK = "#F6F7F9", "#14181F"
HOVER_LIGHT, HOVER_DARK = "#EEF2F8", "#252D38"
