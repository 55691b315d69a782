"""Children of whom a pack's every question is answered, and the same children half hidden.

The questions come from the pack itself, so that a new pack, or a new threshold of one, is drawn
around without a word here. What is hidden is chosen so that the whole child is one of the
children that the half-hidden one may be; see ``hidden`` for what is no hiding.
"""

import random
from collections import defaultdict
from dataclasses import replace
from datetime import date
from decimal import Decimal
from types import MappingProxyType

from mrdtracker.domain.case import CourseFacts, Event, PatientCase, Result
from mrdtracker.domain.finding import PackState
from mrdtracker.domain.mrd_value import MrdValue, ResultState
from mrdtracker.domain.truth import Truth
from mrdtracker.domain.units import QuantityKind, Unit
from mrdtracker.domain.vocabulary import (
    CnsStatus,
    Denominator,
    EventKind,
    LesionState,
    Lineage,
    Method,
    Quality,
    Specimen,
)
from mrdtracker.rules.facts import FACTS, LesionIs, NumberIs, WordIs
from mrdtracker.rules.prednisone_response import PrednisoneResponseIs
from mrdtracker.rules.relapse_tests import RelapseTests
from mrdtracker.rules.timepoints import Channel

PPB = Decimal("1e-9")
NUMBERS = {
    "age": ("age_years", ["4", "12", "0.5"]),
    "age_months": ("age_years", ["4", "0.3", "0.7"]),
    "wbc": ("wbc_10e9_per_l", ["3", "30", "400"]),
    "modal_number": ("modal_chromosome_number", ["46", "52"]),
    "dna_index": ("dna_index", ["1", "1.2"]),
}
MOSTLY = 0.9
UNITS = {QuantityKind.CELL_FRACTION: Unit.PERCENT, QuantityKind.CELL_CONCENTRATION: Unit.PER_UL}
RARE = {"protocol_eligible": 0.02, "prior_remission": 0.03, "down_syndrome": 0.03}


class Questions:
    """What a pack asks anywhere, by kind of question."""

    def __init__(self, pack):
        scopes = [rule.when for rule in pack.scope]
        asked = [*scopes, *(rule.when for rule in pack.rules), *(gap.when for gap in pack.gaps)]
        self.leaves = [leaf for one in asked for leaf in one.leaves()]
        self.numbers, self.words = defaultdict(set), defaultdict(set)
        for leaf in self.leaves:
            if isinstance(leaf, NumberIs):
                self.numbers[leaf.name].add(leaf.threshold.value)
            if isinstance(leaf, WordIs):
                self.words[leaf.name].update(leaf.allowed)
        self.lesions = sorted({one.name for one in self.leaves if isinstance(one, LesionIs)})
        self.asks_response = any(isinstance(one, PrednisoneResponseIs) for one in self.leaves)
        self.amounts = defaultdict(set)
        for leaf in self.leaves:
            if hasattr(leaf, "timepoint") and hasattr(leaf, "threshold"):
                channel = getattr(leaf, "channel", Channel.COUNT)
                self.amounts[leaf.timepoint.id, channel].add(leaf.threshold.value)
        self.relapse = [
            held.value
            for leaf in self.leaves
            if isinstance(leaf, RelapseTests)
            for held in (leaf.level, leaf.confirm)
            if held is not None
        ]


def as_if_active(pack):
    """A display-only pack assigns nothing; its list is held to the same proof."""
    return replace(pack, state=PackState.ACTIVE)


# --- the whole child ----------------------------------------------------------------------------


def whole_child(source, pack, asked):
    """A case in which nothing is left open that a child's record can answer."""
    base = source.choice(pack.examples).case if source.random() < MOSTLY else PatientCase()
    patient = _facts(source, asked, base.patient)
    studies = sorted(asked.words["study"] or pack.studies or {None}, key=str)
    course = CourseFacts(
        pack=pack.id,
        study=base.course.study or source.choice(studies),
        arm_given=source.choice(sorted(asked.words["arm_given"] or {None}, key=str)),
        steroid_days_before_day8=source.choice([None, None, 7, 8]),
    )
    if asked.relapse:
        return _after_remission(source, asked, patient, course)
    calm = source.choice([0.2, 0.5, 0.8, 1])
    results = [
        _result(source, asked, timepoint, channel, assay, calm)
        for timepoint in pack.schedule.timepoints
        for channel, assay in timepoint.assays.items()
    ]
    return PatientCase("", patient, course, tuple(_keyed(results)))


def _facts(source, asked, base):
    """Facts of an example of the pack, which is mostly in scope, with some drawn anew."""
    odd = source.choice([0, 0.1, 0.3])
    drawn = _drawn_facts(source, asked, odd)
    facts = {
        name: value if source.random() < odd or _is_open(getattr(base, name)) else None
        for name, value in drawn.items()
    }
    facts = {name: value for name, value in facts.items() if value is not None}
    found = {one for one in asked.lesions if source.random() < odd / 2}
    found |= {one for one, state in base.genetics.items() if state is LesionState.DETECTED}
    if any(one.startswith("KMT2A::") for one in found):
        found.add("KMT2A-r")
    known = {
        one: LesionState.DETECTED if one in found else LesionState.NOT_DETECTED
        for one in {*asked.lesions, *found}
    }
    whole = replace(base, genetics=MappingProxyType(known), **facts)
    if whole.steroid_pretreatment is Truth.YES:
        # A count from after steroids says nothing, so such a child would not be known in whole.
        whole = replace(whole, pre_steroid_cbc=Truth.YES)
    return whole


def _is_open(value):
    return value is None or value is Truth.UNKNOWN


def _drawn_facts(source, asked, odd):
    facts = {}
    for name, (field, usual) in NUMBERS.items():
        limits = asked.numbers[name]
        if name == "age_months":
            if not limits:
                continue
            limits = [one / 12 for one in limits]
        step = 1 if name == "modal_number" else PPB
        near = [one + delta for one in limits for delta in (-step, 0, step)]
        drawn = source.choice(near) if near and source.random() < 0.5 else source.choice(usual)
        facts[field] = int(drawn) if name == "modal_number" else Decimal(drawn)
    for name in FACTS:
        facts[name] = Truth.of(source.random() < RARE.get(name, odd))
    facts["protocol_eligible"] = Truth.of(source.random() >= RARE["protocol_eligible"])
    lineages = [Lineage(one) for one in sorted(asked.words["lineage"])]
    facts["lineage"] = source.choice([*Lineage, *lineages * 4, Lineage.B])
    facts["cns"] = source.choice([CnsStatus.CNS1, *CnsStatus])
    return facts


def _result(source, asked, timepoint, channel, assay, calm):
    method = source.choice(assay.methods)
    is_count = channel is Channel.COUNT
    kind = QuantityKind.CELL_CONCENTRATION if is_count else QuantityKind.CELL_FRACTION
    value = _amount(source, asked.amounts[timepoint.id, channel], kind, calm)
    enough = assay.min_sensitivity or Decimal("1e-5")
    if channel is Channel.MRD and (value == 0 or value < PPB):
        said = MrdValue(ResultState.NEGATIVE, kind, sensitivity=min(enough, Decimal("1e-4")))
    else:
        said = MrdValue(ResultState.QUANTIFIED, kind, value=value)
    return Result(
        specimen=assay.specimen,
        method=method,
        value=said,
        day=None if timepoint.is_by_name else timepoint.window.day,
        timepoint=timepoint.id,
        unit=UNITS[kind],
        markers=3 if channel is Channel.MRD else None,
    )


def _amount(source, thresholds, kind, calm):
    if source.random() < calm or not thresholds:
        return source.choice([Decimal(0), Decimal("0.00001")])
    step = PPB if kind is QuantityKind.CELL_FRACTION else Decimal("0.001")
    near = [max(one + delta * step, Decimal(0)) for one in thresholds for delta in (-1, 0, 1)]
    near += [one * Decimal("1.7") for one in thresholds]
    return min(source.choice(near), Decimal(1)) if step is PPB else source.choice(near)


def _after_remission(source, asked, patient, course):
    """Marrows after a remission, each by several tests with an amount."""
    events = (Event(EventKind.REMISSION, "", date(2026, 1, 10)),)
    results = []
    for month in range(3, 3 + source.choice([1, 2, 3])):
        for method in source.sample([Method.FLOW, Method.IG_TR_PCR, Method.NGS], 2):
            drawn = _amount(source, set(asked.relapse), QuantityKind.CELL_FRACTION, 0.2)
            value = max(drawn, PPB)
            said = MrdValue(ResultState.QUANTIFIED, value=value)
            on = date(2026, month, 10)
            results.append(Result(Specimen.BONE_MARROW, method, said, on=on, unit=Unit.PERCENT))
    course = replace(course, events=events, therapy_started_on=date(2025, 6, 1))
    patient = replace(patient, prior_remission=Truth.UNKNOWN)
    return PatientCase("", patient, course, tuple(_keyed(results)))


def _keyed(results):
    return [replace(one, key=str(place)) for place, one in enumerate(results)]


# --- hiding -------------------------------------------------------------------------------------


def hidden(source, asked, case, share):
    """The same child with a share of what is known taken away.

    Hiding is: a fact or a lesion that nobody states, a result that is not in (or pending), an
    amount of which only an interval is known, a negative whose sensitivity or markers nobody
    states, and what takes a result out of use: dilution, a sample outside its window, a fraction
    of other cells.

    What puts one statement in the place of another is no hiding, in either direction: a repeat,
    a second decisive method, a result reported as not evaluable and a negative of less
    sensitivity (protocols publish what both count as), an event of the course, too few days of
    steroid, and steroids before the diagnosis where the prednisone response is asked or no blood
    count from before them is known.
    """
    results = tuple(
        one if source.random() >= share else wider
        for one in case.results
        for wider in (_wider(source, one, may_go=not asked.relapse),)
    )
    return replace(
        case,
        patient=_fewer_facts(source, asked, case.patient, share),
        course=_less_course(source, case.course, share),
        results=tuple(one for one in results if one is not None),
    )


def _fewer_facts(source, asked, patient, share):
    gone = {}
    for name in (*FACTS, "lineage", "cns", *(field for field, _ in NUMBERS.values())):
        if source.random() < share:
            gone[name] = Truth.UNKNOWN if name in FACTS else None
    has_count = patient.pre_steroid_cbc is Truth.YES
    if patient.steroid_pretreatment is Truth.YES and (asked.asks_response or not has_count):
        # That fact takes the response, or the white cells, away; it adds nothing to them.
        gone.pop("steroid_pretreatment", None)
    unknown = [LesionState.FAILED, LesionState.INDETERMINATE, LesionState.NOT_TESTED, None]
    genetics = {}
    for name, state in patient.genetics.items():
        said = source.choice(unknown) if source.random() < share else state
        if said is not None:
            genetics[name] = said
    return replace(patient, genetics=MappingProxyType(genetics), **gone)


def _less_course(source, course, share):
    return replace(
        course,
        study=None if source.random() < share else course.study,
        arm_given=None if source.random() < share else course.arm_given,
    )


def _wider(source, result, *, may_go):
    """The result with less said of it, or None for none at all."""
    ways = [_diluted, _outside, _of_other_cells]
    if not result.value.state.is_evaluable:
        return None
    if result.method not in (Method.MORPHOLOGY, Method.CYTOLOGY_COUNT):
        ways += _WIDER.get(result.value.state, [])
    if may_go:
        ways += [_pending, lambda *_: None, lambda *_: None]
    return source.choice(ways)(source, result)


def _as_interval(source, result):
    value = result.value.value
    above = min(value * source.choice([Decimal("1.1"), 3, 1000]) + PPB, Decimal(1))
    below = value / source.choice([Decimal("1.1"), 3, 1000])
    ways = [MrdValue(ResultState.UNCERTAIN_SIGNIFICANCE, result.value.kind, lloq=above)]
    if value > 0:
        ways.append(MrdValue(ResultState.POSITIVE_BELOW_LLOQ, result.value.kind, lloq=above))
        if below < 1:
            ways.append(MrdValue(ResultState.ABOVE_ULOQ, result.value.kind, uloq=below))
    said = source.choice([one for one in ways if _holds(one.interval, value)] or [result.value])
    return replace(result, value=said)


def _holds(interval, value):
    return interval.at_least(value) is not Truth.NO and interval.at_most(value) is not Truth.NO


def _as_word(source, result):  # noqa: ARG001 - one of several ways
    if result.value.is_positive() is Truth.UNKNOWN:
        return result
    is_found = result.value.is_positive() is Truth.YES
    state = ResultState.DETECTED if is_found else ResultState.NOT_DETECTED
    return replace(result, value=MrdValue(state, result.value.kind), unit=None)


def _diluted(source, result):
    quality = source.choice([Quality.HAEMODILUTION_SUSPECTED, Quality.FEW_CELLS, Quality.CLOTTED])
    return replace(result, quality=(*result.quality, quality))


def _outside(source, result):  # noqa: ARG001 - one of several ways
    return replace(result, quality=(*result.quality, Quality.OUT_OF_WINDOW))


def _of_other_cells(source, result):  # noqa: ARG001 - one of several ways
    if result.value.kind is not QuantityKind.CELL_FRACTION:
        return result
    return replace(result, denominator=Denominator.LYMPHOCYTES)


def _unlimited(source, result):  # noqa: ARG001 - one of several ways
    return replace(result, value=MrdValue(ResultState.NEGATIVE, result.value.kind))


def _without_markers(source, result):  # noqa: ARG001 - one of several ways
    return replace(result, markers=None)


_WIDER = {
    ResultState.QUANTIFIED: [_as_interval, _as_interval, _as_word],
    ResultState.NEGATIVE: [_unlimited, _without_markers, _as_word],
    ResultState.POSITIVE_BELOW_LLOQ: [_as_word],
    ResultState.ABOVE_ULOQ: [_as_word],
}


def _pending(source, result):  # noqa: ARG001 - one of several ways
    said = MrdValue(ResultState.PENDING, result.value.kind)
    return replace(result, value=said, unit=None, markers=None)


def dice(*about):
    return random.Random(" ".join(map(str, about)))  # noqa: S311 - cases, not secrets
