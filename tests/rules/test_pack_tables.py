"""Tables of a pack are read strictly."""

import pytest

from mrdtracker.rules.pack_tables import MOST_RULES, Table, did_you_mean, name_of
from mrdtracker.rules.thresholds import FRACTION


def read(document, *allowed):
    problems = []
    return Table(document, "pack", problems, allowed), problems


def said(problems):
    return [str(problem) for problem in problems]


def test_an_unknown_key_is_named_with_what_was_meant():
    _, problems = read({"tilte": "x"}, "title", "id")

    assert said(problems) == ["pack: 'tilte' is not a key here; did you mean 'title'?"]


def test_required_texts_are_missed_once():
    table, problems = read({"id": 3}, "title", "id")

    assert (table.required("title"), table.required("id")) == ("", "")
    assert said(problems) == ["pack: 'title' is missing.", "pack.id: must be a text, not 3."]


def test_flags_are_true_or_false():
    table, problems = read({"a": True, "b": "yes"}, "a", "b", "c")

    assert [table.flag(name, default=False) for name in "abc"] == [True, False, False]
    assert said(problems) == ["pack.b: must be true or false."]


def test_lists_of_texts():
    table, problems = read({"a": ["x", 3]}, "a", "b")

    assert (table.texts("a"), table.texts("b")) == (("x",), ())
    assert said(problems) == ["pack.a[1]: must be a text."]


def test_thresholds_and_amounts_report_where_they_stand():
    table, problems = read({"a": ">= 5 %", "b": "5 %", "c": "5"}, "a", "b", "c", "d")

    assert table.threshold("a", FRACTION).text == "≥ 5 %"
    assert str(table.amount("b", FRACTION)[0]) == "0.05"
    assert table.amount("d", FRACTION) is None
    assert (table.amount("c", FRACTION), table.threshold("c", FRACTION)) == (None, None)
    assert table.threshold("d", FRACTION) is None
    assert [problem.where for problem in problems] == ["pack.c", "pack.c", "pack"]


def test_too_many_tables_are_not_read():
    table, problems = read({"rule": [{}] * (MOST_RULES + 1)}, "rule")

    assert table.tables("rule") == ()
    assert said(problems) == ["pack.rule: 501 entries are more than the 500 allowed."]
    assert len(read({"rule": [{}] * MOST_RULES}, "rule")[0].tables("rule")) == MOST_RULES


@pytest.mark.parametrize(
    ("given", "known", "meant"),
    [
        ("morphlogy", ["morphology", "mrd"], "; did you mean 'morphology'?"),
        ("zzz", ["a", "b"], "; there are: a, b."),
        ("zzz", [], "; there are none."),
    ],
)
def test_what_was_meant(given, known, meant):
    assert did_you_mean(given, known) == meant


def test_tables_are_named_for_people():
    assert name_of({"id": "ser-d7"}, "rule", 0) == "rule 'ser-d7'"
    assert name_of({"key": "S1"}, "source", 0) == "source 'S1'"
    assert name_of({}, "rule", 2) == "rule 3"
    assert name_of(3, "rule", 0) == "rule 1"
