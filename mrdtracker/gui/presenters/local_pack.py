"""The laboratory's own packs: a copy to edit, and what a file needs before it can be entered."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from mrdtracker.domain.errors import InvalidInputError, Problem, ProblemsError, UserError
from mrdtracker.domain.finding import PackOverview
from mrdtracker.domain.plurals import counted
from mrdtracker.gui.presenters.form import Board, Form, Offer, echo, error
from mrdtracker.gui.presenters.pack_words import short_title
from mrdtracker.services.rulebook import LOCAL_PREFIX
from mrdtracker.services.workspace import Workspace
from mrdtracker.words import say


class NewPackForm(Form):
    """Chooses what is copied, the new id, and the file; see `Form`.

    Args:
        overviews: Packs that can be copied.
        samples: Ids of the samples that come with the program.
        source: The pack to begin with.
        folder: Where the file is put unless somebody says otherwise.
    """

    def __init__(
        self,
        overviews: Sequence[PackOverview],
        samples: Sequence[str],
        source: str,
        folder: Path,
    ) -> None:
        new_id = _local_id(source)
        file = str(folder / f"{new_id}.toml")
        super().__init__({"source": source, "id": new_id, "file": file})
        self._overviews, self._samples = tuple(overviews), tuple(samples)

    @property
    def path(self) -> Path:
        """The file as typed."""
        return Path(self.text("file")).expanduser()

    @property
    def is_touched(self) -> bool:
        """Nothing that closing would lose: all of it is chosen again in a moment."""
        return False

    def set(self, field: str, text: str) -> None:
        """Take what was typed; another source brings its id and its file along."""
        old = self.text("id")
        super().set(field, text)
        if field == "source" and old.startswith(LOCAL_PREFIX):
            super().set("id", _local_id(text))
        new = self.text("id")
        if field in ("source", "id") and new and self.path.name == f"{old}.toml":
            super().set("file", str(self.path.with_name(f"{new}.toml")))

    def choices(self, field: str) -> tuple[Offer, ...]:
        if field != "source":
            return super().choices(field)
        samples = [Offer(say("Sample: {}").format(one), one) for one in self._samples]
        packs = [
            Offer(f"{short_title(one.reference)} — {one.reference.id}", one.reference.id)
            for one in self._overviews
        ]
        return (*samples, *packs)

    def field_of(self, refusal: UserError) -> str | None:
        """What is not about the id is about the file."""
        return super().field_of(refusal) or "file"

    def _board(self) -> Board:
        board = Board()
        board.add("id", self._needed("id", say("A local id begins with 'local-'.")))
        board.add("file", self._needed("file", say("Say where the file goes.")))
        if self.text("file") and self.path.exists():
            board.add("file", error(say("There is such a file already; nothing is overwritten.")))
        elif self.text("file"):
            board.add("file", echo(say("In the folder {}").format(self.path.parent)))
        return board


def _local_id(source: str) -> str:
    return source if source.startswith(LOCAL_PREFIX) else f"{LOCAL_PREFIX}{source}"


@dataclass(frozen=True)
class CheckedFile:
    """What a check of a pack file found.

    Attributes:
        summary: What it is, or what keeps it from being used, in one sentence.
        problems: Everything that is to be mended, with its place; empty for a sound file.
        can_be_entered: True where nothing is left to do.
    """

    summary: str
    problems: tuple[Problem, ...] = ()
    can_be_entered: bool = False

    @property
    def as_text(self) -> str:
        """The whole list as text, to be sent to whoever edits the file."""
        return "\n".join((self.summary, *(str(problem) for problem in self.problems)))


def checked_file(workspace: Workspace, path: Path) -> CheckedFile:
    """Check a pack file as ``rules check`` does, with every problem and every placeholder."""
    try:
        page = workspace.rules.page_of_file(path)
    except ProblemsError as refusal:
        count = counted(len(refusal.problems), "problem")
        return CheckedFile(
            say("{} cannot be used: {}.").format(path.name, count), refusal.problems
        )
    except InvalidInputError as refusal:
        return CheckedFile(
            say("{} cannot be read.").format(path.name), (Problem("", str(refusal)),)
        )
    one = page.reference
    name = f"{one.title} ({one.id} {one.version})"
    if page.placeholders:
        return CheckedFile(
            say(
                "{} is sound, and placeholders stand in it: replace each by what your "
                "protocol document says, then take its mark out."
            ).format(name),
            tuple(Problem("placeholder", words) for words in page.placeholders),
        )
    try:
        workspace.editions.entering(path)
    except UserError as refusal:
        return CheckedFile(say("{} cannot be entered.").format(name), (Problem("", str(refusal)),))
    rules = counted(len(page.rules) + len(page.findings), "rule")
    held = say("{} checked, and all hold").format(counted(len(page.examples), "example"))
    return CheckedFile(f"{name}: {rules}; {held}.", can_be_entered=True)
