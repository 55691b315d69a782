"""What the engine answers: steps, findings, groups that are still possible, and flags."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from enum import Enum

from mrdtracker.domain.days import DayConvention, DayWindow
from mrdtracker.domain.truth import Truth
from mrdtracker.domain.vocabulary import Method, Specimen
from mrdtracker.words import say


class Flag(Enum):
    """The closed vocabulary of flags; a pack may not invent new ones."""

    M1 = "M1"
    M2 = "M2"
    M3 = "M3"
    NO_CR = "NO_CR"
    CONFIRM_BY_FLOW = "CONFIRM_BY_FLOW"
    PGR = "PGR"
    PPR = "PPR"
    PREDNISONE_RESPONSE_INVALID = "PREDNISONE_RESPONSE_INVALID"
    STEROID_PRETREATMENT_RULE = "STEROID_PRETREATMENT_RULE"
    HIGH_RISK_THRESHOLD_CROSSED = "HIGH_RISK_THRESHOLD_CROSSED"
    MRD_POSITIVE = "MRD_POSITIVE"
    MRD_REAPPEARANCE_CONFIRM = "MRD_REAPPEARANCE_CONFIRM"
    RELAPSE = "RELAPSE"
    CONFIRM = "CONFIRM"
    INSUFFICIENT_SENSITIVITY = "INSUFFICIENT_SENSITIVITY"
    POSITIVE_BELOW_LLOQ = "POSITIVE_BELOW_LLOQ"
    QUALITATIVE_ONLY = "QUALITATIVE_ONLY"
    ASSAY_REQUIREMENT_NOT_MET = "ASSAY_REQUIREMENT_NOT_MET"
    HAEMODILUTION = "HAEMODILUTION"
    NEGATIVE_NOT_INTERPRETABLE_CD19 = "NEGATIVE_NOT_INTERPRETABLE_CD19"
    WRONG_SPECIMEN = "WRONG_SPECIMEN"
    OUT_OF_WINDOW = "OUT_OF_WINDOW"
    DISCORDANT_METHODS = "DISCORDANT_METHODS"
    BOUNDARY_UNDEFINED = "BOUNDARY_UNDEFINED"
    PUBLISHED_GAP = "PUBLISHED_GAP"
    MISSING_RESULT = "MISSING_RESULT"
    MANUAL_REVIEW = "MANUAL_REVIEW"

    # Its own hash: flags are gathered for every case of a store, and a name takes longer.
    __hash__ = object.__hash__


_FLAG_ORDER = {flag: place for place, flag in enumerate(Flag)}


class GroupStatus(Enum):
    """How far the published rules carry for this patient today."""

    FINAL = "final"
    PROVISIONAL = "provisional"
    INDETERMINATE = "indeterminate"
    PUBLISHED_GAP = "published_gap"
    BOUNDARY_UNDEFINED = "boundary_undefined"
    OUT_OF_SCOPE = "out_of_scope"
    DISPLAY_ONLY = "display_only"


class FindingKind(Enum):
    """What a finding is about: a response class and a risk group are never the same thing."""

    RESPONSE = "response"
    RISK = "risk"
    ALERT = "alert"
    QUALITY = "quality"
    GAP = "gap"


class Level(Enum):
    """How loud a finding is."""

    HIGH = "high"
    INTERMEDIATE = "intermediate"
    LOW = "low"
    INFO = "info"

    __hash__ = object.__hash__


# Levels that ask for somebody's eye, as they are stored in a patient's line.
LOUD = frozenset({Level.HIGH.value, Level.INTERMEDIATE.value})


class Certainty(Enum):
    """A: seen in the source; B: general knowledge, sure; C: unsure, assigns nothing."""

    A = "A"
    B = "B"
    C = "C"


class PackState(Enum):
    """Whether a pack assigns groups, or only shows its thresholds."""

    ACTIVE = "active"
    DISPLAY_ONLY = "display_only"


@dataclass(frozen=True)
class Source:
    """Where a rule was published.

    Attributes:
        quote: The verbatim sentence, where one was seen; else empty.
    """

    key: str
    citation: str
    quote: str = ""
    certainty: Certainty = Certainty.A


@dataclass(frozen=True)
class Step:
    """One question of a rule, what was observed, and the answer.

    Attributes:
        is_reached: False for a question that an earlier answer had already decided.
        result_keys: The results that were looked at.
        would_settle: What would turn UNKNOWN into an answer, or an empty text.
    """

    asked: str
    observed: str
    answer: Truth
    is_reached: bool = True
    result_keys: tuple[str, ...] = ()
    would_settle: str = ""


@dataclass(frozen=True)
class Finding:
    """One answered question, with everything that is needed to repeat it by hand."""

    rule: str
    kind: FindingKind
    level: Level
    answer: Truth
    says: str
    trace: tuple[Step, ...] = ()
    result_keys: tuple[str, ...] = ()
    source: Source | None = None
    flags: tuple[Flag, ...] = ()
    group: str | None = None


@dataclass(frozen=True)
class PackReference:
    """Which edition of which pack answered."""

    id: str
    version: str
    sha256: str
    state: PackState
    title: str = ""

    @property
    def said(self) -> str:
        """Its title in the language that is spoken, its id where it has none."""
        return say(self.title) or self.id


@dataclass(frozen=True)
class Assessment:
    """One explained answer of one pack for one case.

    Attributes:
        assigned: The group, only where one is left (FINAL and PROVISIONAL).
        possible: Groups that the facts leave open, in the pack's order.
        ruled_out: Groups that the facts exclude.
        needs: What would settle the group, most decisive first.
    """

    pack: PackReference
    status: GroupStatus
    assigned: str | None = None
    possible: tuple[str, ...] = ()
    ruled_out: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()

    @property
    def flags(self) -> tuple[Flag, ...]:
        """Flags of all findings, each once, in the order of the vocabulary."""
        raised = {flag for finding in self.findings for flag in finding.flags}
        return tuple(sorted(raised, key=_FLAG_ORDER.__getitem__))


@dataclass(frozen=True)
class NamedTimePoint:
    """A time point of a protocol, as a plot and a due list need it.

    Attributes:
        is_by_name: It has no fixed day: only a sample that names it belongs to it.
        before_phase: A sample taken after this phase has started does not belong to it.
    """

    id: str
    title: str
    window: DayWindow
    specimen: Specimen
    methods: tuple[Method, ...] = ()
    is_by_name: bool = False
    before_phase: str | None = None


@dataclass(frozen=True)
class ThresholdMark:
    """A published threshold on the days on which its rule applies.

    Attributes:
        operator: One of ``>=``, ``>``, ``<=``, ``<``, exactly as published.
        threshold: In the canonical unit of the methods.
        text: What stands beside the mark: "≥ 10 % HR, D15".
        is_display_only: True where the pack or rule assigns nothing.
    """

    pack: str
    rule: str
    timepoint: str
    window: DayWindow
    specimen: Specimen
    methods: tuple[Method, ...]
    operator: str
    threshold: Decimal
    text: str
    level: Level = Level.INFO
    is_display_only: bool = False


@dataclass(frozen=True)
class PackOverview:
    """A pack as lists, plots and people see it; the rules themselves stay in ``rules``.

    Attributes:
        placeholders: Numbers of a local pack that nobody has entered yet, each in words.
    """

    reference: PackReference
    convention: DayConvention
    timepoints: tuple[NamedTimePoint, ...] = ()
    groups: tuple[str, ...] = ()
    thresholds: tuple[ThresholdMark, ...] = ()
    studies: tuple[str, ...] = ()
    problems: tuple[str, ...] = field(default=())
    placeholders: tuple[str, ...] = ()
