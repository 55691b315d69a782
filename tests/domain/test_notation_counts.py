from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mrdtracker.domain.errors import InvalidInputError
from mrdtracker.domain.mrd_value import ResultState
from mrdtracker.domain.notation_answers import CountLimits, Limits, ReportedResult
from mrdtracker.domain.notation_counts import (
    counting_notes,
    limits_from_events,
    limits_note_words,
    read_counts,
)
from mrdtracker.domain.notation_values import read_value
from mrdtracker.domain.units import Unit
from mrdtracker.domain.vocabulary import Method
from tests.language.spoken import in_korean


def typed(text: str, limits: Limits = Limits(), counts: CountLimits = CountLimits()):  # noqa: B008
    return read_counts(ReportedResult(text, text, Method.FLOW, None, limits, counts))


def test_what_is_no_pair_of_counts_is_left_to_others():
    assert typed("0.05 %") is None
    assert typed("1 in 2000") is None


def test_counts_and_limits_are_said():
    entry = typed("63/511000")

    assert entry.notes == (
        "from 63 of 511000, computed, rounded to 20 decimals",
        "LOD = 20/511000 and LLOQ = 50/511000 from the events",
    )
    assert entry.value.limits_note == "LOD = 20/511000 and LLOQ = 50/511000 from the events"


def test_an_exact_quotient_is_called_computed_and_not_rounded():
    assert typed("63/512000").notes[0] == "computed from 63 of 512000"


@given(st.integers(50, 10**9).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_the_state_follows_the_counts_and_never_their_quotient(pair):
    positive, total = pair
    entry = typed(f"{positive} of {total}")

    expected = ResultState.NEGATIVE
    if positive >= 20:
        expected = ResultState.POSITIVE_BELOW_LLOQ
    if positive >= 50:
        expected = ResultState.QUANTIFIED
    assert entry.value.state is expected
    assert (entry.events_positive, entry.events_total) == pair


@given(st.integers(50, 10**9).flatmap(lambda n: st.tuples(st.integers(50, n), st.just(n))))
def test_a_quotient_is_nearest_to_the_counts_in_20_decimals(pair):
    value = typed("{} of {}".format(*pair)).value.value

    assert abs(Fraction(value) - Fraction(*pair)) <= Fraction(1, 2 * 10**20)
    assert value.as_tuple().exponent >= -20


@pytest.mark.parametrize(
    ("positive", "state"),
    [
        (9, ResultState.NEGATIVE),
        (10, ResultState.POSITIVE_BELOW_LLOQ),
        (29, ResultState.POSITIVE_BELOW_LLOQ),
        (30, ResultState.QUANTIFIED),
    ],
)
def test_the_laboratory_says_how_many_events_it_asks_for(positive, state):
    entry = typed(f"{positive} of 1000000", counts=CountLimits(10, 30))

    assert entry.value.state is state
    assert (entry.value.lod, entry.value.lloq) == (Decimal("1e-5"), Decimal("3e-5"))


@pytest.mark.parametrize(
    ("positive", "state"),
    [
        (99, ResultState.NEGATIVE),
        (100, ResultState.POSITIVE_BELOW_LLOQ),
        (199, ResultState.POSITIVE_BELOW_LLOQ),
        (200, ResultState.QUANTIFIED),
    ],
)
def test_limits_of_the_form_win_over_those_from_events(positive, state):
    limits = Limits(lod=Decimal("1e-4"), lloq=Decimal("2e-4"))

    entry = typed(f"{positive} of 1000000", limits=limits)

    assert entry.value.state is state
    assert (entry.value.lod, entry.value.lloq) == (limits.lod, limits.lloq)
    assert entry.value.limits_note == ""
    assert len(entry.notes) == 1


def test_one_known_limit_leaves_the_other_to_the_events():
    limits, note = limits_from_events(1_000_000, Limits(lod=Decimal("1e-5")), CountLimits())

    assert limits == Limits(Decimal("1e-5"), Decimal("5e-5"))
    assert note == "LLOQ = 50/1000000 from the events"


@pytest.mark.parametrize(
    ("total", "lod", "lloq"),
    [
        (19, None, None),
        (20, Decimal(1), None),
        (49, Decimal("0.40816326530612244898"), None),
        (50, Decimal("0.4"), Decimal(1)),
    ],
)
def test_limits_above_all_cells_are_not_filled(total, lod, lloq):
    limits, _note = limits_from_events(total, Limits(), CountLimits())

    assert (limits.lod, limits.lloq) == (lod, lloq)


def test_a_filled_limit_never_contradicts_a_stated_one():
    high_lod, low_lloq = Limits(lod=Decimal("1e-2")), Limits(lloq=Decimal("1e-6"))

    assert limits_from_events(1_000_000, high_lod, CountLimits()) == (high_lod, "")
    assert limits_from_events(1_000_000, low_lloq, CountLimits()) == (low_lloq, "")


def test_equal_limits_do_not_contradict_each_other():
    limits, _ = limits_from_events(1_000_000, Limits(lod=Decimal("5e-5")), CountLimits())
    others, _ = limits_from_events(1_000_000, Limits(lloq=Decimal("2e-5")), CountLimits())

    assert limits.lloq == Decimal("5e-5")
    assert others.lod == Decimal("2e-5")


def test_nothing_is_filled_from_no_events():
    assert limits_from_events(0, Limits(), CountLimits()) == (Limits(), "")


def test_sensitivity_is_kept_beside_filled_limits():
    limits, _ = limits_from_events(1_000_000, Limits(sensitivity=Decimal("1e-4")), CountLimits())

    assert replace(limits, lod=None, lloq=None) == Limits(sensitivity=Decimal("1e-4"))


@pytest.mark.parametrize(
    ("text", "method", "says"),
    [
        ("2/1", Method.FLOW, "2 of 1 cells is not possible. Check both counts."),
        ("1/0", Method.FLOW, "1 of 0 cells is not possible. Check both counts."),
        (
            "3/49",
            Method.FLOW,
            "49 events in total are fewer than the 50 that make a limit of quantification."
            " Record it as 'not evaluable'.",
        ),
        (
            "0/500",
            Method.NGS,
            "'0/500': none found, and the sensitivity is missing. Type it as 'neg @ 1e-5'.",
        ),
        (
            "5/100000",
            Method.CYTOLOGY_COUNT,
            "'5/100000' reads as counted cells, and this method counts none. Type the result"
            " with its unit.",
        ),
        (
            "5/100000",
            Method.FUSION_SCREEN,
            "'5/100000' is a number, and a fusion screen gives none. Type 'detected',"
            " 'not detected' or 'failed'.",
        ),
    ],
)
def test_counts_that_cannot_be_are_refused_in_words(text, method, says):
    with pytest.raises(InvalidInputError) as refused:
        read_value(text, method=method, unit=None)

    assert str(refused.value) == says


def test_one_over_a_power_of_ten_is_an_event_or_a_fraction():
    asked = read_value("1/10000", method=Method.FLOW, unit=None)

    assert asked.text == "'1/10000': 1 event among 10000, or the fraction 0.01 % (10⁻⁴)?"
    assert [(choice.text, choice.label) for choice in asked.choices] == [
        ("1 of 10000", "1 of 10000 = not detected (LOD 0.2 %)"),
        ("1:10000", "1:10000 = 0.01 %"),
    ]


@pytest.mark.parametrize(
    ("text", "method", "value", "counted"),
    [
        ("1/1", Method.IG_TR_PCR, "1", (None, None)),
        ("3/500", Method.NGS, "0.006", (None, None)),
        ("3/500", Method.MORPHOLOGY, "0.006", (3, 500)),
        ("0/200", Method.MORPHOLOGY, "0", (0, 200)),
        ("30/1000000", Method.FLOW, None, (30, 1000000)),
        ("60/1000000", Method.FLOW, "0.00006", (60, 1000000)),
    ],
)
def test_counts_give_a_fraction_that_says_how_it_was_computed(text, method, value, counted):
    entry = read_value(text, method=method, unit=None)

    assert entry.value.value == (None if value is None else Decimal(value))
    assert entry.unit is Unit.FRACTION
    assert entry.notes[0] == "computed from {} of {}".format(*text.split("/"))
    assert (entry.events_positive, entry.events_total) == counted


def test_the_note_on_filled_limits_is_kept_in_english_and_said_in_korean():
    with in_korean():
        _limits, kept = limits_from_events(500_000, Limits(), CountLimits())
        said = limits_note_words(kept)

    assert kept == "LOD = 20/500000 and LLOQ = 50/500000 from the events"
    assert said == "LOD = 20/500000, LLOQ = 50/500000: 이벤트 수로 계산"
    assert limits_note_words(kept) == kept


def test_a_note_of_somebody_else_stays_as_it_stands():
    with in_korean():
        assert limits_note_words("LOD = 20/500000, as the sheet says") == (
            "LOD = 20/500000, as the sheet says"
        )
        assert limits_note_words("") == ""


def test_the_notes_that_only_repeat_the_counts_are_those_of_the_entry_and_of_its_limits():
    entry = typed("63/511000")

    assert counting_notes(entry) == (entry.notes[1], entry.notes[0])
    for one in (replace(entry, events_total=None), replace(entry, events_positive=None)):
        assert counting_notes(one) == (entry.notes[1],)
    bare = replace(entry, value=replace(entry.value, limits_note=""), events_total=None)
    assert counting_notes(bare) == ("",)
