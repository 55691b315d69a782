"""Section 2.4, DFCI 05-001: the group of entry, and what makes it very high risk."""

from __future__ import annotations

import pytest

from tests.published_thresholds.cases import (
    BORDERS_1E_3,
    PCR,
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
    "steroid_pretreatment": "no",
    "down_syndrome": "no",
    "modal_chromosome_number": 46,
    "genetics": {"BCR::ABL1": "not_detected", "KMT2A-r": "not_detected"},
}
D32 = {**PCR, "day": 32}
LOW = amount("1e-5", **D32)
ENTRY = [{"arm_given": "SR"}, {"arm_given": "HR"}]


@pytest.fixture
def child(ask: Asking) -> Child:
    return Child(ask, "dfci-05-001", USUAL)


@pytest.mark.parametrize(("fraction", "is_very_high"), beside(BORDERS_1E_3, (0, 1, 1)))
@pytest.mark.parametrize("entry", ENTRY)
def test_end_of_induction(child: Child, entry: Json, fraction: str, is_very_high: int) -> None:
    # as published: "MRD >=1e-3 EOI … → VHR"
    said = child(amount(fraction, **D32), course=entry)

    assert said.group == ("VHR" if is_very_high else entry["arm_given"], "final")


@pytest.mark.parametrize("entry", [{}, {"arm_given": "IR"}])
def test_very_high_risk_needs_no_group_of_entry(child: Child, entry: Json) -> None:
    assert child(amount("0.001", **D32), course=entry).group == ("VHR", "final")


def test_the_group_of_entry_is_not_worked_out(child: Child) -> None:
    # as published: "SR/HR at entry by age, WBC, CNS": no thresholds are printed
    said = child(LOW, course={})

    assert said.assigned is None
    assert said.possible == {"SR", "HR"}
    assert child(LOW, course={"arm_given": "IR"}).group == (None, "published_gap")


@pytest.mark.parametrize("entry", ENTRY)
def test_kmt2a_is_very_high_risk(child: Child, entry: Json) -> None:
    said = child(LOW, course=entry, genetics={"KMT2A-r": "detected"})
    unknown = child(LOW, course=entry, genetics={"KMT2A-r": "not_tested"})

    assert said.group == ("VHR", "final")
    assert unknown.possible == {entry["arm_given"], "VHR"}


@pytest.mark.parametrize(
    ("chromosomes", "is_possible"), [(43, 1), (44, 1), (45, 0), (46, 0), (None, 1)]
)
def test_hypodiploidy_has_no_printed_number(
    child: Child, chromosomes: int | None, is_possible: int
) -> None:
    said = child(LOW, course=ENTRY[0], modal_chromosome_number=chromosomes)

    assert said.possible == ({"SR", "VHR"} if is_possible else {"SR"})
    assert said.assigned == (None if is_possible else "SR")


@pytest.mark.parametrize(
    "missing",
    [
        (),
        (amount("1e-5", **{**D32, "specimen": "PB"}),),
        (amount("1e-5", **{**D32, "method": "flow"}),),
        (amount("1e-5", **{**D32, "day": 28}),),
        (amount("1e-5", **{**D32, "day": 40}),),
        (says("not_evaluable", **D32),),
        (says("pending", **D32),),
        (negative("0.001000001", **D32),),
        (negative(None, **D32),),
        (below_range("0.001000001", **D32),),
    ],
    ids=[
        "absent",
        "blood",
        "flow",
        "day-28",
        "day-40",
        "failed",
        "pending",
        "insensitive",
        "unstated",
        "pnq-above",
    ],
)
@pytest.mark.parametrize("entry", ENTRY)
def test_without_a_result_very_high_risk_stays_possible(
    child: Child, entry: Json, missing: tuple[Json, ...]
) -> None:
    # as published: "no MRD result → stays SR/HR (B)": B never assigns
    said = child(*missing, course=entry)

    assert said.assigned is None
    assert said.possible == {entry["arm_given"], "VHR"}


@pytest.mark.parametrize("limit", ["0.000999999", "0.001"])
def test_a_negative_up_to_the_threshold_excludes_it(child: Child, limit: str) -> None:
    assert child(negative(limit, **D32), course=ENTRY[0]).assigned == "SR"
    assert child(below_range(limit, **D32), course=ENTRY[0]).assigned == "SR"


@pytest.mark.parametrize("day", [29, 39])
def test_window_of_day_32(child: Child, day: int) -> None:
    assert child(amount("1e-5", **{**D32, "day": day}), course=ENTRY[1]).assigned == "HR"


@pytest.mark.parametrize(
    ("patient", "is_in"),
    [
        (with_age_in_days(-1, 1), 0),
        (with_age_in_days(0, 1), 1),
        (with_age_in_days(-1, 19), 1),
        (with_age_in_days(0, 19), 0),
        ({"lineage": "T"}, 1),
        ({"genetics": {"BCR::ABL1": "detected"}}, 0),
        ({"down_syndrome": "yes"}, 0),
        ({"prior_remission": "yes"}, 0),
    ],
)
def test_who_it_is_for(child: Child, patient: Json, is_in: int) -> None:
    # as published: "1–18 y"; section 6: exclusions first
    said = child(LOW, course=ENTRY[0], **patient)

    assert said.group == (("SR", "final") if is_in else (None, "out_of_scope"))


def test_no_group_is_final_while_bcr_abl1_is_not_known(child: Child) -> None:
    assert child(LOW, course=ENTRY[0], genetics={"BCR::ABL1": "failed"}).group == (
        "SR",
        "provisional",
    )
