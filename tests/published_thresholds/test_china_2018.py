"""Section 2.5, China NHC 2018: windows, shown and never assigned."""

from __future__ import annotations

import pytest

from tests.published_thresholds.cases import (
    BORDERS_1E_3,
    BORDERS_1E_4,
    Asking,
    Json,
    amount,
    beside,
    negative,
    says,
    smear,
    with_age_in_days,
)
from tests.published_thresholds.children import Child

USUAL: Json = {
    "age_years": "4",
    "lineage": "B",
    "wbc_10e9_per_L": "30",
    "cns": "CNS1",
    "testicular": "no",
    "steroid_pretreatment": "no",
    "down_syndrome": "no",
    "genetics": {
        "BCR::ABL1": "not_detected",
        "BCR::ABL1-like": "not_detected",
        "TCF3::PBX1": "not_detected",
        "iAMP21": "not_detected",
    },
}
D15: Json = {"day": 15}
D33: Json = {"day": 33}
PRE: Json = {"timepoint": "PRE_CONSOLIDATION"}
LOW = (negative(**D15), negative(**D33), negative(**PRE))


@pytest.fixture
def child(ask: Asking) -> Child:
    return Child(ask, "china-2018", USUAL)


def test_nothing_is_ever_assigned_or_flagged(child: Child) -> None:
    said = child(amount("0.5", **D15), amount("0.5", **D33), smear("50", 33), cns="CNS3")

    assert said.group == (None, "display_only")
    assert said.flags == set()


@pytest.mark.parametrize(
    ("fraction", "low", "intermediate"),
    [
        *(
            (one, lr, ir)
            for one, lr, ir in zip(
                BORDERS_1E_3, ("yes", "no", "no"), ("no", "yes", "yes"), strict=True
            )
        ),
        ("0.099999999", "no", "yes"),
        ("0.1", "no", "no"),
        ("0.100000001", "no", "no"),
    ],
)
def test_days_15_to_19(child: Child, fraction: str, low: str, intermediate: str) -> None:
    """Published: MRD d15–19 <1e-3 (LR); >=1e-3 to <1e-1 (IR)."""
    said = child(amount(fraction, **D15), *LOW[1:])

    assert said.rules["ir-mrd-d15-19"] == intermediate
    assert said.rules.get("lr-mrd", "no") == low
    assert said.rules["hr-mrd-d15-19"] == ("yes" if fraction in ("0.1", "0.100000001") else "no")


@pytest.mark.parametrize(("fraction", "expected"), beside(BORDERS_1E_4, ("yes", "no", "no")))
@pytest.mark.parametrize("place", [D33, PRE], ids=["D33", "PRE"])
def test_low_risk_needs_less_than_1e_4_later(
    child: Child, place: Json, fraction: str, expected: str
) -> None:
    """Published: d33–45 <1e-4 AND pre-consolidation <1e-4."""
    others = [one for one in LOW[1:] if not place.items() <= one.items()]
    said = child(LOW[0], *others, amount(fraction, **place))

    assert said.rules["lr-mrd"] == expected


@pytest.mark.parametrize(
    ("fraction", "expected"), [("0.009999999", "no"), ("0.01", "yes"), ("0.010000001", "yes")]
)
def test_high_risk_of_days_33_to_45_is_general_knowledge(
    child: Child, fraction: str, expected: str
) -> None:
    assert child(amount(fraction, **D33)).rules["hr-mrd-d33-45"] == expected


@pytest.mark.parametrize(
    ("features", "expected"),
    [
        ({}, "no"),
        ({"age_years": "9.99999"}, "no"),
        ({"age_years": "10"}, "yes"),
        ({"cns": "CNS2"}, "yes"),
        ({"cns": "CNS3"}, "yes"),
        ({"testicular": "yes"}, "yes"),
        ({"genetics": {"TCF3::PBX1": "detected"}}, "yes"),
        ({"genetics": {"BCR::ABL1": "detected"}}, "yes"),
        ({"genetics": {"BCR::ABL1-like": "detected"}}, "yes"),
        ({"genetics": {"iAMP21": "detected"}}, "yes"),
        ({"lineage": "T"}, "yes"),
        ({"wbc_10e9_per_L": "300"}, "no"),
        ({"genetics": {"iAMP21": "not_tested"}}, "unknown"),
    ],
)
def test_features_of_intermediate_risk(child: Child, features: Json, expected: str) -> None:
    assert child(**features).rules["ir-feature"] == expected


@pytest.mark.parametrize(
    ("early", "late", "cells", "expected"),
    [
        ("25", "4.99999", "49.999", "yes"),
        ("25.00001", "4.99999", "49.999", "no"),
        ("25", "5", "49.999", "no"),
        ("25", "4.99999", "50", "no"),
    ],
)
def test_smears_and_white_cells_where_mrd_cannot_be_done(
    child: Child, early: str, late: str, cells: str, expected: str
) -> None:
    """Published: WBC <50 and d15 M1/M2 + d33 CR only where MRD cannot be done."""
    smears = (smear(early, 15), smear(late, 33))
    failed = tuple(says("not_evaluable", **one) for one in (D15, D33, PRE))

    assert child(*smears, *failed, wbc_10e9_per_L=cells).rules["lr-without-mrd"] == expected


@pytest.mark.parametrize(
    ("place", "borders"), [(D15, BORDERS_1E_3), (D33, BORDERS_1E_4), (PRE, BORDERS_1E_4)]
)
def test_mrd_that_was_done_must_be_low_beside_one_that_cannot_be(
    child: Child, place: Json, borders: tuple[str, ...]
) -> None:
    """Published: LR is MRD d15-19 <1e-3, d33-45 <1e-4, before consolidation <1e-4."""
    failed = [says("not_evaluable", **one) for one in (D15, D33, PRE) if one != place]
    smears = (smear("2", 15), smear("2", 33))

    found = [
        child(*smears, *failed, amount(one, **place)).rules["lr-without-mrd"] for one in borders
    ]

    assert found == ["yes", "no", "no"]


def test_the_gap_of_infants_ends_at_exactly_one_year(child: Child) -> None:
    assert child(**with_age_in_days(-1, 1)).rules["gap-others"] == "yes"
    assert child(**with_age_in_days(0, 1)).rules["gap-others"] == "unknown"


def test_white_cells_do_not_count_where_mrd_was_done(child: Child) -> None:
    assert child(*LOW, wbc_10e9_per_L="300").rules["lr-mrd"] == "yes"


def test_smears_do_not_count_while_mrd_may_still_come(child: Child) -> None:
    said = child(smear("2", 15), smear("2", 33))

    assert said.rules["lr-without-mrd"] == "unknown"


@pytest.mark.parametrize(
    ("day", "rule", "is_taken"),
    [
        (14, "ir-mrd-d15-19", 0),
        (15, "ir-mrd-d15-19", 1),
        (19, "ir-mrd-d15-19", 1),
        (20, "ir-mrd-d15-19", 0),
        (32, "hr-mrd-d33-45", 0),
        (33, "hr-mrd-d33-45", 1),
        (45, "hr-mrd-d33-45", 1),
        (46, "hr-mrd-d33-45", 0),
    ],
)
def test_published_windows(child: Child, day: int, rule: str, is_taken: int) -> None:
    assert child(amount("0.05", day=day)).rules[rule] == ("yes" if is_taken else "unknown")


@pytest.mark.parametrize(("days", "expected"), [(-1, "no"), (0, "yes")])
def test_low_risk_from_one_year(child: Child, days: int, expected: str) -> None:
    assert child(*LOW, **with_age_in_days(days, 1)).rules["lr-mrd"] == expected


def test_a_weak_negative_and_blood_say_nothing_low(child: Child) -> None:
    weak = child(negative("0.001000001", **D15), *LOW[1:])
    blood = child(negative(**D15, specimen="PB"), *LOW[1:])

    assert weak.rules["lr-mrd"] == blood.rules["lr-mrd"] == "unknown"


@pytest.mark.parametrize("patient", [{"down_syndrome": "yes"}, {"prior_remission": "yes"}])
def test_scope(child: Child, patient: Json) -> None:
    assert child(*LOW, **patient).group == (None, "out_of_scope")
