from mrdtracker.domain.case import CourseFacts
from mrdtracker.gui.presenters.place_in_time import place_text, sample_text
from tests.builders import a_sample
from tests.services.entry_builders import BLOOD, MARROW, PACK, a_context, day


def test_a_date_in_a_window_names_the_day_the_convention_and_the_window():
    assert place_text(a_context(), day(15), MARROW) == (
        "D15 (first dose = day 1), window of D15: day 14–17, expected 17 Mar 2025"
    )


def test_a_date_outside_of_every_window_says_so():
    words = place_text(a_context(), day(40), MARROW)

    assert words == "D40 (first dose = day 1), outside every window of the protocol"


def test_a_window_that_wants_another_specimen_says_which():
    assert place_text(a_context(), day(15), BLOOD).endswith("(BM)")


def test_without_a_protocol_there_is_only_the_day():
    context = a_context(course=CourseFacts(therapy_started_on=day(1)))

    assert place_text(context, day(15), MARROW) == "D15 (first dose = day 1)"


def test_without_a_first_dose_there_is_no_day_and_the_reason_is_said():
    words = place_text(a_context(course=CourseFacts(pack=PACK)), day(15), MARROW)

    assert words == "17 Mar 2025; no protocol day, because the first dose has no date."


def test_a_sample_in_a_list_is_named_by_specimen_day_date_and_pull():
    sample = a_sample(pull_number=2, code="T-7")

    assert sample_text(a_context(), sample) == "BM · D15 · 17 Mar 2025 · pull 2 · T-7"


def test_a_sample_without_a_date_says_so():
    sample = a_sample(taken_on=None, timepoint="EOC")

    assert sample_text(a_context(), sample) == "BM · no date · EOC"
