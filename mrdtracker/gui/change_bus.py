"""Tells every page what changed; pages never call each other."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from mrdtracker.services.commands import Changes


class ChangeBus(QObject):
    """Passes the ``Changes`` of a command on to whoever shows what it changed.

    Attributes:
        changed: Emitted with the ``Changes``.
        left: Emitted after an entry form was closed, saved or not.
    """

    changed = Signal(object)
    left = Signal()

    def publish(self, changes: Changes | None) -> None:
        """Tell the pages; None, from a dialog that was left without saving, tells nothing."""
        if changes is not None:
            self.changed.emit(changes)
