"""The errors a person can act on: what happened, and what to do next."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from mrdtracker.domain.plurals import counted
from mrdtracker.words import say


class UserError(Exception):
    """Something a person can act on: one clear sentence, and what to do.

    Args:
        message: What happened, one sentence.
        hint: What to do next, one sentence; may be empty.
    """

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint

    def __str__(self) -> str:
        return f"{self.message} {self.hint}".strip()


class InvalidInputError(UserError):
    """A value, a date, a case or a file that cannot be taken as it stands.

    Args:
        message: What happened, one sentence.
        hint: What to do next, one sentence; may be empty.
        about: Name of the field of the record that is refused; empty where it is not one field.
    """

    def __init__(self, message: str, hint: str = "", *, about: str = "") -> None:
        super().__init__(message, hint)
        self.about = about


class StoreError(UserError):
    """The laboratory's file cannot be opened, read or written."""


class NotFoundError(UserError):
    """A patient, sample, result, pack or journal entry that does not exist."""


class ChangedMeanwhileError(UserError):
    """The record was changed by somebody else since it was read."""


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong, and where.

    Attributes:
        where: The place a person can find: "line 12, column WBC", "results[0].unit".
        text: What is wrong and what is allowed, one sentence.
    """

    where: str
    text: str

    def __str__(self) -> str:
        return f"{self.where}: {self.text}" if self.where else self.text


class ProblemsError(InvalidInputError):
    """Several problems of one input, all listed, not only the first."""

    def __init__(self, what: str, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        lines = "\n".join(f"  {problem}" for problem in self.problems)
        count = counted(len(self.problems), "problem")
        super().__init__(f"{what}: {count}\n{lines}", say("Correct them and try again."))
        self.what = what
