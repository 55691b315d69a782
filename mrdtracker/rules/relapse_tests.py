"""Marrow relapse: different tests at or above a level on one marrow, and on a second one.

Source: Ponte-di-Legno consensus on relapse, MRD available (Buchmann, Blood 2022;139:1785).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from mrdtracker.domain.plurals import counted
from mrdtracker.domain.truth import Truth, all_of, negate
from mrdtracker.domain.vocabulary import Method
from mrdtracker.rules.case_view import Answer, CaseView, Need, Trace
from mrdtracker.rules.conditions import Condition, Leaf, settled
from mrdtracker.rules.holding import answer_of, hold, together, write_down
from mrdtracker.rules.marrows import Marrow, later_marrows, remissions
from mrdtracker.rules.placement import PlacedResult
from mrdtracker.rules.thresholds import Threshold
from mrdtracker.words import mark, said_once, say

_TEST_WORDS = mark("flow, IG/TR PCR or NGS")
# Answer of each test of a marrow, by its method and target.
_Answers = dict[tuple[Method, str], Truth]


@dataclass(frozen=True)
class RelapseTests(Leaf):
    """One row of the consensus: is there a marrow after remission that meets it?

    Attributes:
        level: What the highest test of the marrow must reach.
        confirm: What the confirming tests must reach; None where the level alone decides.
        others: How many other tests of the same marrow must confirm.
        second: How many different tests of a second, later marrow must confirm.
    """

    level: Threshold
    confirm: Threshold | None = None
    others: int = 0
    second: int = 0
    is_negated: bool = False

    @said_once
    def name(self) -> str:
        """The row in words, whichever way it is asked."""
        confirm = "" if self.confirm is None else self.confirm.text
        text = say("marrow after remission with MRD {}").format(self.level.text)
        if self.others:
            text += say(" and {} of it {}").format(counted(self.others, "other test"), confirm)
        if self.second:
            text += say(" and {} of a second marrow {}").format(
                counted(self.second, "test"), confirm
            )
        return text

    @property
    def asked(self) -> str:
        words = say("No {}?") if self.is_negated else say("A {}?")
        return words.format(self.name)

    def check(self, view: CaseView, subject: PlacedResult | None, trace: Trace) -> Answer:  # noqa: ARG002
        if not _has_remission(view):
            observed = say("no remission is recorded, and relapse is asked only after one")
            return self.told(trace, observed, Truth.UNKNOWN, _remission_need())
        marrows = view.marrows
        if not marrows:
            observed = say("no MRD result of a marrow after the remission")
            return self.told(trace, observed, Truth.UNKNOWN, _marrow_need())
        answers = [self._of(view, marrow, marrows) for marrow in marrows]
        truth = _any_of(answers)
        asked = negate(truth) if self.is_negated else truth
        if trace.is_quiet:
            return settled(asked, self._need if asked is Truth.UNKNOWN else None)
        shown = self._shown(truth, marrows, answers)
        write_down(trace, truth, self._relations(view, truth, shown))
        seen = tuple(one for marrow in shown for one in marrow.results)
        observed = "; ".join(f"{one.shown} ({one.where})" for one in seen)
        return self.told(trace, observed, asked, self._need, seen)

    def negated(self) -> Condition:
        return replace(self, is_negated=not self.is_negated)

    # --- one marrow ---------------------------------------------------------------------------

    def _of(self, view: CaseView, marrow: Marrow, marrows: tuple[Marrow, ...]) -> Truth:
        later = later_marrows(marrow, marrows)
        parts = [_any_of(_answers(view, marrow, self.level).values())]
        if self.others:
            parts.append(self._by_others(view, marrow, has_second=bool(later)))
        if self.second:
            parts.append(self._by_second(view, later))
        if marrow.is_after is not Truth.YES:
            parts.append(Truth.UNKNOWN)
        return all_of(parts)

    def _by_others(self, view: CaseView, marrow: Marrow, *, has_second: bool) -> Truth:
        """Count the tests beside the highest.

        Once a second marrow is there, that one decides for tests that were not done; a test that
        was done and leaves the level open may still confirm.
        """
        answers = self._confirming(view, marrow)
        if _count(answers, Truth.YES) > self.others:
            return Truth.YES
        could_confirm = _count(answers, Truth.YES, Truth.UNKNOWN) > self.others
        return Truth.UNKNOWN if could_confirm or not has_second else Truth.NO

    def _by_second(self, view: CaseView, later: tuple[Marrow, ...]) -> Truth:
        """The first later marrow with enough tests to say it: yes or no.

        A test that leaves the level open may still be either, so both stay possible.
        """
        could_be: set[Truth] = set()
        for marrow in later:
            answers = self._confirming(view, marrow)
            is_yes, is_no = (
                _count(answers, truth) >= self.second for truth in (Truth.YES, Truth.NO)
            )
            if _count(answers, Truth.YES, Truth.UNKNOWN) >= self.second:
                could_be.add(Truth.YES)
            if not is_yes and _count(answers, Truth.NO, Truth.UNKNOWN) >= self.second:
                could_be.add(Truth.NO)
            if is_yes or is_no:
                return together([*could_be])
        return Truth.UNKNOWN

    def _confirming(self, view: CaseView, marrow: Marrow) -> _Answers:
        return {} if self.confirm is None else _answers(view, marrow, self.confirm)

    # --- words --------------------------------------------------------------------------------

    def _shown(
        self, truth: Truth, marrows: tuple[Marrow, ...], answers: list[Truth]
    ) -> tuple[Marrow, ...]:
        """The marrows that the answer hangs on: the first of them and what came after it."""
        if truth is Truth.NO:
            return marrows[-1:]
        first = marrows[answers.index(truth)]
        return (first, *later_marrows(first, marrows)) if self.second else (first,)

    def _relations(self, view: CaseView, truth: Truth, shown: tuple[Marrow, ...]) -> list[str]:
        first, *others = shown
        told = [*_relations(view, first, self.level, truth)][:1]
        if self.confirm is not None and truth is Truth.YES:
            confirming = [first] if self.others else others
            for marrow in confirming:
                told.extend(_relations(view, marrow, self.confirm, truth))
        return told

    @property
    def _need(self) -> Need:
        if self.others:
            tests = counted(self.others, "other test")
            return Need(say("{} of the same marrow ({})").format(tests, say(_TEST_WORDS)))
        if self.second:
            return Need(
                say("{} different tests of a second marrow ({})").format(
                    self.second, say(_TEST_WORDS)
                )
            )
        return Need(say("a repeat that can answer 'MRD {}'").format(self.level.text))


def _remission_need() -> Need:
    return Need(say("a recorded remission, with its date, before the marrow"))


def _marrow_need() -> Need:
    return Need(say("a marrow after the remission, by {}").format(say(_TEST_WORDS)))


def _any_of(answers: Iterable[Truth]) -> Truth:
    return negate(all_of(negate(answer) for answer in answers))


def _answers(view: CaseView, marrow: Marrow, threshold: Threshold) -> _Answers:
    policy = view.schedule.pnq_policy
    return {
        key: together([answer_of(one, threshold, policy) for one in results])
        for key, results in marrow.tests.items()
    }


def _count(answers: _Answers, *truths: Truth) -> int:
    """Count different tests with such an answer; one without a target may be any of them."""
    found: dict[Method, set[str]] = {}
    for (method, target), answer in answers.items():
        if answer in truths:
            found.setdefault(method, set()).add(target)
    return sum(len(targets - {""}) or 1 for targets in found.values())


def _relations(
    view: CaseView, marrow: Marrow, threshold: Threshold, truth: Truth
) -> Iterable[str]:
    """Write the comparisons with that answer, the clearest of each test, highest first."""
    held = ((one, hold(one, threshold, view.schedule.pnq_policy)) for one in marrow.results)
    fitting = [(one, how.relation) for one, how in held if how.truth is truth]
    fitting.sort(key=lambda pair: pair[0].interval.low, reverse=True)
    return (f"{say(one.result.method.value)} {relation}" for one, relation in fitting)


def _has_remission(view: CaseView) -> bool:
    is_recorded = bool(remissions(view.case.course.events))
    return is_recorded or view.case.patient.prior_remission is Truth.YES
