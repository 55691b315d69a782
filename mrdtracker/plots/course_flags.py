"""The mark beside a result that a finding used: shape and word, which the colour repeats.

Marked is what a person must not overlook: a group, a class or a threshold that calls for action,
an alert, a doubt. That a result is positive is what its own mark shows already, by its shape and
its height; said once more beside each of forty points it would drown the two that matter. Such a
finding is still said in the tooltip and in the table.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum

from mrdtracker.domain.finding import Assessment, Finding, FindingKind, Flag, Level
from mrdtracker.domain.truth import Truth
from mrdtracker.words import mark, say


class FlagShape(IntEnum):
    """How loud a mark is; the loudest one of a result is drawn, and SAID is only said."""

    SAID = 0
    LOW = 1
    INTERMEDIATE = 2
    UNKNOWN = 3
    HIGH = 4


@dataclass(frozen=True)
class FlagMark:
    """The loudest thing that was said with a result.

    Attributes:
        text: The group or flag that it stands for.
        says: The finding's own sentences, for the tooltip.
    """

    shape: FlagShape
    text: str
    says: tuple[str, ...]


_SHAPES = {
    Level.HIGH: FlagShape.HIGH,
    Level.INTERMEDIATE: FlagShape.INTERMEDIATE,
    Level.LOW: FlagShape.LOW,
}
_SHORT = {
    Flag.M1: "M1",
    Flag.M2: "M2",
    Flag.M3: "M3",
    Flag.PGR: "PGR",
    Flag.PPR: "PPR",
    Flag.NO_CR: mark("no CR"),
    Flag.CONFIRM_BY_FLOW: mark("confirm"),
    Flag.CONFIRM: mark("confirm"),
    Flag.MRD_REAPPEARANCE_CONFIRM: mark("reappeared"),
    Flag.RELAPSE: mark("relapse"),
    Flag.DISCORDANT_METHODS: mark("discordant"),
}
_WORDS = {
    FlagShape.HIGH: mark("high"),
    FlagShape.INTERMEDIATE: mark("intermediate"),
    FlagShape.LOW: mark("low"),
    FlagShape.UNKNOWN: mark("unknown"),
}


def flags_of(assessments: Sequence[Assessment]) -> Mapping[str, FlagMark]:
    """Return one mark per result key, for every result that decided or left open a finding."""
    marks: dict[str, FlagMark] = {}
    for finding in (one for assessment in assessments for one in assessment.findings):
        found = _mark(finding)
        if found is None:
            continue
        for key in _keys(finding):
            known = marks.get(key)
            marks[key] = found if known is None else _louder(known, found)
    return marks


def _mark(finding: Finding) -> FlagMark | None:
    if finding.level is Level.INFO or finding.answer is Truth.NO:
        return None
    if finding.answer is Truth.UNKNOWN:
        return FlagMark(FlagShape.UNKNOWN, say(_WORDS[FlagShape.UNKNOWN]), (finding.says,))
    if _restates_the_result(finding):
        return FlagMark(FlagShape.SAID, "", (finding.says,))
    shape = _SHAPES[finding.level]
    return FlagMark(shape, _short_text(finding, shape), (finding.says,))


def _restates_the_result(finding: Finding) -> bool:
    """Answer whether a finding says of each result no more than that it is positive."""
    is_loud = finding.level is Level.HIGH or finding.kind is FindingKind.ALERT
    if is_loud or finding.group:
        return False
    return finding.flags == (Flag.MRD_POSITIVE,)


def _short_text(finding: Finding, shape: FlagShape) -> str:
    if finding.group:
        return finding.group.replace("_", " ")
    short = [_SHORT[flag] for flag in finding.flags if flag in _SHORT]
    return say(short[0] if short else _WORDS[shape])


def _keys(finding: Finding) -> tuple[str, ...]:
    """Return the results behind a finding; for an open one, those that left it open.

    Where only another time point is missing, nothing is doubtful about the results that are in.
    """
    if finding.answer is not Truth.UNKNOWN or not finding.trace:
        return finding.result_keys
    doubtful = {
        key
        for step in finding.trace
        if step.answer is Truth.UNKNOWN and step.is_reached
        for key in step.result_keys
    }
    return tuple(key for key in finding.result_keys if key in doubtful)


def _louder(known: FlagMark, other: FlagMark) -> FlagMark:
    loud = known if known.shape >= other.shape else other
    says = known.says + tuple(text for text in other.says if text not in known.says)
    return FlagMark(loud.shape, loud.text, says)
