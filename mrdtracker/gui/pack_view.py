"""The right side of the rules: one pack as a page to read, with what can be done with it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSignalBlocker, Qt, QTimer, QUrl, Signal
from PySide6.QtGui import QGuiApplication, QResizeEvent, QTextDocument
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

from mrdtracker.domain.errors import ProblemsError, UserError
from mrdtracker.domain.pack_page import PackPage
from mrdtracker.gui.chip_row import ChipRow
from mrdtracker.gui.elided_label import ElidedLabel
from mrdtracker.gui.pack_ruler import ruler_image, ruler_size
from mrdtracker.gui.presenters.pack_html import (
    RULER_IMAGE,
    PackReading,
    PageInks,
    page_html,
    problems_html,
    reference_words,
)
from mrdtracker.gui.presenters.pack_rows import PackRow, edition_words
from mrdtracker.gui.presenters.tones import ToneName
from mrdtracker.gui.theme import (
    SPACE_CARD,
    SPACE_SMALL,
    SPACE_TINY,
    current_theme,
    set_role,
    theme_switch,
)
from mrdtracker.gui.wrapping_row import WrappingRow
from mrdtracker.services.editions import Standing
from mrdtracker.services.pack_document import markdown_of

SMALLEST_RULER = 320
FEWEST_CHARACTERS = 12
# The margins of the text, and the scroll bar that may come.
EDGE = 40


class PackView(QFrame):
    """Shows one pack in one of its editions.

    Args:
        read: Reads an edition by its digest.
        is_writable: False where the store can only be read.

    Attributes:
        asked: Emitted with the name of an act: "adopt", "approve", "withdraw", "new" or "save".
        enabledAsked: Emitted with the tick "answers for every patient".
        copied: Emitted after the page was put on the clipboard.
    """

    asked = Signal(str)
    enabledAsked = Signal(bool)  # noqa: N815 - Qt's way to name signals
    copied = Signal()

    def __init__(
        self,
        read: Callable[[str], PackReading],
        parent: QWidget | None = None,
        *,
        is_writable: bool = True,
    ) -> None:
        super().__init__(parent)
        self._read, self._is_writable = read, is_writable
        self.pack: PackRow | None = None
        self.reading: PackReading | None = None
        self._problems: tuple[str, ...] = ()
        self.title, self.reference, self.head_note = QLabel(), ElidedLabel(), QLabel()
        self.states = ChipRow()
        self.edition = QComboBox()
        self.enabled = QCheckBox(self.tr("Answers for every patient"))
        self.browser = QTextBrowser()
        self.buttons = {
            "adopt": QPushButton(self.tr("Compare and adopt…")),
            "approve": QPushButton(self.tr("Approve…")),
            "withdraw": QPushButton(self.tr("Withdraw…")),
            "new": QPushButton(self.tr("New from this…")),
            "copy": QPushButton(self.tr("Copy as text")),
            "save": QPushButton(self.tr("Print or save…")),
        }
        self._timer = QTimer(self, singleShot=True, interval=0)
        self._lay_out()
        self._connect()
        self._show_nothing()

    @property
    def page(self) -> PackPage | None:
        """The page that is shown."""
        return self.reading.page if self.reading is not None else None

    def show_pack(self, row: PackRow | None) -> None:
        """Show a pack, in the edition that answers; the same edition stays where it was chosen."""
        kept = self._chosen(row)
        self.pack = row
        if row is None:
            self._show_nothing()
            return
        self._fill_editions(row, kept)
        self._show_edition()

    def show_edition(self, digest: str) -> None:
        """Choose one of the editions of the pack."""
        self.edition.setCurrentIndex(max(0, self.edition.findData(digest)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._timer.start()

    def _chosen(self, row: PackRow | None) -> str:
        """Return the edition that somebody chose to read; empty where it was the answering one."""
        before, digest = self.pack, str(self.edition.currentData() or "")
        is_same = row is not None and before is not None and row.pack_id == before.pack_id
        return digest if is_same and before is not None and digest != before.digest else ""

    def _show_nothing(self) -> None:
        """Stay where it is, so that the list beside it does not jump, and say nothing."""
        self.reading, self._problems = None, ()
        for label in (self.title, self.reference, self.head_note):
            label.setText("")
        self.states.show_chips(())
        self.browser.clear()
        for widget in (self.edition, self.enabled, self.head_note, *self.buttons.values()):
            widget.hide()

    def _fill_editions(self, row: PackRow, kept: str) -> None:
        with QSignalBlocker(self.edition):
            self.edition.clear()
            for line in row.editions:
                self.edition.addItem(edition_words(line), line.digest)
            self.edition.setCurrentIndex(max(0, self.edition.findData(kept)))
        self.edition.setVisible(len(row.editions) > 1)

    def _show_edition(self) -> None:
        row = self.pack
        if row is None:
            return
        digest = str(self.edition.currentData() or row.digest)
        self.reading, self._problems = None, row.problems
        try:
            self.reading = self._read(digest) if digest else None
        except ProblemsError as refusal:
            self._problems = tuple(str(problem) for problem in refusal.problems)
        except UserError as refusal:
            self._problems = (str(refusal),)
        self.title.setText(self.page.reference.said if self.page else row.title)
        self.reference.setText(reference_words(self.page) if self.page else row.pack_id)
        self.states.show_chips(row.states)
        self._show_acts(row)
        self._show_note(row, digest)
        self._render(is_new=True)

    def _show_acts(self, row: PackRow) -> None:
        with QSignalBlocker(self.enabled):
            self.enabled.setChecked(row.is_enabled)
        self.enabled.setVisible(row.is_usable or row.is_enabled)
        self.enabled.setEnabled(self._is_writable and not row.is_always_on)
        shown = {
            "adopt": self._is_writable and bool(row.new_version),
            "approve": self._is_writable and row.waits_for_approval,
            "withdraw": self._is_writable and row.can_be_withdrawn,
            "new": row.is_usable,
            "copy": self.page is not None,
            "save": self.page is not None,
        }
        for name, is_shown in shown.items():
            self.buttons[name].setVisible(is_shown)

    def _show_note(self, row: PackRow, digest: str) -> None:
        line = next((one for one in row.editions if one.digest == digest), None)
        words = {
            Standing.WAITING: self.tr("This edition waits: it answers for nobody yet."),
            Standing.ENTERED: self.tr("This edition waits for the approval of a second person."),
            Standing.SUPERSEDED: self.tr("This edition answers only for patients pinned to it."),
            Standing.WITHDRAWN: self.tr("This edition was withdrawn."),
        }
        said = words.get(line.standing, "") if line is not None else ""
        self.head_note.setText(f"◆ {said}" if said else "")
        self.head_note.setVisible(bool(said))

    def _render(self, *, is_new: bool = False) -> None:
        place = 0 if is_new else self.browser.verticalScrollBar().value()
        theme = current_theme()
        inks = PageInks(
            text=theme.text,
            quiet=theme.quiet,
            accent=theme.accent,
            border=theme.border,
            shaded=theme.look.neutral.tint,
            marks={tone: theme.tone(tone).mark for tone in ToneName},
        )
        is_waiting = self.pack is not None and self.pack.waits_for_approval
        why_not = problems_html(self._problems, inks, is_waiting=is_waiting)
        if self.reading is None:
            self.browser.setHtml(why_not)
            return
        width = max(SMALLEST_RULER, self.browser.viewport().width() - EDGE)
        ruler = self.reading.ruler
        size = ruler_size(ruler, width)
        picture = ruler_image(ruler, width, self.devicePixelRatioF(), theme)
        html = page_html(self.reading, inks, (size.width(), size.height()))
        if self._problems:
            html = why_not + html
        document = self.browser.document()
        document.clear()
        document.addResource(
            int(QTextDocument.ResourceType.ImageResource), QUrl(RULER_IMAGE), picture
        )
        self.browser.setHtml(html)
        self.browser.setAccessibleDescription(ruler.words)
        self.browser.verticalScrollBar().setValue(place)

    def _copy(self) -> None:
        if self.page is not None:
            QGuiApplication.clipboard().setText(markdown_of(self.page))
            self.copied.emit()

    def _act(self, name: str) -> None:
        if name == "copy":
            self._copy()
        else:
            self.asked.emit(name)

    def _lay_out(self) -> None:
        set_role(self, "card")
        set_role(self.title, "section")
        set_role(self.reference, "quiet")
        set_role(self.head_note, "warning")
        set_role(self.buttons["adopt"], "primary")
        set_role(self.buttons["approve"], "primary")
        for name in ("new", "copy", "save"):
            set_role(self.buttons[name], "plain")
        set_role(self.buttons["withdraw"], "danger")
        self.title.setWordWrap(True)
        self.head_note.setWordWrap(True)
        self.edition.setAccessibleName(self.tr("Edition to read"))
        # It gives way: with large text the list beside it must keep its room.
        self.edition.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.edition.setMinimumContentsLength(FEWEST_CHARACTERS)
        self.enabled.setToolTip(
            self.tr("A patient's own protocol answers in any case. Ctrl+Z takes the tick back.")
        )
        self.browser.setOpenLinks(False)
        self.browser.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.browser.setFrameShape(QFrame.Shape.NoFrame)
        self.browser.setAccessibleName(self.tr("The pack as a page"))
        standing = QHBoxLayout()
        standing.setSpacing(SPACE_SMALL)
        standing.addWidget(self.states, 1)
        standing.addWidget(self.edition, 1)
        deeds = WrappingRow(SPACE_TINY)
        for name in ("new", "copy", "save"):
            deeds.addWidget(self.buttons[name])
        decisions = QHBoxLayout()
        decisions.setSpacing(SPACE_TINY)
        decisions.addStretch(1)
        for name in ("withdraw", "approve", "adopt"):
            decisions.addWidget(self.buttons[name])
        box = QVBoxLayout(self)
        box.setContentsMargins(SPACE_CARD, SPACE_CARD, SPACE_CARD, SPACE_SMALL)
        box.setSpacing(SPACE_TINY)
        box.addWidget(self.title)
        box.addWidget(self.reference)
        box.addLayout(standing)
        box.addWidget(self.enabled, 0, Qt.AlignmentFlag.AlignLeft)
        box.addWidget(self.head_note)
        box.addWidget(self.browser, 1)
        box.addLayout(deeds)
        box.addLayout(decisions)

    def _connect(self) -> None:
        self._timer.timeout.connect(self._render_if_shown)
        self.edition.currentIndexChanged.connect(lambda _index: self._show_edition())
        self.enabled.clicked.connect(lambda is_on: self.enabledAsked.emit(bool(is_on)))
        self.browser.anchorClicked.connect(lambda url: self.browser.scrollToAnchor(url.fragment()))
        for name, button in self.buttons.items():
            button.clicked.connect(lambda _checked=False, act=name: self._act(act))
        switch = theme_switch()
        if switch is not None:
            switch.changed.connect(self._render_if_shown)

    def _render_if_shown(self) -> None:
        if self.pack is not None:
            self._render()
