"""What somebody gave a name on a page: a menu to take one, to keep this one, to remove one."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QHBoxLayout,
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
from mrdtracker.gui.shared_removal_dialog import SharedRemovalDialog
from mrdtracker.gui.theme import SPACE_CARD, SPACE_PAGE, SPACE_SMALL, SPACE_TINY, set_role
from mrdtracker.services.commands import Changes
from mrdtracker.services.workspace import Workspace

# Name and whether it is shared, to who shares it; "" is the person herself.
Taken = Mapping[tuple[str, bool], str]


class SavedWords(NamedTuple):
    """How a page speaks of what it keeps.

    Attributes:
        many: The face of the button.
        none: The menu where nothing is kept.
        unreadable: The menu where the file cannot be read.
        save: The entry that keeps what is shown.
        title: The title of the dialog that it opens.
        saved: What is told afterwards, with a place for the name.
        removed: Likewise.
    """

    many: str
    none: str
    unreadable: str
    save: str
    title: str
    saved: str
    removed: str


class SavedViewsButton(QPushButton):
    """A button with a menu that is made anew each time, because others save views too.

    Args:
        workspace: The open store.
        page: The page by its name in the program.
        content: Returns what is kept under a name: the page as it is now.
        parent: The bar of the page.

    Attributes:
        chosen: Emitted with a ``SavedView`` that can be read.
        told: Emitted with a sentence for the status line.
        journalled: Emitted with ``Changes`` where the history has a new entry.
    """

    chosen = Signal(object)
    told = Signal(str)
    journalled = Signal(object)

    def __init__(
        self,
        workspace: Workspace,
        page: str,
        content: Callable[[], Mapping[str, object]],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._workspace, self._page, self._content = workspace, page, content
        self.words = self.page_words()
        self.setText(self.words.many)
        set_role(self, "filter")
        self.offered = QMenu(self)
        self.offered.aboutToShow.connect(self.fill)
        self.setMenu(self.offered)

    @abstractmethod
    def page_words(self) -> SavedWords:
        """Return how the page speaks of what it keeps."""

    def fill(self) -> None:
        """Offer what is saved now."""
        menu, saved = self.offered, self._workspace.saved_views
        menu.clear()
        try:
            views = saved.of_page(self._page)
        except UserError as error:
            menu.addAction(self.words.unreadable).setEnabled(False)
            self.told.emit(str(error))
            return
        for view in views:
            self._offer(view)
        if not views:
            menu.addAction(self.words.none).setEnabled(False)
        if saved.may_save:
            menu.addSeparator()
            menu.addAction(self.words.save).triggered.connect(self.ask_and_save)
            self._offer_removal(views)

    def ask_and_save(self) -> None:
        """Ask for a name, and keep the page as it is; a page that cannot be kept says so first."""
        try:
            self._content()
        except UserError as error:
            self.told.emit(str(error))
            return
        dialog = NameDialog(self.words.title, self._taken(), self)
        if dialog.exec() == QDialog.DialogCode.Accepted:
            self.save(dialog.name.text(), is_shared=dialog.shared.isChecked())
        dialog.deleteLater()

    def save(self, name: str, *, is_shared: bool) -> None:
        """Keep the page under a name."""
        try:
            view = self._workspace.saved_views.save(
                self._page, name, self._content(), is_shared=is_shared
            )
        except UserError as error:
            self.told.emit(str(error))
            return
        self.told.emit(self.words.saved.format(view.name))

    def remove(self, view: SavedView) -> None:
        """Remove a saved view."""
        try:
            self._workspace.saved_views.remove(view)
        except UserError as error:
            self.told.emit(str(error))
            return
        self.told.emit(self.words.removed.format(view.name))

    def ask_and_retire(self, view: SavedView) -> None:
        """Remove what somebody else shares, once the person has said why."""
        dialog = SharedRemovalDialog(view, self._workspace.user, self)
        is_wanted = dialog.exec() == QDialog.DialogCode.Accepted
        reason = dialog.reason.text()
        dialog.deleteLater()
        if not is_wanted:
            return
        try:
            entry = self._workspace.saved_views.retire(view, reason)
        except UserError as error:
            self.told.emit(str(error))
            return
        self.journalled.emit(Changes(frozenset(), None, entry.label, entry.seq))
        self.told.emit(self.words.removed.format(view.name))

    def _offer(self, view: SavedView) -> None:
        """Offer one view; one that cannot be read is one line, and takes no other with it."""
        words = view.name
        if view.is_shared and self._workspace.saved_views.is_own(view):
            words = self.tr("{} (shared)").format(view.name)
        elif view.is_shared:
            words = self.tr("{} (shared by {})").format(view.name, view.saved_by)
        if view.content is None:
            words = self.tr("{}: cannot be read").format(words)
        action = self.offered.addAction(words.replace("&", "&&"))
        action.setEnabled(view.content is not None)
        action.triggered.connect(lambda _checked=False: self.chosen.emit(view))

    def _taken(self) -> Taken:
        """Return whose name is taken: by the name, and whether everybody sees it."""
        try:
            views = self._workspace.saved_views.of_page(self._page)
        except UserError:
            return {}
        is_own = self._workspace.saved_views.is_own
        return {(one.name, one.is_shared): "" if is_own(one) else one.saved_by for one in views}

    def _offer_removal(self, views: Sequence[SavedView]) -> None:
        """Offer one's own at once; what somebody else shares goes for a reason."""
        if not views:
            return
        removal = self.offered.addMenu(self.tr("Remove"))
        for view in views:
            if self._workspace.saved_views.is_own(view):
                words, deed = view.name, self.remove
            else:
                words = self.tr("{} (shared by {})…").format(view.name, view.saved_by)
                deed = self.ask_and_retire
            action = removal.addAction(words.replace("&", "&&"))
            action.triggered.connect(lambda _checked=False, one=view, do=deed: do(one))


class NameDialog(QDialog):
    """Asks for the name of a view and who sees it, and says whose name it is already.

    Args:
        title: What is saved.
        taken: The names that there are.
        parent: The button.
    """

    def __init__(self, title: str, taken: Taken, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._taken = taken
        give_help(self)
        self.setWindowTitle(title)
        self.name = QLineEdit()
        self.shared = QCheckBox(self.tr("Everybody in the laboratory sees it"))
        label = QLabel(self.tr("&Name"))
        label.setBuddy(self.name)
        self.cancel_button = QPushButton(self.tr("Cancel"))
        self.save_button = QPushButton(self.tr("Save"))
        self.save_button.setDefault(True)
        set_role(self.save_button, "primary")
        self.note = QLabel()
        set_role(self.note, "caption")
        self.name.textChanged.connect(self._look)
        self.shared.toggled.connect(self._look)
        self.save_button.clicked.connect(self.accept)
        self.cancel_button.clicked.connect(self.reject)
        # By hand, so that the primary button is at the right as in every other dialog.
        buttons = QHBoxLayout()
        buttons.setSpacing(SPACE_SMALL)
        buttons.addStretch(1)
        buttons.addWidget(self.cancel_button)
        buttons.addWidget(self.save_button)
        box = QVBoxLayout(self)
        box.setContentsMargins(SPACE_PAGE, SPACE_PAGE, SPACE_PAGE, SPACE_PAGE)
        box.setSpacing(SPACE_TINY)
        box.addWidget(label)
        box.addWidget(self.name)
        box.addWidget(self.note)
        box.addSpacing(SPACE_CARD)
        box.addWidget(self.shared)
        box.addSpacing(SPACE_CARD)
        box.addLayout(buttons)
        self._look()

    def _look(self) -> None:
        name = " ".join(self.name.text().split())
        maker = self._taken.get((name, self.shared.isChecked()))
        self.save_button.setEnabled(bool(name) and not maker)
        words = ""
        if maker:
            words = self.tr("{} shares one of this name: choose another.").format(maker)
        elif maker is not None:
            words = self.tr("It takes the place of yours of this name.")
        self.note.setText(words)
