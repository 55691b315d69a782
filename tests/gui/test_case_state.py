import random

import pytest

from mrdtracker.gui.case_state import CaseState

pytestmark = pytest.mark.usefixtures("qapp")


def heard(signal):
    got = []
    signal.connect(got.append)
    return got


def test_a_selection_is_told_once():
    state = CaseState()
    got = heard(state.selectionChanged)

    state.select(frozenset({"a"}))
    state.select(frozenset({"a"}))

    assert got == [{"a"}]
    assert state.selection == {"a"}


def test_hover_and_finding_are_told_once():
    state = CaseState()
    hovered, found = heard(state.hoverChanged), heard(state.findingChanged)

    for _ in range(2):
        state.hover_over(frozenset({"b"}))
        state.look_at("rule")

    assert (hovered, found) == ([{"b"}], ["rule"])
    assert (state.hover, state.finding) == ({"b"}, "rule")


def test_what_is_gone_is_not_selected_any_more():
    state = CaseState()
    state.select(frozenset({"a", "b"}))
    state.hover_over(frozenset({"a"}))

    state.keep_only(frozenset({"b", "c"}))

    assert state.selection == {"b"}
    assert state.hover == frozenset()


def test_views_agree_after_many_acts():
    state, views = CaseState(), [set(), set(), set()]
    for place in range(3):
        state.selectionChanged.connect(
            lambda keys, at=place: (views[at].clear(), views[at].update(keys))
        )
    chance = random.Random(7)  # noqa: S311 - not a secret

    for _ in range(500):
        state.select(frozenset(chance.sample("abcdef", chance.randrange(4))))

    assert views == [set(state.selection)] * 3
