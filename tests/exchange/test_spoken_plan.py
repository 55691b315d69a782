"""A plan in Korean: what a person reads of it is Korean, and what would be kept is the same."""

from dataclasses import replace

import pytest

from mrdtracker.domain.errors import InvalidInputError, ProblemsError
from mrdtracker.exchange.mapping import load_mapping
from mrdtracker.exchange.table import read_table
from tests.exchange.tables import FLOW, HEAD, a_mapping, a_plan
from tests.language.english import english_left
from tests.language.spoken import in_korean

EVENT = """
[[event]]
column = "first"
title = "First event"
time_column = "days"
counted_from = "diagnosis"
values = {None = "none", Relapse = "relapse", Odd = "note"}
[[leave_out]]
column = "kind"
words = ["xenograft"]
reason = "Xenografts"
[[fact]]
field = "age_days"
column = "age"
[[fact]]
field = "age_years"
column = "years"
[[lesion]]
name = "ETV6::RUNX1"
column = "etv"
negative_needs = ["fish", "pcr"]
values = {Neg = "not_detected"}
"""
HEADER = "code\tmrd\tsens\tfirst\tdays\tkind\tage\tyears\tetv\tfish\tpcr"
ROWS = (
    "A\t0\t0.01\tNone\t4182\t\t1000\t2.7\tNeg\t\t",
    "B\t0.005\t0.01\tRelapse\t300\t\t\t\t\t\t",
    "C\tneg\t\tRelapse\t\t\t\t\t\t\t",
    "D\tUnknown\t\tOdd\t9\t\t\t\t\t\t",
    "E\t\t\t\t\txenograft\t\t\t\t\t",
    "F\tmuch\t\tStrange\tx\t\told\t200\tperhaps\t\t",
    "G\t0\t\tRelapse\t99999999\t\t99999\t\t\t\t",
    "H\t1\t\t\t\t\t\t\t\t\t",
    "H\t2\t\t\t\t\t400\t\t\t\t",
    "H\t\t\t\t\t\t401\t\t\t\t",
    "I\t0,5",
    "\t1\t\t\t\t\t\t\t\t\t",
    "J\t0,5\t\t\t\t\t\t\t\t\t",
)


def test_a_plan_is_told_in_korean_and_keeps_what_it_keeps_in_english():
    mapping = a_mapping(FLOW, EVENT)
    english = a_plan(mapping, HEADER, *ROWS)
    with in_korean():
        plan = a_plan(mapping, HEADER, *ROWS)

    told = [*plan.notes, *(problem.text for problem in plan.problems)]
    assert [text for text in told if english_left(text)] == []
    assert len(plan.notes) >= 8
    assert len(plan.problems) >= 8
    assert not set(told) & {*english.notes, *(one.text for one in english.problems)}
    first = plan.patients[0]
    assert first.results[0].key == "line 2, column mrd"
    assert first.note == "First event: None, 4182 days from diagnosis"
    unsaid = {"notes": (), "problems": ()}
    assert replace(plan, **unsaid) == replace(english, **unsaid)


@pytest.mark.parametrize(
    "part",
    [
        "[[result]]\ncolumn = 3\n",
        '[[result]]\ncolumn = "x"\nmethod = "flw"\nunit = "copies_ratio"\nspecimen = "BM"\n',
        '[[result]]\ncolumn = "x"\nzero = "zero_count"\nmethod = "flow"\nunit = "per_uL"\n',
        '[[event]]\ncolumn = "x"\nvalues = {a = "relapse"}\n',
        '[[event]]\ncolumn = "x"\ntime_column = "t"\nvalues = {a = "rlapse"}\n',
        '[[fact]]\nfield = "wbc_10e9_per_l"\ncolumn = "w"\n',
        '[[fact]]\nfield = "sex"\ncolumn = "w"\nunit = "%"\nvalues = {m = "men"}\n',
        "[[fact]]\nfield = 1\nclmn = 2\n",
        "",
    ],
)
def test_a_mapping_is_refused_in_korean(part):
    with in_korean(), pytest.raises(ProblemsError) as refused:
        load_mapping((HEAD + part).encode(), "own.toml")

    assert [str(one) for one in refused.value.problems if english_left(one.text)] == []
    assert "문제" in refused.value.message


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"one line",
        b"PK\x03\x04 a workbook",
        b"%PDF",
        b"SQLite format 3\x00",
        b"<html>",
        b"a\x00b\n1\n",
        b"\xff\xfea\x00",
        b"\xc3\xa4\n\xe4\n",
        b'a,b\n"1,2\n3,4\n',
        b'a,b\n"1"x,2\n',
    ],
)
def test_what_is_no_table_is_refused_in_korean(data):
    with in_korean(), pytest.raises(InvalidInputError) as refused:
        read_table(data, "table.csv")

    assert english_left(str(refused.value)) == []
