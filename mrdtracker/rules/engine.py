"""Holds a case against a pack: scope, groups, findings and flags; it knows neither SQL nor Qt."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
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
from mrdtracker.rules.case_view import (
    QUIET,
    Answer,
    Availability,
    CaseView,
    Reading,
    Wanted,
)
from mrdtracker.rules.conditions import ask
from mrdtracker.rules.example_check import problems_of
from mrdtracker.rules.pack import FindingRule, Report, RulePack
from mrdtracker.rules.placement import PlacedResult
from mrdtracker.rules.quality import quality_findings, raising_quality
from mrdtracker.rules.raised import Raised
from mrdtracker.rules.timepoints import Channel, TimePoint
from mrdtracker.rules.walk import Verdict, Walk, gap_finding, judge, make_finding, walk_rules
from mrdtracker.words import in_english, say

MISSING = "missing-result"


@dataclass(frozen=True)
class Scope:
    """Whether the protocol has a group for this child at all."""

    is_excluded: bool
    findings: tuple[Finding, ...]
    open_answers: tuple[Answer, ...]


@dataclass(frozen=True)
class GroupAnswer:
    """Status and groups of a case, and nothing else: no finding was asked for, no flag either."""

    status: GroupStatus
    assigned: str | None = None
    possible: tuple[str, ...] = ()


def evaluate(pack: RulePack, case: PatientCase, *, with_trace: bool = True) -> Assessment:
    """Answer one case by one pack, with a trace of every question that was asked.

    A group is assigned only when one is left; there is no default group.

    Args:
        pack: The pack.
        case: The case.
        with_trace: False for many cases at once: status, groups, flags and the loudest level are
            the same, needs are not told, and of the findings that answer yes only those are there
            that add a flag or a louder level to the ones before them, without words.
    """
    wanted = Wanted.WORDS if with_trace else Wanted.RAISED
    return _answer(pack, CaseView(pack.schedule, case, wanted))


def evaluate_answers(pack: RulePack, case: PatientCase) -> Assessment:
    """Answer one case by one pack with every finding, each without words: to compare editions.

    Rule, answer, level and flags of each finding are those of ``evaluate``; needs are not told.
    """
    return _answer(pack, CaseView(pack.schedule, case, Wanted.ANSWERS))


def evaluate_groups(pack: RulePack, case: PatientCase) -> GroupAnswer:
    """Answer one of very many cases by one pack: the groups of ``evaluate``, and no more."""
    view = CaseView(pack.schedule, case, Wanted.RAISED)
    scope = _scope(pack, view)
    if scope.is_excluded:
        return GroupAnswer(GroupStatus.OUT_OF_SCOPE)
    if pack.state is PackState.DISPLAY_ONLY or not pack.rules:
        return GroupAnswer(GroupStatus.DISPLAY_ONLY)
    walk = walk_rules(pack, view)
    verdict = judge(pack, view, walk, scope.open_answers)
    return GroupAnswer(verdict.status, verdict.assigned, _possible(pack, walk))


def _answer(pack: RulePack, view: CaseView) -> Assessment:
    scope = _scope(pack, view)
    is_shown_only = pack.state is PackState.DISPLAY_ONLY
    if scope.is_excluded:
        findings = _with_others(pack, view, scope.findings)
        return Assessment(
            pack=pack.reference,
            status=GroupStatus.OUT_OF_SCOPE,
            ruled_out=pack.group_ids,
            findings=_without_flags(findings) if is_shown_only else findings,
        )
    walk = walk_rules(pack, view)
    findings = _with_others(pack, view, (*scope.findings, *walk.findings))
    if is_shown_only or not pack.rules:
        findings = _without_flags(findings) if is_shown_only else findings
        return Assessment(pack.reference, GroupStatus.DISPLAY_ONLY, findings=findings)
    verdict = judge(pack, view, walk, scope.open_answers)
    if verdict.status is GroupStatus.PUBLISHED_GAP and walk.stop is None:
        findings = (*findings, gap_finding(pack, view))
    return Assessment(
        pack=pack.reference,
        status=verdict.status,
        assigned=verdict.assigned,
        possible=_possible(pack, walk),
        ruled_out=tuple(group for group in pack.group_ids if group not in walk.possible),
        needs=() if view.is_quiet else verdict.sentences,
        findings=(*findings, *_missing(pack, view, verdict), *_arms(pack, view, verdict, walk)),
    )


def _possible(pack: RulePack, walk: Walk) -> tuple[str, ...]:
    return tuple(group for group in pack.group_ids if group in walk.possible)


def failing_examples(pack: RulePack) -> tuple[Problem, ...]:
    """Run the pack's own examples; a pack with a failing one is not to be used."""
    problems: list[Problem] = []
    for example in pack.examples:
        with in_english():  # as the examples are written
            assessment = evaluate(pack, example.case)
        problems.extend(problems_of(example, assessment))
    return tuple(problems)


def _without_flags(findings: tuple[Finding, ...]) -> tuple[Finding, ...]:
    """A display-only pack raises no flag, in scope or out of it."""
    return tuple(replace(finding, flags=()) for finding in findings)


# --- scope ------------------------------------------------------------------------------------


def _scope(pack: RulePack, view: CaseView) -> Scope:
    findings: list[Finding] = []
    open_answers: list[Answer] = []
    stated = view.case.patient.protocol_eligible
    excluded = _excluded_by_statement(pack, view)
    findings.extend(excluded)
    is_excluded = bool(excluded)
    for rule in pack.scope:
        trace = view.trace()
        answer = ask(rule.when, view, trace)
        excluding = Truth.NO if rule.is_requirement else Truth.YES
        is_excluded = is_excluded or answer.truth is excluding
        is_open = answer.truth is Truth.UNKNOWN and rule.is_asked and stated is not Truth.YES
        if is_open:
            open_answers.append(answer)
        if view.is_brief and answer.truth is not Truth.YES:
            continue
        if is_open or rule.is_requirement or answer.truth is excluding:
            group = rule.text.id if rule.is_requirement else None
            findings.append(make_finding(rule.text, answer, trace, group=group))
    return Scope(is_excluded, tuple(findings), tuple(open_answers))


def _excluded_by_statement(pack: RulePack, view: CaseView) -> list[Finding]:
    course, found = view.case.course, []
    if view.case.patient.protocol_eligible is Truth.NO:
        found.append(
            ("stated-not-eligible", say("The centre states that this child is not eligible."))
        )
    if pack.studies and course.study is not None and course.study.lower() not in pack.studies:
        known = ", ".join(pack.studies)
        says = say("The study '{}' is not one of this pack: {}.").format(course.study, known)
        found.append(("study-not-covered", says))
    return [Finding(rule, FindingKind.RISK, Level.INFO, Truth.YES, says) for rule, says in found]


# --- findings ---------------------------------------------------------------------------------


def _with_others(pack: RulePack, view: CaseView, told: tuple[Finding, ...]) -> tuple[Finding, ...]:
    """Add the findings that stand beside scope and groups."""
    if not view.is_brief:
        return (*told, *_rule_findings(pack, view), *quality_findings(pack, view))
    raised = Raised(told, has_flags=pack.state is not PackState.DISPLAY_ONLY)
    more = (*_raising_findings(pack, view, raised), *raising_quality(pack, view, raised))
    return (*told, *more)


def _rule_findings(pack: RulePack, view: CaseView) -> Iterator[Finding]:
    for rule in pack.findings:
        for one in _subjects(rule, view):
            yield from _ask(rule, view, one)


def _raising_findings(pack: RulePack, view: CaseView, raised: Raised) -> Iterator[Finding]:
    """Ask a rule until it adds nothing any more: of one result, where it is of all."""
    for rule in pack.findings:
        for one in _subjects(rule, view):
            if not raised.is_more(rule.text.raised, rule.text.level):
                break
            for finding in _ask(rule, view, one):
                raised.keep(finding)
                yield finding


def _subjects(rule: FindingRule, view: CaseView) -> Iterable[PlacedResult | None]:
    if not rule.is_of_results:
        return (None,)
    if view.methods.isdisjoint(rule.methods):
        return ()
    return (one for one in view.placed if _is_about(rule, one))


def _is_about(rule: FindingRule, one: PlacedResult) -> bool:
    result = one.result
    return (
        result.method in rule.methods
        and (not rule.specimens or result.specimen in rule.specimens)
        and one.place.trouble is None
        and result.value.state.is_evaluable
    )


def _ask(rule: FindingRule, view: CaseView, one: PlacedResult | None) -> Iterator[Finding]:
    if rule.applies is not None and rule.applies.check(view, one, QUIET).truth is Truth.NO:
        return
    trace = view.trace()
    answer = rule.check.check(view, one, trace)
    if view.is_brief and answer.truth is not Truth.YES:
        return
    if answer.truth is Truth.YES or _is_worth_a_line(rule.report, answer.truth):
        yield make_finding(rule.text, answer, trace)


def _is_worth_a_line(report: Report, truth: Truth) -> bool:
    if report is Report.ALL:
        return True
    return report is Report.OPEN and truth is Truth.UNKNOWN


def _missing(pack: RulePack, view: CaseView, verdict: Verdict) -> Iterator[Finding]:
    """Name a time point that was missed: reported as such, or passed over by a later one."""
    if not verdict.open_answers:
        return
    missing = view.schedule.missing
    for timepoint, channel, need in pack.needs_at:
        reading = view.reading(timepoint, channel)
        is_failed = reading.availability is Availability.NOT_EVALUABLE
        if not is_failed and not _is_passed(view, timepoint, reading):
            continue
        if need not in verdict.needs:
            continue
        if view.is_quiet:
            flags = (Flag.MISSING_RESULT,)
            yield Finding(MISSING, FindingKind.GAP, Level.INFO, Truth.YES, "", flags=flags)
            if view.is_brief:
                return
            continue
        is_published = is_failed and missing.is_not_fulfilled and channel is Channel.MRD
        says = f"{reading.why_nothing}. {say(missing.says) if is_published else ''}".strip()
        step = Step(
            say("Evaluable {} result at {}?").format(say(channel.value), timepoint.id),
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
            answer = Answer(Truth.UNKNOWN, parts=verdict.open_answers)
        else:
            continue
        finding = make_finding(arm.text, answer, view.trace())
        yield replace(finding, says=say("Published arm. {}").format(finding.says))


def _is_passed(view: CaseView, timepoint: TimePoint, reading: Reading) -> bool:
    if reading.availability is not Availability.ABSENT:
        return False
    later = (one for one in view.schedule.timepoints if one.window.day > timepoint.window.day)
    return any(
        view.reading(one, channel).availability is not Availability.ABSENT
        for one in later
        for channel in one.assays
    )
