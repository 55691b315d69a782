"""Requirements and rarer results of a time point, as they are told."""

from dataclasses import replace
from decimal import Decimal

import pytest

from mrdtracker.domain.truth import Truth
from mrdtracker.domain.vocabulary import Denominator
from mrdtracker.rules.case_view import Trace
from mrdtracker.rules.measured import NegativeAt, need_of
from mrdtracker.rules.timepoints import Channel
from tests.rules.cases import case_of, negative, pcr, view_of

BFM = "aieop-bfm-all-2000"


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
