"""Section 2.3, AIEOP-BFM ALL 2000: day 8, day 33, day 78."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from tests.published_thresholds.cases import (
    BELOW_5,
    BFM,
    BORDERS_1E_3,
    CR,
    FROM_5,
    PCR,
    PGR,
    STARTED,
    TP1,
    TP2,
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


def bfm(ask: Asking, *results: Json, **changes: Any) -> Answers:
    """A child with prednisone good response and remission on day 33."""
    return ask(BFM, PGR, CR, *results, **changes)


def test_bfm_standard_risk_is_negative_at_both(ask: Asking) -> None:
    said = bfm(ask, negative(**TP1), negative(**TP2))

    assert said.group == ("SR", "final")


@pytest.mark.parametrize(("fraction", "expected"), beside(BORDERS_1E_3, ("MR", "HR", "HR")))
@pytest.mark.parametrize("lineage", ["B", "T"])
def test_bfm_mrd_high_risk_at_day_78(
    ask: Asking, lineage: str, fraction: str, expected: str
) -> None:
    # "MRD-HR: >=1e-3 at d78; MRD-IR: all others"; T-ALL the same (S1c)
    said = bfm(ask, negative(**TP1), amount(fraction, **TP2), lineage=lineage)

    assert said.group == (expected, "final")


@pytest.mark.parametrize("lineage", ["B", "T"])
@pytest.mark.parametrize("first", ["1e-5", "0.0005", "0.001", "0.3"])
def test_bfm_day_33_level_is_irrelevant_if_day_78_is_negative(
    ask: Asking, lineage: str, first: str
) -> None:
    # T-ALL: "IR = positive at either, <1e-3 d78"; "TP1 level irrelevant if TP2 negative"
    said = bfm(ask, amount(first, **TP1), negative(**TP2), lineage=lineage)

    assert said.group == ("MR", "final")


@pytest.mark.parametrize(
    ("sensitivity", "assigned", "possible"),
    [
        ("0.000099999", "SR", {"SR"}),
        ("0.0001", "SR", {"SR"}),
        ("0.000100001", "MR", {"MR"}),
        ("0.001", "MR", {"MR"}),
        ("0.001000001", None, {"MR", "HR"}),
        (None, None, {"MR", "HR"}),
    ],
)
def test_bfm_standard_risk_needs_a_sensitivity_of_1e_4(
    ask: Asking, sensitivity: str | None, assigned: str | None, possible: set[str]
) -> None:
    # "<2 markers or sens. >1e-4 → cannot be SR"; a negative stands for [0, s)
    said = bfm(ask, negative(**TP1), negative(sensitivity, **TP2))

    assert said.assigned == assigned
    assert said.possible - {"SR"} == possible - {"SR"}
    if sensitivity is not None:
        assert said.possible == possible


@pytest.mark.parametrize(("place", "other"), [(TP1, TP2), (TP2, TP1)], ids=["TP1", "TP2"])
def test_bfm_one_marker_cannot_carry_standard_risk(ask: Asking, place: Json, other: Json) -> None:
    one = bfm(ask, negative(**{**place, "markers": 1}), negative(**other))
    unstated = bfm(ask, negative(**{**place, "markers": None}), negative(**other))

    assert one.group == ("MR", "final")
    assert "ASSAY_REQUIREMENT_NOT_MET" in one.flags
    assert unstated.assigned is None
    assert unstated.possible == {"SR", "MR"}


@pytest.mark.parametrize(
    ("limit", "assigned", "possible"),
    [
        ("0.0005", "MR", {"MR"}),
        ("0.001", "MR", {"MR"}),
        ("0.001000001", None, {"MR", "HR"}),
    ],
)
def test_bfm_positive_below_the_quantitative_range(
    ask: Asking, limit: str, assigned: str | None, possible: set[str]
) -> None:
    # §5: "PNQ → (0, QR]", decided (0, QR): positive, so never SR; HR only where QR leaves it open
    said = bfm(ask, negative(**TP1), below_range(limit, **TP2))

    assert (said.assigned, said.possible) == (assigned, possible)
    assert "POSITIVE_BELOW_LLOQ" in said.flags


def test_bfm_missing_pending_and_not_evaluable(ask: Asking) -> None:
    # "not tested/no result → MR" (A, S19) is published for a result that was tried and failed or
    # not done; what is only not in yet assumes nothing
    absent = bfm(ask, negative(**TP1))
    pending = bfm(ask, negative(**TP1), says("pending", **TP2))
    failed = bfm(ask, negative(**TP1), says("not_evaluable", **TP2))

    assert (absent.assigned, absent.possible) == (None, {"SR", "MR", "HR"})
    assert (pending.assigned, pending.possible) == (None, {"SR", "MR", "HR"})
    assert failed.assigned == "MR"
    assert failed.status == "provisional"


@pytest.mark.parametrize("changes", [{"specimen": "PB"}, {"method": "flow", "markers": None}])
def test_bfm_blood_and_flow_do_not_stand_for_pcr_of_marrow(ask: Asking, changes: Json) -> None:
    # §8 trap 12: "PB result can never satisfy a BM negative"; trap 11: "no silent substitution"
    said = bfm(ask, negative(**TP1), negative(**{**TP2, **changes}))

    assert said.assigned is None
    assert {"SR", "MR", "HR"} == said.possible
    assert ("WRONG_SPECIMEN" in said.flags) is ("specimen" in changes)


@pytest.mark.parametrize(
    ("day", "is_taken"), [(70, 0), (71, 1), (78, 1), (92, 1), (93, 0)], ids=str
)
def test_bfm_window_of_day_78(ask: Asking, day: int, is_taken: int) -> None:
    # §1.1: "EOC −7/+14. Outside → … needs clinician" ("d78 = before Protocol M")
    said = bfm(ask, negative(**TP1), amount("0.001", **{**TP2, "day": day}))

    assert (said.assigned == "HR") is bool(is_taken)
    assert ("OUT_OF_WINDOW" in said.flags) is not bool(is_taken)


@pytest.mark.parametrize(
    ("day", "is_taken"), [(29, 0), (30, 1), (33, 1), (40, 1), (41, 0)], ids=str
)
def test_bfm_window_of_day_33(ask: Asking, day: int, is_taken: int) -> None:
    # §1.1: "d33 ±3/+7"
    said = ask(BFM, PGR, smear("50", day))

    assert (said.assigned == "HR") is bool(is_taken)


@pytest.mark.parametrize(
    "begun", [{"on": str(STARTED + timedelta(days=77))}, {"day": 78}], ids=["date", "day"]
)
@pytest.mark.parametrize(
    "taken", [{"on": str(STARTED + timedelta(days=79))}, {"day": 80}], ids=["date", "day"]
)
def test_bfm_day_78_is_before_protocol_m(ask: Asking, begun: Json, taken: Json) -> None:
    # §1.1: "d78 = before Protocol M"
    course = {
        "therapy_started_on": str(STARTED),
        "events": [{"kind": "phase_started", "name": "protocol_m", **begun}],
    }
    said = bfm(ask, negative(**TP1), amount("0.001", **PCR, **taken), course=course)

    assert said.assigned is None


def test_bfm_a_day_that_contradicts_its_date_answers_nothing(ask: Asking) -> None:
    course = {"therapy_started_on": str(STARTED)}
    on = str(STARTED + timedelta(days=77))

    agrees = bfm(ask, negative(**TP1), amount("0.001", **TP2, on=on), course=course)
    differs = bfm(
        ask, negative(**TP1), amount("0.001", **{**TP2, "day": 77}, on=on), course=course
    )

    assert agrees.assigned == "HR"
    assert differs.assigned is None
    assert "MANUAL_REVIEW" in differs.flags


@pytest.mark.parametrize("percent", BELOW_5)
def test_bfm_remission_on_day_33(ask: Asking, percent: str) -> None:
    said = ask(BFM, PGR, smear(percent, 33), negative(**TP1), negative(**TP2))

    assert said.group == ("SR", "final")


@pytest.mark.parametrize("percent", FROM_5)
def test_bfm_no_remission_on_day_33_is_high_risk(ask: Asking, percent: str) -> None:
    # "HR if any: … no CR d33"; §1: CR is "<5 % blasts by cytomorphology at d33"
    said = ask(BFM, PGR, smear(percent, 33), negative(**TP1), negative(**TP2))

    assert said.assigned == "HR"
    assert "NO_CR" in said.flags


@pytest.mark.parametrize("cells", ["1000", "1001"])
def test_bfm_poor_response_is_high_risk_before_any_marrow(ask: Asking, cells: str) -> None:
    # "HR if any: … PPR"; §6: "Upgrade may be issued early"
    assert ask(BFM, count(cells)).group == ("HR", "provisional")


def test_bfm_poor_response_wins_over_negative_mrd(ask: Asking) -> None:
    said = ask(BFM, count("1000"), CR, negative(**TP1), negative(**TP2))

    assert said.group == ("HR", "final")


def test_bfm_without_the_day_8_count_high_risk_stays_possible(ask: Asking) -> None:
    said = ask(BFM, CR, negative(**TP1), negative(**TP2))
    invalid = bfm(ask, negative(**TP1), negative(**TP2), course={"steroid_days_before_day8": 6})

    assert (said.assigned, said.possible) == (None, {"SR", "HR"})
    assert (invalid.assigned, invalid.possible) == (None, {"SR", "HR"})


def test_bfm_t_4_11_is_high_risk_and_other_kmt2a_is_not(ask: Asking) -> None:
    # §4: "t(4;11) only in AIEOP-BFM 2000 … t(4;11) ≠ all KMT2A-r"
    both = (negative(**TP1), negative(**TP2))

    assert ask(BFM, genetics={"KMT2A::AFF1": "detected"}).group == ("HR", "provisional")
    assert bfm(ask, *both, genetics={"KMT2A-r": "detected"}).assigned == "SR"
    for state in ("not_tested", "failed", "indeterminate"):
        unknown = bfm(ask, *both, genetics={"KMT2A::AFF1": state})
        assert (unknown.assigned, unknown.possible) == (None, {"SR", "HR"})


@pytest.mark.parametrize(
    ("years", "days", "is_in"),
    [(1, -1, 0), (1, 0, 1), (18, -1, 1), (18, 0, 0)],
)
def test_bfm_is_for_1_to_17_years(ask: Asking, years: int, days: int, is_in: int) -> None:
    said = bfm(ask, negative(**TP1), negative(**TP2), **with_age_in_days(days, years))

    assert said.group == (("SR", "final") if is_in else (None, "out_of_scope"))


def test_bfm_qualitative_pcr_is_no_number(ask: Asking) -> None:
    found = bfm(ask, negative(**TP1), says("detected", **TP2))
    not_found = bfm(ask, negative(**TP1), says("not_detected", **TP2))

    assert found.assigned is None
    assert "HR" in found.possible
    assert not_found.assigned is None
    assert "QUALITATIVE_ONLY" in found.flags & not_found.flags


def test_bfm_haemodilution_weakens_a_negative_and_not_a_positive(ask: Asking) -> None:
    # §8 trap 3: "a negative cannot satisfy an SR rule, a positive can still fire HR"
    thin = {"quality": ["haemodilution_suspected"]}

    low = bfm(ask, negative(**TP1), negative(**TP2, **thin))
    high = bfm(ask, negative(**TP1), amount("0.001", **TP2, **thin))

    assert low.assigned is None
    assert "HAEMODILUTION" in low.flags
    assert high.assigned == "HR"


def test_bfm_two_results_of_one_target_and_day_are_not_hidden_by_another_target(
    ask: Asking,
) -> None:
    # assays.md §1.4: the patient-level value is the highest target; trap 21: no last of one day
    trg = [amount("0.01", **TP2, target="TRG"), negative(**TP2, target="TRG")]
    igh = {**negative(**TP2, target="IGH")}
    said = bfm(ask, negative(**TP1), *trg, igh)

    assert said.assigned is None
