"""All, any and not: three answers, and what was not reached stays not reached."""

import itertools
from dataclasses import dataclass
from types import SimpleNamespace

import pytest

from mrdtracker.domain.truth import Truth, all_of, any_of, negate
from mrdtracker.rules.case_view import Need, Trace
from mrdtracker.rules.conditions import All, AnyOf, Leaf, Shared
from mrdtracker.rules.conditions import ask as answer_of
from mrdtracker.rules.facts import FactIs

TRUTHS = list(Truth)
NEED = Need("need unknown")


@dataclass(frozen=True)
class Fixed(Leaf):
    """A question with a known answer."""

    truth: Truth
    need: Need | None = NEED

    @property
    def asked(self):
        return self.truth.value

    def check(self, view, subject, trace):  # noqa: ARG002
        return self.told(trace, "", self.truth, self.need)

    def negated(self):
        return Fixed(negate(self.truth))


def ask(condition):
    trace = Trace()
    return condition.check(None, None, trace), trace


@pytest.mark.parametrize("parts", list(itertools.product(TRUTHS, repeat=3)))
def test_kleene_tables(parts):
    leaves = tuple(Fixed(truth) for truth in parts)

    assert ask(All(leaves))[0].truth is all_of(parts)
    assert ask(AnyOf(leaves))[0].truth is any_of(parts)
    assert ask(All(leaves).negated())[0].truth is negate(all_of(parts))
    assert ask(AnyOf(leaves).negated())[0].truth is negate(any_of(parts))


def test_what_comes_after_the_deciding_answer_is_not_reached():
    condition = All((Fixed(Truth.NO), AnyOf((Fixed(Truth.YES), All((Fixed(Truth.YES),))))))

    answer, trace = ask(condition)

    assert answer.truth is Truth.NO
    assert [step.is_reached for step in trace.steps] == [True, False, False]
    assert all(step.answer is Truth.UNKNOWN for step in trace.steps[1:])


def test_what_comes_before_the_deciding_answer_was_reached():
    condition = All((Fixed(Truth.YES), Fixed(Truth.UNKNOWN), Fixed(Truth.NO), Fixed(Truth.YES)))

    _, trace = ask(condition)

    assert [step.is_reached for step in trace.steps] == [True, True, True, False]


@pytest.mark.parametrize("join", [All, AnyOf])
def test_every_part_is_asked_of_the_same_result(join):
    asked = []

    class Noting(Fixed):
        def check(self, view, subject, trace):
            asked.append((view, subject))
            return super().check(view, subject, trace)

    join((Noting(Truth.UNKNOWN), Noting(Truth.UNKNOWN))).check("view", "result", Trace())

    assert asked == [("view", "result")] * 2


@pytest.mark.parametrize("is_quiet", [True, False])
@pytest.mark.parametrize("need", [None, Need("")])
def test_an_open_question_that_nothing_named_would_settle_needs_nothing(need, is_quiet):
    found = Fixed(Truth.UNKNOWN, need).check(None, None, Trace(is_quiet=is_quiet))

    assert (found.truth, found.needs) == (Truth.UNKNOWN, ())


def test_needs_of_a_question_that_was_decided_are_gone():
    unknown, no = Fixed(Truth.UNKNOWN), Fixed(Truth.NO)

    assert ask(All((unknown, no)))[0].needs == ()
    assert ask(AnyOf((unknown, unknown, no)))[0].needs == (Need("need unknown"),)


def test_no_question_at_all_is_yes():
    assert ask(All(()))[0].truth is Truth.YES


def test_only_an_unknown_step_says_what_would_settle_it():
    assert [ask(Fixed(truth))[1].steps[0].would_settle for truth in TRUTHS] == [
        "",
        "",
        "need unknown",
    ]


def test_a_leaf_has_to_say_what_it_asks():
    with pytest.raises(TypeError, match="asked, check, negated"):
        Leaf()


@pytest.mark.parametrize("parts", list(itertools.product(TRUTHS, repeat=2)))
def test_a_quiet_trace_changes_no_answer_and_no_need(parts):
    for condition in (All(tuple(map(Fixed, parts))), AnyOf(tuple(map(Fixed, parts)))):
        quiet, told = Trace(is_quiet=True), ask(condition)[0]
        found = condition.check(SimpleNamespace(answers={}, asked=None), None, quiet)

        assert (found.truth, found.needs) == (told.truth, told.needs)
        assert quiet == Trace(is_quiet=True)


def test_a_question_is_answered_once_without_words():
    view, asked = SimpleNamespace(answers={}, asked=None), []

    class Counting(Fixed):
        def check(self, view, subject, trace):
            asked.append(self)
            return super().check(view, subject, trace)

    one = Counting(Truth.UNKNOWN)
    found = All((one, AnyOf((one, one)), one)).check(view, None, Trace(is_quiet=True))

    assert found.truth is Truth.UNKNOWN
    assert asked == [one]
    assert answer_of(one, view, Trace(is_quiet=True)).truth is Truth.UNKNOWN
    assert asked == [one]


def test_equal_questions_of_a_pack_are_one_object():
    shared = Shared()
    first = shared.one_for(All((FactIs("etp"), AnyOf((FactIs("etp"), FactIs("testicular"))))))
    second = shared.one_for(All((FactIs("etp"), AnyOf((FactIs("etp"), FactIs("testicular"))))))

    assert first is second
    assert first.parts[0] is first.parts[1].parts[0]
    assert shared.one_for(FactIs("etp", is_negated=True)) is not first.parts[0]


def test_leaves_are_found_inside():
    inner = Fixed(Truth.YES)

    assert list(All((inner, AnyOf((inner,)))).leaves()) == [inner, inner]


def test_single_questions_are_noted_in_the_order_in_which_they_were_asked():
    view = SimpleNamespace(answers={}, asked=[])
    first, second = Fixed(Truth.YES), Fixed(Truth.UNKNOWN)

    found = answer_of(All((first, AnyOf((second, first)), second)), view, Trace(is_quiet=True))

    assert found.truth is Truth.UNKNOWN
    assert [(one.truth, answer.truth) for one, answer in view.asked] == [
        (Truth.YES, Truth.YES),
        (Truth.UNKNOWN, Truth.UNKNOWN),
    ]


@pytest.mark.parametrize("join", [All, AnyOf])
def test_every_open_part_says_what_it_needs_each_once_in_any_trace(join):
    first, second = Fixed(Truth.UNKNOWN, Need("a")), Fixed(Truth.UNKNOWN, Need("b"))
    condition = join((first, second, first))
    view = SimpleNamespace(answers={}, asked=None)

    for trace in (Trace(), Trace(is_quiet=True)):
        found = condition.check(view, None, trace)

        assert (found.truth, found.needs) == (Truth.UNKNOWN, (Need("a"), Need("b")))
