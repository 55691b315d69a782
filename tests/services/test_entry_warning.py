from mrdtracker.services.entry_warning import EntryWarning, Weight


def test_a_warning_can_be_told_from_another_by_all_that_it_says():
    one = EntryWarning("E04", Weight.NOTE, "taken_on", "05 Apr 2025 is a Saturday.", "Look once.")

    assert one == EntryWarning(*vars(one).values())
    assert len({one, EntryWarning(*vars(one).values())}) == 1


def test_what_is_asked_is_named_from_the_strongest_to_a_mere_note():
    assert [weight.value for weight in Weight] == ["stop", "second entry", "reason", "note"]
