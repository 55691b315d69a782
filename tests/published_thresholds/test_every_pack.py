"""What holds in every pack: marrow classes, exclusions, and that knowing more never re-opens."""

from __future__ import annotations

import random
from typing import Any

import pytest

from tests.published_thresholds.cases import (
    ABOVE_25,
    AFTER_IM1,
    BASES,
    BELOW_5,
    BFM,
    CCG,
    COG,
    D8,
    D29,
    EOC,
    EOI,
    FROM_5,
    GENERIC,
    KSPHO,
    LOW_EOC,
    LOW_EOI,
    TP1,
    TP2,
    UP_TO_25,
    Asking,
    Json,
    amount,
    below_range,
    count,
    negative,
    smear,
)


@pytest.mark.parametrize("pack", [GENERIC, BFM, CCG, COG, KSPHO])
@pytest.mark.parametrize(
    ("percent", "expected"),
    [
        *((value, "M1") for value in BELOW_5),
        *((value, "M2") for value in (*FROM_5, *UP_TO_25)),
        *((value, "M3") for value in ABOVE_25),
    ],
)
def test_marrow_class(ask: Asking, pack: str, percent: str, expected: str) -> None:
    said = ask(pack, smear(percent, 15))

    assert said.flags & {"M1", "M2", "M3"} == {expected}


@pytest.mark.parametrize("pack", [GENERIC, BFM, CCG, COG, KSPHO])
def test_blood_has_no_marrow_class(ask: Asking, pack: str) -> None:
    assert not ask(pack, smear("40", 15, specimen="PB")).flags & {"M1", "M2", "M3"}


@pytest.mark.parametrize("pack", [BFM, CCG, COG, KSPHO])
@pytest.mark.parametrize(
    "patient",
    [{"down_syndrome": "yes"}, {"age_years": "0.99"}],
    ids=["down-syndrome", "infant"],
)
def test_down_syndrome_and_infants_get_no_group(ask: Asking, pack: str, patient: Json) -> None:
    # §2.7: "DS is a modifier that suppresses automatic assignment"; §6: exclusions first
    said = ask(pack, course={"study": "ccg-1961"} if pack == CCG else None, **patient)

    assert said.group == (None, "out_of_scope")


@pytest.mark.parametrize("pack", [BFM, CCG, COG, KSPHO])
def test_a_relapse_is_not_in_a_front_line_protocol(ask: Asking, pack: str) -> None:
    # §6: "1. Exclusions (infant, Ph+, mature B, relapse, DS if no branch) → OUT_OF_SCOPE"
    said = ask(pack, course={"study": "ccg-1961"} if pack == CCG else None, prior_remission="yes")

    assert said.group == (None, "out_of_scope")


@pytest.mark.parametrize("pack", [BFM, COG, KSPHO])
def test_ph_positive_leaves_the_protocol(ask: Asking, pack: str) -> None:
    assert ask(pack, genetics={"BCR::ABL1": "detected"}).group == (None, "out_of_scope")


COMPLETE: dict[str, tuple[Json, tuple[tuple[Json, ...], ...]]] = {
    BFM: (
        {},
        (
            tuple(count(one) for one in ("999", "1000")),
            tuple(smear(one, 33) for one in ("4", "5")),
            (negative(**TP1), amount("0.001", **TP1), negative("1e-3", **TP1)),
            (
                negative(**TP2),
                amount("0.001", **TP2),
                negative(**{**TP2, "markers": 1}),
                below_range("1e-2", **TP2),
            ),
            (amount("0.05", day=15), smear("30", 15)),
        ),
    ),
    CCG: (
        {"study": "ccg-1952"},
        (
            tuple(smear(one, 7) for one in ("4", "5", "6", "26")),
            tuple(smear(one, 14) for one in ("2", "25", "26")),
            tuple(smear(one, 28) for one in ("2", "6")),
        ),
    ),
    COG: (
        {},
        (
            (amount("1e-5", **D8), amount("0.001", **D8), amount("0.5", **D8)),
            (amount("1e-5", **D29), amount("0.01", **D29), negative("1e-3", **D29)),
            tuple(smear(one, 29) for one in ("2", "40")),
        ),
    ),
    KSPHO: (
        {},
        (
            (LOW_EOI, amount("0.01", **EOI)),
            (LOW_EOC, amount("0.01", **EOC), negative("1e-3", **EOC)),
            (amount("1e-5", **AFTER_IM1), amount("0.01", **AFTER_IM1)),
        ),
    ),
}
CHANGES: tuple[Json, ...] = (
    {},
    {"age_years": "10"},
    {"age_years": "13"},
    {"wbc_10e9_per_L": "50"},
    {"cns": "CNS3"},
    {"genetics": {"KMT2A::AFF1": "detected", "KMT2A-r": "detected"}},
    {"genetics": {"ETV6::RUNX1": "not_detected"}},
    {"modal_chromosome_number": 43},
    {"lineage": "T"},
)


@pytest.mark.parametrize("pack", [BFM, CCG, COG, KSPHO])
@pytest.mark.parametrize("seed", range(12))
def test_adding_information_never_reopens_a_group(ask: Asking, pack: str, seed: int) -> None:
    dice = random.Random(f"{pack} {seed}")  # noqa: S311 - the same cases in every run
    course, choices = COMPLETE[pack]
    change = dice.choice(CHANGES)
    genetics = {**BASES[pack]["genetics"], **change.get("genetics", {})}
    facts: list[tuple[str, str, Any]] = [
        *(
            ("patient", name, value)
            for name, value in {**BASES[pack], **change}.items()
            if name != "genetics"
        ),
        *(("genetics", name, value) for name, value in genetics.items()),
        *(("result", "", dice.choice(one)) for one in choices),
    ]
    dice.shuffle(facts)

    patient: Json = {"genetics": {}}
    case: Json = {"patient": patient, "course": course, "results": []}
    earlier = ask.of(pack, case)
    for kind, name, value in facts:
        if kind == "result":
            case["results"].append(value)
        elif kind == "genetics":
            patient["genetics"][name] = value
        else:
            patient[name] = value
        later = ask.of(pack, case)
        if earlier.status in ("out_of_scope", "published_gap"):
            assert later.status == earlier.status, (kind, name, value)
        assert later.possible <= earlier.possible, (kind, name, value)
        if earlier.assigned is not None and later.status != "out_of_scope":
            assert later.assigned == earlier.assigned, (kind, name, value)
        earlier = later
