"""What the rows of the relapse consensus ask, observe and still need, word for word."""

from dataclasses import replace

import pytest

from mrdtracker.domain.truth import Truth
from mrdtracker.rules.case_view import Need, Trace
from mrdtracker.rules.timepoints import PnqPolicy
from tests.rules.cases import case_of, negative, result, view_of
from tests.rules.relapse_cases import REMISSION, pcr, relapse_view
from tests.rules.test_relapse_tests import ALONE, ONE_OTHER, SECOND, TWO_OTHERS

YES, NO, UNKNOWN = Truth.YES, Truth.NO, Truth.UNKNOWN
FLOW_400 = "(D400 (first dose = day 1), BM, flow)"
PCR_400 = FLOW_400.replace("flow", "ig_tr_pcr")
FLOW_414, PCR_414 = (place.replace("D400", "D414") for place in (FLOW_400, PCR_400))


@pytest.mark.parametrize(
    ("row", "asked"),
    [
        (ALONE, " marrow after remission with MRD ≥ 25 %?"),
        (ONE_OTHER, " marrow after remission with MRD ≥ 5 % and 1 other test of it ≥ 1 %?"),
        (TWO_OTHERS, " marrow after remission with MRD ≥ 1 % and 2 other tests of it ≥ 1 %?"),
        (SECOND, " marrow after remission with MRD ≥ 1 % and 2 tests of a second marrow ≥ 1 %?"),
    ],
)
def test_a_row_is_asked_in_words_either_way(row, asked):
    assert (row.asked, row.negated().asked) == (f"A{asked}", f"No{asked}")


@pytest.mark.parametrize(
    ("row", "results", "told"),
    [
        (
            ALONE,
            [result(200, "0.1"), result(400, "25"), pcr(400, "0.1"), result(414, "0.1")],
            (
                YES,
                f"25 % {FLOW_400}; 0.1 % {PCR_400}",
                ("1", "2"),
                ["flow 25 % ≥ 25 %"],
            ),
        ),
        (
            ALONE,
            [pcr(400, "26"), result(400, "30")],
            (
                YES,
                f"26 % {PCR_400}; 30 % {FLOW_400}",
                ("0", "1"),
                ["flow 30 % ≥ 25 %"],
            ),
        ),
        (
            ALONE,
            [result(200, "0.1"), result(400, "24"), pcr(414, "0.1")],
            (
                NO,
                f"0.1 % {PCR_414}",
                ("2",),
                ["ig_tr_pcr 0.1 % < 25 %"],
            ),
        ),
        (
            ONE_OTHER,
            [result(400, "6"), pcr(400, "1")],
            (
                YES,
                f"6 % {FLOW_400}; 1 % {PCR_400}",
                ("0", "1"),
                ["flow 6 % ≥ 5 %", "flow 6 % ≥ 1 %", "ig_tr_pcr 1 % ≥ 1 %"],
            ),
        ),
        (
            ONE_OTHER,
            [result(200, "0.1"), result(400, "6"), result(414, "0.1")],
            (
                NO,
                f"0.1 % {FLOW_414}",
                ("2",),
                ["flow 0.1 % < 5 %"],
            ),
        ),
        (
            SECOND,
            [result(300, "0.1"), result(400, "2"), result(414, "1"), pcr(414, "3")],
            (
                YES,
                f"2 % {FLOW_400}; 1 % {FLOW_414}; 3 % {PCR_414}",
                ("1", "2", "3"),
                ["flow 2 % ≥ 1 %", "ig_tr_pcr 3 % ≥ 1 %", "flow 1 % ≥ 1 %"],
            ),
        ),
    ],
)
def test_a_definite_answer_shows_the_marrows_and_the_comparisons_that_it_hangs_on(
    packs, row, results, told
):
    view, trace = relapse_view(packs, *results), Trace()

    found = row.check(view, None, trace)

    (step,) = trace.steps
    assert (step.answer, step.observed, step.result_keys, trace.relations) == told
    assert (found.truth, found.needs) == (step.answer, ())


@pytest.mark.parametrize(
    ("row", "results", "observed", "need"),
    [
        (
            ALONE,
            [negative(400, "30")],
            f"not detected (s = 30 %) {FLOW_400}",
            "a repeat that can answer 'MRD ≥ 25 %'",
        ),
        (
            ALONE,
            [],
            "no MRD result of a marrow after the remission",
            "a marrow after the remission, by flow, IG/TR PCR or NGS",
        ),
        (
            ONE_OTHER,
            [result(200, "0.1"), result(400, "6")],
            f"6 % {FLOW_400}",
            "1 other test of the same marrow (flow, IG/TR PCR or NGS)",
        ),
        (
            TWO_OTHERS,
            [result(400, "3"), pcr(400, "2")],
            f"3 % {FLOW_400}; 2 % {PCR_400}",
            "2 other tests of the same marrow (flow, IG/TR PCR or NGS)",
        ),
        (
            SECOND,
            [result(400, "2"), result(414, "2")],
            f"2 % {FLOW_400}; 2 % {FLOW_414}",
            "2 different tests of a second marrow (flow, IG/TR PCR or NGS)",
        ),
    ],
)
@pytest.mark.parametrize("is_quiet", [True, False])
def test_an_open_answer_says_what_would_settle_it(packs, row, results, observed, need, is_quiet):
    view = relapse_view(packs, *results)
    trace = Trace(is_quiet=is_quiet)

    found = row.check(view, None, trace)

    assert (found.truth, found.needs, trace.relations) == (UNKNOWN, (Need(need),), [])
    told = [(step.observed, step.would_settle) for step in trace.steps]
    assert told == ([] if is_quiet else [(observed, need)])


def test_without_a_remission_it_says_that_one_has_to_be_recorded(packs):
    view, trace = view_of(packs["pdl-relapse"], case_of(result(400, "60"))), Trace()

    found = ALONE.check(view, None, trace)

    assert trace.steps[0].observed == (
        "no remission is recorded, and relapse is asked only after one"
    )
    assert found.needs == (Need("a recorded remission, with its date, before the marrow"),)


def test_a_remission_that_states_its_day_in_another_count_is_read_in_the_packs(packs):
    course = {"events": [{"kind": "remission", "day": 32, "first_dose_day": 0}]}

    answers = [
        ALONE.check(
            view_of(packs["pdl-relapse"], case_of(result(day, "60"), course=course)),
            None,
            Trace(),
        ).truth
        for day in (33, 34)
    ]

    assert answers == [UNKNOWN, YES]


def test_disease_below_the_range_is_compared_as_the_pack_says(packs):
    pack = packs["pdl-relapse"]
    pack = replace(pack, schedule=replace(pack.schedule, pnq_policy=PnqPolicy.POSITIVE))
    below = result(400, state="positive_below_lloq", unit="%", lloq="40")
    trace = Trace()

    answer = ALONE.check(view_of(pack, case_of(below, course=REMISSION)), None, trace)

    assert answer.truth is YES
    assert trace.relations == ["flow pos., not quantifiable (QR 40 %) ≥ 25 %"]
