"""Time points: intervals, requirements, policies, disagreeing methods, and what is printed."""

from dataclasses import replace

import pytest

from mrdtracker.domain.truth import Truth, negate
from mrdtracker.domain.vocabulary import Denominator
from mrdtracker.rules.case_view import CaseView, Trace
from mrdtracker.rules.measured import (
    MeasuredAt,
    NegativeAt,
    PositiveAt,
    UnavailableAt,
)
from mrdtracker.rules.thresholds import FRACTION, read_threshold
from mrdtracker.rules.timepoints import Channel, PnqPolicy
from tests.rules.cases import case_of, negative, pcr, result, view_of

YES, NO, UNKNOWN = Truth.YES, Truth.NO, Truth.UNKNOWN


def ask(pack, condition, *results, course=None, **patient):
    view = view_of(pack, case_of(*results, course=course, **patient))
    trace = Trace()
    answer = condition.check(view, None, trace)
    assert condition.negated().check(view, None, Trace()).truth is negate(answer.truth)
    return answer.truth, trace


def d29(pack, text=">= 0.01 %"):
    timepoint = pack.schedule.named("D29")
    return MeasuredAt(timepoint, Channel.MRD, read_threshold(text, FRACTION))


PNQ = {"state": "positive_below_lloq", "unit": "%"}


@pytest.mark.parametrize(
    ("found", "truth"),
    [
        (result("D29", "0.0099999"), NO),
        (result("D29", "0.01"), YES),
        (result("D29", "0.0100001"), YES),
        (negative("D29", "0.01"), NO),
        (negative("D29", "0.0100001"), UNKNOWN),
        (negative("D29", None), UNKNOWN),
        (result("D29", lloq="0.01", **PNQ), NO),
        (result("D29", lloq="0.02", **PNQ), UNKNOWN),
        (result("D29", state="above_uloq", uloq="1", unit="%"), YES),
        (result("D29", state="detected"), UNKNOWN),
        (result("D29", state="pending"), UNKNOWN),
        (result("D29", state="not_evaluable"), UNKNOWN),
        (result("D29", "0.5", specimen="PB"), UNKNOWN),
        (result("D29", "0.5", method="ngs"), UNKNOWN),
        (negative("D29", "0.001", quality=["haemodilution_suspected"]), UNKNOWN),
        (result("D29", "0.5", quality=["haemodilution_suspected"]), YES),
        (result("D29", "0.005", quality=["haemodilution_suspected"]), UNKNOWN),
        (result(40, "0.5"), UNKNOWN),
        ({**result("D29"), "method": "fusion_screen", "state": "detected"}, UNKNOWN),
    ],
)
def test_a_result_answers_a_threshold_only_where_all_it_allows_agrees(packs, found, truth):
    pack = packs["cog-aall08b1"]

    assert ask(pack, d29(pack), found)[0] is truth


def test_the_step_prints_value_operator_threshold_day_specimen_and_method(packs):
    pack = packs["cog-aall08b1"]

    _, trace = ask(pack, d29(pack), result("D29", "0.01", day=29))

    (step,) = trace.steps
    assert step.asked == "MRD at D29 (BM, flow) ≥ 0.01 %?"
    assert step.observed == (
        "0.01 % ≥ 0.01 %, within 0.3 log10 of the threshold (D29 (first dose = day 1), BM, flow)"
    )
    assert step.result_keys == ("0",)
    assert trace.relations == ["0.01 % ≥ 0.01 %"]


def test_the_relation_says_on_which_side_of_the_threshold_it_lies(packs):
    pack = packs["cog-aall08b1"]

    _, trace = ask(pack, d29(pack, "< 0.01 %"), result("D29", "0.001"))

    assert trace.relations == ["0.001 % < 0.01 %"]


@pytest.mark.parametrize(
    ("policy", "at_least", "below"),
    [
        (PnqPolicy.MANUAL, UNKNOWN, UNKNOWN),
        (PnqPolicy.POSITIVE, YES, NO),
        (PnqPolicy.BELOW_THRESHOLD, NO, YES),
    ],
)
def test_the_policy_decides_where_a_quantitative_range_crosses(packs, policy, at_least, below):
    pack = packs["cog-aall08b1"]
    case = case_of(result("D29", lloq="0.02", **PNQ))
    view = CaseView(replace(pack.schedule, pnq_policy=policy), case)

    high = d29(pack).check(view, None, Trace()).truth
    low = d29(pack, "< 0.01 %").check(view, None, Trace()).truth

    assert (high, low) == (at_least, below)


def test_a_policy_does_not_overrule_dilution(packs):
    pack = packs["cog-aall08b1"]
    case = case_of(result("D29", lloq="0.02", quality=["clotted"], **PNQ))
    view = CaseView(replace(pack.schedule, pnq_policy=PnqPolicy.BELOW_THRESHOLD), case)

    assert d29(pack).check(view, None, Trace()).truth is UNKNOWN


@pytest.mark.parametrize(
    ("found", "truth"),
    [
        (pcr(negative("D33", "0.01")), YES),
        (pcr(negative("D33", "0.009")), YES),
        (pcr(negative("D33", "0.0100001")), NO),
        (pcr(negative("D33", None)), UNKNOWN),
        (pcr(negative("D33", "0.01"), 1), NO),
        (pcr(negative("D33", "0.01"), 3), YES),
        (pcr(negative("D33", "0.01"), None), UNKNOWN),
        (pcr(negative("D33", "0.1"), None), NO),
        (pcr(result("D33", "0.0001")), NO),
        (pcr(result("D33", lloq="0.01", **PNQ)), NO),
        (pcr(result("D33", state="detected")), NO),
        (pcr(result("D33", state="not_detected")), UNKNOWN),
        (pcr(result("D33", state="uncertain_significance", lloq="0.01", unit="%")), UNKNOWN),
        (pcr(negative("D33", "0.01", quality=["few_cells"])), UNKNOWN),
        (pcr(result("D33", state="pending")), UNKNOWN),
        (pcr(result("D33", state="not_evaluable")), NO),
        (negative("D33", "0.01"), UNKNOWN),
        (pcr(negative("D33", "0.01", specimen="PB")), UNKNOWN),
    ],
)
def test_what_can_carry_standard_risk(packs, found, truth):
    pack = packs["aieop-bfm-all-2000"]

    assert ask(pack, NegativeAt(pack.schedule.named("D33")), found)[0] is truth


def test_a_missed_result_fulfils_no_criterion_only_where_that_is_published(packs):
    aieop, cog = packs["aieop-bfm-all-2000"], packs["cog-aall08b1"]
    missed = pcr(result("D78", state="not_evaluable"))
    high = MeasuredAt(
        aieop.schedule.named("D78"), Channel.MRD, read_threshold(">= 1e-3 fraction", FRACTION)
    )

    truth, trace = ask(aieop, high, missed)

    assert truth is NO
    assert "published rule" in trace.steps[0].observed
    assert ask(cog, d29(cog), result("D29", state="not_evaluable"))[0] is UNKNOWN


@pytest.mark.parametrize(
    ("found", "truth"),
    [
        (pcr(negative("D33", "1")), NO),
        (pcr(result("D33", lloq="0.01", **PNQ)), YES),
        (pcr(result("D33", "0.0001")), YES),
        (pcr(negative("D33", "0.01", quality=["few_cells"])), UNKNOWN),
        (pcr(result("D33", state="not_evaluable")), NO),
        (pcr(result("D33", state="pending")), UNKNOWN),
    ],
)
def test_any_positivity(packs, found, truth):
    pack = packs["aieop-bfm-all-2000"]

    assert ask(pack, PositiveAt(pack.schedule.named("D33")), found)[0] is truth


@pytest.mark.parametrize(
    ("found", "truth", "observed"),
    [
        ((), UNKNOWN, "D33: no result"),
        ((pcr(result("D33", state="pending")),), UNKNOWN, "D33: pending"),
        ((pcr(result("D33", state="not_evaluable")),), YES, "D33: reported as not evaluable"),
        ((pcr(negative("D33", "0.01")),), NO, "not detected (s = 0.01 %) (D33, BM, ig_tr_pcr)"),
        ((result("D33", state="not_evaluable"),), UNKNOWN, "D33: no result"),
    ],
)
def test_a_method_is_unavailable_only_where_it_was_tried(packs, found, truth, observed):
    pack = packs["aieop-bfm-all-2000"]

    answer, trace = ask(pack, UnavailableAt(pack.schedule.named("D33")), *found)

    assert (answer, trace.steps[0].observed) == (truth, observed)
    assert trace.steps[0].asked == "MRD at D33 (BM, ig_tr_pcr) not available?"


@pytest.mark.parametrize(
    ("condition", "asked"),
    [
        (NegativeAt, "MRD not negative at D33 (BM, ig_tr_pcr, 2 markers, sensitivity"),
        (PositiveAt, "MRD not positive at D33 (BM, ig_tr_pcr)?"),
        (UnavailableAt, "MRD at D33 (BM, ig_tr_pcr) available?"),
    ],
)
def test_opposites_are_asked_as_such(packs, condition, asked):
    pack, trace = packs["aieop-bfm-all-2000"], Trace()

    condition(pack.schedule.named("D33")).negated().skip(trace)

    assert trace.steps[0].asked.startswith(asked)


@pytest.mark.parametrize(
    ("denominator", "value", "truth"),
    [
        ("mononuclear_cells", "0.02", YES),
        ("mononuclear_cells", "0.005", NO),
        (None, "0.02", YES),
        ("nucleated_cells", "0.02", UNKNOWN),
        ("nucleated_cells", "0.005", UNKNOWN),
    ],
)
def test_a_fraction_of_other_cells_is_annotated_and_answers_nothing(
    packs, denominator, value, truth
):
    # Section 8 trap 2: "mismatch → annotate, do not convert".
    pack = packs["cog-aall08b1"]
    found = result("D29", value, **({"denominator": denominator} if denominator else {}))

    answer, trace = ask(pack, d29(pack), found)

    quiet = d29(pack).check(view_of(pack, case_of(found)), None, Trace(is_quiet=True))
    assert (answer, quiet.truth) == (truth, truth)
    assert ("not converted" in trace.steps[0].observed) is (truth is UNKNOWN)
    assert trace.steps[0].result_keys == ("0",)


def test_a_negative_of_other_cells_carries_nothing_and_a_positive_still_counts(packs):
    pack = packs["aieop-bfm-all-2000"]
    timepoint = pack.schedule.named("D33")
    assay = replace(timepoint.assays[Channel.MRD], denominators=(Denominator.GENOME_EQUIVALENTS,))
    strict = replace(timepoint, assays={**timepoint.assays, Channel.MRD: assay})
    schedule = replace(pack.schedule, timepoints=(strict,))
    other = {"denominator": "reads"}

    def answer(found):
        view = CaseView(schedule, case_of(pcr(found) | other))
        return NegativeAt(strict).check(view, None, Trace()).truth

    assert answer(negative("D33", "0.01")) is UNKNOWN
    assert answer(result("D33", "0.5")) is NO
