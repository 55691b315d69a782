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


@pytest.fixture
def known():
    state = CaseState()
    state.keep_only(frozenset("abcd"))
    return state


def test_what_is_not_selected_is_hidden_until_all_is_shown(known):
    got = heard(known.hiddenChanged)
    assert not known.show_only_selection()

    known.select(frozenset("ab"))
    assert known.show_only_selection()
    assert not known.show_only_selection()
    known.show_all()

    assert got == [set("cd"), set()]
    assert known.selection == set("ab")


def test_what_is_selected_is_hidden_and_let_go_but_never_the_last_one(known):
    assert not known.hide_selection()

    for keys in ("a", "bc"):
        known.select(frozenset(keys))
        assert known.hide_selection()
    assert (known.hidden, known.selection) == (set("abc"), set())

    known.select(frozenset("d"))
    assert not known.hide_selection()
    assert known.selection == {"d"}


def test_a_hidden_result_that_is_selected_is_seen_again(known):
    known.select(frozenset("a"))
    known.show_only_selection()

    known.select(frozenset("bc"))

    assert known.hidden == {"d"}


def test_a_result_that_is_new_is_seen_and_one_that_is_gone_leaves_the_others_in_sight(known):
    known.select(frozenset("a"))
    known.show_only_selection()

    known.keep_only(frozenset("abce"))
    assert known.hidden == set("bc")
    known.keep_only(frozenset("bc"))
    assert known.hidden == frozenset()


def test_what_is_only_tried_hides_no_result_of_the_record(known):
    known.select(frozenset({"tried"}))

    assert not known.show_only_selection()
    assert not known.hide_selection()
    assert known.hidden == frozenset()


def test_never_is_everything_hidden_nor_what_is_selected():
    state, chance = CaseState(), random.Random(11)  # noqa: S311 - not a secret
    keys = frozenset("abcdef")
    state.keep_only(keys)
    acts = (state.show_only_selection, state.hide_selection, state.show_all)

    for _ in range(500):
        state.select(frozenset(chance.sample("abcdef", chance.randrange(4))))
        chance.choice(acts)()
        keys = frozenset(chance.sample("abcdef", 5))
        state.keep_only(keys)
        assert state.hidden < keys
        assert not state.hidden & state.selection


def test_what_is_hidden_by_name_is_let_go_and_never_all_or_what_is_unknown(known):
    known.select(frozenset("ab"))

    known.hide(frozenset("bc?"))
    assert (known.hidden, known.selection) == (set("bc"), {"a"})
    known.hide(frozenset("abcd"))
    assert known.hidden == set("bc")
