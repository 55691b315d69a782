"""Section 2.3, AIEOP-BFM ALL 2009, the B-ALL table: flow on day 15, PCR on days 33 and 78."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from tests.published_thresholds.cases import (
    CR,
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
from tests.published_thresholds.more_children import (
    BFM_2009,
    BORDERS_1E_1,
    BORDERS_5E_4,
    child,
)

FLOW = {"day": 15}
D15 = amount("0.02", **FLOW)
BOTH = (negative(**TP1), negative(**TP2))
NO_PCR = (says("not_evaluable", **TP1), says("not_evaluable", **TP2))


def bfm(ask: Asking, *results: Json, **changes: Any) -> Answers:
    """A child without any of the HR factors, 2 % by flow on day 15."""
    return child(ask, BFM_2009, PGR, CR, *results, **changes)


def test_standard_risk_is_negative_at_both(ask: Asking) -> None:
    # printed as "SR: no HR factor & d33 and d78 PCR-negative"
    assert bfm(ask, D15, *BOTH).group == ("SR", "final")


@pytest.mark.parametrize(("fraction", "expected"), beside(BORDERS_1E_1, ("SR", "HR", "HR")))
def test_flow_of_10_percent_on_day_15(ask: Asking, fraction: str, expected: str) -> None:
    # printed as "HR: … d15 FCM >=10 %"
    assert bfm(ask, amount(fraction, **FLOW), *BOTH).group == (expected, "final")


def test_high_risk_by_day_15_is_early(ask: Asking) -> None:
    # §6: "Upgrade may be issued early"
    assert child(ask, BFM_2009, amount("0.1", **FLOW)).group == ("HR", "provisional")


@pytest.mark.parametrize(("fraction", "expected"), beside(BORDERS_5E_4, ("MR", "HR", "HR")))
def test_day_78(ask: Asking, fraction: str, expected: str) -> None:
    # printed as "HR: … d78 >=5e-4"; "MR: others"
    assert bfm(ask, D15, BOTH[0], amount(fraction, **TP2)).group == (expected, "final")


@pytest.mark.parametrize(("fraction", "expected"), beside(BORDERS_5E_4, ("MR", "HR", "HR")))
@pytest.mark.parametrize("later", ["0.00001", "0.000499999"])
def test_day_33_with_a_positive_day_78(
    ask: Asking, later: str, fraction: str, expected: str
) -> None:
    # printed as "or (B only) d33 >=5e-4 and d78 positive <5e-4"
    said = bfm(ask, D15, amount(fraction, **TP1), amount(later, **TP2))

    assert said.group == (expected, "final")


@pytest.mark.parametrize("fraction", ["0.0005", "0.3"])
def test_day_33_alone_is_not_high_risk(ask: Asking, fraction: str) -> None:
    assert bfm(ask, D15, amount(fraction, **TP1), BOTH[1]).group == ("MR", "final")


def test_below_the_quantitative_range_at_day_78_is_positive(ask: Asking) -> None:
    high = bfm(ask, D15, amount("0.001", **TP1), below_range("0.0005", **TP2))
    medium = bfm(ask, D15, BOTH[0], below_range("0.0005", **TP2))
    unsure = bfm(ask, D15, BOTH[0], below_range("0.000500001", **TP2))

    assert high.group == ("HR", "final")
    assert medium.group == ("MR", "final")
    assert (unsure.assigned, unsure.possible) == (None, {"MR", "HR"})
    assert "POSITIVE_BELOW_LLOQ" in unsure.flags


@pytest.mark.parametrize(
    ("fraction", "assigned", "possible"),
    [
        ("0.000999999", "SR", {"SR"}),
        ("0.001", None, {"SR", "MR", "HR"}),
        ("0.001000001", None, {"SR", "MR", "HR"}),
    ],
)
def test_fall_back_on_day_15_where_pcr_is_not_available(
    ask: Asking, fraction: str, assigned: str | None, possible: set[str]
) -> None:
    # printed as "or PCR not available and d15 FCM <0.1 %"; §5: for anything else that is missing
    # no rule was seen
    said = bfm(ask, amount(fraction, **FLOW), *NO_PCR)

    assert (said.assigned, said.possible) == (assigned, possible)
    assert said.status == ("provisional" if assigned else "indeterminate")
    assert "MISSING_RESULT" in said.flags


@pytest.mark.parametrize(
    "results",
    [
        (),
        (says("pending", **TP1), says("pending", **TP2)),
        (BOTH[0], NO_PCR[1]),
        (NO_PCR[0], says("pending", **TP2)),
    ],
    ids=["absent", "pending", "only-day-78", "day-78-pending"],
)
def test_no_fall_back_while_pcr_may_come_or_is_there(
    ask: Asking, results: tuple[Json, ...]
) -> None:
    # §8 trap 11: "no silent substitution unless protocol publishes it"
    said = bfm(ask, amount("0.0001", **FLOW), *results)

    assert said.group == (None, "indeterminate")
    assert said.possible == {"SR", "MR", "HR"}


def test_no_fall_back_beside_a_positive_day_33(ask: Asking) -> None:
    said = bfm(ask, amount("0.0001", **FLOW), amount("0.01", **TP1), NO_PCR[1])

    assert (said.assigned, said.possible) == (None, {"MR", "HR"})


@pytest.mark.parametrize(
    ("sensitivity", "assigned", "possible"),
    [
        ("0.0001", "SR", {"SR"}),
        ("0.000100001", "MR", {"MR"}),
        ("0.0005", "MR", {"MR"}),
        ("0.000500001", None, {"MR", "HR"}),
    ],
)
def test_a_negative_with_insufficient_sensitivity(
    ask: Asking, sensitivity: str, assigned: str | None, possible: set[str]
) -> None:
    # §8 trap 9: "BFM SR needs >=2 markers at 1e-4"
    said = bfm(ask, D15, BOTH[0], negative(sensitivity, **TP2))

    assert (said.assigned, said.possible) == (assigned, possible)


@pytest.mark.parametrize(("place", "other"), [(TP1, TP2), (TP2, TP1)], ids=["TP1", "TP2"])
def test_one_marker_cannot_carry_standard_risk(ask: Asking, place: Json, other: Json) -> None:
    one = bfm(ask, D15, negative(**{**place, "markers": 1}), negative(**other))

    assert one.group == ("MR", "final")
    assert "ASSAY_REQUIREMENT_NOT_MET" in one.flags


@pytest.mark.parametrize(
    ("changes", "results"),
    [
        ({}, (count("1000"), CR)),
        ({}, (PGR, smear("5", 33))),
        ({"genetics": {"KMT2A::AFF1": "detected"}}, (PGR, CR)),
        ({"modal_chromosome_number": 44}, (PGR, CR)),
    ],
    ids=["ppr", "no-cr", "t411", "44"],
)
def test_hr_factors_of_the_unverified_list_assign_nothing(
    ask: Asking, changes: Json, results: tuple[Json, ...]
) -> None:
    # printed as "HR factors (B): no CR d33, t(4;11), hypodiploid <45 (C: <=44), PPR (C: …)"
    said = child(ask, BFM_2009, *results, D15, *BOTH, **changes)

    assert (said.assigned, said.possible) == (None, {"SR", "HR"})
    assert "MANUAL_REVIEW" in said.flags
    beside_mrd = child(ask, BFM_2009, *results, D15, BOTH[0], amount("0.01", **TP2), **changes)
    assert beside_mrd.group == ("HR", "final")


@pytest.mark.parametrize(
    ("changes", "results"),
    [
        ({}, (count("999.999"), CR)),
        ({}, (PGR, smear("4.99999", 33))),
        ({"genetics": {"KMT2A-r": "detected"}}, (PGR, CR)),
        ({"modal_chromosome_number": 45}, (PGR, CR)),
    ],
    ids=["pgr", "cr", "other-kmt2a", "45"],
)
def test_what_is_no_factor_of_the_list(
    ask: Asking, changes: Json, results: tuple[Json, ...]
) -> None:
    assert child(ask, BFM_2009, *results, D15, *BOTH, **changes).group == ("SR", "final")


@pytest.mark.parametrize(
    "patient",
    [{"modal_chromosome_number": None}, {"genetics": {"KMT2A::AFF1": "not_tested"}}],
    ids=["modal-number", "t411"],
)
def test_a_factor_that_nobody_looked_for_keeps_high_risk_possible(
    ask: Asking, patient: Json
) -> None:
    said = bfm(ask, D15, *BOTH, **patient)

    assert (said.assigned, said.possible) == (None, {"SR", "HR"})


def test_day_15_missing_keeps_high_risk_possible(ask: Asking) -> None:
    said = bfm(ask, *BOTH)

    assert (said.assigned, said.possible) == (None, {"SR", "HR"})


@pytest.mark.parametrize(
    ("place", "changes"),
    [
        (FLOW, {"specimen": "PB"}),
        (FLOW, {"method": "ig_tr_pcr", "markers": 2}),
        (FLOW, {"day": 18}),
        (TP2, {"specimen": "PB"}),
        (TP2, {"method": "flow"}),
        (TP2, {"day": 70}),
        (TP2, {"day": 93}),
    ],
    ids=str,
)
def test_wrong_specimen_method_and_day_answer_nothing(
    ask: Asking, place: Json, changes: Json
) -> None:
    # §8 trap 12, trap 11; §1.1 windows "d15 −1/+2", "EOC −7/+14"
    high = amount("0.5", **{**place, **changes})
    said = bfm(ask, high, BOTH[0])

    assert said.assigned is None


def test_day_15_is_a_fraction_of_nucleated_cells(ask: Asking) -> None:
    # printed as "FCM % of nucleated cells"; §8 trap 2: "mismatch → annotate, do not convert"
    said = bfm(ask, amount("0.02", **FLOW, denominator="mononuclear_cells"), *BOTH)
    right = bfm(ask, amount("0.02", **FLOW, denominator="nucleated_cells"), *BOTH)

    assert "ASSAY_REQUIREMENT_NOT_MET" in said.flags
    assert right.group == ("SR", "final")
    assert "ASSAY_REQUIREMENT_NOT_MET" not in right.flags


@pytest.mark.parametrize("day", [71, 78, 92])
def test_window_of_day_78(ask: Asking, day: int) -> None:
    assert bfm(ask, D15, BOTH[0], amount("0.01", **{**TP2, "day": day})).assigned == "HR"


def test_day_78_is_before_protocol_m(ask: Asking) -> None:
    # §1.1: "d78 = before Protocol M"
    begun = {"kind": "phase_started", "name": "protocol_m", "on": str(STARTED + timedelta(77))}
    course = {"therapy_started_on": str(STARTED), "events": [begun]}
    on = {**TP2, "day": None, "on": str(STARTED + timedelta(78))}

    assert bfm(ask, D15, BOTH[0], amount("0.01", **on), course=course).assigned is None


def test_haemodilution_weakens_a_negative_and_not_a_positive(ask: Asking) -> None:
    thin = {**TP2, "quality": ["haemodilution_suspected"]}

    low = bfm(ask, D15, BOTH[0], negative(**thin))
    high = bfm(ask, D15, BOTH[0], amount("0.0005", **thin))

    assert (low.assigned, low.possible) == (None, {"SR", "MR", "HR"})
    assert high.assigned == "HR"


@pytest.mark.parametrize(
    "patient",
    [
        {"lineage": "T"},
        {"lineage": "MPAL"},
        {"genetics": {"BCR::ABL1": "detected"}},
        {"down_syndrome": "yes"},
        {"prior_remission": "yes"},
    ],
    ids=str,
)
def test_exclusions(ask: Asking, patient: Json) -> None:
    # printed as "1–17 y Ph−"; the table is one for B-ALL
    assert bfm(ask, D15, *BOTH, **patient).group == (None, "out_of_scope")


@pytest.mark.parametrize(
    ("years", "days", "is_in"), [(1, -1, 0), (1, 0, 1), (18, -1, 1), (18, 0, 0)]
)
def test_it_is_for_1_to_17_years(ask: Asking, years: int, days: int, is_in: int) -> None:
    said = bfm(ask, D15, *BOTH, **with_age_in_days(days, years))

    assert said.group == (("SR", "final") if is_in else (None, "out_of_scope"))
