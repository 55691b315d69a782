import re
import tomllib
from collections import Counter

import pytest

from mrdtracker.language import Language, catalogue_file, packs_file, read_catalogue
from tests.language.pack_texts import pack_texts

WINDOWS = read_catalogue(catalogue_file(Language.KOREAN))
PACKS = read_catalogue(packs_file(Language.KOREAN))
# English spells some numbers out where Korean writes figures.
_NUMBER = re.compile(r"\d+(?:\.\d+)?")
SPELT = {"one", "two", "four", "six", "seven", "ten", "twelve", "Six"}
# What a rule turns on, and what it leans on, is the same in every language.
KEPT = {
    "operators": re.compile(r"[<>]=?|[≥≤×±]"),
    "powers": re.compile(r"\d+(?:\.\d+)?e-\d+|10[⁻⁰¹²³⁴-⁹]+"),
    "citations": re.compile(r"\bS\d+[a-z]?\b"),
    "quotes": re.compile(r'"[^"]*"'),
    "names": re.compile(r"[A-Z][A-Z0-9_]*_[A-Z0-9_]+|[A-Z0-9]+::[A-Z0-9]+"),
}


def numbers_of(text):
    return sorted(set(_NUMBER.findall(text)))


def test_every_text_of_the_bundled_packs_has_its_korean():
    missing = sorted(set(pack_texts()) - set(PACKS) - set(WINDOWS))

    assert missing == [], f"{len(missing)} of {len(pack_texts())}"


def test_the_packs_say_everything_that_their_catalogue_has():
    assert sorted(set(PACKS) - set(pack_texts())) == []


def test_a_text_stands_in_one_catalogue_and_once():
    tables = tomllib.loads(packs_file(Language.KOREAN).read_text(encoding="utf-8"))
    texts = [english for area in tables.values() for english in area]

    assert len(texts) == len(set(texts))
    assert sorted(set(PACKS) & set(WINDOWS)) == []


def test_a_translation_keeps_every_number():
    changed = [
        english
        for english, korean in PACKS.items()
        if not SPELT & set(english.split()) and numbers_of(english) != numbers_of(korean)
    ]

    assert changed == []


@pytest.mark.parametrize("kept", KEPT.values(), ids=KEPT)
def test_a_translation_keeps_what_a_rule_turns_on(kept):
    changed = [
        english
        for english, korean in PACKS.items()
        if Counter(kept.findall(english)) - Counter(kept.findall(korean))
    ]

    assert changed == []
