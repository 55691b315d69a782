"""Which language the program speaks, and the catalogue of its texts.

A catalogue is one TOML file in ``resources/languages``: English text = its translation, in tables
by area, so that people find things; read, it is one flat list. English needs no file and reads
none: this module is loaded before the first window, and imports what is slow where it is needed.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Mapping, Sequence
from enum import Enum
from pathlib import Path

from mrdtracker.words import speak

log = logging.getLogger(__name__)

# What decides on a terminal, the strongest first; see setlocale(3).
ENVIRONMENT = ("LC_ALL", "LC_MESSAGES", "LANG")


class Language(Enum):
    """What a person can choose; the value is kept in the settings."""

    SYSTEM = "system"
    ENGLISH = "en"
    KOREAN = "ko"


class CatalogueError(Exception):
    """A catalogue that cannot be used: one sentence that says why."""


def chosen(text: str) -> Language:
    """Return the language of a kept or typed word; anything unknown follows the system."""
    known = {one.value: one for one in Language}
    return known.get(text, Language.SYSTEM)


def spoken_of(choice: Language, system: Sequence[str]) -> Language:
    """Return the language to speak.

    Args:
        choice: What the person chose.
        system: The languages of the system, the first one first: "ko-KR", "en".
    """
    if choice is not Language.SYSTEM:
        return choice
    is_korean = bool(system) and system[0].lower().startswith(Language.KOREAN.value)
    return Language.KOREAN if is_korean else Language.ENGLISH


def terminal_languages(environment: Mapping[str, str] = os.environ) -> tuple[str, ...]:
    """Return the language that a terminal asks for: the first of its variables that is set."""
    asked = (environment.get(name, "") for name in ENVIRONMENT)
    return tuple(one for one in asked if one)[:1]


def catalogue_file(language: Language) -> Path:
    """Return where the texts of a language stand."""
    from mrdtracker import locations

    return locations.resources() / "languages" / f"{language.value}.toml"


def packs_file(language: Language) -> Path:
    """Return where what the bundled rule packs say stands in a language."""
    return catalogue_file(language).with_stem(f"{language.value}-packs")


def read_catalogue(file: Path) -> dict[str, str]:
    """Read a catalogue as one flat list.

    Raises:
        CatalogueError: The file is missing, is no TOML, or holds something else than texts.
    """
    import tomllib

    try:
        tables = tomllib.loads(file.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise CatalogueError(f"The texts in {file.name} cannot be read: {error}.") from error
    flat: dict[str, str] = {}
    for area, texts in tables.items():
        if not isinstance(texts, dict):
            raise CatalogueError(f"{file.name}: {area} stands in no table.")
        for english, translated in texts.items():
            if not isinstance(translated, str):
                raise CatalogueError(f"{file.name}, [{area}]: {english} is no text.")
            flat[english] = translated
    return flat


def speak_language(language: Language, file: Path | None = None) -> Mapping[str, str]:
    """Speak a language from now on, and return its catalogue; English reads no file.

    A catalogue that cannot be used is logged in one sentence, and English stays.

    Args:
        language: English or another one; ``SYSTEM`` was resolved before, see ``spoken_of``.
        file: The catalogue; the bundled one where none is named.
    """
    catalogue: dict[str, str] = {}
    if language is Language.KOREAN:
        try:
            catalogue = read_catalogue(file or catalogue_file(language))
            if file is None:
                catalogue = read_catalogue(packs_file(language)) | catalogue
        except CatalogueError as error:
            log.warning("%s English stays.", error)
    if catalogue:
        from mrdtracker.particles import particled

        catalogue = particled(catalogue)
    speak(catalogue)
    return catalogue
