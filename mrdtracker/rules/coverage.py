"""Proves an ordered list at load: every rule can be the first, and every child meets one.

The proof is exact. All combinations of what the pack's own questions tell apart are held as sets
(``diagram``), cut down to those that are consistent and in scope, and walked in the order of the
list with every fact known.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from mrdtracker.domain.errors import Problem
from mrdtracker.domain.finding import PackState
from mrdtracker.rules.cells import Key, Variable, key_of, variables_of
from mrdtracker.rules.conditions import All, AnyOf, Condition
from mrdtracker.rules.diagram import EVERYTHING, NOTHING, Diagram, TooManyCombinationsError
from mrdtracker.rules.facts import KMT2A_FUSION, KMT2A_REARRANGED, FactIs, LesionIs
from mrdtracker.rules.pack import GroupRule, RulePack
from mrdtracker.rules.prednisone_response import PrednisoneResponseIs
from mrdtracker.words import say

MOST_SETS = 100_000
_LONGEST_EXAMPLE = 12


def problems_of_coverage(pack: RulePack, most_sets: int = MOST_SETS) -> Iterator[Problem]:
    """Say which rules can never be the first, and which combinations reach no rule.

    Args:
        pack: A pack without other problems.
        most_sets: How many different sets of combinations may come up.
    """
    if not pack.rules:
        return
    try:
        yield from _Proof(pack, most_sets).problems()
    except TooManyCombinationsError:
        text = say(
            "too many combinations to prove: more than {} different sets. Divide the list, or ask "
            "fewer questions in one pack."
        )
        yield Problem("rule", text.format(most_sets))


class _Proof:
    """The walk of one pack over all combinations at once."""

    def __init__(self, pack: RulePack, most_sets: int) -> None:
        self._pack = pack
        leaves = [leaf for condition in _conditions(pack) for leaf in condition.leaves()]
        self._variables = variables_of(leaves, pack.schedule, {"study": pack.studies})
        self._places = {key: place for place, key in enumerate(self._variables)}
        sizes = [len(variable.cells) for variable in self._variables.values()]
        self._diagram = Diagram(sizes, most_sets)

    def problems(self) -> Iterator[Problem]:
        """Walk the list: what each rule is the first for is taken from what is left."""
        diagram = self._diagram
        in_scope = left = self._in_scope()
        shown = NOTHING
        for place, rule in enumerate(self._pack.rules):
            asked = self._set(rule.when)
            first = diagram.both(left, asked)
            yield from self._about_reach(place, diagram.both(in_scope, asked), first)
            if rule.text.is_display_only and self._pack.state is PackState.ACTIVE:
                shown = diagram.either(shown, first)
            else:
                left = diagram.both(left, diagram.opposite(asked))
        left = diagram.both(left, diagram.opposite(shown))
        for gap in self._pack.gaps:
            asked = self._set(gap.when)
            if diagram.both(left, asked) == NOTHING:
                yield Problem(
                    f"gap '{gap.text.id}'",
                    say("is none: every combination meets a rule."),
                )
        for gap in self._pack.gaps:
            left = diagram.both(left, diagram.opposite(self._set(gap.when)))
        if left != NOTHING:
            yield Problem(
                "rule",
                say(
                    "no rule answers for: {}. Where the protocol publishes nothing for it, "
                    "declare it: [[gap]] with when, says and source."
                ).format(self._words(left)),
            )

    def _about_reach(self, place: int, asked: int, first: int) -> Iterator[Problem]:
        rule = self._pack.rules[place]
        where = f"rule '{rule.text.id}'"
        if first == NOTHING and rule.shadowed_by is None:
            if asked == NOTHING:
                text = say(
                    "can never answer yes: its questions contradict each other or the scope."
                )
            else:
                before = (f"'{one.text.id}'" for one in self._before(place, asked))
                text = say(
                    "can never be the first: {} answer before it. If the protocol prints it so, "
                    'add shadowed_by = "…".'
                ).format(say(" and ").join(before))
            yield Problem(where, text)
        if first != NOTHING and rule.shadowed_by is not None:
            text = say("declares shadowed_by, and is the first for: {}.")
            yield Problem(where, text.format(self._words(first)))

    def _before(self, place: int, asked: int) -> Iterator[GroupRule]:
        for rule in self._pack.rules[:place]:
            if self._diagram.both(asked, self._set(rule.when)) != NOTHING:
                yield rule

    def _in_scope(self) -> int:
        diagram, left = self._diagram, EVERYTHING
        for condition in _impossible(self._variables):
            if any(key_of(leaf) not in self._places for leaf in condition.leaves()):
                continue
            left = diagram.both(left, diagram.opposite(self._set(condition)))
        for rule in self._pack.scope:
            asked = self._set(rule.when)
            allowed = asked if rule.is_requirement else diagram.opposite(asked)
            left = diagram.both(left, allowed)
        return left

    def _set(self, condition: Condition) -> int:
        """Return the combinations for which a condition answers YES."""
        if isinstance(condition, All):
            found = EVERYTHING
            for part in condition.parts:
                found = self._diagram.both(found, self._set(part))
            return found
        if isinstance(condition, AnyOf):
            found = NOTHING
            for part in condition.parts:
                found = self._diagram.either(found, self._set(part))
            return found
        key = key_of(condition)
        marks = self._variables[key].marks(condition, self._pack.schedule)
        return self._diagram.cells(self._places[key], marks)

    def _words(self, some: int) -> str:
        """Write one combination of a set for people."""
        variables = tuple(self._variables.values())
        told = [
            f"{say(variables[place].name)} {variables[place].cells[cell].words}"
            for place, cell in self._diagram.example(some)
        ]
        more = ["…"] if len(told) > _LONGEST_EXAMPLE else []
        return "; ".join((*told[:_LONGEST_EXAMPLE], *more)) or say("every case")


def _conditions(pack: RulePack) -> Iterator[Condition]:
    for rule in pack.rules:
        yield rule.when
    for one in pack.scope:
        yield one.when
    for gap in pack.gaps:
        yield gap.when


def _impossible(variables: Mapping[Key, Variable]) -> Iterator[Condition]:
    """Combinations that no child can have, of the facts that the pack asks for."""
    lesions = [key[1] for key in variables if key[0] == LesionIs.__name__]
    for name in lesions:
        if name.startswith(KMT2A_FUSION) and KMT2A_REARRANGED in lesions:
            yield All((LesionIs(name), LesionIs(KMT2A_REARRANGED, is_negated=True)))
    yield FactIs("protocol_eligible", is_negated=True)
    before = FactIs("steroid_pretreatment")
    for variable in variables.values():
        for question in variable.questions:
            if isinstance(question, PrednisoneResponseIs) and question.response == "invalid":
                yield All((before, replace(question, is_negated=True)))
