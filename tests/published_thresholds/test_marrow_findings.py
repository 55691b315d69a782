"""Sections 1 and 8: marrow classes, and trap 4, in the packs of Asia and the UK and in relapse."""

from __future__ import annotations

import pytest

from tests.published_thresholds.cases import Answers, Asking, Json, amount, smear

PACKS = (
    "pdl-relapse",
    "ma-spore-all-2003",
    "icicle-all-14",
    "china-2010",
    "china-2018",
    "ukall-2003",
)


def about(ask: Asking, pack: str, *results: Json) -> Answers:
    return ask.of(pack, {"patient": {}, "course": {}, "results": [*results]})


@pytest.mark.parametrize("pack", PACKS)
@pytest.mark.parametrize(
    ("percent", "expected"),
    [
        ("4.99999", "m1"),
        ("5", "m2"),
        ("5.00001", "m2"),
        ("25", "m2"),
        ("25.00001", "m3"),
    ],
)
def test_marrow_class(ask: Asking, pack: str, percent: str, expected: str) -> None:
    """Published: <5 %; 5 % to 25 %, both ends inclusive; >25 %."""
    said = about(ask, pack, smear(percent, 15))

    assert {rule for rule in said.rules if rule in ("m1", "m2", "m3")} == {expected}


@pytest.mark.parametrize("pack", PACKS)
@pytest.mark.parametrize(
    ("percent", "is_told"), [("4.99999", 0), ("5", 1), ("15", 1), ("15.00001", 0)]
)
def test_5_to_15_percent_without_flow_is_to_be_confirmed(
    ask: Asking, pack: str, percent: str, is_told: int
) -> None:
    # trap 4: "Morphology 5–15 % "blasts" at d29–42 … without flow → CONFIRM BY FLOW"
    day = 29 if pack == "ukall-2003" else 33
    said = about(ask, pack, smear(percent, day))

    assert ("confirm-by-flow" in said.rules) is bool(is_told)


@pytest.mark.parametrize(("day", "is_told"), [(28, 0), (29, 1)])
def test_it_is_asked_from_day_29_on(ask: Asking, day: int, is_told: int) -> None:
    for pack in ("pdl-relapse", "ukall-2003"):
        assert ("confirm-by-flow" in about(ask, pack, smear("7", day)).rules) is bool(is_told)


@pytest.mark.parametrize("pack", PACKS)
def test_flow_of_the_same_marrow_is_the_confirmation(ask: Asking, pack: str) -> None:
    day = 29 if pack == "ukall-2003" else 33
    said = about(ask, pack, smear("7", day), amount("0.001", day=day))

    assert "confirm-by-flow" not in said.rules
