"""Questions about the child and the course: age, white cells, lesions, lineage, study, events."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import ROUND_FLOOR, Context, Decimal

from mrdtracker.domain.case import PatientCase, PatientFacts
from mrdtracker.domain.truth import Truth, negate
from mrdtracker.domain.units import canonical_text
from mrdtracker.domain.vocabulary import EventKind, LesionState
from mrdtracker.rules.case_view import Answer, CaseView, Need, Trace
from mrdtracker.rules.conditions import Condition, Leaf, settled
from mrdtracker.rules.placement import PlacedResult
from mrdtracker.rules.thresholds import (
    CHROMOSOMES,
    DNA_INDEX,
    WHITE_CELLS,
    YEARS,
    Scale,
    Threshold,
)
from mrdtracker.words import mark, said_once, say, say_code

MONTHS = Scale({"months": 0}, mark("months"))
NUMBERS = {
    "age": (mark("Age at diagnosis"), YEARS),
    "age_months": (mark("Age at diagnosis"), MONTHS),
    "wbc": (mark("White cells before treatment"), WHITE_CELLS),
    "modal_number": (mark("Modal chromosome number"), CHROMOSOMES),
    "dna_index": (mark("DNA index"), DNA_INDEX),
}
WORDS = {
    "cns": (mark("CNS status"), frozenset({"CNS1", "CNS2", "CNS3"})),
    "lineage": (mark("Lineage"), frozenset({"B", "T", "MPAL"})),
    "study": (mark("Study"), None),
    "arm_given": (mark("Induction that was given"), None),
}
FACTS = {
    "testicular": mark("Testicular involvement"),
    "mediastinal_mass": mark("Mediastinal mass"),
    "down_syndrome": mark("Down syndrome"),
    "steroid_pretreatment": mark("Steroids before the diagnosis"),
    "etp": mark("Early T-cell precursor leukaemia"),
    "bulky_disease": mark("Bulky disease"),
    "prior_remission": mark("Earlier remission"),
    "pre_steroid_cbc": mark("Blood count from before the steroids"),
    "protocol_eligible": mark("Eligible, as the centre states"),
}
# A fusion of KMT2A is a KMT2A rearrangement; without any rearrangement there is no fusion of it.
KMT2A_REARRANGED = "KMT2A-r"
KMT2A_FUSION = "KMT2A::"
# Names of persons and abbreviations are written the same in the middle of a sentence.
_CAPITALS = ("DNA", "CNS", "Down")
MONTHS_PER_YEAR = 12
LONGEST_MONTH = 31
_SHOWN_AGE = Context(prec=60, rounding=ROUND_FLOOR)
_SHOWN_STEP = Decimal("0.0001")
_KNOWN_LESION = {LesionState.DETECTED: Truth.YES, LesionState.NOT_DETECTED: Truth.NO}


@dataclass(frozen=True)
class NumberIs(Leaf):
    """A number of the child at diagnosis, held against a threshold."""

    name: str
    threshold: Threshold

    @said_once
    def asked(self) -> str:
        return f"{say(NUMBERS[self.name][0])} {self.threshold.text}?"

    def check(self, view: CaseView, subject: PlacedResult | None, trace: Trace) -> Answer:  # noqa: ARG002
        number = _number(view, self.name)
        if trace.is_quiet and number is not None:
            return settled(self.threshold.ask_number(number))
        if number is None:
            observed, need = say("not known"), Need(_in_a_sentence(NUMBERS[self.name][0]))
            if self.name == "wbc" and view.case.patient.wbc_10e9_per_l is not None:
                observed = say("counted after steroids, so it says nothing about the risk")
                need = Need(say("a blood count from before the steroids"))
            return self.told(trace, observed, Truth.UNKNOWN, need)
        truth = self.threshold.ask_number(number)
        return self.told(trace, self.threshold.relation(_short(number), truth), truth)

    def negated(self) -> Condition:
        return replace(self, threshold=self.threshold.negated())


@dataclass(frozen=True)
class WordIs(Leaf):
    """A word of the case: lineage, CNS status, study, induction given."""

    name: str
    allowed: tuple[str, ...]
    is_negated: bool = False

    @said_once
    def asked(self) -> str:
        words = say("{} is not {}?") if self.is_negated else say("{} is {}?")
        return words.format(say(WORDS[self.name][0]), say(" or ").join(self.allowed))

    @said_once
    def need(self) -> Need:
        """What would answer it."""
        return Need(_in_a_sentence(WORDS[self.name][0]))

    def check(self, view: CaseView, subject: PlacedResult | None, trace: Trace) -> Answer:  # noqa: ARG002
        word = _word(view.case, self.name)
        if word is None:
            return self.told(trace, say("not known"), Truth.UNKNOWN, self.need)
        return self.told(trace, word, Truth.of((word in self.allowed) is not self.is_negated))

    def negated(self) -> Condition:
        return replace(self, is_negated=not self.is_negated)


@dataclass(frozen=True)
class FactIs(Leaf):
    """A yes/no fact of the child."""

    name: str
    is_negated: bool = False

    @said_once
    def asked(self) -> str:
        words = say("{}: no?") if self.is_negated else say("{}: yes?")
        return words.format(say(FACTS[self.name]))

    @said_once
    def need(self) -> Need:
        """What would answer it."""
        return Need(say("{}: yes or no").format(_in_a_sentence(FACTS[self.name])))

    def check(self, view: CaseView, subject: PlacedResult | None, trace: Trace) -> Answer:  # noqa: ARG002
        fact = _fact(view.case.patient, self.name)
        truth = negate(fact) if self.is_negated else fact
        if trace.is_quiet:
            return settled(truth, self.need)
        observed = say("not stated") if fact is Truth.UNKNOWN else say_code(fact)
        return self.told(trace, observed, truth, self.need)

    def negated(self) -> Condition:
        return replace(self, is_negated=not self.is_negated)


@dataclass(frozen=True)
class LesionIs(Leaf):
    """A genetic lesion was detected; one that nobody looked for is UNKNOWN, not absent."""

    name: str
    is_negated: bool = False

    @said_once
    def asked(self) -> str:
        words = say("{} not detected?") if self.is_negated else say("{} detected?")
        return words.format(self.name)

    @said_once
    def need(self) -> Need:
        """What would answer it."""
        return Need(say("{}: detected or not detected").format(self.name))

    def check(self, view: CaseView, subject: PlacedResult | None, trace: Trace) -> Answer:  # noqa: ARG002
        state, because = _lesion(view.case.patient, self.name)
        truth = _KNOWN_LESION.get(state, Truth.UNKNOWN)
        truth = negate(truth) if self.is_negated else truth
        if trace.is_quiet:
            return settled(truth, self.need)
        observed = say_code(state) + because
        return self.told(trace, observed, truth, self.need)

    def negated(self) -> Condition:
        return replace(self, is_negated=not self.is_negated)


@dataclass(frozen=True)
class EventHappened(Leaf):
    """An event of the course is recorded; what is not recorded has not happened."""

    kind: EventKind
    is_negated: bool = False

    @said_once
    def asked(self) -> str:
        words = say("{}: not recorded?") if self.is_negated else say("{}: recorded?")
        return words.format(self.kind.words)

    def check(self, view: CaseView, subject: PlacedResult | None, trace: Trace) -> Answer:  # noqa: ARG002
        found = any(event.kind is self.kind for event in view.case.course.events)
        observed = say("recorded") if found else say("not recorded")
        return self.told(trace, observed, Truth.of(found is not self.is_negated))

    def negated(self) -> Condition:
        return replace(self, is_negated=not self.is_negated)


def _in_a_sentence(words: str) -> str:
    """Say the name of a fact as it stands after the first word of a sentence."""
    said = say(words)
    return said if said.startswith(_CAPITALS) else f"{said[:1].lower()}{said[1:]}"


def _number(view: CaseView, name: str) -> Decimal | int | None:
    patient = view.case.patient
    if name == "age":
        return view.age_years
    if name == "age_months":
        return _age_in_months(view)
    if name == "wbc":
        return view.risk_white_cells
    return patient.modal_chromosome_number if name == "modal_number" else patient.dna_index


def _age_in_months(view: CaseView) -> Decimal | None:
    """Return the age in months: by the calendar between two dates, else twelve to a year."""
    patient = view.case.patient
    born, diagnosed = patient.born_on, patient.diagnosed_on or view.case.course.therapy_started_on
    if born is None or diagnosed is None:
        return None if view.age_years is None else view.age_years * MONTHS_PER_YEAR
    months = (diagnosed.year - born.year) * MONTHS_PER_YEAR + diagnosed.month - born.month
    days = diagnosed.day - born.day
    return months - (days < 0) + Decimal(days % LONGEST_MONTH) / LONGEST_MONTH


def _short(number: Decimal | int) -> str:
    """Write a number for people; an age cut down (never up) to four decimals."""
    exact = Decimal(number)
    shown = exact.quantize(_SHOWN_STEP, context=_SHOWN_AGE)
    return canonical_text(exact) if shown == exact else f"{canonical_text(shown)}…"


def _word(case: PatientCase, name: str) -> str | None:
    patient, course = case.patient, case.course
    if name == "lineage":
        return patient.lineage.value if patient.lineage else None
    if name == "cns":
        return patient.cns.value if patient.cns else None
    if name == "arm_given":
        return course.arm_given
    return course.study.lower() if course.study else None


def _fact(patient: PatientFacts, name: str) -> Truth:
    fact: Truth = getattr(patient, name)
    return fact


def _lesion(patient: PatientFacts, name: str) -> tuple[LesionState, str]:
    """Return what is known, also from the lesion that includes or is included in this one."""
    state = patient.lesion(name)
    if state in (LesionState.DETECTED, LesionState.NOT_DETECTED):
        return state, ""
    if name == KMT2A_REARRANGED:
        for other, found in patient.genetics.items():
            if other.startswith(KMT2A_FUSION) and found is LesionState.DETECTED:
                return LesionState.DETECTED, f" ({other})"
    if name.startswith(KMT2A_FUSION):
        whole = patient.lesion(KMT2A_REARRANGED)
        if whole is LesionState.NOT_DETECTED:
            return whole, say(" ({} not detected)").format(KMT2A_REARRANGED)
    return state, ""
