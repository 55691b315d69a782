"""Different tests of one marrow, and of a second one, after a remission."""

from functools import partial

import pytest

from mrdtracker.domain.truth import Truth, negate
from mrdtracker.rules.case_view import Trace
from mrdtracker.rules.relapse_tests import RelapseTests
from mrdtracker.rules.thresholds import FRACTION, read_threshold
from tests.rules.cases import negative, result
from tests.rules.relapse_cases import REMISSION, pcr, relapse_view

YES, NO, UNKNOWN = Truth.YES, Truth.NO, Truth.UNKNOWN


def at(text):
    return read_threshold(text, FRACTION)


ALONE = RelapseTests(at(">= 25 %"))
LEVEL = RelapseTests(at(">= 1 %"))
ONE_OTHER = RelapseTests(at(">= 5 %"), at(">= 1 %"), others=1)
TWO_OTHERS = RelapseTests(at(">= 1 %"), at(">= 1 %"), others=2)
SECOND = RelapseTests(at(">= 1 %"), at(">= 1 %"), second=2)


@pytest.fixture
def view(packs):
    return partial(relapse_view, packs)


@pytest.fixture
def ask(view):
    def answer(row, *results, course=None, **patient):
        seen, trace = view(*results, course=course, **patient), Trace()
        found = row.check(seen, None, trace)
        assert row.negated().check(seen, None, Trace()).truth is negate(found.truth)
        assert bool(found.needs) is (found.truth is UNKNOWN)
        assert len(trace.steps) == 1
        return found.truth

    return answer


@pytest.mark.parametrize(
    ("value", "truth"), [("24.9999999", NO), ("25", YES), ("25.0000001", YES)]
)
def test_one_test_can_reach_the_level(ask, value, truth):
    assert ask(ALONE, result(400, value)) is truth


def test_of_several_tests_the_highest_counts_and_none_is_averaged(ask):
    assert ask(ALONE, result(400, "25"), pcr(400, "0.1")) is YES
    assert ask(ALONE, result(400, "24"), pcr(400, "24")) is NO


def test_of_several_marrows_one_is_enough(ask):
    assert ask(ALONE, result(200, "0.1"), result(300, "30"), result(400, "0.1")) is YES


@pytest.mark.parametrize(
    ("first", "other", "truth"),
    [("5", "1", YES), ("4.9999999", "1", NO), ("5", "0.9999999", UNKNOWN), ("24", "24", YES)],
)
def test_one_other_test_of_the_same_marrow(ask, first, other, truth):
    assert ask(ONE_OTHER, result(400, first), pcr(400, other)) is truth


def test_the_highest_test_does_not_confirm_itself(ask):
    assert ask(ONE_OTHER, result(400, "6")) is UNKNOWN
    assert ask(TWO_OTHERS, result(400, "3"), pcr(400, "3")) is UNKNOWN
    assert ask(TWO_OTHERS, result(400, "3"), pcr(400, "3"), pcr(400, "1", "TRG")) is YES


def test_a_repeat_is_the_same_test(ask):
    assert ask(ONE_OTHER, result(400, "6"), result(400, "7")) is UNKNOWN
    assert ask(ONE_OTHER, pcr(400, "6"), pcr(400, "7")) is UNKNOWN
    assert ask(ONE_OTHER, pcr(400, "6"), pcr(400, "7", "TRG")) is YES


def test_two_results_of_one_test_that_disagree_say_nothing(ask):
    assert ask(LEVEL, result(400, "2"), result(400, "0.5")) is UNKNOWN


def test_a_test_without_a_named_target_may_be_any_of_them(ask):
    assert ask(ONE_OTHER, pcr(400, "6"), pcr(400, "7", "")) is UNKNOWN
    assert ask(ONE_OTHER, pcr(400, "6"), pcr(400, "7", ""), pcr(400, "2", "TRG")) is YES


@pytest.mark.parametrize("method", ["morphology", "fusion_transcript"])
def test_a_smear_and_a_transcript_are_no_tests(ask, method):
    unit = "copies_ratio" if method == "fusion_transcript" else "%"

    assert ask(ONE_OTHER, result(400, "6"), result(400, "9", method=method, unit=unit)) is UNKNOWN
    assert ask(ALONE, result(400, "60", method=method, unit=unit)) is UNKNOWN


def test_blood_is_no_marrow(ask):
    assert ask(ALONE, result(400, "60", specimen="PB")) is UNKNOWN
    assert ask(ONE_OTHER, result(400, "6"), pcr(400, "6", specimen="PB")) is UNKNOWN


def test_once_a_second_marrow_is_there_it_decides(ask):
    assert ask(ONE_OTHER, result(400, "6")) is UNKNOWN
    assert ask(ONE_OTHER, result(400, "6"), result(414, "0.1")) is NO
    assert ask(ONE_OTHER, result(400, "6"), pcr(400, "1"), result(414, "0.1")) is YES


@pytest.mark.parametrize(("sensitivity", "truth"), [("1", NO), ("1.0000001", UNKNOWN)])
def test_a_test_that_leaves_the_level_open_may_still_confirm(ask, sensitivity, truth):
    weak = pcr(400, None) | negative(400, sensitivity, method="ig_tr_pcr", target="IGH")

    assert ask(ONE_OTHER, result(400, "6"), weak, result(414, "0.1")) is truth


def test_a_second_marrow_that_leaves_the_level_open_is_not_passed_over(ask):
    first, second = result(400, "2"), [result(414, "0.1"), pcr(414, "0.1")]
    weak = [negative(414, "2", method="ngs", target=target) for target in ("IGK", "TRD")]
    third = [result(430, "2"), pcr(430, "2")]

    assert ask(SECOND, first, *second) is NO
    assert ask(SECOND, first, *second, *weak) is UNKNOWN
    assert ask(SECOND, first, *weak, *third) is UNKNOWN
    assert ask(SECOND, first, *weak[:1], *third) is YES
    assert ask(SECOND, first, *weak, result(430, "0.1"), pcr(430, "0.1")) is UNKNOWN


@pytest.mark.parametrize(
    ("flow", "ig", "truth"),
    [
        ("1", "1", YES),
        ("1", "0.9999999", UNKNOWN),
        ("0.9999999", "0.9999999", NO),
        ("1", None, UNKNOWN),
        ("0.1", None, UNKNOWN),
    ],
)
def test_two_tests_of_a_second_marrow(ask, flow, ig, truth):
    second = [result(414, flow)] + ([pcr(414, ig)] if ig else [])

    assert ask(SECOND, result(400, "2"), *second) is truth


def test_two_tests_of_two_marrows_are_not_two_of_one(ask):
    results = [result(400, "2"), result(414, "2"), pcr(428, "2")]

    assert ask(SECOND, *results) is UNKNOWN


def test_a_later_marrow_answers_where_the_next_one_could_not(ask):
    results = [result(400, "2"), result(414, "0.1")]

    assert ask(SECOND, *results, result(428, "0.1"), pcr(428, "0.1")) is NO
    assert ask(SECOND, *results, result(428, "2"), pcr(428, "2")) is YES


def test_what_was_refuted_stays_refuted_and_a_new_rise_is_asked_anew(ask):
    refuted = [result(400, "2"), result(414, "0.1"), pcr(414, "0.1")]

    assert ask(SECOND, *refuted, result(600, "2"), pcr(600, "2")) is UNKNOWN
    assert ask(ALONE, *refuted, result(600, "30")) is YES


def test_the_second_marrow_is_the_later_one_whatever_the_order_of_the_file(ask):
    assert ask(SECOND, pcr(414, "1"), result(414, "1"), result(400, "2")) is YES
    assert ask(SECOND, pcr(400, "1"), result(400, "1"), result(414, "0.1")) is not YES


# --- after remission --------------------------------------------------------------------------


def test_without_a_remission_nothing_is_said(ask):
    for row in (ALONE, LEVEL, ONE_OTHER, TWO_OTHERS, SECOND):
        assert ask(row, result(400, "60"), pcr(400, "60"), course={}) is UNKNOWN
        assert ask(row, result(400, "0.1"), course={}, prior_remission="no") is UNKNOWN


def test_an_earlier_remission_may_be_stated_as_a_fact(ask):
    assert ask(ALONE, result(1, "60"), course={}, prior_remission="yes") is YES


@pytest.mark.parametrize(("day", "truth"), [(32, UNKNOWN), (33, UNKNOWN), (34, YES)])
def test_only_a_marrow_after_the_remission_counts(ask, day, truth):
    assert ask(ALONE, result(day, "60")) is truth


def test_a_marrow_before_the_remission_is_left_out(ask):
    assert ask(LEVEL, result(1, "90"), result(400, "0.1")) is NO


def test_two_dates_are_two_marrows(ask):
    course = {"events": [{"kind": "remission", "on": "2025-04-05"}]}
    first, second = {"on": "2026-04-01"}, {"on": "2026-04-15"}
    results = [result(None, "2", **first), result(None, "1", **second), pcr(None, "1", **second)]

    assert ask(SECOND, *results, course=course) is YES
    assert ask(TWO_OTHERS, *results, course=course) is UNKNOWN


def test_the_latest_remission_counts(ask):
    twice = {"events": [{"kind": "remission", "day": 500}, {"kind": "remission", "day": 33}]}

    assert ask(ALONE, result(400, "60"), course=twice) is UNKNOWN
    assert ask(ALONE, result(501, "60"), course=twice) is YES


@pytest.mark.parametrize("on", ["2025-04-05", "2025-04-06"])
def test_dates_are_compared_without_a_first_dose(ask, on):
    course = {"events": [{"kind": "remission", "on": "2025-04-05"}]}
    taken = result(None, "60", on=on)

    assert ask(ALONE, taken, course=course) is (YES if on == "2025-04-06" else UNKNOWN)


def test_a_dated_remission_is_held_against_a_day_by_the_first_dose(ask):
    remission = {"events": [{"kind": "remission", "on": "2025-04-04"}]}
    started = {**remission, "therapy_started_on": "2025-03-03"}

    assert ask(ALONE, result(33, "60"), course=started) is UNKNOWN
    assert ask(ALONE, result(34, "60"), course=started) is YES
    assert ask(ALONE, result(34, "60"), course=remission) is UNKNOWN


def test_a_marrow_that_may_be_older_than_the_remission_neither_says_nor_excludes(ask):
    unplaced = result("D400", "60", on=None)
    undated = {"events": [{"kind": "remission", "on": "2025-04-04"}]}

    assert ask(ALONE, unplaced, course=undated) is UNKNOWN
    assert ask(LEVEL, unplaced, result(None, "0.1", on="2025-08-01"), course=undated) is UNKNOWN


def test_a_marrow_whose_days_contradict_each_other_excludes_nothing(ask):
    course = {**REMISSION, "therapy_started_on": "2025-03-03"}
    contradicting = result(400, "60", on="2025-08-01")

    assert ask(LEVEL, contradicting, course=course) is UNKNOWN


def test_a_second_marrow_whose_days_contradict_each_other_confirms_nothing(ask):
    course = {**REMISSION, "therapy_started_on": "2025-03-03"}
    first, second = result(400, "6"), {"on": "2026-08-01"}

    doubtful = [result(500, "60", **second), pcr(500, "60", **second)]
    assert ask(SECOND, first, *doubtful, course=course) is UNKNOWN
    assert ask(ONE_OTHER, first, *doubtful, course=course) is UNKNOWN


# --- what a result cannot carry ---------------------------------------------------------------


@pytest.mark.parametrize(("limit", "truth"), [("1", NO), ("1.0000001", UNKNOWN), (None, UNKNOWN)])
def test_a_negative_excludes_what_it_reached(ask, limit, truth):
    assert ask(LEVEL, negative(400, limit)) is truth


def test_a_diluted_result_excludes_nothing_and_still_counts_where_it_is_high(ask):
    diluted = {"quality": ["haemodilution_suspected"]}

    assert ask(LEVEL, result(400, "0.5", **diluted)) is UNKNOWN
    assert ask(ALONE, result(400, "25", **diluted)) is YES


@pytest.mark.parametrize("state", ["detected", "not_detected"])
def test_a_test_without_an_amount_leaves_every_level_open(ask, state):
    word = result(400, state=state, method="ngs")

    assert ask(LEVEL, word, result(400, "0.1")) is UNKNOWN
    assert ask(ONE_OTHER, result(400, "6"), word, result(414, "0.1")) is UNKNOWN
