"""Requirements and rarer results of a time point, as they are told."""

from dataclasses import replace
from decimal import Decimal

import pytest

from mrdtracker.domain.days import DayWindow
from mrdtracker.domain.truth import Truth
from mrdtracker.domain.vocabulary import Denominator
from mrdtracker.rules.case_view import Trace
from mrdtracker.rules.measured import NegativeAt, PrednisoneResponseIs, need_of
from mrdtracker.rules.thresholds import CELLS, read_threshold
from mrdtracker.rules.timepoints import Channel, PnqPolicy
from tests.rules.cases import case_of, count, negative, pcr, view_of

BFM = "aieop-bfm-all-2000"
POOR = read_threshold(">= 1000 per_uL", CELLS)
BELOW = count("D8", "1") | {"state": "positive_below_lloq", "value": None, "lloq": "2000"}


@pytest.mark.parametrize(
    ("sensitivity", "words"),
    [
        ("0.0001", "1e-4"),
        ("0.00005", "0.005 %"),
        ("0.00010000000000000000000000000000001", "0.010000000000000000000000000000001 %"),
    ],
)
def test_a_required_sensitivity_is_written_as_a_power_only_where_it_is_one(
    packs, sensitivity, words
):
    timepoint = packs[BFM].schedule.named("D33")
    assay = replace(timepoint.assays[Channel.MRD], min_sensitivity=Decimal(sensitivity))
    stricter = replace(timepoint, assays={Channel.MRD: assay})

    assert need_of(stricter, Channel.MRD).tail == f", 2 markers, sensitivity at least {words}"


def test_a_negative_of_other_cells_says_why_it_carries_nothing(packs):
    timepoint = packs[BFM].schedule.named("D33")
    assay = replace(timepoint.assays[Channel.MRD], denominators=(Denominator.MONONUCLEAR_CELLS,))
    timepoint = replace(timepoint, assays={Channel.MRD: assay})
    pack = packs[BFM]
    points = tuple(timepoint if one.id == "D33" else one for one in pack.schedule.timepoints)
    pack = replace(pack, schedule=replace(pack.schedule, timepoints=points))
    case = case_of(pcr(negative("D33", "0.01", denominator="nucleated_cells")))
    trace = Trace()

    answer = NegativeAt(timepoint).check(view_of(pack, case), None, trace)

    assert answer.truth is Truth.UNKNOWN
    assert trace.steps[0].observed == (
        "not detected (s = 0.01 %): a fraction of other cells than the protocol counts; not"
        " converted (D33, BM, ig_tr_pcr)"
    )


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
