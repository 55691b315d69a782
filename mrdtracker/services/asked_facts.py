"""Which genetic lesions the rule packs ask about, so that a form can ask for them first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from mrdtracker.rules.conditions import Condition
from mrdtracker.rules.facts import LesionIs
from mrdtracker.rules.pack import RulePack


def asked_lesions(packs: Iterable[RulePack]) -> tuple[str, ...]:
    """Return the names of the lesions that the packs ask about, each once, in their order."""
    names = (
        leaf.name
        for pack in packs
        for condition in _conditions_of(pack)
        for leaf in condition.leaves()
        if isinstance(leaf, LesionIs)
    )
    return tuple(dict.fromkeys(names))


def _conditions_of(pack: RulePack) -> Iterator[Condition]:
    for exclusion in pack.scope:
        yield exclusion.when
    for rule in pack.rules:
        yield rule.when
    for finding in pack.findings:
        yield finding.check
        if finding.applies is not None:
            yield finding.applies
