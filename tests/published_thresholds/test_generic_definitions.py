"""Section 1 and the day-8 row: remission, NCI risk, MRD positive, prednisone response."""

from __future__ import annotations

import pytest

from tests.published_thresholds.cases import (
    BFM,
    BORDERS_1E_4,
    GENERIC,
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


@pytest.mark.parametrize(
    ("percent", "day", "expected"),
    [
        ("4.99999", 29, set()),
        ("5", 29, {"NO_CR", "CONFIRM_BY_FLOW"}),
        ("15", 29, {"NO_CR", "CONFIRM_BY_FLOW"}),
        ("15.00001", 29, {"NO_CR"}),
        ("15", 28, set()),
    ],
)
def test_no_remission_and_confirm_by_flow(
    ask: Asking, percent: str, day: int, expected: set[str]
) -> None:
    said = ask(GENERIC, smear(percent, day))

    assert said.flags & {"NO_CR", "CONFIRM_BY_FLOW"} == expected


def nci(said: Answers) -> str:
    told = {name: said.rules.get(f"nci-{name}-risk") for name in ("standard", "high")}
    yes = [name for name, answer in told.items() if answer == "yes"]
    return {"standard": "SR", "high": "HR"}[yes[0]] if len(yes) == 1 else "unknown"


@pytest.mark.parametrize(
    ("years", "days", "expected"),
    [(1, -1, "HR"), (1, 0, "SR"), (1, 1, "SR"), (10, -1, "SR"), (10, 0, "HR"), (10, 1, "HR")],
)
def test_nci_risk_by_age_to_the_day(ask: Asking, years: int, days: int, expected: str) -> None:
    assert nci(ask(GENERIC, **with_age_in_days(days, years))) == expected


@pytest.mark.parametrize(
    ("cells", "expected"), [("49.9", "SR"), ("49.999999", "SR"), ("50", "HR"), ("50.1", "HR")]
)
def test_nci_risk_by_white_cells(ask: Asking, cells: str, expected: str) -> None:
    assert nci(ask(GENERIC, wbc_10e9_per_L=cells)) == expected


def test_nci_risk_needs_both_facts_for_standard_and_one_for_high(ask: Asking) -> None:
    assert nci(ask(GENERIC, wbc_10e9_per_L=None)) == "unknown"
    assert nci(ask(GENERIC, age_years=None)) == "unknown"
    assert nci(ask(GENERIC, wbc_10e9_per_L=None, age_years="10")) == "HR"
    assert nci(ask(GENERIC, age_years=None, wbc_10e9_per_L="50")) == "HR"


def test_white_cells_after_steroids_give_no_nci_risk(ask: Asking) -> None:
    # §8 trap 14: "blocks PGR/PPR & NCI unless pre-steroid CBC exists"
    treated = {"steroid_pretreatment": "yes"}

    assert nci(ask(GENERIC, **treated)) == "unknown"
    assert nci(ask(GENERIC, **treated, pre_steroid_cbc="yes")) == "SR"


@pytest.mark.parametrize(("fraction", "expected"), beside(BORDERS_1E_4, (0, 1, 1)))
@pytest.mark.parametrize("method", ["flow", "ig_tr_pcr", "ngs"])
def test_mrd_positive(ask: Asking, method: str, fraction: str, expected: int) -> None:
    said = ask(GENERIC, amount(fraction, day=29, method=method))

    assert ("MRD_POSITIVE" in said.flags) is bool(expected)


def test_a_qualitative_result_never_satisfies_a_numeric_rule(ask: Asking) -> None:
    # §8 trap 23: "no % → only detected/not detected; never satisfies a numeric rule"
    said = ask(GENERIC, says("detected", method="fusion_screen", day=29))

    assert "MRD_POSITIVE" not in said.flags
    assert "QUALITATIVE_ONLY" in said.flags


def test_reappearance_is_to_be_confirmed_and_is_no_relapse(ask: Asking) -> None:
    # §8 trap 22: "wording MRD reappearance – confirm"; §1: "negative to quantifiable positive"
    before, after = negative("1e-5", day=79, target="IGH"), {"day": 200, "target": "IGH"}

    back = ask(GENERIC, before, amount("0.0001", **after))
    other = ask(GENERIC, before, amount("0.0001", **{**after, "target": "TRB"}))
    too_low = ask(GENERIC, before, below_range("1e-4", **after))

    assert "MRD_REAPPEARANCE_CONFIRM" in back.flags
    assert "RELAPSE" not in back.flags
    assert "MRD_REAPPEARANCE_CONFIRM" not in other.flags | too_low.flags


@pytest.mark.parametrize("pack", [GENERIC, BFM])
@pytest.mark.parametrize(
    ("value", "unit", "expected"),
    [
        ("999", "per_uL", "PGR"),
        ("999.999999", "per_uL", "PGR"),
        ("1000", "per_uL", "PPR"),
        ("1001", "per_uL", "PPR"),
        ("0.999", "10e9_per_L", "PGR"),
        ("1", "10e9_per_L", "PPR"),
        ("1.000000001", "10e9_per_L", "PPR"),
        ("0", "per_uL", "PGR"),
    ],
)
def test_prednisone_response(ask: Asking, pack: str, value: str, unit: str, expected: str) -> None:
    said = ask(pack, count(value, unit=unit))

    assert said.flags & {"PGR", "PPR"} == {expected}


@pytest.mark.parametrize("pack", [GENERIC, BFM])
@pytest.mark.parametrize("cells", ["500", "5000"])
@pytest.mark.parametrize(
    ("course", "patient"),
    [({"steroid_days_before_day8": 6}, {}), ({}, {"steroid_pretreatment": "yes"})],
    ids=["six-days", "steroids-before"],
)
def test_no_prednisone_response_without_seven_days_of_it(
    ask: Asking, pack: str, cells: str, course: Json, patient: Json
) -> None:
    # "not evaluable if <7 d steroid"; trap 14: steroid pre-treatment "blocks PGR/PPR"
    said = ask(pack, count(cells), course=course, **patient)

    assert not said.flags & {"PGR", "PPR"}
    assert "PREDNISONE_RESPONSE_INVALID" in said.flags


@pytest.mark.parametrize("pack", [GENERIC, BFM])
@pytest.mark.parametrize(("day", "is_valid"), [(6, 0), (7, 0), (8, 1), (9, 1), (10, 0)])
def test_the_prednisone_response_is_counted_after_seven_full_days(
    ask: Asking, pack: str, day: int, is_valid: int
) -> None:
    # §1.1: "d8 ±1 (prednisone response must be after 7 full days; earlier is invalid)"
    said = ask(pack, count("5000", day=day))

    assert ("PPR" in said.flags) is bool(is_valid)


def test_blasts_of_the_marrow_are_no_prednisone_response(ask: Asking) -> None:
    assert not ask(GENERIC, count("5000", specimen="BM")).flags & {"PGR", "PPR"}
