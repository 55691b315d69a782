"""Counts and doses: exact amounts, one track each, and the share of counts in words."""

from decimal import Decimal

import pytest

from mrdtracker.domain.case import Event
from mrdtracker.domain.count_target import BloodCount, CountTarget
from mrdtracker.domain.vocabulary import EventKind, EventUnit
from mrdtracker.plots.course_tracks import has_track, tracks_of
from tests.plots.courses import DAY_ONE, case, dates_after, phases

TARGET = CountTarget(BloodCount.ANC, Decimal("0.75"), Decimal("1.5"))
MAINTENANCE = phases(("interim maintenance", 60), ("Maintenance", 100))


def count(day, amount, name="ANC", unit=EventUnit.E9_PER_L):
    return Event(EventKind.BLOOD_COUNT, name, day=day, amount=Decimal(amount), unit=unit)


def dose(day, amount, name="mercaptopurine", unit=EventUnit.MG_PER_M2_PER_DAY, **more):
    return Event(EventKind.DRUG_GIVEN, name, day=day, amount=Decimal(amount), unit=unit, **more)


def tracks(*events, targets=()):
    given = case(events=events)
    return tracks_of(given, DAY_ONE, given.course.timeline(DAY_ONE), targets)


def test_without_counts_and_doses_there_is_no_track():
    assert tracks(*MAINTENANCE, Event(EventKind.TRANSPLANT, day=9)) == ()


def test_cells_per_microlitre_join_their_track_exactly():
    (track,) = tracks(count(8, "850", unit=EventUnit.PER_UL), count(1, "1.2", "neutrophils"))

    assert track.title == "ANC, 10⁹/L"
    assert [(one.day, one.amount) for one in track.points] == [
        (1, Decimal("1.2")),
        (8, Decimal("0.85")),
    ]


def test_doses_in_other_units_are_never_one_track():
    found = tracks(
        dose(1, "50", "6-MP"),
        dose(30, "75"),
        dose(30, "5000", "MTX", EventUnit.MG_PER_M2),
        dose(30, "20", "methotrexate", EventUnit.MG_PER_M2_PER_WEEK),
    )

    assert [one.title for one in found] == [
        "mercaptopurine, mg/m² a day",
        "methotrexate, mg/m²",
        "methotrexate, mg/m² a week",
    ]
    assert [one.is_lasting for one in found] == [True, False, True]


def test_other_drugs_and_doses_without_an_amount_stay_marks():
    assert not has_track(dose(1, "6000", "asparaginase", EventUnit.MG))
    assert not has_track(Event(EventKind.DRUG_GIVEN, "mercaptopurine", day=1))
    assert has_track(count(1, "300", "platelets"))


def test_the_share_is_of_counts_in_maintenance_and_both_ends_belong_to_the_range():
    events = [count(day, amount) for day, amount in ((50, "1"), (70, "1"), (100, "0.75"))]
    events += [count(107, "1.5"), count(114, "1.51"), count(121, "0.2")]

    (track,) = tracks(*MAINTENANCE, *events, targets=[TARGET])

    assert track.says == "2 of 4 counts in maintenance within the laboratory's target 0.75–1.5"


@pytest.mark.parametrize(
    ("events", "targets", "says"),
    [
        (MAINTENANCE, (), "no share in range: no target set in the laboratory's settings"),
        ((), (TARGET,), "target 0.75–1.5; no share in range: no maintenance recorded"),
        (MAINTENANCE, (TARGET,), "target 0.75–1.5; no count in maintenance yet"),
    ],
)
def test_where_no_share_can_be_said_the_track_says_why(events, targets, says):
    (track,) = tracks(*events, count(8, "1"), targets=targets)

    assert track.says == says


def test_a_count_without_a_known_range_says_nothing_of_one():
    assert tracks(count(1, "300", "platelets"), targets=[TARGET])[0].says == ""


def test_an_ended_dose_knows_its_last_day():
    (track,) = tracks(dose(None, "50", on=dates_after(0), ended_on=dates_after(13)))

    assert (track.points[0].day, track.points[0].last) == (1, 14)
