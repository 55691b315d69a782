"""The explanation beside the course: what every pack answers for this child, and why."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QUrl, Signal
from PySide6.QtGui import QColor, QFontMetricsF, QGuiApplication, QTextCursor
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QTextBrowser,
    QTextEdit,
    QVBoxLayout,
    QWidget,
)

from mrdtracker.domain.vocabulary import readable
from mrdtracker.gui.case_state import CaseState
from mrdtracker.gui.presenters.findings_html import (
    FINDING_LINK,
    MORE_LINK,
    RESULT_LINK,
    Inks,
    Unfolded,
    explanation_html,
)
from mrdtracker.gui.presenters.findings_text import (
    PackText,
    explanation_of,
    findings_about,
    first_expanded,
)
from mrdtracker.gui.presenters.tones import ToneName
from mrdtracker.gui.theme import (
    SPACE_CARD,
    SPACE_SMALL,
    Theme,
    current_theme,
    font_of,
    set_role,
    theme_switch,
)
from mrdtracker.services.assessment import PatientView

FEWEST_CHARACTERS = 31


class FindingsPanel(QFrame):
    """Shows the answers of all packs; listens to and tells the page's ``CaseState``.

    Args:
        state: Selection and hover, shared with the table and the plot.
        as_text: Writes a view's whole explanation as plain text.

    Attributes:
        copied: Emitted after the explanation was put on the clipboard.
    """

    copied = Signal()

    def __init__(
        self,
        state: CaseState,
        as_text: Callable[[PatientView], str],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._state = state
        self._as_text = as_text
        self._view: PatientView | None = None
        self._packs: tuple[PackText, ...] = ()
        self._opened: frozenset[str] = frozenset()
        self._opened_packs: frozenset[str] = frozenset()
        self._links: tuple[tuple[int, int, frozenset[str]], ...] = ()
        self._is_lit = False
        set_role(self, "card")
        self.browser = QTextBrowser()
        self.copy_button = QPushButton(self.tr("Copy as text"))
        self._build()
        state.selectionChanged.connect(self._selection_changed)
        state.hoverChanged.connect(self._light)
        self.browser.anchorClicked.connect(self._clicked)
        self.browser.highlighted.connect(self._hovered)
        self.copy_button.clicked.connect(self.copy_text)
        switch = theme_switch()
        if switch is not None:
            switch.changed.connect(self._render)

    @property
    def opened(self) -> frozenset[str]:
        """Names of the findings whose clauses are shown."""
        return self._opened

    @property
    def packs(self) -> tuple[PackText, ...]:
        """What is shown."""
        return self._packs

    def show_view(self, view: PatientView) -> None:
        """Show the answers for a patient; what was open stays open for the same patient."""
        is_same = self._view is not None and self._view.file.patient.id == view.file.patient.id
        self._view = view
        self._packs = explanation_of(view.assessments)
        names = {finding.name for pack in self._packs for finding in pack.findings}
        kept = (self._opened & names) if is_same else frozenset()
        self._opened = kept or frozenset({first_expanded(self._packs)}) & names
        place = self.browser.verticalScrollBar().value() if is_same else 0
        self._render()
        self.browser.verticalScrollBar().setValue(place)

    def toggle(self, name: str) -> None:
        """Open or close the clauses of a finding, and select the results it used."""
        finding = next(one for pack in self._packs for one in pack.findings if one.name == name)
        self._opened = self._opened ^ {name}
        if name in self._opened:
            self._state.look_at(name)
            self._state.select(frozenset(finding.result_keys))
        self._render()

    def copy_text(self) -> None:
        """Put the whole explanation on the clipboard as plain text."""
        if self._view is not None:
            QGuiApplication.clipboard().setText(readable(self._as_text(self._view)))
            self.copied.emit()

    def _build(self) -> None:
        title = QLabel(self.tr("Why?"))
        set_role(title, "section")
        set_role(self.copy_button, "plain")
        self.copy_button.setToolTip(self.tr("Copy the whole explanation to the clipboard"))
        head = QHBoxLayout()
        head.addWidget(title, 1)
        head.addWidget(self.copy_button)
        self.browser.setOpenLinks(False)
        self.browser.setFrameShape(QFrame.Shape.NoFrame)
        self.browser.setAccessibleName(self.tr("Explanation"))
        self.browser.document().setDocumentMargin(0)
        box = QVBoxLayout(self)
        box.setContentsMargins(SPACE_CARD, SPACE_SMALL, SPACE_CARD, SPACE_CARD)
        box.setSpacing(SPACE_SMALL)
        box.addLayout(head)
        box.addWidget(self.browser, 1)
        unit = QFontMetricsF(self.font()).averageCharWidth()
        self.setMinimumWidth(round(unit * FEWEST_CHARACTERS))

    def _render(self) -> None:
        if self._view is None:
            return
        lit = frozenset(one.name for one in findings_about(self._packs, self._state.selection))
        unfolded = Unfolded(self._opened, self._opened_packs, lit, self._view.unusable)
        bar = self.browser.verticalScrollBar()
        place = bar.value()
        self.browser.document().setDefaultFont(font_of("text"))
        self.browser.setHtml(explanation_html(self._packs, unfolded, inks_of(current_theme())))
        bar.setValue(place)
        self._links = self._find_links()
        self._light(self._state.hover)

    def _find_links(self) -> tuple[tuple[int, int, frozenset[str]], ...]:
        """Return begin, end and result keys of every sentence and clause that used a result."""
        used = {one.name: one.result_keys for pack in self._packs for one in pack.findings}
        found = []
        block = self.browser.document().begin()
        while block.isValid():
            part = block.begin()
            while not part.atEnd():
                fragment = part.fragment()
                link = fragment.charFormat().anchorHref()
                keys: tuple[str, ...] = ()
                if link.startswith(RESULT_LINK):
                    keys = tuple(link.removeprefix(RESULT_LINK).split(","))
                elif link.startswith(FINDING_LINK):
                    keys = used.get(link.removeprefix(FINDING_LINK), ())
                if keys:
                    begin = fragment.position()
                    found.append((begin, begin + fragment.length(), frozenset(keys)))
                part += 1
            block = block.next()
        return tuple(found)

    def _light(self, keys: frozenset[str]) -> None:
        """Light the clauses that used a result under the pointer; the text is not set anew."""
        lit = []
        for begin, end, used in self._links if keys else ():
            if used & keys:
                one = QTextEdit.ExtraSelection()
                one.cursor = QTextCursor(self.browser.document())
                one.cursor.setPosition(begin)
                one.cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
                one.format.setBackground(QColor(current_theme().selection))
                lit.append(one)
        if lit or self._is_lit:
            self.browser.setExtraSelections(lit)
        self._is_lit = bool(lit)

    def _selection_changed(self, keys: frozenset[str]) -> None:
        about = findings_about(self._packs, keys)
        self._render()
        if about and self._state.finding not in {one.name for one in about}:
            self.browser.scrollToAnchor(about[0].name)

    def _clicked(self, url: QUrl) -> None:
        text = url.toString()
        if text.startswith(FINDING_LINK):
            self.toggle(text.removeprefix(FINDING_LINK))
        elif text.startswith(RESULT_LINK):
            self._state.select(frozenset(text.removeprefix(RESULT_LINK).split(",")))
        elif text.startswith(MORE_LINK):
            self._opened_packs = self._opened_packs ^ {text.removeprefix(MORE_LINK)}
            self._render()

    def _hovered(self, url: QUrl) -> None:
        text = url.toString()
        keys: frozenset[str] = frozenset()
        if text.startswith(RESULT_LINK):
            keys = frozenset(text.removeprefix(RESULT_LINK).split(","))
        elif text.startswith(FINDING_LINK):
            name = text.removeprefix(FINDING_LINK)
            for pack in self._packs:
                for finding in pack.findings:
                    if finding.name == name:
                        keys = frozenset(finding.result_keys)
        self._state.hover_over(keys)


def inks_of(theme: Theme) -> Inks:
    """Return the theme's colours for the explanation."""
    return Inks(
        text=theme.text,
        quiet=theme.quiet,
        border=theme.border,
        selection=theme.selection,
        accent=theme.accent,
        marks={tone: theme.tone(tone).mark for tone in ToneName},
        tints={tone: theme.tone(tone).tint for tone in ToneName},
    )
