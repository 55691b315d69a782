"""Section 2.2, EsPhALL2017/AALL1631 (certainty B): shown, never assigned."""

from __future__ import annotations

import pytest

from tests.published_thresholds.cases import (
    Answers,
    Asking,
    Json,
    amount,
    below_range,
    beside,
    negative,
    says,
)
from tests.published_thresholds.more_children import (
    BORDERS_5E_4,
    ESPHALL,
    child,
    met,
    open_still,
)

END_IB = {"method": "ig_tr_pcr", "timepoint": "END_IB"}


def shown(ask: Asking, result: Json) -> Answers:
    said = child(ask, ESPHALL, result)
    assert said.group == (None, "display_only")
    assert "HIGH_RISK_THRESHOLD_CROSSED" not in said.flags
    return said


@pytest.mark.parametrize(("fraction", "expected"), beside(BORDERS_5E_4, ("SR", "HR", "HR")))
def test_5e_4_at_the_end_of_ib(ask: Asking, fraction: str, expected: str) -> None:
    # printed as "SR <5e-4 at end IB, HR >=5e-4"
    assert met(shown(ask, amount(fraction, **END_IB))) == {expected}


@pytest.mark.parametrize(("limit", "expected"), [("0.0005", {"SR"}), ("0.000500001", set())])
def test_negative_and_below_the_range(ask: Asking, limit: str, expected: set[str]) -> None:
    # printed as "PNQ/neg = SR" is certainty C and not used: only what the interval itself says
    for result in (negative(limit, **END_IB), below_range(limit, **END_IB)):
        assert met(shown(ask, result)) == expected


@pytest.mark.parametrize(
    "result",
    [
        says("pending", **END_IB),
        amount("0.01", **{**END_IB, "specimen": "PB"}),
        amount("0.01", **{**END_IB, "method": "flow"}),
        amount("0.01", method="ig_tr_pcr", day=78),
        amount("0.01", **END_IB, day=40),
    ],
    ids=str,
)
def test_what_answers_nothing(ask: Asking, result: Json) -> None:
    said = shown(ask, result)

    assert met(said) == set()
    assert open_still(said) == {"SR", "HR"}


@pytest.mark.parametrize(
    "patient",
    [
        {"genetics": {"BCR::ABL1": "not_detected"}},
        {"down_syndrome": "yes"},
        {"prior_remission": "yes"},
    ],
    ids=str,
)
def test_exclusions(ask: Asking, patient: Json) -> None:
    assert child(ask, ESPHALL, amount("0.01", **END_IB), **patient).group == (
        None,
        "out_of_scope",
    )
