from dataclasses import replace

import pytest

from mrdtracker.domain.case import CourseFacts
from mrdtracker.domain.errors import InvalidInputError
from mrdtracker.domain.vocabulary import EventKind
from mrdtracker.gui.presenters.event_form import EventForm
from mrdtracker.gui.presenters.form import FieldError
from mrdtracker.services.commands import AddEvent, AmendEvent
from tests.builders import an_event
from tests.services.entry_builders import a_context

START = {"kind": "phase_started", "name": "consolidation", "on": "07 Apr 2025"}


def a_form(known=None, context=None, **texts):
    form = EventForm(context or a_context(), known, lambda: "new-id")
    for field, text in texts.items():
        form.set(field, text)
    return form


def test_an_event_with_a_date():
    command = a_form(**START).command()

    assert isinstance(command, AddEvent)
    assert command.event.kind is EventKind.PHASE_STARTED
    assert (command.event.name, str(command.event.on)) == ("consolidation", "2025-04-07")


def test_below_the_date_stands_the_day_and_below_the_day_the_date():
    assert a_form(**START).message("on").text.startswith("D36 (first dose = day 1)")
    assert a_form(day="36").message("day").text == "D36 (first dose = day 1): 07 Apr 2025"


def test_without_a_first_dose_a_day_stays_a_day():
    form = a_form(context=a_context(course=CourseFacts()), kind="remission", day="D36")

    assert form.message("day").text == "D36 (first dose = day 1)"
    assert form.command().event.day == 36


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"kind": ""}, "kind"),
        ({"name": ""}, "name"),
        ({"on": ""}, "on"),
        ({"on": "04/07/2025"}, "on"),
        ({"on": "07 Apr 2026"}, "on"),
        ({"on": "07 Apr 2015"}, "on"),
        ({"day": "later"}, "day"),
        ({"day": "40"}, "day"),
        ({"day": "20001"}, "day"),
    ],
    ids=[
        "no kind",
        "phase without a name",
        "no time",
        "two meanings",
        "future",
        "before birth",
        "no number",
        "day against date",
        "far away",
    ],
)
def test_what_is_missing_or_wrong_is_said_at_its_field(changes, field):
    form = a_form(**{**START, **changes})

    with pytest.raises(FieldError) as caught:
        form.command()

    assert caught.value.field == field


def test_only_a_phase_needs_a_name():
    assert a_form(kind="relapse", on="07 Apr 2025").command().event.name == ""


def test_a_day_before_the_first_dose_is_a_day():
    assert a_form(kind="remission", day="-3").command().event.day == -3


def test_amending_wants_a_reason():
    known = an_event(note="as it was")
    form = a_form(known, name="prephase")
    assert form.is_shown("reason")
    with pytest.raises(FieldError):
        form.command()

    form.set("reason", "it was the prephase")

    command = form.command()
    assert isinstance(command, AmendEvent)
    assert command.event == replace(known, name="prephase")


def test_every_kind_is_offered():
    offers = a_form().choices("kind")

    assert {offer.text for offer in offers} == {"", *(kind.value for kind in EventKind)}


def test_refusals_of_the_store_find_their_field():
    assert a_form().field_of(InvalidInputError("The event date 1 is in the future.")) == "on"
    assert a_form().field_of(InvalidInputError("The disk is full.")) is None
