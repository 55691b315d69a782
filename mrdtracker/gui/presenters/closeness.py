"""How close a text is to what was typed: the order of everything that the search finds."""

from __future__ import annotations

import unicodedata
from enum import IntEnum
from functools import lru_cache

# Commands and sections of the help are the same with every key.
REMEMBERED = 1024


class Closeness(IntEnum):
    """The nearest first."""

    SAME = 0
    BEGINS = 1
    WORDS_BEGIN = 2
    HOLDS = 3


@lru_cache(REMEMBERED)
def folded(text: str) -> str:
    """Return a text as it is compared: NFKC, case folded, blanks joined, no dots at the end."""
    return " ".join(unicodedata.normalize("NFKC", text).casefold().rstrip("…. ").split())


def closeness(asked: str, text: str) -> Closeness | None:
    """Return how close a text is to what was typed, or None where a typed word is not in it.

    Example:
        "add re" and "Add result…": ``BEGINS``; "re add": ``WORDS_BEGIN``; "esul": ``HOLDS``.
    """
    key, whole = folded(asked), folded(text)
    if not key:
        return None
    if whole == key:
        return Closeness.SAME
    if whole.startswith(key):
        return Closeness.BEGINS
    words = key.split()
    if all(f" {word}" in f" {whole}" for word in words):
        return Closeness.WORDS_BEGIN
    return Closeness.HOLDS if all(word in whole for word in words) else None
