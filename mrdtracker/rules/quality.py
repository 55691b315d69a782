"""What a number cannot carry: specimen, window, sensitivity, dilution, CD19, other methods."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import islice
from typing import NamedTuple

from mrdtracker.domain.finding import Finding, FindingKind, Flag, Level, Step
from mrdtracker.domain.mrd_value import ResultState
from mrdtracker.domain.notation import percent_text, rounded_percent_text
from mrdtracker.domain.truth import Truth
from mrdtracker.domain.vocabulary import Method, Quality
from mrdtracker.rules.case_view import CaseView, Reading
from mrdtracker.rules.discord import Discord, discords
from mrdtracker.rules.neighbours import NEGATIVE
from mrdtracker.rules.pack import RulePack
from mrdtracker.rules.placement import PlacedResult, Trouble
from mrdtracker.rules.raised import Raised
from mrdtracker.rules.thresholds import Threshold
from mrdtracker.rules.timepoints import Assay, PnqPolicy, TimePoint
from mrdtracker.words import mark, say

# A case of thousands of results at one time point would have millions of them.
MOST_DISCORDS = 1000
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


class Remark(NamedTuple):
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
    for remark in _raisable(pack, view, raised):
        if raised.is_more((remark.flag,), Level.INFO):
            found = _bare_finding(remark)
            raised.keep(found)
            yield found


def _raisable(pack: RulePack, view: CaseView, raised: Raised) -> Iterator[Remark]:
    is_general = view.schedule.is_general
    for one in view.placed:
        place = one.place
        if place.trouble is not None:
            is_asked = raised.is_more((_TROUBLE_FLAGS[place.trouble],), Level.INFO)
        else:  # Most results of a store were taken at no time point: nothing is said of them.
            is_asked = is_general or place.timepoint is not None
        if is_asked:
            yield from _remarks(pack, view, one)
    if raised.is_more((Flag.DISCORDANT_METHODS,), Level.INFO):
        yield from islice(_discordant(pack, view), 1)


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
    # What cannot be remarked on is not asked for: most results of a store are plain numbers.
    if one.result.value.state is not ResultState.QUANTIFIED:
        yield from _about_state(one)
    if one.result.quality or one.is_cd19_blind:
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
    quality = one.result.quality
    if one.result.timepoint == timepoint.id or (quality and Quality.OUT_OF_WINDOW in quality):
        return False
    for channel, assay in timepoint.assays.items():
        if one.result.method in assay.methods and view.reading(timepoint, channel).chosen:
            return True
    return False


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
    for channel, assay in timepoint.assays.items():
        if one.result.method not in assay.methods:
            continue
        reading = view.reading(timepoint, channel)
        if one.result.specimen is not assay.specimen:
            if not reading.chosen:
                yield _of_wrong_specimen(one, timepoint, assay)
            continue
        if one.result.value.state is ResultState.QUANTIFIED:
            yield from _about_assay(one, reading)
            continue
        thresholds = pack.thresholds_at.get((timepoint.id, channel), ())
        yield from _about_limit(one, thresholds, assay)
        yield from _about_assay(one, reading)
        if one.result.value.state is ResultState.POSITIVE_BELOW_LLOQ:
            yield from _about_policy(one, thresholds, view.schedule.pnq_policy)


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
    if too_weak and required is not None:
        against, number = percent_text(required), required
    else:
        against, number = open_to[0].number_text, open_to[0].value

    def words() -> str:
        if reached is None:
            limit = say("nobody stated what it reached")
        else:
            limit = say("it reached {}").format(rounded_percent_text(reached, (number,)))
        return say("{}: {}, which is not enough for {}.").format(one.where, limit, against)

    yield Remark(Flag.INSUFFICIENT_SENSITIVITY, words, (one,))


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
        accepted = say(" or ").join(other.value for other in assay.denominators)
        yield say("a fraction of {}, the protocol counts {}; not converted").format(
            given.value, accepted
        )


def _about_policy(
    one: PlacedResult, thresholds: tuple[Threshold, ...], policy: PnqPolicy
) -> Iterator[Remark]:
    open_to = [one_ for one_ in thresholds if one_.ask(one.interval) is Truth.UNKNOWN]
    if open_to and policy is PnqPolicy.MANUAL:
        yield Remark(
            Flag.MANUAL_REVIEW,
            lambda: say(
                "{}: {} crosses {}, and the protocol does not publish what that counts "
                "as: a clinician decides."
            ).format(one.where, one.shown_beside(open_to[0].value), open_to[0].number_text),
            (one,),
        )


# --- methods against each other ---------------------------------------------------------------


def _discordant(pack: RulePack, view: CaseView) -> Iterator[Remark]:
    """Two methods of one sample that answer a threshold differently; they are never averaged."""
    found = discords(pack, view)
    yield from map(_of_discord, islice(found, MOST_DISCORDS))
    if next(found, None) is not None:
        yield Remark(
            Flag.DISCORDANT_METHODS,
            lambda: say(
                "More than {} pairs of results disagree: the others are not listed."
            ).format(MOST_DISCORDS),
            (),
        )


def _of_discord(found: Discord) -> Remark:
    one, other, threshold = found
    return Remark(
        Flag.DISCORDANT_METHODS,
        lambda: say(
            "{}: {}; {}: {}: the methods disagree on {}. Only the decisive method counts."
        ).format(
            one.where,
            one.shown_beside(threshold.value),
            other.where,
            other.shown_beside(threshold.value),
            threshold.text,
        ),
        (one, other),
    )
