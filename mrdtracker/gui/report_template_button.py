"""The button that chooses by which template reports are set, remembered on this computer."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QMenu, QPushButton, QWidget

from mrdtracker.domain.errors import UserError
from mrdtracker.gui.memory import Memory
from mrdtracker.gui.save_place import ask_for_file
from mrdtracker.gui.theme import set_role
from mrdtracker.services.report_document import bundled_template
from mrdtracker.services.whole_file import write_whole

_REMEMBERED = "report_template"


def remembered_template(memory: Memory | None) -> Path | None:
    """Return the laboratory's own template as it was last chosen; None for the program's."""
    name = memory.text(_REMEMBERED) if memory is not None else ""
    return Path(name) if name else None


def remember_template(memory: Memory | None, path: Path | None) -> None:
    """Remember a template for the next report."""
    if memory is not None:
        memory.keep_text(_REMEMBERED, str(path) if path is not None else "")


class ReportTemplateButton(QPushButton):
    """Offers another template, the program's own, and a copy of that to be edited.

    Args:
        parent: Where it stands.
        use: Is told which template was chosen; None for the program's own.

    Attributes:
        told: Emitted with a sentence, and whether it is a refusal.
    """

    told = Signal(str, bool)

    def __init__(self, parent: QWidget, use: Callable[[Path | None], None]) -> None:
        super().__init__(parent)
        self._use = use
        self.setText(self.tr("&Template"))
        set_role(self, "plain")
        menu = QMenu(self)
        menu.addAction(self.tr("&Choose your own…"), self._choose)
        menu.addAction(self.tr("&Use the program's own"), lambda: use(None))
        menu.addSeparator()
        menu.addAction(self.tr("&Save a copy to edit…"), self._copy)
        self.setMenu(menu)

    def copy_to(self, path: Path) -> None:
        """Write the program's template to a place where it can be edited."""
        try:
            write_whole(bundled_template().read_bytes(), path)
        except UserError as refusal:
            self.told.emit(str(refusal), True)
        else:
            words = self.tr("Copied to {}. Edit it, then choose it here.")
            self.told.emit(words.format(path), False)

    def _choose(self) -> None:
        name, _ = QFileDialog.getOpenFileName(
            self, self.tr("Template of the report"), "", self.tr("Templates (*.typ)")
        )
        if name:
            self._use(Path(name))

    def _copy(self) -> None:
        title, kinds = self.tr("Copy of the template"), self.tr("Templates (*.typ)")
        path = ask_for_file(self, title, "report.typ", kinds)
        if path is not None:
            self.copy_to(path)
