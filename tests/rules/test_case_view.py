"""What counts at a time point: the last evaluable result of the decisive method."""

from decimal import Decimal

import pytest

from mrdtracker.domain.finding import Step
from mrdtracker.domain.truth import Truth
from mrdtracker.rules.case_view import Availability, Need, Trace, wording
from mrdtracker.rules.measured import NegativeAt
from mrdtracker.rules.timepoints import Channel
from tests.rules.cases import case_of, negative, pcr, result, view_of


def reading(packs, *results, channel=Channel.MRD):
    pack = packs["cog-aall08b1"]
    return view_of(pack, case_of(*results)).reading(pack.schedule.named("D29"), channel)


def shown(found):
    return [one.shown for one in found.chosen]


def test_of_repeats_the_last_evaluable_one_counts(packs):
    first, later = result("D29", "0.5", day=29), result("D29", "0.2", day=31)
    failed = result("D29", day=33, state="not_evaluable")

    assert shown(reading(packs, later, first, failed)) == ["0.2 %"]


def test_a_word_does_not_replace_a_number(packs):
    found = reading(packs, result("D29", "0.5"), result("D29", state="detected"))

    assert shown(found) == ["0.5 %"]


def test_a_word_of_disease_is_not_hidden_by_a_negative_before_it(packs):
    found = reading(packs, negative("D29", "0.001"), result("D29", state="detected"))

    assert [one.result.value.state.value for one in found.chosen] == ["detected"]


@pytest.mark.parametrize("is_turned_round", [False, True])
@pytest.mark.parametrize(
    ("low", "high"),
    [
        (negative("D29", "0.001"), result("D29", "0.5")),
        (result("D29", "0.02"), result("D29", "0.5")),
        (negative("D29", "0.001"), negative("D29", "0.1")),
        (negative("D29", "0.001"), negative("D29", None)),
        (
            negative("D29", "0.001"),
            result("D29", state="positive_below_lloq", lloq="0.01", unit="%"),
        ),
        (negative("D29", None), result("D29", state="uncertain_significance")),
        (result("D29", state="positive_below_lloq", lloq="0.01", unit="%"), result("D29", "0.5")),
    ],
)
def test_of_several_targets_the_highest_counts(packs, low, high, is_turned_round):
    """Patient-level value: the highest target; negative only if every target is (EuroMRD)."""
    two = [low | {"target": "TRG"}, high | {"target": "IGH"}]

    found = reading(packs, *(reversed(two) if is_turned_round else two))

    assert [one.result.target for one in found.chosen] == ["IGH"]


IGH = pcr(negative("D33", "0.01", target="IGH"), 1)
TRG = pcr(negative("D33", "0.01", target="TRG"), 1)


@pytest.mark.parametrize(
    ("results", "markers", "is_met"),
    [
        ((IGH,), 1, "no"),
        ((IGH, TRG), 2, "yes"),
        ((IGH | {"markers": None}, TRG | {"markers": None}), 2, "yes"),
        ((IGH | {"markers": None},), None, "unknown"),
        ((IGH, IGH | {"note": "repeat"}), 1, "no"),
        ((IGH | {"target": ""}, TRG | {"target": ""}), 1, "no"),
        ((IGH, TRG | {"sensitivity": "0.1"}), 1, "no"),
        ((IGH, TRG | {"state": "not_evaluable", "sensitivity": None, "unit": None}), 1, "no"),
        ((IGH, TRG | {"timepoint": None, "day": 34}), 1, "no"),
        ((IGH | {"markers": 3}, TRG), 3, "yes"),
    ],
)
def test_markers_are_stated_or_counted_by_target(packs, results, markers, is_met):
    """Two lines of one target each are two markers, whatever each line says of itself."""
    pack = packs["aieop-bfm-all-2000"]
    timepoint = pack.schedule.named("D33")
    view = view_of(pack, case_of(*({k: v for k, v in one.items() if v} for one in results)))
    found = view.reading(timepoint, Channel.MRD)

    assert found.markers_behind(view.placed[0]) == markers
    answer = NegativeAt(timepoint).check(view, None, Trace())
    assert answer.truth is Truth(is_met)


@pytest.mark.parametrize(
    ("results", "availability"),
    [
        ([], Availability.ABSENT),
        ([result("D29", state="pending")], Availability.PENDING),
        ([result("D29", state="not_evaluable")], Availability.NOT_EVALUABLE),
        (
            [result("D29", state="not_evaluable"), result("D29", state="pending")],
            Availability.PENDING,
        ),
        ([result("D29", "0.1")], Availability.THERE),
        ([result("D29", "0.1", specimen="PB")], Availability.ABSENT),
        ([result("D29", "0.1", method="ig_tr_pcr")], Availability.ABSENT),
    ],
)
def test_why_there_is_nothing_is_kept_apart(packs, results, availability):
    assert reading(packs, *results).availability is availability


def test_the_step_says_why_a_result_does_not_count(packs):
    wrong = reading(packs, negative("D29", "0.01", specimen="PB"))
    late = reading(packs, result(40, "0.1"))
    failed = reading(packs, result("D29", state="not_evaluable"))

    assert "cannot stand for BM" in wrong.why_nothing
    assert "out of window" in late.why_nothing
    assert failed.why_nothing == "D29: reported as not evaluable"
    assert reading(packs).why_nothing == "D29: no result"
    assert [one.key for one in wrong.seen] == ["0"]


def test_a_reading_is_worked_out_once(packs):
    pack = packs["cog-aall08b1"]
    view = view_of(pack, case_of())
    timepoint = pack.schedule.named("D29")

    assert view.reading(timepoint, Channel.MRD) is view.reading(timepoint, Channel.MRD)


def test_white_cells_counted_after_steroids_say_nothing_about_the_risk(packs):
    pack = packs["cog-aall08b1"]

    after = view_of(pack, case_of(steroid_pretreatment="yes"))
    before = view_of(pack, case_of(steroid_pretreatment="yes", pre_steroid_cbc="yes"))

    assert after.risk_white_cells is None
    assert before.risk_white_cells == Decimal(30)


def test_needs_are_said_in_one_sentence():
    assert Need("age").text == "age"
    assert wording("BM flow", ("D8", "D29"), ", 2 markers") == "BM flow at D8 and D29, 2 markers"


def test_a_trace_names_each_result_once_and_only_of_reached_steps():
    step = Step("?", "", Truth.YES, result_keys=("a", "b"))
    skipped = Step("?", "", Truth.UNKNOWN, is_reached=False, result_keys=("c",))

    assert Trace([step, step, skipped]).keys() == ("a", "b")


def test_of_other_facts_age_and_white_cells_are_worked_out_anew_and_nothing_is_written(packs):
    view = view_of(packs["cog-aall08b1"], case_of(result("D29", "0.1")))
    assert (view.age_years, view.risk_white_cells) == (Decimal(4), Decimal(30))
    patient = case_of(age_years="12", wbc_10e9_per_L="80").patient

    other = view.supposing(patient, ())

    assert (other.age_years, other.risk_white_cells) == (Decimal(12), Decimal(80))
    assert (view.age_years, view.risk_white_cells) == (Decimal(4), Decimal(30))
    assert other.placed is view.placed
    assert other.is_brief
    assert other.trace().is_quiet
    assert not view.trace().is_quiet
