import ast
from pathlib import Path

import pytest

from mrdtracker import locations
from mrdtracker.gui.presenters.help_sections import sections_of
from mrdtracker.gui.presenters.help_text import TOPICS
from mrdtracker.gui.presenters.help_topics import (
    FIELDS,
    FIRST_PAGE,
    PLACES,
    WHOLE,
    HelpTarget,
    field_target,
    target_of_names,
)

GUI = Path(__file__).parents[3] / "mrdtracker" / "gui"
MAKERS = {"add_text", "add_choice", "add_date", "add_ticks"}


def headings(topic):
    text = (locations.resources() / "help" / f"{topic}.md").read_text(encoding="utf-8")
    return {one.heading for one in sections_of(topic, TOPICS[topic], text)}


def made_fields():
    """Every field that a dialog makes under a name of its own, with its module."""
    for file in sorted(GUI.glob("*.py")):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
                is_made = node.func.attr in MAKERS and node.args
                if is_made and isinstance(node.args[0], ast.Constant):
                    yield file.stem, str(node.args[0].value)


def test_every_field_of_every_dialog_has_a_paragraph():
    whole = {"mapping_editor", "local_pack_dialogs"}
    without = [
        one for one in made_fields() if one[0] not in whole and field_target("", one[1]) is None
    ]

    assert without == []


@pytest.mark.parametrize(
    "target",
    [
        *(HelpTarget("fields", one) for one in dict.fromkeys(FIELDS.values())),
        *WHOLE.values(),
        *dict.fromkeys(PLACES.values()),
    ],
    ids=lambda one: one.heading,
)
def test_every_target_is_a_heading_of_its_page(target):
    assert target.heading in headings(target.topic)


def test_every_paragraph_about_a_field_is_reached():
    reached = {*FIELDS.values(), *(one.heading for one in WHOLE.values())}

    assert headings("fields") - reached == {TOPICS["fields"]}


def test_the_code_of_a_patient_is_not_that_of_a_tube():
    assert field_target("PatientDialog", "code").heading == "Identifier"
    assert field_target("SampleDialog", "code").heading == "Tube number"


def test_a_lesion_and_a_fact_have_their_paragraphs():
    assert field_target("PatientDialog", "genetics.KMT2A-r").heading == "Genetics"
    assert field_target("PatientDialog", "down_syndrome").heading == "Facts at diagnosis"


@pytest.mark.parametrize(
    ("field", "heading"),
    [
        ("lesion", "Genetics"),
        ("column.7", "What a column holds"),
        ("target.ANC", "Ranges of counts"),
    ],
)
def test_fields_of_one_kind_share_a_paragraph(field, heading):
    assert field_target("", field).heading == heading


def test_every_paragraph_about_the_window_is_reached():
    reached = {one.heading for one in PLACES.values() if one.topic == "pages"}
    read = {TOPICS["pages"], "How numbers are shown"}

    assert headings("pages") - reached == read


def test_every_place_is_a_class_of_the_window():
    trees = [ast.parse(file.read_text(encoding="utf-8")) for file in GUI.glob("*.py")]
    classes = {
        node.name for tree in trees for node in ast.walk(tree) if isinstance(node, ast.ClassDef)
    }

    assert {*PLACES, *WHOLE} - classes == set()


def test_what_stands_innermost_is_told():
    around = ("ReportTemplateButton", "QPushButton", "ReportDialog", "QDialog")

    assert target_of_names("", around).topic == "own-report"
    assert target_of_names("", around[1:]).heading == "Reports"


def test_the_field_comes_before_the_place_and_a_whole_dialog_before_both():
    around = ("QWidget", "EntryDialog", "PatientPage")

    assert target_of_names("value", around).heading == "Value"
    assert target_of_names("", around).heading == "Entering a record"
    assert target_of_names("value", ("MappingEditor", *around)) == WHOLE["MappingEditor"]
    assert target_of_names("nonsense", ("QWidget",)) == FIRST_PAGE
