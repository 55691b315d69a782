import pytest

from mrdtracker import locations
from mrdtracker.domain.due import DueState
from mrdtracker.gui.presenters.point_states import (
    COMPUTED,
    SIGNS,
    PointState,
    point_state,
    state_word,
)


def test_every_state_of_the_list_has_a_sign_of_its_own():
    states = [point_state(state) for state in (*DueState, None)]

    assert len(set(states)) == len(states)
    assert set(states) == set(COMPUTED)


def test_every_sign_has_a_shape_a_word_and_a_drawing():
    folder = locations.resources() / "icons" / "states"

    assert set(SIGNS) == set(PointState)
    for what in ("shape", "word"):
        assert len({getattr(sign, what) for sign in SIGNS.values()}) == len(SIGNS)
    assert {f"{state.value}.svg" for state in PointState} <= {one.name for one in folder.iterdir()}


def test_what_nothing_computes_yet_has_a_place_and_is_in_no_legend():
    assert PointState.VERIFIED not in COMPUTED
    assert PointState.SIGNED not in COMPUTED


@pytest.mark.parametrize(
    ("state", "word"),
    [(DueState.RECEIVED, "result missing"), (None, "no schedule"), (DueState.MISSED, "not done")],
)
def test_the_word_of_a_state(state, word):
    assert state_word(state) == word
