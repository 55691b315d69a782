"""A reading puts every result of its time point where it belongs, and says why one is not used."""

import pytest

from mrdtracker.rules.case_view import Availability
from mrdtracker.rules.timepoints import Channel
from tests.rules.cases import case_of, count, negative, pcr, result, smear, view_of


def reading_of(pack, name, channel, *results):
    return view_of(pack, case_of(*results)).reading(pack.schedule.named(name), channel)


def positions(results):
    return [one.position for one in results]


def parts(found):
    return tuple(
        positions(part)
        for part in (found.chosen, found.looked_at, found.wrong_specimen, found.unused)
    )


INSIDE, FAILED = result("D29", "0.1"), result("D29", state="not_evaluable")
BLOOD, LATE = result("D29", "0.1", specimen="PB"), result("D29", "0.1", day=40)
LATE_BLOOD = LATE | {"specimen": "PB"}


@pytest.mark.parametrize(
    ("results", "availability", "expected"),
    [
        ([], Availability.ABSENT, ([], [], [], [])),
        ([INSIDE], Availability.THERE, ([0], [0], [], [])),
        ([FAILED], Availability.NOT_EVALUABLE, ([], [0], [], [])),
        ([BLOOD], Availability.ABSENT, ([], [], [0], [])),
        ([LATE], Availability.ABSENT, ([], [], [], [0])),
        ([LATE_BLOOD], Availability.ABSENT, ([], [], [], [])),
        (
            [INSIDE, FAILED, BLOOD, LATE, LATE_BLOOD],
            Availability.THERE,
            ([0], [0, 1], [2], [3]),
        ),
        ([BLOOD, LATE, LATE_BLOOD], Availability.ABSENT, ([], [], [0], [1])),
        ([FAILED, LATE], Availability.NOT_EVALUABLE, ([], [0], [], [1])),
    ],
)
def test_a_result_is_chosen_looked_at_of_the_wrong_specimen_or_out_of_its_window(
    packs, results, availability, expected
):
    pack = packs["cog-aall08b1"]
    timepoint = pack.schedule.named("D29")

    found = reading_of(pack, "D29", Channel.MRD, *results)

    assert found.availability is availability
    assert parts(found) == expected
    assert found.timepoint is timepoint
    assert found.assay is timepoint.assays[Channel.MRD]


@pytest.mark.parametrize(
    ("results", "says"),
    [
        ([], "D29: no result"),
        ([FAILED], "D29: reported as not evaluable"),
        ([result("D29", state="pending")], "D29: pending"),
        ([BLOOD], "D29: D29, PB, flow is the wrong specimen; it cannot stand for BM"),
    ],
)
def test_why_there_is_nothing_names_the_time_point_and_what_stands_there(packs, results, says):
    assert reading_of(packs["cog-aall08b1"], "D29", Channel.MRD, *results).why_nothing == says


def test_a_result_out_of_its_window_says_so_before_one_of_the_wrong_specimen(packs):
    found = reading_of(packs["cog-aall08b1"], "D29", Channel.MRD, BLOOD, LATE)

    assert found.why_nothing == f"D29: {found.unused[0].place.says}"
    assert positions(found.seen) == [1]


def test_results_stand_in_the_order_of_their_days_and_those_without_one_first(packs):
    late = reading_of(
        packs["ccg-early-marrow"],
        "D7",
        Channel.MORPHOLOGY,
        *(smear("D7", "90", day=day) for day in (2, 1, 0, 1)),
    )
    undated = reading_of(
        packs["cog-aall08b1"], "D29", Channel.MRD, result("D29", "0.2", day=31), INSIDE
    )

    assert positions(late.unused) == [2, 1, 3, 0]
    assert positions(undated.looked_at) == [1, 0]
    assert positions(undated.chosen) == [0]


def test_of_two_words_the_last_one_counts(packs):
    words = [result("D29", state="detected", day=day) for day in (30, 29)]

    assert positions(reading_of(packs["cog-aall08b1"], "D29", Channel.MRD, *words).chosen) == [0]


def test_of_two_targets_as_high_the_one_without_an_upper_end_counts(packs):
    open_end, exact = (
        count("D8", "10", target=target, **more)
        for target, more in (("A", {"quality": ["clotted"]}), ("B", {}))
    )
    pack = packs["aieop-bfm-all-2000"]

    for results in ([open_end, exact], [exact, open_end]):
        (chosen,) = reading_of(pack, "D8", Channel.COUNT, *results).chosen
        assert chosen.result.target == "A"


def markers(pack, name, *results):
    found = reading_of(pack, name, Channel.MRD, *results)
    return found.markers_behind(found.looked_at[0])


def test_a_positive_target_is_a_sensitive_one_whatever_it_could_have_seen(packs):
    two = [pcr(result("D33", "0.1", target=target), 1) for target in ("IGH", "TRG")]

    assert markers(packs["aieop-bfm-all-2000"], "D33", *two) == 2


def test_where_no_sensitivity_is_asked_for_every_target_counts(packs):
    pack = packs["cog-aall08b1"]
    assert pack.schedule.named("D29").assays[Channel.MRD].min_sensitivity is None
    two = [negative("D29", reached, target=reached or "?") for reached in ("0.1", None)]

    assert markers(pack, "D29", *two) == 2
