"""What adopting an edition would change: one line for every patient, old beside new."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from mrdtracker.domain.finding import Flag, GroupStatus
from mrdtracker.domain.plurals import counted
from mrdtracker.domain.vocabulary import readable
from mrdtracker.gui.presenters.chip_text import FLAG_WORDS, STATUS_WORDS
from mrdtracker.services.edition_changes import Answer, ChangedPatient
from mrdtracker.services.editions import Comparison
from mrdtracker.words import say

EVERYTHING = ""


@dataclass(frozen=True)
class AdoptionLine:
    """One patient whose answer would change.

    Attributes:
        what: What differs: "group, flags".
        stays: Whether the old edition goes on answering for this patient.
    """

    patient_id: str
    code: str
    old: str
    new: str
    what: str
    rules: str
    kinds: tuple[str, ...]
    stays: bool = False

    @property
    def stay_words(self) -> str:
        """What stands in the column of those who stay."""
        return say("✓ keeps the old") if self.stays else ""


def lines_of(comparison: Comparison, staying: frozenset[str]) -> tuple[AdoptionLine, ...]:
    """Write every changed patient; those who stay are marked."""
    return tuple(_line(one, staying) for one in comparison.changed)


def found(lines: Sequence[AdoptionLine], search: str, kind: str) -> tuple[AdoptionLine, ...]:
    """Return the lines of a kind of change in which every word of the search stands."""
    words = search.casefold().split()
    return tuple(
        line
        for line in lines
        if (kind == EVERYTHING or kind in line.kinds)
        and all(
            word in f"{line.code} {line.old} {line.new} {line.rules}".casefold() for word in words
        )
    )


def kinds_of(lines: Sequence[AdoptionLine]) -> tuple[str, ...]:
    """Return what changes at all, in the order of weight."""
    kinds = {kind for line in lines for kind in line.kinds}
    return tuple(
        one for one in ("group", "status", "possible", "flags", "findings") if one in kinds
    )


def result_words(comparison: Comparison, staying: int) -> str:
    """Say what the comparison found: "3 of 7 patients change, 1 of them keeps the old edition"."""
    if not comparison.changed:
        return say("No answer changes ({} compared).").format(
            counted(comparison.compared, "patient")
        )
    changed = len(comparison.changed)
    template = say("{} of {} changes") if changed == 1 else say("{} of {} change")
    words = template.format(changed, counted(comparison.compared, "patient"))
    if staying:
        keeping = say(", {} of them keep the old edition")
        if staying == 1:
            keeping = say(", {} of them keeps the old edition")
        words += keeping.format(staying)
    return f"{words}."


def _line(one: ChangedPatient, staying: frozenset[str]) -> AdoptionLine:
    return AdoptionLine(
        patient_id=one.patient_id,
        code=one.code,
        old=answer_words(one.old, one.new),
        new=answer_words(one.new, one.old),
        what=", ".join(_said(one.changed)),
        rules=", ".join(one.rules),
        kinds=one.changed,
        stays=one.patient_id in staying,
    )


def _said(changed: Sequence[str]) -> tuple[str, ...]:
    """Leave out what goes without saying: another group is another list of possible ones."""
    implied = {"possible", "findings"} if "group" in changed else set()
    return tuple(kind for kind in changed if kind not in implied)


def answer_words(answer: Answer, other: Answer) -> str:
    """Write the outcome, and the flags and findings that the other edition does not give."""
    status = say(STATUS_WORDS[GroupStatus(answer.status)])
    group = answer.group or "/".join(answer.possible) or say("no group")
    parts = [f"{readable(group)} ({status})"]
    own = [say(FLAG_WORDS[Flag(one)]) for one in answer.flags if one not in other.flags]
    if own:
        parts.append(f"flags: {', '.join(own)}")
    if (answer.group, answer.status, answer.possible, answer.flags) == (
        other.group,
        other.status,
        other.possible,
        other.flags,
    ):
        parts.extend(one for one in answer.findings if one not in other.findings)
    return "; ".join(parts)
