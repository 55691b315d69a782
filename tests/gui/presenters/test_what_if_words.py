"""What is tried and what would follow, in words."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from mrdtracker.domain.days import DayConvention
from mrdtracker.domain.finding import GroupStatus
from mrdtracker.domain.truth import Truth
from mrdtracker.domain.vocabulary import LesionState, Lineage, Method, Quality
from mrdtracker.gui.presenters.what_if_words import (
    answer_lines,
    change_lines,
    fact_text,
    result_words,
    smallest_text,
)
from mrdtracker.services.demo import demo_cases
from mrdtracker.services.smallest_changes import Effect, Outcome, SmallestChange
from mrdtracker.services.what_if import (
    FactChange,
    LesionChange,
    ResultChange,
    ResultLeftOut,
    Scratch,
    WhatIf,
)
from tests.builders import a_case, a_result, quantified
from tests.gui.ward import bundled_rules

DAY_ONE = DayConvention(1)
CASE = a_case([a_result(key="one")])


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (FactChange("wbc_10e9_per_l", Decimal(60)), "White cells, 10⁹/L: 30.5 → 60"),
        (FactChange("lineage", Lineage.T), "Lineage: B lineage → T lineage"),
        (FactChange("etp", Truth.NO), "ETP immunophenotype: not stated → no"),
        (FactChange("study", "ccg-1952"), "Study variant: not stated → ccg-1952"),
        (
            FactChange("therapy_started_on", date(2025, 3, 4)),
            "First dose: 03 Mar 2025 → 04 Mar 2025",
        ),
        (
            LesionChange("BCR::ABL1", LesionState.DETECTED),
            "BCR::ABL1: not tested → detected",
        ),
        (ResultLeftOut("one"), "Left out: D15 BM flow 0.05 %"),
        (
            ResultChange(a_result(key="one", value=quantified("0.2"), markers=2)),
            "D15 BM flow 0.05 % → D15 BM flow 20 %, 2 markers",
        ),
        (
            ResultChange(a_result(key="more", quality=(Quality.CLOTTED,))),
            "Added: D15 BM flow 0.05 %, clotted",
        ),
    ],
)
def test_each_change_stands_beside_the_record(change, words: str) -> None:
    lines = change_lines(Scratch.of(CASE).trying(change), DAY_ONE)

    assert [line.text for line in lines] == [words]


def test_nothing_is_not_stated() -> None:
    assert fact_text(None) == fact_text(Truth.UNKNOWN) == "not stated"
    assert fact_text(7) == "7"


def _what_if(code: str) -> WhatIf:
    case = next(case for case in demo_cases() if case.patient_id == code)
    return WhatIf(bundled_rules(), case, ("generic-definitions",))


def test_group_before_and_after_with_the_findings_that_differ() -> None:
    what_if = _what_if("DEMO-03")
    smear = next(one for one in what_if.scratch.case.results if one.method.value == "morphology")

    own, general = answer_lines(
        what_if.answer([ResultChange(replace(smear, value=quantified("0.3")))])
    )

    assert (own.before.word, own.after.word) == ("MR · final", "HR · final")
    assert any(line.startswith("+ ✓") for line in own.news)
    assert any(line.startswith("− ✓ Medium risk") for line in own.news)
    assert "+ ✓ M3 marrow: 30 % > 25 %." in general.news


def test_a_pack_that_stays_as_it_is_is_not_listed() -> None:
    assert len(answer_lines(_what_if("DEMO-03").answer([]))) == 1


def test_what_is_still_possible_and_what_it_needs() -> None:
    (line,) = answer_lines(_what_if("DEMO-05").answer([]))

    assert line.standing[0] == "Possible: AR or VHR"
    assert any(one.startswith("Needs: BM flow at D29") for one in line.standing)


def test_a_pack_in_force_only_here_or_only_there_says_so() -> None:
    lines = answer_lines(_what_if("DEMO-03").answer([FactChange("pack", "cog-aall08b1")]))

    assert lines[0].before.word == "not asked"
    assert lines[-1].after.word == "not asked"


def test_two_targets_of_one_tube_are_told_apart() -> None:
    one = a_result(method=Method.IG_TR_PCR, target="IGH VH3-JH4")

    words = result_words(one, a_case([one]), DayConvention(1))

    assert words == "D15 BM IG/TR PCR IGH VH3-JH4 0.05 %"


def test_a_smallest_change_stands_on_lines_of_its_own() -> None:
    change = SmallestChange(
        (),
        Outcome(GroupStatus.FINAL, "HR"),
        Effect.SETTLES,
        ("a D33 marrow (flow) ≥ 0.1 %", "the D8 blood (blast count) ≥ 1000 /µL"),
    )

    assert smallest_text(change).split("\n") == [
        "A D33 marrow (flow) ≥ 0.1\u00a0%",
        "The D8 blood (blast count) ≥ 1000\u00a0/µL",
        "→ HR final",
    ]
    assert change.sentence == (
        "a D33 marrow (flow) ≥ 0.1 % and the D8 blood (blast count) ≥ 1000 /µL → HR final"
    )
