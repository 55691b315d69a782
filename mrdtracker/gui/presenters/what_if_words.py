"""What is tried, in words: each change beside the record, and what each pack makes of all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import Enum

from mrdtracker.domain.case import PatientCase, Result
from mrdtracker.domain.days import DayConvention
from mrdtracker.domain.finding import Assessment, Finding, GroupStatus
from mrdtracker.domain.notation import date_text, rounded_value_text
from mrdtracker.domain.plurals import counted
from mrdtracker.domain.truth import Truth
from mrdtracker.domain.units import canonical_text
from mrdtracker.domain.vocabulary import readable
from mrdtracker.gui.presenters.chip_text import assessment_chip, either
from mrdtracker.gui.presenters.field_words import NOT_STATED, words_of
from mrdtracker.gui.presenters.patient_texts import TRUTH_LABELS
from mrdtracker.gui.presenters.tones import ChipText, ToneName
from mrdtracker.services.smallest_changes import SmallestChange
from mrdtracker.services.what_if import (
    BeforeAndAfter,
    Change,
    FactChange,
    FactValue,
    LesionChange,
    ResultChange,
    Scratch,
)
from mrdtracker.words import mark, say

FACT_LABELS = {
    "pack": mark("Protocol"),
    "study": mark("Study variant"),
    "arm_given": mark("Arm that was given"),
    "therapy_started_on": mark("First dose"),
    "steroid_days_before_day8": mark("Steroid days before day 8"),
    "sex": mark("Sex"),
    "born_on": mark("Birth date"),
    "diagnosed_on": mark("Diagnosis date"),
    "age_years": mark("Age at diagnosis, years"),
    "age_days": mark("Age at diagnosis, days"),
    "lineage": mark("Lineage"),
    "wbc_10e9_per_l": mark("White cells, 10⁹/L"),
    "cns": mark("CNS status"),
    "modal_chromosome_number": mark("Modal chromosome number"),
    "dna_index": mark("DNA index"),
    **TRUTH_LABELS,
}
NO_BREAK = "\u00a0"
MARKS = {Truth.YES: "✓", Truth.NO: "✗", Truth.UNKNOWN: "?"}
NO_PACK = ChipText(mark("not asked"), ToneName.NEUTRAL, mark("This pack does not answer here."))


@dataclass(frozen=True)
class ChangeLine:
    """One thing that is tried: "White cells, 10⁹/L: 30 → 60"."""

    change: Change
    text: str


@dataclass(frozen=True)
class AnswerLine:
    """What one pack answers before and after.

    Attributes:
        standing: Groups still possible and what would settle them, in the scratch.
        news: Findings that came (+) or went (−).
    """

    title: str
    before: ChipText
    after: ChipText
    standing: tuple[str, ...]
    news: tuple[str, ...]


def change_lines(scratch: Scratch, convention: DayConvention) -> tuple[ChangeLine, ...]:
    """Write everything that is tried, in the order in which it was first tried."""
    return tuple(ChangeLine(one, _words(one, scratch.case, convention)) for one in scratch.changes)


def answer_lines(answers: Sequence[BeforeAndAfter]) -> tuple[AnswerLine, ...]:
    """Write the child's own pack, and every other one whose answer differs."""
    return tuple(_answer(one) for place, one in enumerate(answers) if place == 0 or one.is_changed)


def result_words(result: Result, case: PatientCase, convention: DayConvention) -> str:
    """Name a result: "D33 BM IG/TR PCR IGH 0.05 %"; two targets of one tube are told apart."""
    day = result.day_in(convention, case.course.timeline(convention))
    when = f"D{day}" if day is not None else result.timepoint or ""
    marks = ", ".join(words_of(one) for one in result.quality)
    value = rounded_value_text(result.value)
    parts = (when, result.specimen.value, result.method.words, result.target, value)
    named = " ".join(part for part in parts if part)
    more = counted(result.markers, "marker") if result.markers else ""
    return ", ".join(part for part in (named, more, marks) if part)


def smallest_text(one: SmallestChange) -> str:
    """Write a smallest change on lines of its own: what would be known, then what follows."""
    known = [f"{words[:1].upper()}{words[1:]}" for words in one.answers]
    lines = "\n".join((*known, f"→ {readable(one.outcome.words)}"))
    return lines.replace(" %", f"{NO_BREAK}%").replace(" /µL", f"{NO_BREAK}/µL")


def fact_text(value: FactValue) -> str:
    """Write a fact as the forms show it; nothing is "not stated"."""
    if value is None or value is Truth.UNKNOWN:
        return say(NOT_STATED)
    if isinstance(value, Enum):
        return words_of(value)
    if isinstance(value, date):
        return date_text(value)
    return canonical_text(Decimal(value)) if isinstance(value, int | Decimal) else value


def _words(change: Change, case: PatientCase, convention: DayConvention) -> str:
    if isinstance(change, FactChange):
        holder = case.patient if hasattr(case.patient, change.name) else case.course
        before = fact_text(getattr(holder, change.name))
        return f"{say(FACT_LABELS[change.name])}: {before} → {fact_text(change.value)}"
    if isinstance(change, LesionChange):
        before = fact_text(case.patient.lesion(change.lesion))
        return f"{change.lesion}: {before} → {fact_text(change.state)}"
    key = change.subject[1]
    known = next((one for one in case.results if one.key == key), None)
    before = result_words(known, case, convention) if known is not None else ""
    if not isinstance(change, ResultChange):
        return say("Left out: {}").format(before)
    after = result_words(change.result, case, convention)
    return f"{before} → {after}" if before else say("Added: {}").format(after)


def _answer(answer: BeforeAndAfter) -> AnswerLine:
    one = answer.after or answer.before
    title = one.pack.said if one is not None else answer.pack_id
    came = [_finding("+", finding) for finding in answer.new_findings]
    # What could not be said before is no loss; what it waited for stands above.
    gone = [one for one in answer.gone_findings if one.answer is Truth.YES]
    went = [_finding("−", finding) for finding in gone]
    return AnswerLine(
        title,
        assessment_chip(answer.before) if answer.before is not None else NO_PACK.said,
        assessment_chip(answer.after) if answer.after is not None else NO_PACK.said,
        tuple(_standing(answer.after)) if answer.after is not None else (),
        tuple(dict.fromkeys((*came, *went))) if answer.before and answer.after else (),
    )


def _standing(assessment: Assessment) -> list[str]:
    lines = []
    if assessment.status is GroupStatus.INDETERMINATE and assessment.possible:
        names = [one.replace("_", " ") for one in assessment.possible]
        lines.append(say("Possible: {}").format(either(names)))
    lines.extend(say("Needs: {}").format(readable(need)) for need in assessment.needs)
    return lines


def _finding(sign: str, finding: Finding) -> str:
    return readable(f"{sign} {MARKS[finding.answer]} {finding.says}")
