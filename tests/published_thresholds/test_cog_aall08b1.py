"""Section 2.2.1, AALL08B1: the four branches, day-8 blood and day-29 marrow."""

from __future__ import annotations

import pytest

from tests.published_thresholds.cases import (
    BORDERS_1E_2,
    BORDERS_1E_4,
    COG,
    D8,
    D29,
    LOW_D8,
    LOW_D29,
    NCI_HIGH,
    NEUTRAL,
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


@pytest.mark.parametrize(
    ("patient", "below", "from_threshold"),
    [
        (NCI_HIGH, "HR", "VHR"),
        ({"wbc_10e9_per_L": "50"}, "HR", "VHR"),
        ({"age_years": "13"}, "VHR", "VHR"),
        ({}, "LR", "HR"),
        (NEUTRAL, "AR", "VHR"),
    ],
    ids=["nci-high", "white-cells", "13-years", "favourable", "neutral"],
)
@pytest.mark.parametrize(("fraction", "place"), beside(BORDERS_1E_4, (0, 1, 1)))
def test_cog_day_29(
    ask: Asking, patient: Json, below: str, from_threshold: str, place: int, fraction: str
) -> None:
    # 2 "NCI HR: D29 >=0.01 % → VHR; <0.01 %: age >=13 y → VHR, <13 y → HR"
    # 3 "SR + favourable: D29 >=0.01 % → HR"   4 "SR + neutral: D29 >=0.01 % → VHR"
    said = ask(COG, LOW_D8, amount(fraction, **D29), **patient)

    assert said.group == (from_threshold if place else below, "final")


@pytest.mark.parametrize(("fraction", "expected"), beside(BORDERS_1E_4, ("LR", "AR", "AR")))
@pytest.mark.parametrize(
    "genetics",
    [{}, {"ETV6::RUNX1": "not_detected", "double_trisomy_4_10": "detected"}],
    ids=["ETV6::RUNX1", "double-trisomy"],
)
def test_cog_day_8_blood_with_favourable_genetics(
    ask: Asking, genetics: Json, fraction: str, expected: str
) -> None:
    # 3 "D29 <0.01 %: D8 PB <0.01 % → LR, D8 PB >=0.01 % → AR"
    said = ask(COG, amount(fraction, **D8), LOW_D29, genetics=genetics)

    assert said.group == (expected, "final")


@pytest.mark.parametrize(("fraction", "expected"), beside(BORDERS_1E_2, ("AR", "HR", "HR")))
def test_cog_day_8_blood_with_neutral_genetics(ask: Asking, fraction: str, expected: str) -> None:
    # 4 "D29 <0.01 %: D8 PB <1 % → AR; D8 PB >=1 % → HR"
    assert ask(COG, amount(fraction, **D8), LOW_D29, **NEUTRAL).group == (expected, "final")


def test_cog_day_8_blood_does_not_matter_to_favourable_above_1_percent(ask: Asking) -> None:
    assert ask(COG, amount("0.5", **D8), LOW_D29).group == ("AR", "final")


@pytest.mark.parametrize(
    ("years", "days", "expected"),
    [
        (1, 0, "LR"),
        (10, -1, "LR"),
        (10, 0, "HR"),
        (13, -1, "HR"),
        (13, 0, "VHR"),
        (13, 1, "VHR"),
    ],
)
def test_cog_age_to_the_day(ask: Asking, years: int, days: int, expected: str) -> None:
    said = ask(COG, LOW_D8, LOW_D29, **with_age_in_days(days, years))

    assert said.group == (expected, "final")


@pytest.mark.parametrize(
    ("cells", "expected"), [("49.9", "LR"), ("50", "HR"), ("50.1", "HR")], ids=str
)
def test_cog_white_cells(ask: Asking, cells: str, expected: str) -> None:
    assert ask(COG, LOW_D8, LOW_D29, wbc_10e9_per_L=cells).group == (expected, "final")


@pytest.mark.parametrize(("fraction", "place"), beside(BORDERS_1E_2, (0, 1, 1)))
@pytest.mark.parametrize("years", [1, 4])
def test_cog_white_cells_that_are_not_known_decide_below_1_percent_only(
    ask: Asking, years: int, fraction: str, place: int
) -> None:
    # 2 "<0.01 %: age <13 y → HR"   4 "D29 <0.01 %: D8 PB <1 % → AR; D8 PB >=1 % → HR"
    child = {"age_years": str(years), "wbc_10e9_per_L": None, **NEUTRAL}
    said = ask(COG, amount(fraction, **D8), LOW_D29, **child)

    if place:
        assert said.group == ("HR", "final")
    else:
        assert said.possible == {"AR", "HR"}
        assert said.assigned is None


def test_cog_white_cells_that_are_not_known_decide_with_other_genetics(ask: Asking) -> None:
    # 3 "D8 PB >=0.01 % → AR" where they are few, 2 "<13 y → HR" where they are many
    said = ask(COG, amount("1", **D8), LOW_D29, wbc_10e9_per_L=None)

    assert said.possible == {"AR", "HR"}


@pytest.mark.parametrize(
    ("patient", "is_vhr_possible"),
    [
        ({"modal_chromosome_number": 43}, 1),
        ({"modal_chromosome_number": 44}, 0),
        ({"modal_chromosome_number": 45}, 0),
        ({"dna_index": "0.809999999"}, 1),
        ({"dna_index": "0.81"}, 0),
        ({"genetics": {"KMT2A-r": "detected"}}, 1),
        ({"genetics": {"iAMP21": "detected"}}, 1),
        ({"genetics": {"iAMP21": "not_tested"}}, 1),
    ],
)
def test_cog_list_of_unfavourable_characteristics(
    ask: Asking, patient: Json, is_vhr_possible: int
) -> None:
    # 1 "Any unfavourable characteristic → VHR (List from general knowledge, B)": B never assigns
    said = ask(COG, LOW_D8, LOW_D29, **patient)

    assert ("VHR" in said.possible) is bool(is_vhr_possible)
    assert (said.assigned == "LR") is not bool(is_vhr_possible)
    assert said.assigned != "VHR"


@pytest.mark.parametrize("patient", [{"cns": "CNS3"}, {"testicular": "yes"}])
def test_cog_cns3_and_testicular_disease_are_not_low_or_average(
    ask: Asking, patient: Json
) -> None:
    """Published: CNS3/testicular → not LR/AR (B)."""
    said = ask(COG, LOW_D8, LOW_D29, **patient)

    assert said.assigned is None


@pytest.mark.parametrize(
    "missing",
    [
        (),
        (amount("1e-5", day=8),),
        (amount("1e-5", specimen="PB", day=8, method="ig_tr_pcr"),),
        (says("not_evaluable", **D8),),
        (says("pending", **D8),),
        (amount("1e-5", specimen="PB", day=10),),
        (negative("1e-3", **D8),),
        (negative(None, **D8),),
    ],
    ids=["absent", "marrow", "pcr", "failed", "pending", "day-10", "1e-3", "unstated"],
)
def test_cog_without_day_8_blood_it_is_never_low_risk(
    ask: Asking, missing: tuple[Json, ...]
) -> None:
    """Published: D8 missing → cannot be LR (B); D8 is peripheral blood … never interchange."""
    said = ask(COG, *missing, LOW_D29)

    assert said.assigned is None
    assert said.possible == {"LR", "AR"}


@pytest.mark.parametrize(
    "missing",
    [
        (),
        (amount("1e-5", **D29, specimen="PB"),),
        (says("not_evaluable", **D29),),
        (negative("0.000100001", **D29),),
        (negative(None, **D29),),
        (amount("1e-5", day=27),),
        (amount("1e-5", day=37),),
    ],
    ids=["absent", "blood", "failed", "insensitive", "unstated", "day-27", "day-37"],
)
def test_cog_without_day_29_marrow_nothing_low_is_assigned(
    ask: Asking, missing: tuple[Json, ...]
) -> None:
    # "no default published here"; §1.1: "d29 −1/+7"
    said = ask(COG, LOW_D8, *missing)

    assert said.assigned is None
    assert {"LR", "HR"} <= said.possible


@pytest.mark.parametrize("day", [28, 36])
def test_cog_window_of_day_29(ask: Asking, day: int) -> None:
    assert ask(COG, LOW_D8, amount("1e-5", day=day)).group == ("LR", "final")


@pytest.mark.parametrize(
    ("limit", "assigned"), [("0.00005", "LR"), ("0.0001", "LR"), ("0.000100001", None)]
)
def test_cog_positive_below_the_quantitative_range_on_day_29(
    ask: Asking, limit: str, assigned: str | None
) -> None:
    # §5: fires only if every value of the interval satisfies it; (0, QR) is open above
    said = ask(COG, LOW_D8, below_range(limit, **D29))

    assert said.assigned == assigned
    assert "POSITIVE_BELOW_LLOQ" in said.flags
    if assigned is None:
        assert said.possible == {"LR", "HR"}


def test_cog_a_negative_at_the_threshold_excludes_it(ask: Asking) -> None:
    """Published: Decided. … a negative with s = 1e-4 answers >= 1e-4 with NO."""
    assert ask(COG, negative("1e-4", **D8), negative("1e-4", **D29)).group == ("LR", "final")


@pytest.mark.parametrize("order", [1, -1])
@pytest.mark.parametrize("place", [D29, {"timepoint": "D29"}], ids=["day", "name"])
def test_cog_two_results_of_one_day_that_disagree_assign_nothing(
    ask: Asking, place: Json, order: int
) -> None:
    # §8 trap 21: of repeats the *last* evaluable one counts; on one day there is no last one, and
    # the order in the file is not an order in time
    pair = (amount("1e-5", **place), amount("0.01", **place))[::order]

    assert ask(COG, LOW_D8, *pair).assigned is None


def test_cog_a_repeat_on_a_later_day_counts(ask: Asking) -> None:
    assert ask(COG, LOW_D8, amount("0.01", day=29), amount("1e-5", day=30)).assigned == "LR"


@pytest.mark.parametrize("lineage", ["T", "MPAL"])
def test_cog_is_for_b_lineage(ask: Asking, lineage: str) -> None:
    assert ask(COG, LOW_D8, LOW_D29, lineage=lineage).group == (None, "out_of_scope")


def test_cog_induction_failure_is_unfavourable(ask: Asking) -> None:
    # "induction failure M3 D29" (list B); §1: M3 is >25 %
    at, above = (ask(COG, smear(one, 29), **NCI_HIGH) for one in ("25", "25.00001"))

    assert "VHR" in above.possible
    assert at.assigned is above.assigned is None
