from dataclasses import fields
from typing import get_args

import pytest

from mrdtracker.domain.case import CourseFacts, PatientFacts
from mrdtracker.domain.records import Record
from mrdtracker.gui.presenters.journal_lines import SILENT
from mrdtracker.gui.presenters.record_fields import field_words

TAKEN_APART = {"facts", "course", "genetics"}


@pytest.mark.parametrize("kind", [*get_args(Record), PatientFacts, CourseFacts])
def test_every_field_of_a_record_has_words_of_its_own(kind):
    shown = {one.name for one in fields(kind)} - SILENT - TAKEN_APART

    assert {name for name in shown if field_words(name) == name.replace("_", " ")} == set()


def test_an_unknown_name_is_at_least_readable():
    assert field_words("some_new_field") == "some new field"
