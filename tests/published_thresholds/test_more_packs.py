"""What holds in each of these packs: adding information never re-opens a group."""

from __future__ import annotations

import random
from typing import Any

import pytest

from tests.published_thresholds.cases import (
    TP1,
    TP2,
    Asking,
    Json,
    amount,
    below_range,
    count,
    negative,
    says,
    smear,
)
from tests.published_thresholds.more_children import (
    AALL1331,
    BFM_2009,
    CHILDREN,
    INTERFANT,
    JACLS,
    PREDNISONE,
    R3,
)

Choices = tuple[tuple[Json, ...], ...]
COUNTS = tuple(count(one) for one in ("999", "1000"))
SMEARS_33 = tuple(smear(one, 33) for one in ("4", "5", "30"))
EOI = {"day": 35, "method": "ig_tr_pcr"}
END = {"day": 35}
PACKS: dict[str, tuple[Json, Choices]] = {
    PREDNISONE: ({}, (COUNTS,)),
    JACLS: ({}, (COUNTS, tuple(smear(one, 15) for one in ("25", "26")), SMEARS_33)),
    BFM_2009: (
        {},
        (
            COUNTS,
            SMEARS_33,
            (amount("0.0001", day=15), amount("0.02", day=15), amount("0.1", day=15)),
            (negative(**TP1), amount("0.001", **TP1), says("not_evaluable", **TP1)),
            (
                negative(**TP2),
                amount("0.0005", **TP2),
                below_range("0.01", **TP2),
                says("not_evaluable", **TP2),
            ),
        ),
    ),
    INTERFANT: ({}, (COUNTS,)),
    R3: ({}, ((amount("0.0001", **EOI), negative("0.001", **EOI), amount("1e-5", **EOI)),)),
    AALL1331: (
        {"study": "aall1331-late"},
        ((amount("0.001", **END), amount("1e-5", **END)), (smear("2", 35), smear("26", 35))),
    ),
}
CHANGES: tuple[Json, ...] = (
    {},
    {"age_years": "10"},
    {"wbc_10e9_per_L": "300"},
    {"genetics": {"KMT2A::AFF1": "detected", "KMT2A-r": "detected"}},
    {"modal_chromosome_number": 43},
    {"lineage": "T"},
)


@pytest.mark.parametrize("pack", list(PACKS))
@pytest.mark.parametrize("seed", range(12))
def test_adding_information_never_reopens_a_group(ask: Asking, pack: str, seed: int) -> None:
    dice = random.Random(f"{pack} {seed}")  # noqa: S311 - the same cases in every run
    course, choices = PACKS[pack]
    change = dice.choice(CHANGES)
    usual = {**CHILDREN[pack], **change}
    genetics = {**CHILDREN[pack]["genetics"], **change.get("genetics", {})}
    facts: list[tuple[str, str, Any]] = [
        *(("patient", name, value) for name, value in usual.items() if name != "genetics"),
        *(("genetics", name, value) for name, value in genetics.items()),
        *(("course", name, value) for name, value in course.items()),
        *(("result", "", dice.choice(one)) for one in choices),
    ]
    dice.shuffle(facts)

    patient: Json = {"genetics": {}}
    case: Json = {"patient": patient, "course": {}, "results": []}
    places = {"patient": patient, "genetics": patient["genetics"], "course": case["course"]}
    earlier = ask.of(pack, case)
    for kind, name, value in facts:
        if kind == "result":
            case["results"].append(value)
        else:
            places[kind][name] = value
        later = ask.of(pack, case)
        if earlier.status in ("out_of_scope", "published_gap"):
            assert later.status == earlier.status, (kind, name, value)
        assert later.possible <= earlier.possible, (kind, name, value)
        if earlier.assigned is not None and later.status != "out_of_scope":
            assert later.assigned == earlier.assigned, (kind, name, value)
        earlier = later


@pytest.mark.parametrize("pack", [JACLS, BFM_2009, INTERFANT, R3, AALL1331])
def test_nothing_known_assigns_nothing(ask: Asking, pack: str) -> None:
    said = ask.of(pack, {"patient": {}, "course": {}, "results": []})

    assert said.assigned is None
    assert said.status == "indeterminate"
    assert said.needs
