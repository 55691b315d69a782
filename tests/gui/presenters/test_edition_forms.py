import pytest

from mrdtracker.gui.presenters.edition_forms import FOLLOW, PinForm, ReasonForm
from mrdtracker.gui.presenters.form import FieldError


def test_a_reason_is_asked_for_and_reaches_the_command(lee):
    form = ReasonForm(lambda reason: lee.editions.withdrawal("local-small", reason))
    with pytest.raises(FieldError, match="why"):
        form.command()

    form.set("reason", " wrong document ")

    assert form.command().reason == "wrong document"


def test_an_act_may_go_without_a_reason(lee):
    form = ReasonForm(lambda reason: lee.editions.approval("local-small", reason), is_needed=False)

    assert form.command().reason == ""


def test_a_patient_is_pinned_and_follows_again(lee):
    form = PinForm(lee, lee.patient_by_code("S-1"))
    digest = lee.rules.current("small").id
    assert [offer.text for offer in form.choices("edition")] == [FOLLOW, digest]
    assert form.choices("edition")[0].label == "Follow the laboratory (now 1)"

    form.set("edition", digest)
    assert "stays" in form.message("edition").text
    form.set("reason", "begun with it")
    lee.recorder.execute(form.command())
    assert lee.patient_by_code("S-1").pack_edition == digest

    again = PinForm(lee, lee.patient_by_code("S-1"))
    assert again.text("edition") == digest
    again.set("edition", FOLLOW)
    again.set("reason", "agreed")
    lee.recorder.execute(again.command())
    assert lee.patient_by_code("S-1").pack_edition is None


def test_nothing_changed_is_said(lee):
    form = PinForm(lee, lee.patient_by_code("S-1"))
    form.set("reason", "x")

    with pytest.raises(FieldError, match="Nothing was changed"):
        form.command()


def test_a_field_that_is_typed_has_no_choices(lee):
    with pytest.raises(KeyError):
        PinForm(lee, lee.patient_by_code("S-1")).choices("reason")
