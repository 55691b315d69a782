from dataclasses import replace

from mrdtracker.domain.case import CourseFacts, PatientFacts
from mrdtracker.domain.records import PatientFile
from mrdtracker.gui.presenters.banner import banner_of
from tests.builders import a_patient
from tests.services.entry_builders import a_context


def test_the_banner_names_code_name_birth_protocol_and_today():
    context = a_context(PatientFile(a_patient(name="Kim M.")))

    banner = banner_of(context)

    assert banner.who == "S-0001 · Kim M."
    assert banner.details == ("born 01 Feb 2021 · Practice pack · today D49 (first dose = day 1)")


def test_what_is_not_known_is_said():
    patient = a_patient(facts=PatientFacts())
    context = replace(a_context(PatientFile(patient)), course=CourseFacts())

    banner = banner_of(context)

    assert banner.who == "S-0001"
    assert banner.details == "birth date not stated · no protocol · first dose not stated"


def test_a_protocol_without_a_pack_is_named_in_the_centres_words():
    patient = a_patient(protocol_text="in-house protocol")
    context = replace(a_context(PatientFile(patient)), course=CourseFacts())

    assert "in-house protocol" in banner_of(context).details
