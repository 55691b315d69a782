"""Section 3, COG AALL1331: groups of certainty B shown only; "positive" >= 0.01 % is active."""

from __future__ import annotations

from typing import Any

import pytest

from tests.published_thresholds.cases import (
    ABOVE_25,
    BORDERS_1E_3,
    BORDERS_1E_4,
    UP_TO_25,
    Answers,
    Asking,
    Json,
    amount,
    beside,
    negative,
    smear,
)
from tests.published_thresholds.more_children import AALL1331, child

END = {"day": 35}
M1 = smear("2", 35)
LATE, EARLY = {"study": "aall1331-late"}, {"study": "aall1331-early"}


def late(ask: Asking, *results: Json, **changes: Any) -> Answers:
    return child(ask, AALL1331, *results, course=LATE, **changes)


@pytest.mark.parametrize(("fraction", "expected"), beside(BORDERS_1E_3, ("LR", "IR", "IR")))
def test_late_relapse(ask: Asking, fraction: str, expected: str) -> None:
    # printed as "Late …: MRD <0.1 % LR, >=0.1 % IR" (B): possible, never assigned
    said = late(ask, amount(fraction, **END), M1)

    assert said.group == (None, "indeterminate")
    assert said.possible == {expected}
    assert "MANUAL_REVIEW" in said.flags


@pytest.mark.parametrize("fraction", ["0.00001", "0.3"])
def test_early_relapse_is_high_risk_at_any_mrd(ask: Asking, fraction: str) -> None:
    said = child(ask, AALL1331, amount(fraction, **END), M1, course=EARLY)

    assert (said.assigned, said.possible) == (None, {"HR"})


@pytest.mark.parametrize(
    ("percent", "is_failure"), [*((one, 0) for one in UP_TO_25), *((one, 1) for one in ABOVE_25)]
)
def test_m3_is_treatment_failure(ask: Asking, percent: str, is_failure: int) -> None:
    # printed as "M3/EM failure = treatment failure"
    said = late(ask, smear(percent, 35), amount("0.3", **END))

    assert ("TREATMENT_FAILURE" in said.possible) is bool(is_failure)
    assert said.assigned is None


@pytest.mark.parametrize(("fraction", "is_positive"), beside(BORDERS_1E_4, (0, 1, 1)))
def test_positive_after_block_1(ask: Asking, fraction: str, is_positive: int) -> None:
    # printed as 'Reporting cut for "MRD positive after Block 1" >=0.01 %' (A)
    said = late(ask, amount(fraction, **END), M1)

    assert ("MRD_POSITIVE" in said.flags) is bool(is_positive)
    assert said.rules["mrd-positive-after-block-1"] == ("yes" if is_positive else "no")


@pytest.mark.parametrize(
    "result",
    [
        amount("0.5", **END, specimen="PB"),
        amount("0.5", **END, method="ig_tr_pcr"),
        amount("0.5", day=28),
        amount("0.5", day=43),
        negative(None, **END),
    ],
    ids=str,
)
def test_what_answers_nothing(ask: Asking, result: Json) -> None:
    said = late(ask, result, M1)

    assert said.possible == {"LR", "IR"}
    assert said.rules["mrd-positive-after-block-1"] == "unknown"
    assert "MRD_POSITIVE" not in said.flags


def test_a_negative_excludes_what_it_reached(ask: Asking) -> None:
    said = late(ask, negative("0.001", **END), M1)

    assert said.possible == {"LR"}
    assert said.rules["mrd-positive-after-block-1"] == "unknown"


def test_time_of_relapse_not_stated(ask: Asking) -> None:
    said = child(ask, AALL1331, amount("0.0001", **END), M1)

    assert (said.assigned, said.possible) == (None, {"LR", "HR"})


@pytest.mark.parametrize("patient", [{"prior_remission": "no"}, {"down_syndrome": "yes"}])
def test_exclusions(ask: Asking, patient: Json) -> None:
    assert late(ask, amount("0.01", **END), M1, **patient).group == (None, "out_of_scope")
