import pytest

from mrdtracker.domain.errors import InvalidInputError
from mrdtracker.exchange.table import MAX_COLUMNS, read_table
from tests.exchange.tables import a_table


@pytest.mark.parametrize("delimiter", ["\t", ";", ",", "|"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_delimiter_and_line_ends_are_found_from_the_file(delimiter, end):
    text = end.join(delimiter.join(row) for row in (["code", "mrd"], ["A", "1"], ["B", "2"]))

    table = read_table(text.encode(), "ward")

    assert table.delimiter == delimiter
    assert table.header == ("code", "mrd")
    assert [(row.line, row.cells) for row in table.rows] == [(2, ("A", "1")), (3, ("B", "2"))]


def test_commas_inside_the_cells_of_a_tab_separated_table_are_not_delimiters():
    table = a_table("code\tkaryotype", "A\t46,XX,t(1;19)(q23;p13)", "B\t47,XY,+21c")

    assert table.delimiter == "\t"
    assert table.rows[0].cells == ("A", "46,XX,t(1;19)(q23;p13)")


def test_decimal_commas_do_not_beat_semicolons():
    assert a_table("code;mrd;sens", "A;0,05;0,01", "B;1,2;0,01").delimiter == ";"


def test_a_quoted_line_end_stays_in_its_cell_and_lines_are_still_counted():
    table = a_table("code,note", 'A,"two\nlines"', "B,one")

    assert table.rows[0].cells == ("A", "two\nlines")
    assert [row.line for row in table.rows] == [2, 4]


def test_blank_rows_are_no_rows():
    table = a_table("code,mrd", "", "A,1", ",", "B,2", "")

    assert [row.line for row in table.rows] == [3, 5]


def test_excels_own_first_line_names_the_delimiter():
    table = a_table("sep=;", "code;mrd", "A;1")

    assert table.header == ("code", "mrd")
    assert table.rows[0].line == 3


def test_missing_double_and_padded_names_are_left_as_they_are():
    table = a_table(",CI (95%), CI (95%) ,code", "1,2,3,A")

    assert table.header == ("", "CI (95%)", "CI (95%)", "code")


def test_ragged_rows_are_left_to_the_plan():
    assert [len(row.cells) for row in a_table("a,b", "1", "1,2", "1,2,3").rows] == [1, 2, 3]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("\n\n", "no header"),
        ("code,mrd\n", "header but no rows"),
        ('code,mrd\nA,"never closed\nB,1\nC,1\n', "row that begins on line 2 is never closed"),
        ('code,mrd\nA,1\nA,"x"y\nC,1\n', "line 3: a quotation mark"),
        ("code,mrd\nA," + "9" * 200_000, "line 2: a cell has more than"),
        (",".join("c" * (MAX_COLUMNS + 1)) + "\n1\n", "columns"),
        ("a,b\n" + "," * MAX_COLUMNS + "1\n", "too big from line 2"),
    ],
)
def test_what_is_not_a_table_is_refused_with_what_to_do(text, words):
    with pytest.raises(InvalidInputError, match=words) as refused:
        read_table(text.encode(), "ward.csv")

    assert refused.value.hint
    assert "ward.csv" in refused.value.message


def test_too_many_rows_are_refused(monkeypatch):
    monkeypatch.setattr("mrdtracker.exchange.table.MAX_ROWS", 2)

    with pytest.raises(InvalidInputError, match="at most 2 rows"):
        a_table("a,b", "1,2", "1,2", "1,2")
