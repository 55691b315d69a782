import sqlite3
from contextlib import closing

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from mrdtracker.store.search_text import end_of_prefix, match_expression, search_key


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("  Kim   MÜLLER ", "kim müller"),
        ("\N{FULLWIDTH LATIN CAPITAL LETTER S}-1\N{SUPERSCRIPT TWO}", "s-12"),
        ("Straße", "strasse"),
        ("Ki\u200bm\tS", "kim s"),
        ("김민준", "김민준"),
        ("\x00\u202e", ""),
    ],
)
def test_a_key_is_what_a_person_sees(text, key):
    assert search_key(text) == key


@pytest.mark.parametrize(
    ("key", "expression"),
    [
        ("kim", '"kim"*'),
        ("kim s-01", '"kim"* AND "s-01"*'),
        ('"kim" or', '"kim"* AND "or"*'),
        ("- * ^ ( )", ""),
        ("", ""),
    ],
)
def test_no_word_is_an_operator(key, expression):
    assert match_expression(key) == expression


@given(st.text(max_size=30))
@example('NEAR("a" b, 3) OR {code_key}: x* AND NOT')
@example("'; DROP TABLE patient; --")
@example("ᾳ ǆ ﬃ ½ ²")
def test_no_text_raises_in_fts5(text):
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.execute("CREATE VIRTUAL TABLE t USING fts5(a)")

        expression = match_expression(search_key(text))

        if expression:
            found = connection.execute("SELECT rowid FROM t WHERE t MATCH ?", (expression,))
            assert found.fetchall() == []


@given(st.text(max_size=5), st.text(st.characters(max_codepoint=0x10FFFE), max_size=5))
def test_the_range_of_a_prefix_holds_all_that_begin_with_it(key, more):
    assert key <= key + more < end_of_prefix(key)
