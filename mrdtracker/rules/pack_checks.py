"""Checks a pack that was read: what no single table shows, such as a group that nothing gives."""

from __future__ import annotations

from collections.abc import Iterator

from mrdtracker.domain.errors import Problem
from mrdtracker.domain.finding import PackState
from mrdtracker.domain.units import QuantityKind
from mrdtracker.rules.measured import MeasuredAt
from mrdtracker.rules.pack import GroupRule, Outcome, RulePack
from mrdtracker.rules.timepoints import Channel
from mrdtracker.words import say


def problems_of_pack(
    pack: RulePack, mrd_units: list[tuple[str, str]], *, has_all_rules: bool = True
) -> Iterator[Problem]:
    """Say what is wrong with the pack as a whole.

    Args:
        pack: What could be read.
        mrd_units: The units of its MRD thresholds, with where they stand.
        has_all_rules: False where a rule could not be read: then a group may only seem to be
            without one.
    """
    yield from _doubled(pack)
    yield from _unreachable(pack)
    if has_all_rules:
        yield from _never_assigned(pack)
    yield from _mixed_units(pack, mrd_units)


def _doubled(pack: RulePack) -> Iterator[Problem]:
    seen: set[str] = set()
    for text in pack.texts:
        if text.id in seen:
            yield Problem(f"rule '{text.id}'", say("its id stands twice."))
        seen.add(text.id)


def _is_last_resort(rule: GroupRule) -> bool:
    return not any(True for _ in rule.when.leaves())


def _unreachable(pack: RulePack) -> Iterator[Problem]:
    for rule in pack.rules[:-1]:
        if _is_last_resort(rule) and not rule.text.is_display_only:
            yield Problem(
                f"rule '{rule.text.id}'",
                say("always answers yes: what follows is lost."),
            )


def _never_assigned(pack: RulePack) -> Iterator[Problem]:
    if pack.state is PackState.DISPLAY_ONLY:
        return
    given = {
        group
        for rule in pack.rules
        if rule.outcome is Outcome.GROUP and not rule.text.is_display_only
        for group in rule.groups
    }
    for group in pack.groups:
        if group.is_shown_only and group.id in given:
            yield Problem(
                f"group '{group.id}'",
                say("is shown only, and an active rule leads to it."),
            )
        if group.id not in given and not group.is_shown_only:
            yield Problem(f"group '{group.id}'", say("no active rule leads to it."))


def _mixed_units(pack: RulePack, mrd_units: list[tuple[str, str]]) -> Iterator[Problem]:
    used = list(mrd_units)
    for rule in pack.rules:
        for leaf in rule.when.leaves():
            if isinstance(leaf, MeasuredAt) and leaf.channel is Channel.MRD:
                used.append((f"rule '{rule.text.id}'", leaf.threshold.unit))
    for finding in pack.findings:
        if any(method.is_mrd for method in finding.methods):
            used.extend(
                (f"finding '{finding.text.id}'", unit)
                for leaf in finding.check.leaves()
                if (unit := _fraction_unit(leaf)) is not None
            )
    for where, unit in used:
        if unit != used[0][1]:
            text = say("MRD is written in '{}' here and in '{}' before: use one unit.")
            yield Problem(where, text.format(unit, used[0][1]))


def _fraction_unit(leaf: object) -> str | None:
    threshold = getattr(leaf, "threshold", None)
    if threshold is None or threshold.kind is not QuantityKind.CELL_FRACTION:
        return None
    return str(threshold.unit)
