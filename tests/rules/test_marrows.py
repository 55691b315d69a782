"""The marrows after a remission: what was measured of each, in time."""

from datetime import date
from functools import partial

import pytest

from mrdtracker.domain.truth import Truth
from tests.rules.cases import result
from tests.rules.relapse_cases import pcr, relapse_view


@pytest.fixture
def view(packs):
    return partial(relapse_view, packs)


@pytest.mark.parametrize("state", ["pending", "not_evaluable"])
def test_what_is_not_there_is_not_a_marrow(view, state):
    assert view(result(400, state=state)).marrows == ()


def test_marrows_are_in_time_and_hold_all_their_tests(view):
    found = view(result(414, "1"), result(400, "2"), pcr(414, "3")).marrows

    assert [(marrow.day, len(marrow.tests)) for marrow in found] == [(400, 1), (414, 2)]


@pytest.mark.parametrize(
    "results",
    [
        [result(0, "2"), result(1, "2")],
        [result(None, "2", on="2026-05-01"), result(None, "2", on="2026-05-02")],
        [result(None, "2", on="2026-05-01"), result(1, "2")],
    ],
)
def test_marrows_stand_by_their_day_else_by_their_date_and_those_without_a_day_first(
    view, results
):
    found = view(*reversed(results), course={}, prior_remission="yes").marrows

    assert [(one.day, one.on) for one in found] == [
        (None if on else day, on and date.fromisoformat(on))
        for day, on in ((one.get("day"), one.get("on")) for one in results)
    ]


@pytest.mark.parametrize(("day", "found"), [(32, []), (33, []), (34, [(34, Truth.YES)])])
def test_a_marrow_of_the_day_of_remission_or_before_is_left_out(view, day, found):
    marrows = view(result(day, "60")).marrows

    assert [(one.day, one.is_after) for one in marrows] == found


def test_the_latest_of_two_remissions_counts(view):
    course = {"events": [{"kind": "remission", "day": day} for day in (33, 300)]}
    marrows = view(result(200, "60"), result(301, "60"), course=course).marrows

    assert [one.day for one in marrows] == [301]


def test_a_smear_and_blood_are_no_marrow_test(view):
    smear = result(400, "60", method="morphology")

    assert view(smear, result(400, "60", specimen="PB")).marrows == ()


def test_marrows_are_worked_out_once(view):
    seen = view(result(400, "2"))

    assert seen.marrows is seen.marrows
