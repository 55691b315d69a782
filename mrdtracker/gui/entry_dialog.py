"""What every entry dialog has in common: who it is about, fields, one button that saves."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QKeySequence, QShowEvent
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QVBoxLayout,
    QWidget,
)

from mrdtracker.domain.errors import UserError
from mrdtracker.gui.context_help import give_help, name_field
from mrdtracker.gui.date_field import DateField
from mrdtracker.gui.draft_keeper import DraftKeeper
from mrdtracker.gui.draft_offer import DraftOffer
from mrdtracker.gui.entry_foot import EntryFoot
from mrdtracker.gui.field_page import FieldPage
from mrdtracker.gui.form_field import ChoiceField, FormField, TextField, TickGroup
from mrdtracker.gui.on_screen import keep_on_screen
from mrdtracker.gui.presenters.banner import Banner
from mrdtracker.gui.presenters.draft_words import DraftKey, begun_words
from mrdtracker.gui.presenters.form import FieldError, Form, Message, MessageKind
from mrdtracker.gui.theme import (
    SPACE_CARD,
    SPACE_GROUP,
    SPACE_PAGE,
    SPACE_TINY,
    set_role,
)
from mrdtracker.services.assessment import PatientView
from mrdtracker.services.awaited import with_awaited
from mrdtracker.services.commands import Changes
from mrdtracker.services.entry_context import EntryContext
from mrdtracker.services.workspace import Workspace

WIDTH = 640
SHARE_OF_SCREEN = 0.9


def new_id() -> str:
    """Make the id of a new record."""
    return uuid.uuid4().hex


def context_of(view: PatientView, today: date) -> EntryContext:
    """Return what the entry guard knows of a patient."""
    return EntryContext(view.file, view.case.course, view.convention, view.overviews, today)


def guarded_context(view: PatientView, workspace: Workspace) -> EntryContext:
    """Return it together with what is expected of this child and of the others."""
    return with_awaited(context_of(view, workspace.today), workspace.due)


class EntryDialog(QDialog):
    """A form with its dialog: shows what the form says, saves, and loses nothing typed.

    Subclasses lay out the fields, end their constructor with ``begin`` and say how to ``save``.
    Enter goes to the next field, as a barcode scanner sends it; in the last one it saves, and so
    do Ctrl+Enter and Ctrl+S anywhere. A form with a ``keeper`` keeps what is typed as a draft, so
    that Esc closes it without a question.

    Attributes:
        preferred_width: Width in pixels where the screen has room.
        changes: What was saved; None as long as nothing was.
    """

    preferred_width = WIDTH

    def __init__(
        self, workspace: Workspace, form: Form, title: str, save_label: str, parent: QWidget | None
    ) -> None:
        super().__init__(parent)
        self.changes: Changes | None = None
        self.form = form
        self._workspace = workspace
        self._fields: dict[str, FormField] = {}
        self._groups: dict[str, TickGroup] = {}
        self._refusal_at: str | None = None
        self._refusal: Message | None = None
        self.keeper: DraftKeeper | None = None
        self.offer = DraftOffer()
        self.setWindowTitle(title)
        self.head = QVBoxLayout()
        self.head.setSpacing(SPACE_TINY)
        self.body = QVBoxLayout()
        self.body.setSpacing(SPACE_CARD)
        self._page = FieldPage(self.body)
        self._page.changed.connect(self._grow)
        self.foot = EntryFoot(save_label)
        self.save_button, self.cancel_button = self.foot.save_button, self.foot.cancel_button
        self.save_button.clicked.connect(self.accept)
        self.cancel_button.clicked.connect(self.reject)
        self.foot.discard_button.clicked.connect(self._discard)
        self.foot.keep_button.clicked.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(SPACE_PAGE, SPACE_GROUP, SPACE_PAGE, SPACE_GROUP)
        layout.setSpacing(SPACE_CARD)
        layout.addLayout(self.head)
        layout.addWidget(self.offer)
        layout.addWidget(self._page, stretch=1)
        layout.addWidget(self.foot)
        give_help(self)
        self.save_button.setDefault(True)  # only now does it belong to a dialog

    @property
    def fields(self) -> dict[str, FormField]:
        """Every field by its name in the form."""
        return self._fields

    def showEvent(self, event: QShowEvent) -> None:
        """Take the preferred size: by itself Qt would stop at two thirds of the screen."""
        if not event.spontaneous():
            self.resize(self.sizeHint())
        super().showEvent(event)

    def sizeHint(self) -> QSize:
        """Be as high as the fields need, and never higher than the screen."""
        screen = self.screen().availableGeometry()
        margins = 2 * SPACE_PAGE
        width = max(self.preferred_width, self._page.least_width() + margins)
        width = min(width, int(screen.width() * SHARE_OF_SCREEN))
        around = super().sizeHint().height() - self._page.sizeHint().height()
        height = self._page.height_for(width - margins) + around
        return QSize(width, min(height, int(screen.height() * SHARE_OF_SCREEN)))

    # --- layout -------------------------------------------------------------------------------

    def show_banner(self, banner: Banner) -> None:
        """Say whose record this is, above everything and out of the scrolled part."""
        who = QLabel(banner.who)
        who.setTextFormat(Qt.TextFormat.PlainText)
        set_role(who, "section")
        details = QLabel(banner.details)
        details.setTextFormat(Qt.TextFormat.PlainText)
        details.setWordWrap(True)
        set_role(details, "quiet")
        line = QFrame()
        set_role(line, "line")
        for widget in (who, details, line):
            self.head.addWidget(widget)

    def add_section(self, title: str) -> QLabel:
        """Begin a group of fields."""
        label = QLabel(title)
        set_role(label, "section")
        self.body.addSpacing(SPACE_TINY)
        self.body.addWidget(label)
        return label

    def add_text(self, name: str, label: str, placeholder: str = "", lines: int = 0) -> FormField:
        """Make a field for one line of text."""
        return self._register(name, TextField(label, placeholder, lines))

    def add_choice(self, name: str, label: str, lines: int = 0) -> FormField:
        """Make a field to choose one thing from."""
        return self._register(name, ChoiceField(label, lines))

    def add_date(self, name: str, label: str, lines: int = 0) -> FormField:
        """Make a field for a date."""
        return self._register(name, DateField(label, lines))

    def add_ticks(
        self, name: str, label: str, names: Sequence[tuple[str, str]], columns: int = 3
    ) -> TickGroup:
        """Make a group of boxes to tick."""
        group = TickGroup(label, names, columns)
        group.ticked.connect(self._typed)
        self._fields[name] = group
        name_field(group, name)
        for one, _words in names:
            self._groups[one] = group
        return group

    def add_row(self, *widgets: QWidget, stretches: Sequence[int] = ()) -> None:
        """Put fields beside each other."""
        row = QHBoxLayout()
        row.setSpacing(SPACE_CARD)
        for position, widget in enumerate(widgets):
            stretch = stretches[position] if position < len(stretches) else 1
            row.addWidget(widget, stretch=stretch)
        self.body.addLayout(row)

    def add_crowded_row(self, *fields: FormField) -> None:
        """Put many fields beside each other; what is odd about them stands below the whole row."""
        self.add_row(*fields)
        for field in fields:
            self.body.addWidget(field.give_lines())

    def keep_drafts(self, key: DraftKey) -> None:
        """Keep what is typed under the person's name until it is saved; call before ``begin``."""
        if self._workspace.is_read_only:
            return
        self.keeper = DraftKeeper(self._workspace, self.form, key, self)
        self.keeper.refused.connect(self.show_refusal)
        self.offer.taken.connect(self.take_up)
        self.offer.discarded.connect(self._begin_anew)
        self.cancel_button.setText(self.tr("Close"))
        self.cancel_button.setToolTip(self.tr("What you typed is kept as a draft (Esc)."))

    def begin(self) -> None:
        """Show the form as it begins, with the cursor where something is missing."""
        self.body.addStretch(1)
        self.refresh()
        draft = self.keeper.kept() if self.keeper is not None else None
        if draft is None:
            self._focus_first()
            return
        # What was typed before must neither be overwritten nor stand there unnoticed.
        self.offer.show_words(begun_words(draft, self._workspace.today))
        self._page.setEnabled(False)
        self.save_button.setEnabled(False)
        self.offer.take_button.setFocus()

    def take_up(self) -> None:
        """Put in again what this person typed before and did not save."""
        draft = self.keeper.kept() if self.keeper is not None else None
        if draft is not None:
            self.form.take_up(draft.fields)
        self._end_offer()

    def _begin_anew(self) -> None:
        if self.keeper is not None:
            self.keeper.discard()
        self._end_offer()

    def _end_offer(self) -> None:
        self.offer.show_words("")
        self._page.setEnabled(True)
        self.save_button.setEnabled(True)
        self.refresh()
        self._focus_first()

    def _focus_first(self) -> None:
        first = self.form.first_to_type()
        if first in self._fields:
            self._fields[first].setFocus()

    # --- what happens -------------------------------------------------------------------------

    def refresh(self) -> None:
        """Show what the form says now."""
        for name, field in self._fields.items():
            if not isinstance(field, TickGroup):
                field.setVisible(self.form.is_shown(name))
                if isinstance(field, ChoiceField):
                    field.show_choices(self.form.choices(name), self.form.text(name))
                else:
                    field.show_text(self.form.as_typed(name))
            lines = self.form.messages(name)
            if self._refusal_at == name and self._refusal is not None:
                lines = (*lines, self._refusal)
            is_there = isinstance(field, TickGroup) or self.form.is_shown(name)
            field.show_lines(lines if is_there else ())
        for name, group in self._groups.items():
            group.show_tick(name, self.form.text(name))

    def accept(self) -> None:
        """Save; stay open with everything typed where that is refused."""
        try:
            self.save()
        except UserError as refusal:
            self.show_refusal(refusal)
            return
        if self.keeper is not None:
            self.keeper.discard()
        super().accept()

    def save(self) -> None:
        """Check what was typed; a subclass goes on to write it.

        Raises:
            UserError: It cannot be taken, or the store refuses it; nothing was written.
        """
        self.form.check()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        is_enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        is_control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if event.matches(QKeySequence.StandardKey.Save) or (is_enter and is_control):
            if self.save_button.isEnabled() and not self.foot.is_asking:
                self.accept()
        elif not is_enter:
            super().keyPressEvent(event)
        else:
            self._go_on()

    def reject(self) -> None:
        """Close and keep the draft; where there is none to keep, ask before typing is lost."""
        if self.keeper is not None:
            if not self.offer.isVisibleTo(self):
                self.keeper.keep()
            super().reject()
        elif self.foot.is_asking:
            self.foot.stop_asking()
        elif self.form.is_touched:
            self.foot.ask()
        else:
            super().reject()

    def show_refusal(self, refusal: UserError) -> None:
        """Say why nothing was saved: below the field that it is about, and above the buttons."""
        field = self.form.field_of(refusal)
        if field is not None and not isinstance(refusal, FieldError):
            self._refusal_at, self._refusal = field, Message(MessageKind.ERROR, str(refusal))
        self.refresh()
        words = f"{refusal.message} {refusal.hint}".strip()
        widget = self._fields.get(field) if field is not None else None
        if widget is not None:
            words = self.tr("Not saved yet: look at “{}”.").format(widget.name)
            widget.setFocus()
            # Only once the new lines have their place does it stand where it will be.
            QTimer.singleShot(0, widget, lambda: self._page.ensureWidgetVisible(widget))
        self.foot.say(words)

    def _discard(self) -> None:
        super().reject()

    def _typed(self, name: str, text: str) -> None:
        self.form.set(name, text)
        self._refusal_at = self._refusal = None
        self.foot.say("")
        self.refresh()
        if self.keeper is not None and self.isVisible():
            self.keeper.typed()

    def _go_on(self) -> None:
        """Go to the next field; after the last one save.

        The answers of a question are passed: a second Enter would take the first of them unread.
        """
        pickers = [one.pick for one in self._fields.values() if isinstance(one, DateField)]
        answers = [one for field in self._fields.values() for one in field.lines.buttons]
        passed: tuple[QWidget, ...] = (*pickers, *answers, self.cancel_button)
        last = self.focusWidget()
        self.focusNextChild()
        while self.focusWidget() in passed:
            self.focusNextChild()
        if self.focusWidget() is self.save_button and last is not None:
            last.setFocus()
            self.accept()

    def _grow(self) -> None:
        """Make room for new lines where the screen has it; never shrink under the pointer."""
        if self.isVisible():
            self.resize(self.size().expandedTo(self.sizeHint()))
            keep_on_screen(self)

    def _register(self, name: str, field: FormField) -> FormField:
        self._fields[name] = field
        name_field(field, name)
        field.typed.connect(lambda text: self._typed(name, text))
        return field
