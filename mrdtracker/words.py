"""The words a person reads, in the language that the program speaks.

Code is written in English, and an English sentence is its own key. Windows translate through Qt's
``tr``, which asks the same catalogue; everything below them says ``say``.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

_spoken: Mapping[str, str] = MappingProxyType({})


def speak(catalogue: Mapping[str, str]) -> None:
    """Speak another language from now on.

    Args:
        catalogue: English text to its translation; what is not in it stays English.
    """
    global _spoken  # one program speaks one language, as with gettext
    _spoken = MappingProxyType(dict(catalogue))


def say(text: str) -> str:
    """Return a text in the language that is spoken; fill its ``{}`` afterwards with ``format``."""
    return _spoken.get(text, text)


def mark(text: str) -> str:
    """Return an English text as it is: a constant that is said with ``say`` where it is used."""
    return text
