"""Section 2.7, Interfant-06: KMT2A, age in months, white cells, prednisone response."""

from __future__ import annotations

from itertools import product

import pytest

from tests.published_thresholds.cases import (
    BORDERS_1E_4,
    Asking,
    Json,
    amount,
    below_range,
    beside,
    count,
    negative,
)
from tests.published_thresholds.more_children import ABOUT_1000, INTERFANT, child

OCTADAD = {"timepoint": "OCTADAD", "method": "ig_tr_pcr"}
GERMLINE = {"genetics": {"KMT2A-r": "not_detected"}}
BORN = {"age_years": None, "born_on": "2025-01-01"}


@pytest.mark.parametrize(
    ("is_rearranged", "age", "wbc", "cells"),
    list(product((0, 1), ("0.4", "0.5", "0.9"), ("299.9", "300"), ("999", "1000"))),
)
def test_every_combination(
    ask: Asking, is_rearranged: int, age: str, wbc: str, cells: str
) -> None:
    # printed as "LR KMT2A germline; HR = KMT2A-r + age <6 months + (WBC >=300×10⁹/L or PPR d8);
    # MR = other"
    facts = {"age_years": age, "wbc_10e9_per_L": wbc}
    said = child(ask, INTERFANT, count(cells), **facts, **({} if is_rearranged else GERMLINE))
    is_high = age == "0.4" and (wbc == "300" or cells == "1000")
    expected = ("HR" if is_high else "MR") if is_rearranged else "LR"

    assert said.group == (expected, "final")


@pytest.mark.parametrize(
    ("diagnosed_on", "expected"),
    [("2025-06-30", "HR"), ("2025-07-01", "MR"), ("2025-07-02", "MR")],
)
def test_six_months_by_the_calendar(ask: Asking, diagnosed_on: str, expected: str) -> None:
    # printed as "age <6 months"; the J Clin Oncol abstract's "older than 6 months" is an error
    said = child(
        ask, INTERFANT, count("10"), **BORN, diagnosed_on=diagnosed_on, wbc_10e9_per_L="300"
    )

    assert said.group == (expected, "final")


@pytest.mark.parametrize(
    ("age", "expected"), [("0.499999999", "HR"), ("0.5", "MR"), ("0.500000001", "MR")]
)
def test_six_months_are_half_a_year(ask: Asking, age: str, expected: str) -> None:
    said = child(ask, INTERFANT, count("10"), age_years=age, wbc_10e9_per_L="300")

    assert said.assigned == expected


@pytest.mark.parametrize(
    ("wbc", "expected"), [("299.999999999", "MR"), ("300", "HR"), ("300.000000001", "HR")]
)
def test_white_cells_of_300(ask: Asking, wbc: str, expected: str) -> None:
    assert child(ask, INTERFANT, count("10"), wbc_10e9_per_L=wbc).assigned == expected


@pytest.mark.parametrize(("cells", "expected"), beside(ABOUT_1000, ("MR", "HR", "HR")))
def test_prednisone_response(ask: Asking, cells: str, expected: str) -> None:
    assert child(ask, INTERFANT, count(cells)).group == (expected, "final")


def test_high_risk_by_white_cells_needs_no_day_8(ask: Asking) -> None:
    assert child(ask, INTERFANT, wbc_10e9_per_L="300").group == ("HR", "final")
    waiting = child(ask, INTERFANT)
    assert (waiting.assigned, waiting.possible) == (None, {"MR", "HR"})
    older = child(ask, INTERFANT, age_years="0.6", wbc_10e9_per_L="500")
    assert older.group == ("MR", "final")


def test_what_is_not_known_keeps_groups_possible(ask: Asking) -> None:
    no_kmt2a = child(ask, INTERFANT, count("10"), genetics={"KMT2A-r": "failed"})
    invalid = child(ask, INTERFANT, count("9000"), course={"steroid_days_before_day8": 6})
    treated = child(ask, INTERFANT, count("10"), steroid_pretreatment="yes")

    assert (no_kmt2a.assigned, no_kmt2a.possible) == (None, {"LR", "MR"})
    assert (invalid.assigned, invalid.possible) == (None, {"MR", "HR"})
    assert (treated.assigned, treated.possible) == (None, {"MR", "HR"})


def test_any_fusion_of_kmt2a_counts(ask: Asking) -> None:
    for name in ("KMT2A::AFF1", "KMT2A::MLLT1"):
        lesions = {"KMT2A-r": "not_tested", name: "detected"}
        assert child(ask, INTERFANT, count("10"), genetics=lesions).assigned == "MR"


@pytest.mark.parametrize(("fraction", "is_met"), beside(BORDERS_1E_4, ("no", "yes", "yes")))
@pytest.mark.parametrize("method", ["ig_tr_pcr", "flow", "ngs"])
def test_medium_risk_at_octadad(ask: Asking, method: str, fraction: str, is_met: str) -> None:
    # printed as "MR with MRD >=1e-4 at start of OCTADAD": a response class, the group stays
    said = child(ask, INTERFANT, count("10"), amount(fraction, **{**OCTADAD, "method": method}))

    assert said.group == ("MR", "final")
    assert said.rules["mr-octadad-mrd"] == is_met
    assert ("HIGH_RISK_THRESHOLD_CROSSED" in said.flags) is (is_met == "yes")


@pytest.mark.parametrize(
    "result",
    [
        negative("0.000100001", **OCTADAD),
        negative(None, **OCTADAD),
        below_range("0.001", **OCTADAD),
        amount("0.01", **{**OCTADAD, "specimen": "PB"}),
    ],
    ids=["insensitive", "unstated", "pnq", "blood"],
)
def test_octadad_that_cannot_be_said(ask: Asking, result: Json) -> None:
    said = child(ask, INTERFANT, count("10"), result)

    assert said.assigned == "MR"
    assert said.rules["mr-octadad-mrd"] == "unknown"


def test_a_negative_that_reached_1e_4_is_below(ask: Asking) -> None:
    said = child(ask, INTERFANT, count("10"), negative("0.0001", **OCTADAD))

    assert said.rules["mr-octadad-mrd"] == "no"


def test_octadad_says_nothing_about_the_other_groups(ask: Asking) -> None:
    for cells, facts in (("10", GERMLINE), ("10", {"wbc_10e9_per_L": "300"}), ("1000", {})):
        said = child(ask, INTERFANT, count(cells), amount("0.01", **OCTADAD), **facts)
        assert "mr-octadad-mrd" not in said.rules


@pytest.mark.parametrize(
    "patient",
    [
        {"age_years": "1"},
        {"genetics": {"BCR::ABL1": "detected"}},
        {"down_syndrome": "yes"},
        {"prior_remission": "yes"},
    ],
    ids=str,
)
def test_exclusions(ask: Asking, patient: Json) -> None:
    assert child(ask, INTERFANT, count("10"), **patient).group == (None, "out_of_scope")


def test_just_below_one_year_is_an_infant(ask: Asking) -> None:
    assert child(ask, INTERFANT, count("10"), age_years="0.999").assigned == "MR"
