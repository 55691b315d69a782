import pytest

from mrdtracker.domain.vocabulary import EventKind, Specimen
from mrdtracker.gui.presenters.form import FieldError
from mrdtracker.gui.presenters.not_done_form import OTHER, REASONS, NotDoneForm
from mrdtracker.services.commands import AddEvent
from tests.gui.presenters.test_due_words import day, lines
from tests.services.entry_builders import a_context


def a_form(**texts):
    sample = lines(day(20))[0].sample
    form = NotDoneForm(a_context(), sample, lambda: "new-id")
    for field, text in texts.items():
        form.set(field, text)
    return form


@pytest.mark.parametrize(
    ("texts", "reason"),
    [
        ({"why": "family declined"}, "family declined"),
        ({"why": "dry tap", "words": "twice"}, "dry tap: twice"),
        ({"why": OTHER, "words": "the car broke down"}, "the car broke down"),
    ],
)
def test_the_reason_is_kept_in_words(texts, reason):
    command = a_form(**texts).command()

    assert isinstance(command, AddEvent)
    event = command.event
    assert (event.kind, event.name, event.specimen) == (
        EventKind.SAMPLE_MISSED,
        "D15",
        Specimen.BONE_MARROW,
    )
    assert event.note == command.reason == reason
    assert event.on == a_context().today


@pytest.mark.parametrize(
    ("texts", "field"), [({}, "why"), ({"why": OTHER}, "words"), ({"words": "so"}, "why")]
)
def test_without_a_reason_nothing_is_marked(texts, field):
    with pytest.raises(FieldError) as caught:
        a_form(**texts).command()

    assert caught.value.about == field


def test_the_list_of_reasons_is_short_and_ends_open():
    offers = [offer.text for offer in a_form().choices("why")]

    assert offers == ["", *REASONS, OTHER]
    with pytest.raises(KeyError):
        a_form().choices("words")
