"""The follow-up that an import keeps in a patient's note."""

from mrdtracker.domain.follow_up import longest_follow_up, span_words

NOTE = """Karyotype: 46,XX
First Event: None, 4182 days from diagnosis
Overall survival: 0:LIVING, 4190 days from first dose
Disease-free survival in days: 5000"""


def test_the_longest_stated_follow_up_is_found_with_its_line():
    assert longest_follow_up(NOTE) == (
        4190,
        "Overall survival: 0:LIVING, 4190 days from first dose",
    )


def test_the_longest_is_found_by_its_days_and_the_first_line_stands_for_several():
    longer = "Event: None, 400 days from diagnosis"
    shorter = "Overall survival: 0:LIVING, 90 days from diagnosis"
    again = "Overall survival: 0:LIVING, 400 days from diagnosis"

    assert longest_follow_up(f"{longer}\n{shorter}") == (400, longer)
    assert longest_follow_up(f"{longer}\n{again}") == (400, longer)


def test_a_note_without_a_span_states_none():
    assert longest_follow_up("") is None
    assert longest_follow_up("seen 30 days from diagnosis on\nFirst Event: None") is None


def test_what_is_written_is_read_back():
    assert longest_follow_up(f"Event: None{span_words(12, 'enrolment')}") == (
        12,
        "Event: None, 12 days from enrolment",
    )
