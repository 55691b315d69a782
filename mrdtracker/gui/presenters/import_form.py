"""What an import shows before and after it is applied, in words and lines."""

from __future__ import annotations

from dataclasses import dataclass

from mrdtracker.domain.import_plan import ImportPlan, ImportPreview, RowAction
from mrdtracker.domain.plurals import counted
from mrdtracker.words import mark, say

MOST_LINES = 2_000
NOTHING_NEW = mark("This file says nothing new.")
UNDO = mark("Ctrl+Z takes it back.")
_ACTION_WORDS = {
    RowAction.NEW: mark("new"),
    RowAction.CHANGED: mark("changed"),
    RowAction.SAME: mark("same"),
    RowAction.VOIDED: mark("voided"),
}


@dataclass(frozen=True)
class ChangeLine:
    """One line of the table of changes."""

    action: str
    patient: str
    what: str
    before: str
    after: str


@dataclass(frozen=True)
class ProblemLine:
    """One line of the table of problems."""

    line: int
    column: str
    text: str


class ImportForm:
    """A preview, and whether it may be applied.

    Attributes:
        leaves_out: True once the person chose to leave out the lines with problems.
    """

    def __init__(self, preview: ImportPreview) -> None:
        self.preview = preview
        self.leaves_out = False

    @property
    def plan(self) -> ImportPlan:
        """The table as the mapping reads it."""
        return self.preview.plan

    @property
    def summary(self) -> str:
        """Say what applying would do, in counts."""
        shown = self.preview
        if shown.is_nothing_to_do and not self.plan.problems:
            return " ".join((say(NOTHING_NEW), *self._voided_sentence))
        parts = (
            counted(shown.new_patients, "new patient"),
            counted(shown.new_results, "new result"),
            counted(shown.new_events, "new event") if shown.new_events else "",
            say("{} changed").format(shown.changed),
            say("{} the same").format(shown.same),
            shown.voided_words,
        )
        return " · ".join(part for part in parts if part)

    @property
    def changes(self) -> tuple[ChangeLine, ...]:
        """The lines of the table of changes, as many as a person would look through."""
        return tuple(
            ChangeLine(
                say(_ACTION_WORDS[one.action]), one.patient_code, one.what, one.before, one.after
            )
            for one in self.preview.changes[:MOST_LINES]
        )

    @property
    def changes_title(self) -> str:
        """Name the table of changes, with how many it shows."""
        return _title(say("Changes"), len(self.preview.changes))

    @property
    def problems(self) -> tuple[ProblemLine, ...]:
        """The lines of the table of problems."""
        return tuple(
            ProblemLine(one.line, one.column, one.text) for one in self.plan.problems[:MOST_LINES]
        )

    @property
    def problems_title(self) -> str:
        """Name the table of problems, with how many it shows."""
        return _title(say("Problems"), len(self.plan.problems))

    @property
    def bad_lines(self) -> int:
        """How many lines of the file have a problem."""
        return len({one.line for one in self.plan.problems})

    @property
    def leave_out_label(self) -> str:
        """What the box says that lets the good lines through."""
        if self.bad_lines == 1:
            return say("&Leave out the 1 line with problems")
        return say("&Leave out the {} lines with problems").format(self.bad_lines)

    @property
    def can_apply(self) -> bool:
        """True where there is something to write, and nothing unanswered."""
        return not self.preview.is_nothing_to_do and not self.why_not

    @property
    def why_not(self) -> str:
        """Say what stands in the way of applying; empty where nothing does."""
        if self.plan.problems and not self.leaves_out:
            lines = counted(self.bad_lines, "line")
            return say(
                "{} cannot be taken. Correct the file, or choose to leave them out; "
                "nothing was written."
            ).format(lines)
        return ""

    @property
    def apply_label(self) -> str:
        """What the button says: what would be imported."""
        if self.preview.is_nothing_to_do:
            return say("&Import")
        return say("&Import {}").format(self._amount())

    @property
    def result_text(self) -> str:
        """Say what was done, once it was."""
        if self.preview.is_nothing_to_do:
            return say(NOTHING_NEW)
        left_out = ""
        if self.bad_lines:
            lines = counted(self.bad_lines, "line was", "lines were")
            left_out = say(" {} left out.").format(lines)
        return say("{} imported.{} {}").format(self._amount(), left_out, say(UNDO))

    @property
    def problems_text(self) -> str:
        """All problems as text, for a letter to whoever made the file."""
        lines = (f"{one.line}\t{one.column}\t{one.text}" for one in self.plan.problems)
        titles = "\t".join((say("Line"), say("Column"), say("Problem")))
        return "\n".join((self.plan.file_name, titles, *lines))

    @property
    def _voided_sentence(self) -> tuple[str, ...]:
        words = self.preview.voided_words
        return (f"{words}.",) if words else ()

    def _amount(self) -> str:
        shown = self.preview
        counts = (
            counted(shown.new_patients, "patient") if shown.new_patients else "",
            counted(shown.new_results, "result") if shown.new_results else "",
            counted(shown.new_events, "event") if shown.new_events else "",
            counted(shown.changed, "change") if shown.changed else "",
        )
        parts = [words for words in counts if words]
        return say(" and ").join([", ".join(parts[:-1]), parts[-1]] if len(parts) > 1 else parts)


def _title(words: str, total: int) -> str:
    return (
        f"{words} ({total})"
        if total <= MOST_LINES
        else say("{} ({} of {})").format(words, MOST_LINES, total)
    )
