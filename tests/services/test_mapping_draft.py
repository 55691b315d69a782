from datetime import date
from decimal import Decimal

import pytest

from mrdtracker.domain.errors import ProblemsError
from mrdtracker.domain.mrd_value import ResultState
from mrdtracker.domain.units import Unit
from mrdtracker.domain.vocabulary import Method, Sex, Specimen
from mrdtracker.exchange.csv_import import plan_import
from mrdtracker.exchange.mapping import load_mapping, write_mapping
from mrdtracker.exchange.table import read_table
from mrdtracker.services.mapping_draft import (
    ColumnDraft,
    MappingDraft,
    ResultDraft,
    Role,
    below_meanings,
    mapping_of,
    zero_meanings,
)

HEADER = ("ID", "Sex", "Taken", "Tube", "MRD", "Sens", "ETV6::RUNX1", "Remark")
TABLE = (
    b"ID,Sex,Taken,Tube,MRD,Sens,ETV6::RUNX1,Remark\n"
    b"P1,f,2025-03-17,marrow,0.05,0.01,pos,seen twice\n"
    b"P2,m,2025-03-18,blood,0,0.01,neg,\n"
)
FLOW = ResultDraft(
    method=Method.FLOW,
    unit=Unit.PERCENT,
    zero="negative",
    sensitivity_column="Sens",
    sensitivity_unit=Unit.PERCENT,
)


def a_draft(**changes):
    columns = (
        ColumnDraft("ID", Role.CODE),
        ColumnDraft("Sex", Role.SEX, {"f": "female", "m": "male"}),
        ColumnDraft("Taken", Role.RESULT_DATE),
        ColumnDraft("Tube", Role.SPECIMEN, {"marrow": "BM", "blood": "PB"}),
        ColumnDraft("MRD", Role.RESULT, result=FLOW),
        ColumnDraft("Sens"),
        ColumnDraft("ETV6::RUNX1", Role.LESION, {"pos": "detected", "neg": "not_detected"}),
        ColumnDraft("Remark", Role.NOTE),
    )
    return MappingDraft(**{"title": "Our lab", "columns": columns, **changes})


def test_a_draft_reads_the_table_that_it_was_made_for():
    mapping = mapping_of(a_draft(), HEADER, ())

    plan = plan_import(read_table(TABLE, "lab.csv"), mapping, today=date(2025, 4, 20))

    assert plan.problems == ()
    first, second = plan.patients
    assert (first.facts.sex, second.facts.sex) == (Sex.FEMALE, Sex.MALE)
    [result], [negative] = first.results, second.results
    assert (result.specimen, result.method) == (Specimen.BONE_MARROW, Method.FLOW)
    assert result.value.value == Decimal("0.0005")
    assert result.value.sensitivity == Decimal("0.0001")
    assert negative.value.state is ResultState.NEGATIVE
    assert first.facts.lesion("ETV6::RUNX1").value == "detected"


def test_the_mapping_is_recognised_again_and_survives_its_file():
    mapping = mapping_of(a_draft(), HEADER, ())

    assert mapping.fits(HEADER)
    assert load_mapping(write_mapping(mapping).encode(), "x") == mapping


@pytest.mark.parametrize(
    ("title", "taken", "name"),
    [
        ("Our lab", (), "our-lab"),
        ("Our lab", ("our-lab", "our-lab-2"), "our-lab-3"),
        ("검사실", (), "mapping"),
        ("  A / B  ", (), "a-b"),
    ],
)
def test_the_file_is_named_after_the_title(title, taken, name):
    assert mapping_of(a_draft(title=title), HEADER, taken).id == name


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"title": " "}, "Give the mapping a name"),
        ({"columns": (ColumnDraft("Sex", Role.SEX),)}, "patient code"),
        (
            {"columns": (ColumnDraft("ID", Role.CODE), ColumnDraft("Sex", Role.CODE))},
            "two columns say it: ID, Sex",
        ),
        ({"columns": (ColumnDraft("ID", Role.CODE),)}, "reads nothing"),
        (
            {
                "columns": (
                    ColumnDraft("ID", Role.CODE),
                    ColumnDraft("MRD", Role.RESULT),
                )
            },
            "needs either method",
        ),
    ],
    ids=["no title", "no code", "two codes", "nothing read", "result without method"],
)
def test_what_is_missing_is_listed(changes, words):
    with pytest.raises(ProblemsError, match=words):
        mapping_of(a_draft(**changes), HEADER, ())


def test_columns_for_method_and_unit_take_the_place_of_constants():
    columns = (
        ColumnDraft("ID", Role.CODE),
        ColumnDraft("Assay", Role.METHOD, {"FC": "flow"}),
        ColumnDraft("Unit", Role.UNIT, {"pct": "%"}),
        ColumnDraft("Day", Role.RESULT_DAY),
        ColumnDraft("Gene", Role.TARGET),
        ColumnDraft("MRD", Role.RESULT, result=ResultDraft(specimen=Specimen.BONE_MARROW, day=8)),
    )
    mapping = mapping_of(a_draft(columns=columns, day_of_first_dose=1), HEADER, ())

    [block] = mapping.results
    assert (block.method, block.method_column) == (None, "Assay")
    assert (block.unit_column, block.unit_values) == ("Unit", {"pct": "%"})
    assert (block.day, block.day_column, block.target_column) == (None, "Day", "Gene")


def test_roles_know_the_closed_lists_of_their_words():
    assert Role.SEX.words == ("female", "male", "other")
    assert Role.TESTICULAR.words == ("yes", "no")
    assert "not_detected" in Role.LESION.words
    assert Role.CODE.words == Role.NOTE.words == Role.WBC.words == ()


def test_the_meanings_of_zero_and_of_less_than_are_those_of_a_mapping():
    assert zero_meanings() == ("negative", "zero_count", "refuse")
    assert below_meanings() == ("negative", "positive")
