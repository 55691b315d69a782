"""Questions about one result: value, day, the same marrow's flow, and reappearance."""

from dataclasses import replace

import pytest

from mrdtracker.domain.truth import Truth, negate
from mrdtracker.rules.case_view import Need, Trace
from mrdtracker.rules.result_questions import (
    AfterFirstDose,
    DayIs,
    FlowOfSameMarrow,
    Reappears,
    ResultLeaf,
    ValueIs,
)
from mrdtracker.rules.thresholds import FRACTION, PROTOCOL_DAY, read_threshold
from mrdtracker.rules.timepoints import PnqPolicy
from tests.rules.cases import case_of, negative, pcr, result, smear, view_of

YES, NO, UNKNOWN = Truth.YES, Truth.NO, Truth.UNKNOWN


@pytest.fixture
def ask(packs):
    def answer(condition, *results, course=None):
        """Ask about the last of the results."""
        view = view_of(packs["generic-definitions"], case_of(*results, course=course))
        found = condition.check(view, view.placed[-1], Trace()).truth
        assert condition.negated().check(view, view.placed[-1], Trace()).truth is negate(found)
        return found

    return answer


@pytest.mark.parametrize(("value", "truth"), [("4.9999999", NO), ("5", YES), ("5.1", YES)])
def test_the_value_is_held_against_the_threshold(ask, value, truth):
    condition = ValueIs(read_threshold(">= 5 %", FRACTION))

    assert ask(condition, smear(29, value)) is truth


@pytest.mark.parametrize(("day", "truth"), [(28, NO), (29, YES), (30, YES)])
def test_the_day_is_the_packs_own(ask, day, truth):
    condition = DayIs(read_threshold(">= 29 day", PROTOCOL_DAY))

    assert ask(condition, smear(day, "7")) is truth
    assert ask(condition, smear("EOI", "7")) is UNKNOWN


def test_a_sample_of_the_first_day_is_not_taken_under_therapy(ask):
    assert ask(AfterFirstDose(), result(1, "80")) is NO
    assert ask(AfterFirstDose(), result(2, "80")) is YES
    assert ask(AfterFirstDose(), result("EOI", "80")) is YES


@pytest.mark.parametrize(
    ("flow", "truth"),
    [
        (result(33, "0.1"), YES),
        (result(34, "0.1"), NO),
        (result(33, "0.1", specimen="PB"), NO),
        (result(33, state="not_evaluable"), NO),
        (pcr(result(33, "0.1")), NO),
    ],
)
def test_flow_of_the_same_marrow(ask, flow, truth):
    assert ask(FlowOfSameMarrow(), flow, smear(33, "7")) is truth


def test_the_same_marrow_by_date_and_by_name(ask):
    on = {"on": "2026-04-04"}

    assert ask(FlowOfSameMarrow(), result(None, "0.1", **on), smear(None, "7", **on)) is YES
    assert ask(FlowOfSameMarrow(), result("EOI", "0.1"), smear("EOI", "7")) is YES
    assert ask(FlowOfSameMarrow(), result("EOC", "0.1"), smear("EOI", "7")) is NO


FIRST = pcr(negative(79, "0.001", target="IGH"))
AGAIN = pcr(result(200, "0.02", target="IGH"))


@pytest.mark.parametrize(
    ("before", "now", "truth"),
    [
        (FIRST, AGAIN, YES),
        (FIRST, AGAIN | {"target": "TRG"}, NO),
        (FIRST, AGAIN | {"specimen": "PB"}, NO),
        (FIRST, AGAIN | {"method": "ngs"}, NO),
        (FIRST, AGAIN | {"day": 60}, NO),
        (FIRST, AGAIN | {"day": 79}, NO),
        (AGAIN | {"day": 79}, AGAIN, NO),
        (
            FIRST,
            pcr(result(200, target="IGH", state="positive_below_lloq", unit="%", lloq="0.01")),
            NO,
        ),
        (FIRST, pcr(result(200, target="IGH", state="above_uloq", unit="%", uloq="10")), YES),
    ],
)
def test_reappearance_needs_the_same_method_target_and_specimen(ask, before, now, truth):
    assert ask(Reappears(), before, now) is truth


def test_reappearance_is_ordered_by_date_where_dates_are_known(ask):
    before, now = FIRST | {"on": "2026-05-01"}, AGAIN | {"on": "2026-09-01"}
    for found in (before, now):
        del found["day"]

    assert ask(Reappears(), before, now) is YES


@pytest.mark.parametrize("is_quiet", [True, False])
def test_without_a_result_nothing_is_known_and_one_is_needed(is_quiet):
    trace = Trace(is_quiet=is_quiet)

    answer = AfterFirstDose().check(None, None, trace)

    assert (answer.truth, answer.needs) == (UNKNOWN, (Need("a result"),))
    assert [step.observed for step in trace.steps] == ["no result"] * (not is_quiet)


def test_a_result_question_has_to_look():
    with pytest.raises(TypeError, match="look"):
        ResultLeaf()


@pytest.mark.parametrize(
    ("condition", "asked"),
    [
        (AfterFirstDose().negated(), "Taken before the first dose?"),
        (FlowOfSameMarrow().negated(), "No flow result of the same sample?"),
        (Reappears().negated(), "No conversion"),
        (DayIs(read_threshold("< 29 day", PROTOCOL_DAY)), "Protocol day < 29?"),
        (ValueIs(read_threshold("< 5 %", FRACTION)), "Value < 5 %?"),
    ],
)
def test_questions_are_asked_in_words(condition, asked):
    assert condition.asked.startswith(asked)


FIVE, DAY_29 = (
    ValueIs(read_threshold(">= 5 %", FRACTION)),
    DayIs(read_threshold("< 29 day", PROTOCOL_DAY)),
)
AT_29 = "(D29 (first dose = day 1), BM, morphology)"
AT_200 = "(D200 (first dose = day 1), BM, ig_tr_pcr)"
THREE = " (same method, target and specimen) to quantified?"
BELOW_RANGE = result(29, state="positive_below_lloq", unit="%", lloq="10", method="morphology")
CANNOT = "pos., not quantifiable (QR 10 %): ≥ 5 % cannot be said"


@pytest.mark.parametrize(
    ("condition", "results", "asked", "turned", "observed"),
    [
        (FIVE, [smear(29, "7")], "Value ≥ 5 %?", "Value < 5 %?", f"7 % ≥ 5 % {AT_29}"),
        (FIVE, [BELOW_RANGE], "Value ≥ 5 %?", "Value < 5 %?", f"{CANNOT} {AT_29}"),
        (
            DAY_29,
            [smear(29, "7")],
            "Protocol day < 29?",
            "Protocol day ≥ 29?",
            f"day 29 ≥ 29, first dose = day 1 {AT_29}",
        ),
        (
            DAY_29,
            [smear("EOI", "7")],
            "Protocol day < 29?",
            "Protocol day ≥ 29?",
            "the day cannot be counted (EOI, BM, morphology)",
        ),
        (
            AfterFirstDose(),
            [smear(29, "7")],
            "Taken after the first dose?",
            "Taken before the first dose?",
            f"day 29 {AT_29}",
        ),
        (
            AfterFirstDose(),
            [smear("EOI", "7")],
            "Taken after the first dose?",
            "Taken before the first dose?",
            "no day before the first dose (EOI, BM, morphology)",
        ),
        (
            FlowOfSameMarrow(),
            [result(29, "0.1"), smear(29, "7")],
            "Flow result of the same sample?",
            "No flow result of the same sample?",
            f"flow 0.1 % {AT_29}",
        ),
        (
            FlowOfSameMarrow(),
            [smear(29, "7")],
            "Flow result of the same sample?",
            "No flow result of the same sample?",
            f"none {AT_29}",
        ),
        (
            Reappears(),
            [FIRST, AGAIN],
            f"Conversion from negative{THREE}",
            f"No conversion from negative{THREE}",
            "not detected (s = 0.001 %) (D79 (first dose = day 1), BM, ig_tr_pcr), then 0.02 %"
            f" {AT_200}",
        ),
        (
            Reappears(),
            [AGAIN],
            f"Conversion from negative{THREE}",
            f"No conversion from negative{THREE}",
            f"0.02 %; no negative before it {AT_200}",
        ),
    ],
)
def test_what_is_asked_and_observed_of_one_result(
    packs, condition, results, asked, turned, observed
):
    view, told = view_of(packs["generic-definitions"], case_of(*results)), Trace()
    subject = view.placed[-1]

    answer = condition.check(view, subject, told)

    (step,) = told.steps
    is_open = answer.truth is UNKNOWN
    need = f"a repeat that can answer '{asked.rstrip('?')}'" if is_open else ""
    assert (step.asked, condition.negated().asked) == (asked, turned)
    assert (step.observed, step.answer, step.would_settle) == (observed, answer.truth, need)
    assert step.result_keys == (subject.key,)
    assert answer.needs == ((Need(need),) if need else ())
    assert told.relations == (["7 % ≥ 5 %"] if observed.startswith("7 %") else [])
    assert condition.check(view, subject, Trace(is_quiet=True)).truth is answer.truth


@pytest.mark.parametrize("policy", list(PnqPolicy))
@pytest.mark.parametrize("is_quiet", [True, False])
def test_disease_below_the_range_counts_as_the_pack_says(packs, policy, is_quiet):
    pack = packs["generic-definitions"]
    pack = replace(pack, schedule=replace(pack.schedule, pnq_policy=policy))
    view = view_of(pack, case_of(BELOW_RANGE))

    answer = FIVE.check(view, view.placed[0], Trace(is_quiet=is_quiet))

    expected = {PnqPolicy.POSITIVE: YES, PnqPolicy.BELOW_THRESHOLD: NO, PnqPolicy.MANUAL: UNKNOWN}
    assert answer.truth is expected[policy]
