"""Each Korean page of the help says what the English one says, in other words."""

import re
from collections import Counter
from itertools import pairwise

import pytest

from mrdtracker import locations
from mrdtracker.gui.actions import plain
from mrdtracker.gui.presenters.help_text import TOPICS
from mrdtracker.language import Language, catalogue_file, read_catalogue

HELP = locations.resources() / "help"
WINDOWS = {
    plain(english).rstrip("…"): plain(korean).rstrip("…")
    for english, korean in read_catalogue(catalogue_file(Language.KOREAN)).items()
}
HEADING = re.compile(r"^(#{1,3}) +(.+)$", re.MULTILINE)
CODE_BLOCK = re.compile(r"^```.*?^```", re.MULTILINE | re.DOTALL)
CODE = re.compile(r"`[^`]+`")
LINK = re.compile(r"\[[^\]]+\]\(([^)]+)\)")
COMMENT = re.compile(r" +# .*")
KEYS = re.compile(
    r"(?<![A-Za-z])(?:(?:(?:Ctrl|Alt|Shift)\+)+(?:Enter|Left|Tab|[A-Z0-9,/])|F\d)(?![A-Za-z0-9])"
)
# What a technician does by, in the order in which it is looked for.
KEPT = {
    "code": CODE,
    "links": re.compile(r"(?<=\]\()[^)]+(?=\))"),
    "keys": KEYS,
    "operators": re.compile(r"(?<![-`])[<>]=?|[≥≤×±÷=·]"),
    "powers": re.compile(r"\d+(?:\.\d+)?e-\d+|1?0?[⁻⁰¹²³⁴-⁹₁₀]+"),
    "numbers": re.compile(r"\d+(?:[./-]\d+)*"),
    "list items": re.compile(r"^- ", re.MULTILINE),
    "cells": re.compile(r"\|"),
    "paragraphs": re.compile(r"\n\n"),
}
SOURCE = re.compile(r"^- (?:Source|출처): (.+)$", re.MULTILINE)
ENGLISH_QUOTE = re.compile(r'"([^"\n]+)"')
ITALIC = re.compile(r"(?<!\*)\*([^*`\n]+)\*(?!\*)")
PAGES = tuple(TOPICS)


def page(topic, folder=HELP):
    return (folder / f"{topic}.md").read_text(encoding="utf-8")


def korean(topic):
    return page(topic, HELP / "ko")


def parts(text):
    """Cut a page at its headings: (level, heading, what stands under it)."""
    found = list(HEADING.finditer(CODE_BLOCK.sub(lambda one: "x" * len(one[0]), text)))
    ends = [one.start() for one in found[1:]] + [len(text)]
    return [
        (len(one[1]), one[2], text[one.end() : end]) for one, end in zip(found, ends, strict=True)
    ]


def without_blocks(text):
    return CODE_BLOCK.sub("", text)


def both(topic):
    """The parts of a page in both languages, side by side."""
    return list(zip(parts(page(topic)), parts(korean(topic)), strict=True))


def pairs(topic):
    """The words of each part in both languages, its heading before them but for the title."""
    for (level, title, english), (_, titled, translated) in both(topic):
        heads = ("", "") if level == 1 else (title, titled)
        yield (
            title,
            f"{heads[0]}{without_blocks(english)}",
            f"{heads[1]}{without_blocks(translated)}",
        )


def test_every_page_stands_in_both_languages():
    assert {one.stem for one in HELP.glob("*.md")} == set(TOPICS)
    assert {one.stem for one in (HELP / "ko").glob("*.md")} == set(TOPICS)


@pytest.mark.parametrize("topic", PAGES)
def test_headings_have_the_same_levels_in_the_same_order(topic):
    assert [one[0] for one in parts(page(topic))] == [one[0] for one in parts(korean(topic))]


@pytest.mark.parametrize("topic", PAGES)
def test_no_heading_stands_twice(topic):
    for text in (page(topic), korean(topic)):
        headings = [one[1] for one in parts(text)]
        assert len(headings) == len(set(headings))


@pytest.mark.parametrize("kept", KEPT)
@pytest.mark.parametrize("topic", PAGES)
def test_every_part_keeps_what_a_person_does_by(topic, kept):
    pattern = KEPT[kept]
    changed = [
        (title, dict(before - after), dict(after - before))
        for title, english, translated in pairs(topic)
        if (before := Counter(pattern.findall(english)))
        != (after := Counter(pattern.findall(translated)))
    ]

    assert changed == []


@pytest.mark.parametrize("topic", PAGES)
def test_what_is_typed_is_the_same_but_for_its_comments(topic):
    english, translated = (
        [COMMENT.sub("", one) for one in CODE_BLOCK.findall(text)]
        for text in (page(topic), korean(topic))
    )

    assert translated == english


@pytest.mark.parametrize("topic", PAGES)
def test_comments_stand_where_the_english_ones_stand(topic):
    for english, translated in zip(
        CODE_BLOCK.findall(page(topic)), CODE_BLOCK.findall(korean(topic)), strict=True
    ):
        assert [line.find(" # ") for line in translated.splitlines()] == [
            line.find(" # ") for line in english.splitlines()
        ]


@pytest.mark.parametrize("topic", PAGES)
def test_sources_are_cited_letter_by_letter(topic):
    for (_, title, english), (_, _, translated) in both(topic):
        assert SOURCE.findall(translated) == SOURCE.findall(english), title


@pytest.mark.parametrize("topic", PAGES)
def test_what_stands_in_straight_quotes_is_quoted_from_the_english(topic):
    for title, english, translated in pairs(topic):
        outside = [set(ENGLISH_QUOTE.findall(CODE.sub("", one))) for one in (english, translated)]
        assert outside[1] <= outside[0], title


@pytest.mark.parametrize("topic", PAGES)
def test_the_korean_page_calls_a_thing_of_the_window_by_its_name(topic):
    wrong = [
        (title, name, WINDOWS[name])
        for title, english, translated in pairs(topic)
        for name in names_of(english)
        if WINDOWS.get(name, name) not in translated and not name[0].islower()
    ]

    assert wrong == []


@pytest.mark.parametrize("topic", ["pages", "own-pack", "own-report"])
def test_a_name_with_three_dots_is_one_of_the_window(topic):
    dotted = [
        name.rstrip("…")
        for name in (*ENGLISH_QUOTE.findall(page(topic)), *ITALIC.findall(page(topic)))
        if name.endswith("…")
    ]

    assert dotted
    assert [name for name in dotted if name not in WINDOWS] == []


@pytest.mark.parametrize("topic", PAGES)
def test_korean_quotes_where_english_slants(topic):
    """A slant that ends before a particle is read as stars."""
    assert ITALIC.findall(CODE.sub("", without_blocks(korean(topic)))) == []


@pytest.mark.parametrize("topic", PAGES)
def test_every_link_leads_to_a_page(topic):
    for target in LINK.findall(page(topic)):
        name, _, heading = target.partition("#")
        assert name in {*TOPICS, "first-page"}
        if heading:
            assert heading in {one[1] for one in parts(page(name))}


def test_the_same_heading_is_not_translated_in_two_ways():
    headings = [
        (english[1], translated[1]) for topic in PAGES for english, translated in both(topic)
    ]

    assert [
        (one, other)
        for one, other in pairwise(sorted(set(headings)))
        if one[0] == other[0] and one != other
    ] == []


def names_of(english):
    """Names of the window in a part: what stands in quotes or slanted and is a text of ours."""
    quoted = (*ENGLISH_QUOTE.findall(english), *ITALIC.findall(english))
    return [name.rstrip("…") for name in quoted if name.rstrip("…") in WINDOWS]
