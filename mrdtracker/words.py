"""The words a person reads, in the language that the program speaks.

Code is written in English, and an English sentence is its own key. Windows translate through Qt's
``tr``, which asks the same catalogue; everything below them says ``say``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from enum import Enum
from types import MappingProxyType

_spoken: Mapping[str, str] = MappingProxyType({})
_is_english: ContextVar[bool] = ContextVar("is_english", default=False)


def speak(catalogue: Mapping[str, str]) -> None:
    """Speak another language from now on.

    Args:
        catalogue: English text to its translation; what is not in it stays English.
    """
    global _spoken  # one program speaks one language, as with gettext
    _spoken = MappingProxyType(dict(catalogue))


def say(text: str) -> str:
    """Return a text in the language that is spoken; fill its ``{}`` afterwards with ``format``."""
    return text if _is_english.get() else _spoken.get(text, text)


def say_code(code: Enum) -> str:
    """Say a code of a closed list by its own words: ``not_detected`` is "not detected"."""
    return say(str(code.value).replace("_", " "))


@contextmanager
def in_english() -> Iterator[None]:
    """Say English for a while, in this thread only: what is stored or compared has one language.

    The journal, exported tables and the examples of a rule pack read the same on every computer.
    """
    token = _is_english.set(True)
    try:
        yield
    finally:
        _is_english.reset(token)


def speaks_english() -> bool:
    """Say whether texts come out as they are written in the code."""
    return not _spoken or _is_english.get()


def mark(text: str) -> str:
    """Return an English text as it is: a constant that is said with ``say`` where it is used."""
    return text
