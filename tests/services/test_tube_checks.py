"""E01–E05: whose tube it is, when and from where it was taken."""

from datetime import timedelta

import pytest

from mrdtracker.domain.case import CourseFacts
from mrdtracker.domain.records import PatientFile, SampleId
from mrdtracker.domain.vocabulary import Method
from mrdtracker.services.entry_context import Awaited
from mrdtracker.services.entry_guard import warnings_of
from mrdtracker.services.entry_warning import Weight
from tests.builders import a_patient, a_sample
from tests.services.entry_builders import (
    BLOOD,
    MARROW,
    a_context,
    an_overview,
    day,
    typed,
    weights,
)

NEXT_TO_IT = Awaited("S-0007", "D33", MARROW, day(31), day(33), day(36))
OWN = Awaited("S-0001", "D15", MARROW, day(14), day(15), day(17))


def e01(own=(OWN,), others=(NEXT_TO_IT,), **changes):
    context = a_context(own_awaited=own, others_awaited=others)
    return weights(typed(**{"taken_on": day(33), **changes}), context).get("E01")


def test_a_date_that_was_not_typed_is_not_checked():
    assert weights(typed(taken_on=None)) == {}


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


def test_e03_counts_its_days():
    [early] = warnings_of(typed(taken_on=day(12)), a_context())

    assert early.text == "2 days before the window of D15 (day 14–17)."


def test_e05_names_both_specimens():
    [warning] = [
        one
        for one in warnings_of(typed(specimen=BLOOD, taken_on=day(15)), a_context())
        if one.code == "E05"
    ]

    assert warning.text == "The protocol wants BM at D15, not PB."


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


@pytest.mark.parametrize(
    ("number", "sentence"),
    [
        (33, None),
        (34, "05 Apr 2025 is a Saturday."),
        (35, "06 Apr 2025 is a Sunday."),
        (36, None),
    ],
)
def test_e04_notes_a_weekend(number, sentence):
    found = {one.code: one for one in warnings_of(typed(taken_on=day(number)), a_context())}

    assert (found["E04"].text if "E04" in found else None) == sentence
    assert sentence is None or found["E04"].weight is Weight.NOTE


def test_e04_is_silent_about_a_tube_on_record():
    assert "E04" not in weights(typed(taken_on=day(34), sample_id=SampleId("sample-1")))
