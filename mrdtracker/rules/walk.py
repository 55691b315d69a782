"""Walks the ordered rules of a pack: which groups are possible, and what would settle it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from functools import cached_property, partial

from mrdtracker.domain.finding import Finding, FindingKind, Flag, GroupStatus, Level
from mrdtracker.domain.truth import Truth
from mrdtracker.rules.case_view import Answer, Availability, CaseView, Need, Trace, wording
from mrdtracker.rules.conditions import ask
from mrdtracker.rules.measured import need_of
from mrdtracker.rules.pack import Group, GroupRule, Outcome, RulePack, RuleText
from mrdtracker.rules.raised import Raised
from mrdtracker.words import mark, say

PRETREATMENT = mark("steroids before the diagnosis: yes or no")


@dataclass
class Walk:
    """What the ordered list left standing.

    Attributes:
        stop: The rule that answered YES and ended the walk, or None.
        possible: Groups that the facts leave open.
        open_answers: Answers of the rules that are still UNKNOWN, with what they need.
    """

    stop: GroupRule | None = None
    possible: set[str] = field(default_factory=set)
    open_answers: list[Answer] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)


def walk_rules(pack: RulePack, view: CaseView) -> Walk:
    """Walk the rules in order: YES adds its group and stops, UNKNOWN adds it and goes on.

    A rule that is display-only never stops the walk: its YES keeps the group possible, no more.
    After the stop only rules of the same group are still asked, as further reasons.
    """
    if view.is_quiet:
        return pack.walks[view.is_brief].of(view, partial(_walk, pack))
    return _walk(pack, view)


def _walk(pack: RulePack, view: CaseView) -> Walk:
    walk = Walk()
    for rule in pack.rules:
        if walk.stop is not None and not _gives_another_reason(walk.stop, rule):
            continue
        if view.is_brief and walk.stop is not None and not _raises_more(rule, walk):
            continue
        trace = view.trace()
        answer = ask(rule.when, view, trace)
        is_open = walk.stop is None and bool(walk.possible.difference(rule.groups))
        if not view.is_brief or answer.truth is Truth.YES:
            walk.findings.append(_finding(rule, answer, trace, is_open=is_open))
        if walk.stop is None:
            _step(walk, rule, answer)
    return walk


def _gives_another_reason(stop: GroupRule, rule: GroupRule) -> bool:
    """The last resort of a list ("all others") is a reason only where nothing else was one."""
    is_same = stop.outcome is Outcome.GROUP and rule.groups == stop.groups
    return is_same and not _is_last_resort(rule)


def _raises_more(rule: GroupRule, walk: Walk) -> bool:
    """Answer whether a further reason could raise a flag that is not raised yet, or be louder."""
    return Raised(walk.findings).is_more((*rule.text.raised, *_flags_of(rule)), rule.text.level)


def _step(walk: Walk, rule: GroupRule, answer: Answer) -> None:
    if answer.truth is Truth.NO:
        return
    walk.possible.update(rule.groups)
    if answer.truth is Truth.YES and not rule.text.is_display_only:
        walk.stop = rule
        return
    walk.open_answers.append(answer)
    if answer.truth is Truth.YES:
        decide = say("a clinician's decision on '{}' (not verified, display only)").format(
            say(rule.text.title)
        )
        walk.open_answers.append(_asking(Need(decide)))


def _finding(rule: GroupRule, answer: Answer, trace: Trace, *, is_open: bool) -> Finding:
    """Write down the answer of one rule of the list.

    Args:
        rule: The rule.
        answer: Its own answer.
        trace: Its questions.
        is_open: Rules before it, of other groups, are UNKNOWN: it does not decide yet.
    """
    is_gap = rule.outcome is not Outcome.GROUP
    finding = make_finding(
        rule.text,
        answer,
        trace,
        group=None if is_gap else rule.groups[0],
        more_flags=_flags_of(rule),
    )
    is_told = answer.truth is Truth.YES and not rule.text.is_display_only
    if not is_open or not is_told or is_gap:
        return finding
    if _is_last_resort(rule):
        says = say("{}: cannot be said yet; rules before it are still open.").format(
            say(rule.text.title)
        )
        return replace(finding, answer=Truth.UNKNOWN, says="" if trace.is_quiet else says)
    if trace.is_quiet:
        return finding
    relations = f" ({', '.join(dict.fromkeys(trace.relations))})" if trace.relations else ""
    says = say("{}: yes{}; rules before it are still open, so it does not decide yet.")
    return replace(finding, says=says.format(say(rule.text.title), relations))


def _is_last_resort(rule: GroupRule) -> bool:
    """Answer whether it is "all others", which has no question of its own."""
    return not any(True for _ in rule.when.leaves())


def _flags_of(rule: GroupRule) -> tuple[Flag, ...]:
    if rule.outcome is Outcome.BOUNDARY:
        return (Flag.BOUNDARY_UNDEFINED,)
    if rule.outcome is Outcome.GAP:
        return (Flag.PUBLISHED_GAP,)
    if rule.text.is_display_only:
        return (Flag.MANUAL_REVIEW,)
    return ()


def make_finding(
    text: RuleText,
    answer: Answer,
    trace: Trace,
    *,
    group: str | None = None,
    more_flags: tuple[Flag, ...] = (),
) -> Finding:
    """Write the answer of a rule as a finding, sentence first; a quiet one keeps its flags."""
    flags = _raised(text, answer, more_flags)
    if trace.is_quiet:
        return Finding(text.id, text.kind, text.level, answer.truth, "", flags=flags)
    if answer.truth is Truth.YES:
        says = say(text.says)
        if trace.relations:
            says = f"{says.rstrip('.')}: {', '.join(dict.fromkeys(trace.relations))}."
    elif answer.truth is Truth.NO:
        says = say("{}: no.").format(say(text.title))
    else:
        needs = "; ".join(sentences(answer.needs))
        open_words = say("{}: cannot be said yet.")
        if needs:
            open_words = say("{}: cannot be said yet; it needs {}.")
        says = open_words.format(say(text.title), needs)
    if text.is_display_only and answer.truth is not Truth.NO:
        says += say(" Shown only: it assigns nothing.")
    return Finding(
        rule=text.id,
        kind=text.kind,
        level=text.level,
        answer=answer.truth,
        says=says,
        trace=tuple(trace.steps),
        result_keys=trace.keys(),
        source=text.source,
        flags=flags,
        group=group,
    )


def _raised(text: RuleText, answer: Answer, more: tuple[Flag, ...]) -> tuple[Flag, ...]:
    if answer.truth is not Truth.YES:
        return ()
    return tuple(dict.fromkeys((*text.raised, *more))) if more else text.raised


# --- needs ------------------------------------------------------------------------------------


_DAYS_OF = {"D": 1, "W": 7}


def sentences(needs: Iterable[Need]) -> tuple[str, ...]:
    """Say what is needed, most often asked for first; time points of one kind together."""
    counted = Counter(needs)
    ordered = sorted(counted, key=lambda need: -counted[need])
    merged: dict[tuple[str, str], list[str]] = {}
    for need in ordered:
        merged.setdefault((need.head, need.tail), []).append(need.timepoint)
    return tuple(
        wording(head, sorted(filter(None, timepoints), key=_by_day), tail)
        for (head, tail), timepoints in merged.items()
    )


def _by_day(name: str) -> int:
    """Order D8, D33, W11; names without a number keep the order in which they were asked for."""
    unit, digits = name[:1], name[1:]
    return int(digits) * _DAYS_OF.get(unit, 0) if digits.isdigit() else 0


# --- status -----------------------------------------------------------------------------------


@dataclass(frozen=True)
class Verdict:
    """How far the published rules carry today."""

    status: GroupStatus
    assigned: str | None = None
    open_answers: tuple[Answer, ...] = ()

    @cached_property
    def needs(self) -> tuple[Need, ...]:
        """What is still needed, as often as it is asked for."""
        return tuple(need for answer in self.open_answers for need in answer.needs)

    @property
    def sentences(self) -> tuple[str, ...]:
        """Say what would settle it."""
        return sentences(self.needs)


def judge(pack: RulePack, view: CaseView, walk: Walk, open_scope: tuple[Answer, ...]) -> Verdict:
    """Say the status of the group, and what is still needed.

    Args:
        pack: The pack that was walked.
        view: The case on its schedule.
        walk: What the ordered list left standing.
        open_scope: What would settle whether the protocol excludes this child.
    """
    if walk.stop is not None and walk.stop.outcome is Outcome.BOUNDARY:
        title = say(walk.stop.text.title)
        decide = Need(say("a clinician's decision: {}").format(title))
        # A rule before it that is still open may lead to a group after all.
        settling = (_asking(decide), *walk.open_answers, *open_scope)
        return Verdict(GroupStatus.BOUNDARY_UNDEFINED, None, settling)
    is_off_the_end = walk.stop is None or walk.stop.outcome is Outcome.GAP
    if is_off_the_end and not walk.possible:
        return Verdict(GroupStatus.PUBLISHED_GAP, None, open_scope)
    if is_off_the_end or len(walk.possible) > 1:
        return Verdict(GroupStatus.INDETERMINATE, None, (*walk.open_answers, *open_scope))
    (assigned,) = walk.possible
    group = next(one for one in pack.groups if one.id == assigned)
    # Rules before it that are UNKNOWN lead to the same group: they settle nothing any more.
    missing = _unanswered(view, group)
    if _hangs_on_pretreatment(pack, view, walk):
        missing.append(Need(say(PRETREATMENT)))
    settling = (*open_scope, _asking(*missing)) if missing else open_scope
    status = GroupStatus.PROVISIONAL if settling else GroupStatus.FINAL
    return Verdict(status, assigned, settling)


def _asking(*needs: Need) -> Answer:
    return Answer(Truth.UNKNOWN, needs)


def _unanswered(view: CaseView, group: Group) -> list[Need]:
    return [
        need_of(timepoint, channel)
        for timepoint, channel in group.final_with
        if view.reading(timepoint, channel).availability is not Availability.THERE
    ]


def _hangs_on_pretreatment(pack: RulePack, view: CaseView, walk: Walk) -> bool:
    """Ask for steroids before the diagnosis only where they would change what is possible."""
    patient = view.case.patient
    if patient.steroid_pretreatment is not Truth.UNKNOWN:
        return False
    if not pack.asks_pretreatment:
        return False
    given = view.supposing(
        replace(patient, steroid_pretreatment=Truth.YES), pack.hang_on_pretreatment
    )
    return walk_rules(pack, given).possible != walk.possible


def gap_finding(pack: RulePack, view: CaseView) -> Finding:
    """Say that the published rules put this case in no group, with the source that leaves it."""
    for gap in pack.gaps:
        trace = view.trace()
        answer = ask(gap.when, view, trace)
        if answer.truth is Truth.YES:
            return make_finding(gap.text, answer, trace, more_flags=(Flag.PUBLISHED_GAP,))
    return Finding(
        rule="published-gap",
        kind=FindingKind.GAP,
        level=Level.INFO,
        answer=Truth.YES,
        says=say("The facts are complete, and the published rules put this case in no group."),
        flags=(Flag.PUBLISHED_GAP,),
    )
