"""Marrow classes and "confirm by flow" in every pack that has them, on and beside each threshold.

M1 below 5 %, M2 from 5 to 25 %, M3 above 25 %; 5 to 15 % from day 29 on may be regenerating
precursors. Written down from the sources, not from the packs.
"""

from decimal import Decimal

import pytest

from mrdtracker.domain.case_file import read_case
from mrdtracker.domain.truth import Truth
from mrdtracker.rules.engine import evaluate

ASKED = {"m1", "m2", "m3", "confirm-by-flow"}
PERCENTS = [
    point + step
    for point in (Decimal(5), Decimal(15), Decimal(25))
    for step in (Decimal("-1e-7"), Decimal(0), Decimal("1e-7"))
]
DAYS = (7, 8, 14, 15, 22, 28, 29, 30, 33, 42, 78)


def blasts(percent, day):
    result = {"day": day, "specimen": "BM", "method": "morphology", "state": "quantified"}
    return {
        "format": "mrdtracker-case/1",
        "patient": {"lineage": "B", "age_years": "5"},
        "course": {},
        "results": [{**result, "value": str(percent), "unit": "%"}],
    }


def expected(percent, day):
    marrow = "m1" if percent < 5 else "m3" if percent > 25 else "m2"
    needs_flow = day >= 29 and 5 <= percent <= 15
    return {marrow, "confirm-by-flow"} if needs_flow else {marrow}


def test_a_marrow_is_classed_at_each_percentage_on_each_day_that_a_protocol_asks_for(packs):
    wrong, classed = [], set()
    for name, pack in packs.items():
        offered = ASKED & {one.text.id for one in pack.findings}
        for day in DAYS if offered else ():
            for percent in PERCENTS:
                found = evaluate(pack, read_case(blasts(percent, day))).findings
                said = {one.rule for one in found if one.answer is Truth.YES}
                if "out-of-window" in said:
                    assert not said & ASKED
                    break
                classed.add(name)
                if said & ASKED != expected(percent, day) & offered:
                    wrong.append((name, day, percent, said))

    assert wrong == []
    assert classed == {name for name in packs if name != "post-transplant-and-car-t"}


@pytest.mark.parametrize(("age", "says"), [("9.99", True), ("10", False), ("10.01", False)])
def test_steroids_before_the_count_matter_below_ten_years_only(packs, age, says):
    case = blasts(Decimal(1), 8)
    case["patient"] |= {"age_years": age, "steroid_pretreatment": "yes"}

    found = evaluate(packs["kspho-hr-2024"], read_case(case)).findings

    rules = {one.rule for one in found if one.answer is Truth.YES}
    assert ("steroid-pretreatment-rule" in rules) is says
