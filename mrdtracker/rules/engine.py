"""Holds a case against a pack: scope, groups, findings and flags; it knows neither SQL nor Qt."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from mrdtracker.domain.case import PatientCase
from mrdtracker.domain.errors import Problem
from mrdtracker.domain.finding import (
    Assessment,
    Finding,
    FindingKind,
    Flag,
    GroupStatus,
    Level,
    PackState,
    Step,
)
from mrdtracker.domain.truth import Truth
from mrdtracker.rules.case_view import Availability, CaseView, Need, Reading, Trace
from mrdtracker.rules.conditions import Answer
from mrdtracker.rules.example_check import problems_of
from mrdtracker.rules.pack import FindingRule, Report, RulePack
from mrdtracker.rules.placement import PlacedResult
from mrdtracker.rules.quality import quality_findings
from mrdtracker.rules.timepoints import Channel, TimePoint
from mrdtracker.rules.walk import Verdict, Walk, gap_finding, judge, make_finding, walk_rules

MISSING = "missing-result"


@dataclass(frozen=True)
class Scope:
    """Whether the protocol has a group for this child at all."""

    is_excluded: bool
    findings: tuple[Finding, ...]
    needs: tuple[Need, ...]


def evaluate(pack: RulePack, case: PatientCase, *, with_trace: bool = True) -> Assessment:
    """Answer one case by one pack, with a trace of every question that was asked.

    A group is assigned only when one is left; there is no default group.

    Args:
        pack: The pack.
        case: The case.
        with_trace: False for many cases at once: status, groups and flags are the same, needs are
            not told, and of the findings only those that raise a flag are there, without words.
    """
    view = CaseView(pack.schedule, case, is_quiet=not with_trace)
    scope = _scope(pack, view)
    is_shown_only = pack.state is PackState.DISPLAY_ONLY
    others: tuple[Finding, ...] = ()
    if with_trace or not is_shown_only:
        others = (*_rule_findings(pack, view), *quality_findings(pack, view))
    if scope.is_excluded:
        findings = (*scope.findings, *others)
        return Assessment(
            pack=pack.reference,
            status=GroupStatus.OUT_OF_SCOPE,
            ruled_out=pack.group_ids,
            findings=_without_flags(findings) if is_shown_only else findings,
        )
    walk = walk_rules(pack, view)
    findings = (*scope.findings, *walk.findings, *others)
    if is_shown_only or not pack.rules:
        findings = _without_flags(findings) if is_shown_only else findings
        return Assessment(pack.reference, GroupStatus.DISPLAY_ONLY, findings=findings)
    verdict = judge(pack, view, walk, scope.needs)
    if verdict.status is GroupStatus.PUBLISHED_GAP and walk.stop is None:
        findings = (*findings, gap_finding(pack, view))
    return Assessment(
        pack=pack.reference,
        status=verdict.status,
        assigned=verdict.assigned,
        possible=tuple(group for group in pack.group_ids if group in walk.possible),
        ruled_out=tuple(group for group in pack.group_ids if group not in walk.possible),
        needs=verdict.sentences if with_trace else (),
        findings=(*findings, *_missing(pack, view, verdict), *_arms(pack, view, verdict, walk)),
    )


def failing_examples(pack: RulePack) -> tuple[Problem, ...]:
    """Run the pack's own examples; a pack with a failing one is not to be used."""
    return tuple(
        problem
        for example in pack.examples
        for problem in problems_of(example, evaluate(pack, example.case))
    )


def _without_flags(findings: tuple[Finding, ...]) -> tuple[Finding, ...]:
    """A display-only pack raises no flag, in scope or out of it."""
    return tuple(replace(finding, flags=()) for finding in findings)


# --- scope ------------------------------------------------------------------------------------


def _scope(pack: RulePack, view: CaseView) -> Scope:
    findings: list[Finding] = []
    needs: list[Need] = []
    stated = view.case.patient.protocol_eligible
    excluded = _excluded_by_statement(pack, view)
    findings.extend(excluded)
    is_excluded = bool(excluded)
    for rule in pack.scope:
        trace = view.trace()
        answer = rule.when.check(view, None, trace)
        excluding = Truth.NO if rule.is_requirement else Truth.YES
        is_excluded = is_excluded or answer.truth is excluding
        is_open = answer.truth is Truth.UNKNOWN and rule.is_asked and stated is not Truth.YES
        if is_open:
            needs.extend(answer.needs)
        if trace.is_quiet and answer.truth is not Truth.YES:
            continue
        if is_open or rule.is_requirement or answer.truth is excluding:
            group = rule.text.id if rule.is_requirement else None
            findings.append(make_finding(rule.text, answer, trace, group=group))
    return Scope(is_excluded, tuple(findings), tuple(needs))


def _excluded_by_statement(pack: RulePack, view: CaseView) -> list[Finding]:
    course, found = view.case.course, []
    if view.case.patient.protocol_eligible is Truth.NO:
        found.append(("stated-not-eligible", "The centre states that this child is not eligible."))
    if pack.studies and course.study is not None and course.study.lower() not in pack.studies:
        known = ", ".join(pack.studies)
        says = f"The study '{course.study}' is not one of this pack: {known}."
        found.append(("study-not-covered", says))
    return [Finding(rule, FindingKind.RISK, Level.INFO, Truth.YES, says) for rule, says in found]


# --- findings ---------------------------------------------------------------------------------


def _rule_findings(pack: RulePack, view: CaseView) -> Iterator[Finding]:
    is_quiet = view.is_quiet
    for rule in pack.findings:
        if is_quiet and not rule.raises_flags:
            continue
        if not rule.is_of_results:
            yield from _ask(rule, view, None)
            continue
        for one in view.placed:
            if _is_about(rule, one):
                yield from _ask(rule, view, one)


def _is_about(rule: FindingRule, one: PlacedResult) -> bool:
    result = one.result
    return (
        result.method in rule.methods
        and (not rule.specimens or result.specimen in rule.specimens)
        and one.place.trouble is None
        and result.value.state.is_evaluable
    )


def _ask(rule: FindingRule, view: CaseView, one: PlacedResult | None) -> Iterator[Finding]:
    quiet = Trace(is_quiet=True)
    if rule.applies is not None and rule.applies.check(view, one, quiet).truth is Truth.NO:
        return
    trace = view.trace()
    answer = rule.check.check(view, one, trace)
    if trace.is_quiet and answer.truth is not Truth.YES:
        return
    if answer.truth is Truth.YES or _is_worth_a_line(rule.report, answer.truth):
        yield make_finding(rule.text, answer, trace, group=rule.group)


def _is_worth_a_line(report: Report, truth: Truth) -> bool:
    if report is Report.ALL:
        return True
    return report is Report.OPEN and truth is Truth.UNKNOWN


def _missing(pack: RulePack, view: CaseView, verdict: Verdict) -> Iterator[Finding]:
    """Name a time point that was missed: reported as such, or passed over by a later one."""
    if not verdict.needs:
        return
    missing = view.schedule.missing
    wanted = set(verdict.needs)
    for timepoint, channel, need in pack.needs_at:
        if need not in wanted:
            continue
        reading = view.reading(timepoint, channel)
        is_failed = reading.availability is Availability.NOT_EVALUABLE
        if not is_failed and not _is_passed(view, timepoint, reading):
            continue
        if view.is_quiet:
            flags = (Flag.MISSING_RESULT,)
            yield Finding(MISSING, FindingKind.GAP, Level.INFO, Truth.YES, "", flags=flags)
            continue
        is_published = is_failed and missing.is_not_fulfilled and channel is Channel.MRD
        says = f"{reading.why_nothing}. {missing.says if is_published else ''}".strip()
        step = Step(
            f"Evaluable {channel.value} result at {timepoint.id}?",
            reading.why_nothing,
            Truth.NO,
            result_keys=tuple(one.key for one in reading.seen),
        )
        yield Finding(
            rule=MISSING,
            kind=FindingKind.GAP,
            level=Level.INFO,
            answer=Truth.YES,
            says=says,
            trace=(step,),
            result_keys=step.result_keys,
            source=missing.source if is_published else None,
            flags=(Flag.MISSING_RESULT,),
        )


def _arms(pack: RulePack, view: CaseView, verdict: Verdict, walk: Walk) -> Iterator[Finding]:
    """Name the published arm of the group, apart from the group itself."""
    for arm in pack.arms:
        if verdict.assigned in arm.groups:
            answer = Answer(Truth.YES)
        elif walk.possible.intersection(arm.groups):
            answer = Answer(Truth.UNKNOWN, verdict.needs)
        else:
            continue
        finding = make_finding(arm.text, answer, view.trace())
        yield replace(finding, says=f"Published arm. {finding.says}")


def _is_passed(view: CaseView, timepoint: TimePoint, reading: Reading) -> bool:
    if reading.availability is not Availability.ABSENT:
        return False
    later = (one for one in view.schedule.timepoints if one.window.day > timepoint.window.day)
    return any(
        view.reading(one, channel).availability is not Availability.ABSENT
        for one in later
        for channel in one.assays
    )
