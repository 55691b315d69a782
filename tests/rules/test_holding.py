"""One result against one threshold: quantities, methods that disagree, and the words."""

import pytest

from mrdtracker.domain.truth import Truth
from mrdtracker.domain.units import QuantityKind
from mrdtracker.domain.vocabulary import Method
from mrdtracker.rules.case_view import Trace
from mrdtracker.rules.holding import answer_of, hold, together, write_down
from mrdtracker.rules.thresholds import FRACTION, read_threshold
from mrdtracker.rules.timepoints import PnqPolicy
from tests.rules.cases import case_of, negative, result, view_of

YES, NO, UNKNOWN = Truth.YES, Truth.NO, Truth.UNKNOWN
PNQ = {"state": "positive_below_lloq", "unit": "%", "lloq": "0.1"}


def test_another_quantity_is_never_compared(packs):
    pack = packs["generic-definitions"]
    found = {**result(50, "0.5"), "method": "fusion_transcript", "unit": "copies_ratio"}
    (one,) = view_of(pack, case_of(found)).placed

    held = hold(one, read_threshold(">= 0.01 %", FRACTION), PnqPolicy.MANUAL)

    assert one.result.value.kind is QuantityKind.TRANSCRIPT_RATIO
    assert one.result.method is Method.FUSION_TRANSCRIPT
    assert held.truth is UNKNOWN
    assert "another quantity" in held.text


@pytest.mark.parametrize(
    ("value", "quality", "note"),
    [
        ("0.001", ["haemodilution_suspected"], "; this sample cannot support low"),
        ("0.5", ["haemodilution_suspected"], ""),
        ("0.001", [], ""),
    ],
)
def test_only_what_a_poor_sample_leaves_open_is_put_down_to_it(packs, value, quality, note):
    found = {**result("D29", value), "quality": quality}
    (one,) = view_of(packs["cog-aall08b1"], case_of(found)).placed

    held = hold(one, read_threshold(">= 0.01 %", FRACTION), PnqPolicy.MANUAL)

    assert held.note == note
    assert (held.truth is UNKNOWN) is bool(note)


def test_a_limit_that_leaves_it_open_is_not_put_down_to_the_sample(packs):
    (one,) = view_of(
        packs["cog-aall08b1"], case_of({**result("D29", "1"), **PNQ, "value": None})
    ).placed

    held = hold(one, read_threshold(">= 0.01 %", FRACTION), PnqPolicy.MANUAL)

    assert (held.truth, held.note) == (UNKNOWN, "")


@pytest.mark.parametrize(
    ("value", "is_near"),
    [("0.005012", 1), ("0.019953", 1), ("0.0050119", 0), ("0.0199531", 0), ("0.01", 1)],
)
def test_an_amount_within_a_factor_of_two_of_the_threshold_is_called_near(packs, value, is_near):
    (one,) = view_of(packs["cog-aall08b1"], case_of(result("D29", value))).placed

    held = hold(one, read_threshold(">= 0.01 %", FRACTION), PnqPolicy.MANUAL)

    assert held.note == ", within 0.3 log10 of the threshold" * is_near


@pytest.mark.parametrize(
    ("answers", "joined"),
    [
        ([YES], YES),
        ([NO, NO], NO),
        ([YES, NO], UNKNOWN),
        ([YES, UNKNOWN], YES),
        ([UNKNOWN], UNKNOWN),
    ],
)
def test_methods_that_disagree_are_not_averaged(answers, joined):
    assert together(answers) is joined


@pytest.mark.parametrize("policy", list(PnqPolicy))
@pytest.mark.parametrize(
    "found",
    [
        result(50, "0.01"),
        result(50, "0.009"),
        negative(50, "0.01"),
        negative(50, "1"),
        result(50, **PNQ),
        result(50, quality=["clotted"], **PNQ),
        result(50, state="detected"),
        result(50, "0.5", method="fusion_transcript", unit="copies_ratio"),
    ],
)
def test_the_answer_without_words_is_the_one_with_them(packs, found, policy):
    (one,) = view_of(packs["generic-definitions"], case_of(found)).placed
    for text in (">= 0.01 %", "> 0.01 %", "<= 0.01 %", "< 0.01 %", "> 0 %"):
        threshold = read_threshold(text, FRACTION)

        assert answer_of(one, threshold, policy) is hold(one, threshold, policy).truth


def test_only_a_definite_answer_gives_words_to_the_rule_and_a_quiet_one_none():
    told, quiet = Trace(), Trace(is_quiet=True)

    write_down(told, UNKNOWN, ["a"])
    write_down(told, NO, ["b"])
    write_down(quiet, YES, ["c"])

    assert (told.relations, quiet.relations) == (["b"], [])


@pytest.mark.parametrize(
    ("found", "says"),
    [
        (result("D29", state="detected"), "detected: ≥ 0.01 % needs an amount"),
        (
            result("D29", "0.5", method="fusion_transcript", unit="copies_ratio"),
            "0.5: another quantity than ≥ 0.01 %",
        ),
    ],
)
def test_what_cannot_be_compared_says_why(packs, found, says):
    (one,) = view_of(packs["cog-aall08b1"], case_of(found)).placed

    assert hold(one, read_threshold(">= 0.01 %", FRACTION), PnqPolicy.MANUAL).text == says
