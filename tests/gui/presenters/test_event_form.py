from dataclasses import replace
from decimal import Decimal

import pytest

from mrdtracker.domain.case import CourseFacts
from mrdtracker.domain.errors import InvalidInputError
from mrdtracker.domain.vocabulary import EventKind, EventUnit, Specimen
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

    assert caught.value.about == field


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

    kinds = set(EventKind) - {EventKind.SAMPLE_MISSED}
    assert {offer.text for offer in offers} == {"", *(kind.value for kind in kinds)}
    missed = an_event(kind=EventKind.SAMPLE_MISSED, specimen=Specimen.BONE_MARROW, note="ill")
    assert [offer.text for offer in a_form(missed).choices("kind")] == ["", "sample_missed"]


def test_refusals_of_the_store_find_their_field():
    assert a_form().field_of(InvalidInputError("미래입니다.", about="on")) == "on"
    assert a_form().field_of(InvalidInputError("Not here.", about="taken_on")) is None
    assert a_form().field_of(InvalidInputError("The disk is full.")) is None


def test_a_typed_day_counts_as_the_page_counts_and_says_so():
    typed = a_form(kind="remission", day="36").command().event
    assert (typed.day, typed.stated_first_dose_day) == (36, 1)

    # Day 35 where the first dose is day 0 is shown as day 36, and is kept as it was stated.
    known = an_event(kind=EventKind.REMISSION, on=None, day=35, stated_first_dose_day=0)
    form = a_form(known, reason="a note")
    assert form.text("day") == "36"
    form.set("note", "by telephone")
    assert form.command().event == replace(known, note="by telephone")
    form.set("day", "37")
    assert (form.command().event.day, form.command().event.stated_first_dose_day) == (37, 1)


def test_a_blood_count_has_a_name_a_number_and_a_unit():
    form = a_form(kind="blood_count", on="07 Apr 2025")
    assert form.is_shown("amount")
    assert not form.is_shown("ended_on")
    with pytest.raises(FieldError):
        form.command()
    for field, text in (("name", "ANC"), ("amount", "0.75")):
        form.set(field, text)
    assert "no default" in form.message("unit").text
    form.set("unit", "10e9_per_L")

    event = form.command().event

    assert (event.amount, event.unit) == (Decimal("0.75"), EventUnit.E9_PER_L)
    assert {offer.text for offer in form.choices("unit")} == {"", "10e9_per_L", "per_uL"}


def test_a_drug_may_have_a_dose_and_an_end():
    form = a_form(kind="drug_given", name="mercaptopurine", on="07 Apr 2025")
    assert form.command().event.amount is None
    form.set("ended_on", "06 Apr 2025")
    assert "before its beginning" in form.message("ended_on").text
    form.set("ended_on", "09 Apr 2025")
    form.set("amount", "fifty")
    assert "is a number" in form.message("amount").text
    form.set("amount", "50")
    form.set("unit", "mg_per_m2_per_day")

    event = form.command().event

    assert str(event.ended_on) == "2025-04-09"
    assert (event.amount, event.unit) == (Decimal(50), EventUnit.MG_PER_M2_PER_DAY)


def test_what_was_typed_for_another_kind_is_not_kept():
    form = a_form(kind="drug_given", name="x", on="07 Apr 2025", amount="50", unit="mg")
    form.set("kind", "remission")

    assert (form.command().event.amount, form.command().event.unit) == (None, None)
