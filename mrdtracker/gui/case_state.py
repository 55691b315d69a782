"""What is selected and what is under the pointer on a patient page: one state, many views."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal


class CaseState(QObject):
    """Links table, plot and explanation: each tells it, and each listens to it.

    A view that hears its own change sees that nothing differs and does nothing.

    Attributes:
        selectionChanged: Emitted with the frozenset of selected result keys.
        hoverChanged: Emitted with the frozenset of result keys under the pointer.
        findingChanged: Emitted with the name of the finding that is looked at, or "".
    """

    selectionChanged = Signal(object)  # noqa: N815 - Qt's way to name signals
    hoverChanged = Signal(object)  # noqa: N815
    findingChanged = Signal(str)  # noqa: N815

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._selection: frozenset[str] = frozenset()
        self._hover: frozenset[str] = frozenset()
        self._finding = ""

    @property
    def selection(self) -> frozenset[str]:
        """Keys of the selected results."""
        return self._selection

    @property
    def hover(self) -> frozenset[str]:
        """Keys of the results under the pointer."""
        return self._hover

    @property
    def finding(self) -> str:
        """Name of the finding that is looked at, or an empty text."""
        return self._finding

    def select(self, keys: frozenset[str]) -> None:
        """Select these results and no others."""
        if keys != self._selection:
            self._selection = keys
            self.selectionChanged.emit(keys)

    def hover_over(self, keys: frozenset[str]) -> None:
        """Say which results are under the pointer."""
        if keys != self._hover:
            self._hover = keys
            self.hoverChanged.emit(keys)

    def look_at(self, finding: str) -> None:
        """Say which finding is looked at."""
        if finding != self._finding:
            self._finding = finding
            self.findingChanged.emit(finding)

    def keep_only(self, keys: frozenset[str]) -> None:
        """Forget what is not there any more: a voided result is not selected."""
        self.hover_over(frozenset())
        self.select(self._selection & keys)
