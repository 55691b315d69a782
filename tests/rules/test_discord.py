"""Methods that disagree on one sample: the index against trying all pairs."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mrdtracker.domain.finding import Flag
from mrdtracker.domain.truth import Truth
from mrdtracker.rules.discord import discords
from mrdtracker.rules.engine import evaluate
from mrdtracker.rules.quality import MOST_DISCORDS
from tests.rules.cases import case_of, findings, negative, pcr, result, view_of
from tests.rules.oracle_bulk import packs

NAMES = ("generic-definitions", "aieop-bfm-all-2000", "cog-aall08b1")
AMOUNTS = (
    {"state": "quantified", "value": "0.5", "unit": "%"},
    {"state": "quantified", "value": "0.02", "unit": "%"},
    {"state": "negative", "sensitivity": "0.001", "unit": "%"},
    {"state": "positive_below_lloq", "lloq": "0.01", "unit": "%"},
)


@st.composite
def documents(draw):
    found = {
        "specimen": draw(st.sampled_from(["BM", "BM", "PB"])),
        "method": draw(st.sampled_from(["flow", "ig_tr_pcr", "ngs"])),
        **draw(st.sampled_from(AMOUNTS)),
    }
    day = draw(st.sampled_from([29, 33]))
    when = draw(st.sampled_from(["day", "on", "both", "name"]))
    if when in ("day", "both"):
        found["day"] = day
    if when in ("on", "both"):
        found["on"] = f"2026-03-{day - 20:02}"
    if when == "name":
        found["timepoint"] = f"D{day}"
    return found


def is_same_sample(one, other):
    if one.result.specimen is not other.result.specimen:
        return False
    if one.place.timepoint is not None:
        return one.place.timepoint is other.place.timepoint
    if one.result.on is not None and other.result.on is not None:
        return one.result.on == other.result.on
    return one.day is not None and one.day == other.day


def is_usable(pack, one):
    has_place = one.place.timepoint is not None or pack.schedule.is_general
    return one.place.trouble is None and one.result.value.state.is_numeric and has_place


def asked_of(pack, one):
    """What a pack asks of MRD at the time point of a result."""
    if one.place.timepoint is None:
        return [pack.quality_threshold]
    return [
        threshold
        for (timepoint, channel), some in pack.thresholds_at.items()
        if timepoint == one.place.timepoint.id and channel.value == "mrd"
        for threshold in some
    ]


def disagree(one, other, threshold):
    answers = {threshold.ask(one.interval), threshold.ask(other.interval)}
    return answers == {Truth.YES, Truth.NO}


@pytest.mark.parametrize("name", NAMES)
@given(found=st.lists(documents(), max_size=7), has_start=st.booleans())
def test_pairs_that_disagree_are_those_of_all_pairs(name, found, has_start):
    pack = packs()[name]
    course = {"therapy_started_on": "2026-02-08"} if has_start else {}
    view = view_of(pack, case_of(*found, course=course))
    usable = [one for one in view.placed if is_usable(pack, one)]

    pairs = {
        (one.position, other.position)
        for place, one in enumerate(usable)
        for other in usable[place + 1 :]
        if one.result.method is not other.result.method
        and is_same_sample(one, other)
        and any(disagree(one, other, threshold) for threshold in asked_of(pack, one))
    }
    told = [(one.position, other.position) for one, other, _ in discords(pack, view)]

    # What a negative must exclude is asked beside the thresholds, so there may be more of them.
    assert told == sorted(told)
    assert pairs <= set(told)
    assert all(disagree(*discord) for discord in discords(pack, view))
    assert all(is_same_sample(view.placed[one], view.placed[other]) for one, other in told)


def test_very_many_pairs_are_not_all_listed_and_that_is_said():
    some = MOST_DISCORDS // 20
    found = [pcr(negative("D29", "0.001"))] * some + [result("D29", "0.5")] * 20
    pack = packs()["generic-definitions"]

    whole = findings(evaluate(pack, case_of(*found)), "discordant-methods")
    cut = findings(evaluate(pack, case_of(*found, result("D29", "0.7"))), "discordant-methods")

    assert len(whole) == MOST_DISCORDS
    assert len(cut) == MOST_DISCORDS + 1
    assert cut[-1].says == "More than 1000 pairs of results disagree: the others are not listed."
    assert cut[-1].flags == (Flag.DISCORDANT_METHODS,)


def test_a_pack_that_asks_nothing_of_results_in_general_finds_no_two_that_disagree():
    pack = replace(packs()["generic-definitions"], quality_threshold=None)
    case = case_of(negative(50, "0.001"), pcr(result(50, "0.5")))

    assert list(discords(pack, view_of(pack, case))) == []
