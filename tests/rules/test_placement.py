"""A result belongs to a time point by name and day, or it says why it belongs to none."""

from dataclasses import replace
from decimal import Decimal

import pytest

from mrdtracker.domain.mrd_value import Interval
from mrdtracker.domain.truth import Truth
from mrdtracker.domain.vocabulary import Quality
from mrdtracker.rules.placement import Trouble
from tests.rules.cases import case_of, count, negative, result, smear, view_of

STARTED = {"therapy_started_on": "2026-03-03"}


def placed(pack, found, course=None):
    return view_of(pack, case_of(found, course=course)).placed[0]


def test_the_day_is_counted_from_the_date_by_the_packs_convention(packs):
    found = smear(None, "2", on="2026-03-10")

    ccg = placed(packs["ccg-early-marrow"], found, STARTED)
    cog = placed(packs["cog-aall08b1"], found, STARTED)

    assert (ccg.day, ccg.place.timepoint.id) == (7, "D7")
    assert cog.day == 8


def test_a_stated_day_that_is_not_the_day_of_the_date_is_not_used(packs):
    found = placed(packs["cog-aall08b1"], smear(7, "2", on="2026-03-10"), STARTED)

    assert found.place.trouble is Trouble.DAYS_DISAGREE
    assert found.place.says.startswith(
        "Stated day 7, but 2026-03-10 is day 8 when the first dose is day 1"
    )


def test_a_day_that_another_pack_counted_is_not_held_against_the_date(packs):
    found = smear(7, "2", on="2026-03-10")
    own = STARTED | {"pack": "ccg-early-marrow"}

    elsewhere = placed(packs["cog-aall08b1"], found, own)
    told = placed(packs["cog-aall08b1"], found | {"first_dose_day": 1}, own)

    assert (elsewhere.day, elsewhere.place.trouble) == (8, None)
    assert told.place.trouble is Trouble.DAYS_DISAGREE


def test_a_day_stated_in_another_convention_is_renumbered(packs):
    found = placed(packs["cog-aall08b1"], result(28, "0.1", first_dose_day=0))

    assert (found.day, found.place.timepoint.id) == (29, "D29")


@pytest.mark.parametrize(
    ("day", "inside"), [(27, False), (28, True), (29, True), (36, True), (37, False)]
)
def test_the_window_of_day_29_ends_where_it_says(packs, day, inside):
    found = placed(packs["cog-aall08b1"], result(day, "0.1"))

    assert (found.place.trouble is None) is inside
    assert found.place.timepoint.id == "D29"


@pytest.mark.parametrize(("day", "troubled"), [(46, True), (47, False)])
def test_a_sample_far_from_every_window_is_just_not_placed(packs, day, troubled):
    found = placed(packs["cog-aall08b1"], result(day, "0.1"))

    assert (found.place.trouble is Trouble.OUT_OF_WINDOW) is troubled


def test_a_marrow_of_the_diagnosis_was_meant_for_no_time_point(packs):
    pack = packs["ccg-early-marrow"]

    assert placed(pack, smear(0, "90")).place.trouble is None
    assert placed(pack, smear(1, "90")).place.trouble is Trouble.OUT_OF_WINDOW


def test_a_named_time_point_with_a_day_outside_its_window_is_not_used(packs):
    found = placed(packs["cog-aall08b1"], result("D29", "0.1", day=40))

    assert found.place.trouble is Trouble.OUT_OF_WINDOW
    assert "day 28–36" in found.place.says


def test_a_sample_after_the_next_phase_has_started_is_out_of_window(packs):
    course = STARTED | {
        "events": [{"kind": "phase_started", "name": "consolidation", "on": "2026-04-01"}]
    }

    before = placed(packs["cog-aall08b1"], result(None, "0.1", on="2026-04-01"), course)
    after = placed(packs["cog-aall08b1"], result(None, "0.1", on="2026-04-02"), course)

    assert before.place.trouble is None
    assert after.place.trouble is Trouble.OUT_OF_WINDOW


def test_the_laboratory_may_mark_a_sample_as_out_of_window(packs):
    found = placed(packs["cog-aall08b1"], result("D29", "0.1", quality=["out_of_window"]))

    assert found.place.trouble is Trouble.OUT_OF_WINDOW


def test_a_name_that_the_pack_does_not_have_is_said(packs):
    found = placed(packs["cog-aall08b1"], result("D33", "0.1"))

    assert found.place.trouble is Trouble.UNKNOWN_NAME
    assert "D8, D29" in found.place.says


def test_a_name_of_another_pack_is_nothing_to_complain_of(packs):
    found = placed(packs["cog-aall08b1"], result("D33", "0.1"), {"pack": "aieop-bfm-all-2000"})

    assert (found.place.trouble, found.place.timepoint) == (None, None)


def test_a_date_without_a_first_dose_cannot_be_counted(packs):
    found = placed(packs["cog-aall08b1"], result(None, "0.1", on="2026-04-01"))

    assert found.place.trouble is Trouble.NO_DAY


def test_a_time_point_without_a_day_takes_only_what_names_it(packs):
    pack = packs["kspho-hr-2024"]

    assert placed(pack, result("EOC", "0.1")).place.timepoint.id == "EOC"
    assert placed(pack, result(90, "0.1")).place.timepoint is None
    assert placed(pack, result("EOC", "0.1", day=20)).place.trouble is Trouble.OUT_OF_WINDOW


def test_the_generic_pack_reads_the_day_from_a_name(packs):
    found = placed(packs["generic-definitions"], smear("D33", "7"))

    assert (found.day, found.place.timepoint) == (33, None)


def test_a_diluted_value_gives_up_its_upper_end_only(packs):
    low = placed(packs["cog-aall08b1"], result("D29", "0.02", quality=["not_first_pull"]))
    none = placed(packs["cog-aall08b1"], negative("D29", "0.001", quality=["clotted"]))

    assert low.interval == Interval(Decimal("0.0002"), Decimal(1), low_open=False, high_open=False)
    assert low.is_positive() is Truth.YES
    assert none.is_positive() is Truth.UNKNOWN
    assert none.interval.high == 1


def test_a_diluted_count_has_no_upper_end(packs):
    found = placed(packs["aieop-bfm-all-2000"], count("D8", "10", quality=["clotted"]))

    assert found.interval.high is None


@pytest.mark.parametrize(
    ("days_before", "blind"), [(-1, False), (0, True), (183, True), (184, False)]
)
def test_cd19_directed_therapy_blinds_flow_for_six_months(packs, days_before, blind):
    course = {"events": [{"kind": "cd19_directed_therapy", "day": 300 - days_before}]}

    found = placed(packs["generic-definitions"], negative(300, "0.001"), course)

    assert found.is_cd19_blind is blind


def test_dates_decide_before_days_whether_cd19_therapy_is_recent(packs):
    course = {"events": [{"kind": "car_t", "on": "2026-01-01"}]}
    pack = packs["generic-definitions"]

    assert placed(pack, negative(None, "0.001", on="2026-02-01"), course).is_cd19_blind
    assert not placed(pack, negative(None, "0.001", on="2026-12-01"), course).is_cd19_blind
    # Nobody can compare a date with a day here: a negative must not gain from it.
    assert placed(pack, negative(30, "0.001"), course).is_cd19_blind


@pytest.mark.parametrize(
    ("taken", "blind"),
    [("2026-02-28", False), ("2026-03-01", True), ("2026-08-31", True), ("2026-09-01", False)],
)
def test_cd19_therapy_counts_from_its_day_to_the_183rd_after_it(packs, taken, blind):
    course = {"events": [{"kind": "cd19_directed_therapy", "on": "2026-03-01"}]}
    pack = packs["generic-definitions"]

    assert placed(pack, negative(None, "0.001", on=taken), course).is_cd19_blind is blind


def test_a_named_time_point_stands_for_its_day_beside_cd19_therapy(packs):
    course = {"events": [{"kind": "cd19_directed_therapy", "day": 20}]}

    assert placed(packs["cog-aall08b1"], negative("D29", "0.001"), course).is_cd19_blind


def test_gating_that_does_not_rest_on_cd19_and_pcr_see_everything(packs):
    course = {"events": [{"kind": "cd19_directed_therapy", "day": 20}]}
    pack = packs["generic-definitions"]

    independent = placed(pack, negative(30, "0.001", gating="cd19_independent"), course)
    by_pcr = placed(pack, negative(30, "0.001", method="ig_tr_pcr"), course)
    marked = placed(pack, negative(30, "0.001", quality=["cd19_directed_therapy"]))

    assert not independent.is_weakened
    assert not by_pcr.is_weakened
    assert marked.is_cd19_blind
    assert marked.is_weakened


def test_where_names_day_convention_specimen_and_method(packs):
    pack = packs["cog-aall08b1"]

    assert placed(pack, result("D29", "1", day=29)).where == "D29 (first dose = day 1), BM, flow"
    assert placed(pack, result("D29", "1")).where == "D29, BM, flow"
    assert placed(pack, result("D33", "1")).where == "D33, BM, flow"
    dated = placed(pack, result(None, "1", on="2026-03-10"), {"pack": "cog-aall08b1"})
    assert dated.where == "2026-03-10, BM, flow"


def test_the_day_of_a_phase_counts_as_its_source_counts(packs):
    phase = {"kind": "phase_started", "name": "consolidation", "day": 29}

    def trouble(event):
        found = result(30, "0.1")
        return placed(packs["cog-aall08b1"], found, {"events": [event]}).place.trouble

    # Day 29 where the first dose is day 0 is the pack's day 30: the marrow of that day is in time.
    assert trouble({**phase, "first_dose_day": 0}) is None
    assert trouble(phase) is Trouble.OUT_OF_WINDOW


@pytest.mark.parametrize(
    ("stated", "on", "day", "meant"),
    [
        (29, "2026-03-10", 8, "D8"),
        (29, "2026-05-20", 79, "D29"),
        (60, "2026-03-31", 29, "D29"),
        (60, "2026-05-20", 79, None),
    ],
)
def test_days_that_disagree_stand_at_the_time_point_that_one_of_them_meant(
    packs, stated, on, day, meant
):
    place = placed(packs["cog-aall08b1"], result(stated, "1", on=on), STARTED).place

    assert (place.day, place.timepoint and place.timepoint.id) == (day, meant)


def test_of_two_results_of_one_date_each_has_its_own_name_mark_and_course(packs):
    cog, on = packs["cog-aall08b1"], "2026-03-31"
    case = case_of(
        result(None, "1", on=on),
        result("D8", "1", on=on),
        result(None, "1", on=on, quality=["out_of_window"]),
        course=STARTED,
    )

    troubles = [one.place.trouble for one in view_of(cog, case).placed]
    uncounted = [
        placed(cog, result(None, "1", on="2026-04-02"), {"pack": pack}).place.trouble
        for pack in (None, "ccg-early-marrow")
    ]

    assert troubles == [None, Trouble.OUT_OF_WINDOW, Trouble.OUT_OF_WINDOW]
    assert uncounted == [Trouble.NO_DAY, None]


def test_a_result_keeps_its_key_and_has_its_number_else(packs):
    case = case_of(result("D29", "1"), result("D29", "2"))
    first, second = case.results
    case = replace(case, results=(replace(first, key="r-1"), replace(second, key="")))

    assert [one.key for one in view_of(packs["cog-aall08b1"], case).placed] == ["r-1", "1"]


@pytest.mark.parametrize("quality", list(Quality))
def test_only_what_dilutes_a_sample_weakens_it_for_a_method_that_does_not_gate(packs, quality):
    found = result("D29", "1", method="ig_tr_pcr", quality=[quality.value])

    is_weakened = placed(packs["cog-aall08b1"], found).is_weakened

    is_diluted = quality.weakens_negative and quality is not Quality.CD19_DIRECTED_THERAPY
    assert is_weakened is is_diluted


def test_dated_cd19_therapy_is_counted_to_the_day_of_a_result_without_a_date(packs):
    course = STARTED | {"events": [{"kind": "cd19_directed_therapy", "on": "2026-03-03"}]}

    blind = [
        placed(packs["cog-aall08b1"], result(day, "1"), course).is_cd19_blind for day in (184, 185)
    ]

    assert blind == [True, False]


def test_a_result_beside_a_threshold_is_written_on_its_side_of_it(packs):
    found = placed(packs["cog-aall08b1"], result("D29", "0.01229999"))

    assert found.shown == "0.0123 %"
    assert found.shown_beside(Decimal("0.000123")) == "0.01229999 %"
    assert found.shown_beside(Decimal("0.1")) == "0.0123 %"


def test_days_that_disagree_stand_at_the_time_point_that_is_named(packs):
    found = result("D29", "1", day=29, on="2026-03-10")

    place = placed(packs["cog-aall08b1"], found, STARTED).place

    assert (place.day, place.timepoint.id) == (8, "D29")
    assert place.says == (
        "Stated day 29, but 2026-03-10 is day 8 when the first dose is day 1: "
        "not used until one is corrected."
    )


def test_what_is_wrong_with_a_place_is_said_with_its_day_and_time_point(packs):
    pack = packs["cog-aall08b1"]
    course = STARTED | {
        "events": [{"kind": "phase_started", "name": "consolidation", "on": "2026-04-01"}]
    }

    def told(found, course=None):
        place = placed(pack, found, course).place
        return place.day, place.timepoint and place.timepoint.id, place.says

    clinician = ": out of window, needs a clinician."
    assert told(result("D29", "1", day=29, quality=["out_of_window"])) == (
        29,
        "D29",
        f"The sample is marked as outside D29{clinician}",
    )
    assert told(result("D29", "1", day=40)) == (
        40,
        "D29",
        f"Day 40 (first dose = day 1) is outside D29 (day 28–36){clinician}",
    )
    assert told(result(40, "1")) == told(result("D29", "1", day=40))
    assert told(result(None, "1", on="2026-04-02"), course) == (
        31,
        "D29",
        f"Day 31 is later than the start of consolidation, so it is outside D29{clinician}",
    )
    assert told(result("D29", "1", on="2026-03-31"), STARTED) == (29, "D29", "")
    assert told(result(None, "1", on="2026-04-02")) == (
        None,
        None,
        "The day cannot be counted: the date of the first dose is not known. Not used.",
    )


def test_only_the_phase_that_ends_a_time_point_ends_it(packs):
    pack, found = packs["cog-aall08b1"], result(30, "0.1")
    other_phase = {"kind": "phase_started", "name": "maintenance", "day": 10}
    other_event = {"kind": "drug_given", "name": "consolidation", "day": 10}

    assert placed(pack, found, {"events": [other_phase, other_event]}).place.trouble is None


def test_cd19_therapy_counts_as_its_source_counts_its_day(packs):
    given = {"kind": "cd19_directed_therapy", "day": 10, "first_dose_day": 0}

    blind = [
        placed(packs["cog-aall08b1"], result(day, "1"), {"events": [given]}).is_cd19_blind
        for day in (194, 195)
    ]

    assert blind == [True, False]


def test_a_result_is_held_against_cd19_therapy_on_its_own_day_or_that_of_its_name(packs):
    def blind(found, given):
        course = {"events": [{"kind": "cd19_directed_therapy", "day": given}]}
        return placed(packs["cog-aall08b1"], found, course).is_cd19_blind

    assert [blind(result("D29", "1"), given) for given in (29, 30)] == [True, False]
    assert [blind(result("D29", "1", day=36), given) for given in (36, 37)] == [True, False]
