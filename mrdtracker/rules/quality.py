"""What a number cannot carry: specimen, window, sensitivity, dilution, CD19, other methods."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from mrdtracker.domain.finding import Finding, FindingKind, Flag, Level, Step
from mrdtracker.domain.mrd_value import ResultState
from mrdtracker.domain.notation import percent_text
from mrdtracker.domain.truth import Truth
from mrdtracker.domain.units import QuantityKind
from mrdtracker.domain.vocabulary import Method, Quality
from mrdtracker.rules.case_view import CaseView, Reading
from mrdtracker.rules.neighbours import NEGATIVE, SampleIndex
from mrdtracker.rules.pack import RulePack
from mrdtracker.rules.placement import PlacedResult, Trouble
from mrdtracker.rules.raised import Raised
from mrdtracker.rules.thresholds import Operator, Threshold
from mrdtracker.rules.timepoints import Assay, Channel, PnqPolicy, TimePoint
from mrdtracker.words import mark, say

_DILUTED = (Quality.HAEMODILUTION_SUSPECTED, Quality.NOT_FIRST_PULL)
_TROUBLE_FLAGS = {
    Trouble.DAYS_DISAGREE: Flag.MANUAL_REVIEW,
    Trouble.OUT_OF_WINDOW: Flag.OUT_OF_WINDOW,
    Trouble.UNKNOWN_NAME: Flag.MANUAL_REVIEW,
    Trouble.NO_DAY: Flag.MANUAL_REVIEW,
}
_CHECKS = {
    Flag.MANUAL_REVIEW: mark("Does the day agree with itself and with the pack?"),
    Flag.OUT_OF_WINDOW: mark("Inside the window of its time point?"),
    Flag.WRONG_SPECIMEN: mark("The specimen that the rule asks for?"),
    Flag.QUALITATIVE_ONLY: mark("An amount that can be held against a threshold?"),
    Flag.POSITIVE_BELOW_LLOQ: mark("Above the quantitative range's lower end?"),
    Flag.HAEMODILUTION: mark("A marrow that is not diluted with blood?"),
    Flag.NEGATIVE_NOT_INTERPRETABLE_CD19: mark("A negative that does not rest on CD19?"),
    Flag.INSUFFICIENT_SENSITIVITY: mark("Sensitive enough for the question?"),
    Flag.ASSAY_REQUIREMENT_NOT_MET: mark("The assay that the protocol asks for?"),
    Flag.DISCORDANT_METHODS: mark("Do the methods agree?"),
}


@dataclass(frozen=True)
class Remark:
    """One thing a result cannot carry, and how it is said: only where somebody reads it."""

    flag: Flag
    words: Callable[[], str]
    results: tuple[PlacedResult, ...]


def quality_findings(pack: RulePack, view: CaseView) -> list[Finding]:
    """Say of every result that the pack looks at what it cannot carry."""
    make = _bare_finding if view.is_quiet else _finding
    return [make(remark) for remark in _all_remarks(pack, view)]


def raising_quality(pack: RulePack, view: CaseView, raised: Raised) -> Iterator[Finding]:
    """Raise each flag of quality once, without words, where it adds to what is raised."""
    if not any(raised.is_more((flag,), Level.INFO) for flag in _CHECKS):
        return
    for remark in _all_remarks(pack, view):
        if raised.is_more((remark.flag,), Level.INFO):
            found = _bare_finding(remark)
            raised.keep(found)
            yield found


def _all_remarks(pack: RulePack, view: CaseView) -> Iterator[Remark]:
    for one in view.placed:
        yield from _remarks(pack, view, one)
    yield from _discordant(pack, view)


def _rule_id(flag: Flag) -> str:
    return flag.value.lower().replace("_", "-")


def _bare_finding(remark: Remark) -> Finding:
    rule, flags = _rule_id(remark.flag), (remark.flag,)
    return Finding(rule, FindingKind.QUALITY, Level.INFO, Truth.YES, "", flags=flags)


def _finding(remark: Remark) -> Finding:
    says = remark.words()
    keys = tuple(one.key for one in remark.results)
    step = Step(say(_CHECKS[remark.flag]), says, Truth.NO, result_keys=keys)
    return Finding(
        rule=_rule_id(remark.flag),
        kind=FindingKind.QUALITY,
        level=Level.INFO,
        answer=Truth.YES,
        says=says,
        trace=(step,),
        result_keys=keys,
        flags=(remark.flag,),
    )


def _remarks(pack: RulePack, view: CaseView, one: PlacedResult) -> Iterator[Remark]:
    place = one.place
    if place.trouble is not None:
        if _is_spare(view, one):
            return
        flag = _TROUBLE_FLAGS[place.trouble]
        yield Remark(flag, lambda: f"{one.where}: {place.says}", (one,))
        return
    if place.timepoint is None and not view.schedule.is_general:
        return
    yield from _about_state(one)
    yield from _about_sample(one)
    if place.timepoint is None:
        if pack.quality_threshold is not None:
            yield from _about_limit(one, (pack.quality_threshold,), None)
        return
    yield from _about_timepoint(pack, view, one, place.timepoint)


def _is_spare(view: CaseView, one: PlacedResult) -> bool:
    """A sample beside a window, that names no time point, where the time point has its own."""
    timepoint = one.place.timepoint
    if timepoint is None or one.place.trouble is not Trouble.OUT_OF_WINDOW:
        return False
    if one.result.timepoint == timepoint.id or Quality.OUT_OF_WINDOW in one.result.quality:
        return False
    return any(
        view.reading(timepoint, channel).chosen
        for channel, assay in timepoint.assays.items()
        if one.result.method in assay.methods
    )


def _about_state(one: PlacedResult) -> Iterator[Remark]:
    state = one.result.value.state
    if state.is_qualitative or (one.result.method is Method.FUSION_SCREEN and state.is_evaluable):
        words = say("without an amount: it satisfies no numeric rule")
        yield Remark(Flag.QUALITATIVE_ONLY, lambda: f"{one.where}: {one.shown}, {words}.", (one,))
    if state is ResultState.POSITIVE_BELOW_LLOQ:
        yield Remark(
            Flag.POSITIVE_BELOW_LLOQ,
            lambda: say("{}: {}: positive, and not a number.").format(one.where, one.shown),
            (one,),
        )


def _about_sample(one: PlacedResult) -> Iterator[Remark]:
    if one.result.quality and any(quality in _DILUTED for quality in one.result.quality):
        yield Remark(
            Flag.HAEMODILUTION,
            lambda: say("{}: haemodilution suspected; a low value cannot support low.").format(
                one.where
            ),
            (one,),
        )
    if one.is_cd19_blind and one.result.value.state in NEGATIVE:
        yield Remark(
            Flag.NEGATIVE_NOT_INTERPRETABLE_CD19,
            lambda: say(
                "{}: negative not interpretable: CD19-directed therapy in the six "
                "months before, and the gating is not stated to be independent of CD19."
            ).format(one.where),
            (one,),
        )


def _about_timepoint(
    pack: RulePack, view: CaseView, one: PlacedResult, timepoint: TimePoint
) -> Iterator[Remark]:
    asked = [
        (channel, assay)
        for channel, assay in timepoint.assays.items()
        if one.result.method in assay.methods
    ]
    for channel, assay in asked:
        if one.result.specimen is assay.specimen:
            thresholds = pack.thresholds_at.get((timepoint.id, channel), ())
            yield from _about_limit(one, thresholds, assay)
            yield from _about_assay(one, view.reading(timepoint, channel))
            yield from _about_policy(one, thresholds, view.schedule.pnq_policy)
        elif not view.reading(timepoint, channel).chosen:
            yield _of_wrong_specimen(one, timepoint, assay)


def _of_wrong_specimen(one: PlacedResult, timepoint: TimePoint, assay: Assay) -> Remark:
    return Remark(
        Flag.WRONG_SPECIMEN,
        lambda: say("{}: {} asks for {}; {} cannot stand for it.").format(
            one.where, timepoint.id, assay.specimen.value, one.result.specimen.value
        ),
        (one,),
    )


def _about_limit(
    one: PlacedResult, thresholds: tuple[Threshold, ...], assay: Assay | None
) -> Iterator[Remark]:
    """A negative excludes only what its sensitivity reaches."""
    value = one.result.value
    if not one.result.method.is_mrd or value.state not in NEGATIVE:
        return
    reached = value.reached_sensitivity
    required = assay.min_sensitivity if assay is not None else None
    of_kind = [threshold for threshold in thresholds if threshold.kind is value.kind]
    open_to = [one for one in of_kind if one.ask(value.interval) is Truth.UNKNOWN]
    too_weak = required is not None and (reached is None or reached > required)
    if not open_to and not too_weak:
        return
    against = open_to[0].number_text if open_to else ""
    if too_weak and required is not None:
        against = percent_text(required)
    limit = (
        say("nobody stated what it reached")
        if reached is None
        else say("it reached {}").format(one.shown)
    )
    yield Remark(
        Flag.INSUFFICIENT_SENSITIVITY,
        lambda: say("{}: {}, which is not enough for {}.").format(one.where, limit, against),
        (one,),
    )


def _about_assay(one: PlacedResult, reading: Reading) -> Iterator[Remark]:
    if not one.result.value.state.is_evaluable:
        return
    unmet = "; ".join((*_unmet_markers(one, reading), *_unmet_denominator(one, reading.assay)))
    if unmet:
        yield Remark(Flag.ASSAY_REQUIREMENT_NOT_MET, lambda: f"{one.where}: {unmet}.", (one,))


def _unmet_markers(one: PlacedResult, reading: Reading) -> Iterator[str]:
    result, reached = one.result, one.result.value.reached_sensitivity
    assay, given = reading.assay, reading.markers_behind(one)
    required = assay.min_markers
    if required is not None and given is not None and given < required:
        yield say("{} of {} markers").format(given, required)
    if assay.min_sensitivity is None or result.value.state not in NEGATIVE:
        return
    if reached is not None and reached > assay.min_sensitivity:
        yield say("sensitivity {} required").format(percent_text(assay.min_sensitivity))


def _unmet_denominator(one: PlacedResult, assay: Assay) -> Iterator[str]:
    given = one.result.denominator
    if given is not None and assay.denominators and given not in assay.denominators:
        accepted = " or ".join(other.value for other in assay.denominators)
        yield say("a fraction of {}, the protocol counts {}; not converted").format(
            given.value, accepted
        )


def _about_policy(
    one: PlacedResult, thresholds: tuple[Threshold, ...], policy: PnqPolicy
) -> Iterator[Remark]:
    if one.result.value.state is not ResultState.POSITIVE_BELOW_LLOQ:
        return
    open_to = [one_ for one_ in thresholds if one_.ask(one.interval) is Truth.UNKNOWN]
    if open_to and policy is PnqPolicy.MANUAL:
        yield Remark(
            Flag.MANUAL_REVIEW,
            lambda: say(
                "{}: {} crosses {}, and the protocol does not publish what that counts "
                "as: a clinician decides."
            ).format(one.where, one.shown, open_to[0].number_text),
            (one,),
        )


# --- methods against each other ---------------------------------------------------------------


def _discordant(pack: RulePack, view: CaseView) -> Iterator[Remark]:
    """Two methods of one sample that answer a threshold differently; they are never averaged."""
    usable = [
        one
        for one in view.placed
        if one.place.trouble is None
        and one.result.method.is_mrd
        and one.result.value.state.is_numeric
        and (one.place.timepoint is not None or view.schedule.is_general)
    ]
    if len({one.result.method for one in usable}) < 2:  # noqa: PLR2004 - two to disagree
        return
    samples = SampleIndex(usable)
    for one in usable:
        for other in samples.beside(one):
            is_later = other.position > one.position
            if not is_later or one.result.method is other.result.method:
                continue
            if not _is_same_sample(one, other):
                continue
            threshold = _disagree_on(one, other, _thresholds(pack, one))
            if threshold is not None:
                yield _of_discord(one, other, threshold)


def _of_discord(one: PlacedResult, other: PlacedResult, threshold: Threshold) -> Remark:
    return Remark(
        Flag.DISCORDANT_METHODS,
        lambda: say(
            "{}: {}; {}: {}: the methods disagree on {}. Only the decisive method counts."
        ).format(one.where, one.shown, other.where, other.shown, threshold.text),
        (one, other),
    )


def _is_same_sample(one: PlacedResult, other: PlacedResult) -> bool:
    if one.result.specimen is not other.result.specimen:
        return False
    if one.place.timepoint is not None:
        return one.place.timepoint is other.place.timepoint
    if one.result.on is not None and other.result.on is not None:
        return one.result.on == other.result.on
    return one.day is not None and one.day == other.day


def _thresholds(pack: RulePack, one: PlacedResult) -> tuple[Threshold, ...]:
    """Return what the pack asks here: its thresholds, and what a negative has to exclude."""
    timepoint = one.place.timepoint
    if timepoint is None:
        return (pack.quality_threshold,) if pack.quality_threshold is not None else ()
    asked = pack.thresholds_at.get((timepoint.id, Channel.MRD), ())
    assay = timepoint.assays.get(Channel.MRD)
    excluded = assay.min_sensitivity if assay is not None else None
    if excluded is None:
        return asked
    shown = percent_text(excluded)
    kind = QuantityKind.CELL_FRACTION
    return (*asked, Threshold(Operator.AT_LEAST, excluded, shown, "%", kind))


def _disagree_on(
    one: PlacedResult, other: PlacedResult, thresholds: tuple[Threshold, ...]
) -> Threshold | None:
    for threshold in thresholds:
        if {one.result.value.kind, other.result.value.kind} != {threshold.kind}:
            continue
        answers = {threshold.ask(one.interval), threshold.ask(other.interval)}
        if answers == {Truth.YES, Truth.NO}:
            return threshold
    return None
