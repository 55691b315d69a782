from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest

from mrdtracker.domain.case import CourseFacts
from mrdtracker.domain.mrd_value import MrdValue, ResultState
from mrdtracker.domain.records import PatientFile, SampleId
from mrdtracker.domain.vocabulary import Method, Quality
from mrdtracker.services.entry_context import Awaited
from mrdtracker.services.entry_guard import CHECKS, Weight, warnings_of
from tests.builders import a_measurement, a_patient, a_sample, negative, quantified
from tests.services.entry_builders import BLOOD, MARROW, a_context, a_mark, an_overview, day, typed

PNQ = MrdValue(ResultState.POSITIVE_BELOW_LLOQ, lloq=Decimal("0.0001"))


def file_with(value, on=8, **changes):
    """The patient with one earlier flow result in the marrow."""
    return PatientFile(
        a_patient(),
        samples=(a_sample(taken_on=day(on)),),
        measurements=(a_measurement(value=value, **changes),),
    )


def weights(entry, context=None):
    found = warnings_of(entry, context or a_context())
    return {warning.code: warning.weight for warning in found}


def test_an_ordinary_result_gives_no_warning():
    assert weights(typed(quantified("0.0005"))) == {}


def test_every_check_has_a_code_of_its_own():
    codes = [check.__doc__.partition(":")[0] for check in CHECKS]

    assert codes == sorted(set(codes))


def test_every_warning_says_what_is_odd_and_why_that_matters():
    context = a_context(file_with(quantified("0.0001")))
    found = warnings_of(typed(quantified("0.5"), method=Method.NGS), context)

    assert found
    assert all(one.text.endswith(".") and one.why.endswith(".") for one in found)


@pytest.mark.parametrize(
    ("on", "weight"),
    [
        (day(1).replace(year=2026), Weight.STOP),
        (day(1).replace(year=2020), Weight.STOP),
        (day(0), Weight.REASON),
        (day(1), None),
        (day(49), None),
    ],
    ids=["future", "before birth", "before diagnosis", "on the first day", "today"],
)
def test_e02_stops_at_dates_that_cannot_be(on, weight):
    assert weights(typed(taken_on=on)).get("E02") is weight


def test_a_date_that_was_not_typed_is_not_checked():
    assert weights(typed(taken_on=None)) == {}


@pytest.mark.parametrize(
    ("on", "fires"),
    [(13, True), (14, False), (17, False), (18, True), (24, True), (25, False)],
)
def test_e03_fires_beside_a_window_that_has_no_sample_yet(on, fires):
    assert ("E03" in weights(typed(taken_on=day(on)))) is fires


def test_e03_is_silent_where_the_time_point_has_its_sample():
    file = PatientFile(a_patient(), samples=(a_sample(taken_on=day(15)),))

    assert "E03" not in weights(typed(taken_on=day(18)), a_context(file))


@pytest.mark.parametrize(("on", "fires"), [(1, False), (2, True)])
def test_e03_is_silent_about_the_tube_of_the_diagnosis(on, fires):
    entry = typed(specimen=BLOOD, taken_on=day(on))

    assert ("E03" in weights(entry)) is fires


def test_e03_is_silent_without_a_protocol():
    context = a_context(course=CourseFacts(therapy_started_on=day(1)))

    assert weights(typed(taken_on=day(18)), context) == {}


def test_e03_says_by_how_much_and_which_window():
    [warning] = warnings_of(typed(taken_on=day(18)), a_context())

    assert warning.text == "1 day after the window of D15 (day 14–17)."


def test_e03_counts_by_the_packs_own_convention():
    context = a_context(
        overviews=(an_overview(first_dose_day=0),),
        convention=an_overview(first_dose_day=0).convention,
    )

    assert "E03" in weights(typed(taken_on=day(14)), context)


@pytest.mark.parametrize(
    ("specimen", "on", "fires"),
    [(BLOOD, 15, True), (BLOOD, 8, False), (BLOOD, 10, False)],
    ids=["blood on the day of the marrow", "blood on its own day", "no time point that day"],
)
def test_e05_fires_where_the_pack_wants_another_specimen(specimen, on, fires):
    assert ("E05" in weights(typed(specimen=specimen, taken_on=day(on)))) is fires


def test_e05_leaves_a_blood_count_on_any_day_alone():
    entry = typed(specimen=BLOOD, method=Method.MORPHOLOGY)

    assert "E05" not in weights(entry)


def test_e06_notes_the_first_result_by_another_method():
    context = a_context(file_with(quantified()))

    assert weights(typed(method=Method.IG_TR_PCR), context) == {"E06": Weight.NOTE}
    assert weights(typed(method=Method.FLOW), context) == {}
    assert weights(typed(method=Method.MORPHOLOGY), context) == {}


@pytest.mark.parametrize(
    ("before", "now", "weight"),
    [
        (quantified("0.0001"), quantified("0.0031"), None),
        (quantified("0.0001"), quantified("0.0032"), Weight.REASON),
        (quantified("0.0032"), quantified("0.0001"), Weight.NOTE),
        (negative("0.0001"), quantified("0.0032"), Weight.REASON),
        (negative("0.01"), quantified("0.0032"), None),
        (quantified("0.0032"), negative("0.0001"), Weight.NOTE),
        (PNQ, quantified("0.0032"), Weight.REASON),
    ],
)
def test_e07_asks_why_from_one_and_a_half_powers_of_ten_on(before, now, weight):
    assert weights(typed(now), a_context(file_with(before))).get("E07") is weight


def test_e07_compares_only_the_same_method_target_and_specimen():
    context = a_context(file_with(quantified("0.0001")))

    assert "E07" not in weights(typed(quantified("0.005"), target="IGH"), context)
    assert "E07" not in weights(typed(quantified("0.005"), specimen=BLOOD), context)


@pytest.mark.parametrize(("fraction", "fires"), [("0.0999", False), ("0.1", True), ("0.2", True)])
def test_e08_asks_again_at_a_threshold_of_the_day(fraction, fires):
    found = weights(typed(quantified(fraction)))

    assert (found.get("E08") is Weight.SECOND_ENTRY) is fires


def test_e08_holds_only_on_its_day_in_its_specimen_and_by_its_method():
    high = quantified("0.5")

    assert "E08" not in weights(typed(high, taken_on=day(29)))
    assert "E08" not in weights(typed(high, specimen=BLOOD))
    assert "E08" not in weights(typed(high, method=Method.NGS))
    assert "E08" not in weights(
        typed(high), a_context(overviews=(an_overview(a_mark(is_display_only=True)),))
    )


@pytest.mark.parametrize(
    ("before", "now", "weight"),
    [
        ("0.0001", "0.01", Weight.SECOND_ENTRY),
        ("0.01", "0.0001", Weight.NOTE),
        ("0.0001", "0.004", None),
        ("0.0001", "0.03", None),
    ],
)
def test_e09_sees_the_factor_of_a_hundred(before, now, weight):
    found = weights(typed(quantified(now)), a_context(file_with(quantified(before))))

    assert found.get("E09") is weight


def test_e09_takes_the_place_of_e07():
    found = weights(typed(quantified("0.01")), a_context(file_with(quantified("0.0001"))))

    assert "E07" not in found


def test_e09_holds_the_value_against_the_counts():
    entry = typed(quantified("0.0123"), events_positive=63, events_total=512000)

    assert weights(entry)["E09"] is Weight.SECOND_ENTRY
    assert "E09" not in weights(replace(entry, value=quantified("0.000123")))


def test_e09_holds_the_value_against_another_method_in_the_same_tube():
    file = file_with(quantified("0.0005"), on=15, method=Method.IG_TR_PCR)
    entry = typed(quantified("0.05"), sample_id=SampleId("sample-1"))

    assert weights(entry, a_context(file))["E09"] is Weight.SECOND_ENTRY


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"lod": Decimal("0.01"), "lloq": Decimal("0.001")}, "lloq"),
        ({"events_positive": 5, "events_total": 4}, "events_positive"),
    ],
)
def test_e10_stops_at_numbers_that_contradict_each_other(changes, field):
    [warning] = warnings_of(typed(**changes), a_context())

    assert (warning.code, warning.weight, warning.field) == ("E10", Weight.STOP, field)


def test_e10_lets_equal_limits_and_counts_pass():
    limit = Decimal("0.01")

    assert weights(typed(lod=limit, lloq=limit, events_positive=4, events_total=4)) == {}


def test_e11_wants_the_sensitivity_of_a_negative_and_the_limit_of_a_positive():
    assert weights(typed(MrdValue(ResultState.NEGATIVE))) == {"E11": Weight.REASON}
    assert weights(typed(MrdValue(ResultState.POSITIVE_BELOW_LLOQ))) == {"E11": Weight.STOP}
    assert "E11" not in weights(typed(negative()))
    assert "E11" not in weights(typed(PNQ))


def test_e12_notes_a_sensitivity_that_cannot_answer_the_rule_of_the_day():
    context = a_context(overviews=(an_overview(a_mark("0.0001")),))

    assert weights(typed(negative("0.001")), context) == {"E12": Weight.NOTE}
    assert weights(typed(negative("0.0001")), context) == {}


def test_e13_wants_a_reason_for_a_negative_in_a_weak_sample():
    weak, fine = (Quality.HAEMODILUTION_SUSPECTED,), (Quality.OUT_OF_WINDOW,)

    assert weights(typed(negative(), quality=weak)) == {"E13": Weight.REASON}
    assert weights(typed(negative(), quality=fine)) == {}
    assert weights(typed(quantified(), quality=weak)) == {}


def test_e14_wants_a_reason_for_a_repeat():
    context = a_context(file_with(quantified(), on=15))
    again = typed(quantified(), sample_id=SampleId("sample-1"))

    assert weights(again, context)["E14"] is Weight.REASON
    assert weights(typed(quantified()), context)["E14"] is Weight.REASON
    assert "E14" not in weights(replace(again, method=Method.NGS), context)
    assert "E14" not in weights(replace(again, target="IGH"), context)


def test_e14_does_not_hold_a_result_against_itself():
    context = a_context(file_with(quantified(), on=15))
    amended = typed(
        quantified(),
        sample_id=SampleId("sample-1"),
        measurement_id=context.file.measurements[0].id,
    )

    assert weights(amended, context) == {}


NEXT_TO_IT = Awaited("S-0007", "D33", MARROW, day(31), day(33), day(36))
OWN = Awaited("S-0001", "D15", MARROW, day(14), day(15), day(17))


def e01(own=(OWN,), others=(NEXT_TO_IT,), **changes):
    context = a_context(own_awaited=own, others_awaited=others)
    return weights(typed(**{"taken_on": day(33), **changes}), context).get("E01")


def test_e01_asks_for_a_reason_where_the_tube_was_due_of_another_child():
    assert e01() is Weight.REASON


@pytest.mark.parametrize(
    "silent",
    [
        {"own": (OWN._replace(opens=day(32), target=day(33), closes=day(34)),)},
        {"own": (OWN._replace(closes=None),)},
        {"own": None},
        {"others": ()},
        {"others": (NEXT_TO_IT._replace(specimen=BLOOD),)},
        {"taken_on": day(32)},
        {"taken_on": day(37)},
        {"taken_on": day(1)},
        {"taken_on": None},
        {"specimen": None},
        {"sample_id": SampleId("sample-1")},
    ],
    ids=[
        "this child's own is due",
        "this child's window has no end",
        "nobody can say what is expected",
        "nobody else is due",
        "blood is due of the other",
        "before the other's target",
        "after the other's window",
        "the tube of the diagnosis",
        "no date",
        "no specimen",
        "a tube on record",
    ],
)
def test_e01_is_silent_where_the_tube_may_be_this_childs(silent):
    assert e01(**silent) is None


@pytest.mark.parametrize(("late", "fires"), [(10, True), (11, False)])
def test_e01_counts_a_tube_near_the_own_window_as_meant_for_it(late, fires):
    own = OWN._replace(closes=day(33) - timedelta(days=late))

    assert (e01(own=(own,)) is None) is fires


@pytest.mark.parametrize(("days", "fires"), [(7, True), (8, False)])
def test_e01_counts_an_endless_window_of_another_child_for_a_week(days, fires):
    others = (NEXT_TO_IT._replace(target=day(33) - timedelta(days=days), closes=None),)

    assert (e01(others=others) is Weight.REASON) is fires


def test_e01_names_the_other_children_and_not_all_of_many():
    others = tuple(NEXT_TO_IT._replace(code=f"S-000{number}") for number in range(2, 7))
    context = a_context(own_awaited=(OWN,), others_awaited=others)

    [warning] = [one for one in warnings_of(typed(taken_on=day(33)), context) if one.code == "E01"]

    assert "S-0002 (D33), S-0003 (D33), S-0004 (D33)." in warning.text
