from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from mrdtracker.domain.case import CourseFacts
from mrdtracker.domain.errors import InvalidInputError
from mrdtracker.domain.records import PatientFile
from mrdtracker.domain.truth import Truth
from mrdtracker.domain.vocabulary import CnsStatus, LesionState, Lineage, Sex
from mrdtracker.gui.presenters.form import FieldError, MessageKind
from mrdtracker.gui.presenters.patient_form import PatientForm, Protocols
from mrdtracker.services.commands import AddPatient, AmendPatient
from tests.builders import FIRST_DOSE, a_measurement, a_patient, a_sample, an_event
from tests.services.entry_builders import PACK, an_overview

PROTOCOLS = Protocols((an_overview(),), ("BCR::ABL1", "ETV6::RUNX1"))
TODAY = date(2025, 4, 20)


def a_form(known=None, protocols=PROTOCOLS, **texts):
    form = PatientForm(protocols, known, TODAY, lambda: "new-id")
    for field, text in texts.items():
        form.set(field, text)
    return form


def known_file(**changes):
    patient = a_patient(course=CourseFacts(pack=PACK, therapy_started_on=FIRST_DOSE), **changes)
    return PatientFile(
        patient,
        events=(an_event(),),
        samples=(a_sample(),),
        measurements=(a_measurement(),),
    )


def test_a_patient_in_full():
    form = a_form(
        code=" S-0142 ",
        name="Kim M.",
        sex="female",
        born_on="01 Feb 2021",
        diagnosed_on="2025-03-02",
        lineage="B",
        wbc="30.5",
        cns="CNS1",
        testicular="no",
        etp="yes",
        pack=PACK,
        study="arm-a",
        arm_given="SR",
        therapy_started_on="03 Mar 2025",
        steroid_days_before_day8="7",
        modal_chromosome_number="46",
        dna_index="1.00",
        protocol_text="as in the study book",
        note="twin",
    )
    form.set("genetics.ETV6::RUNX1", "detected")

    command = form.command()

    assert isinstance(command, AddPatient)
    patient = command.patient
    assert (patient.id, patient.code, patient.name) == ("new-id", "S-0142", "Kim M.")
    facts = patient.facts
    assert (facts.sex, facts.lineage, facts.cns) == (Sex.FEMALE, Lineage.B, CnsStatus.CNS1)
    assert facts.wbc_10e9_per_l == Decimal("30.5")
    assert (facts.testicular, facts.etp, facts.down_syndrome) == (
        Truth.NO,
        Truth.YES,
        Truth.UNKNOWN,
    )
    assert dict(facts.genetics) == {"ETV6::RUNX1": LesionState.DETECTED}
    assert (facts.modal_chromosome_number, facts.dna_index) == (46, Decimal("1.00"))
    assert patient.course == CourseFacts(
        pack=PACK,
        study="arm-a",
        arm_given="SR",
        therapy_started_on=FIRST_DOSE,
        steroid_days_before_day8=7,
    )
    assert (patient.protocol_text, patient.note) == ("as in the study book", "twin")


def test_a_code_is_all_that_a_patient_needs_and_nothing_is_assumed():
    facts = a_form(code="S-1").command().patient.facts

    assert facts.sex is None
    assert facts.testicular is Truth.UNKNOWN
    assert dict(facts.genetics) == {}


def test_without_a_code_nothing_is_saved():
    with pytest.raises(FieldError, match="identifier"):
        a_form().command()


@pytest.mark.parametrize(
    ("field", "text"),
    [
        ("born_on", "yesterday"),
        ("born_on", "03/04/2021"),
        ("wbc", "30 %"),
        ("wbc", "many"),
        ("dna_index", "1,16"),
        ("modal_chromosome_number", "460"),
        ("modal_chromosome_number", "46,XX"),
        ("steroid_days_before_day8", "-1"),
        ("therapy_started_on", "21 Apr 2025"),
    ],
)
def test_what_cannot_be_taken_is_said_at_its_field(field, text):
    form = a_form(code="S-1", **{field: text})

    with pytest.raises(FieldError) as caught:
        form.command()

    assert caught.value.about == field


@pytest.mark.parametrize(
    ("texts", "field"),
    [
        ({"born_on": "01 Feb 2021", "diagnosed_on": "01 Jan 2021"}, "diagnosed_on"),
        (
            {"diagnosed_on": "03 Mar 2025", "therapy_started_on": "02 Mar 2025"},
            "therapy_started_on",
        ),
        ({"born_on": "21 Apr 2025"}, "born_on"),
    ],
)
def test_dates_that_contradict_each_other_are_said_at_once(texts, field):
    assert a_form(code="S-1", **texts).message(field).kind is MessageKind.ERROR


def test_the_age_is_said_while_typing():
    form = a_form(born_on="01 Feb 2021", diagnosed_on="02 Sep 2024")
    assert form.message("born_on").text == "3 y 7 m at diagnosis"

    form.set("diagnosed_on", "")
    assert form.message("born_on") is None
    form.set("therapy_started_on", "02 Sep 2024")

    assert form.message("born_on").text == "3 y 7 m at the first dose"


def test_white_cells_are_said_in_both_units_and_another_one_may_be_typed():
    assert a_form(wbc="30").message("wbc").text == "30000 /µL"

    form = a_form(code="S-1", wbc="30000 /uL")

    assert form.command().patient.facts.wbc_10e9_per_l == Decimal(30)


def test_a_protocol_is_offered_with_its_title_and_how_it_counts():
    form = a_form(pack=PACK)

    labels = [offer.label for offer in form.choices("pack")]
    assert labels == ["none of these", "Practice pack — first dose = day 1"]
    assert form.message("pack").text == "Days are counted with first dose = day 1."


def test_a_pack_that_is_not_usable_stays_chosen():
    offers = a_form(known_file(), Protocols()).choices("pack")

    assert offers[-1].label == f"{PACK} (this pack is not usable)"


def test_variants_are_offered_where_the_protocol_has_some():
    form = a_form()
    assert not form.is_shown("study")

    form.set("pack", PACK)

    assert form.is_shown("study")
    assert [offer.text for offer in form.choices("study")] == ["", "arm-a", "arm-b"]


def test_every_yes_or_no_fact_has_three_values_and_begins_with_none():
    form = a_form()

    assert [offer.label for offer in form.choices("testicular")] == ["not stated", "yes", "no"]
    assert form.text("testicular") == ""


def test_a_lesion_has_five_states():
    labels = [offer.label for offer in a_form().choices("genetics.BCR::ABL1")]

    assert labels == ["not tested", "detected", "not detected", "indeterminate", "failed"]


def test_a_protocol_brings_the_lesions_that_it_asks_about():
    protocols = Protocols((an_overview(),), ("BCR::ABL1",), {PACK: ("BCR::ABL1", "iAMP21")})
    form = a_form(protocols=protocols)
    assert form.lesions == ("BCR::ABL1",)

    form.set("pack", PACK)

    assert form.lesions == ("BCR::ABL1", "iAMP21")


def test_another_lesion_can_be_added_once():
    form = a_form(code="S-1")
    form.set(form.add_lesion("  iAMP21 "), "failed")

    assert form.lesions == ("BCR::ABL1", "ETV6::RUNX1", "iAMP21")
    assert form.command().patient.facts.lesion("iAMP21") is LesionState.FAILED
    with pytest.raises(InvalidInputError, match="in the list"):
        form.add_lesion("iamp21")
    with pytest.raises(InvalidInputError, match="Type the name"):
        form.add_lesion("  ")


def test_a_changed_first_dose_shows_which_results_move_before_saving():
    form = a_form(known_file(), therapy_started_on="04 Mar 2025")

    expected, line = form.messages("therapy_started_on")
    assert line.kind is expected.kind is MessageKind.WARNING
    assert line.text == ("1 sample moves to another day:\nBM 17 Mar 2025: D15 → D14 (1 result)")
    assert "D15 BM: 17 Mar 2025 → 18 Mar 2025" in expected.text
    form.set("reason", "typing error")
    assert form.command().label.endswith(": first dose 03 Mar 2025 to 04 Mar 2025")


def test_amending_changes_what_was_changed_and_nothing_else():
    file = known_file()
    form = a_form(file)
    assert not form.is_touched
    with pytest.raises(FieldError) as caught:
        form.command()
    assert caught.value.about == "reason"

    form.set("name", "Kim M.")
    form.set("reason", "name known now")

    command = form.command()
    assert isinstance(command, AmendPatient)
    assert command.patient == replace(file.patient, name="Kim M.")


def test_an_age_that_an_import_stated_is_kept():
    patient = a_patient()
    patient = replace(patient, facts=replace(patient.facts, age_days=1500))
    form = a_form(PatientFile(patient), note="seen", reason="note")

    assert form.command().patient.facts.age_days == 1500


@pytest.mark.parametrize(
    ("about", "field"),
    [
        ("code", "code"),
        ("born_on", "born_on"),
        ("diagnosed_on", "diagnosed_on"),
        ("therapy_started_on", "therapy_started_on"),
        ("", None),
    ],
)
def test_refusals_of_the_store_find_their_field(about, field):
    assert a_form().field_of(InvalidInputError("It cannot be.", about=about)) == field


def test_a_new_patient_begins_with_the_suggested_protocol_and_says_why():
    suggesting = replace(PROTOCOLS, suggested=PACK, because="As the last one.")
    suggesting = replace(suggesting, lesions_of_pack={PACK: ("TCF3::HLF",)})
    form = a_form(protocols=suggesting)

    assert form.patient().course.pack == PACK
    assert "As the last one." in [line.text for line in form.messages("pack")]
    assert "TCF3::HLF" in form.lesions
    assert [line.kind for line in form.summary()] == [MessageKind.WARNING]
    assert not form.is_touched
    assert "no sample can be expected" in form.message("therapy_started_on").text

    form.set("pack", "")
    assert form.patient().course.pack is None
    assert form.messages("pack") == ()
    assert form.messages("therapy_started_on") == ()
    assert [line.text for line in form.summary()] == ["No protocol: no sample will be expected."]
    chosen = a_form(protocols=PROTOCOLS)
    chosen.set("pack", PACK)
    assert [line.kind for line in chosen.summary()] == [MessageKind.ECHO]


def test_a_patient_on_record_is_suggested_nothing():
    suggesting = replace(PROTOCOLS, suggested=PACK, because="As the last one.")
    form = a_form(PatientFile(a_patient(course=CourseFacts())), suggesting)

    assert form.text("pack") == ""
    assert form.messages("pack") == form.summary() == ()


def test_a_pin_goes_with_its_protocol_and_is_said_before():
    protocols = replace(PROTOCOLS, edition="Pinned to edition 1.0.0.")
    form = a_form(known_file(pack_edition="a" * 64), protocols, reason="x", note="n")
    assert "Pinned to edition 1.0.0." in [line.text for line in form.messages("pack")]
    assert form.patient().pack_edition == "a" * 64

    form.set("pack", "")

    assert form.message("pack").kind is MessageKind.WARNING
    assert "The pin is taken off" in form.message("pack").text
    assert form.patient().pack_edition is None
