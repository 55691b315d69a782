"""Speaking Korean for the length of a test."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cache

from mrdtracker.language import Language, speak_language
from mrdtracker.words import speak


@cache
def _korean() -> Mapping[str, str]:
    return speak_language(Language.KOREAN)


@contextmanager
def in_korean() -> Iterator[None]:
    """Speak from the bundled Korean catalogues, and English again afterwards."""
    speak(_korean())
    try:
        yield
    finally:
        speak({})
