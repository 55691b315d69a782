"""Section 3, UKALL R3: late marrow relapse of BCP-ALL, PCR at the end of induction."""

from __future__ import annotations

import pytest

from tests.published_thresholds.cases import (
    BORDERS_1E_4,
    Asking,
    Json,
    amount,
    below_range,
    beside,
    negative,
    says,
)
from tests.published_thresholds.more_children import R3, child

EOI = {"method": "ig_tr_pcr", "day": 35}


@pytest.mark.parametrize(
    ("fraction", "expected"), beside(BORDERS_1E_4, ("MRD_LOW", "MRD_HIGH", "MRD_HIGH"))
)
def test_1e_4_at_the_end_of_induction(ask: Asking, fraction: str, expected: str) -> None:
    # printed as ">=1e-4 …; <1e-4 …"
    said = child(ask, R3, amount(fraction, **EOI))

    assert said.group == (expected, "final")


@pytest.mark.parametrize(
    ("limit", "assigned"),
    [("0.000099999", "MRD_LOW"), ("0.0001", "MRD_LOW"), ("0.00010001", None)],
)
def test_negatives_and_positives_below_the_range(
    ask: Asking, limit: str, assigned: str | None
) -> None:
    # §5: [0, s) and (0, QR)
    for result in (negative(limit, **EOI), below_range(limit, **EOI)):
        assert child(ask, R3, result).assigned == assigned


@pytest.mark.parametrize(
    "result",
    [
        says("pending", **EOI),
        says("not_evaluable", **EOI),
        negative(None, **EOI),
        says("detected", **EOI),
        amount("0.1", **{**EOI, "specimen": "PB"}),
        amount("0.1", **{**EOI, "method": "flow"}),
        amount("0.1", **{**EOI, "day": 28}),
        amount("0.1", **{**EOI, "day": 43}),
        amount("0.00001", **EOI, quality=["haemodilution_suspected"]),
    ],
    ids=str,
)
def test_what_answers_nothing(ask: Asking, result: Json) -> None:
    said = child(ask, R3, result)

    assert said.group == (None, "indeterminate")
    assert said.possible == {"MRD_HIGH", "MRD_LOW"}


@pytest.mark.parametrize("when", [{"day": 29}, {"day": 42}, {"day": None, "timepoint": "EOI"}])
def test_days_of_the_end_of_induction(ask: Asking, when: Json) -> None:
    # §1.1: "EOI ≈ d35–42 / week 5"
    assert child(ask, R3, amount("0.1", **{**EOI, **when})).assigned == "MRD_HIGH"


def test_it_is_for_late_marrow_relapse_of_bcp_all(ask: Asking) -> None:
    high = amount("0.1", **EOI)
    unsaid = child(ask, R3, high, protocol_eligible="unknown")
    assert unsaid.group == ("MRD_HIGH", "provisional")
    for patient in (
        {"protocol_eligible": "no"},
        {"prior_remission": "no"},
        {"lineage": "T"},
        {"down_syndrome": "yes"},
    ):
        assert child(ask, R3, high, **patient).group == (None, "out_of_scope")


def test_a_recorded_relapse_is_a_relapse(ask: Asking) -> None:
    course = {"events": [{"kind": "relapse", "day": 1}]}
    said = child(ask, R3, amount("0.1", **EOI), prior_remission="unknown", course=course)

    assert said.group == ("MRD_HIGH", "final")
