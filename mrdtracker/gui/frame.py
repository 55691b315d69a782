"""The window's frame: rail, search, pages, status line.

It knows neither store nor patient: ``workbench.py`` fills it once a store is open.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QMenuBar,
    QSizePolicy,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from mrdtracker.gui.actions import Actions
from mrdtracker.gui.elided_label import ElidedLabel
from mrdtracker.gui.main_window import MainWindow
from mrdtracker.gui.memory import Memory
from mrdtracker.gui.page_room import PageRoom
from mrdtracker.gui.rail import Rail
from mrdtracker.gui.theme import (
    SPACE_CARD,
    SPACE_PAGE,
    SPACE_SMALL,
    SPACE_TINY,
    ThemeSwitch,
    set_role,
)
from mrdtracker.language import Language

NARROW = 1100
NOTICE_MS = 8000
SEARCH_CHARACTERS = 36
BORROWED = (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason)


class Frame(QObject):
    """What stands around the pages.

    Args:
        window: The painted window; it is filled.
        switch: Light and dark.
        memory: Looks of the last time.

    Attributes:
        searchLeft: Emitted with what a key or click in the search field means: "down", "up",
            "open", "leave" (Esc), "gone" (the keyboard went elsewhere) or "click".
    """

    searchLeft = Signal(str)  # noqa: N815 - Qt's way to name signals

    def __init__(self, window: MainWindow, switch: ThemeSwitch, memory: Memory) -> None:
        super().__init__(window)
        self.window, self.memory = window, memory
        self.rail, self.pages, self.search = Rail(), QStackedWidget(), QLineEdit()
        self.person, self.banner = ElidedLabel(), QLabel()
        self.notice, self.standing = ElidedLabel(), ElidedLabel()
        self._strip = QFrame()
        self._notice_timer = QTimer(self)
        self._notice_timer.setSingleShot(True)
        self._lasting = ""
        self.menus = QMenuBar()
        self.menus.setNativeMenuBar(False)
        # A menu that is folded away is not found: search field and name give way before it.
        self.menus.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
        for label in (self.person, self.standing):
            label.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        self.acts = Actions(window, self.menus, switch)
        self.acts.add_languages(window, memory.language, self._choose_language)
        self._lay_out()
        self.rail.show_icons()
        self._fit(window.width())
        switch.changed.connect(self.rail.show_icons)
        switch.changed.connect(lambda: memory.keep_looks(switch.choice, switch.zoom_pt))
        window.resized.connect(self._fit)
        self._notice_timer.timeout.connect(lambda: self.notice.setText(self._lasting))
        self.search.installEventFilter(self)

    def show_page(self, page: QWidget) -> None:
        """Bring a page to the front, and the keyboard to what the page calls its home."""
        if self.pages.indexOf(page) < 0:
            self.pages.addWidget(page)
        is_other = self.pages.currentWidget() is not page
        self.pages.setCurrentWidget(page)
        # No focus proxy: with one, Tab would leave out what stands before the list.
        home = getattr(page, "home", None)
        if is_other and isinstance(home, QWidget):
            home.setFocus()

    def clear_pages(self) -> None:
        """Take all pages out and give them free."""
        while (page := self.pages.widget(0)) is not None:
            self.pages.removeWidget(page)
            page.deleteLater()

    def show_banner(self, text: str, role: str) -> None:
        """Show the one full-width banner there may be; an empty text takes it away."""
        self.banner.setText(text)
        set_role(self._strip, role)
        set_role(self.banner, role)
        self._strip.setVisible(bool(text))

    def show_notice(self, text: str, *, is_lasting: bool = False) -> None:
        """Say something quietly in the status line; what lasts comes back after what does not."""
        self.notice.setText(text)
        if is_lasting:
            self._lasting = text
            self._notice_timer.stop()
        else:
            self._notice_timer.start(NOTICE_MS)

    def end_notice(self) -> None:
        """Take back what was said for a while: it is over."""
        self._notice_timer.stop()
        self.notice.setText(self._lasting)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is not self.search:
            return False
        if event.type() is QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._search_key(event)
        if event.type() is QEvent.Type.MouseButtonPress:
            self.searchLeft.emit("click")
        elif isinstance(event, QFocusEvent) and _is_lost(event):
            self.searchLeft.emit("gone")
        return False

    def _choose_language(self, language: Language) -> None:
        """Keep it; windows that stand would be half in one language and half in the other."""
        self.memory.keep_text("language", language.value)
        self.show_notice(self.tr("The language changes when the program is started again."))

    def _fit(self, width: int) -> None:
        self.rail.set_narrow(is_narrow=width < NARROW)

    def _search_key(self, event: QKeyEvent) -> bool:
        if event.key() == Qt.Key.Key_Escape:
            self.search.clear()
        names = {
            Qt.Key.Key_Escape: "leave",
            Qt.Key.Key_Up: "up",
            Qt.Key.Key_Down: "down",
            Qt.Key.Key_Return: "open",
            Qt.Key.Key_Enter: "open",
        }
        name = names.get(Qt.Key(event.key()))
        if name is not None:
            self.searchLeft.emit(name)
        return name is not None

    def _lay_out(self) -> None:
        self.search.setPlaceholderText(self.tr("Search everything  (Ctrl+K)"))
        self.search.setAccessibleName(self.tr("Search patients, samples, commands and help"))
        self.search.setClearButtonEnabled(True)
        self.search.setEnabled(False)
        unit = self.search.fontMetrics().averageCharWidth()
        self.search.setMinimumWidth(unit * SEARCH_CHARACTERS)
        set_role(self.person, "quiet")
        head = QWidget()
        top = QHBoxLayout(head)
        top.setContentsMargins(0, SPACE_TINY, SPACE_PAGE, SPACE_TINY)
        top.setSpacing(SPACE_CARD)
        top.addWidget(self.menus)
        top.addStretch(1)
        top.addWidget(self.search)
        top.addWidget(self.person)
        self.window.setMenuWidget(head)
        strip = QHBoxLayout(self._strip)
        strip.setContentsMargins(SPACE_PAGE, SPACE_TINY, SPACE_PAGE, SPACE_TINY)
        self.banner.setWordWrap(True)
        strip.addWidget(self.banner)
        self._strip.hide()
        middle = QHBoxLayout()
        middle.setContentsMargins(0, 0, 0, 0)
        middle.setSpacing(0)
        middle.addWidget(self.rail)
        line = QFrame()
        set_role(line, "upright")
        middle.addWidget(line)
        middle.addWidget(PageRoom(self.pages), 1)
        whole = QWidget()
        box = QVBoxLayout(whole)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addWidget(self._strip)
        box.addLayout(middle, 1)
        self.window.setCentralWidget(whole)
        self._lay_out_status()

    def _lay_out_status(self) -> None:
        bar = self.window.statusBar()
        self.notice.setContentsMargins(SPACE_SMALL, 0, 0, 0)
        self.standing.setContentsMargins(0, 0, SPACE_SMALL, 0)
        bar.setSizeGripEnabled(False)
        bar.addWidget(self.notice, 1)
        bar.addPermanentWidget(self.standing)


def _is_lost(event: QFocusEvent) -> bool:
    """True where the keyboard is gone: a context menu, or another program, only borrows it."""
    return event.lostFocus() and event.reason() not in BORROWED
