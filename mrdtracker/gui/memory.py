"""What the window remembers between two days: sizes, splitters, columns, theme, last page."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path

from PySide6.QtCore import QByteArray, QSettings
from PySide6.QtWidgets import QHeaderView, QSplitter

from mrdtracker.gui.theme import Scheme
from mrdtracker.language import Language, chosen


def of_store(what: str, path: Path) -> str:
    """Return the name of what is remembered of one store; two of one name lie in two folders."""
    digest = hashlib.sha256(str(path.resolve()).encode()).hexdigest()
    return f"{what}/{path.name}-{digest[:16]}"


class Memory:
    """Reads and writes looks; nothing here changes a result.

    Args:
        settings: Where it is kept.
    """

    def __init__(self, settings: QSettings) -> None:
        self._settings = settings

    def text(self, name: str) -> str:
        """Return a remembered text, or an empty one."""
        return str(self._settings.value(name) or "")

    def keep_text(self, name: str, text: str) -> None:
        """Remember a text."""
        self._settings.setValue(name, text)

    @property
    def scheme(self) -> Scheme:
        """Light, dark or the system's."""
        known = {scheme.value: scheme for scheme in Scheme}
        return known.get(self.text("scheme"), Scheme.SYSTEM)

    @property
    def zoom_pt(self) -> float:
        """How much larger than the system's the text is."""
        try:
            return float(self.text("zoom_pt") or 0)
        except ValueError:
            return 0.0

    @property
    def language(self) -> Language:
        """The system's language, English or Korean; it is spoken from the next start on."""
        return chosen(self.text("language"))

    def keep_looks(self, scheme: Scheme, zoom_pt: float) -> None:
        """Remember the theme and the text size."""
        self.keep_text("scheme", scheme.value)
        self.keep_text("zoom_pt", f"{zoom_pt:g}")

    def restore_splitter(self, splitter: QSplitter) -> bool:
        """Give a splitter its last shares; False where none are known."""
        return splitter.restoreState(self._bytes(f"splitter/{splitter.objectName()}"))

    def keep_splitter(self, splitter: QSplitter) -> None:
        """Remember a splitter's shares."""
        self._settings.setValue(f"splitter/{splitter.objectName()}", splitter.saveState())

    def restore_columns(self, header: QHeaderView, name: str) -> None:
        """Give columns their last widths, if their number is still the same."""
        widths = [text for text in self.text(f"columns/{name}").split(",") if text.isdigit()]
        if len(widths) != header.count():
            return
        for place, width in enumerate(widths):
            is_given = header.sectionResizeMode(place) is not QHeaderView.ResizeMode.Stretch
            if is_given and int(width):
                header.resizeSection(place, int(width))

    def keep_columns(self, header: QHeaderView, name: str, wished: Mapping[int, float]) -> None:
        """Remember the widths of columns: those they have where there is room for them."""
        places = range(header.count())
        widths = (round(wished.get(place, header.sectionSize(place))) for place in places)
        self.keep_text(f"columns/{name}", ",".join(map(str, widths)))

    def _bytes(self, name: str) -> QByteArray:
        kept = self._settings.value(name)
        return kept if isinstance(kept, QByteArray) else QByteArray()
