"""A rule pack in memory: what a protocol publishes, as data, and how lists and plots see it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import Enum
from functools import cached_property

from mrdtracker.domain.case import PatientCase
from mrdtracker.domain.finding import (
    FindingKind,
    Flag,
    GroupStatus,
    Level,
    NamedTimePoint,
    PackOverview,
    PackReference,
    PackState,
    Source,
    ThresholdMark,
)
from mrdtracker.domain.truth import Truth
from mrdtracker.domain.vocabulary import Method, Specimen
from mrdtracker.rules.case_view import Need
from mrdtracker.rules.conditions import Condition, parts_of
from mrdtracker.rules.facts import FactIs, NumberIs
from mrdtracker.rules.measured import (
    MeasuredAt,
    NegativeAt,
    PositiveAt,
    need_of,
)
from mrdtracker.rules.prednisone_response import PrednisoneResponseIs
from mrdtracker.rules.replay import Replay
from mrdtracker.rules.thresholds import Threshold
from mrdtracker.rules.timepoints import Channel, Schedule, TimePoint
from mrdtracker.words import said_once, say


class Outcome(Enum):
    """What a rule of the ordered list leads to."""

    GROUP = "group"
    BOUNDARY = "boundary"
    GAP = "gap"


class Report(Enum):
    """Which answers of a finding rule are worth a line."""

    YES = "yes"
    OPEN = "yes-or-unknown"
    ALL = "all"


@dataclass(frozen=True)
class Group:
    """A group of the protocol.

    Attributes:
        final_with: Time points, with their channel, that must all have an evaluable result
            before this group is final.
        is_shown_only: Every rule that leads to it rests on certainty B or C: the group stays
            possible, and this pack never assigns it.
    """

    id: str
    title: str
    final_with: tuple[tuple[TimePoint, Channel], ...] = ()
    is_shown_only: bool = False


@dataclass(frozen=True)
class RuleText:
    """What every rule says of itself.

    Attributes:
        is_display_only: It rests on certainty B or C, or nobody has checked its operator: it is
            shown, it keeps its group possible, and it assigns nothing.
    """

    id: str
    title: str
    says: str
    level: Level
    kind: FindingKind
    source: Source
    flags: tuple[Flag, ...] = ()
    is_display_only: bool = False
    note: str = ""

    @cached_property
    def raised(self) -> tuple[Flag, ...]:
        """Flags that its YES raises: its own, and that of a high level which counts."""
        is_high = self.level is Level.HIGH and not self.is_display_only
        crossed = (Flag.HIGH_RISK_THRESHOLD_CROSSED,) if is_high else ()
        return tuple(dict.fromkeys((*self.flags, *crossed)))


@dataclass(frozen=True)
class GroupRule:
    """One rule of the ordered list.

    Attributes:
        groups: The group it leads to; for a boundary or a gap those that it leaves possible.
        shadowed_by: The rule before it that always answers first, where the protocol prints it so.
    """

    text: RuleText
    outcome: Outcome
    groups: tuple[str, ...]
    when: Condition
    shadowed_by: str | None = None


@dataclass(frozen=True)
class DeclaredGap:
    """Combinations for which the protocol publishes no group, with the source that leaves it."""

    text: RuleText
    when: Condition


@dataclass(frozen=True)
class PublishedArm:
    """The name of a published arm, and the groups that lead to it: no order to treat.

    Response class, risk group and arm are three statements and stay apart.
    """

    text: RuleText
    groups: tuple[str, ...]


@dataclass(frozen=True)
class ScopeRule:
    """Who the protocol is for: an exclusion (YES), or a requirement (NO), leaves no group.

    Attributes:
        is_asked: Its being UNKNOWN keeps a group from being final, and is among the needs.
        is_requirement: It has to answer YES, and its answer is always shown.
    """

    text: RuleText
    when: Condition
    is_asked: bool = True
    is_requirement: bool = False


@dataclass(frozen=True)
class FindingRule:
    """A response class, an alert or a risk finding, of the child or of each result.

    Attributes:
        specimens: The results that it is about; both empty for a question about the child.
        applies: It is silent where this answers NO.
    """

    text: RuleText
    check: Condition
    applies: Condition | None = None
    specimens: tuple[Specimen, ...] = ()
    methods: tuple[Method, ...] = ()
    report: Report = Report.OPEN

    @property
    def is_of_results(self) -> bool:
        """True where it is asked of every result of its kind."""
        return bool(self.methods)


@dataclass(frozen=True)
class Expectation:
    """What an example must come out as; None and empty mean that it does not say."""

    assigned: str | None = None
    is_unassigned: bool = False
    status: GroupStatus | None = None
    possible: frozenset[str] | None = None
    flags: frozenset[Flag] = frozenset()
    no_flags: frozenset[Flag] = frozenset()
    answers: Mapping[str, Truth] = field(default_factory=dict)
    needs: tuple[str, ...] = ()


@dataclass(frozen=True)
class Example:
    """A case of the pack with its answer; a pack whose examples fail is refused."""

    name: str
    kind: str
    case: PatientCase
    expect: Expectation


@dataclass(frozen=True)
class RulePack:
    """One protocol, as one file of knowledge.

    Attributes:
        digest: SHA-256 of the file's bytes, in hex.
        quality_threshold: What a negative has to exclude where no time point says it.
        boundary_notes: Where published operators meet or leave a hole.
        disputed: What the sources contradict each other on.
        notes: Other sentences for people.
        placeholders: Numbers that nobody has entered yet, each in words; while one stands, the
            pack can be checked and answers for nobody.
        thresholds_at: Thresholds asked at each time point; what a negative there must exclude.
        asked_at: Every time point and channel that the ordered rules ask for.
    """

    id: str
    version: str
    title: str
    state: PackState
    digest: str
    schedule: Schedule
    groups: tuple[Group, ...] = ()
    scope: tuple[ScopeRule, ...] = ()
    rules: tuple[GroupRule, ...] = ()
    findings: tuple[FindingRule, ...] = ()
    gaps: tuple[DeclaredGap, ...] = ()
    arms: tuple[PublishedArm, ...] = ()
    sources: Mapping[str, Source] = field(default_factory=dict)
    studies: tuple[str, ...] = ()
    examples: tuple[Example, ...] = ()
    quality_threshold: Threshold | None = None
    boundary_notes: tuple[str, ...] = ()
    disputed: tuple[str, ...] = ()
    thresholds_at: Mapping[tuple[str, Channel], tuple[Threshold, ...]] = field(
        default_factory=dict
    )
    asked_at: tuple[tuple[TimePoint, Channel], ...] = ()
    notes: tuple[str, ...] = ()
    placeholders: tuple[str, ...] = ()

    @cached_property
    def reference(self) -> PackReference:
        """Name the edition that answers."""
        return PackReference(self.id, self.version, self.digest, self.state, self.title)

    @cached_property
    def group_ids(self) -> tuple[str, ...]:
        """Groups in the pack's order."""
        return tuple(group.id for group in self.groups)

    @property
    def texts(self) -> tuple[RuleText, ...]:
        """What every rule of the pack says of itself: scope, rules, findings, gaps, arms."""
        return (
            *(rule.text for rule in self.scope),
            *(rule.text for rule in self.rules),
            *(rule.text for rule in self.findings),
            *(gap.text for gap in self.gaps),
            *(arm.text for arm in self.arms),
        )

    @said_once
    def needs_at(self) -> tuple[tuple[TimePoint, Channel, Need], ...]:
        """Return what the ordered rules ask for at each time point, and how it is said."""
        return tuple((*one, need_of(*one)) for one in self.asked_at)

    @cached_property
    def asks_pretreatment(self) -> bool:
        """True where steroids before the diagnosis change what the ordered rules can answer."""
        return bool(self.hang_on_pretreatment)

    @cached_property
    def hang_on_pretreatment(self) -> frozenset[int]:
        """Return the questions of the ordered rules, by ``id``, that such steroids may change."""
        asked = (part for rule in self.rules for part in parts_of(rule.when))
        return frozenset(id(part) for part in asked if any(map(_is_of_steroids, part.leaves())))

    @cached_property
    def walks(self) -> Mapping[bool, Replay]:
        """Walks through the ordered rules without words, kept by whether they were brief."""
        return {is_brief: Replay() for is_brief in (False, True)}

    def overview(self) -> PackOverview:
        """Return the pack as lists and plots see it."""
        return PackOverview(
            reference=self.reference,
            convention=self.schedule.convention,
            timepoints=tuple(
                NamedTimePoint(
                    one.id,
                    one.title,
                    one.window,
                    assay.specimen,
                    assay.methods,
                    one.is_by_name,
                    one.before_phase,
                )
                for one in self.schedule.timepoints
                for assay in one.assays.values()
            ),
            groups=self.group_ids,
            thresholds=tuple(_marks(self)),
            studies=self.studies,
            placeholders=self.placeholders,
        )


def _is_of_steroids(leaf: Condition) -> bool:
    return (
        isinstance(leaf, PrednisoneResponseIs)
        or (isinstance(leaf, NumberIs) and leaf.name == "wbc")
        or (isinstance(leaf, FactIs) and leaf.name == "steroid_pretreatment")
    )


def asked_at(rules: Iterable[GroupRule]) -> tuple[tuple[TimePoint, Channel], ...]:
    """Return every time point and channel that the rules ask for, in their order."""
    found: dict[tuple[str, Channel], tuple[TimePoint, Channel]] = {}
    for rule in rules:
        for leaf in rule.when.leaves():
            if isinstance(leaf, MeasuredAt):
                found[(leaf.timepoint.id, leaf.channel)] = (leaf.timepoint, leaf.channel)
            elif isinstance(leaf, NegativeAt | PositiveAt):
                found[(leaf.timepoint.id, Channel.MRD)] = (leaf.timepoint, Channel.MRD)
            elif isinstance(leaf, PrednisoneResponseIs):
                found[(leaf.timepoint.id, Channel.COUNT)] = (leaf.timepoint, Channel.COUNT)
    return tuple(found.values())


def thresholds_at(
    rules: Iterable[GroupRule],
) -> dict[tuple[str, Channel], tuple[Threshold, ...]]:
    """Collect the thresholds that the rules ask at each time point, each number once."""
    found: dict[tuple[str, Channel], dict[Decimal, Threshold]] = {}
    for rule in rules:
        for leaf in rule.when.leaves():
            if isinstance(leaf, MeasuredAt):
                key = (leaf.timepoint.id, leaf.channel)
                found.setdefault(key, {}).setdefault(leaf.threshold.value, leaf.threshold)
    return {key: tuple(thresholds.values()) for key, thresholds in found.items()}


def _marks(pack: RulePack) -> Iterator[ThresholdMark]:
    for rule in pack.rules:
        for leaf in rule.when.leaves():
            yield from _mark(pack, rule.text, rule.groups, leaf)
    for finding in pack.findings:
        for leaf in finding.check.leaves():
            yield from _mark(pack, finding.text, (), leaf)


def _mark(
    pack: RulePack, text: RuleText, groups: tuple[str, ...], leaf: Condition
) -> Iterator[ThresholdMark]:
    if isinstance(leaf, MeasuredAt) and not leaf.comes_from_not:
        timepoint, channel, threshold = leaf.timepoint, leaf.channel, leaf.threshold
    elif isinstance(leaf, PrednisoneResponseIs) and leaf.response == "PPR":
        timepoint, channel, threshold = leaf.timepoint, Channel.COUNT, leaf.threshold
    else:
        return
    if threshold.kind is None:
        return
    assay = timepoint.assays[channel]
    names = "/".join(groups) or (text.flags[0].value if text.flags else say(text.title))
    yield ThresholdMark(
        pack=pack.id,
        rule=text.id,
        timepoint=timepoint.id,
        window=timepoint.window,
        specimen=assay.specimen,
        methods=assay.methods,
        operator=threshold.operator.value,
        threshold=threshold.value,
        text=f"{threshold.text} {names}, {timepoint.id}",
        level=text.level,
        is_display_only=text.is_display_only,
    )
