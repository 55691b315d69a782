"""What the rules say on a report: the group, the findings with their sources, what is missing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from mrdtracker.domain.due import Due, DueState
from mrdtracker.domain.finding import Assessment, Finding, FindingKind, Flag, Source
from mrdtracker.domain.notation import date_text
from mrdtracker.domain.truth import Truth
from mrdtracker.domain.vocabulary import readable
from mrdtracker.rules.explain import MARKS, NOT_REACHED, sentence
from mrdtracker.services.assessment import PatientView
from mrdtracker.services.due import DueLine
from mrdtracker.words import mark, say, say_code

NOT_KNOWN = "unknown"
NO_GROUP = mark("No group")
_NO_SOURCE = mark("no published source: the program's own check")
# What asks for a sample or for a result; the rest of the schedule is not news.
_MISSING = (DueState.OVERDUE, DueState.DUE, DueState.OPEN, DueState.RECEIVED, DueState.MISSED)


@dataclass(frozen=True)
class GroupLine:
    """The group as the page begins with it.

    Attributes:
        word: The group, or that there is none.
        tone: "high", "intermediate", "low", "info", or "unknown" where no group is assigned.
        says: The outcome in one sentence.
        possible: Groups that the facts leave open; empty where one is assigned.
        ruled_out: Groups that the facts exclude.
    """

    word: str
    status: str
    tone: str
    says: str
    possible: str = ""
    ruled_out: str = ""


@dataclass(frozen=True)
class FindingLine:
    """One thing that holds, with where it was published.

    Attributes:
        number: By which the table of results names it.
        asked_by: The packs that say it.
    """

    number: int
    tone: str
    says: str
    rule: str
    asked_by: str
    source: str
    quote: str = ""


@dataclass(frozen=True)
class Explained:
    """One question with its steps, for the long form."""

    mark: str
    says: str
    rule: str
    steps: tuple[str, ...]
    source: str
    quote: str


def group_line(view: PatientView) -> GroupLine:
    """Say the group of the patient's own protocol, or why none can be said."""
    main = view.main
    if main is None:
        return GroupLine(say(NO_GROUP), say("not known"), NOT_KNOWN, _why_no_rules(view))
    says, status = readable(sentence(main)), say_code(main.status)
    ruled_out = ", ".join(main.ruled_out)
    if main.assigned is None:
        open_groups = main.possible
        if open_groups and Flag.PUBLISHED_GAP in main.flags:
            open_groups = (*open_groups, say("or no published group"))
        return GroupLine(say(NO_GROUP), status, NOT_KNOWN, says, ", ".join(open_groups), ruled_out)
    return GroupLine(main.assigned, status, _tone(main), says, "", ruled_out)


def finding_lines(view: PatientView) -> tuple[FindingLine, ...]:
    """Write what holds, each once however many packs say it; quality has its own place."""
    lines = []
    for number, (findings, packs) in enumerate(_held(view), 1):
        finding = findings[0]
        source = finding.source
        lines.append(
            FindingLine(
                number=number,
                tone=finding.level.value,
                says=readable(finding.says),
                rule=finding.rule,
                asked_by=", ".join(packs),
                source=_source(source),
                quote=source.quote if source is not None else "",
            )
        )
    return tuple(lines)


def seen_in(view: PatientView) -> Mapping[str, str]:
    """Return for every result the numbers of the findings that used it.

    Two results of one amount are said in one sentence, and its number stands beside both.
    """
    used: dict[str, list[str]] = {}
    for number, (findings, _) in enumerate(_held(view), 1):
        keys = [key for finding in findings for key in finding.result_keys]
        keys += [key for finding in findings for step in finding.trace for key in step.result_keys]
        for key in dict.fromkeys(keys):
            used.setdefault(key, []).append(str(number))
    return MappingProxyType({key: ", ".join(numbers) for key, numbers in used.items()})


def quality_findings(view: PatientView) -> tuple[str, ...]:
    """Say what the rules hold against a sample or a result, each once."""
    return tuple(
        dict.fromkeys(
            readable(finding.says)
            for assessment in view.assessments
            for finding in assessment.findings
            if finding.kind is FindingKind.QUALITY and finding.answer is Truth.YES
        )
    )


def needs(view: PatientView) -> tuple[str, ...]:
    """Name what would settle the group, the most decisive first."""
    return tuple(map(readable, view.main.needs)) if view.main is not None else ()


def due_words(lines: tuple[DueLine, ...]) -> tuple[str, ...]:
    """Name the expected samples that are not there, and those without a result."""
    return tuple(
        _due(line.sample) for line in lines if line.sample and line.sample.state in _MISSING
    )


def explained(assessment: Assessment) -> tuple[Explained, ...]:
    """Write every question of a pack with its steps; nothing is evaluated again."""
    return tuple(
        Explained(
            mark=MARKS[finding.answer],
            says=readable(finding.says),
            rule=f"{finding.rule}, {say_code(finding.kind)}, {say_code(finding.level)}",
            steps=tuple(_steps(finding)),
            source=_source(finding.source),
            quote=finding.source.quote if finding.source is not None else "",
        )
        for finding in assessment.findings
    )


def _held(view: PatientView) -> list[tuple[list[Finding], list[str]]]:
    """Return the findings that hold with the packs that say them, in the packs' order.

    Those that say the same by the same source are one line.
    """
    held: dict[tuple[str, str], tuple[list[Finding], list[str]]] = {}
    for assessment in view.assessments:
        for finding in assessment.findings:
            if finding.answer is not Truth.YES or finding.kind is FindingKind.QUALITY:
                continue
            key = (finding.says, _source(finding.source))
            findings, packs = held.setdefault(key, ([], []))
            findings.append(finding)
            if assessment.pack.id not in packs:
                packs.append(assessment.pack.id)
    return list(held.values())


def _tone(assessment: Assessment) -> str:
    decided = (
        finding.level.value
        for finding in assessment.findings
        if finding.group == assessment.assigned and finding.answer is Truth.YES
    )
    return next(decided, "info")


def _why_no_rules(view: PatientView) -> str:
    patient = view.file.patient
    if patient.course.pack:
        return say("The rules of {} are not available here, so no group can be said.").format(
            patient.course.pack
        )
    if patient.protocol_text:
        return say("No rule pack stands for “{}”, so no group can be said.").format(
            patient.protocol_text
        )
    return say("No protocol is recorded, so no group can be said.")


def _source(source: Source | None) -> str:
    if source is None:
        return say(_NO_SOURCE)
    return say("{} (certainty {})").format(source.citation, source.certainty.value)


def _steps(finding: Finding) -> Iterator[str]:
    for step in finding.trace:
        if not step.is_reached:
            yield say("{} {} not reached").format(NOT_REACHED, readable(step.asked))
            continue
        settled = (
            say(" · needs {}").format(readable(step.would_settle)) if step.would_settle else ""
        )
        yield f"{MARKS[step.answer]} {readable(step.asked)} {readable(step.observed)}{settled}"


def _due(sample: Due) -> str:
    point, expected = sample.expected.point, sample.expected
    asked = sample.waiting_for or point.assays
    methods = say(" and ").join(say(" or ").join(one.words for one in of) for of in asked)
    name = f"{readable(point.timepoint)} {point.specimen.value}"
    what = f"{name}, {methods}" if methods else name
    closes = (
        say(" until {}").format(date_text(expected.closes)) if expected.closes is not None else ""
    )
    words = {
        DueState.OVERDUE: say("no sample, and the window was open{}").format(closes),
        DueState.DUE: say("due since {}, window open{}").format(
            date_text(expected.target), closes
        ),
        DueState.OPEN: say("window open{}, target {}").format(closes, date_text(expected.target)),
        DueState.RECEIVED: say("sample received, result missing"),
        DueState.MISSED: say("not done: {}").format(sample.reason),
    }
    return f"{what}: {words[sample.state]}"
