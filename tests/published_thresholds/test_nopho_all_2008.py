"""Section 2.4, NOPHO ALL-2008: all of it is certainty B: rows answer, nothing is assigned."""

from __future__ import annotations

import pytest

from tests.published_thresholds.cases import (
    BORDERS_1E_3,
    Asking,
    Json,
    amount,
    below_range,
    beside,
    negative,
    says,
    with_age_in_days,
)
from tests.published_thresholds.children import Child, around

USUAL: Json = {
    "age_years": "4",
    "lineage": "B",
    "wbc_10e9_per_L": "30",
    "cns": "CNS1",
    "steroid_pretreatment": "no",
    "down_syndrome": "no",
    "modal_chromosome_number": 46,
    "genetics": {
        "BCR::ABL1": "not_detected",
        "KMT2A-r": "not_detected",
        "TCF3::PBX1": "not_detected",
    },
}
T, MANY = {"lineage": "T"}, {"wbc_10e9_per_L": "100"}
D15, D29, D79 = {"day": 15}, {"day": 29}, {"day": 79}
LOW, CLEAR = amount("1e-5", **D29), negative("1e-4", **D79)
NO_YES_YES = ("no", "yes", "yes")


@pytest.fixture
def child(ask: Asking) -> Child:
    return Child(ask, "nopho-all-2008", USUAL)


@pytest.mark.parametrize(("fraction", "answer"), beside(around("0.25"), NO_YES_YES))
@pytest.mark.parametrize("patient", [T, MANY], ids=["t", "white-cells"])
def test_day_15(child: Child, patient: Json, fraction: str, answer: str) -> None:
    # as published: "HR: d15 >=25 % (T or WBC >=100)"
    assert child(amount(fraction, **D15), **patient).rules["hr-d15"] == answer


def test_day_15_does_not_matter_below_100(child: Child) -> None:
    said = child(amount("0.5", **D15), wbc_10e9_per_L="99.999999999")

    assert said.rules["hr-d15"] == "no"


@pytest.mark.parametrize(("fraction", "answer"), beside(around("0.05"), NO_YES_YES))
def test_day_29_from_5_percent(child: Child, fraction: str, answer: str) -> None:
    # as published: "d29 >=5 %"; "IR: d29 >=0.1 %–<5 % with d79 <0.1 %"
    said = child(amount(fraction, **D29), CLEAR)

    assert said.rules["hr-d29"] == answer
    assert said.rules["ir-mrd"] == ("no" if answer == "yes" else "yes")


@pytest.mark.parametrize(("fraction", "answer"), beside(BORDERS_1E_3, NO_YES_YES))
def test_day_29_from_a_tenth(child: Child, fraction: str, answer: str) -> None:
    # as published: "SR: BCP WBC <100, d29 <0.1 %"
    said = child(amount(fraction, **D29), CLEAR)

    assert said.rules["ir-mrd"] == answer
    assert said.rules["sr"] == ("no" if answer == "yes" else "yes")


@pytest.mark.parametrize(("fraction", "answer"), beside(BORDERS_1E_3, ("yes", "no", "no")))
@pytest.mark.parametrize(
    ("lineage", "rule"), [("T", "ir-features"), ("MPAL", "gap-mpal"), ("B", "sr")]
)
def test_features_count_below_a_tenth(
    child: Child, lineage: str, rule: str, fraction: str, answer: str
) -> None:
    # as published: "T-ALL, WBC >=100, t(1;19), CNS3… with d29 <0.1 %"
    assert child(amount(fraction, **D29), CLEAR, lineage=lineage).rules[rule] == answer


@pytest.mark.parametrize(("fraction", "answer"), beside(BORDERS_1E_3, NO_YES_YES))
def test_day_79(child: Child, fraction: str, answer: str) -> None:
    # as published: "d79 >=0.1 %"
    said = child(amount("0.005", **D29), amount(fraction, **D79))

    assert said.rules["hr-d79"] == answer
    assert said.rules["ir-mrd"] == ("no" if answer == "yes" else "yes")


@pytest.mark.parametrize(
    ("patient", "rule", "answer"),
    [
        ({"genetics": {"KMT2A-r": "detected"}}, "hr-kmt2a", "yes"),
        ({"genetics": {"KMT2A-r": "not_tested"}}, "hr-kmt2a", "unknown"),
        ({"modal_chromosome_number": 44}, "hr-hypodiploid", "yes"),
        ({"modal_chromosome_number": 45}, "hr-hypodiploid", "no"),
        (T, "ir-features", "yes"),
        (MANY, "ir-features", "yes"),
        ({"wbc_10e9_per_L": "99.999999999"}, "ir-features", "no"),
        ({"genetics": {"TCF3::PBX1": "detected"}}, "ir-features", "yes"),
        ({"cns": "CNS3"}, "ir-features", "yes"),
        ({"cns": "CNS2"}, "ir-features", "no"),
        ({}, "sr", "yes"),
        (T, "sr", "no"),
        (MANY, "sr", "no"),
        ({"cns": "CNS3"}, "sr", "no"),
        ({"genetics": {"TCF3::PBX1": "detected"}}, "sr", "no"),
        ({"lineage": "MPAL"}, "gap-mpal", "yes"),
    ],
)
def test_features(child: Child, patient: Json, rule: str, answer: str) -> None:
    # as published: "KMT2A-r, hypodiploid <45"; "or T-ALL, WBC >=100, t(1;19), CNS3… with d29
    # <0.1 %"
    assert child(LOW, CLEAR, **patient).rules[rule] == answer


@pytest.mark.parametrize(
    ("results", "patient"),
    [
        ((LOW, CLEAR), {}),
        ((amount("0.05", **D29),), {}),
        ((LOW,), {"genetics": {"KMT2A-r": "detected"}}),
    ],
)
def test_nothing_is_assigned_and_no_flag_is_raised(
    child: Child, results: tuple[Json, ...], patient: Json
) -> None:
    said = child(*results, **patient)

    assert said.group == (None, "display_only")
    assert said.flags == set()
    assert said.possible == set()


@pytest.mark.parametrize(
    "missing",
    [
        (),
        (amount("1e-5", day=29, specimen="PB"),),
        (amount("1e-5", day=27),),
        (amount("1e-5", day=37),),
        (says("not_evaluable", **D29),),
        (negative("0.001000001", **D29),),
        (negative(None, **D29),),
        (below_range("0.001000001", **D29),),
        (LOW, amount("0.01", **D29, method="ig_tr_pcr")),
    ],
    ids=[
        "absent",
        "blood",
        "day-27",
        "day-37",
        "failed",
        "insensitive",
        "unstated",
        "pnq-above",
        "discordant",
    ],
)
def test_without_day_29_the_row_of_standard_risk_cannot_be_said(
    child: Child, missing: tuple[Json, ...]
) -> None:
    assert child(*missing, CLEAR).rules["sr"] == "unknown"


@pytest.mark.parametrize("day", [72, 79, 85, 93])
def test_window_of_day_79(child: Child, day: int) -> None:
    assert child(amount("0.01", day=day)).rules["hr-d79"] == "yes"


@pytest.mark.parametrize(
    ("patient", "status"),
    [
        (with_age_in_days(-1, 1), "out_of_scope"),
        (with_age_in_days(0, 1), "display_only"),
        (with_age_in_days(-1, 46), "display_only"),
        (with_age_in_days(0, 46), "out_of_scope"),
        ({"genetics": {"BCR::ABL1": "detected"}}, "out_of_scope"),
        ({"down_syndrome": "yes"}, "out_of_scope"),
        ({"prior_remission": "yes"}, "out_of_scope"),
    ],
)
def test_who_it_is_for(child: Child, patient: Json, status: str) -> None:
    # as published: "1–45 y"
    assert child(LOW, CLEAR, **patient).status == status
