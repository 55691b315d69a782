"""What a pack asks of a case, with every other answer that its rules can tell apart."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import ROUND_CEILING, Context, Decimal
from fractions import Fraction

from mrdtracker.domain.case import PatientCase, Result
from mrdtracker.domain.mrd_value import MrdValue, ResultState
from mrdtracker.domain.notation import (
    both_notations,
    quantity_text,
    rounded_value_text,
    value_text,
)
from mrdtracker.domain.plurals import counted
from mrdtracker.domain.truth import Truth
from mrdtracker.domain.units import QuantityKind
from mrdtracker.domain.vocabulary import CnsStatus, LesionState, Lineage, Method, Specimen
from mrdtracker.rules.case_view import Availability, CaseView, Wanted
from mrdtracker.rules.cells import ANOTHER_WORD, YES, Variable, variables_of
from mrdtracker.rules.conditions import Condition
from mrdtracker.rules.facts import FACTS, EventHappened
from mrdtracker.rules.measured import MeasuredAt
from mrdtracker.rules.pack import RulePack
from mrdtracker.rules.relapse_tests import RelapseTests
from mrdtracker.rules.timepoints import Assay, Channel, TimePoint
from mrdtracker.services.what_if import (
    SCRATCH_KEY,
    Change,
    FactChange,
    FactValue,
    LesionChange,
    ResultChange,
)
from mrdtracker.words import mark, say

_SPECIMENS = {
    Specimen.BONE_MARROW: mark("marrow"),
    Specimen.PERIPHERAL_BLOOD: mark("blood"),
    Specimen.CSF: mark("CSF"),
    Specimen.OTHER: mark("sample"),
}
_USUAL_SENSITIVITY = Decimal("0.0001")
_DIGITS = Context(prec=12, rounding=ROUND_CEILING)
_NUMBERS = {
    "age": "age_years",
    "wbc": "wbc_10e9_per_l",
    "modal_number": "modal_chromosome_number",
    "dna_index": "dna_index",
}
_VOWELS = "AEIOU"
_WORDS: Mapping[str, Callable[[str], FactValue]] = {
    "cns": CnsStatus,
    "lineage": Lineage,
    "study": str,
    "arm_given": str,
}


@dataclass(frozen=True)
class OpenAnswer:
    """One answer to something that is open.

    Attributes:
        subject: What it answers; two answers of one subject exclude each other.
        head: The subject in words: "a D78 marrow (IG/TR PCR)".
        ends: Where the answer begins and ends, for an amount; None where it is none.
        said: The answer in words, for anything else.
        tail: What it would stand in place of, for a result on record.
    """

    subject: tuple[str, ...]
    changes: tuple[Change, ...]
    head: str
    said: str = ""
    ends: tuple[str, str] | None = None
    tail: str = ""

    @property
    def is_of_record(self) -> bool:
        """True where a result on record would be another one."""
        return bool(self.tail)

    @property
    def words(self) -> str:
        """Say it: "a D78 marrow (IG/TR PCR) ≥ 0.1 %"."""
        if self.ends is None:
            return f"{self.head}{self.said}{self.tail}"
        amount = say(" and ").join(filter(None, self.ends))
        if not amount:
            is_any = self.said or self.subject[-1] != Channel.MRD.value
            shown = (
                say(", whatever it shows") if is_any else say(", positive, whatever the amount")
            )
            return f"{self.head}{shown}{self.tail}"
        link = say("{}, or").format(self.said) if self.said else ""
        return f"{self.head}{link} {amount}{self.tail}"

    def is_below(self, other: OpenAnswer) -> bool:
        """True where the other is the next amount of the same subject."""
        is_amount = self.subject[0] == "reading" or self.ends is not None
        return self.subject == other.subject and is_amount and other.ends is not None

    def joined(self, other: OpenAnswer) -> OpenAnswer:
        """Return both amounts as one; the change is that of the first."""
        first, last = self.ends or ("", ""), other.ends or ("", "")
        return replace(self, ends=(first[0], last[1]))


def open_questions(pack: RulePack, case: PatientCase) -> tuple[tuple[OpenAnswer, ...], ...]:
    """Return the answers to everything that is open, time points first, one tuple for each.

    A time point whose one result is in is there too, with what it could have been. Amounts are one
    of each cell between the pack's own thresholds, and on them; a negative is one with the
    sensitivity and the markers that the time point asks for.
    """
    leaves = [
        leaf
        for condition in _conditions(pack)
        for leaf in condition.leaves()
        if not isinstance(leaf, RelapseTests | EventHappened)
    ]
    view = CaseView(pack.schedule, case, Wanted.ANSWERS)
    variables = variables_of(leaves, pack.schedule, {"study": pack.studies})
    found = [tuple(_answers(view, _Asked(key, variable))) for key, variable in variables.items()]
    found.sort(key=lambda answers: bool(answers) and answers[0].subject[0] != "reading")
    return tuple(answers for answers in found if answers)


@dataclass(frozen=True)
class _Asked:
    key: tuple[str, ...]
    variable: Variable


def _conditions(pack: RulePack) -> Iterator[Condition]:
    for scope in pack.scope:
        if scope.is_asked:
            yield scope.when
    for rule in pack.rules:
        yield rule.when


def _answers(view: CaseView, asked: _Asked) -> Iterator[OpenAnswer]:
    kind = asked.key[0]
    if kind == "reading":
        yield from _readings(view, asked)
    elif kind == "number":
        yield from _numbers(view, asked)
    elif kind == "WordIs":
        yield from _words(view.case, asked)
    elif kind == "LesionIs":
        yield from _lesions(view.case, asked)
    elif kind == "FactIs":
        yield from _facts(view.case, asked)


# --- time points --------------------------------------------------------------------------------


def _readings(view: CaseView, asked: _Asked) -> Iterator[OpenAnswer]:
    timepoint = view.schedule.named(asked.key[1])
    channel = Channel(asked.key[2])
    if timepoint is None:
        return
    assay, reading = timepoint.assays[channel], view.reading(timepoint, channel)
    if reading.availability is not Availability.THERE:
        pattern = _awaited(view, timepoint, assay)
        is_vowel = timepoint.id[:1].upper() in _VOWELS
        head = say("an {} {} ({})") if is_vowel else say("a {} {} ({})")
        words = (timepoint.id, say(_SPECIMENS[assay.specimen]), _methods(assay))
        base = OpenAnswer(asked.key, (), head.format(*words))
    elif len(reading.chosen) == 1:
        pattern = reading.chosen[0].result
        words = (timepoint.id, say(_SPECIMENS[assay.specimen]), pattern.method.words)
        tail = say(" instead of {}").format(rounded_value_text(pattern.value))
        base = OpenAnswer(asked.key, (), say("the {} {} ({})").format(*words), tail=tail)
    else:
        return
    for value, said, ends in _values(asked, assay, channel):
        result = _with_value(pattern, value, assay)
        yield replace(base, changes=(ResultChange(result),), said=said, ends=ends)


def _values(
    asked: _Asked, assay: Assay, channel: Channel
) -> Iterator[tuple[MrdValue, str, tuple[str, str] | None]]:
    """Return a good negative, then an amount of every cell, each with its words."""
    kind = assay.methods[0].kind
    if channel is Channel.MRD:
        sensitivity = min(_limits(asked, assay), default=_USUAL_SENSITIVITY)
        said = say(", negative with s ≤ {}").format(quantity_text(sensitivity, kind))
        if kind is QuantityKind.CELL_FRACTION:
            said = say(", negative with s ≤ {}").format(both_notations(sensitivity))
        if assay.min_markers:
            said = say("{} and {}").format(said, counted(assay.min_markers, "marker"))
        yield MrdValue(ResultState.NEGATIVE, kind, sensitivity=sensitivity), said, None
    for cell in asked.variable.cells:
        amount = _decimal(cell.amount)
        # A reading that is missed or not valid is no answer that a result would bring.
        if cell.is_negative or cell.is_missed or cell.is_invalid or amount is None:
            continue
        if amount > 0 or channel is not Channel.MRD:
            yield MrdValue(ResultState.QUANTIFIED, kind, value=amount), "", cell.ends


def _limits(asked: _Asked, assay: Assay) -> Iterator[Decimal]:
    """Return what a negative has to exclude: every threshold, and the sensitivity asked for."""
    for leaf in asked.variable.questions:
        if isinstance(leaf, MeasuredAt):
            yield leaf.threshold.value
    if assay.min_sensitivity is not None:
        yield assay.min_sensitivity


def _awaited(view: CaseView, timepoint: TimePoint, assay: Assay) -> Result:
    """Return the result that the time point waits for, as one that says nothing yet."""
    method = assay.methods[0]
    return Result(
        specimen=assay.specimen,
        method=method,
        value=MrdValue(ResultState.PENDING, method.kind),
        day=None if timepoint.is_by_name else timepoint.window.day,
        day_stated_in=view.schedule.convention,
        timepoint=timepoint.id,
        denominator=assay.denominators[0] if assay.denominators else None,
        key=f"{SCRATCH_KEY}{timepoint.id} {method.value}",
    )


def _with_value(pattern: Result, value: MrdValue, assay: Assay) -> Result:
    """Return a result with another value, and with the targets that the protocol asks for."""
    stated = max(pattern.markers or 0, assay.min_markers or 0) or None
    return replace(
        pattern,
        value=replace(value, kind=pattern.method.kind),
        markers=stated,
        events_positive=None,
        events_total=None,
        unit=None,
        reported_text=value_text(value),
    )


def _methods(assay: Assay) -> str:
    return say(" or ").join(Method(one).words for one in assay.methods)


# --- facts --------------------------------------------------------------------------------------


def _numbers(view: CaseView, asked: _Asked) -> Iterator[OpenAnswer]:
    name = asked.key[1]
    known = {
        "age": view.age_years,
        "wbc": view.case.patient.wbc_10e9_per_l,
        "modal_number": view.case.patient.modal_chromosome_number,
        "dna_index": view.case.patient.dna_index,
    }
    if known[name] is not None:
        return
    for cell in asked.variable.cells:
        amount = _decimal(cell.amount)
        if amount is None:
            continue
        value: FactValue = int(amount) if name == "modal_number" else amount
        yield OpenAnswer(
            asked.key, (FactChange(_NUMBERS[name], value),), asked.variable.name, ends=cell.ends
        )


def _words(case: PatientCase, asked: _Asked) -> Iterator[OpenAnswer]:
    name = asked.key[1]
    holder = case.patient if name in ("cns", "lineage") else case.course
    if getattr(holder, name) is not None:
        return
    for cell in asked.variable.cells:
        if cell.word and cell.word != ANOTHER_WORD:
            change = FactChange(name, _WORDS[name](cell.word))
            yield OpenAnswer(asked.key, (change,), asked.variable.name, f" {cell.word}")


def _facts(case: PatientCase, asked: _Asked) -> Iterator[OpenAnswer]:
    name = asked.key[1]
    if getattr(case.patient, name) is not Truth.UNKNOWN:
        return
    for cell in asked.variable.cells:
        change = FactChange(name, Truth.of(cell.word in YES))
        yield OpenAnswer(asked.key, (change,), FACTS[name], f": {cell.word}")


def _lesions(case: PatientCase, asked: _Asked) -> Iterator[OpenAnswer]:
    name = asked.key[1]
    if case.patient.lesion(name) in (LesionState.DETECTED, LesionState.NOT_DETECTED):
        return
    for cell in asked.variable.cells:
        state = LesionState.DETECTED if cell.word in YES else LesionState.NOT_DETECTED
        yield OpenAnswer(asked.key, (LesionChange(name, state),), name, f" {cell.word}")


def _decimal(amount: Fraction | None) -> Decimal | None:
    """Return an amount as a decimal number, exact or a little above: it stays in its cell."""
    if amount is None:
        return None
    return _DIGITS.divide(Decimal(amount.numerator), Decimal(amount.denominator))
