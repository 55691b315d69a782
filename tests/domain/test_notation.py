from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mrdtracker.domain import notation
from mrdtracker.domain.mrd_value import ResultState
from mrdtracker.domain.notation import Entry, Limits, read_quantity, read_value, value_text
from mrdtracker.domain.units import Unit
from mrdtracker.domain.vocabulary import Method
from tests.domain.possible_values import QUANTITATIVE, canonical_unit, fractions, mrd_values

NUMERIC = tuple(state for state in ResultState if not state.is_qualitative)


@given(st.data(), st.sampled_from(QUANTITATIVE))
def test_what_is_written_is_read_back_in_every_state(data, method):
    value = data.draw(mrd_values(method, NUMERIC))
    limits = Limits(value.lod, value.lloq, value.sensitivity)

    entry = read_value(
        value_text(value), method=method, unit=canonical_unit(method), limits=limits
    )

    assert isinstance(entry, Entry)
    assert replace(entry.value, limits_note="") == value


@given(st.data(), st.sampled_from(QUANTITATIVE))
def test_the_text_alone_holds_the_state_and_the_number_that_belongs_to_it(data, method):
    value = data.draw(mrd_values(method, NUMERIC))

    entry = read_value(value_text(value), method=method, unit=canonical_unit(method))

    assert isinstance(entry, Entry)
    assert entry.value.state is value.state
    assert entry.value.interval == value.interval


@pytest.mark.parametrize("state", [state for state in ResultState if not state.is_numeric])
def test_what_a_screen_says_is_read_back(state):
    value = notation.read_value(
        state.value.replace("_", " "), method=Method.FUSION_SCREEN, unit=None
    )

    assert value.value.state is state
    assert value_text(value.value) == state.value.replace("_", " ")


@given(fractions)
def test_both_notations_are_one_number(fraction):
    kind = Method.FLOW.kind

    assert read_quantity(notation.percent_text(fraction), None, kind) == fraction
    assert read_quantity(notation.power_text(fraction), Unit.FRACTION, kind) == fraction


@pytest.mark.parametrize("name", notation.__all__)
def test_the_door_leads_to_every_name(name):
    assert getattr(notation, name).__module__.startswith("mrdtracker.domain.notation_")


def test_a_percent_text_needs_no_chosen_unit():
    assert read_quantity("0.05 %", None, Method.FLOW.kind) == Decimal("0.0005")
