"""What each column of a spreadsheet is, by what stands in it."""

import pytest

from mrdtracker.domain.vocabulary import Method, Specimen
from mrdtracker.gui.presenters.paste_rows import (
    NOT_USED,
    Part,
    day_of_text,
    method_of_text,
    read_pasted,
    row_count,
    specimen_of_text,
)


@pytest.mark.parametrize(
    ("text", "columns"),
    [
        ("0.05 %\n0.01 %", (Part.VALUE,)),
        ("D15\t0.05 %\nD33\tneg @ 1e-4", (Part.WHEN, Part.VALUE)),
        ("15\t0.05 %\n33\t0.01 %", (Part.WHEN, Part.VALUE)),
        ("17 Mar 2025\tBM\tflow\t0.05 %", (Part.WHEN, Part.SPECIMEN, Part.METHOD, Part.VALUE)),
        ("flow\t0.05 %\t2025-03-17", (Part.METHOD, Part.VALUE, Part.WHEN)),
        ("12/07/2025\t0.05 %", (Part.WHEN, Part.VALUE)),
        ("D15\tx\t0.05 %\nD33\ty\t0.01 %", (Part.WHEN, Part.VALUE, None)),
        ("D15\t0.05 %\nnext week\t0.01 %\nD78\t0.01 %", (Part.WHEN, Part.VALUE)),
    ],
    ids=[
        "values",
        "days",
        "bare days",
        "all",
        "another order",
        "doubtful date",
        "more",
        "one bad",
    ],
)
def test_columns_are_known_by_most_of_their_cells(text, columns):
    assert read_pasted(text).columns == columns


def test_titles_and_empty_lines_are_no_rows_and_short_rows_are_filled():
    pasted = read_pasted("Date\tResult\n\nD15\t 0.05 % \n\nD33\n")

    assert [(row.number, row.text(Part.WHEN), row.text(Part.VALUE)) for row in pasted.rows] == [
        (1, "D15", "0.05 %"),
        (2, "D33", ""),
    ]
    assert pasted.words == "day or date, value"
    assert pasted.rows[0].text(Part.METHOD) == ""


def test_a_column_that_is_not_used_is_said():
    assert read_pasted("D15\t0.05 %\tsigned").words == "day or date, value, not used"


def test_nothing_is_no_rows():
    assert read_pasted("").rows == read_pasted(" \n\t\n").rows == ()
    assert row_count("a\n\nb\n") == 2


@pytest.mark.parametrize(
    ("text", "day"),
    [("D15", 15), ("day 15", 15), ("15", 15), ("-3", -3), ("EOC", None), ("0.05", None)],
)
def test_a_day_is_written_in_several_ways(text, day):
    assert day_of_text(text) == day


def test_methods_and_specimens_are_known_by_code_and_by_words():
    assert method_of_text("Flow Cytometry") is method_of_text("flow") is Method.FLOW
    assert method_of_text("IG/TR PCR") is Method.IG_TR_PCR
    assert specimen_of_text("bm") is specimen_of_text("Bone marrow") is Specimen.BONE_MARROW
    assert method_of_text("magic") is specimen_of_text("magic") is None


@pytest.mark.parametrize(
    ("chosen", "columns"),
    [
        ((), (Part.WHEN, Part.VALUE, None)),
        (("", NOT_USED), (Part.WHEN, None, Part.VALUE)),
        (("", "", "value"), (Part.WHEN, None, Part.VALUE)),
        (("not used", "day or date"), (None, Part.WHEN, Part.VALUE)),
        (("value",), (Part.VALUE, None, None)),
        ((NOT_USED, NOT_USED, NOT_USED), (None, None, None)),
        (("", "", "", "method"), (Part.WHEN, Part.VALUE, None)),
    ],
    ids=["none", "comment first", "value", "two", "the value before", "nothing", "beyond"],
)
def test_what_a_person_chose_for_a_column_is_so(chosen, columns):
    assert read_pasted("D15\tlow\t0.05 %\nD33\tlow\t0.01 %", chosen).columns == columns


def test_one_column_is_the_value_unless_somebody_says_otherwise():
    assert read_pasted("0.05 %", ("",)).columns == (Part.VALUE,)
    assert read_pasted("0.05 %", (NOT_USED,)).columns == (None,)


def test_each_column_is_known_by_what_stands_first_in_it():
    assert read_pasted("Date\tValue\n\t0.05 %\nD33\t0.01 %").samples == ("D33", "0.05 %")
