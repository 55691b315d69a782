"""Section 2.3, ALL IC-BFM 2009 (certainty B): shown, never assigned."""

from __future__ import annotations

from typing import Any

import pytest

from tests.published_thresholds.cases import (
    ABOVE_25,
    BELOW_5,
    BORDERS_1E_3,
    FROM_5,
    UP_TO_25,
    Answers,
    Asking,
    Json,
    amount,
    below_range,
    beside,
    count,
    negative,
    says,
    smear,
    with_age_in_days,
)
from tests.published_thresholds.more_children import (
    ABOUT_1000,
    BORDERS_1E_1,
    IC_2009,
    child,
    met,
    open_still,
)

FLOW = {"day": 15}
LOW = amount("0.0005", **FLOW)


def ic(ask: Asking, *results: Json, **changes: Any) -> Answers:
    """A child with prednisone good response and remission on day 33."""
    return child(ask, IC_2009, count("999"), smear("4", 33), *results, **changes)


def test_it_assigns_nothing(ask: Asking) -> None:
    assert ic(ask, LOW, smear("4", 15)).group == (None, "display_only")
    assert child(ask, IC_2009, count("2000")).group == (None, "display_only")


@pytest.mark.parametrize(("fraction", "expected"), beside(BORDERS_1E_3, ("SR", "IR", "IR")))
def test_standard_risk_is_below_0_1_percent_by_flow(
    ask: Asking, fraction: str, expected: str
) -> None:
    # printed as "d15 FCM <0.1 %"; "IR: rest"
    assert met(ic(ask, amount(fraction, **FLOW), smear("4", 15))) == {expected}


@pytest.mark.parametrize(("fraction", "expected"), beside(BORDERS_1E_1, ("IR", "HR", "HR")))
def test_high_risk_is_10_percent_or_more_by_flow(
    ask: Asking, fraction: str, expected: str
) -> None:
    # printed as "HR (any): … d15 FCM >=10 %"
    assert met(ic(ask, amount(fraction, **FLOW), smear("20", 15))) == {expected}


@pytest.mark.parametrize(
    ("percent", "expected"),
    [*((one, "SR") for one in UP_TO_25), *((one, "IR") for one in ABOVE_25)],
)
def test_the_smear_stands_for_flow_that_was_not_done(
    ask: Asking, percent: str, expected: str
) -> None:
    # printed as "(or M1/M2 if no FCM)"; "FCM not done → morphology branch (built in)"
    assert met(ic(ask, says("not_evaluable", **FLOW), smear(percent, 15))) == {expected}


@pytest.mark.parametrize("flow", [(), (says("pending", **FLOW),)], ids=["absent", "pending"])
def test_the_smear_stands_for_nothing_while_flow_may_come(
    ask: Asking, flow: tuple[Json, ...]
) -> None:
    said = ic(ask, *flow, smear("4", 15))

    assert met(said) == set()
    assert open_still(said) == {"SR", "IR", "HR"}


@pytest.mark.parametrize("features", [{"age_years": "6"}, {"wbc_10e9_per_L": "20"}])
@pytest.mark.parametrize(
    ("percent", "expected"),
    [*((one, "IR") for one in UP_TO_25), *((one, "HR") for one in ABOVE_25)],
)
def test_m3_on_day_15_beside_intermediate_features(
    ask: Asking, features: Json, percent: str, expected: str
) -> None:
    # printed as "HR (any): … (IR and M3 d15)"
    assert met(ic(ask, LOW, smear(percent, 15), **features)) == {expected}


@pytest.mark.parametrize(
    ("chromosomes", "expected"), [(43, {"HR"}), (44, {"HR"}), (45, {"SR"}), (46, {"SR"})]
)
def test_hypodiploid_is_44_or_fewer(ask: Asking, chromosomes: int, expected: set[str]) -> None:
    # printed as "hypodiploid <=44"
    assert met(ic(ask, LOW, smear("4", 15), modal_chromosome_number=chromosomes)) == expected


@pytest.mark.parametrize("lesion", ["BCR::ABL1", "KMT2A::AFF1"])
def test_t_9_22_and_t_4_11_are_high_risk(ask: Asking, lesion: str) -> None:
    assert met(ic(ask, LOW, smear("4", 15), genetics={lesion: "detected"})) == {"HR"}


@pytest.mark.parametrize(("cells", "expected"), beside(ABOUT_1000, ("SR", "HR", "HR")))
def test_prednisone_response(ask: Asking, cells: str, expected: str) -> None:
    said = child(ask, IC_2009, count(cells), smear("4", 33), LOW, smear("4", 15))

    assert met(said) == {expected}
    assert ("pgr" in said.rules, "ppr" in said.rules) == (expected == "SR", expected == "HR")


@pytest.mark.parametrize(
    ("percent", "expected"), [*((one, "SR") for one in BELOW_5), *((one, "HR") for one in FROM_5)]
)
def test_day_33(ask: Asking, percent: str, expected: str) -> None:
    said = child(ask, IC_2009, count("999"), smear(percent, 33), LOW, smear("4", 15))

    assert met(said) == {expected}


@pytest.mark.parametrize(
    ("limit", "expected"), [("0.001", {"SR"}), ("0.001000001", set()), ("0.1", set())]
)
def test_negative_and_below_the_quantitative_range(
    ask: Asking, limit: str, expected: set[str]
) -> None:
    # §5: [0, s) and (0, QR); "<0.1 %" is carried up to s = 0.1 %
    for result in (negative(limit, **FLOW), below_range(limit, **FLOW)):
        said = ic(ask, result, smear("4", 15))
        assert met(said) == expected
        assert "HR" not in open_still(said)


@pytest.mark.parametrize(
    "changes", [{"specimen": "PB"}, {"method": "ig_tr_pcr"}, {"day": 18}, {"day": 13}]
)
def test_blood_pcr_and_other_days_are_no_flow_of_day_15(ask: Asking, changes: Json) -> None:
    said = ic(ask, amount("0.5", **{**FLOW, **changes}), smear("4", 15))

    assert met(said) == set()


@pytest.mark.parametrize(
    ("years", "days", "is_in"), [(1, -1, 0), (1, 0, 1), (19, -1, 1), (19, 0, 0)]
)
def test_it_is_for_1_to_18_years(ask: Asking, years: int, days: int, is_in: int) -> None:
    said = ic(ask, LOW, smear("4", 15), **with_age_in_days(days, years))

    assert said.status == ("display_only" if is_in else "out_of_scope")
