"""What every command shares: the store, the person, and how answers and errors are printed."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import click

from mrdtracker import locations
from mrdtracker.domain.errors import ProblemsError, StoreError, UserError
from mrdtracker.services.workspace import Person, Workspace, current_user


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
        """Fill in what was not typed: the laboratory's own store, and the name of the account."""
        path = store if store is not None else locations.default_store_path()
        return cls(path, Person(user or current_user(), now))

    def open(self, *, is_read_only: bool = False) -> Workspace:
        """Open the store.

        Raises:
            StoreError: It cannot be opened; the hint names the command that makes one.
        """
        if not self.store.exists():
            raise StoreError(
                f"There is no store at {self.store}.",
                f"Make one with `mrdtracker --store {self.store} init`, or try the invented "
                f"patients with `mrdtracker --store {self.store} demo`.",
            )
        return Workspace.open(self.store, self.person, is_read_only=is_read_only)


def print_json(document: object) -> None:
    """Print the one JSON document of a command."""
    click.echo(json.dumps(document, ensure_ascii=False, indent=2))


def print_table(titles: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Print rows under their titles, columns as wide as their widest cell."""
    if not rows:
        return
    widths = [
        max(len(title), *(len(row[index]) for row in rows)) for index, title in enumerate(titles)
    ]
    for line in (titles, *rows):
        cells = (cell.ljust(width) for cell, width in zip(line, widths, strict=True))
        click.echo("  ".join(cells).rstrip())


def error_document(error: UserError) -> Mapping[str, object]:
    """Return an error as the JSON document that stands in place of the answer."""
    problems = error.problems if isinstance(error, ProblemsError) else ()
    message = error.what if isinstance(error, ProblemsError) else error.message
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
