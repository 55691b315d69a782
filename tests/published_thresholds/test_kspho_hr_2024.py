"""Section 2.6, KSPHO NCT06184009: after induction, after consolidation, the re-test."""

from __future__ import annotations

import pytest

from tests.published_thresholds.cases import (
    AFTER_IM1,
    BORDERS_1E_4,
    EOC,
    EOI,
    KSPHO,
    LOW_EOC,
    LOW_EOI,
    Asking,
    Json,
    amount,
    below_range,
    beside,
    negative,
    says,
    smear,
    with_age_in_days,
)


@pytest.mark.parametrize(
    ("fraction", "expected"), beside(BORDERS_1E_4, ("HR_1DI", "HR_2DI", "HR_2DI"))
)
@pytest.mark.parametrize("lineage", ["B", "T"])
@pytest.mark.parametrize("method", ["flow", "ig_tr_pcr", "ngs"])
def test_kspho_end_of_induction(
    ask: Asking, method: str, lineage: str, fraction: str, expected: str
) -> None:
    """Published: both <0.01 → IM1-DI1-IM2; EOI >=0.01 & EOC <0.01 → adds DI2."""
    said = ask(
        KSPHO,
        amount(fraction, **EOI, method=method),
        amount("1e-5", **EOC, method=method),
        lineage=lineage,
    )

    assert said.group == (expected, "final")


@pytest.mark.parametrize(
    ("fraction", "expected"),
    beside(BORDERS_1E_4, ("HR_1DI", "VHR_CRITERION", "VHR_CRITERION")),
)
def test_kspho_end_of_consolidation_in_t_lineage(
    ask: Asking, fraction: str, expected: str
) -> None:
    """Published: EOC >=0.01: T → VHR regimen."""
    said = ask(KSPHO, LOW_EOI, amount(fraction, **EOC), lineage="T")

    assert said.group == (expected, "final")


@pytest.mark.parametrize(
    ("fraction", "expected"),
    beside(BORDERS_1E_4, ("HR_INT_2DI", "VHR_CRITERION", "VHR_CRITERION")),
)
@pytest.mark.parametrize("first", ["1e-5", "0.01"])
def test_kspho_re_test_in_b_lineage(ask: Asking, first: str, fraction: str, expected: str) -> None:
    """Published: B → IM1 + intensification, re-test: <0.01 → continue (2 DI), >=0.01 → VHR."""
    said = ask(KSPHO, amount(first, **EOI), amount("0.0001", **EOC), amount(fraction, **AFTER_IM1))

    assert said.group == (expected, "final")


def test_kspho_a_re_test_says_nothing_where_consolidation_was_negative(ask: Asking) -> None:
    said = ask(KSPHO, LOW_EOI, LOW_EOC, amount("0.0001", **AFTER_IM1))

    assert said.assigned == "HR_1DI"


@pytest.mark.parametrize(
    "missing",
    [
        (),
        (amount("1e-5", **EOC, specimen="PB"),),
        (says("not_evaluable", **EOC),),
        (negative("0.000100001", **EOC),),
        (negative(None, **EOC),),
        (below_range("0.000100001", **EOC),),
        ({**smear("0", 0), "day": None, **EOC},),
    ],
    ids=["absent", "blood", "failed", "insensitive", "unstated", "pnq-above", "smear"],
)
def test_kspho_without_a_decisive_consolidation_result(
    ask: Asking, missing: tuple[Json, ...]
) -> None:
    said = ask(KSPHO, LOW_EOI, *missing)

    assert said.assigned is None
    assert said.possible == {"HR_1DI", "HR_INT_2DI", "VHR_CRITERION"}


@pytest.mark.parametrize("limit", ["0.00005", "0.0001"])
def test_kspho_positive_below_the_range_up_to_the_threshold(ask: Asking, limit: str) -> None:
    assert ask(KSPHO, LOW_EOI, below_range(limit, **EOC)).group == ("HR_1DI", "final")


def test_kspho_two_methods_that_disagree(ask: Asking) -> None:
    said = ask(KSPHO, LOW_EOI, LOW_EOC, amount("0.01", **EOC, method="ig_tr_pcr"))

    assert said.assigned is None
    assert "DISCORDANT_METHODS" in said.flags


LOW_RISK = {"age_years": "4", "wbc_10e9_per_L": "30"}


@pytest.mark.parametrize(
    ("patient", "is_eligible"),
    [
        (LOW_RISK, 0),
        ({**LOW_RISK, "wbc_10e9_per_L": "49.9"}, 0),
        ({**LOW_RISK, "wbc_10e9_per_L": "50"}, 1),
        ({**LOW_RISK, "wbc_10e9_per_L": "50.1"}, 1),
        ({**LOW_RISK, **with_age_in_days(-1, 10)}, 0),
        ({**LOW_RISK, **with_age_in_days(0, 10)}, 1),
        ({**LOW_RISK, **with_age_in_days(-1, 19)}, 1),
        ({**LOW_RISK, **with_age_in_days(0, 19)}, 0),
        ({**LOW_RISK, **with_age_in_days(0, 19), "wbc_10e9_per_L": "50"}, 1),
        ({**LOW_RISK, **with_age_in_days(-1, 1), "wbc_10e9_per_L": "50"}, 0),
        ({**LOW_RISK, **with_age_in_days(0, 1), "wbc_10e9_per_L": "50"}, 1),
        ({**LOW_RISK, **with_age_in_days(0, 20), "wbc_10e9_per_L": "50"}, 0),
        ({**LOW_RISK, "cns": "CNS3"}, 1),
        ({**LOW_RISK, "cns": "CNS2"}, 0),
        ({**LOW_RISK, "testicular": "yes"}, 1),
        ({**LOW_RISK, "genetics": {"KMT2A-r": "detected"}}, 1),
        ({**LOW_RISK, "genetics": {"iAMP21": "detected"}}, 1),
        ({**LOW_RISK, "steroid_pretreatment": "yes", "pre_steroid_cbc": "no"}, 1),
        ({**LOW_RISK, "steroid_pretreatment": "yes", "pre_steroid_cbc": "yes"}, 0),
    ],
)
def test_kspho_who_is_high_risk(ask: Asking, patient: Json, is_eligible: int) -> None:
    # "age 1–19 y. HR: NCI HR (>=10–<19 y or WBC >=50), CNS3, testis, KMT2A-r, iAMP21. Steroid
    # rule: <10 y … use CBC within 3 days before steroids; none → HR; >=10 y unaffected"
    said = ask(KSPHO, LOW_EOI, LOW_EOC, **patient)

    assert said.group == (("HR_1DI", "final") if is_eligible else (None, "out_of_scope"))


def test_kspho_steroids_do_not_matter_from_10_years_on(ask: Asking) -> None:
    said = ask(KSPHO, LOW_EOI, LOW_EOC, steroid_pretreatment="yes", pre_steroid_cbc="no")

    assert said.group == ("HR_1DI", "final")
