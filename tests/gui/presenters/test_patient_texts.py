from dataclasses import replace

from mrdtracker.domain.case import PatientFacts
from mrdtracker.domain.truth import Truth
from mrdtracker.domain.vocabulary import LesionState
from mrdtracker.gui.presenters.patient_texts import TRUTH_LABELS, texts_of_patient
from tests.builders import a_patient


def test_every_fact_of_three_values_has_a_label():
    facts = PatientFacts()
    truths = {name for name in vars(facts) if getattr(facts, name) is Truth.UNKNOWN}

    assert set(TRUTH_LABELS) == truths


def test_a_new_patient_begins_with_nothing_stated():
    texts = texts_of_patient(None, ("ETV6::RUNX1",))

    assert set(texts.values()) == {""}
    assert "genetics.ETV6::RUNX1" in texts


def test_what_is_on_record_is_written_out():
    texts = texts_of_patient(a_patient(), ())

    assert texts["code"] == "S-0001"
    assert texts["born_on"] == "01 Feb 2021"
    assert texts["wbc"] == "30.5"
    assert texts["therapy_started_on"] == "03 Mar 2025"
    assert texts["testicular"] == ""


def test_lesions_that_are_asked_for_come_before_others_on_record():
    patient = a_patient()
    genetics = {"iAMP21": LesionState.FAILED, "KMT2A-r": LesionState.NOT_DETECTED}
    patient = replace(patient, facts=replace(patient.facts, genetics=genetics))
    texts = texts_of_patient(patient, ("BCR::ABL1", "KMT2A-r"))

    lesions = {name: text for name, text in texts.items() if name.startswith("genetics.")}
    assert list(lesions.items()) == [
        ("genetics.BCR::ABL1", ""),
        ("genetics.KMT2A-r", "not_detected"),
        ("genetics.iAMP21", "failed"),
    ]
