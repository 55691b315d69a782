"""Reads the conditions of a pack: one key per question, from a closed list."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from mrdtracker.domain.errors import Problem
from mrdtracker.domain.vocabulary import EventKind
from mrdtracker.rules.conditions import All, AnyOf, Condition, Shared
from mrdtracker.rules.facts import (
    FACTS,
    NUMBERS,
    WORDS,
    EventHappened,
    FactIs,
    LesionIs,
    NumberIs,
    WordIs,
)
from mrdtracker.rules.measured import (
    MeasuredAt,
    NegativeAt,
    PositiveAt,
    UnavailableAt,
)
from mrdtracker.rules.pack_tables import Table, did_you_mean
from mrdtracker.rules.prednisone_response import PrednisoneResponseIs
from mrdtracker.rules.relapse_tests import RelapseTests
from mrdtracker.rules.result_questions import (
    AfterFirstDose,
    DayIs,
    FlowOfSameMarrow,
    Reappears,
    ValueIs,
)
from mrdtracker.rules.thresholds import CELLS, FRACTION, PROTOCOL_DAY, Scale
from mrdtracker.rules.timepoints import Channel, TimePoint
from mrdtracker.words import say

DEEPEST = 8
MOST_CONDITIONS = 20_000
_CHANNELS = {channel.value: channel for channel in Channel}
_CHANNEL_SCALES = {Channel.MRD: FRACTION, Channel.MORPHOLOGY: FRACTION, Channel.COUNT: CELLS}
_RESPONSES = ("PGR", "PPR", "invalid")
# The words that a question may have beside its own key.
_COMPANIONS = {
    **dict.fromkeys(_CHANNELS, ("is",)),
    "prednisone_response": ("is", "poor"),
    "fact": ("is",),
    "lesion": ("is",),
    "relapse_tests": ("others", "second", "confirm"),
}
RESULT_QUESTIONS = ("value", "day", "after_first_dose", "flow_of_same_marrow", "reappears")
QUESTIONS = (
    "all",
    "any",
    "not",
    "use",
    "always",
    *_CHANNELS,
    "negative",
    "positive",
    "unavailable",
    "prednisone_response",
    *NUMBERS,
    *WORDS,
    "fact",
    "lesion",
    "event",
    "relapse_tests",
    *RESULT_QUESTIONS,
)


@dataclass
class Definitions:
    """What the conditions of a pack may name.

    Attributes:
        named: Documents of ``[[define]]``, by id.
        open_names: Definitions that are being read just now.
        left: How many more conditions the file may have, definitions written out.
        shared: Equal questions as one object.
    """

    timepoints: Mapping[str, TimePoint]
    studies: tuple[str, ...] = ()
    named: Mapping[str, object] = field(default_factory=dict)
    open_names: tuple[str, ...] = ()
    left: int = MOST_CONDITIONS
    shared: Shared = field(default_factory=Shared)


class ConditionReader:
    """Reads one condition after the other and keeps every problem that it meets.

    Args:
        definitions: What the conditions may name.
        problems: The list that every mistake is added to.
        value_scale: What a value of the results of this rule is measured in; None where the
            rule is not about single results.
    """

    def __init__(
        self,
        definitions: Definitions,
        problems: list[Problem],
        value_scale: Scale | None = None,
    ) -> None:
        self._definitions = definitions
        self._problems = problems
        self._value_scale = value_scale

    def read(self, document: object, where: str, depth: int = 0) -> Condition | None:
        """Read a condition; None where it has a problem, which is in the list."""
        self._definitions.left -= 1
        if depth > DEEPEST or self._definitions.left < 0:
            self._problem(
                where, say("conditions are nested deeper than {}, or too many.").format(DEEPEST)
            )
            return None
        if not isinstance(document, Mapping) or not document:
            self._problem(
                where, say("a condition is a table such as { mrd = 'D29', is = '>= …' }.")
            )
            return None
        keys = [name for name in document if name in QUESTIONS]
        if len(keys) != 1:
            self._refuse_keys(document, keys, where)
            return None
        (key,) = keys
        table = Table(document, where, self._problems, (key, *_COMPANIONS.get(key, ())))
        return self._one(table, key, where, depth)

    def _one(self, table: Table, key: str, where: str, depth: int) -> Condition | None:
        if key in ("all", "any"):
            return self._combined(table, key, where, depth)
        if key == "not":
            inner = self.read(table.raw("not"), f"{where}.not", depth + 1)
            return inner.negated() if inner is not None else None
        if key == "use":
            return self._used(table, where, depth)
        return self._leaf(table, key)

    def _refuse_keys(self, document: Mapping[str, object], keys: list[str], where: str) -> None:
        if keys:
            self._problem(where, say("asks two questions at once: {}.").format(" and ".join(keys)))
            return
        for name in document:
            if name not in ("is", "poor"):
                meant = did_you_mean(str(name), QUESTIONS)
                self._problem(where, say("'{}' is not a condition{}").format(name, meant))
                return
        self._problem(where, say("has no question."))

    def _combined(self, table: Table, key: str, where: str, depth: int) -> Condition | None:
        parts = [
            self.read(part, f"{where}.{key}[{place}]", depth + 1)
            for place, part in enumerate(table.items(key))
        ]
        if not parts:
            table.refuse(key, say("has no parts."))
        known = tuple(part for part in parts if part is not None)
        if len(known) < len(parts) or not parts:
            return None
        return All(known) if key == "all" else AnyOf(known)

    def _used(self, table: Table, where: str, depth: int) -> Condition | None:
        definitions = self._definitions
        name = table.one_of("use", definitions.named)
        if name is None:
            return None
        if name in definitions.open_names:
            circle = " → ".join((*definitions.open_names, name))
            self._problem(where, say("the definitions go round in a circle: {}.").format(circle))
            return None
        before = definitions.open_names
        definitions.open_names = (*before, name)
        found = self.read(definitions.named[name], f"define '{name}'", depth + 1)
        definitions.open_names = before
        return found

    def _leaf(self, table: Table, key: str) -> Condition | None:
        if key in RESULT_QUESTIONS and self._value_scale is None:
            table.refuse(
                key, say("asks about one result: it belongs into a finding with methods.")
            )
            return None
        if key in _CHANNELS:
            return self._measured(table, _CHANNELS[key])
        if key in NUMBERS:
            threshold = table.threshold(key, NUMBERS[key][1])
            return NumberIs(key, threshold) if threshold is not None else None
        if key in WORDS:
            return self._word(table, key)
        return self._readers()[key](table)

    def _readers(self) -> Mapping[str, Callable[[Table], Condition | None]]:
        return {
            "always": self._always,
            "negative": self._negative,
            "positive": self._positive,
            "unavailable": self._unavailable,
            "prednisone_response": self._prednisone_response,
            "fact": self._fact,
            "lesion": self._lesion,
            "event": self._event,
            "relapse_tests": self._relapse_tests,
            "value": self._value,
            "day": self._day,
            "after_first_dose": self._after_first_dose,
            "flow_of_same_marrow": self._flow_of_same_marrow,
            "reappears": self._reappears,
        }

    # --- one question each --------------------------------------------------------------------

    def _always(self, table: Table) -> Condition | None:
        return All(()) if self._is_true(table, "always") else None

    def _measured(self, table: Table, channel: Channel) -> Condition | None:
        timepoint = self._timepoint(table, channel.value, channel)
        threshold = table.threshold("is", _CHANNEL_SCALES[channel])
        if timepoint is None or threshold is None:
            return None
        return MeasuredAt(timepoint, channel, threshold)

    def _negative(self, table: Table) -> Condition | None:
        timepoint = self._timepoint(table, "negative", Channel.MRD)
        return NegativeAt(timepoint) if timepoint is not None else None

    def _positive(self, table: Table) -> Condition | None:
        timepoint = self._timepoint(table, "positive", Channel.MRD)
        return PositiveAt(timepoint) if timepoint is not None else None

    def _unavailable(self, table: Table) -> Condition | None:
        timepoint = self._timepoint(table, "unavailable", Channel.MRD)
        return UnavailableAt(timepoint) if timepoint is not None else None

    def _prednisone_response(self, table: Table) -> Condition | None:
        timepoint = self._timepoint(table, "prednisone_response", Channel.COUNT)
        response = table.one_of("is", _RESPONSES)
        threshold = table.threshold("poor", CELLS)
        if timepoint is None or response is None or threshold is None:
            return None
        return PrednisoneResponseIs(timepoint, threshold, response)

    def _word(self, table: Table, key: str) -> Condition | None:
        allowed = table.texts(key)
        known = self._definitions.studies if key == "study" else WORDS[key][1]
        if not allowed:
            table.refuse(key, say("must be a list of words."))
            return None
        for word in allowed:
            if known is not None and word not in known:
                table.refuse(
                    key, say("there is no '{}'{}").format(word, did_you_mean(word, sorted(known)))
                )
                return None
        return WordIs(key, allowed)

    def _fact(self, table: Table) -> Condition | None:
        name = table.one_of("fact", FACTS)
        answer = table.one_of("is", ("yes", "no"))
        if name is None or answer is None:
            return None
        return FactIs(name, is_negated=answer == "no")

    def _lesion(self, table: Table) -> Condition | None:
        name = table.required("lesion")
        answer = table.one_of("is", ("detected", "not_detected"))
        if not name or answer is None:
            return None
        return LesionIs(name, is_negated=answer == "not_detected")

    def _event(self, table: Table) -> Condition | None:
        kind = table.word("event", EventKind)
        return EventHappened(kind) if kind is not None else None

    def _relapse_tests(self, table: Table) -> Condition | None:
        level = table.threshold("relapse_tests", FRACTION)
        others, second = (table.integer(key, 1, 5) or 0 for key in ("others", "second"))
        confirm = table.threshold("confirm", FRACTION) if table.has("confirm") else None
        if bool(others or second) is (confirm is None):
            table.refuse("confirm", say("and 'others' or 'second' belong together."))
        return RelapseTests(level, confirm, others, second) if level is not None else None

    def _value(self, table: Table) -> Condition | None:
        scale = self._value_scale
        threshold = table.threshold("value", scale) if scale is not None else None
        return ValueIs(threshold) if threshold is not None else None

    def _day(self, table: Table) -> Condition | None:
        threshold = table.threshold("day", PROTOCOL_DAY)
        return DayIs(threshold) if threshold is not None else None

    def _after_first_dose(self, table: Table) -> Condition | None:
        return AfterFirstDose() if self._is_true(table, "after_first_dose") else None

    def _flow_of_same_marrow(self, table: Table) -> Condition | None:
        return FlowOfSameMarrow() if self._is_true(table, "flow_of_same_marrow") else None

    def _reappears(self, table: Table) -> Condition | None:
        return Reappears() if self._is_true(table, "reappears") else None

    # --- shared -------------------------------------------------------------------------------

    def _timepoint(self, table: Table, key: str, channel: Channel) -> TimePoint | None:
        name = table.one_of(key, self._definitions.timepoints)
        if name is None:
            return None
        timepoint = self._definitions.timepoints[name]
        if channel not in timepoint.assays:
            table.refuse(key, say("{} has no [timepoint.{}].").format(name, channel.value))
            return None
        return timepoint

    def _is_true(self, table: Table, key: str) -> bool:
        is_true = table.flag(key, default=True)
        if not is_true:
            table.refuse(key, say("must be true; write not = { … } for the opposite."))
        return is_true

    def _problem(self, where: str, text: str) -> None:
        self._problems.append(Problem(where, text))
