"""Section 3, before and after transplantation and after CAR-T cells: alerts and no group."""

from __future__ import annotations

import pytest

from tests.published_thresholds.cases import (
    BORDERS_1E_3,
    BORDERS_1E_4,
    Asking,
    Json,
    amount,
    below_range,
    beside,
    negative,
)
from tests.published_thresholds.children import Child

PRE, M1_2, M3_6 = ({"timepoint": one} for one in ("PRE_HSCT", "POST_HSCT_M1_2", "POST_HSCT_M3_6"))
CART, CART_NGS = {"timepoint": "POST_CART_D28"}, {"timepoint": "POST_CART_D28_M3"}
ALERTS = {
    "PRE_HSCT": "pre-hsct-positive",
    "POST_HSCT_M1_2": "post-hsct-m1-2-detectable",
    "POST_HSCT_M3_6": "post-hsct-m3-6-detectable",
}
BANDS = ("pre-hsct-below-1e-4", "pre-hsct-1e-4-to-1e-3", "pre-hsct-from-1e-3")
GIVEN: Json = {"events": [{"kind": "car_t", "day": 1}]}


@pytest.fixture
def child(ask: Asking) -> Child:
    return Child(ask, "post-transplant-and-car-t", {"age_years": "8", "genetics": {}})


@pytest.mark.parametrize("place", [PRE, M1_2, M3_6], ids=list(ALERTS))
@pytest.mark.parametrize("method", ["flow", "ig_tr_pcr", "ngs"])
def test_any_detectable_mrd_is_an_alert(child: Child, place: Json, method: str) -> None:
    # "any detectable post-HCT more predictive than pre-HCT"; "3–6 mo negative expected"
    found = (amount("1e-6", **place, method=method), below_range("1e-4", **place, method=method))
    for result in found:
        said = child(result)

        assert said.rules[ALERTS[place["timepoint"]]] == "yes"
        assert said.flags & {"MRD_POSITIVE", "HIGH_RISK_THRESHOLD_CROSSED"} == {"MRD_POSITIVE"}
        assert said.group == (None, "display_only")


@pytest.mark.parametrize("place", [PRE, M1_2, M3_6], ids=list(ALERTS))
@pytest.mark.parametrize("changes", [{}, {"specimen": "PB"}])
def test_a_negative_and_blood_raise_no_alert(child: Child, place: Json, changes: Json) -> None:
    said = child(negative("1e-4", **{**place, **changes}))

    assert ALERTS[place["timepoint"]] not in said.rules
    assert "MRD_POSITIVE" not in said.flags


def test_a_result_that_names_no_time_point_of_the_pack_is_silent(child: Child) -> None:
    said = child(amount("0.5", day=100))

    assert not set(said.rules) & {*ALERTS.values(), *BANDS}


@pytest.mark.parametrize(
    ("fraction", "band"),
    [
        *beside(BORDERS_1E_4, (BANDS[0], BANDS[1], BANDS[1])),
        *beside(BORDERS_1E_3, (BANDS[1], BANDS[2], BANDS[2])),
    ],
)
def test_bands_before_transplantation_are_shown(child: Child, fraction: str, band: str) -> None:
    """Published: <1e-4 / 1e-4–<1e-3 / >=1e-3; exact bands B."""
    said = child(amount(fraction, **PRE, method="ig_tr_pcr"))

    assert set(said.rules) & set(BANDS) == {band}
    assert "HIGH_RISK_THRESHOLD_CROSSED" not in said.flags


@pytest.mark.parametrize(("fraction", "expected"), beside(BORDERS_1E_4, ("yes", None, None)))
def test_negative_by_flow_after_car_t_is_shown(
    child: Child, fraction: str, expected: str | None
) -> None:
    """Published: MFC <0.01 % = MRD-neg CR (B)."""
    said = child(amount(fraction, **CART, gating="cd19_independent"), course=GIVEN)

    assert said.rules.get("car-t-d28-negative") == expected
    assert "MRD_POSITIVE" not in said.flags


@pytest.mark.parametrize(
    ("gating", "answer"),
    [("cd19_independent", "yes"), ("cd19_only", "unknown"), (None, "unknown")],
)
def test_a_negative_that_rests_on_cd19_says_nothing(
    child: Child, gating: str | None, answer: str
) -> None:
    # trap 13: "anti-CD19 in last ~6 mo and gating strategy not CD19-independent"
    result = negative("1e-4", **CART, day=29, **({"gating": gating} if gating else {}))
    said = child(result, course=GIVEN)

    assert said.rules["car-t-d28-negative"] == answer
    assert ("NEGATIVE_NOT_INTERPRETABLE_CD19" in said.flags) is (answer == "unknown")


@pytest.mark.parametrize(
    ("result", "expected"),
    [
        (amount("1e-6", **CART_NGS, method="ngs"), "yes"),
        (negative("1e-6", **CART_NGS, method="ngs"), None),
        (amount("1e-3", **CART_NGS, method="flow"), None),
    ],
    ids=["NGS", "NGS-negative", "flow"],
)
def test_any_detection_by_ngs_after_car_t_is_shown(
    child: Child, result: Json, expected: str | None
) -> None:
    """Published: NGS any detection at d28–mo 3 predicts relapse (B): shown, no flag."""
    said = child(result, course=GIVEN)

    assert said.rules.get("car-t-ngs-detected") == expected
    assert "MRD_POSITIVE" not in said.flags
