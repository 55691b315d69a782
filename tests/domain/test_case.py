from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mrdtracker.domain.case import (
    CourseFacts,
    Event,
    PatientCase,
    PatientFacts,
    Result,
    problem_of_event,
)
from mrdtracker.domain.case_reading import TRUTH_FIELDS
from mrdtracker.domain.days import DayConvention
from mrdtracker.domain.errors import InvalidInputError
from mrdtracker.domain.mrd_value import MrdValue, ResultState
from mrdtracker.domain.truth import Truth
from mrdtracker.domain.units import QuantityKind
from mrdtracker.domain.vocabulary import EventKind, EventUnit, LesionState, Method, Specimen

STARTED = date(2026, 3, 2)
DAY_0, DAY_1 = DayConvention(0), DayConvention(1)
OUTSIDE = DayConvention(1, prephase_counts=False)


def result(value: MrdValue | None = None, method: Method = Method.FLOW, **given_parts: object):
    parts: dict[str, object] = {"day": 15} | given_parts
    value = value or MrdValue(ResultState.PENDING, method.kind)
    return Result(Specimen.BONE_MARROW, method, value, **parts)


def begun(name: str, on: date | None = None) -> Event:
    return Event(EventKind.PHASE_STARTED, name, on)


def quantified(number: str, kind: QuantityKind = QuantityKind.CELL_FRACTION) -> MrdValue:
    return MrdValue(ResultState.QUANTIFIED, kind, value=Decimal(number))


def aged(born_on: date | None = None, diagnosed_on: date | None = None, **facts: object):
    return PatientCase(patient=PatientFacts(born_on=born_on, diagnosed_on=diagnosed_on, **facts))


@pytest.mark.parametrize(
    ("diagnosed_on", "at_least_ten"),
    [(date(2026, 5, 3), False), (date(2026, 5, 4), True), (date(2026, 5, 5), True)],
)
def test_a_child_is_ten_on_its_tenth_birthday(diagnosed_on, at_least_ten):
    age = aged(date(2016, 5, 4), diagnosed_on).age_in_years()

    assert (age >= 10) is at_least_ten


@pytest.mark.parametrize(
    ("diagnosed_on", "years"),
    [(date(2025, 2, 28), "0"), (date(2025, 3, 1), "1"), (date(2028, 2, 29), "4")],
)
def test_a_child_born_on_29_february_has_birthdays(diagnosed_on, years):
    age = aged(date(2024, 2, 29), diagnosed_on).age_in_years()

    assert int(age) == int(years)


@given(st.dates(date(1990, 1, 1), date(2025, 1, 1)), st.integers(0, 9000))
def test_age_grows_with_every_day_and_is_whole_on_birthdays(born_on, days):
    on = born_on + timedelta(days=days)

    today, tomorrow = (aged(born_on, day).age_in_years() for day in (on, on + timedelta(days=1)))

    assert today < tomorrow
    is_birthday = (on.month, on.day) == (born_on.month, born_on.day)
    assert not is_birthday or today == on.year - born_on.year


def test_dates_win_over_days_and_days_over_stated_years():
    days = PatientFacts(age_days=3590, age_years=Decimal(10))

    assert PatientCase(patient=days).age_in_years() < 10
    assert aged(date(2016, 1, 1), date(2026, 1, 1), age_days=3590).age_in_years() == 10
    assert aged(age_years=Decimal("9.83")).age_in_years() == Decimal("9.83")
    assert aged(date(2016, 1, 1), age_years=Decimal("9.83")).age_in_years() == Decimal("9.83")
    assert aged().age_in_years() is None


def test_half_a_year_is_half_of_its_days():
    assert aged(date(2016, 1, 1), date(2016, 7, 2)).age_in_years() == Decimal("0.5")


@pytest.mark.parametrize(("days", "at_least_ten"), [(3652, False), (3653, True)])
def test_ten_years_are_between_3652_and_3653_days(days, at_least_ten):
    assert (aged(age_days=days).age_in_years() >= 10) is at_least_ten


def test_the_start_of_therapy_stands_in_for_an_unknown_diagnosis():
    case = PatientCase(
        patient=PatientFacts(born_on=date(2016, 3, 2)),
        course=CourseFacts(therapy_started_on=STARTED),
    )

    assert case.age_in_years() == 10


def test_a_lesion_that_nobody_looked_for_is_not_tested():
    patient = PatientFacts(genetics={"BCR::ABL1": LesionState.FAILED})

    assert patient.lesion("BCR::ABL1") is LesionState.FAILED
    assert patient.lesion("ETV6::RUNX1") is LesionState.NOT_TESTED
    assert PatientFacts().lesion("ETV6::RUNX1") is LesionState.NOT_TESTED


def test_without_a_first_dose_no_days_are_counted():
    assert CourseFacts().timeline(DAY_1) is None


def test_days_begin_with_the_first_dose():
    assert CourseFacts(therapy_started_on=STARTED).timeline(DAY_1).day_of(STARTED) == 1


def test_days_begin_with_the_first_induction_where_the_prephase_does_not_count():
    week = timedelta(days=7)
    course = CourseFacts(
        therapy_started_on=STARTED,
        events=(
            begun("prephase", STARTED),
            begun("induction", STARTED + week),
            begun("induction"),
        ),
    )

    assert course.timeline(OUTSIDE).day_of(STARTED + week) == 1
    assert course.timeline(DAY_1).day_of(STARTED + week) == 8


def test_a_prephase_without_a_dated_induction_leaves_the_days_unknown():
    course = CourseFacts(therapy_started_on=STARTED, events=(begun("prephase", STARTED),))

    assert course.timeline(OUTSIDE) is None
    assert course.timeline(DAY_1) is not None


def test_other_events_named_induction_do_not_move_the_days():
    course = CourseFacts(
        therapy_started_on=STARTED,
        events=(Event(EventKind.REMISSION, "induction", STARTED + timedelta(days=29)),),
    )

    assert course.timeline(OUTSIDE).day_of(STARTED) == 1


def test_the_date_wins_over_a_stated_day():
    timeline = CourseFacts(therapy_started_on=STARTED).timeline(DAY_1)
    dated = result(on=STARTED + timedelta(days=14), day=14)

    assert dated.day_in(DAY_1, timeline) == 15
    assert dated.day_in(DAY_1, None) == 14


def test_a_stated_day_is_counted_by_its_own_convention():
    assert result(day=7, day_stated_in=DAY_0).day_in(DAY_1, None) == 8
    assert result(day=7).day_in(DAY_1, None) == 7
    assert result(day=None, timepoint="EOC").day_in(DAY_1, None) is None


def test_a_result_needs_a_date_a_day_or_a_time_point():
    with pytest.raises(InvalidInputError, match="needs a date"):
        result(day=None)
    assert result(day=0).day == 0


def test_kinds_of_amounts_are_never_mixed():
    with pytest.raises(InvalidInputError, match="is not a cell concentration"):
        result(quantified("0.5", QuantityKind.CELL_CONCENTRATION))


def test_zero_is_a_result_only_where_zero_can_be_counted():
    with pytest.raises(InvalidInputError, match="0 is not a result of this method"):
        result(quantified("0"))
    assert result(quantified("0"), Method.MORPHOLOGY).value.value == 0


@pytest.mark.parametrize("state", [state for state in ResultState if state.is_numeric])
def test_a_fusion_screen_gives_no_amount(state):
    kind = QuantityKind.TRANSCRIPT_RATIO
    value = MrdValue(
        state,
        kind,
        value=Decimal(1) if state is ResultState.QUANTIFIED else None,
        uloq=Decimal(1) if state is ResultState.ABOVE_ULOQ else None,
    )

    with pytest.raises(InvalidInputError, match="qualitative"):
        result(value, Method.FUSION_SCREEN)


def test_more_positive_events_than_events_are_refused():
    with pytest.raises(InvalidInputError, match="More positive events"):
        result(events_total=100, events_positive=101)
    assert result(events_total=100, events_positive=100).events_total == 100


def test_what_nobody_said_is_unknown():
    patient, silent = PatientFacts(), result()

    for name in TRUTH_FIELDS:
        assert getattr(patient, name) is Truth.UNKNOWN
    assert patient.lineage is None
    assert silent.verified is Truth.UNKNOWN


DAY_ONE, DAY_ZERO = DayConvention(1), DayConvention(0)


def test_a_stated_day_of_an_event_is_renumbered_and_its_date_wins():
    stated = Event(EventKind.RELAPSE, day=300, day_stated_in=DAY_ZERO)
    dated = Event(EventKind.RELAPSE, on=date(2025, 3, 12), day=300, day_stated_in=DAY_ZERO)
    course = CourseFacts(therapy_started_on=date(2025, 3, 3))

    assert stated.day_in(DAY_ONE, None) == 301
    assert stated.day_in(DAY_ZERO, course.timeline(DAY_ZERO)) == 300
    assert Event(EventKind.RELAPSE, day=300).day_in(DAY_ONE, None) == 300
    assert dated.day_in(DAY_ONE, course.timeline(DAY_ONE)) == 10
    assert dated.day_in(DAY_ONE, None) == 301
    assert Event(EventKind.RELAPSE).day_in(DAY_ONE, None) is None


ON = date(2025, 3, 12)
MISSED = {"kind": EventKind.SAMPLE_MISSED, "name": "D15", "specimen": Specimen.CSF, "note": "ill"}
COUNT = {"kind": EventKind.BLOOD_COUNT, "name": "ANC", "amount": Decimal(1)}


@pytest.mark.parametrize(
    ("told", "says"),
    [
        ({"kind": EventKind.DEATH, "on": None}, "needs a date"),
        ({"kind": EventKind.DRUG_GIVEN, "ended_on": date(2025, 3, 11)}, "before the beginning"),
        ({"kind": EventKind.DRUG_GIVEN, "amount": Decimal(1)}, "belong together"),
        ({"kind": EventKind.DRUG_GIVEN, "unit": EventUnit.MG}, "belong together"),
        (MISSED | {"name": ""}, "its specimen"),
        (MISSED | {"specimen": None}, "its specimen"),
        (MISSED | {"note": " "}, "a reason"),
        (COUNT | {"amount": None}, "its number"),
        (COUNT | {"unit": EventUnit.MG}, "counted in cells"),
        ({"kind": EventKind.DRUG_GIVEN, "amount": 1, "unit": EventUnit.PER_UL}, "in its dose"),
        ({"kind": EventKind.RELAPSE, "amount": 1, "unit": EventUnit.MG}, "Only a blood count"),
    ],
)
def test_half_an_event_is_none(told, says):
    assert says in problem_of_event(Event(**{"on": ON, **told}))


@pytest.mark.parametrize(
    "told",
    [
        {"kind": EventKind.DRUG_GIVEN, "ended_on": ON},
        MISSED,
        COUNT | {"unit": EventUnit.E9_PER_L},
        {"kind": EventKind.DRUG_GIVEN, "amount": Decimal(50), "unit": EventUnit.MG},
        {"kind": EventKind.PROTOCOL_PAUSED},
    ],
)
def test_a_whole_event_is_one(told):
    assert problem_of_event(Event(on=ON, **told)) == ""


def test_a_result_of_another_quantity_names_its_method_and_the_quantity():
    ratio = MrdValue(ResultState.QUANTIFIED, QuantityKind.TRANSCRIPT_RATIO, value=Decimal("0.5"))

    with pytest.raises(InvalidInputError) as refused:
        Result(Specimen.BONE_MARROW, Method.FLOW, ratio, day=15)

    assert refused.value.message == "A flow result is not a transcript ratio: check the unit."
