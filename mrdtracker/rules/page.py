"""Writes a pack as its readable page: every rule in words, nothing left out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from mrdtracker.domain.finding import Certainty, PackState
from mrdtracker.domain.pack_page import PackPage, RuleLine, TimePointLine
from mrdtracker.domain.plurals import counted
from mrdtracker.domain.units import EXACT, canonical_text
from mrdtracker.rules.conditions import All, AnyOf, Condition, Leaf
from mrdtracker.rules.pack import FindingRule, Group, GroupRule, Outcome, RulePack, RuleText
from mrdtracker.rules.timepoints import Assay, Channel, PnqPolicy, Schedule, TimePoint
from mrdtracker.words import mark, say, say_code

_STATES = {PackState.ACTIVE: mark("active"), PackState.DISPLAY_ONLY: mark("display only")}
_CHANNELS = {
    Channel.MRD: "MRD",
    Channel.MORPHOLOGY: mark("morphology"),
    Channel.COUNT: mark("blast count"),
}
_PNQ = {
    PnqPolicy.POSITIVE: mark("counts as positive where its range crosses a threshold"),
    PnqPolicy.BELOW_THRESHOLD: mark("counts as below the threshold where its range crosses one"),
    PnqPolicy.MANUAL: mark("a person decides where its range crosses a threshold"),
}
_MISSING = mark("A result that was missed or is not evaluable answers no question: it is unknown.")


def page_of(pack: RulePack) -> PackPage:
    """Write a pack as its readable page."""
    rules = tuple(_group_rules(pack))
    scope = tuple(_scope(pack))
    findings = tuple(_findings(pack))
    return PackPage(
        reference=pack.reference,
        state=say(_STATES[pack.state]),
        convention=pack.schedule.convention.words,
        studies=pack.studies,
        timepoints=tuple(_timepoints(pack.schedule)),
        groups=tuple(_group_words(group) for group in pack.groups),
        scope=scope,
        rules=rules,
        gaps=tuple(
            _line(pack, place, gap.text, gap.when, say("published gap"))
            for place, gap in enumerate(pack.gaps, 1)
        ),
        arms=tuple(_arms(pack)),
        findings=findings,
        pnq=say("Positive, not quantifiable: {}.").format(say(_PNQ[pack.schedule.pnq_policy])),
        missing=say(pack.schedule.missing.says or _MISSING),
        boundary_notes=tuple(map(say, pack.boundary_notes)),
        disputed=tuple(map(say, pack.disputed)),
        notes=tuple(map(say, pack.notes)),
        display_only=tuple(_display_only(pack, (*scope, *rules, *findings))),
        placeholders=pack.placeholders,
        sources=tuple(pack.sources.values()),
        examples=tuple(f"{say(one.name)} ({say(one.kind)})" for one in pack.examples),
    )


def condition_words(condition: Condition) -> str:
    """Write a condition in words, with operators and units as they stand in the pack."""
    if isinstance(condition, All | AnyOf):
        is_all = isinstance(condition, All)
        parts = [_part_words(part, condition) for part in condition.parts]
        empty = say("always") if is_all else say("never")
        return (say(" and ") if is_all else say(" or ")).join(parts) or empty
    return condition.asked.rstrip("?") if isinstance(condition, Leaf) else say("unnamed question")


def _part_words(part: Condition, whole: All | AnyOf) -> str:
    words = condition_words(part)
    is_mixed = isinstance(part, All | AnyOf) and type(part) is not type(whole)
    return f"({words})" if is_mixed else words


def _timepoints(schedule: Schedule) -> Iterator[TimePointLine]:
    for one in schedule.timepoints:
        for channel, assay in one.assays.items():
            yield TimePointLine(
                id=one.id,
                title=say(one.title),
                day=say("by name") if one.is_by_name else say("day {}").format(one.window.day),
                window=_window(one),
                channel=say(_CHANNELS[channel]),
                specimen=assay.specimen.value,
                methods=say(" or ").join(map(say_code, assay.methods)),
                sensitivity=_sensitivity(assay),
                requirements=_requirements(assay),
            )


def _window(one: TimePoint) -> str:
    words = say("any day, if the result names it") if one.is_by_name else one.window.words
    if not one.before_phase:
        return words
    return say("{}, before {}").format(words, say(one.before_phase))


def _sensitivity(assay: Assay) -> str:
    if assay.min_sensitivity is None:
        return "–"
    return say("{} % or lower").format(canonical_text(assay.min_sensitivity.scaleb(2, EXACT)))


def _requirements(assay: Assay) -> str:
    parts = []
    if assay.min_markers is not None:
        parts.append(
            say("a negative rests on {}").format(counted(assay.min_markers, "sensitive marker"))
        )
    if assay.denominators:
        names = say(" or ").join(map(say_code, assay.denominators))
        parts.append(say("of {}").format(names))
    return "; ".join(parts)


def _group_words(group: Group) -> str:
    final = ", ".join(
        f"{point.id} {say(_CHANNELS[channel])}" for point, channel in group.final_with
    )
    shown_only = say("; shown only: this pack never assigns it") if group.is_shown_only else ""
    said = say(" (final with {})").format(final) if final else ""
    return f"{group.id}: {say(group.title)}{said}{shown_only}"


def _scope(pack: RulePack) -> Iterator[RuleLine]:
    for place, rule in enumerate(pack.scope, 1):
        leads_to = say("required") if rule.is_requirement else say("excludes")
        line = _line(pack, place, rule.text, rule.when, leads_to)
        # Who a protocol is for is asked whatever the certainty: nobody outside is given a group.
        yield replace(line, why_display_only="")


def _group_rules(pack: RulePack) -> Iterator[RuleLine]:
    for place, rule in enumerate(pack.rules, 1):
        line = _line(pack, place, rule.text, rule.when, _leads_to(rule))
        if rule.shadowed_by:
            before = say("As printed, the rule '{}' before it always answers first.").format(
                rule.shadowed_by
            )
            line = replace(line, note=f"{line.note} {before}".strip())
        yield line


def _leads_to(rule: GroupRule) -> str:
    if rule.outcome is Outcome.GROUP:
        return rule.groups[0]
    if rule.outcome is Outcome.BOUNDARY:
        return say("left open: {}").format(", ".join(rule.groups))
    return say("published gap")


def _arms(pack: RulePack) -> Iterator[RuleLine]:
    for place, arm in enumerate(pack.arms, 1):
        line = _line(pack, place, arm.text, All(()), say(arm.text.title))
        yield replace(line, when=say("the group is {}").format(say(" or ").join(arm.groups)))


def _findings(pack: RulePack) -> Iterator[RuleLine]:
    for place, rule in enumerate(pack.findings, 1):
        flags = ", ".join(flag.value for flag in rule.text.flags)
        line = _line(pack, place, rule.text, rule.check, flags or say_code(rule.text.kind))
        yield _with_subject(line, rule)


def _with_subject(line: RuleLine, rule: FindingRule) -> RuleLine:
    parts = [line.when]
    if rule.methods:
        specimens = "/".join(one.value for one in rule.specimens) or say("any specimen")
        methods = "/".join(map(say_code, rule.methods))
        parts.insert(0, say("each {} result of {}:").format(methods, specimens))
    if rule.applies is not None:
        parts.append(say("– only where {}").format(condition_words(rule.applies)))
    return replace(line, when=" ".join(parts))


def _line(pack: RulePack, place: int, text: RuleText, when: Condition, leads_to: str) -> RuleLine:
    return RuleLine(
        number=place,
        id=text.id,
        title=say(text.title),
        leads_to=leads_to,
        when=condition_words(when),
        says=say(text.says),
        level=text.level,
        certainty=text.source.certainty.value,
        source=text.source,
        why_display_only=_why_display_only(pack, text),
        note=say(text.note),
        is_placeholder=any(
            one.endswith(f"'{text.id}': {text.title}") for one in pack.placeholders
        ),
    )


def _why_display_only(pack: RulePack, text: RuleText) -> str:
    if not text.is_display_only:
        return ""
    if text.source.certainty is not Certainty.A:
        return say("its source has certainty {}").format(text.source.certainty.value)
    if pack.state is PackState.DISPLAY_ONLY:
        return say("the whole pack is display only")
    return say("nobody has checked its operator against the published text")


def _display_only(pack: RulePack, lines: Iterable[RuleLine]) -> Iterator[str]:
    if pack.state is PackState.DISPLAY_ONLY:
        yield say("The whole pack is shown and assigns no group.")
    for line in lines:
        if line.why_display_only:
            yield f"{line.title}: {line.why_display_only}."
