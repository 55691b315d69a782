"""Section 2.2, AALL1231: standard risk by the table; very high risk is certainty B."""

from __future__ import annotations

import pytest

from tests.published_thresholds.cases import (
    ABOVE_25,
    BELOW_5,
    BORDERS_1E_3,
    BORDERS_1E_4,
    D29,
    EOC,
    FROM_5,
    UP_TO_25,
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
from tests.published_thresholds.children import Child

USUAL: Json = {
    "age_years": "6",
    "lineage": "T",
    "wbc_10e9_per_L": "80",
    "cns": "CNS1",
    "testicular": "no",
    "steroid_pretreatment": "no",
    "down_syndrome": "no",
    "genetics": {"BCR::ABL1": "not_detected"},
}
M1, LOW, CLEAR = smear("2", 29), amount("1e-5", **D29), negative("1e-4", **EOC)


@pytest.fixture
def child(ask: Asking) -> Child:
    return Child(ask, "cog-aall1231", USUAL)


@pytest.mark.parametrize(
    ("fraction", "expected"),
    beside(BORDERS_1E_4, (("SR", "final"), (None, "boundary_undefined"), ("IR", "final"))),
)
def test_day_29_where_print_and_protocol_differ(
    child: Child, fraction: str, expected: tuple[str | None, str]
) -> None:
    # as published: 'D29 MRD table prints "<=0.01 %" (protocol: <0.01 %, B)'
    said = child(M1, amount(fraction, **D29), CLEAR)

    assert said.group == expected
    if expected[0] is None:
        assert said.possible == {"SR", "IR"}


@pytest.mark.parametrize(("fraction", "is_vhr_possible"), beside(BORDERS_1E_3, (0, 1, 1)))
@pytest.mark.parametrize(("patient", "group"), [({}, "SR"), ({"cns": "CNS2"}, "IR")])
def test_end_of_consolidation_is_shown_and_assigns_nothing(
    child: Child, patient: Json, group: str, fraction: str, is_vhr_possible: int
) -> None:
    # as published: "VHR: M3 D29 or EOC MRD >=0.1 %" (B)
    said = child(M1, LOW, amount(fraction, **EOC), **patient)

    assert said.possible == ({group, "VHR"} if is_vhr_possible else {group})
    assert said.assigned == (None if is_vhr_possible else group)
    assert ("MANUAL_REVIEW" in said.flags) is bool(is_vhr_possible)


@pytest.mark.parametrize("percent", [*BELOW_5, *FROM_5, *UP_TO_25, *ABOVE_25])
def test_day_29_marrow(child: Child, percent: str) -> None:
    # as published: "SR: … M1 D29"; "VHR: M3 D29" (B)
    said = child(smear(percent, 29), LOW, CLEAR)

    if percent in ABOVE_25:
        assert said.assigned is None
        assert said.possible == {"IR", "VHR"}
    else:
        assert said.group == ("SR" if percent in BELOW_5 else "IR", "final")


@pytest.mark.parametrize(
    "patient",
    [
        {"cns": "CNS2"},
        {"cns": "CNS3"},
        {"testicular": "yes"},
        {"steroid_pretreatment": "yes"},
    ],
)
def test_what_cannot_be_standard_risk(child: Child, patient: Json) -> None:
    """Published: CNS2/3 or steroid-pretreated cannot be SR; no testis."""
    assert child(M1, LOW, CLEAR, **patient).group == ("IR", "final")


@pytest.mark.parametrize("unknown", ["cns", "testicular", "steroid_pretreatment"])
def test_a_feature_that_is_not_known_leaves_both_open(child: Child, unknown: str) -> None:
    said = child(M1, LOW, CLEAR, **{unknown: None})

    assert said.assigned is None
    assert said.possible == {"SR", "IR"}


@pytest.mark.parametrize(
    "missing",
    [
        (),
        (amount("1e-5", **EOC, specimen="PB"),),
        (amount("1e-5", **EOC, method="ig_tr_pcr"),),
        (says("not_evaluable", **EOC),),
        (negative("0.001000001", **EOC),),
        (negative(None, **EOC),),
        (below_range("0.001000001", **EOC),),
    ],
    ids=["absent", "blood", "pcr", "failed", "insensitive", "unstated", "pnq-above"],
)
def test_end_of_consolidation_dominates(child: Child, missing: tuple[Json, ...]) -> None:
    """Published: T-ALL: EOC dominates."""
    said = child(M1, LOW, *missing)

    assert said.assigned is None
    assert said.possible == {"SR", "VHR"}


@pytest.mark.parametrize("day_29", [(), (amount("1e-5", day=29, specimen="PB"),)])
def test_without_day_29_mrd_standard_risk_stays_open(
    child: Child, day_29: tuple[Json, ...]
) -> None:
    assert child(M1, *day_29, CLEAR).possible == {"SR", "IR"}


@pytest.mark.parametrize(("limit", "assigned"), beside(BORDERS_1E_4, ("SR", "SR", None)))
def test_a_negative_on_day_29_needs_the_sensitivity(
    child: Child, limit: str, assigned: str | None
) -> None:
    assert child(M1, negative(limit, **D29), CLEAR).assigned == assigned
    assert child(M1, below_range(limit, **D29), CLEAR).assigned == assigned


@pytest.mark.parametrize(
    "patient",
    [
        {"lineage": "B"},
        {"lineage": "MPAL"},
        with_age_in_days(-1, 1),
        {"genetics": {"BCR::ABL1": "detected"}},
        {"down_syndrome": "yes"},
        {"prior_remission": "yes"},
    ],
)
def test_who_it_is_not_for(child: Child, patient: Json) -> None:
    assert child(M1, LOW, CLEAR, **patient).group == (None, "out_of_scope")


def test_from_the_first_birthday_it_is_no_infant(child: Child) -> None:
    assert child(M1, LOW, CLEAR, **with_age_in_days(0, 1)).group == ("SR", "final")


@pytest.mark.parametrize(("day", "assigned"), [(27, None), (28, "SR"), (36, "SR"), (37, None)])
def test_window_of_day_29(child: Child, day: int, assigned: str | None) -> None:
    assert child(smear("2", day), amount("1e-5", day=day), CLEAR).assigned == assigned


def test_no_group_is_final_while_bcr_abl1_is_not_known(child: Child) -> None:
    assert child(M1, LOW, CLEAR, genetics={"BCR::ABL1": "not_tested"}).group == (
        "SR",
        "provisional",
    )
