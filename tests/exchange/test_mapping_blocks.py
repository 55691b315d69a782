from dataclasses import fields

from mrdtracker import locations
from mrdtracker.domain.case import CourseFacts, PatientFacts
from mrdtracker.domain.truth import Truth
from mrdtracker.domain.vocabulary import Sex
from mrdtracker.exchange.mapping import load_mapping
from mrdtracker.exchange.mapping_blocks import FactField, enum_of, words_of

BESIDE = {"name", "note", "protocol_text"}


def test_every_fact_of_the_domain_can_be_read_from_a_column():
    known = {one.name for one in fields(PatientFacts)} | {one.name for one in fields(CourseFacts)}

    assert {one.value for one in FactField} == (known - {"events"}) | BESIDE


def test_facts_take_the_closed_lists_of_the_domain():
    assert enum_of(FactField.ETP) is Truth
    assert enum_of(FactField.SEX) is Sex
    assert enum_of(FactField.DNA_INDEX) is None
    assert words_of(Sex) == ("female", "male", "other")


def test_our_own_export_states_every_fact():
    path = locations.bundled_mappings_folder() / "own-patients.toml"
    mapping = load_mapping(path.read_bytes(), path.name)

    assert {one.field for one in mapping.facts} == set(FactField)
