"""What every entry form has in common: texts by field, a message below each, a command at last."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum

from mrdtracker.domain.errors import InvalidInputError, UserError
from mrdtracker.services.commands import Command
from mrdtracker.services.entry_warning import EntryWarning, Weight
from mrdtracker.words import mark, say

YES, NO = "yes", "no"
# The code of the entry guard for a date or a number that can be read in several ways.
AMBIGUOUS = "E15"
REQUIRED_HINT = mark("Nothing was saved yet; what you typed is kept.")


class MessageKind(Enum):
    """What the line below a field is, from quiet to loud."""

    ECHO = "echo"
    NOTE = "note"
    WARNING = "warning"
    ERROR = "error"
    QUESTION = "question"


@dataclass(frozen=True)
class Offer:
    """Something to choose: what a person sees, and the text that stands for it."""

    label: str
    text: str


@dataclass(frozen=True)
class Message:
    """The line below a field; a question carries the readings to choose from.

    Attributes:
        code: Code of the warning, which stands small after the words; "" for a line without.
    """

    kind: MessageKind
    text: str
    offers: tuple[Offer, ...] = ()
    code: str = ""

    @property
    def spoken(self) -> str:
        """The whole line, for a screen reader."""
        return f"{self.text} {self.code}".rstrip()

    @property
    def is_blocking(self) -> bool:
        """True where the form cannot be saved as long as this stands."""
        return self.kind in (MessageKind.ERROR, MessageKind.QUESTION)


def error(text: str, code: str = "") -> Message:
    """Make the message of something that cannot be taken."""
    return Message(MessageKind.ERROR, text, code=code)


def question(text: str, offers: tuple[Offer, ...], code: str = AMBIGUOUS) -> Message:
    """Make the message of a date or a number that can be read in several ways."""
    return Message(MessageKind.QUESTION, text, offers, code)


def echo(text: str) -> Message:
    """Make the message that says what was understood."""
    return Message(MessageKind.ECHO, text)


def error_of(refusal: UserError) -> Message:
    """Turn a refusal into the message below the field that it is about."""
    return error(str(refusal))


_KIND_OF_WEIGHT = {
    Weight.STOP: MessageKind.ERROR,
    Weight.SECOND_ENTRY: MessageKind.WARNING,
    Weight.REASON: MessageKind.WARNING,
    Weight.NOTE: MessageKind.NOTE,
}


def message_of_warning(warning: EntryWarning) -> Message:
    """Turn a warning of the entry guard into a line: what is odd, why, and its code after it."""
    text = f"{warning.text} {warning.why}"
    return Message(_KIND_OF_WEIGHT[warning.weight], text, code=warning.code)


def asking_line(codes: Sequence[str]) -> Message | None:
    """Say below the reason which warnings ask for one; None where none does."""
    if not codes:
        return None
    words = say("The warning above asks why.") if len(codes) == 1 else say("Warnings ask why.")
    return Message(MessageKind.NOTE, words, code=", ".join(codes))


class Board:
    """Collects the lines below all fields of a form."""

    def __init__(self) -> None:
        self._lines: dict[str, list[Message]] = {}

    def add(self, field: str, message: Message | None) -> None:
        """Put one more line below a field; None is no line."""
        if message is not None:
            self._lines.setdefault(field, []).append(message)

    def add_warnings(self, warnings: Iterable[EntryWarning]) -> None:
        """Put the words of the entry guard below their fields."""
        for warning in warnings:
            self.add(warning.field, message_of_warning(warning))

    def lines(self, field: str) -> tuple[Message, ...]:
        """Return the lines below a field, in the order in which they came."""
        return tuple(self._lines.get(field, ()))


class FieldError(InvalidInputError):
    """A form that cannot be saved, with the first field to look at."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(message, REQUIRED_HINT, about=field)


class Form(ABC):
    """Texts by field name, as typed; subclasses say what they mean.

    A field that was never typed into complains about being empty only once somebody tried to
    save: see ``is_asked``.

    Args:
        initial: The texts to begin with; what differs from them later counts as typed.
    """

    def __init__(self, initial: Mapping[str, str]) -> None:
        self._initial = dict(initial)
        self._texts = dict(initial)
        self._is_asked = False
        self._lines: Board | None = None

    @property
    def is_asked(self) -> bool:
        """True once somebody tried to save: from then on empty fields complain."""
        return self._is_asked

    @property
    def fields(self) -> tuple[str, ...]:
        """Names of all fields, in the order in which they are read."""
        return tuple(self._initial)

    @property
    def is_touched(self) -> bool:
        """True where something was typed that closing would lose."""
        return any(self._texts[name] != text for name, text in self._initial.items())

    @property
    def board_fields(self) -> tuple[str, ...]:
        """Every name that a line can stand below; groups of boxes have one of their own."""
        return self.fields

    def set(self, field: str, text: str) -> None:
        """Take what was typed or chosen, as it stands."""
        if field not in self._texts:
            raise KeyError(field)
        self._texts[field] = text
        self.forget()

    def add_field(self, field: str) -> str:
        """Make one more field, empty; return its name."""
        self._initial[field] = ""
        self._texts[field] = ""
        self.forget()
        return field

    def begin_with(self, texts: Mapping[str, str]) -> None:
        """Fill fields in beforehand; that does not count as typed."""
        for field, text in texts.items():
            self.set(field, text)
        self._initial = dict(self._texts)

    def typed_texts(self) -> dict[str, str]:
        """Return what a draft keeps: a new record whole, of an amendment what was changed."""
        return {
            name: text
            for name, text in self._texts.items()
            if self.was_changed(name) or (text not in ("", NO) and not self.is_amendment)
        }

    def take_up(self, texts: Mapping[str, object]) -> None:
        """Put in again what was typed before, as far as it can be chosen still.

        A new record becomes what it was when it was left, whatever stood here since. What cannot
        be chosen any more is asked for again: a result typed for a tube that was voided must not
        go to the tube that the form began with.
        """
        for field in self.fields:
            blank = NO if self._initial[field] in (YES, NO) else ""
            text = texts.get(field, None if self.is_amendment else blank)
            if not isinstance(text, str):
                continue
            if self._can_take(field, text):
                self.set(field, text)
            elif not self.is_amendment and self._can_take(field, blank):
                self.set(field, blank)

    def _can_take(self, field: str, text: str) -> bool:
        try:
            offers = self.choices(field)
        except KeyError:
            return True
        return any(offer.text == text for offer in offers)

    def forget(self) -> None:
        """Think again at the next question: something changed."""
        self._lines = None

    def text(self, field: str) -> str:
        """Return what was typed, without the blanks around it."""
        return self._texts[field].strip()

    def as_typed(self, field: str) -> str:
        """Return what was typed, with every blank: what the box of the field shows."""
        return self._texts[field]

    def was_changed(self, field: str) -> bool:
        """Say whether a field differs from what it began with."""
        return self._texts[field] != self._initial[field]

    def messages(self, field: str) -> tuple[Message, ...]:
        """Return all lines below a field: what was understood, and what is odd about it."""
        return self._board_now().lines(field)

    def message(self, field: str) -> Message | None:
        """Return the loudest line below a field, or None."""
        return max(self.messages(field), key=_loudness, default=None)

    def choices(self, field: str) -> tuple[Offer, ...]:
        """Return what a field can be chosen from; empty for a field to type into."""
        raise KeyError(field)

    def is_shown(self, field: str) -> bool:
        """Say whether a field has a meaning with what was typed so far."""
        return field in self._texts

    @property
    def is_amendment(self) -> bool:
        """True where a record is corrected, and not entered."""
        return False

    def first_to_type(self) -> str:
        """Return where the cursor begins: the first field that is empty, or what is amended."""
        shown = [name for name in self.fields if self.is_shown(name)]
        if self.is_amendment:
            return shown[0]
        return next((name for name in shown if not self.text(name)), shown[0])

    def field_of(self, refusal: UserError) -> str | None:
        """Return the field that a refusal of the store is about, or None."""
        about = refusal.about if isinstance(refusal, InvalidInputError) else ""
        return about if about in self.board_fields else None

    def check(self) -> None:
        """Refuse to go on while a field is missing or cannot be taken; from now on say so.

        Raises:
            FieldError: It names the first such field.
        """
        self.ask()
        blocking = self._first_blocking_line()
        if blocking is not None:
            raise FieldError(blocking[0], blocking[1].text)

    def ask(self) -> None:
        """Let empty fields complain from now on."""
        self._is_asked = True
        self.forget()

    def _first_blocking_line(self) -> tuple[str, Message] | None:
        board = self._board_now()
        lines = ((name, line) for name in self.board_fields for line in board.lines(name))
        return next(((name, line) for name, line in lines if line.is_blocking), None)

    def _board_now(self) -> Board:
        if self._lines is None:
            self._lines = self._board()
        return self._lines

    @abstractmethod
    def _board(self) -> Board:
        """Return the lines below all fields, for what was typed so far."""

    def _needed(self, field: str, what: str) -> Message | None:
        """Complain about an empty field, once somebody tried to save."""
        return error(what) if self.is_asked and not self.text(field) else None


class CommandForm(Form):
    """A form that ends in a command on the store."""

    def command(self) -> Command:
        """Return the command that saves what was typed.

        Raises:
            FieldError: Something is missing or cannot be taken; it names the first such field.
        """
        self.check()
        return self._command()

    @abstractmethod
    def _command(self) -> Command:
        """Return the command; everything that was typed has been checked."""


def _loudness(message: Message) -> int:
    return tuple(MessageKind).index(message.kind)
