"""Section 2.1, CCG-1882, CCG-1961 and CCG-1952; the first dose is day 0."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.published_thresholds.cases import (
    ABOVE_25,
    BELOW_5,
    CCG,
    FROM_5,
    STARTED,
    UP_TO_25,
    Asking,
    Json,
    smear,
    with_age_in_days,
)

STUDY_1952 = {"course": {"study": "ccg-1952"}, "age_years": "4"}


@pytest.mark.parametrize("study", ["ccg-1882", "ccg-1961"])
@pytest.mark.parametrize(
    ("percent", "expected"),
    [*((value, "RER") for value in UP_TO_25), *((value, "SER") for value in ABOVE_25)],
)
def test_ccg_day_7(ask: Asking, study: str, percent: str, expected: str) -> None:
    """Published: <=25 % RER; >25 % SER."""
    said = ask(CCG, smear(percent, 7), course={"study": study})

    assert said.group == (expected, "final")


@pytest.mark.parametrize(
    "missing",
    [
        (),
        (smear("2", 7, specimen="PB"),),
        (smear("2", 7, state="not_evaluable", value=None, unit=None),),
        (smear("2", 9),),
        (smear("2", 5),),
        (smear("2", 7, method="flow"),),
    ],
    ids=["absent", "blood", "not-evaluable", "day-9", "day-5", "flow"],
)
def test_ccg_without_a_day_7_marrow(ask: Asking, missing: tuple[Json, ...]) -> None:
    # "repeat; no published default"
    said = ask(CCG, *missing, course={"study": "ccg-1961"})

    assert (said.assigned, said.possible) == (None, {"RER", "SER"})


def test_ccg_day_7_is_the_same_marrow_as_day_8_of_cog(ask: Asking) -> None:
    # §1.1: "the same marrow is day 7 … and Day 8 in the later text"; first dose is day 0 here
    on = str(STARTED + timedelta(days=7))
    course = {"study": "ccg-1961", "therapy_started_on": str(STARTED)}
    dated = {"on": on, "day": None}

    seven = ask(CCG, {**smear("26", 7), **dated, "day": 7}, course=course)
    eight = ask(CCG, {**smear("26", 7), **dated, "day": 8}, course=course)
    said_by_cog = ask(
        CCG, {**smear("26", 7), **dated, "day": 8, "first_dose_day": 1}, course=course
    )

    assert seven.assigned == "SER"
    assert eight.assigned is None
    assert "MANUAL_REVIEW" in eight.flags
    assert said_by_cog.assigned == "SER"


@pytest.mark.parametrize(
    ("years", "days", "is_in"), [(1, -1, 0), (1, 0, 1), (22, -1, 1), (22, 0, 0)]
)
def test_ccg_1961_is_for_1_to_21_years(ask: Asking, years: int, days: int, is_in: int) -> None:
    said = ask(CCG, smear("2", 7), course={"study": "ccg-1961"}, **with_age_in_days(days, years))

    assert said.group == (("RER", "final") if is_in else (None, "out_of_scope"))


@pytest.mark.parametrize("percent", BELOW_5)
def test_ccg_1952_day_7_m1_needs_no_day_14(ask: Asking, percent: str) -> None:
    assert ask(CCG, smear(percent, 7), **STUDY_1952).group == ("M1_D7", "final")


def test_ccg_1952_exactly_5_percent_is_in_no_published_sentence(ask: Asking) -> None:
    # "D14 only if D7 >5 %", "D14 not needed if D7 M1" and M1 is <5 %
    said = ask(CCG, smear("5", 7), smear("2", 14), **STUDY_1952)

    assert said.group == (None, "boundary_undefined")
    assert "BOUNDARY_UNDEFINED" in said.flags


@pytest.mark.parametrize("percent", ["5.00001", "6"])
def test_ccg_1952_above_5_percent_needs_day_14(ask: Asking, percent: str) -> None:
    said = ask(CCG, smear(percent, 7), **STUDY_1952)

    assert (said.assigned, said.possible) == (None, {"D14_REQUIRED", "AUGMENTED"})
    assert any("D14" in need for need in said.needs)


@pytest.mark.parametrize(
    ("percent", "expected"),
    [
        *((value, "D14_REQUIRED") for value in UP_TO_25),
        *((value, "AUGMENTED") for value in ABOVE_25),
    ],
)
def test_ccg_1952_day_14(ask: Asking, percent: str, expected: str) -> None:
    """Published: D14 >25 % (M3) … → daunomycin D19 + augmented."""
    said = ask(CCG, smear("30", 7), smear(percent, 14), **STUDY_1952)

    assert said.group == (expected, "final")


@pytest.mark.parametrize(
    ("patient", "is_augmented"),
    [
        ({"modal_chromosome_number": 44}, 1),
        ({"modal_chromosome_number": 45}, 0),
        ({"modal_chromosome_number": 46}, 0),
        ({"genetics": {"BCR::ABL1": "detected"}}, 1),
        ({"genetics": {"KMT2A::AFF1": "detected"}}, 1),
        ({"genetics": {"KMT2A-r": "detected"}}, 0),
    ],
)
def test_ccg_1952_genetics(ask: Asking, patient: Json, is_augmented: int) -> None:
    """Published: or t(9;22), t(4;11), hypodiploid <45."""
    said = ask(CCG, smear("2", 7), **STUDY_1952, **patient)

    assert said.assigned == ("AUGMENTED" if is_augmented else "M1_D7")


def test_ccg_1952_unknown_genetics_keep_augmentation_possible(ask: Asking) -> None:
    said = ask(CCG, smear("2", 7), **STUDY_1952, genetics={"BCR::ABL1": "not_tested"})

    assert (said.assigned, said.possible) == (None, {"M1_D7", "AUGMENTED"})


def test_ccg_without_a_study_nothing_is_assigned(ask: Asking) -> None:
    assert ask(CCG, smear("2", 7)).assigned is None


@pytest.mark.parametrize(
    ("percent", "is_no_cr"),
    [*((one, 0) for one in BELOW_5), *((one, 1) for one in FROM_5)],
)
def test_ccg_day_28(ask: Asking, percent: str, is_no_cr: int) -> None:
    """Published: non-M1 at D28 = failure track."""
    said = ask(CCG, smear(percent, 28), course={"study": "ccg-1882"})

    assert ("NO_CR" in said.flags) is bool(is_no_cr)
