"""The words a person reads, in the language that the program speaks.

Code is written in English, and an English sentence is its own key. Windows translate through Qt's
``tr``, which asks the same catalogue; everything below them says ``say``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from enum import Enum
from types import MappingProxyType
from typing import Any, Generic, TypeVar

Value = TypeVar("Value")
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


class said_once(Generic[Value]):  # noqa: N801 - used as functools.cached_property is
    """A property whose words are put together once for each language they are asked for in.

    A rule pack lives as long as the program: what it said in Korean must not come out where
    English is kept and compared.
    """

    def __init__(self, method: Callable[[Any], Value]) -> None:
        self._method = method
        self.__doc__ = method.__doc__

    def __set_name__(self, owner: type, name: str) -> None:
        self._name = name

    def __get__(self, instance: object, owner: type | None = None) -> Value:
        # Under its own name it is found without coming here again, as long as all is English.
        key = f"{self._name} {speaks_english()}" if _spoken else self._name
        kept = instance.__dict__
        if key not in kept:
            kept[key] = self._method(instance)
        value: Value = kept[key]
        return value
