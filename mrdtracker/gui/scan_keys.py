"""Tells a barcode scanner from a person: it types fast and ends with Enter."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QElapsedTimer, Qt
from PySide6.QtGui import QKeyEvent

# A scanner sends a key every few milliseconds; a fast typist needs a tenth of a second.
MOST_MS = 50
FEWEST_SIGNS = 6
ENDS = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
HELD = (
    Qt.KeyboardModifier.ControlModifier
    | Qt.KeyboardModifier.AltModifier
    | Qt.KeyboardModifier.MetaModifier
)


class ScanKeys:
    """Collects keys into a scanned text.

    Args:
        clock: Returns milliseconds that never go back; the time since now where none is given.
    """

    def __init__(self, clock: Callable[[], int] | None = None) -> None:
        timer = QElapsedTimer()
        timer.start()
        self._clock = clock or timer.elapsed
        self._text, self._last_ms = "", 0

    def press(self, event: QKeyEvent) -> str:
        """Take a key; return what was scanned where this key ends it, else ""."""
        now_ms = self._clock()
        if now_ms - self._last_ms > MOST_MS:
            self._text = ""
        self._last_ms = now_ms
        if event.key() in ENDS:
            text, self._text = self._text.strip(), ""
            return text if len(text) >= FEWEST_SIGNS else ""
        if event.key() == Qt.Key.Key_Shift:
            return ""
        sign = event.text()
        is_sign = bool(sign) and sign.isprintable() and not event.modifiers() & HELD
        self._text = self._text + sign if is_sign and not event.isAutoRepeat() else ""
        return ""

    @property
    def is_scanning(self) -> bool:
        """True after two signs that came faster than a person types."""
        return len(self._text) > 1
