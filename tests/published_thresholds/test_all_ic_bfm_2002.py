"""Section 2.3, ALL IC-BFM 2002 (certainty B): shown, never assigned."""

from __future__ import annotations

from itertools import product

import pytest

from tests.published_thresholds.cases import (
    ABOVE_25,
    BELOW_5,
    FROM_5,
    UP_TO_25,
    Asking,
    Json,
    beside,
    count,
    smear,
    with_age_in_days,
)
from tests.published_thresholds.more_children import ABOUT_1000, IC_2002, child, met, open_still

GOOD = (count("999"), smear("4", 15), smear("4", 33))


def test_it_assigns_nothing_and_raises_no_flag(ask: Asking) -> None:
    for results in (GOOD, (count("9000"),), ()):
        said = child(ask, IC_2002, *results)
        assert said.group == (None, "display_only")
        assert not said.flags & {"PGR", "PPR", "M1", "HIGH_RISK_THRESHOLD_CROSSED"}


@pytest.mark.parametrize(
    ("features", "d15", "d33", "cells"),
    list(
        product(
            ({}, {"age_years": "6"}, {"wbc_10e9_per_L": "20"}),
            ("4", "25", "25.00001"),
            ("4.99999", "5", "26"),
            ("999", "1000"),
        )
    ),
)
def test_every_combination_meets_the_published_group(
    ask: Asking, features: Json, d15: str, d33: str, cells: str
) -> None:
    # printed as "HR (any): PPR; IR features and M3 d15; M2/M3 d33"; "SR (all): … M1/M2 d15,
    # M1 d33";
    # and "IR: … M1/M2 d15 — or SR criteria but M3 d15 and M1 d33"
    said = child(ask, IC_2002, count(cells), smear(d15, 15), smear(d33, 33), **features)
    is_m3 = d15 == "25.00001"
    if cells == "1000" or d33 != "4.99999" or (features and is_m3):
        expected = "HR"
    else:
        expected = "IR" if features or is_m3 else "SR"

    assert met(said) == {expected}
    assert open_still(said) == set()


@pytest.mark.parametrize(("cells", "expected"), beside(ABOUT_1000, ("SR", "HR", "HR")))
def test_prednisone_response(ask: Asking, cells: str, expected: str) -> None:
    said = child(ask, IC_2002, count(cells), *GOOD[1:])

    assert met(said) == {expected}
    assert ("pgr" in said.rules, "ppr" in said.rules) == (expected == "SR", expected == "HR")


@pytest.mark.parametrize(
    ("percent", "expected"),
    [*((one, "SR") for one in UP_TO_25), *((one, "IR") for one in ABOVE_25)],
)
def test_day_15_with_standard_risk_features(ask: Asking, percent: str, expected: str) -> None:
    assert met(child(ask, IC_2002, GOOD[0], smear(percent, 15), GOOD[2])) == {expected}


@pytest.mark.parametrize(
    ("percent", "expected"), [*((one, "SR") for one in BELOW_5), *((one, "HR") for one in FROM_5)]
)
def test_day_33(ask: Asking, percent: str, expected: str) -> None:
    assert met(child(ask, IC_2002, *GOOD[:2], smear(percent, 33))) == {expected}


@pytest.mark.parametrize(
    ("years", "days", "expected"),
    [(1, 0, {"SR"}), (6, -1, {"SR"}), (6, 0, {"IR"}), (6, 1, {"IR"})],
)
def test_age_is_from_1_to_below_6(ask: Asking, years: int, days: int, expected: set[str]) -> None:
    assert met(child(ask, IC_2002, *GOOD, **with_age_in_days(days, years))) == expected


@pytest.mark.parametrize(
    ("cells", "expected"), [("19.999999999", "SR"), ("20", "IR"), ("20.000000001", "IR")]
)
def test_white_cells_below_20(ask: Asking, cells: str, expected: str) -> None:
    assert met(child(ask, IC_2002, *GOOD, wbc_10e9_per_L=cells)) == {expected}


@pytest.mark.parametrize("lesion", ["BCR::ABL1", "KMT2A::AFF1"])
def test_t_9_22_and_t_4_11_are_high_risk(ask: Asking, lesion: str) -> None:
    # printed as "t(9;22); t(4;11)": an HR criterion, no exclusion; §4: "t(4;11) ≠ all KMT2A-r"
    assert met(child(ask, IC_2002, *GOOD, genetics={lesion: "detected"})) == {"HR"}
    untested = child(ask, IC_2002, *GOOD, genetics={lesion: "not_tested"})
    assert met(untested) == set()
    assert open_still(untested) == {"SR", "HR"}


def test_another_kmt2a_rearrangement_is_not_named(ask: Asking) -> None:
    assert met(child(ask, IC_2002, *GOOD, genetics={"KMT2A-r": "detected"})) == {"SR"}


def test_day_15_missing_cannot_be_standard_risk(ask: Asking) -> None:
    said = child(ask, IC_2002, GOOD[0], GOOD[2])
    blood = child(ask, IC_2002, GOOD[0], smear("4", 15, specimen="PB"), GOOD[2])
    late = child(ask, IC_2002, GOOD[0], smear("4", 18), GOOD[2])

    for one in (said, blood, late):
        assert "SR" not in met(one)
        assert open_still(one) == {"SR", "IR"}


@pytest.mark.parametrize(("day", "is_taken"), [(13, 0), (14, 1), (17, 1), (18, 0)])
def test_window_of_day_15(ask: Asking, day: int, is_taken: int) -> None:
    # §1.1: "d15 −1/+2"
    assert (met(child(ask, IC_2002, GOOD[0], smear("4", day), GOOD[2])) == {"SR"}) is bool(
        is_taken
    )


@pytest.mark.parametrize(("day", "is_taken"), [(29, 0), (30, 1), (40, 1), (41, 0)])
def test_window_of_day_33(ask: Asking, day: int, is_taken: int) -> None:
    # §1.1: "d33 ±3/+7"
    assert (met(child(ask, IC_2002, *GOOD[:2], smear("4", day))) == {"SR"}) is bool(is_taken)


@pytest.mark.parametrize(
    ("years", "days", "is_in"), [(1, -1, 0), (1, 0, 1), (19, -1, 1), (19, 0, 0)]
)
def test_it_is_for_1_to_18_years(ask: Asking, years: int, days: int, is_in: int) -> None:
    said = child(ask, IC_2002, *GOOD, **with_age_in_days(days, years))

    assert said.status == ("display_only" if is_in else "out_of_scope")


@pytest.mark.parametrize("patient", [{"down_syndrome": "yes"}, {"prior_remission": "yes"}])
def test_exclusions(ask: Asking, patient: Json) -> None:
    assert child(ask, IC_2002, *GOOD, **patient).group == (None, "out_of_scope")
