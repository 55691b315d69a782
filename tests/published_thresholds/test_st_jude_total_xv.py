"""Section 2.4, Total XV: provisional low risk, day 19, day 46."""

from __future__ import annotations

import pytest

from tests.published_thresholds.cases import (
    BORDERS_1E_2,
    BORDERS_1E_4,
    Asking,
    Json,
    amount,
    below_range,
    beside,
    negative,
    says,
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
    "modal_chromosome_number": 46,
    "dna_index": "1.00",
    "genetics": {
        "BCR::ABL1": "not_detected",
        "ETV6::RUNX1": "not_detected",
        "TCF3::PBX1": "not_detected",
    },
}
OLD: Json = {"age_years": "10"}
D19, D46, LATER = {"day": 19}, {"day": 46}, {"timepoint": "CONSOLIDATION"}
LOW_D19, LOW_D46 = amount("1e-5", **D19), amount("1e-5", **D46)
CLEARED = negative("1e-4", **LATER)


@pytest.fixture
def child(ask: Asking) -> Child:
    return Child(ask, "st-jude-total-xv", USUAL)


@pytest.mark.parametrize(("fraction", "expected"), beside(BORDERS_1E_2, ("LR", "SR", "SR")))
@pytest.mark.parametrize("method", ["flow", "ig_tr_pcr"])
def test_day_19_of_provisional_low_risk(
    child: Child, method: str, fraction: str, expected: str
) -> None:
    # as published: ">=1 % d19 → SR"; "BM MFC/PCR"
    said = child(amount(fraction, **D19, method=method), LOW_D46)

    assert said.group == (expected, "final")
    assert said.rules["sr-d19"] == ("yes" if expected == "SR" else "no")


@pytest.mark.parametrize(
    ("fraction", "possible"), beside(BORDERS_1E_2, ({"LR", "SR"}, {"SR"}, {"SR"}))
)
def test_day_19_settles_it_also_where_a_feature_is_not_known(
    child: Child, fraction: str, possible: set[str]
) -> None:
    # standard risk by day 19 with features of low risk, and by day 46 without them
    said = child(amount(fraction, **D19), LOW_D46, cns=None)

    assert said.possible == possible
    assert said.assigned == ("SR" if possible == {"SR"} else None)


@pytest.mark.parametrize(("fraction", "expected"), beside(BORDERS_1E_4, ("LR", "SR", "SR")))
def test_end_of_induction_from_a_hundredth(child: Child, fraction: str, expected: str) -> None:
    # as published: "0.01–<1 % EOI → SR"
    assert child(LOW_D19, amount(fraction, **D46), CLEARED).group == (expected, "final")


@pytest.mark.parametrize(("fraction", "expected"), beside(BORDERS_1E_2, ("SR", "HR", "HR")))
@pytest.mark.parametrize("patient", [{}, OLD, {"lineage": "T"}], ids=["low", "10-years", "t"])
def test_end_of_induction_from_one_percent(
    child: Child, patient: Json, fraction: str, expected: str
) -> None:
    # as published: "any: >=1 % EOI … → HR"
    said = child(LOW_D19, amount(fraction, **D46), CLEARED, **patient)

    assert said.group == (expected, "final")


@pytest.mark.parametrize(
    ("patient", "expected"),
    [
        ({"wbc_10e9_per_L": "49.999999999"}, "LR"),
        ({"wbc_10e9_per_L": "50"}, "SR"),
        (with_age_in_days(0, 1), "LR"),
        (with_age_in_days(-1, 10), "LR"),
        (with_age_in_days(0, 10), "SR"),
        (with_age_in_days(-1, 19), "SR"),
        ({**OLD, "genetics": {"ETV6::RUNX1": "detected"}}, "LR"),
        ({**OLD, "dna_index": "1.159999999"}, "SR"),
        ({**OLD, "dna_index": "1.16"}, "LR"),
        ({"wbc_10e9_per_L": "300", "dna_index": "1.160000001"}, "LR"),
        ({"lineage": "T"}, "SR"),
        ({"cns": "CNS3"}, "SR"),
        ({"cns": "CNS2"}, "LR"),
        ({"testicular": "yes"}, "SR"),
        ({"genetics": {"TCF3::PBX1": "detected"}}, "SR"),
        ({"modal_chromosome_number": 43}, "SR"),
        ({"modal_chromosome_number": 44}, "LR"),
        ({"cns": "CNS3", "genetics": {"ETV6::RUNX1": "detected"}}, "SR"),
    ],
)
def test_provisional_low_risk(child: Child, patient: Json, expected: str) -> None:
    # as published: "B-ALL, age 1–<10 & WBC <50, or ETV6::RUNX1 or DNA index >=1.16; not
    # CNS3/testis/ TCF3::PBX1/hypodiploid <44"; "T-ALL etc. provisional SR"
    assert child(LOW_D19, LOW_D46, **patient).group == (expected, "final")


def test_philadelphia_is_high_risk(child: Child) -> None:
    """Published: Ph+ → HR."""
    said = child(LOW_D19, LOW_D46, genetics={"BCR::ABL1": "detected"})

    assert said.group == ("HR", "final")
    assert child(LOW_D19, LOW_D46, genetics={"BCR::ABL1": "not_tested"}).possible == {"LR", "HR"}


@pytest.mark.parametrize("fraction", ["0.0001", "0.001"])
@pytest.mark.parametrize("patient", [{}, OLD], ids=["low", "10-years"])
def test_mrd_that_may_persist_keeps_high_risk_possible(
    child: Child, patient: Json, fraction: str
) -> None:
    # as published: "persistent MRD in consolidation → HR": no day and no cut-off is printed
    found = amount(fraction, **D46)
    persisting = child(LOW_D19, found, amount("1e-5", **LATER), **patient)

    assert child(LOW_D19, found, **patient).possible == {"SR", "HR"}
    assert persisting.possible == {"SR", "HR"}
    assert persisting.assigned is None
    assert "MANUAL_REVIEW" in persisting.flags


def test_mrd_that_was_not_there_does_not_persist(child: Child) -> None:
    assert child(LOW_D19, LOW_D46, amount("0.001", **LATER)).assigned == "LR"


@pytest.mark.parametrize(
    "missing",
    [
        (),
        (amount("1e-5", day=19, specimen="PB"),),
        (amount("1e-5", day=17),),
        (amount("1e-5", day=22),),
        (says("not_evaluable", **D19),),
        (negative("0.010000001", **D19),),
        (negative(None, **D19),),
    ],
    ids=["absent", "blood", "day-17", "day-22", "failed", "insensitive", "unstated"],
)
def test_without_day_19_it_is_never_low_risk(child: Child, missing: tuple[Json, ...]) -> None:
    said = child(*missing, LOW_D46)

    assert said.assigned is None
    assert said.possible == {"LR", "SR"}


@pytest.mark.parametrize(
    "missing",
    [
        (),
        (amount("1e-5", day=46, specimen="PB"),),
        (amount("1e-5", day=42),),
        (amount("1e-5", day=54),),
        (says("pending", **D46),),
        (negative(None, **D46),),
    ],
    ids=["absent", "blood", "day-42", "day-54", "pending", "unstated"],
)
def test_without_day_46_nothing_is_assigned(child: Child, missing: tuple[Json, ...]) -> None:
    said = child(LOW_D19, *missing)

    assert said.assigned is None
    assert said.possible == {"LR", "SR", "HR"}


@pytest.mark.parametrize(
    ("limit", "possible"), beside(BORDERS_1E_4, ({"LR"}, {"LR"}, {"LR", "SR", "HR"}))
)
def test_day_46_needs_the_sensitivity(child: Child, limit: str, possible: set[str]) -> None:
    assert child(LOW_D19, negative(limit, **D46)).possible == possible
    assert child(LOW_D19, below_range(limit, **D46)).possible == possible


def test_methods_that_disagree_assign_nothing(child: Child) -> None:
    said = child(LOW_D19, LOW_D46, amount("0.001", **D46, method="ig_tr_pcr"))

    assert said.assigned is None
    assert "DISCORDANT_METHODS" in said.flags


@pytest.mark.parametrize(
    "patient",
    [
        with_age_in_days(-1, 1),
        with_age_in_days(0, 19),
        {"lineage": "MPAL"},
        {"down_syndrome": "yes"},
        {"prior_remission": "yes"},
    ],
)
def test_who_it_is_not_for(child: Child, patient: Json) -> None:
    assert child(LOW_D19, LOW_D46, **patient).group == (None, "out_of_scope")
