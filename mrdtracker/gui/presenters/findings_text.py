"""Why a child is or is not flagged: the engine's answers as sentences, clauses and sources.

Nothing is evaluated again here; what a finding's trace does not hold is not said.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from mrdtracker.domain.finding import Assessment, Certainty, Finding, FindingKind, Source, Step
from mrdtracker.domain.truth import Truth
from mrdtracker.domain.vocabulary import readable
from mrdtracker.gui.presenters.chip_text import (
    FLAG_WORDS,
    STATUS_SENTENCES,
    answer_tone,
    assessment_chip,
)
from mrdtracker.gui.presenters.tones import ChipText, ToneName
from mrdtracker.words import mark, say

DIGEST_SHOWN = 12
MARKS = {Truth.YES: "✓", Truth.NO: "✗", Truth.UNKNOWN: "?"}
NOT_REACHED = "○"
ANSWER_WORDS = {
    Truth.YES: mark("met"),
    Truth.NO: mark("not met"),
    Truth.UNKNOWN: mark("cannot be said"),
}
CERTAINTY_WORDS = {
    Certainty.A: "",
    Certainty.B: mark("general knowledge, not seen in a source"),
    Certainty.C: mark("unsure: shown, assigns nothing"),
}
_KIND_ORDER = (
    FindingKind.RISK,
    FindingKind.ALERT,
    FindingKind.RESPONSE,
    FindingKind.GAP,
    FindingKind.QUALITY,
)
_ANSWER_ORDER = (Truth.YES, Truth.UNKNOWN, Truth.NO)


@dataclass(frozen=True)
class ClauseText:
    """One question of a rule.

    Attributes:
        mark: ✓ met, ✗ not met, ? cannot be said, ○ not reached.
        answer: The same in a word.
    """

    mark: str
    answer: str
    asked: str
    observed: str
    would_settle: str
    result_keys: tuple[str, ...]
    is_reached: bool
    truth: Truth


@dataclass(frozen=True)
class FindingText:
    """One answered rule.

    Attributes:
        name: Identifies the finding on the page.
        mark: The answer's mark.
        source: Citation and certainty in one line, or an empty text.
    """

    name: str
    mark: str
    sentence: str
    tone: ToneName
    answer: Truth
    rule: str
    clauses: tuple[ClauseText, ...]
    flags: tuple[str, ...]
    source: str
    quote: str
    result_keys: tuple[str, ...]


@dataclass(frozen=True)
class PackText:
    """What one pack answered.

    Attributes:
        reference: Id, version and the first twelve digits of the digest.
        sentence: The status in a sentence.
        met: Findings that answered yes, loudest first.
        open: Findings that cannot be said.
        noted: Findings that answered yes and only inform.
        not_met: Findings that answered no.
    """

    id: str
    title: str
    reference: str
    group: ChipText
    sentence: str
    ruled_out: tuple[str, ...]
    needs: tuple[str, ...]
    met: tuple[FindingText, ...]
    open: tuple[FindingText, ...]
    noted: tuple[FindingText, ...]
    not_met: tuple[FindingText, ...]

    @property
    def findings(self) -> tuple[FindingText, ...]:
        """All findings in the order they are read."""
        return (*self.met, *self.open, *self.noted, *self.not_met)


def explanation_of(assessments: Sequence[Assessment]) -> tuple[PackText, ...]:
    """Write every pack's answers, in the given order: the patient's own pack first."""
    return tuple(_pack(assessment) for assessment in assessments)


def findings_about(packs: Sequence[PackText], keys: frozenset[str]) -> tuple[FindingText, ...]:
    """Return the findings that used any of these results, as they are read."""
    return tuple(
        finding for pack in packs for finding in pack.findings if keys & set(finding.result_keys)
    )


def first_expanded(packs: Sequence[PackText]) -> str:
    """Return the name of the finding that is open at first: the one that decides the group."""
    for pack in packs:
        for finding in (*pack.met, *pack.open, *pack.noted):
            return finding.name
    return ""


def _pack(assessment: Assessment) -> PackText:
    pack = assessment.pack
    texts = [_finding(pack.id, place, one) for place, one in _ordered(assessment)]
    yes = [one for one in texts if one.answer is Truth.YES]
    return PackText(
        id=pack.id,
        title=pack.said,
        reference=f"{pack.id} {pack.version} · {pack.sha256[:DIGEST_SHOWN]}",
        group=assessment_chip(assessment),
        sentence=say(STATUS_SENTENCES[assessment.status]),
        ruled_out=assessment.ruled_out,
        needs=tuple(map(readable, assessment.needs)),
        met=tuple(one for one in yes if one.tone is not ToneName.NEUTRAL),
        open=tuple(one for one in texts if one.answer is Truth.UNKNOWN),
        noted=tuple(one for one in yes if one.tone is ToneName.NEUTRAL),
        not_met=tuple(one for one in texts if one.answer is Truth.NO),
    )


def _ordered(assessment: Assessment) -> list[tuple[int, Finding]]:
    return sorted(
        enumerate(assessment.findings), key=lambda pair: _loudness(pair[0], pair[1], assessment)
    )


def _loudness(place: int, finding: Finding, assessment: Assessment) -> tuple[int, int, int, int]:
    decides = finding.group is not None and finding.group == assessment.assigned
    tones = list(ToneName)
    return (
        _ANSWER_ORDER.index(finding.answer),
        0 if decides and finding.answer is Truth.YES else 1,
        tones.index(answer_tone(finding.level, finding.answer)) * len(_KIND_ORDER)
        + _KIND_ORDER.index(finding.kind),
        place,
    )


def _finding(pack_id: str, place: int, finding: Finding) -> FindingText:
    keys = dict.fromkeys(
        (*finding.result_keys, *(key for step in finding.trace for key in step.result_keys))
    )
    return FindingText(
        name=f"{pack_id}/{finding.rule}/{place}",
        mark=MARKS[finding.answer],
        sentence=readable(finding.says),
        tone=answer_tone(finding.level, finding.answer),
        answer=finding.answer,
        rule=finding.rule,
        clauses=tuple(_clause(step) for step in finding.trace),
        flags=tuple(say(FLAG_WORDS[flag]) for flag in finding.flags),
        source=_source(finding.source),
        quote=finding.source.quote if finding.source is not None else "",
        result_keys=tuple(keys),
    )


def _clause(step: Step) -> ClauseText:
    return ClauseText(
        mark=MARKS[step.answer] if step.is_reached else NOT_REACHED,
        answer=say(ANSWER_WORDS[step.answer]) if step.is_reached else say("not reached"),
        asked=readable(step.asked),
        observed=readable(step.observed) if step.is_reached else "",
        would_settle=readable(step.would_settle) if step.is_reached else "",
        result_keys=step.result_keys,
        is_reached=step.is_reached,
        truth=step.answer,
    )


def _source(source: Source | None) -> str:
    if source is None:
        return ""
    doubt = say(CERTAINTY_WORDS[source.certainty])
    return f"{source.citation} ({doubt})" if doubt else source.citation
