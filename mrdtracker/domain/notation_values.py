"""Reads what a laboratory reports: ``neg @ 1e-5``, ``POS<QR (5E-5)``, ``<0.01 %``, ``pending``."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import partial

from mrdtracker.domain.errors import InvalidInputError
from mrdtracker.domain.mrd_value import MrdValue, ResultState
from mrdtracker.domain.notation_answers import (
    Choice,
    CountLimits,
    Entry,
    Limits,
    Question,
    ReportedResult,
)
from mrdtracker.domain.notation_blasts import read_product
from mrdtracker.domain.notation_counts import read_counts
from mrdtracker.domain.notation_quantities import (
    Doubt,
    Quantity,
    clean_text,
    quantity_or_doubt,
)
from mrdtracker.domain.notation_writing import quantity_text, value_text
from mrdtracker.domain.units import QuantityKind, Unit
from mrdtracker.domain.vocabulary import Method
from mrdtracker.words import mark, say

UNSTATED_SENSITIVITY = mark("without a sensitivity a negative cannot support 'low'")

_POS = r"pos(?:itive|itiv)?\.?"
_QR = r"(?:qr|lloq|loq)"
_BELOW = (
    rf"pnq|{_POS},? ?<= ?{_QR}|{_POS},? ?< ?{_QR}|{_POS}(?= ?<)|low[ -]{_POS}"
    rf"|(?:{_POS}|detected),?[ -]*(?:nq|not quantifiable|non-?quantifiable|below {_QR})"
)
_NEGATIVE = (
    r"neg(?:ative|ativ)?\.?|n\.? ?d\.?|n\.? ?n\.?|not detect(?:ed|able)|undetect(?:ed|able)"
)
_NOT_EVALUABLE = r"not (?:evaluable|assessable|interpretable)|n\.? ?e\.?|fail(?:ed|ure)?|invalid"
_NOTHING = r"na|n/a|-+|\?+|\.+|none|null|nan|[+-]?inf(?:inity)?|not (?:done|tested)|no sample"
_TAIL = r"(?![a-z])(?:(?P<qualitative> ?\(?qualitative\)?)|(?P<tail>.*))\Z"
_PIECE = re.compile(
    r"(?:@|at\b|with\b)? ?(?:(?P<label>sensitivity|sens\.?|s|lod|qr|lloq|loq)(?![a-z.]))? ?"
    r"(?:@|of\b|at\b|[=:<])? ?(?P<amount>.*?)\Z",
    re.IGNORECASE,
)
_LIMIT_NAMES = {"lod": "lod", "qr": "lloq", "loq": "lloq", "lloq": "lloq"}
_AT_THE_MICROSCOPE = (
    ("neg @", mark("none seen")),
    ("PNQ (QR", mark("some seen")),
    ("uncertain significance (QR", mark("the report does not say")),
)
_UNSTATED = ("not stated", "unknown", "not known")


@dataclass(frozen=True)
class _ToldLimits:
    """Limits with those that the text itself states."""

    limits: Limits
    unit: Unit | None = None
    notes: tuple[str, ...] = ()
    is_unstated: bool = False


_Answer = Entry | Doubt
_Reader = Callable[[ReportedResult, re.Match[str]], _Answer]


def read_value(
    text: str,
    *,
    method: Method,
    unit: Unit | None,
    limits: Limits = Limits(),  # noqa: B008 - frozen
    counts: CountLimits = CountLimits(),  # noqa: B008 - frozen
) -> Entry | Question:
    """Read a result in any of the spellings of laboratories, exactly.

    Args:
        text: What was typed or stands in a file.
        method: How the disease was looked for; it decides what a number can mean.
        unit: The unit chosen beside the text, if any; a unit in the text itself wins.
        limits: Limits of this sample that are known already.
        counts: Events that make a limit of detection and of quantification.

    Returns:
        The entry, or a question with the texts that would be clear.

    Raises:
        InvalidInputError: It cannot be a result, whatever would be answered.
    """
    result = ReportedResult(text, clean_text(text), method, unit, limits, counts)
    answer = _read(result)
    return _question(result, answer) if isinstance(answer, Doubt) else answer


def _read(result: ReportedResult) -> _Answer:
    for pattern, reader in _READERS:
        found = pattern.match(result.text)
        if found:
            return reader(result, found)
    return read_product(result) or read_counts(result) or _read_amount(result)


def _question(result: ReportedResult, doubt: Doubt) -> Question:
    """Offer only readings that are possible, each with what it would mean."""
    choices, refused = [], None
    for reading in doubt.readings:
        try:
            answer = _read(replace(result, text=clean_text(reading)))
        except InvalidInputError as error:
            refused = error
            continue
        meaning = value_text(answer.value) if isinstance(answer, Entry) else reading
        said = _words_of_reading(reading) if result.method.counts_zero else reading
        label = meaning if meaning == said else f"{said} = {meaning}"
        choices.append(Choice(label, reading))
    if not choices and refused is not None:
        raise refused
    return Question(doubt.question, tuple(choices))


def _words_of_reading(reading: str) -> str:
    """Say a reading as one who looked through the microscope says it."""
    plain = (say(word) for start, word in _AT_THE_MICROSCOPE if reading.startswith(start))
    return next(plain, reading)


def _read_not_evaluable(result: ReportedResult, _found: re.Match[str]) -> _Answer:
    return result.entry(ResultState.NOT_EVALUABLE)


def _read_pending(result: ReportedResult, _found: re.Match[str]) -> _Answer:
    return result.entry(ResultState.PENDING)


def _refuse(message: str, hint: str, result: ReportedResult, _found: re.Match[str]) -> _Answer:
    raise InvalidInputError(say(message).format(result.text), say(hint))


def _read_negative(result: ReportedResult, found: re.Match[str]) -> _Answer:
    if found["qualitative"] or (result.method is Method.FUSION_SCREEN and not found["tail"]):
        return result.entry(ResultState.NOT_DETECTED)
    told = _told_limits(result, found, "sensitivity")
    if isinstance(told, Doubt):
        return told
    is_known = told.limits.sensitivity is not None or told.limits.lod is not None
    if told.is_unstated and is_known:
        raise InvalidInputError(
            say("'{}' says that no sensitivity is stated, and the form has one.").format(
                result.text
            ),
            say("Correct one of them."),
        )
    if not is_known and not told.is_unstated:
        return _ask_for_sensitivity(result)
    notes = told.notes if is_known else (*told.notes, say(UNSTATED_SENSITIVITY))
    informed = replace(result, limits=told.limits)
    return informed.entry(ResultState.NEGATIVE, unit=told.unit, notes=notes)


def _ask_for_sensitivity(result: ReportedResult) -> Doubt:
    examples = ["not detected (sensitivity not stated)"]
    if result.kind is QuantityKind.CELL_FRACTION:
        examples = ["neg @ 1e-4", "neg @ 1e-5", *examples]
    if result.method.counts_zero:
        examples = [quantity_text(Decimal(0), result.kind)]
    if result.method is Method.FUSION_TRANSCRIPT:
        examples = [*examples, "not detected (qualitative)"]
    question = say("'{}': not detected at what sensitivity? Type 'neg @ …', or choose.").format(
        result.text
    )
    return Doubt(question, tuple(examples))


def _read_below_quantification(
    state: ResultState, word: str, result: ReportedResult, found: re.Match[str]
) -> _Answer:
    result.refuse_number()
    told = _told_limits(result, found, "lloq")
    if isinstance(told, Doubt):
        return told
    if told.is_unstated or told.limits.lloq is not None:
        informed = replace(result, limits=told.limits)
        return informed.entry(state, unit=told.unit, notes=told.notes)
    examples = [f"{word} (QR not stated)"]
    if result.kind is QuantityKind.CELL_FRACTION:
        examples = [f"{word} (QR 1e-4)", f"{word} (QR 5e-5)", *examples]
    question = say("'{}': below which limit of quantification (QR)? Type it, or choose.").format(
        result.text
    )
    return Doubt(question, tuple(examples))


def _read_positive(result: ReportedResult, found: re.Match[str]) -> _Answer:
    """Read "pos" or "pos 5e-5": a screen's answer, an amount, or the limit it lies below."""
    amount = (found["tail"] or "").strip(" :,;()")
    if found["qualitative"] or (result.method is Method.FUSION_SCREEN and not amount):
        return result.entry(ResultState.DETECTED)
    result.refuse_number()
    if amount:
        question = say("'{}': is {} the amount, or the limit of quantification (QR)?").format(
            result.text, amount
        )
        return Doubt(question, (amount, f"PNQ (QR {amount})"))
    question = say("'{}': how much? Type the amount, or choose.").format(result.text)
    return Doubt(question, ("PNQ", "detected (qualitative)"))


def _read_below_named_limit(result: ReportedResult, _found: re.Match[str]) -> _Answer:
    result.refuse_number()
    return Doubt(
        say("'{}': not detected, or positive but too low?").format(result.text), ("neg", "PNQ")
    )


def _read_less(result: ReportedResult, found: re.Match[str]) -> _Answer:
    """Read "< x": below detection, or detected below quantification? A person knows."""
    amount = _quantity(result, found["amount"])
    if isinstance(amount, Doubt):
        return amount
    MrdValue(ResultState.NEGATIVE, result.kind, sensitivity=amount.canonical)  # can it be?
    meanings = [f"neg @ {found['amount']}", f"PNQ (QR {found['amount']})"]
    question = say("'{}': not detected, or positive but too low?").format(result.text)
    if result.method.counts_zero:
        # A report that says "<5 %" of a smear often leaves open whether any were seen.
        meanings.append(f"uncertain significance (QR {found['amount']})")
        question = say("'{}': were no blasts seen, or some, or does the report not say?").format(
            result.text
        )
    return Doubt(question, tuple(meanings))


def _read_more(result: ReportedResult, found: re.Match[str]) -> _Answer:
    amount = _quantity(result, found["amount"])
    if isinstance(amount, Doubt):
        return amount
    return result.entry(ResultState.ABOVE_ULOQ, amount.canonical, amount.unit, amount.notes)


def _read_amount(result: ReportedResult) -> _Answer:
    result.refuse_number()
    has_no_zero = not result.method.counts_zero
    if has_no_zero and re.fullmatch(r"0+(?:[.,]0+)?", result.text):
        return _read_zero(result, None)
    amount = _quantity(result, result.text)
    if isinstance(amount, Doubt):
        return amount
    if amount.canonical == 0 and has_no_zero:
        return _read_zero(result, amount.unit)
    return result.entry(ResultState.QUANTIFIED, amount.canonical, amount.unit, amount.notes)


def _read_zero(result: ReportedResult, unit: Unit | None) -> _Answer:
    if result.limits.sensitivity is None and result.limits.lod is None:
        return _ask_for_sensitivity(result)
    note = say("'{}' read as not detected: zero is not a result of this method").format(
        result.text
    )
    return result.entry(ResultState.NEGATIVE, unit=unit, notes=(note,))


def _quantity(result: ReportedResult, text: str) -> Quantity | Doubt:
    """Read an amount inside the text; its readings become readings of the whole text."""
    result.refuse_number()
    answer = quantity_or_doubt(text, result.unit, result.kind)
    if isinstance(answer, Quantity):
        return answer
    head, _found, tail = result.text.rpartition(text)
    return Doubt(answer.question, tuple(head + reading + tail for reading in answer.readings))


def _told_limits(
    result: ReportedResult, found: re.Match[str], default: str
) -> _ToldLimits | Doubt:
    """Read "(sens 1e-5, QR 5e-5)", "@ 1e-5", "<1E-4"; a limit without a name is the default."""
    told = _ToldLimits(result.limits)
    inside = found["tail"].strip(" ,;:").removeprefix("(").removesuffix(")")
    for piece in re.split(r"; ?|, ", inside.strip()):
        parts = _PIECE.match(piece)
        if not parts or not piece:
            continue
        label = parts["label"]
        name = _LIMIT_NAMES.get(label.lower(), "sensitivity") if label else default
        if parts["amount"].lower() in _UNSTATED:
            told = replace(told, is_unstated=told.is_unstated or name == default)
            continue
        amount = _quantity(result, parts["amount"])
        if isinstance(amount, Doubt):
            return amount
        told = _with_limit(told, name, amount)
    return told


def _with_limit(told: _ToldLimits, name: str, amount: Quantity) -> _ToldLimits:
    known: Decimal | None = getattr(told.limits, name)
    if known is not None and known != amount.canonical:
        kind = amount.unit.kind
        raise InvalidInputError(
            say("The text says {} {}, and the form says {}.").format(
                name, quantity_text(amount.canonical, kind), quantity_text(known, kind)
            ),
            say("Correct one of them."),
        )
    limits = replace(told.limits, **{name: amount.canonical})
    return replace(told, limits=limits, unit=amount.unit, notes=told.notes + amount.notes)


_READERS: Sequence[tuple[re.Pattern[str], _Reader]] = tuple(
    (re.compile(rf"(?:mrd[ :-]*)?(?:{pattern})", re.IGNORECASE), reader)
    for pattern, reader in (
        (rf"(?:{_NOT_EVALUABLE}|insufficient[a-z ]*)(?:[ :;,(-].*)?\Z", _read_not_evaluable),
        (r"pending(?: since .*)?\Z", _read_pending),
        (
            rf"(?:{_NOTHING})\Z",
            partial(
                _refuse,
                mark("'{}' does not say what was found."),
                mark("Leave the result out, or type 'pending' or 'not evaluable'."),
            ),
        ),
        (
            r"[+-]?[0-9.,]+ ?-?log.*\Z",
            partial(
                _refuse,
                mark("'{}' is a log reduction: it means nothing without the value before."),
                mark("Type the value of this sample."),
            ),
        ),
        (
            r"(?:≤|≥|<=|>=|=<|=>).*\Z",
            partial(
                _refuse,
                mark("'{}' includes its limit, which a limit never does."),
                mark("Write < or >, or the value."),
            ),
        ),
        (
            rf"(?:{_BELOW}){_TAIL}",
            partial(_read_below_quantification, ResultState.POSITIVE_BELOW_LLOQ, "PNQ"),
        ),
        (
            rf"(?:uncertain(?: significance)?|(?:of )uncertain significance){_TAIL}",
            partial(
                _read_below_quantification,
                ResultState.UNCERTAIN_SIGNIFICANCE,
                "uncertain significance",
            ),
        ),
        (rf"(?:{_NEGATIVE}){_TAIL}", _read_negative),
        (rf"(?:{_POS}|detected){_TAIL}", _read_positive),
        (rf"< ?(?:lod|{_QR})\Z", _read_below_named_limit),
        (r"(?:<|less than |below ) ?(?P<amount>.+)\Z", _read_less),
        (r"(?:>|more than |above ) ?(?P<amount>.+)\Z", _read_more),
    )
)
