"""Section 2.6, KSPHO NCT02339350: eligible as high risk, excluded as very high risk."""

from __future__ import annotations

import pytest

from tests.published_thresholds.cases import (
    ABOVE_25,
    STARTED,
    UP_TO_25,
    Asking,
    Json,
    smear,
    with_age_in_days,
)
from tests.published_thresholds.children import Child

USUAL: Json = {
    "age_years": "12",
    "lineage": "B",
    "wbc_10e9_per_L": "30",
    "cns": "CNS1",
    "testicular": "no",
    "steroid_pretreatment": "no",
    "down_syndrome": "no",
    "modal_chromosome_number": 46,
    "genetics": {"BCR::ABL1": "not_detected", "KMT2A::AFF1": "not_detected"},
}
CR = smear("2", 28)
YOUNG: Json = {"age_years": "4", "wbc_10e9_per_L": "30"}
BOTH = {"HR", "VHR_EXCLUDED"}


@pytest.fixture
def child(ask: Asking) -> Child:
    return Child(ask, "kspho-hr-2015", USUAL)


@pytest.mark.parametrize("percent", ["0", "4.99999", "5", *UP_TO_25, *ABOVE_25])
def test_induction_failure_is_m3_on_day_28(child: Child, percent: str) -> None:
    # as published: "induction failure = Day 28 M3 (>25 %)"
    expected = "VHR_EXCLUDED" if percent in ABOVE_25 else "HR"

    assert child(smear(percent, 28)).group == (expected, "final")


@pytest.mark.parametrize(
    ("patient", "expected"),
    [
        ({"modal_chromosome_number": 44}, "VHR_EXCLUDED"),
        ({"modal_chromosome_number": 45}, "HR"),
        ({"modal_chromosome_number": 46}, "HR"),
        ({"genetics": {"BCR::ABL1": "detected"}}, "VHR_EXCLUDED"),
        ({"genetics": {"KMT2A::AFF1": "detected"}}, "VHR_EXCLUDED"),
        ({"genetics": {"KMT2A::MLLT1": "detected"}}, "HR"),
        ({"lineage": "T", "etp": "yes"}, "VHR_EXCLUDED"),
        ({"lineage": "T", "etp": "no"}, "HR"),
    ],
)
def test_excluded_as_very_high_risk(child: Child, patient: Json, expected: str) -> None:
    # as published: "Ph+, <45 chromosomes, …, t(4;11), ETP"
    assert child(CR, **patient).group == (expected, "final")


@pytest.mark.parametrize(
    "patient",
    [
        {"modal_chromosome_number": None},
        {"genetics": {"BCR::ABL1": "not_tested"}},
        {"genetics": {"KMT2A::AFF1": "failed"}},
        {"lineage": "T"},
    ],
    ids=["karyotype", "ph", "t411", "etp"],
)
def test_an_exclusion_that_nobody_looked_for_stays_possible(child: Child, patient: Json) -> None:
    said = child(CR, **patient)

    assert said.assigned is None
    assert said.possible == BOTH


@pytest.mark.parametrize(
    "missing",
    [
        (),
        (smear("2", 28, specimen="PB"),),
        (smear("2", 26),),
        (smear("2", 36),),
        ({"day": 28, "specimen": "BM", "method": "morphology", "state": "not_evaluable"},),
        ({"day": 28, "specimen": "BM", "method": "morphology", "state": "pending"},),
    ],
    ids=["absent", "blood", "day-26", "day-36", "failed", "pending"],
)
def test_without_the_day_28_marrow_nothing_is_assigned(
    child: Child, missing: tuple[Json, ...]
) -> None:
    said = child(*missing)

    assert said.assigned is None
    assert said.possible == BOTH


@pytest.mark.parametrize("day", [27, 35])
def test_window_of_day_28(child: Child, day: int) -> None:
    assert child(smear("2", day)).group == ("HR", "final")


def test_the_first_dose_is_day_0(child: Child) -> None:
    marrow = {**smear("26", 28), "on": "2025-03-31"}

    said = child(marrow, course={"therapy_started_on": str(STARTED)})

    assert said.group == ("VHR_EXCLUDED", "final")


@pytest.mark.parametrize(
    ("patient", "is_eligible"),
    [
        (YOUNG, 0),
        ({**YOUNG, "wbc_10e9_per_L": "49.999999999"}, 0),
        ({**YOUNG, "wbc_10e9_per_L": "50"}, 1),
        ({**YOUNG, "wbc_10e9_per_L": "50.000000001"}, 1),
        ({**YOUNG, **with_age_in_days(-1, 10)}, 0),
        ({**YOUNG, **with_age_in_days(0, 10)}, 1),
        ({**YOUNG, **with_age_in_days(-1, 22)}, 1),
        ({**YOUNG, **with_age_in_days(0, 22)}, 0),
        ({"wbc_10e9_per_L": "50", **with_age_in_days(0, 1)}, 1),
        ({"wbc_10e9_per_L": "50", **with_age_in_days(-1, 1)}, 0),
        ({**YOUNG, "cns": "CNS3"}, 1),
        ({**YOUNG, "cns": "CNS2"}, 0),
        ({**YOUNG, "testicular": "yes"}, 1),
        ({**YOUNG, "steroid_pretreatment": "yes"}, 1),
        ({**YOUNG, "lineage": "T", "etp": "no", "wbc_10e9_per_L": "50"}, 1),
        ({"lineage": "MPAL"}, 0),
        ({"down_syndrome": "yes"}, 0),
        ({"prior_remission": "yes"}, 0),
    ],
)
def test_who_is_eligible(child: Child, patient: Json, is_eligible: int) -> None:
    # as published: "B or non-ETP T; age 1–9 & WBC >=50 000/µL; 10–21 any WBC; 1–21 with
    # testis or CNS3; steroid-pretreated B"; "DS excluded"
    said = child(CR, **patient)

    assert said.group == (("HR", "final") if is_eligible else (None, "out_of_scope"))


def test_steroids_make_only_b_lineage_eligible(child: Child) -> None:
    """White cells after steroids say nothing, so a T-lineage child needs a count before them."""
    young_t: Json = {**YOUNG, "lineage": "T", "etp": "no", "steroid_pretreatment": "yes"}

    assert child(CR, **young_t).group == ("HR", "provisional")
    assert child(CR, **young_t, pre_steroid_cbc="yes").status == "out_of_scope"
