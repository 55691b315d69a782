import ast
import string
import tomllib
from collections import Counter

import pytest

from mrdtracker.domain.notation_dates import DATE, DAY_AND_MONTH, MONTH_AND_YEAR
from mrdtracker.language import Language, catalogue_file, read_catalogue
from tests.language.qt_texts import QT_TEXTS
from tests.language.texts import CODES, PACKAGE, calls, texts

# A painter moves its ground by the same word.
PAINTED = {"translate", "mark"}
# A language writes the month as it likes.
DATES = {DATE, DAY_AND_MONTH, MONTH_AND_YEAR}
KOREAN = read_catalogue(catalogue_file(Language.KOREAN))


def fields_of(text):
    """The places of a text that are filled, by number or name, with how they are written."""
    filled, place = [], 0
    for _, name, how, conversion in string.Formatter().parse(text):
        if name is None:
            continue
        filled.append((str(place) if name == "" else name, how, conversion))
        place += name == ""
    return Counter(filled)


def test_no_text_is_put_together_before_it_is_said():
    glued = (ast.JoinedStr, ast.BinOp)

    assert [
        f"{call.module}:{call.line}"
        for call in calls()
        if isinstance(call.argument, glued) and call.name not in PAINTED
    ] == []


def test_what_a_box_tells_is_said():
    told = {"warning", "information", "critical", "question"}
    boxes = [
        (file.name, node.lineno)
        for file in sorted((PACKAGE / "gui").glob("*.py"))
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in told
        and any(isinstance(one, ast.JoinedStr) or is_words(one) for one in node.args)
        and ast.unparse(node.func.value) == "QMessageBox"
    ]

    assert boxes == []


def is_words(node):
    return isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value != ""


def test_a_counted_noun_is_a_literal_or_comes_from_a_list_of_them():
    names = [call for call in calls() if call.name == "counted"]

    assert all(isinstance(call.argument, ast.Constant | ast.Name) for call in names)


def test_codes_of_closed_lists_are_texts():
    assert all(str(one.value).replace("_", " ") in texts() for kind in CODES for one in kind)


def test_the_catalogue_has_no_text_that_nobody_says():
    assert sorted(set(KOREAN) - set(texts()) - QT_TEXTS) == []


def test_a_text_stands_once_in_the_catalogue():
    tables = tomllib.loads(catalogue_file(Language.KOREAN).read_text(encoding="utf-8"))
    counted = Counter(english for area in tables.values() for english in area)

    assert [english for english, times in counted.items() if times > 1] == []


@pytest.mark.parametrize("english", sorted(set(KOREAN) - DATES))
def test_a_translation_fills_what_the_text_fills(english):
    assert fields_of(KOREAN[english]) == fields_of(english)


def test_the_places_of_a_translation_are_numbered_all_or_none():
    """What mixes both cannot be filled."""
    mixed = []
    for korean in KOREAN.values():
        names = [name for _, name, _, _ in string.Formatter().parse(korean) if name is not None]
        if len({bool(name) for name in names}) > 1:
            mixed.append(korean)

    assert mixed == []


def test_a_date_in_korean_can_be_read_again():
    assert KOREAN[DATE].format(day=5, month="Mar", number=3, year=2025) == "2025-03-05"


def test_every_text_has_its_korean():
    missing = sorted(set(texts()) - set(KOREAN))

    assert missing == [], f"{len(missing)} of {len(texts())}"
