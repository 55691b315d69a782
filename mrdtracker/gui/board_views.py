"""The boards that somebody gave a name: a menu to take one, to keep this one, to remove one."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QDialogButtonBox,
    QLabel,
    QLineEdit,
    QMenu,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from mrdtracker.domain.errors import UserError
from mrdtracker.domain.saved_view import SavedView
from mrdtracker.gui.context_help import give_help
from mrdtracker.gui.theme import SPACE_CARD, SPACE_PAGE, SPACE_TINY, set_role
from mrdtracker.services.workspace import Workspace

PAGE = "board"


class BoardViews(QPushButton):
    """A button with a menu that is made anew each time, because others save boards too.

    Attributes:
        chosen: Emitted with the content of a saved board.
        told: Emitted with a sentence for the status line.
    """

    chosen = Signal(object)
    told = Signal(str)

    def __init__(
        self,
        workspace: Workspace,
        content: Callable[[], Mapping[str, object]],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._workspace, self._content = workspace, content
        self.setText(self.tr("Boards"))
        set_role(self, "filter")
        self.offered = QMenu(self)
        self.offered.aboutToShow.connect(self.fill)
        self.setMenu(self.offered)

    def fill(self) -> None:
        """Offer what is saved now."""
        menu, saved = self.offered, self._workspace.saved_views
        menu.clear()
        try:
            views = saved.of_page(PAGE)
        except UserError as error:
            menu.addAction(self.tr("The saved boards cannot be read")).setEnabled(False)
            self.told.emit(str(error))
            return
        for view in views:
            shared = self.tr("{} (shared)").format(view.name) if view.is_shared else view.name
            action = menu.addAction(shared.replace("&", "&&"))
            action.triggered.connect(
                lambda _checked=False, one=view: self.chosen.emit(one.content)
            )
        if not views:
            menu.addAction(self.tr("No board is saved yet")).setEnabled(False)
        if saved.may_save:
            menu.addSeparator()
            menu.addAction(self.tr("Save this board…")).triggered.connect(self.ask_and_save)
            self._offer_removal(menu, views)

    def ask_and_save(self) -> None:
        """Ask for a name, and keep the board as it is."""
        dialog = NameDialog(self)
        if dialog.exec() == QDialog.DialogCode.Accepted:
            self.save(dialog.name.text(), is_shared=dialog.shared.isChecked())
        dialog.deleteLater()

    def save(self, name: str, *, is_shared: bool) -> None:
        """Keep the board under a name."""
        try:
            view = self._workspace.saved_views.save(
                PAGE, name, self._content(), is_shared=is_shared
            )
        except UserError as error:
            self.told.emit(str(error))
            return
        self.told.emit(self.tr("Board saved as {}.").format(view.name))

    def remove(self, view: SavedView) -> None:
        """Remove a saved board."""
        try:
            self._workspace.saved_views.remove(view)
        except UserError as error:
            self.told.emit(str(error))
            return
        self.told.emit(self.tr("Board {} removed.").format(view.name))

    def _offer_removal(self, menu: QMenu, views: tuple[SavedView, ...]) -> None:
        if not views:
            return
        removal = menu.addMenu(self.tr("Remove"))
        for view in views:
            action = removal.addAction(view.name.replace("&", "&&"))
            action.triggered.connect(lambda _checked=False, one=view: self.remove(one))


class NameDialog(QDialog):
    """Asks for the name of a board, and who sees it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        give_help(self)
        self.setWindowTitle(self.tr("Save this board"))
        self.name = QLineEdit()
        self.shared = QCheckBox(self.tr("Everybody in the laboratory sees it"))
        label = QLabel(self.tr("&Name"))
        label.setBuddy(self.name)
        kinds = QDialogButtonBox.StandardButton
        buttons = QDialogButtonBox(kinds.Cancel)
        self.save_button = buttons.addButton(
            self.tr("Save"), QDialogButtonBox.ButtonRole.AcceptRole
        )
        set_role(self.save_button, "primary")
        self.save_button.setEnabled(False)
        self.name.textChanged.connect(lambda text: self.save_button.setEnabled(bool(text.strip())))
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        box = QVBoxLayout(self)
        box.setContentsMargins(SPACE_PAGE, SPACE_PAGE, SPACE_PAGE, SPACE_PAGE)
        box.setSpacing(SPACE_TINY)
        box.addWidget(label)
        box.addWidget(self.name)
        box.addSpacing(SPACE_CARD)
        box.addWidget(self.shared)
        box.addSpacing(SPACE_CARD)
        box.addWidget(buttons)
