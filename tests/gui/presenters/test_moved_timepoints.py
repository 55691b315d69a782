from mrdtracker.domain.case import CourseFacts
from mrdtracker.gui.presenters.moved_timepoints import first_dose_words, moved_timepoints_text
from tests.domain.test_due import day
from tests.domain.test_schedule import D8, D15, DAY_ONE, a_pack

PACK = a_pack(D8, D15)
BEFORE = CourseFacts(pack="p", therapy_started_on=day(1))


def moved(after, pack=PACK):
    return moved_timepoints_text(BEFORE, after, PACK, pack)


def test_every_time_point_that_moves_is_named_with_both_dates():
    assert moved(CourseFacts(pack="p", therapy_started_on=day(2))) == (
        "2 expected samples move:\n"
        "D8 PB: 10 Mar 2025 → 11 Mar 2025\n"
        "D15 BM: 17 Mar 2025 → 18 Mar 2025"
    )


def test_a_cleared_first_dose_leaves_no_date():
    assert "D15 BM: 17 Mar 2025 → no date" in moved(CourseFacts(pack="p"))


def test_another_protocol_moves_what_it_counts_otherwise():
    other = a_pack(D15, convention=type(DAY_ONE)(0))

    assert moved(BEFORE, other) == (
        "2 expected samples move:\nD8 PB: 10 Mar 2025 → no date\nD15 BM: 17 Mar 2025 → 18 Mar 2025"
    )
    assert "17 Mar 2025 → no date" in moved(BEFORE, None)


def test_nothing_moves_where_nothing_changed():
    assert moved(BEFORE) == ""


def test_many_are_cut_and_counted():
    points = [
        type(D8)(f"D{number}", "", type(D8.window)(number, 0, 0), D8.specimen)
        for number in range(10, 20)
    ]
    pack = a_pack(*points)
    text = moved_timepoints_text(BEFORE, CourseFacts(therapy_started_on=day(2)), pack, pack)

    assert text.endswith("… and 4 more")


def test_the_history_says_what_was_corrected():
    assert first_dose_words(day(1), day(2)) == "first dose 03 Mar 2025 to 04 Mar 2025"
    assert first_dose_words(day(1), None) == "first dose 03 Mar 2025 to no date"
    assert first_dose_words(day(1), day(1)) == ""
