"""Cells that state an amount of disease: number, coded limit, zero, words, and their limits."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from mrdtracker.domain.errors import InvalidInputError
from mrdtracker.domain.mrd_value import MrdValue, ResultState
from mrdtracker.domain.notation import Choice, Limits, Question, read_quantity, read_value
from mrdtracker.domain.units import QuantityKind, Unit, canonical_text, to_canonical
from mrdtracker.domain.vocabulary import Method
from mrdtracker.exchange.cells import Cells, Vocabulary, member
from mrdtracker.exchange.mapping_blocks import Below, ResultColumn, Zero
from mrdtracker.exchange.said import CELLS
from mrdtracker.words import say

# "0.0099999" stands for "< 0.01". Sixteen digits and more are how a binary computer writes 0.08.
_NINES = re.compile(r"0\.[0-9]*?9{4,}|[0-9]+\.9{4,}", re.ASCII)
_BINARY_NOISE_DIGITS = 15
_NO_LIMITS = Limits()
_KEEP = 10_000


class ValueTexts(NamedTuple):
    """The cells behind one value, blanks as empty texts."""

    value: str
    method: Method
    unit: Unit | None
    state: str = ""
    kind: str = ""
    sensitivity: str = ""
    lod: str = ""
    lloq: str = ""
    uloq: str = ""
    limits_note: str = ""

    @property
    def words(self) -> str:
        """The cells' own words, the limits among them."""
        limits = (("sensitivity", self.sensitivity), ("LOD", self.lod), ("LLOQ", self.lloq))
        stated = ", ".join([f"{name} {text}" for name, text in limits if text])
        return f"{self.value} ({stated})" if stated else self.value


@dataclass(frozen=True, slots=True)
class ReadValue:
    """A value as understood, and the rules of the mapping that it took."""

    value: MrdValue
    unit: Unit | None
    rules: tuple[str, ...] = ()
    events_positive: int | None = None
    events_total: int | None = None


class ValueReader:
    """Reads values by the rules of one result of a mapping; refusals are InvalidInputError."""

    def __init__(self, block: ResultColumn, cells: Cells) -> None:
        self._block, self._cells = block, cells
        self._coded = Vocabulary.of(block.coded)
        self._states = Vocabulary.of(block.state_values)
        self._known_limits: dict[tuple[object, ...], Limits] = {}

    def read(self, texts: ValueTexts) -> ReadValue:
        """Understand one value.

        Raises:
            InvalidInputError: What is wrong, and what to write.
        """
        limits = self._limits(texts)
        if self._block.state_column:
            return self._by_state(texts, limits)
        text, rules = self._decoded(texts)
        if text.startswith("<") and self._block.below is not None:
            return self._below(text, texts, limits, rules)
        if self._cells.is_number(text) and texts.unit is not None:
            return self._number(text, texts, texts.unit, limits, rules)
        return self._words(text, texts, limits, rules)

    def _limits(self, texts: ValueTexts) -> Limits:
        if not (texts.sensitivity or texts.lod or texts.lloq):
            return _NO_LIMITS
        key = (texts.method, texts.unit, texts.sensitivity, texts.lod, texts.lloq)
        known = self._known_limits.get(key)
        if known is None:
            if len(self._known_limits) >= _KEEP:
                self._known_limits.clear()
            known = self._known_limits[key] = Limits(
                lod=self._limit(texts.lod, texts),
                lloq=self._limit(texts.lloq, texts),
                sensitivity=self._limit(texts.sensitivity, texts),
            )
        return known

    def _limit(self, text: str, texts: ValueTexts) -> Decimal | None:
        """Read a limit; a table that states results in parts may leave the canonical unit out."""
        if not text:
            return None
        unit = self._block.sensitivity_unit or texts.unit
        if unit is None and self._block.state_column:
            return self._cells.number(text)
        if self._cells.is_number(text) and unit is not None:
            return to_canonical(self._cells.number(text), unit)
        return read_quantity(self._cells.with_point(text), unit, texts.method.kind)

    def _decoded(self, texts: ValueTexts) -> tuple[str, tuple[str, ...]]:
        """Replace a coded cell by what it stands for."""
        stands_for = self._coded.meaning(texts.value)
        if stands_for is not None:
            rule = say("{} read as {} in {}").format(texts.value, stands_for, CELLS)
            return stands_for, (rule,)
        text = texts.value
        if self._block.nines and self._cells.is_number(text):
            number = self._cells.with_point(text)
            if _NINES.fullmatch(number):
                return self._decoded_nines(number, texts.unit)
        return text, ()

    def _decoded_nines(self, number: str, unit: Unit | None) -> tuple[str, tuple[str, ...]]:
        value = Decimal(number)
        if len(value.as_tuple().digits) >= _BINARY_NOISE_DIGITS:
            raise InvalidInputError(
                say("'{}' may be a coded limit or a number with binary noise.").format(number),
                say("State what it stands for under 'coded' in the mapping."),
            )
        step = Decimal((0, (1,), int(value.as_tuple().exponent)))
        limit = canonical_text(value + step)
        words = f"{limit} {unit.value}" if unit else limit
        return f"<{limit}", (say("{} read as < {} in {}").format(number, words, CELLS),)

    def _below(
        self, text: str, texts: ValueTexts, limits: Limits, rules: tuple[str, ...]
    ) -> ReadValue:
        """Read ``<x`` by the meaning that the mapping gives it."""
        bare = self._cells.with_point(text[1:].lstrip("= ").strip())
        if self._cells.is_number(bare) and texts.unit is not None:
            limit = to_canonical(self._cells.number(bare), texts.unit)
        else:
            limit = read_quantity(bare, texts.unit, texts.method.kind)
        kind, unit = texts.method.kind, texts.unit
        if self._block.below is Below.POSITIVE:
            value = MrdValue(ResultState.POSITIVE_BELOW_LLOQ, kind, lod=limits.lod, lloq=limit)
            rule = say("< x read as positive, below quantification, in {}").format(CELLS)
            return ReadValue(value, unit, (*rules, rule))
        # A better sensitivity beside "<0.01" does not make the statement "<0.01" any stronger.
        sensitivity = max(limit, limits.sensitivity or limit)
        value = MrdValue(ResultState.NEGATIVE, kind, sensitivity=sensitivity)
        rule = say("< x read as negative with the sensitivity x in {}").format(CELLS)
        return ReadValue(value, unit, (*rules, rule))

    def _number(
        self, text: str, texts: ValueTexts, unit: Unit, limits: Limits, rules: tuple[str, ...]
    ) -> ReadValue:
        number = self._cells.number(text)
        kind = texts.method.kind
        if number == 0 and not texts.method.counts_zero:
            return self._zero(text, texts, limits, rules)
        if number == 0 and self._block.zero is Zero.REFUSE:
            raise InvalidInputError(
                say("0 is refused by the mapping."), say("Set zero = 'zero_count'.")
            )
        if unit.kind is not kind:
            raise InvalidInputError(
                say("{} is not a unit of {}.").format(unit.value, texts.method.value),
                say("Check unit and method."),
            )
        amount = to_canonical(number, unit)
        value = MrdValue(
            ResultState.QUANTIFIED, kind, amount, limits.lod, limits.lloq, limits.sensitivity
        )
        reached = value.reached_sensitivity
        if reached is not None and 0 < amount < reached:
            rule = say("a number below its own sensitivity kept as it stands in {}")
            rules = (*rules, rule.format(CELLS))
        return ReadValue(value, unit, rules)

    def _zero(
        self, text: str, texts: ValueTexts, limits: Limits, rules: tuple[str, ...]
    ) -> ReadValue:
        if self._block.zero is not Zero.NEGATIVE:
            raise InvalidInputError(
                say(
                    "'{}' is not a result of {}: nothing was found, but by which sensitivity?"
                ).format(text, texts.method.value),
                say("Write neg (1E-4), or set zero = 'negative' in the mapping."),
            )
        value = MrdValue(
            ResultState.NEGATIVE,
            texts.method.kind,
            None,
            limits.lod,
            limits.lloq,
            limits.sensitivity,
        )
        return ReadValue(value, texts.unit, (*rules, _rule_of_zero(value)))

    def _words(
        self, text: str, texts: ValueTexts, limits: Limits, rules: tuple[str, ...]
    ) -> ReadValue:
        """Leave everything else to the reader of typed values; a question becomes a problem."""
        entry = read_value(
            self._cells.with_point(text), method=texts.method, unit=texts.unit, limits=limits
        )
        if isinstance(entry, Question):
            ways = say(" or ").join(map(_way_to_write, entry.choices))
            raise InvalidInputError(entry.text, say("Write {}.").format(ways) if ways else "")
        if entry.value.state is ResultState.NEGATIVE and entry.value.reached_sensitivity is None:
            rules = (*rules, _rule_of_negative())
        return ReadValue(
            entry.value, entry.unit or texts.unit, rules, entry.events_positive, entry.events_total
        )

    def _by_state(self, texts: ValueTexts, limits: Limits) -> ReadValue:
        """Put a value together from a table that states it in parts, such as our own export."""
        state = member(ResultState, texts.state, self._states)
        kind = member(QuantityKind, texts.kind, Vocabulary.of({})) if texts.kind else None
        if kind is None:
            kind = texts.unit.kind if texts.unit is not None else texts.method.kind
        number = self._stated_number(texts, state)
        value = MrdValue(
            state=state,
            kind=kind,
            value=number,
            lod=limits.lod,
            lloq=limits.lloq,
            sensitivity=limits.sensitivity,
            uloq=self._limit(texts.uloq, texts),
            limits_note=texts.limits_note,
        )
        needs_rule = state is ResultState.NEGATIVE and value.reached_sensitivity is None
        return ReadValue(value, texts.unit, (_rule_of_negative(),) if needs_rule else ())

    def _stated_number(self, texts: ValueTexts, state: ResultState) -> Decimal | None:
        if state is not ResultState.QUANTIFIED:
            if texts.value:
                raise InvalidInputError(
                    say("'{}' has no number of its own.").format(state.value), say("Clear it.")
                )
            return None
        if not texts.value:
            raise InvalidInputError(say("'quantified' needs a number."), say("State it."))
        return self._limit(texts.value, texts)


def _way_to_write(choice: Choice) -> str:
    """Say what to write instead, and what it means where its own words do not say it."""
    meaning = choice.label.removeprefix(f"{choice.text} = ")
    return f"'{choice.text}'" if meaning == choice.text else f"'{choice.text}' = {meaning}"


def _rule_of_zero(value: MrdValue) -> str:
    if value.reached_sensitivity is None:
        return _rule_of_negative()
    return say("0 read as negative with the sensitivity of its own column in {}").format(CELLS)


def _rule_of_negative() -> str:
    return say(
        "negative without a stated sensitivity in {}: it cannot support a low-risk group"
    ).format(CELLS)
