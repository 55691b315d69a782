"""Section 2.5, JACLS ALL-02: prednisone response, age and white cells, the smears."""

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
from tests.published_thresholds.more_children import ABOUT_1000, JACLS, child

GOOD = (count("999"), smear("4", 15), smear("4", 33))
HIGH = {"age_years": "12"}


@pytest.mark.parametrize(
    ("features", "d15", "d33", "cells"),
    list(
        product(
            ({}, {"age_years": "10"}, {"wbc_10e9_per_L": "10"}),
            ("25", "25.00001"),
            ("4.99999", "5"),
            ("999", "1000"),
        )
    ),
)
def test_every_combination(ask: Asking, features: Json, d15: str, d33: str, cells: str) -> None:
    # printed as "PPR >=1000/µL … → ER" and "Slow BM response = M3 d15 or M2/M3 d33 → next
    # higher group"
    said = child(ask, JACLS, count(cells), smear(d15, 15), smear(d33, 33), **features)
    step = bool(features) + (d15 == "25.00001" or d33 == "5")
    expected = "ER" if cells == "1000" else ("SR", "HR", "ER")[step]

    assert said.group == (expected, "final")


@pytest.mark.parametrize(("cells", "expected"), beside(ABOUT_1000, ("SR", "ER", "ER")))
def test_prednisone_response(ask: Asking, cells: str, expected: str) -> None:
    assert child(ask, JACLS, count(cells), *GOOD[1:]).group == (expected, "final")


@pytest.mark.parametrize(
    ("percent", "is_slow"), [*((one, 0) for one in UP_TO_25), *((one, 1) for one in ABOVE_25)]
)
@pytest.mark.parametrize(("patient", "groups"), [({}, ("SR", "HR")), (HIGH, ("HR", "ER"))])
def test_m3_on_day_15_is_one_group_up(
    ask: Asking, patient: Json, groups: tuple[str, str], percent: str, is_slow: int
) -> None:
    said = child(ask, JACLS, GOOD[0], smear(percent, 15), GOOD[2], **patient)

    assert said.group == (groups[is_slow], "final")


@pytest.mark.parametrize(
    ("percent", "is_slow"), [*((one, 0) for one in BELOW_5), *((one, 1) for one in FROM_5)]
)
@pytest.mark.parametrize(("patient", "groups"), [({}, ("SR", "HR")), (HIGH, ("HR", "ER"))])
def test_m2_on_day_33_is_one_group_up(
    ask: Asking, patient: Json, groups: tuple[str, str], percent: str, is_slow: int
) -> None:
    said = child(ask, JACLS, *GOOD[:2], smear(percent, 33), **patient)

    assert said.group == (groups[is_slow], "final")


@pytest.mark.parametrize(
    ("years", "days", "expected"), [(1, 0, "SR"), (10, -1, "SR"), (10, 0, "HR"), (10, 1, "HR")]
)
def test_age_cut_off_10(ask: Asking, years: int, days: int, expected: str) -> None:
    # printed as "modified NCI with WBC 10 and age 10 cut-offs"; NCI SR is 1.00–9.99 years
    assert child(ask, JACLS, *GOOD, **with_age_in_days(days, years)).assigned == expected


@pytest.mark.parametrize(
    ("cells", "expected"), [("9.999999999", "SR"), ("10", "HR"), ("10.000000001", "HR")]
)
def test_white_cell_cut_off_10(ask: Asking, cells: str, expected: str) -> None:
    # NCI SR is "WBC <50"; here 10
    assert child(ask, JACLS, *GOOD, wbc_10e9_per_L=cells).assigned == expected


def test_early_upgrade_and_no_early_standard_risk(ask: Asking) -> None:
    # §6: "Upgrade may be issued early; downgrade/“SR final” may not"
    assert child(ask, JACLS, count("1000")).group == ("ER", "provisional")
    assert child(ask, JACLS, genetics={"KMT2A::AFF1": "detected"}).group == ("ER", "provisional")
    early = child(ask, JACLS, GOOD[0], smear("26", 15), **HIGH)
    assert early.group == ("ER", "provisional")
    waiting = child(ask, JACLS, *GOOD[:2])
    assert (waiting.assigned, waiting.possible) == (None, {"SR", "HR"})
    assert waiting.needs == ["BM morphology at D33"]


def test_only_t_4_11_is_named(ask: Asking) -> None:
    assert child(ask, JACLS, *GOOD, genetics={"KMT2A-r": "detected"}).assigned == "SR"
    untested = child(ask, JACLS, *GOOD, genetics={"KMT2A::AFF1": "not_tested"})
    assert (untested.assigned, untested.possible) == (None, {"SR", "ER"})


def test_what_is_missing_keeps_the_next_group_possible(ask: Asking) -> None:
    no_d8 = child(ask, JACLS, *GOOD[1:])
    invalid = child(ask, JACLS, *GOOD, course={"steroid_days_before_day8": 6})
    no_d15 = child(ask, JACLS, GOOD[0], GOOD[2])
    high = child(ask, JACLS, GOOD[0], GOOD[2], **HIGH)

    assert (no_d8.assigned, no_d8.possible) == (None, {"SR", "ER"})
    assert (invalid.assigned, invalid.possible) == (None, {"SR", "ER"})
    assert (no_d15.assigned, no_d15.possible) == (None, {"SR", "HR"})
    assert (high.assigned, high.possible) == (None, {"HR", "ER"})


@pytest.mark.parametrize(
    ("changes", "flag"),
    [
        ({"specimen": "PB"}, "WRONG_SPECIMEN"),
        ({"day": 13}, "OUT_OF_WINDOW"),
        ({"day": 18}, "OUT_OF_WINDOW"),
    ],
)
def test_blood_and_other_days_are_no_day_15_marrow(ask: Asking, changes: Json, flag: str) -> None:
    said = child(ask, JACLS, GOOD[0], {**GOOD[1], **changes}, GOOD[2])

    assert (said.assigned, said.possible) == (None, {"SR", "HR"})
    assert flag in said.flags


@pytest.mark.parametrize("day", [14, 15, 17])
def test_days_that_are_day_15(ask: Asking, day: int) -> None:
    assert child(ask, JACLS, GOOD[0], smear("4", day), GOOD[2]).group == ("SR", "final")


@pytest.mark.parametrize(
    "patient",
    [
        {"lineage": "T"},
        {"lineage": "MPAL"},
        {"genetics": {"BCR::ABL1": "detected"}},
        {"age_years": "0.999"},
        {"age_years": "19"},
        {"down_syndrome": "yes"},
        {"prior_remission": "yes"},
    ],
    ids=str,
)
def test_it_is_for_bcp_1_to_18_years_ph_negative(ask: Asking, patient: Json) -> None:
    # printed as "BCP 1–18 y Ph−"; "T-ALL separate"
    assert child(ask, JACLS, *GOOD, **patient).group == (None, "out_of_scope")


def test_just_below_19_years_is_in(ask: Asking) -> None:
    assert child(ask, JACLS, *GOOD, age_years="18.999").assigned == "HR"
