"""Assess of one case within 2 ms once the packs are loaded."""

from __future__ import annotations

import statistics

import pytest

from mrdtracker.services.demo import demo_cases
from mrdtracker.services.rulebook import RuleBook
from tests.benchmarks.measuring import Figure, seconds_of

pytestmark = pytest.mark.benchmark
LIMIT_SECONDS = 0.002
ROUNDS = 50


def test_assess_of_one_case() -> None:
    rules = RuleBook()
    cases = [(case, case.course.pack or "") for _, case in demo_cases()]
    load = seconds_of(lambda: rules.packs)

    medians = {
        case.patient_id: statistics.median(
            seconds_of(lambda case=case, pack=pack: rules.assess(case, pack))
            for _ in range(ROUNDS)
        )
        for case, pack in cases
    }

    slowest = max(medians, key=lambda code: medians[code])
    Figure(
        "assess one case, slowest of the demo",
        medians[slowest],
        LIMIT_SECONDS,
        "s",
        {"case": slowest, "load_and_check_all_packs_s": round(load, 3), "packs": len(rules.packs)},
    ).report()
