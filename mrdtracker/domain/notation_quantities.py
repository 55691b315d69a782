"""Reads one amount with its unit: ``0.05 %``, ``5·10⁻⁴``, ``1:10 000``, ``1.2 10e9/L``."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal

from mrdtracker.domain.errors import InvalidInputError
from mrdtracker.domain.units import (
    EXACT,
    MAX_DIGITS,
    QuantityKind,
    Unit,
    canonical_text,
    quotient,
    read_decimal,
    to_canonical,
)
from mrdtracker.words import mark, say

LONGEST_TEXT = 200
SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻"
PLAIN_DIGITS = "0123456789+-"
EXPONENT_BESIDE_PERCENT = mark("% and an exponent stand together: check that both are meant")
ROUNDED_TO_20 = mark("computed, rounded to 20 decimals")

_FROM_SUPERSCRIPT = str.maketrans(SUPERSCRIPTS, PLAIN_DIGITS)
# No-break, thin and narrow spaces and the tabulator are spaces; a line feed is not.
_SIGNS = str.maketrans("\u03bc\u2212\u2013\u00a0\u2009\u202f\t", "\u00b5--    ")
_EXTRA_SIGNS = frozenset(SUPERSCRIPTS + "\u00b5·×⋅≤≥")
_POWER = (
    rf"10\s*(?:\^\s*\(?\s*(?P<{{0}}>[+-]?[0-9]{{{{1,3}}}})\s*\)?|(?P<{{1}}>[{SUPERSCRIPTS}]+))"
)
_TIMES = r"\s*[·⋅×x*]\s*"
_GROUPED = r"[0-9]{1,3}(?: [0-9]{3})+"

_E_FORM = re.compile(r"(?P<mantissa>[0-9.,]+)e(?P<exponent>[+-]?[0-9]{1,3})\Z", re.IGNORECASE)
_POWER_FORM = re.compile(
    rf"(?:(?P<mantissa>[0-9.,]+){_TIMES})?" + _POWER.format("caret", "superscript") + r"\Z",
    re.IGNORECASE,
)
# "1x10-4": the superscript was lost on the way; without the factor "10-4" would be a range.
_LOST_POWER = re.compile(
    rf"(?P<mantissa>[0-9.,]+){_TIMES}10\s?(?P<exponent>-[0-9]{{1,2}})\Z", re.IGNORECASE
)
_SPACED = re.compile(rf"{_GROUPED}(?:\.[0-9]+)?\Z")
_DECIMAL_COMMA = re.compile(r"(?P<whole>[0-9]+),(?P<decimals>[0-9]+)\Z")
_LOOKS_GROUPED = re.compile(r"[1-9][0-9]{0,2},[0-9]{3}\Z")
_ONE_IN = re.compile(r"1\s*(?::|in)\s*(?P<whole>\S.*)\Z", re.IGNORECASE)
_WHOLE = re.compile(rf"(?:[0-9]+|{_GROUPED})\Z")

_PER = r"(?:per[_ ]?|/|in )\s*"
_UNITS = tuple(
    (re.compile(rf"\s*(?:{pattern})\Z", re.IGNORECASE), unit)
    for pattern, unit in (
        (r"%|percent|per cent|pct", Unit.PERCENT),
        (r"\bfraction", Unit.FRACTION),
        (rf"{_PER}(?:10\s*\^\s*4|10⁴|1e4)(?: cells)?", Unit.PER_1E4),
        (rf"{_PER}(?:10\s*\^\s*6|10⁶|1e6)(?: cells)?|ppm", Unit.PER_1E6),
        (r"(?:cells\s*)?(?:/|per[_ ])\s*(?:[u\u00b5]l|mm3|mm³)", Unit.PER_UL),
        (
            r"(?:[x×·*]\s*|(?<![0-9.,]))10(?:\s*\^\s*9|e9|⁹)\s*(?:/|_per_| per )\s*l|(?-i:G/[lL])",
            Unit.E9_PER_L,
        ),
        (r"\b(?:copies[_ ])?ratio", Unit.COPIES_RATIO),
        (r"\bncn", Unit.NCN),
    )
)
# A number, and behind it what begins like a word; "1e", "0x1F" and "12/07" are neither.
_WORDS_BEHIND = re.compile(
    rf"(?:{_GROUPED}|[0-9]+)(?:[.,][0-9]+)?(?:e[+-]?[0-9]{{1,3}})?\s*"
    r"(?P<words>(?!e[+-]?[0-9]*\Z|x[0-9])(?:/\s*)?[a-z%\u00b5].*)\Z",
    re.IGNORECASE,
)
_UNIT_WORDS = {
    Unit.PERCENT: "%",
    Unit.FRACTION: "fraction",
    Unit.PER_1E4: "per 10^4",
    Unit.PER_1E6: "per 10^6",
    Unit.PER_UL: "/µL",
    Unit.E9_PER_L: "10^9/L",
    Unit.COPIES_RATIO: "copies ratio",
    Unit.NCN: "ncn",
}
_KIND_WORDS = {
    QuantityKind.CELL_FRACTION: mark("a share of the cells"),
    QuantityKind.CELL_CONCENTRATION: mark("a number of cells per volume"),
    QuantityKind.TRANSCRIPT_RATIO: mark("a ratio of transcripts"),
}


@dataclass(frozen=True)
class Quantity:
    """An amount that was understood.

    Attributes:
        canonical: In the canonical unit of its kind, exact, without trailing zeros.
        unit: The unit it was written in, or that the form gave.
        notes: What was read in a way that a person should see.
    """

    canonical: Decimal
    unit: Unit
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Doubt:
    """An amount with more than one meaning: the question, and the texts that would be clear."""

    question: str
    readings: tuple[str, ...]


@dataclass(frozen=True)
class _Number:
    value: Decimal
    text: str
    has_exponent: bool = False
    notes: tuple[str, ...] = ()


def read_quantity(text: str, unit: Unit | None, kind: QuantityKind) -> Decimal:
    """Read an amount such as ``0.05 %``, ``5e-4``, ``5·10⁻⁴`` or ``0,05 %`` exactly.

    Args:
        text: What was typed or stands in a file.
        unit: The unit that was chosen beside the text; a unit in the text itself wins.
        kind: What has to come out; units of another kind are refused.

    Returns:
        The amount in the canonical unit of the kind.

    Raises:
        InvalidInputError: No number, a wrong unit, no unit, or more than one possible meaning.
    """
    answer = quantity_or_doubt(text, unit, kind)
    if isinstance(answer, Doubt):
        choices = " or ".join(f"'{reading}'" for reading in answer.readings)
        raise InvalidInputError(answer.question, say("Write {}.").format(choices))
    return answer.canonical


def quantity_or_doubt(text: str, unit: Unit | None, kind: QuantityKind) -> Quantity | Doubt:
    """Read an amount, or say which question has to be answered first; see `read_quantity`."""
    cleaned = clean_text(text)
    one_in = _ONE_IN.match(cleaned)
    number_text, written = _split_unit(cleaned)
    if one_in and written in (None, Unit.FRACTION):
        whole = _ONE_IN.match(number_text) or one_in
        return _one_in(whole["whole"], cleaned, unit, kind)
    try:
        number = _read_number(number_text)
    except InvalidInputError:
        if written is None:
            _refuse_unknown_unit(cleaned, kind)
        raise
    if isinstance(number, Doubt):
        tail = f" {_UNIT_WORDS[written]}" if written else ""
        return Doubt(number.question, tuple(reading + tail for reading in number.readings))
    chosen = written or _unit_without_words(number, unit, kind)
    if isinstance(chosen, Doubt):
        return chosen
    _refuse_other_kind(chosen, kind)
    canonical = Decimal(canonical_text(to_canonical(number.value, chosen)))
    return Quantity(canonical, chosen, number.notes + _unit_notes(number, written, unit))


def clean_text(text: str) -> str:
    """Bring spaces, minus signs and micro signs into one form; refuse what is not Latin text.

    Raises:
        InvalidInputError: An empty or a very long text, digits of another script, full-width,
            Cyrillic or Korean signs, control characters.
    """
    if len(text) > LONGEST_TEXT:
        raise InvalidInputError(
            say("A result of {} characters is too long.").format(len(text)),
            say("Type the value only."),
        )
    cleaned = re.sub(" +", " ", text.strip().translate(_SIGNS))
    if not cleaned:
        raise InvalidInputError(
            say("There is no value."), say("Type the result, 'pending' or 'failed'.")
        )
    for char in cleaned:
        if not (char.isascii() and char.isprintable()) and char not in _EXTRA_SIGNS:
            name = unicodedata.name(char, f"character {ord(char):#06x}").lower()
            shown = f"'{char}' ({name})" if char.isprintable() else say("A {}").format(name)
            raise InvalidInputError(
                say("{} cannot be read in a result.").format(shown),
                say("Use the digits 0-9 and Latin words, such as 0.05 % or neg @ 1e-5."),
            )
    return cleaned


def _split_unit(text: str) -> tuple[str, Unit | None]:
    for pattern, unit in _UNITS:
        found = pattern.search(text)
        if found:
            return text[: found.start()].strip(), unit
    return text, None


def _one_in(whole: str, text: str, unit: Unit | None, kind: QuantityKind) -> Quantity:
    _refuse_other_kind(Unit.FRACTION, kind)
    power = _POWER_FORM.match(whole)
    digits = canonical_text(_power_of(power)) if power and not power["mantissa"] else whole
    if not _WHOLE.match(digits) or len(digits) > MAX_DIGITS or not int(digits.replace(" ", "")):
        raise InvalidInputError(
            say("'{}' cannot be read: after '1 in' stands one whole number.").format(text),
            say("Write it without commas and points: 1:10000."),
        )
    cells = int(digits.replace(" ", ""))
    value = quotient(1, cells)
    notes: tuple[str, ...] = (
        () if EXACT.multiply(value, Decimal(cells)) == 1 else (say(ROUNDED_TO_20),)
    )
    if value == 0:
        raise InvalidInputError(
            say("'{}' is less than can be kept.").format(text), say("Check the number.")
        )
    if unit not in (None, Unit.FRACTION):
        notes += (say("'1 in N' is a fraction, whatever the unit beside it"),)
    return Quantity(Decimal(canonical_text(value)), Unit.FRACTION, notes)


def _read_number(text: str) -> _Number | Doubt:
    lost = _LOST_POWER.match(text)
    power = _POWER_FORM.match(text) or lost
    short = _E_FORM.match(text)
    found = power or short
    if not found:
        return _read_plain(text)
    mantissa = _read_plain(found["mantissa"] or "1")
    if isinstance(mantissa, Doubt):
        head = found["mantissa"]
        readings = tuple(text.replace(head, one) for one in mantissa.readings)
        return Doubt(mantissa.question, readings)
    factor = _power_of(found) if power and not lost else _ten_to(int(found["exponent"]), text)
    value = EXACT.multiply(mantissa.value, factor)
    notes = mantissa.notes + ((say("'{}' read as an exponent").format(text),) if lost else ())
    return _Number(value, text, has_exponent=True, notes=notes)


def _power_of(found: re.Match[str]) -> Decimal:
    exponent = found["caret"] or found["superscript"].translate(_FROM_SUPERSCRIPT)
    if not re.fullmatch(r"[+-]?[0-9]{1,3}", exponent):
        raise InvalidInputError(
            say("'{}' is not a number.").format(found[0]), say("Write 10^-4 or 1e-4.")
        )
    return _ten_to(int(exponent), found[0])


def _ten_to(exponent: int, text: str) -> Decimal:
    if abs(exponent) > MAX_DIGITS:
        raise InvalidInputError(
            say("'{}' has more digits than a laboratory reports.").format(text),
            say("Check the exponent."),
        )
    return Decimal(1).scaleb(exponent, EXACT)


def _read_plain(text: str) -> _Number | Doubt:
    if _SPACED.match(text):
        return _Number(read_decimal(text.replace(" ", "")), text)
    comma = _DECIMAL_COMMA.match(text)
    if not comma:
        _refuse_known_mistakes(text)
        return _Number(read_decimal(text), text)
    point = text.replace(",", ".")
    if _LOOKS_GROUPED.match(text):
        question = say("'{}': is the comma a decimal comma, or does it group thousands?").format(
            text
        )
        return Doubt(question, (point, text.replace(",", "")))
    note = say("decimal comma read as a point: {}").format(point)
    return _Number(read_decimal(point), text, notes=(note,))


def _refuse_known_mistakes(text: str) -> None:
    hints = (
        (r"", say("There is no number."), say("Write digits with a decimal point, such as 0.05.")),
        (
            r"[+-].*",
            say("'{}' has a sign.").format(text),
            say("An amount of disease is never negative."),
        ),
        (
            r"\.[0-9]+",
            say("'{}' begins with the point.").format(text),
            say("Write 0{}.").format(text),
        ),
        (
            r"[0-9]+(?:[.,'][0-9]+){2,}|[0-9]+'[0-9]+",
            say("'{}' has a separator of thousands.").format(text),
            say("Write the number without it: 1000.5."),
        ),
    )
    for pattern, message, hint in hints:
        if re.fullmatch(pattern, text):
            raise InvalidInputError(message, hint)


def _unit_without_words(number: _Number, unit: Unit | None, kind: QuantityKind) -> Unit | Doubt:
    """Choose the unit of a number that stands alone: the form's, or a question; no default.

    Nobody writes "5e-4" and means 5e-4 %, but a form may have % chosen: a factor of 100.
    """
    is_fraction = number.has_exponent and kind is QuantityKind.CELL_FRACTION
    if is_fraction and unit in (None, Unit.FRACTION):
        return Unit.FRACTION
    if unit is not None and not is_fraction:
        return unit
    units = [one for one in Unit if one.kind is kind]
    if unit is not None:
        units = [unit, Unit.FRACTION]
        question = say("'{}': is that {} {}, or a fraction?").format(
            number.text, number.text, _UNIT_WORDS[unit]
        )
    else:
        question = say("'{}' has no unit: which unit is it?").format(number.text)
    return Doubt(question, tuple(f"{number.text} {_UNIT_WORDS[one]}" for one in units))


def _refuse_other_kind(unit: Unit, kind: QuantityKind) -> None:
    if unit.kind is not kind:
        raise InvalidInputError(
            say("'{}' is {}, and this method gives {}.").format(
                _UNIT_WORDS[unit], say(_KIND_WORDS[unit.kind]), say(_KIND_WORDS[kind])
            ),
            _units_hint(kind),
        )


def _refuse_unknown_unit(text: str, kind: QuantityKind) -> None:
    """Name the words behind a number that is one by itself: they were meant as its unit."""
    found = _WORDS_BEHIND.match(text)
    if found:
        words = say("'{}' is no unit that is known here.").format(found["words"])
        raise InvalidInputError(words, _units_hint(kind)) from None


def _units_hint(kind: QuantityKind) -> str:
    units = ", ".join(_UNIT_WORDS[one] for one in Unit if one.kind is kind)
    return say("Units of this method: {}.").format(units)


def _unit_notes(number: _Number, written: Unit | None, unit: Unit | None) -> tuple[str, ...]:
    notes = []
    if written is Unit.PERCENT and number.has_exponent:
        notes.append(say(EXPONENT_BESIDE_PERCENT))
    if written is not None and unit is not None and written is not unit:
        said, chosen = _UNIT_WORDS[written], _UNIT_WORDS[unit]
        notes.append(say("the text says '{}', not '{}': the text was taken").format(said, chosen))
    return tuple(notes)
