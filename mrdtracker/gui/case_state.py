"""What is selected and what is under the pointer on a patient page: one state, many views."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal


class CaseState(QObject):
    """Links table, plot and explanation: each tells it, and each listens to it.

    A view that hears its own change sees that nothing differs and does nothing. What is selected
    is never hidden, and never is everything: a page without a result would say a wrong thing.

    Attributes:
        selectionChanged: Emitted with the frozenset of selected result keys.
        hoverChanged: Emitted with the frozenset of result keys under the pointer.
        findingChanged: Emitted with the name of the finding that is looked at, or "".
        hiddenChanged: Emitted with the frozenset of keys of the results that are hidden from plot
            and table.
    """

    selectionChanged = Signal(object)  # noqa: N815 - Qt's way to name signals
    hoverChanged = Signal(object)  # noqa: N815
    findingChanged = Signal(str)  # noqa: N815
    hiddenChanged = Signal(object)  # noqa: N815

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._selection: frozenset[str] = frozenset()
        self._hover: frozenset[str] = frozenset()
        self._finding = ""
        self._keys: frozenset[str] = frozenset()
        self._hidden: frozenset[str] = frozenset()

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

    @property
    def known(self) -> frozenset[str]:
        """Keys of all results of the patient."""
        return self._keys

    @property
    def hidden(self) -> frozenset[str]:
        """Keys of the results that a person has hidden for now."""
        return self._hidden

    def select(self, keys: frozenset[str]) -> None:
        """Select these results and no others; one that was hidden is shown again."""
        self._hide(self._hidden - keys)
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

    def show_only_selection(self) -> bool:
        """Hide all but what is selected; false where that hides nothing that was seen."""
        chosen = self._selection & self._keys
        return bool(chosen) and self._hide(self._keys - chosen)

    def hide_selection(self) -> bool:
        """Hide what is selected; false where nothing is, or where nothing would be left."""
        chosen = self._selection & self._keys
        if not chosen or not self._keys - self._hidden - chosen:
            return False
        self.hide(self._hidden | chosen)
        return True

    def hide(self, keys: frozenset[str]) -> None:
        """Hide these results and no others, and let go what of them is selected; never all."""
        hidden = keys & self._keys
        if hidden != self._keys:
            self.select(self._selection - hidden)
            self._hide(hidden)

    def show_all(self) -> None:
        """Hide nothing any more."""
        self._hide(frozenset())

    def keep_only(self, keys: frozenset[str]) -> None:
        """Forget what is not there any more: a voided result is not selected.

        A result that is new is seen, whatever is hidden.
        """
        self._keys = keys
        hidden = self._hidden & keys
        self._hide(hidden if hidden != keys else frozenset())
        self.hover_over(frozenset())
        self.select(self._selection & keys)

    def _hide(self, keys: frozenset[str]) -> bool:
        """Hide these results and no others; false where they were hidden already."""
        if keys == self._hidden:
            return False
        self._hidden = keys
        self.hiddenChanged.emit(keys)
        return True
