"""Section 2.5, CCCG-ALL-2020: poor early response, shown only."""

from __future__ import annotations

import pytest

from tests.published_thresholds.cases import (
    BORDERS_1E_2,
    BORDERS_1E_3,
    BORDERS_1E_4,
    Asking,
    Json,
    amount,
    below_range,
    beside,
    negative,
    says,
    with_age_in_days,
)
from tests.published_thresholds.children import Child

USUAL: Json = {
    "age_years": "4",
    "lineage": "B",
    "wbc_10e9_per_L": "30",
    "down_syndrome": "no",
    "genetics": {"BCR::ABL1": "not_detected"},
}
D19, D46 = {"timepoint": "D19"}, {"timepoint": "D46"}
LOW_RISK, INTERMEDIATE = {"arm_given": "LR"}, {"arm_given": "IR"}
NO_YES_YES = ("no", "yes", "yes")


@pytest.fixture
def child(ask: Asking) -> Child:
    return Child(ask, "cccg-all-2020", USUAL)


@pytest.mark.parametrize(("fraction", "answer"), beside(BORDERS_1E_3, NO_YES_YES))
def test_provisional_low_risk(child: Child, fraction: str, answer: str) -> None:
    # as published: "d19 >=0.1 % (prov. LR)"
    said = child(amount(fraction, **D19), course=LOW_RISK)

    assert said.rules["poor-low"] == answer
    assert said.rules["poor-intermediate"] == "no"
    assert (said.rules["gap-no-poor-response"] == "yes") is (answer == "no")


@pytest.mark.parametrize(("fraction", "answer"), beside(BORDERS_1E_4, NO_YES_YES))
def test_provisional_intermediate_risk(child: Child, fraction: str, answer: str) -> None:
    # as published: ">=0.01 % (prov. IR)"
    said = child(amount(fraction, **D19), course=INTERMEDIATE)

    assert said.rules["poor-intermediate"] == answer
    assert (said.rules["gap-no-poor-response"] == "yes") is (answer == "no")
    assert said.rules["poor-low"] == "no"


@pytest.mark.parametrize(("fraction", "answer"), beside(BORDERS_1E_2, NO_YES_YES))
@pytest.mark.parametrize("course", [LOW_RISK, INTERMEDIATE, {}])
def test_day_46(child: Child, course: Json, fraction: str, answer: str) -> None:
    # as published: "excl. d46 >=1 %"
    assert child(amount(fraction, **D46), course=course).rules["excluded-d46"] == answer


@pytest.mark.parametrize("fraction", ["1e-5", "0.0005", "0.5"])
def test_nothing_is_assigned_and_no_flag_is_raised(child: Child, fraction: str) -> None:
    said = child(amount(fraction, **D19), amount(fraction, **D46), course=LOW_RISK)

    assert said.group == (None, "display_only")
    assert said.flags == set()


def test_without_a_provisional_group_it_cannot_be_said(child: Child) -> None:
    said = child(amount("0.5", **D19), course={})

    assert said.rules["poor-low"] == said.rules["poor-intermediate"] == "unknown"


@pytest.mark.parametrize(
    "missing",
    [
        (),
        (amount("0.5", **D19, specimen="PB"),),
        (amount("0.5", **D19, method="ig_tr_pcr"),),
        (amount("0.5", day=19),),
        (says("not_evaluable", **D19),),
        (negative("0.001000001", **D19),),
        (negative(None, **D19),),
        (below_range("0.001000001", **D19),),
    ],
    ids=["absent", "blood", "pcr", "not-named", "failed", "insensitive", "unstated", "pnq-above"],
)
def test_without_a_result_that_is_named_day_19_it_cannot_be_said(
    child: Child, missing: tuple[Json, ...]
) -> None:
    assert child(*missing, course=LOW_RISK).rules["poor-low"] == "unknown"


@pytest.mark.parametrize(
    "patient",
    [
        with_age_in_days(-1, 1),
        {"genetics": {"BCR::ABL1": "detected"}},
        {"down_syndrome": "yes"},
        {"prior_remission": "yes"},
    ],
)
def test_who_it_is_not_for(child: Child, patient: Json) -> None:
    assert child(course=LOW_RISK, **patient).group == (None, "out_of_scope")


def test_from_the_first_birthday_it_is_no_infant(child: Child) -> None:
    assert child(course=LOW_RISK, **with_age_in_days(0, 1)).status == "display_only"
