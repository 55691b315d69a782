from datetime import date, datetime
from decimal import Decimal

import pytest

from mrdtracker.domain.errors import Problem, ProblemsError
from mrdtracker.domain.strict_fields import Fields, read_json
from mrdtracker.domain.truth import Truth
from mrdtracker.domain.vocabulary import Lineage

NAMES = ("name", "number", "on", "word", "list", "inside")


def told(problems: list[Problem]) -> list[str]:
    return [str(problem) for problem in problems]


@pytest.fixture
def problems() -> list[Problem]:
    return []


@pytest.fixture
def made(problems):
    def make(document: object, path: str = "") -> Fields:
        return Fields(document, path, problems, NAMES)

    return make


@pytest.mark.parametrize(
    ("name", "suggestion"),
    [
        ("nmae", "Did you mean 'name'?"),
        ("zzz", "Allowed: name, number, on, word, list, inside."),
        ("Name", "Did you mean 'name'?"),
    ],
)
def test_an_unknown_field_is_named_with_what_is_allowed(made, problems, name, suggestion):
    made({name: 1}, "results[0]")

    assert told(problems) == [f"results[0].{name}: is not a field. {suggestion}"]


@pytest.mark.parametrize(
    ("document", "shown"),
    [([], "a list"), ("x", "'x'"), (3, "3"), (None, "None"), (True, "true")],
)
def test_what_is_no_object_is_said(made, problems, document, shown):
    fields = made(document, "course")

    assert told(problems) == [f"course: must be an object with named fields, not {shown}."]
    assert fields.text("name") is None


@pytest.mark.parametrize("document", [{}, {"number": None, "name": None, "inside": None}])
def test_absent_and_null_are_the_same_and_no_problem(made, problems, document):
    fields = made(document)

    assert fields.text("name") is fields.number("number") is fields.integer("number") is None
    assert fields.on("on") is fields.word("word", Lineage) is None
    assert fields.truth("word") is Truth.UNKNOWN
    assert fields.items("list") == fields.words("list", Lineage) == ()
    assert fields.named_words("inside", Lineage) == {}
    assert not fields.has("number")
    assert problems == []


@pytest.mark.parametrize(
    ("value", "number"), [("0.05", "0.05"), ("5e-4", "0.0005"), (5, "5"), (0, "0"), ("1.00", "1")]
)
def test_a_number_is_a_text_or_a_whole_number(made, problems, value, number):
    assert made({"number": value}).number("number") == Decimal(number)
    assert problems == []


@pytest.mark.parametrize(
    ("value", "why"),
    [
        (0.05, 'number: 0.05 is a binary number: write it as text, "0.05".'),
        (5.0, 'number: 5.0 is a binary number: write it as text, "5.0".'),
        (float("nan"), 'number: nan is a binary number: write it as text, "nan".'),
        (True, "number: must be a number written as text, not true."),
        ([], "number: must be a number written as text, not a list."),
        ({}, "number: must be a number written as text, not an object."),
        ("0,05", "number: '0,05' is not a number. Write digits with a decimal point"),
        ("-1", "number: '-1' is not a number."),
        (-1, "number: '-1' is not a number."),
        ("nan", "number: 'nan' is not a number."),
        ("9" * 3000, "number: is far longer than any number."),
        (10**4000, "number: is far longer than any number."),
        ("9" * 1000, f"number: '{'9' * 60}…' has more digits"),
        ("1e-30", "number: '1e-30' has more digits"),
    ],
)
def test_any_other_number_is_refused_with_the_name_of_the_field(made, problems, value, why):
    assert made({"number": value}).number("number") is None
    assert len(problems) == 1
    assert str(problems[0]).startswith(why)


@pytest.mark.parametrize(("value", "whole"), [(7, 7), ("7", 7), ("7.0", 7), (0, 0), (10, 10)])
def test_a_whole_number_may_be_a_text(made, problems, value, whole):
    assert made({"number": value}).integer("number", highest=10) == whole
    assert problems == []


@pytest.mark.parametrize("value", ["-0", "-1", -1])
def test_a_count_has_no_sign(made, problems, value):
    assert made({"number": value}).integer("number") is None
    assert "is not a number" in str(problems[0])


def test_the_largest_count_of_a_json_text_is_taken(made, problems):
    document = read_json('{"number": 1000000000000}', "x")

    assert made(document).integer("number") == 10**12
    assert problems == []


@pytest.mark.parametrize("value", ["7.5", 11, "11"])
def test_a_whole_number_keeps_to_its_range(made, problems, value):
    assert made({"number": value}).integer("number", highest=10) is None
    assert told(problems) == ["number: must be a whole number from 0 to 10."]


@pytest.mark.parametrize(("value", "whole"), [(-10, -10), ("-10", -10), (-1, -1), (3, 3)])
def test_a_day_may_be_negative(made, problems, value, whole):
    assert made({"number": value}).integer("number", -10, 10) == whole
    assert problems == []


@pytest.mark.parametrize("value", [-11, "--3", "-"])
def test_a_day_below_its_range_is_refused(made, problems, value):
    assert made({"number": value}).integer("number", -10, 10) is None
    assert len(problems) == 1


@pytest.mark.parametrize("value", ["2025-03-05", date(2025, 3, 5)])
def test_a_date_is_iso_text_or_a_date_of_a_toml_file(made, problems, value):
    assert made({"on": value}).on("on") == date(2025, 3, 5)
    assert problems == []


@pytest.mark.parametrize("value", ["1900-01-01", "2199-12-31"])
def test_the_first_and_the_last_day_are_taken(made, problems, value):
    assert made({"on": value}).on("on") == date.fromisoformat(value)
    assert problems == []


@pytest.mark.parametrize(
    "value",
    [
        "05 Mar 2025",
        "20250305",
        "2025-W10-3",
        "2025-02-30",
        "2025-3-5",
        "2025-03-05T10:00",
        datetime(2025, 3, 5),  # noqa: DTZ001 - as a TOML file without a zone gives it
        20250305,
        0.5,
    ],
)
def test_any_other_date_is_refused(made, problems, value):
    assert made({"on": value}).on("on") is None
    assert "is not a date: write 2025-03-05." in str(problems[0])


@pytest.mark.parametrize("value", ["1899-12-31", "2200-01-01", date(2200, 1, 1)])
def test_a_date_outside_the_years_is_refused_as_what_it_is(made, problems, value):
    assert made({"on": value}).on("on") is None
    assert [str(one) for one in problems] == [f"on: '{value}' is not in the years 1900 to 2199."]


@pytest.mark.parametrize("words", ["NaN", "Infinity", "-Infinity"])
def test_what_stands_for_no_number_is_not_to_be_written_as_text(problems, words):
    document = read_json(f'{{"number": {words}}}', "case")

    assert Fields(document, "", problems, ("number",)).number("number") is None
    assert [str(one) for one in problems] == [
        f"number: {words} is no number: leave the field out where nothing was measured."
    ]


@pytest.mark.parametrize(
    ("value", "why"),
    [
        ("b", "word: 'b' is not allowed. Allowed: B, T, MPAL."),
        ("MPLA", "word: 'MPLA' is not allowed. Did you mean 'MPAL'?"),
        (3, "word: 3 is not allowed. Allowed: B, T, MPAL."),
    ],
)
def test_a_word_of_a_closed_list_is_exact(made, problems, value, why):
    assert made({"word": "B"}).word("word", Lineage) is Lineage.B
    assert made({"word": value}).word("word", Lineage) is None
    assert told(problems) == [why]


@pytest.mark.parametrize(
    ("value", "truth"),
    [
        ("yes", Truth.YES),
        ("no", Truth.NO),
        ("unknown", Truth.UNKNOWN),
        (True, Truth.YES),
        (False, Truth.NO),
    ],
)
def test_a_fact_is_yes_no_or_unknown(made, problems, value, truth):
    assert made({"word": value}).truth("word") is truth
    assert problems == []


@pytest.mark.parametrize("value", ["maybe", 1, 0, "", "Yes"])
def test_any_other_fact_is_refused(made, problems, value):
    assert made({"word": value}).truth("word") is Truth.UNKNOWN
    assert "is not allowed" in str(problems[0])


def test_a_list_of_words_is_checked_word_for_word(made, problems):
    assert made({"list": ["B", "X", "T"]}, "at").words("list", Lineage) == (Lineage.B, Lineage.T)
    assert told(problems) == ["at.list[1]: 'X' is not allowed. Allowed: B, T, MPAL."]


def test_a_word_stands_once_in_a_list(made, problems):
    made({"list": ["B", "B"]}).words("list", Lineage)

    assert told(problems) == ["list: names the same word twice."]


def test_a_list_is_a_list(made, problems):
    assert made({"list": "B"}).items("list") == ()
    assert told(problems) == ["list: must be a list, not 'B'."]


@pytest.mark.parametrize(
    ("value", "why"),
    [
        (3, "name: must be a text, not 3."),
        (["x"], "name: must be a text, not a list."),
        ("x" * 2001, "name: is longer than 2000 characters."),
        ("a\x00b", "name: holds signs that no text has: control signs or half of a pair."),
        ("\ud800", "name: holds signs that no text has: control signs or half of a pair."),
    ],
)
def test_a_text_is_a_text_of_some_length(made, problems, value, why):
    assert made({"name": "x" * 2000}).text("name") == "x" * 2000
    assert made({"name": value}).text("name") is None
    assert told(problems) == [why]


def test_free_names_hold_words_of_a_closed_list(made, problems):
    document = {"inside": {"one": "B", "two": "X", " ": "T"}}

    assert made(document).named_words("inside", Lineage) == {"one": Lineage.B}
    assert told(problems) == [
        "inside.two: 'X' is not allowed. Allowed: B, T, MPAL.",
        "inside: has a field without a name.",
    ]


def test_an_object_inside_has_its_own_names(made, problems):
    inside = made({"inside": {"other": "x"}}, "top").child("inside", ("other",))

    assert inside.text("other") == "x"
    assert inside.where("other") == "top.inside.other"
    assert problems == []


def test_a_json_float_keeps_its_digits_and_is_refused(made, problems):
    document = read_json('{"number": 0.1000}', "x")

    assert made(document).number("number") is None
    assert 'write it as text, "0.1000"' in str(problems[0])


@pytest.mark.parametrize("number", ["NaN", "Infinity", "-Infinity", "1e5", "1" * 5000])
def test_json_numbers_that_are_no_whole_numbers_are_refused(made, problems, number):
    assert made(read_json(f'{{"number": {number}}}', "x")).number("number") is None
    assert len(problems) == 1


def test_a_json_float_is_no_text_and_no_word(made, problems):
    fields = made(read_json('{"name": 1.5, "word": 1.5}', "x"))

    assert fields.text("name") is fields.word("word", Lineage) is None
    assert told(problems) == [
        "name: must be a text, not '1.5'.",
        "word: '1.5' is not allowed. Allowed: B, T, MPAL.",
    ]


def test_a_doubled_key_is_named_with_its_path(made, problems):
    made(read_json('{"inside": {"a": 1, "a": 2}}', "x")).child("inside", ("a",))

    assert told(problems) == ["inside.a: stands twice in the same object."]


def test_a_byte_order_mark_is_passed_over():
    assert read_json("\ufeff{}", "x") == {}


@pytest.mark.parametrize(
    ("text", "where"),
    [("", "line 1, column 1"), ('{\n"a": }', "line 2, column 6"), ("{} {}", "line 1, column 4")],
)
def test_what_is_no_json_is_said_with_its_line(text, where):
    with pytest.raises(ProblemsError, match="not JSON") as refused:
        read_json(text, "case.json")

    assert refused.value.problems[0].where == where


def test_endless_nesting_is_refused():
    with pytest.raises(ProblemsError, match="nested too deeply"):
        read_json("[" * 200_000, "case.json")


@pytest.mark.parametrize("digits", ["9" * 10_000, "-" + "9" * 10_000, "1." + "0" * 10_000])
def test_a_number_of_ten_thousand_digits_is_not_echoed(made, problems, digits):
    document = read_json(f'{{"number": {digits}}}', "x")

    assert made(document).integer("number") is None
    assert len(str(problems[0])) < 100
    assert "digits, which no number here has." in str(problems[0])


@pytest.mark.parametrize(
    ("text", "where", "says"),
    [
        ("{", "line 1, column 2", "not JSON: Expecting property name"),
        ("[" * 200_000, "", "nested too deeply to be a case."),
    ],
    ids=["broken", "deep"],
)
def test_what_cannot_be_parsed_is_one_problem_of_the_file(text, where, says):
    with pytest.raises(ProblemsError) as refused:
        read_json(text, "case.json")

    (problem,) = refused.value.problems
    assert (refused.value.what, problem.where) == ("case.json", where)
    assert problem.text.startswith(says)


def test_what_is_refused_is_shown_beside_the_name_of_its_field(made, problems):
    fields = made({"on": "5.3.2025", "word": "perhaps", "name": 1})

    assert fields.on("on") is None
    assert fields.truth("word") is Truth.UNKNOWN
    assert told(problems) == [
        "on: '5.3.2025' is not a date: write 2025-03-05.",
        "word: 'perhaps' is not allowed. Allowed: yes, no, unknown.",
    ]
    assert made({"inside": {}}, "X").where("X") == "X.X"


@pytest.mark.parametrize(
    ("value", "why"),
    [
        (1 << 6001, "has more digits"),
        (1 << 6002, "is far longer than any number."),
        ("9" * 2000, "has more digits"),
        ("9" * 2001, "is far longer than any number."),
    ],
    ids=["6002 bits", "6003 bits", "2000 digits", "2001 digits"],
)
def test_a_number_is_echoed_up_to_a_length_and_then_only_called_too_long(
    made, problems, value, why
):
    assert made({"number": value}).number("number") is None
    assert why in str(problems[0])


@pytest.mark.parametrize(
    ("digits", "why"),
    [
        (
            "1." + "0" * 58,
            'is a binary number: write it as text, "{}".',
        ),
        ("1." + "0" * 59, "has 61 digits, which no number here has."),
        ("9" * 14, "has 14 digits, which no number here has."),
        ("-" + "9" * 14, "has 15 digits, which no number here has."),
    ],
    ids=["60 signs", "61 signs", "whole", "below zero"],
)
def test_a_number_of_a_json_text_is_shown_as_text_unless_it_is_too_long(
    made, problems, digits, why
):
    made(read_json(f'{{"number": {digits}}}', "x")).number("number")

    assert told(problems)[0].endswith(why.format(digits))
