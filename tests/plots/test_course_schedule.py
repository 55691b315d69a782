"""What a protocol expects and what was given, in the course's own day count."""

from datetime import date

from mrdtracker.domain.case import Event
from mrdtracker.domain.days import DayConvention, DayWindow
from mrdtracker.domain.finding import GroupStatus, Level, PackReference, PackState
from mrdtracker.domain.vocabulary import EventKind, Method
from mrdtracker.plots.course_points import Panel
from mrdtracker.plots.course_schedule import (
    events_of,
    expected_of,
    phases_of,
    renumbered,
    thresholds_of,
    windows_of,
    without_a_day,
)
from tests.plots.courses import (
    DAY_ONE,
    assessment,
    bfm,
    case,
    overview,
    phases,
    threshold,
    time_point,
)

DAY_ZERO = DayConvention(0)
OTHER = PackReference("other", "1.0.0", "0" * 64, PackState.ACTIVE)


def test_a_day_of_a_pack_that_counts_from_zero_is_renumbered():
    window = renumbered(DayWindow(7, 1, 2), DAY_ZERO, DAY_ONE)

    assert (window.day, window.before, window.after) == (8, 1, 2)


def test_the_patients_own_pack_says_what_is_expected():
    other = overview(reference=OTHER, timepoints=(time_point("W12", 84),))

    expected = expected_of(case(), [other, bfm()], DAY_ONE)

    assert [one.id for one in expected] == ["D8", "D15", "D33", "D78"]
    assert [one.is_mrd for one in expected] == [False, True, True, True]


def test_without_an_own_pack_all_enabled_packs_say_it():
    other = overview(reference=OTHER, timepoints=(time_point("W12", 84),))

    assert [one.id for one in expected_of(case(), [other], DAY_ONE)] == ["W12"]


def test_time_points_are_found_by_name_and_the_own_pack_wins():
    other = overview(reference=OTHER, timepoints=(time_point("D33", 30), time_point("EOC", 90)))
    expected = expected_of(case(), [other, bfm()], DAY_ONE)

    windows = windows_of(expected, [other, bfm()], DAY_ONE)

    assert (windows["d33"].day, windows["eoc"].day) == (33, 90)


def test_thresholds_stand_on_the_days_of_their_rule_and_in_the_panel_of_their_method():
    found = {one.texts[0]: one for one in thresholds_of([bfm()], [], DAY_ONE)}

    high = found["≥ 10 % HR, D15"]
    assert (high.panel, high.first, high.last, high.threshold) == (Panel.MRD, 14, 17, 0.1)
    assert found["≥ 0.1 % HR, D78"].last is None
    assert found["> 25 % M3, D15"].panel is Panel.MORPHOLOGY
    assert found["≥ 1000/µL PPR, D8"].panel is Panel.COUNT


def test_a_threshold_of_transcripts_has_their_panel():
    mark = threshold("0.1", "≥ 10 %", DayWindow(15), (Method.FUSION_TRANSCRIPT,))

    assert thresholds_of([overview(mark)], [], DAY_ONE)[0].panel is Panel.TRANSCRIPT


def test_equal_thresholds_are_drawn_once_with_all_their_words():
    marks = [
        threshold("0.1", "≥ 10 % HR", DayWindow(15), is_display_only=True),
        threshold("0.1", "≥ 10 % slow", DayWindow(15)),
        threshold("0.1", "≥ 10 % HR", DayWindow(15)),
    ]

    (one,) = thresholds_of([overview(*marks)], [], DAY_ONE)

    assert one.texts == ("≥ 10 % HR", "≥ 10 % slow")
    assert not one.is_display_only


def test_groups_of_one_threshold_are_named_together_and_few_of_them():
    marks = [
        threshold("0.0001", f"≥ 0.01 % {name}, D29", DayWindow(29))
        for name in ("HR", "VHR", "HR_2DI/VHR", "IR")
    ]

    (one,) = thresholds_of([overview(*marks)], [], DAY_ONE)

    assert one.texts == ("≥ 0.01 % HR/VHR/HR 2DI/…, D29",)


def test_of_both_sides_of_a_threshold_the_louder_one_is_written():
    marks = [
        threshold("0.25", "≤ 25 % RER, D8", DayWindow(8), operator="<=", level=Level.LOW),
        threshold("0.25", "> 25 % SER, D8", DayWindow(8), operator=">"),
        threshold("0.25", "> 25 % M3, D8", DayWindow(8), operator=">", level=Level.INFO),
    ]

    (one,) = thresholds_of([overview(*marks)], [], DAY_ONE)

    assert (one.texts, one.level) == (("> 25 % SER, D8",), Level.HIGH)


def test_a_pack_that_only_shows_makes_its_thresholds_quiet():
    shown = PackReference("bfm", "1.0.0", "0" * 64, PackState.DISPLAY_ONLY)
    mark = threshold("0.1", "≥ 10 % HR", DayWindow(15))

    (one,) = thresholds_of([overview(mark, reference=shown)], [], DAY_ONE)

    assert one.is_display_only


def test_a_pack_that_excludes_the_patient_shows_no_threshold():
    outside = assessment(status=GroupStatus.OUT_OF_SCOPE)

    assert thresholds_of([bfm()], [outside], DAY_ONE) == ()


def test_each_phase_ends_where_the_next_one_starts():
    given = case(events=[*phases(("consolidation", 36), ("induction", 1)), *phases(("", 78))])

    found = [(one.name, one.first, one.last) for one in phases_of(given, DAY_ONE, None)]

    assert found == [("Induction", 1, 36), ("Consolidation", 36, 78), ("Phase", 78, None)]


def test_the_date_of_an_event_wins_over_a_stated_day():
    event = Event(EventKind.TRANSPLANT, on=date(2026, 3, 12), day=99)

    assert event.day_in(DAY_ONE, case().course.timeline(DAY_ONE)) == 11
    assert event.day_in(DAY_ONE, None) == 99


def test_events_are_named_and_one_without_a_day_is_left_out():
    given = case(
        events=[
            Event(EventKind.RELAPSE, day=300),
            Event(EventKind.CAR_T, "CD19 CAR-T", day=200),
            Event(EventKind.DEATH),
        ]
    )

    assert [(one.name, one.day) for one in events_of(given, DAY_ONE, None)] == [
        ("CD19 CAR-T", 200),
        ("relapse", 300),
    ]
    assert without_a_day(given, DAY_ONE, None) == ("death",)


def test_a_name_from_a_column_is_written_as_words():
    given = case(events=[Event(EventKind.TRANSPLANT, "BMT_first_donor", day=60)])

    assert [one.name for one in events_of(given, DAY_ONE, None)] == ["BMT first donor"]


def test_a_stated_day_is_drawn_where_the_page_counts_it():
    given = case(
        events=[
            Event(EventKind.RELAPSE, day=300, day_stated_in=DayConvention(0)),
            Event(EventKind.PHASE_STARTED, "induction", day=0, day_stated_in=DayConvention(0)),
        ]
    )

    assert [one.day for one in events_of(given, DAY_ONE, None)] == [301]
    assert [one.first for one in phases_of(given, DAY_ONE, None)] == [1]


def test_counts_and_missed_samples_are_no_marks_of_therapy():
    given = case(
        events=[
            Event(EventKind.BLOOD_COUNT, "ANC", day=8),
            Event(EventKind.SAMPLE_MISSED, "D15", day=15),
            Event(EventKind.PROTOCOL_PAUSED, day=16),
        ]
    )

    assert [one.name for one in events_of(given, DAY_ONE, None)] == ["protocol paused"]
