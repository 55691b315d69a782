from contextlib import suppress
from dataclasses import replace
from decimal import Decimal

import pytest

from mrdtracker.domain.errors import InvalidInputError
from mrdtracker.domain.mrd_value import ResultState
from mrdtracker.domain.notation_answers import CountLimits, Limits, ReportedResult
from mrdtracker.domain.units import QuantityKind, Unit
from mrdtracker.domain.vocabulary import Method

LIMITS = Limits(Decimal("1e-5"), Decimal("5e-5"), Decimal("2e-5"))


def made(method: Method = Method.FLOW, unit: Unit | None = None) -> ReportedResult:
    return ReportedResult("as typed ", "as typed", method, unit, LIMITS, CountLimits())


def test_an_entry_keeps_the_words_and_all_limits():
    entry = made().entry(ResultState.QUANTIFIED, Decimal("1e-3"), Unit.PERCENT, ("note",))

    assert entry.reported_text == "as typed "
    assert (entry.value.lod, entry.value.lloq, entry.value.sensitivity) == (
        LIMITS.lod,
        LIMITS.lloq,
        LIMITS.sensitivity,
    )
    assert entry.unit is Unit.PERCENT
    assert entry.notes == ("note",)


def test_without_a_unit_in_the_text_the_unit_of_the_form_stands():
    assert made(unit=Unit.PER_1E6).entry(ResultState.NEGATIVE).unit is Unit.PER_1E6


def test_a_number_goes_where_the_state_wants_it():
    entry = made().entry(ResultState.ABOVE_ULOQ, Decimal("0.1"))

    assert entry.value.uloq == Decimal("0.1")
    assert entry.value.value is None


@pytest.mark.parametrize("state", [ResultState.PENDING, ResultState.NOT_EVALUABLE])
def test_a_state_that_says_nothing_has_no_numbers_and_no_unit(state):
    entry = made(unit=Unit.PERCENT).entry(state, notes=("note",))

    assert entry.value.lod is entry.value.lloq is entry.value.sensitivity is None
    assert entry.unit is None
    assert entry.notes == ("note", "the limits were left out")


def test_where_no_limits_were_given_none_are_said_to_be_left_out():
    assert replace(made(), limits=Limits()).entry(ResultState.PENDING).notes == ()


def test_the_method_says_what_a_number_counts():
    entry = made(Method.CYTOLOGY_COUNT).entry(ResultState.QUANTIFIED, Decimal(1200))

    assert entry.value.kind is QuantityKind.CELL_CONCENTRATION


def test_a_screen_takes_no_number():
    with pytest.raises(InvalidInputError, match="a fusion screen gives none") as refused:
        made(Method.FUSION_SCREEN).refuse_number()

    assert "'not detected'" in refused.value.hint


def test_every_other_method_takes_numbers():
    taken = []
    for method in Method:
        with suppress(InvalidInputError):
            made(method).refuse_number()
            taken.append(method)

    assert taken == [method for method in Method if method is not Method.FUSION_SCREEN]


def test_events_that_make_a_limit_are_20_and_50_by_convention():
    assert (CountLimits().n_lod, CountLimits().n_lloq) == (20, 50)
