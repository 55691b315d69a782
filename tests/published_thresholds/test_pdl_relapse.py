"""Section 1, marrow relapse by the Ponte-di-Legno consensus, MRD available."""

from __future__ import annotations

from itertools import permutations

import pytest

from tests.published_thresholds.cases import (
    Answers,
    Asking,
    Json,
    amount,
    below_range,
    negative,
    says,
    smear,
)
from tests.published_thresholds.children import Child

REMISSION: Json = {"events": [{"kind": "remission", "day": 33}]}
EVERYTHING = {"RELAPSE", "NOT_CONFIRMED", "NOT_RELAPSE"}
OPEN = {"RELAPSE", "NOT_CONFIRMED"}
FIRST, SECOND = {"day": 400}, {"day": 414}
FLOW, IGH, TRG, NGS = (
    {"method": "flow"},
    {"method": "ig_tr_pcr", "target": "IGH"},
    {"method": "ig_tr_pcr", "target": "TRG"},
    {"method": "ngs", "target": "IGK"},
)


@pytest.fixture
def child(ask: Asking) -> Child:
    return Child(ask, "pdl-relapse", {"age_years": "4", "lineage": "B", "genetics": {}})


def after(child: Child, *results: Json) -> Answers:
    return child(*results, course=REMISSION)


def outcome(said: Answers) -> set[str]:
    """The group, or the groups that stay possible; RELAPSE is flagged where it is assigned."""
    assert ("RELAPSE" in said.flags) is (said.assigned == "RELAPSE")
    assert ("CONFIRM" in said.flags) is (said.possible == OPEN)
    if said.assigned is not None:
        assert said.possible == {said.assigned}
    return said.possible


@pytest.mark.parametrize(
    ("fraction", "expected"),
    [
        ("0.009999999", {"NOT_RELAPSE"}),
        ("0.01", OPEN),
        ("0.010000001", OPEN),
        ("0.049999999", OPEN),
        ("0.05", OPEN),
        ("0.249999999", OPEN),
        ("0.25", {"RELAPSE"}),
        ("0.250000001", {"RELAPSE"}),
    ],
)
@pytest.mark.parametrize("test", [FLOW, IGH, NGS], ids=["flow", "PCR", "NGS"])
def test_one_test_of_one_marrow(
    child: Child, test: Json, fraction: str, expected: set[str]
) -> None:
    """Published: BM1 MRD >=25 % → relapse; <1 % → not relapse."""
    assert outcome(after(child, amount(fraction, **FIRST, **test))) == expected


@pytest.mark.parametrize(
    ("first", "other", "expected"),
    [
        ("0.05", "0.01", {"RELAPSE"}),
        ("0.249999999", "0.01", {"RELAPSE"}),
        ("0.05", "0.009999999", OPEN),
        ("0.049999999", "0.01", OPEN),
        ("0.049999999", "0.049999999", OPEN),
        ("0.01", "0.01", OPEN),
    ],
)
@pytest.mark.parametrize("turned", [False, True])
def test_one_other_test_of_the_same_marrow(
    child: Child,
    first: str,
    other: str,
    expected: set[str],
    turned: bool,  # noqa: FBT001
) -> None:
    """Published: 5–<25 % → relapse if one other test on BM1 >=1 %."""
    pair = (FLOW, IGH) if turned else (IGH, FLOW)
    results = [
        amount(one, **FIRST, **test) for one, test in zip((first, other), pair, strict=True)
    ]

    assert outcome(after(child, *results)) == expected


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        (("0.01", "0.01", "0.01"), {"RELAPSE"}),
        (("0.049999999", "0.01", "0.01"), {"RELAPSE"}),
        (("0.049999999", "0.01", "0.009999999"), OPEN),
        (("0.01", "0.009999999", "0.009999999"), OPEN),
        (("0.009999999", "0.009999999", "0.009999999"), {"NOT_RELAPSE"}),
    ],
)
def test_two_other_tests_of_the_same_marrow(
    child: Child, values: tuple[str, ...], expected: set[str]
) -> None:
    """Published: 1–<5 % → two other tests >=1 % on BM1."""
    for tests in permutations((FLOW, IGH, TRG)):
        results = [amount(v, **FIRST, **test) for v, test in zip(values, tests, strict=True)]

        assert outcome(after(child, *results)) == expected


def test_a_repeat_of_one_test_confirms_nothing(child: Child) -> None:
    said = after(child, amount("0.06", **FIRST, **IGH), amount("0.07", **FIRST, **IGH))

    assert outcome(said) == OPEN


@pytest.mark.parametrize("first", ["0.01", "0.049999999", "0.05", "0.249999999"])
@pytest.mark.parametrize(
    ("flow", "pcr", "expected"),
    [
        ("0.01", "0.01", {"RELAPSE"}),
        ("0.01", "0.009999999", OPEN),
        ("0.009999999", "0.009999999", {"NOT_CONFIRMED"}),
        ("0.0001", None, OPEN),
        ("0.02", None, OPEN),
    ],
)
def test_two_tests_of_a_second_marrow(
    child: Child, first: str, flow: str, pcr: str | None, expected: set[str]
) -> None:
    """Published: else two tests >=1 % on a second BM."""
    second = [amount(flow, **SECOND)]
    second += [amount(pcr, **SECOND, **IGH)] if pcr else []

    assert outcome(after(child, amount(first, **FIRST), *second)) == expected


def test_a_new_rise_after_one_that_was_refuted(child: Child) -> None:
    refuted = (
        amount("0.02", **FIRST),
        negative("1e-4", **SECOND),
        negative("1e-4", **SECOND, **IGH),
    )

    assert outcome(after(child, *refuted)) == {"NOT_CONFIRMED"}
    assert outcome(after(child, *refuted, amount("0.02", day=600))) == OPEN
    assert outcome(after(child, *refuted, amount("0.25", day=600))) == {"RELAPSE"}


# --- only after a recorded remission ----------------------------------------------------------


@pytest.mark.parametrize("fraction", ["0.0001", "0.02", "0.9"])
@pytest.mark.parametrize(
    ("course", "patient"),
    [({}, {}), ({}, {"prior_remission": "no"}), (REMISSION, {})],
    ids=["not-recorded", "never", "before-it"],
)
def test_without_a_remission_before_it_there_is_no_relapse(
    child: Child, fraction: str, course: Json, patient: Json
) -> None:
    said = child(
        amount(fraction, day=33),
        amount(fraction, day=33, **IGH),
        amount(fraction, day=33, **NGS),
        course=course,
        **patient,
    )

    assert said.group == (None, "indeterminate")
    assert said.possible == EVERYTHING
    assert "RELAPSE" not in said.flags


def test_an_earlier_remission_stated_as_a_fact(child: Child) -> None:
    assert child(amount("0.25", day=1), prior_remission="yes").group == ("RELAPSE", "final")


def test_remission_and_marrow_by_their_dates(child: Child) -> None:
    course = {"events": [{"kind": "remission", "on": "2025-04-04"}]}
    before = child(amount("0.9", on="2025-04-04"), course=course)
    later = child(amount("0.9", on="2025-04-05"), course=course)

    assert (before.assigned, later.assigned) == (None, "RELAPSE")


# --- what does not answer ---------------------------------------------------------------------


@pytest.mark.parametrize(
    "result",
    [
        smear("90", 400),
        amount("0.9", **FIRST, specimen="PB"),
        says("pending", **FIRST),
        says("not_evaluable", **FIRST),
    ],
    ids=["smear", "blood", "pending", "not-evaluable"],
)
def test_what_is_no_mrd_result_of_a_marrow(child: Child, result: Json) -> None:
    # trap 4: "do not label M2 relapse; PdL rule needs second test"; trap 12: PB for BM
    said = after(child, result)

    assert (said.assigned, said.possible) == (None, EVERYTHING)


@pytest.mark.parametrize(
    ("result", "possible"),
    [
        (negative("0.01", **FIRST), {"NOT_RELAPSE"}),
        (negative("0.010000001", **FIRST), EVERYTHING),
        (negative(None, **FIRST), EVERYTHING),
        (below_range("0.01", **FIRST), {"NOT_RELAPSE"}),
        (below_range("0.02", **FIRST), EVERYTHING),
        (negative("1e-4", **FIRST, quality=["haemodilution_suspected"]), EVERYTHING),
    ],
)
def test_what_a_low_result_can_carry(child: Child, result: Json, possible: set[str]) -> None:
    assert after(child, result).possible == possible


def test_reappearance_is_to_be_confirmed_and_is_no_relapse(child: Child) -> None:
    # trap 22: "wording "MRD reappearance – confirm""
    said = after(child, negative("1e-4", day=78), amount("0.001", **FIRST))

    assert said.group == ("NOT_RELAPSE", "final")
    assert "MRD_REAPPEARANCE_CONFIRM" in said.flags


@pytest.mark.parametrize(
    ("percent", "expected"), [("4.99999", "M1"), ("5", "M2"), ("25", "M2"), ("25.00001", "M3")]
)
def test_the_smear_has_its_class(child: Child, percent: str, expected: str) -> None:
    assert after(child, smear(percent, 400)).flags & {"M1", "M2", "M3"} == {expected}
