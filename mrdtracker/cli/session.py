"""What every command shares: the store, the person, and how answers and errors are printed."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from unicodedata import east_asian_width

import click

from mrdtracker import locations
from mrdtracker.domain.errors import InvalidInputError, ProblemsError, StoreError, UserError
from mrdtracker.services.workspace import NoStoreError, Person, Workspace, current_user
from mrdtracker.words import say

MOST_PIPED = 150 * 1024 * 1024
# Invented patients are never offered a place where real ones belong.
PRACTICE_STORE = "practice.mrd"


def now() -> datetime:
    """Return the present instant in the zone of this computer."""
    return datetime.now(UTC).astimezone()  # noqa: TID251 - the one clock of the command line


@dataclass(frozen=True)
class Session:
    """The global options, ready to use.

    Attributes:
        store: The laboratory's file.
        person: Who types, with the clock.
    """

    store: Path
    person: Person

    @classmethod
    def of(cls, store: Path | None, user: str | None) -> Session:
        """Fill in what was not typed: the laboratory's own store, and the name of the account.

        Raises:
            StoreError: An empty name was typed.
        """
        if store == Path():
            raise StoreError(say("--store names no file."), say("Name one: --store ward.mrd"))
        path = store if store is not None else locations.default_store_path()
        return cls(path, Person(user or current_user(), now))

    def open(self, *, is_read_only: bool = False) -> Workspace:
        """Open the store.

        Raises:
            StoreError: It cannot be opened; the hint names the command that makes one.
        """
        try:
            return Workspace.open(self.store, self.person, is_read_only=is_read_only)
        except NoStoreError:
            raise StoreError(
                say("There is no store at {}.").format(self.store),
                say(
                    "Make one with `mrdtracker --store {} init`, or try the invented patients "
                    "with `mrdtracker --store {} demo`."
                ).format(self.store, PRACTICE_STORE),
            ) from None

    @contextmanager
    def in_its_folder(self) -> Iterator[None]:
        """Make the folder of a new store, and take it away again where the store is refused.

        For the laboratory's own store the whole way is made; for a typed one only the last folder,
        so that a misspelt path is not built. Why it cannot be made, the store says better.
        """
        folder, is_made = self.store.parent, False
        with suppress(OSError, ValueError):
            folder.mkdir(parents=self.store == locations.default_store_path())
            is_made = True
        try:
            yield
        except BaseException:
            if is_made:
                with suppress(OSError):
                    folder.rmdir()
            raise


def standard_input() -> bytes:
    """Return what is piped in.

    Raises:
        InvalidInputError: It is closed, or it has no end.
    """
    if sys.stdin is None:
        raise InvalidInputError(
            say("Standard input is closed."), say("Pipe a file in, or name it.")
        )
    data = sys.stdin.buffer.read(MOST_PIPED + 1)
    if len(data) > MOST_PIPED:
        raise InvalidInputError(
            say("More than {} MB come through standard input.").format(MOST_PIPED // 1024**2),
            say("Pipe in one file, or split it."),
        )
    return data


def print_json(document: object) -> None:
    """Print the one JSON document of a command, escaped where the terminal cannot show it.

    Half of a surrogate pair is no character; written out as an escape it is still JSON.
    """
    is_unicode = (getattr(sys.stdout, "encoding", None) or "utf-8").lower().startswith("utf")
    text = json.dumps(document, ensure_ascii=not is_unicode, indent=2)
    click.echo(text.encode("utf-8", "backslashreplace").decode("utf-8"))


def print_table(titles: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Print rows under their titles, which are marked; columns as wide as their widest cell."""
    if rows:
        print_rows([[say(title) for title in titles], *rows])


def print_rows(rows: Sequence[Sequence[str]]) -> None:
    """Print rows, columns as wide as their widest cell."""
    widths = [max(map(_columns_of, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        cells = (
            cell + " " * (width - _columns_of(cell))
            for cell, width in zip(row, widths, strict=True)
        )
        click.echo("  ".join(cells).rstrip())


def _columns_of(text: str) -> int:
    """Return how many columns of a terminal a text takes; Korean takes two a letter."""
    return len(text) + sum(east_asian_width(letter) in "WF" for letter in text)


def error_document(error: UserError) -> Mapping[str, object]:
    """Return an error as the JSON document that stands in place of the answer."""
    problems = error.problems if isinstance(error, ProblemsError) else ()
    message = f"{error.message.partition(chr(10))[0]}." if problems else error.message
    return {
        "error": {
            "message": message,
            "hint": error.hint,
            "problems": [{"where": one.where, "text": one.text} for one in problems],
        }
    }


json_option = click.option(
    "--json", "is_json", is_flag=True, help="Print one JSON document and nothing else."
)
pass_session = click.make_pass_decorator(Session)
