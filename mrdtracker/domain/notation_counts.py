"""Reads counted cells: ``63/512000`` flow events, ``3 of 200`` cells under the microscope."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from mrdtracker.domain.errors import InvalidInputError
from mrdtracker.domain.mrd_value import ResultState
from mrdtracker.domain.notation_answers import CountLimits, Entry, Limits, ReportedResult
from mrdtracker.domain.notation_quantities import ROUNDED_TO_20, Doubt
from mrdtracker.domain.notation_writing import both_notations
from mrdtracker.domain.units import EXACT, QuantityKind, Unit, quotient
from mrdtracker.domain.vocabulary import Method
from mrdtracker.words import in_english, say

MOST_CELLS = 10**12
_COUNT = r"[0-9]{1,3}(?: [0-9]{3})+|[0-9]{1,15}"
_COUNTS = re.compile(
    rf"(?!1 ?in\b)(?P<positive>{_COUNT}) ?(?P<sign>/|of|out of|in|among) ?(?P<total>{_COUNT})"
    r"(?: cells| events)?\Z",
    re.IGNORECASE,
)
_FILLED = re.compile(r"(LOD|LLOQ) = ([0-9]+)/([0-9]+)", re.ASCII)


def limits_from_events(
    events_total: int, given: Limits, counts: CountLimits
) -> tuple[Limits, str]:
    """Fill the limits that a laboratory did not state from the number of its events.

    LOD = 20/total and LLOQ = 50/total by convention (CLSI H62, 2021); the two numbers are
    settings of the laboratory.

    Returns:
        The limits, and a note on what was filled, in English because it is kept with the value:
        `limits_note_words` says it. Nothing is filled above 100 %, nor against a limit that the
        laboratory states.
    """
    told: list[tuple[str, int, int]] = []
    filled = given
    if given.lod is None and counts.n_lod <= events_total:
        lod = quotient(counts.n_lod, events_total)
        if given.lloq is None or lod <= given.lloq:
            filled = replace(filled, lod=lod)
            told.append(("LOD", counts.n_lod, events_total))
    if given.lloq is None and counts.n_lloq <= events_total:
        lloq = quotient(counts.n_lloq, events_total)
        if given.lod is None or given.lod <= lloq:
            filled = replace(filled, lloq=lloq)
            told.append(("LLOQ", counts.n_lloq, events_total))
    with in_english():
        return filled, _words_of_filled(told)


def limits_note_words(note: str) -> str:
    """Say a note of `limits_from_events` in the language spoken; any other as it stands."""
    told = [(name, int(events), int(total)) for name, events, total in _FILLED.findall(note)]
    with in_english():
        is_ours = _words_of_filled(told) == note
    return _words_of_filled(told) if is_ours else note


def counting_notes(entry: Entry) -> tuple[str, ...]:
    """Return the notes of an entry that say no more than which counts stand behind it."""
    limits = limits_note_words(entry.value.limits_note)
    if entry.events_positive is None or not entry.events_total:
        return (limits,)
    return (limits, _computed(entry.events_positive, entry.events_total)[1])


def _words_of_filled(told: Sequence[tuple[str, int, int]]) -> str:
    limits = [f"{name} = {events}/{total}" for name, events, total in told]
    return say("{} from the events").format(say(" and ").join(limits)) if limits else ""


def read_counts(result: ReportedResult) -> Entry | Doubt | None:
    """Read two counts; None where the text is something else.

    Flow events become a state: quantified from ``n_lloq`` events on, positive below the limit of
    quantification from ``n_lod`` on, else negative. The counts stay the truth; the quotient is
    computed and says so.

    Raises:
        InvalidInputError: More positive than total, too few events, or a method without cells.
    """
    found = _COUNTS.match(result.text)
    if not found:
        return None
    positive, total = (int(found[name].replace(" ", "")) for name in ("positive", "total"))
    result.refuse_number()
    if result.kind is not QuantityKind.CELL_FRACTION:
        raise InvalidInputError(
            say("'{}' reads as counted cells, and this method counts none.").format(result.text),
            say("Type the result with its unit."),
        )
    if not 0 < total <= MOST_CELLS or positive > total:
        raise InvalidInputError(
            say("{} of {} cells is not possible.").format(positive, total),
            say("Check both counts."),
        )
    is_power = positive == 1 and found["sign"] == "/" and re.fullmatch("10+", str(total))
    if result.method is Method.FLOW and is_power:
        share = both_notations(quotient(1, total))
        question = say("'{}': 1 event among {}, or the fraction {}?").format(
            result.text, total, share
        )
        return Doubt(question, (f"1 of {total}", f"1:{total}"))
    if result.method is Method.FLOW:
        return _read_events(result, positive, total)
    return _read_cells(result, positive, total)


def _read_cells(result: ReportedResult, positive: int, total: int) -> Entry:
    if positive == 0 and not result.method.counts_zero:
        raise InvalidInputError(
            say("'{}': none found, and the sensitivity is missing.").format(result.text),
            say("Type it as 'neg @ 1e-5'."),
        )
    value, note = _computed(positive, total)
    entry = result.entry(ResultState.QUANTIFIED, value, Unit.FRACTION, (note,))
    if result.method is Method.MORPHOLOGY:
        return replace(entry, events_positive=positive, events_total=total)
    return entry


def _read_events(result: ReportedResult, positive: int, total: int) -> Entry:
    if total < result.counts.n_lloq:
        raise InvalidInputError(
            say(
                "{} events in total are fewer than the {} that make a limit of quantification."
            ).format(total, result.counts.n_lloq),
            say("Record it as 'not evaluable'."),
        )
    limits, limits_note = limits_from_events(total, result.limits, result.counts)
    value, note = _computed(positive, total)
    state = _state_of(Fraction(positive, total), result, total)
    notes = (note, limits_note_words(limits_note)) if limits_note else (note,)
    entry = replace(result, limits=limits).entry(state, value, Unit.FRACTION, notes)
    return replace(
        entry,
        value=replace(entry.value, limits_note=limits_note),
        events_positive=positive,
        events_total=total,
    )


def _state_of(share: Fraction, result: ReportedResult, total: int) -> ResultState:
    """Compare the counts themselves, not their rounded quotient."""
    lod, lloq = Fraction(result.counts.n_lod, total), Fraction(result.counts.n_lloq, total)
    if result.limits.lod is not None:
        lod = Fraction(result.limits.lod)
    if result.limits.lloq is not None:
        lloq = Fraction(result.limits.lloq)
    if share >= lloq:
        return ResultState.QUANTIFIED
    return ResultState.POSITIVE_BELOW_LLOQ if share >= lod else ResultState.NEGATIVE


def _computed(positive: int, total: int) -> tuple[Decimal, str]:
    value = quotient(positive, total)
    if EXACT.multiply(value, Decimal(total)) == positive:
        return value, say("computed from {} of {}").format(positive, total)
    return value, say("from {} of {}, {}").format(positive, total, say(ROUNDED_TO_20))
