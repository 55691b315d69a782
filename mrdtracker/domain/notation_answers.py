"""What reading a reported result can answer: an entry, or a question with clear choices."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from mrdtracker.domain.errors import InvalidInputError
from mrdtracker.domain.mrd_value import MrdValue, ResultState
from mrdtracker.domain.units import QuantityKind, Unit
from mrdtracker.domain.vocabulary import Method
from mrdtracker.words import say


@dataclass(frozen=True)
class Limits:
    """The limits of this sample that are known beside the text, in canonical units."""

    lod: Decimal | None = None
    lloq: Decimal | None = None
    sensitivity: Decimal | None = None


@dataclass(frozen=True)
class CountLimits:
    """How many flow events the laboratory asks for: to detect, and to quantify."""

    n_lod: int = 20
    n_lloq: int = 50


@dataclass(frozen=True)
class Entry:
    """A result that was understood.

    Attributes:
        unit: The unit it was written in; None where it holds no amount.
        reported_text: What was typed, unchanged.
        notes: What a person should see before saving: "decimal comma read as a point: 0.05".
        events_positive: What was counted, where counts were typed; also ``events_total``.
    """

    value: MrdValue
    unit: Unit | None
    reported_text: str
    notes: tuple[str, ...] = ()
    events_positive: int | None = None
    events_total: int | None = None


@dataclass(frozen=True)
class Choice:
    """One possible meaning.

    Attributes:
        label: What stands on the button.
        text: What is read again instead of what was typed.
    """

    label: str
    text: str


@dataclass(frozen=True)
class Question:
    """A text with more than one meaning: a person decides, nothing is guessed."""

    text: str
    choices: tuple[Choice, ...] = ()


@dataclass(frozen=True)
class ReportedResult:
    """What was typed, with everything that is known beside it.

    Attributes:
        reported_text: What was typed, unchanged.
        text: The same with one kind of spaces and signs; see `clean_text`.
    """

    reported_text: str
    text: str
    method: Method
    unit: Unit | None
    limits: Limits
    counts: CountLimits

    @property
    def kind(self) -> QuantityKind:
        """What a number of the method counts."""
        return self.method.kind

    def entry(
        self,
        state: ResultState,
        number: Decimal | None = None,
        unit: Unit | None = None,
        notes: tuple[str, ...] = (),
    ) -> Entry:
        """Make the entry of a state, with the limits that belong to it.

        Args:
            state: What the laboratory said.
            number: The value of a quantified result, the limit of one above the upper limit.
            unit: The unit the text was written in; without one, the unit beside it.
            notes: What a person should see.
        """
        if not state.is_evaluable:
            left_out = () if self.limits == Limits() else (say("the limits were left out"),)
            value = MrdValue(state, self.kind)
            return Entry(value, None, self.reported_text, notes + left_out)
        value = MrdValue(
            state,
            self.kind,
            value=number if state is ResultState.QUANTIFIED else None,
            uloq=number if state is ResultState.ABOVE_ULOQ else None,
            lod=self.limits.lod,
            lloq=self.limits.lloq,
            sensitivity=self.limits.sensitivity,
        )
        return Entry(value, unit or self.unit, self.reported_text, notes)

    def refuse_number(self) -> None:
        """Refuse a number where the method gives none."""
        if self.method is Method.FUSION_SCREEN:
            raise InvalidInputError(
                say("'{}' is a number, and a fusion screen gives none.").format(self.text),
                say("Type 'detected', 'not detected' or 'failed'."),
            )
