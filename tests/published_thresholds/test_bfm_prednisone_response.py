"""Section 2.3, day-8 prednisone response: "<1000/µL PGR; >=1000/µL PPR"."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.published_thresholds.cases import STARTED, Asking, Json, beside, count, says, smear
from tests.published_thresholds.more_children import ABOUT_1000, PREDNISONE, child


@pytest.mark.parametrize(("cells", "expected"), beside(ABOUT_1000, ("PGR", "PPR", "PPR")))
def test_response_on_both_sides_of_1000(ask: Asking, cells: str, expected: str) -> None:
    said = child(ask, PREDNISONE, count(cells))

    assert said.group == (expected, "final")
    assert expected in said.flags


@pytest.mark.parametrize(
    ("number", "expected"), [("0.999999999", "PGR"), ("1", "PPR"), ("1.000000001", "PPR")]
)
def test_counts_in_10e9_per_litre_are_the_same(ask: Asking, number: str, expected: str) -> None:
    # §8 trap 15: "1.0×10⁹/L = 1000/µL"
    said = child(ask, PREDNISONE, count(number, unit="10e9_per_L"))

    assert said.assigned == expected


@pytest.mark.parametrize("days", [0, 5, 6])
@pytest.mark.parametrize("cells", ["0", "1000", "90000"])
def test_fewer_than_seven_days_of_steroid_are_no_response(
    ask: Asking, days: int, cells: str
) -> None:
    # printed as "not evaluable if <7 d steroid"
    said = child(ask, PREDNISONE, count(cells), course={"steroid_days_before_day8": days})

    assert said.assigned is None
    assert "PREDNISONE_RESPONSE_INVALID" in said.flags
    assert not said.flags & {"PGR", "PPR"}


def test_seven_days_are_enough(ask: Asking) -> None:
    said = child(ask, PREDNISONE, count("1000"), course={"steroid_days_before_day8": 7})

    assert said.group == ("PPR", "final")


@pytest.mark.parametrize(("cells", "before"), [("999", "PGR"), ("1000", "PPR")])
def test_steroids_before_the_diagnosis(ask: Asking, cells: str, before: str) -> None:
    # §8 trap 14: steroid pre-treatment "blocks PGR/PPR"
    given = child(ask, PREDNISONE, count(cells), steroid_pretreatment="yes")
    unsaid = child(ask, PREDNISONE, count(cells), steroid_pretreatment="unknown")

    assert given.assigned is None
    assert "PREDNISONE_RESPONSE_INVALID" in given.flags
    assert unsaid.group == (before, "provisional")


@pytest.mark.parametrize(
    ("days_after", "assigned", "flag"),
    [
        (5, None, "OUT_OF_WINDOW"),
        (6, None, "PREDNISONE_RESPONSE_INVALID"),
        (7, "PPR", "PPR"),
        (8, "PPR", "PPR"),
        (9, None, "OUT_OF_WINDOW"),
    ],
)
def test_the_window_of_day_8(
    ask: Asking, days_after: int, assigned: str | None, flag: str
) -> None:
    # §1.1: "d8 ±1 (prednisone response must be after 7 full days; earlier is invalid)"; day 1 = 0
    on = {"on": str(STARTED + timedelta(days=days_after)), "day": None}
    course = {"therapy_started_on": str(STARTED)}
    said = child(ask, PREDNISONE, {**count("2000"), **on}, course=course)

    assert said.assigned == assigned
    assert flag in said.flags


@pytest.mark.parametrize(
    "result",
    [
        count("2000", specimen="BM"),
        smear("90", 8),
        smear("90", 8, specimen="PB"),
        {**says("pending", method="cytology_count"), "specimen": "PB", "day": 8},
        {**says("not_evaluable", method="cytology_count"), "specimen": "PB", "day": 8},
    ],
    ids=["marrow-count", "marrow-smear", "blood-smear", "pending", "not-evaluable"],
)
def test_nothing_but_an_evaluable_blood_count_answers(ask: Asking, result: Json) -> None:
    # printed as "PB absolute blast count"; "not evaluable if … WBC/diff missing"
    said = child(ask, PREDNISONE, result)

    assert said.group == (None, "indeterminate")
    assert said.possible == {"PGR", "PPR"}


def test_it_is_for_all_first_treatments(ask: Asking) -> None:
    # eligibility "all"; §6: relapse, and Down syndrome without a branch, are exclusions
    infant = child(ask, PREDNISONE, count("1000"), age_years="0.3")
    ph = child(ask, PREDNISONE, count("1000"), genetics={"BCR::ABL1": "detected"}, lineage="T")
    relapse = child(ask, PREDNISONE, count("1000"), prior_remission="yes")
    down = child(ask, PREDNISONE, count("1000"), down_syndrome="yes")

    assert infant.group == ph.group == ("PPR", "final")
    assert relapse.group == down.group == (None, "out_of_scope")
