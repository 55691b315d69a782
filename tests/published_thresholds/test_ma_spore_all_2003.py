"""Section 2.5, Ma-Spore ALL 2003: day 8, week 5, week 12; the inclusive operator."""

from __future__ import annotations

from typing import Any

import pytest

from tests.published_thresholds.cases import (
    BORDERS_1E_3,
    BORDERS_1E_4,
    FROM_5,
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
from tests.published_thresholds.children import Child

USUAL: Json = {
    "age_years": "4",
    "lineage": "B",
    "cns": "CNS1",
    "testicular": "no",
    "steroid_pretreatment": "no",
    "down_syndrome": "no",
    "modal_chromosome_number": 46,
    "genetics": {"BCR::ABL1": "not_detected", "KMT2A-r": "not_detected"},
}
PCR: Json = {"method": "ig_tr_pcr", "markers": 1}
W5: Json = {**PCR, "day": 33}
W12: Json = {**PCR, "day": 78}
PGR, CR = count("999"), smear("2", 33)
LOW_5, LOW_12 = negative(**W5), negative(**W12)


@pytest.fixture
def child(ask: Asking) -> Child:
    return Child(ask, "ma-spore-all-2003", USUAL)


def responding(child: Child, *results: Json, **changes: Any) -> Answers:
    """A child with prednisone good response and a week-5 marrow in remission."""
    return child(PGR, CR, *results, **changes)


@pytest.mark.parametrize(("fraction", "expected"), beside(BORDERS_1E_4, ("SR", "SR", "IR")))
@pytest.mark.parametrize(("place", "other"), [(W5, LOW_12), (W12, LOW_5)], ids=["W5", "W12"])
def test_standard_risk_includes_exactly_1e_4(
    child: Child, place: Json, other: Json, fraction: str, expected: str
) -> None:
    # "SR: MRD <=1e-4 at week 5 and week 12"; trap 7: "Ma-Spore <=1e-4 SR vs COG >=0.01 % positive"
    said = responding(child, amount(fraction, **place), other)

    assert said.group == (expected, "final")


@pytest.mark.parametrize(("fraction", "expected"), beside(BORDERS_1E_3, ("IR", "HR", "HR")))
def test_high_risk_in_week_12(child: Child, fraction: str, expected: str) -> None:
    """Published: HR: MRD >=1e-3 at week 12."""
    assert responding(child, LOW_5, amount(fraction, **W12)).group == (expected, "final")


@pytest.mark.parametrize("fraction", ["0.001", "0.01", "0.5"])
def test_week_5_alone_is_never_high_risk(child: Child, fraction: str) -> None:
    assert responding(child, amount(fraction, **W5), LOW_12).group == ("IR", "final")


@pytest.mark.parametrize(("cells", "is_poor"), [("999", 0), ("1000", 1), ("1001", 1)])
def test_prednisone_poor_response(child: Child, cells: str, is_poor: int) -> None:
    # "and/or PPR"; §2.3: "<1000/µL PGR; >=1000/µL PPR"
    said = child(count(cells), CR, LOW_5, LOW_12)

    assert said.group == ("HR" if is_poor else "SR", "final")
    assert said.flags & {"PGR", "PPR"} == {"PPR" if is_poor else "PGR"}


@pytest.mark.parametrize(
    ("features", "is_high"),
    [
        ({"genetics": {"BCR::ABL1": "detected"}}, 1),
        ({"genetics": {"KMT2A-r": "detected"}}, 1),
        ({"modal_chromosome_number": 44}, 1),
        ({"modal_chromosome_number": 45}, 0),
        ({"modal_chromosome_number": 46}, 0),
    ],
)
def test_genetics(child: Child, features: Json, is_high: int) -> None:
    """Published: BCR::ABL1, KMT2A-r, hypodiploid <45; one feature is enough, and it is early."""
    early = child(**features)
    full = responding(child, LOW_5, LOW_12, **features)

    assert early.group == (("HR", "provisional") if is_high else (None, "indeterminate"))
    assert full.group == ("HR" if is_high else "SR", "final")


@pytest.mark.parametrize("name", ["BCR::ABL1", "KMT2A-r"])
def test_a_lesion_nobody_looked_for_keeps_high_risk_possible(child: Child, name: str) -> None:
    said = responding(child, LOW_5, LOW_12, genetics={name: "not_tested"})

    assert (said.assigned, said.possible) == (None, {"SR", "HR"})


@pytest.mark.parametrize(
    ("percent", "assigned", "possible"),
    [
        ("4.99999", "SR", {"SR"}),
        ("5", None, {"SR", "HR"}),
        ("25", None, {"SR", "HR"}),
        ("25.00001", "HR", {"HR"}),
    ],
)
def test_induction_failure(
    child: Child, percent: str, assigned: str | None, possible: set[str]
) -> None:
    # "induction failure"; §1: "historically M3 … or M2/M3 at EOI": M3 by both, M2 by one of them
    said = child(PGR, smear(percent, 33), LOW_5, LOW_12)

    assert (said.assigned, said.possible) == (assigned, possible)


@pytest.mark.parametrize(
    ("features", "assigned", "possible"),
    [
        ({"cns": "CNS3"}, "IR", {"IR"}),
        ({"testicular": "yes"}, "IR", {"IR"}),
        ({"cns": "CNS2"}, None, {"SR", "IR"}),
        ({"cns": None}, None, {"SR", "IR"}),
        ({"testicular": "unknown"}, None, {"SR", "IR"}),
    ],
    ids=["CNS3", "testis", "CNS2", "CNS-unknown", "testis-unknown"],
)
def test_extramedullary_disease_is_not_standard_risk(
    child: Child, features: Json, assigned: str | None, possible: set[str]
) -> None:
    """Published: no extramedullary disease; section 4 names CNS3 and testis."""
    said = responding(child, LOW_5, LOW_12, **features)

    assert (said.assigned, said.possible) == (assigned, possible)


@pytest.mark.parametrize(
    ("sensitivity", "possible"),
    [
        ("0.0001", {"SR"}),
        ("0.000100001", {"SR", "IR"}),
        ("0.001", {"SR", "IR"}),
        ("0.001000001", {"SR", "IR", "HR"}),
        (None, {"SR", "IR", "HR"}),
    ],
)
def test_a_negative_carries_what_it_reached(
    child: Child, sensitivity: str | None, possible: set[str]
) -> None:
    said = responding(child, LOW_5, negative(sensitivity, **W12))

    assert said.possible == possible
    assert ("INSUFFICIENT_SENSITIVITY" in said.flags) is (possible != {"SR"})


@pytest.mark.parametrize(
    ("limit", "possible"),
    [("0.0001", {"SR"}), ("0.001", {"SR", "IR"}), ("0.0011", {"SR", "IR", "HR"})],
)
def test_positive_below_the_quantitative_range(
    child: Child, limit: str, possible: set[str]
) -> None:
    # §5: nothing is published for PNQ here: a range that crosses a threshold leaves it open
    assert responding(child, LOW_5, below_range(limit, **W12)).possible == possible


@pytest.mark.parametrize(
    "missing", [(), (says("pending", **W12),), (says("not_evaluable", **W12),)]
)
def test_a_missing_week_12_is_not_published(child: Child, missing: tuple[Json, ...]) -> None:
    # "no MRD → cannot be SR → IR (inferred from "all remaining")": inferred is not published
    said = responding(child, LOW_5, *missing)

    assert (said.assigned, said.possible) == (None, {"SR", "IR", "HR"})


@pytest.mark.parametrize("changes", [{"specimen": "PB"}, {"method": "flow", "markers": None}])
def test_blood_and_flow_do_not_stand_for_pcr_of_marrow(child: Child, changes: Json) -> None:
    said = responding(child, LOW_5, amount("0.5", **{**W12, **changes}))

    assert (said.assigned, said.possible) == (None, {"SR", "IR", "HR"})


@pytest.mark.parametrize(
    ("day", "is_taken"), [(70, 0), (71, 1), (78, 1), (84, 1), (92, 1), (93, 0)]
)
def test_window_of_week_12(child: Child, day: int, is_taken: int) -> None:
    said = responding(child, LOW_5, amount("0.001", **{**W12, "day": day}))

    assert (said.assigned == "HR") is bool(is_taken)
    assert ("OUT_OF_WINDOW" in said.flags) is not bool(is_taken)


@pytest.mark.parametrize(("day", "is_taken"), [(29, 0), (30, 1), (33, 1), (40, 1), (41, 0)])
def test_window_of_week_5(child: Child, day: int, is_taken: int) -> None:
    assert (child(smear("26", day)).assigned == "HR") is bool(is_taken)


@pytest.mark.parametrize("percent", FROM_5)
def test_five_to_fifteen_percent_in_week_5_is_to_be_confirmed(child: Child, percent: str) -> None:
    assert "CONFIRM_BY_FLOW" in child(smear(percent, 33)).flags


@pytest.mark.parametrize(("days", "is_in"), [(-1, 0), (0, 1)])
def test_infants_have_their_own_protocols(child: Child, days: int, is_in: int) -> None:
    said = responding(child, LOW_5, LOW_12, **with_age_in_days(days, 1))

    assert (said.status == "out_of_scope") is not bool(is_in)


@pytest.mark.parametrize(
    "patient", [{"down_syndrome": "yes"}, {"prior_remission": "yes"}, {"age_years": "0.99"}]
)
def test_scope(child: Child, patient: Json) -> None:
    assert responding(child, LOW_5, LOW_12, **patient).group == (None, "out_of_scope")
