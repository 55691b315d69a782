"""The prednisone response: its threshold, when it is none, and how a count is read."""

from dataclasses import replace

import pytest

from mrdtracker.domain.days import DayWindow
from mrdtracker.domain.truth import Truth
from mrdtracker.rules.case_view import Trace
from mrdtracker.rules.prednisone_response import PrednisoneResponseIs
from mrdtracker.rules.thresholds import CELLS, read_threshold
from mrdtracker.rules.timepoints import PnqPolicy
from tests.rules.cases import case_of, count, view_of
from tests.rules.test_measured import NO, UNKNOWN, YES, ask

BFM = "aieop-bfm-all-2000"
POOR = read_threshold(">= 1000 per_uL", CELLS)
BELOW = count("D8", "1") | {"state": "positive_below_lloq", "value": None, "lloq": "2000"}


def prednisone(pack, response):
    return PrednisoneResponseIs(pack.schedule.named("D8"), POOR, response)


@pytest.mark.parametrize(
    ("cells", "poor", "good"),
    [("999.999999", NO, YES), ("1000", YES, NO), ("1000.000001", YES, NO), ("0", NO, YES)],
)
def test_prednisone_response_on_both_sides_of_1000(packs, cells, poor, good):
    pack = packs[BFM]

    assert ask(pack, prednisone(pack, "PPR"), count("D8", cells))[0] is poor
    assert ask(pack, prednisone(pack, "PGR"), count("D8", cells))[0] is good
    assert ask(pack, prednisone(pack, "invalid"), count("D8", cells))[0] is NO


@pytest.mark.parametrize(
    ("found", "course", "patient"),
    [
        (count(7, "5000"), {}, {}),
        (count("D8", "5000"), {"steroid_days_before_day8": 6}, {}),
        (count("D8", "5000"), {}, {"steroid_pretreatment": "yes"}),
    ],
    ids=["day 7 is after six days", "six days stated", "steroids before"],
)
def test_a_count_that_is_no_prednisone_response(packs, found, course, patient):
    pack = packs[BFM]

    poor, trace = ask(pack, prednisone(pack, "PPR"), found, course=course, **patient)
    invalid, _ = ask(pack, prednisone(pack, "invalid"), found, course=course, **patient)

    assert (poor, invalid) == (UNKNOWN, YES)
    assert "cannot be evaluated" in trace.steps[0].would_settle


def test_seven_stated_days_are_enough(packs):
    pack = packs[BFM]
    course = {"steroid_days_before_day8": 7}

    assert ask(pack, prednisone(pack, "PPR"), count(7, "1000"), course=course)[0] is YES


def test_the_prednisone_question_names_its_threshold(packs):
    pack = packs[BFM]

    asked = prednisone(pack, "PGR").asked

    assert asked == (
        "Prednisone response at D8 PGR (PB blasts < 1000 /µL after 7 days of steroid)?"
    )
    assert "not PPR" in prednisone(pack, "PPR").negated().asked


@pytest.mark.parametrize("is_quiet", [True, False])
@pytest.mark.parametrize(
    ("policy", "truth"),
    [
        (PnqPolicy.POSITIVE, Truth.YES),
        (PnqPolicy.BELOW_THRESHOLD, Truth.NO),
        (PnqPolicy.MANUAL, Truth.UNKNOWN),
    ],
)
def test_a_count_below_its_range_is_read_by_the_policy_of_the_pack(packs, policy, truth, is_quiet):
    pack = packs[BFM]
    pack = replace(pack, schedule=replace(pack.schedule, pnq_policy=policy))
    trace = Trace(is_quiet=is_quiet)
    response = PrednisoneResponseIs(pack.schedule.named("D8"), POOR, "PPR")

    assert response.check(view_of(pack, case_of(BELOW)), None, trace).truth is truth
    assert len(trace.relations) == (0 if is_quiet else truth is not Truth.UNKNOWN)


def test_a_count_that_is_not_in_yet_is_named(packs):
    pending = count("D8", "1") | {"state": "pending", "value": None, "unit": None}
    trace = Trace()
    response = PrednisoneResponseIs(packs[BFM].schedule.named("D8"), POOR, "PPR")

    response.check(view_of(packs[BFM], case_of(pending)), None, trace)

    assert (trace.steps[0].observed, trace.steps[0].result_keys) == ("D8: pending", ("0",))


def test_without_a_day_the_steroid_is_counted_to_the_named_day(packs):
    pack = packs[BFM]
    early = replace(pack.schedule.named("D8"), window=DayWindow(7))
    points = tuple(early if one.id == "D8" else one for one in pack.schedule.timepoints)
    pack = replace(pack, schedule=replace(pack.schedule, timepoints=points))
    trace = Trace()

    answer = PrednisoneResponseIs(early, POOR, "PPR").check(
        view_of(pack, case_of(count("D8", "1000"))), None, trace
    )

    assert answer.truth is Truth.UNKNOWN
    assert trace.steps[0].observed == (
        "only 6 days of steroid before the count; 7 are required (D8, PB, cytology_count)"
    )
