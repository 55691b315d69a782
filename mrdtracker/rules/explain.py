"""Writes an assessment out in words: the sentence first, then every question with its answer."""

from __future__ import annotations

from collections.abc import Iterator

from mrdtracker.domain.finding import (
    Assessment,
    Finding,
    FindingKind,
    Flag,
    GroupStatus,
    PackReference,
    Source,
    Step,
)
from mrdtracker.domain.truth import Truth
from mrdtracker.words import mark, say

DIGEST_SHOWN = 12
MARKS = {Truth.YES: "✓", Truth.NO: "✗", Truth.UNKNOWN: "?"}
NOT_REACHED = "○"
_STATUS_WORDS = {
    GroupStatus.FINAL: mark("final"),
    GroupStatus.PROVISIONAL: mark("provisional: a result or fact that is still open can move it"),
    GroupStatus.INDETERMINATE: mark(
        "more than the facts at hand would be needed to say one group"
    ),
    GroupStatus.PUBLISHED_GAP: mark("the published rules put this case in no group"),
    GroupStatus.BOUNDARY_UNDEFINED: mark(
        "a value lies where the published operators leave a hole"
    ),
    GroupStatus.OUT_OF_SCOPE: mark("the protocol has no group for this patient"),
    GroupStatus.DISPLAY_ONLY: mark("this pack shows findings and assigns no group"),
}


def explain(assessment: Assessment) -> str:
    """Write an assessment as plain text; it evaluates nothing again."""
    lines = [sentence(assessment)]
    if assessment.possible and assessment.assigned is None:
        no_group = (say("or no published group"),) * (Flag.PUBLISHED_GAP in assessment.flags)
        lines.append(
            say("Still possible: {}.").format(", ".join((*assessment.possible, *no_group)))
        )
    if assessment.ruled_out and assessment.possible:
        lines.append(say("Ruled out: {}.").format(", ".join(assessment.ruled_out)))
    if assessment.needs:
        lines.append(say("What would settle it:"))
        lines.extend(f"  - {need}" for need in assessment.needs)
    if assessment.flags:
        lines.append(say("Flags: {}").format(", ".join(flag.value for flag in assessment.flags)))
    for finding in assessment.findings:
        lines.extend(("", *_finding_lines(finding)))
    lines.extend(("", _edition(assessment.pack)))
    return "\n".join(lines)


def sentence(assessment: Assessment) -> str:
    """Say the outcome in one sentence."""
    title = assessment.pack.said
    status = say(_STATUS_WORDS[assessment.status])
    if assessment.assigned is None:
        return say("{}: no group assigned; {}.").format(title, status)
    reason = next(
        (
            finding.says
            for finding in assessment.findings
            if finding.group == assessment.assigned
            and finding.answer is Truth.YES
            and finding.kind is FindingKind.RISK
        ),
        "",
    )
    return f"{title}: {assessment.assigned} ({status}). {reason}".strip()


def _finding_lines(finding: Finding) -> Iterator[str]:
    flags = f"  [{', '.join(flag.value for flag in finding.flags)}]" if finding.flags else ""
    yield f"{MARKS[finding.answer]} {finding.says}{flags}"
    yield say("    rule {}, {}, {}").format(finding.rule, finding.kind.value, finding.level.value)
    for step in finding.trace:
        yield from _step_lines(step)
    if finding.source is not None:
        yield say("    source: {}").format(_source_text(finding.source))


def _step_lines(step: Step) -> Iterator[str]:
    sign = MARKS[step.answer] if step.is_reached else NOT_REACHED
    yield f"    {sign} {step.asked} {step.observed}"
    if step.would_settle and step.is_reached:
        yield say("        needs: {}").format(step.would_settle)


def _source_text(source: Source) -> str:
    quote = f" “{source.quote}”" if source.quote else ""
    return say("{}, {} (certainty {}){}").format(
        source.key, source.citation, source.certainty.value, quote
    )


def _edition(pack: PackReference) -> str:
    return say("{} {}, sha256 {}, {}").format(
        pack.id, pack.version, pack.sha256[:DIGEST_SHOWN], pack.state.value
    )
