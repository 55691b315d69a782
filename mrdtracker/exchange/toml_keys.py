"""Closed keys: which keys a TOML table may have, read and written by the same declaration."""

from __future__ import annotations

import difflib
import json
from collections.abc import Callable, Mapping
from dataclasses import MISSING, Field, dataclass, field, fields
from enum import Enum
from types import MappingProxyType
from typing import Any, TypeVar

from mrdtracker.domain.errors import InvalidInputError, Problem
from mrdtracker.words import say

BlockT = TypeVar("BlockT")
EMPTY: Mapping[str, str] = MappingProxyType({})
_MAX_TEXT = 2_000
_READ = "read"


def text_key(default: str | None = None) -> Any:  # noqa: ANN401 - like dataclasses.field
    """Declare a key that takes a text; required without a default."""
    return _key(_read_text, MISSING if default is None else default)


def words_key(default: tuple[str, ...] = ()) -> Any:  # noqa: ANN401
    """Declare a key that takes a list of texts."""
    return _key(_read_words, default)


def flag_key() -> Any:  # noqa: ANN401
    """Declare a key that takes true or false; false where it is left out."""
    return _key(_read_flag, False)  # noqa: FBT003 - a default


def integer_key(allowed: range) -> Any:  # noqa: ANN401
    """Declare a key that takes a whole number; nothing where it is left out."""

    def read(value: object) -> int:
        if isinstance(value, bool) or not isinstance(value, int) or value not in allowed:
            raise InvalidInputError(
                say("takes a whole number from {} to {}").format(allowed[0], allowed[-1])
            )
        return value

    return _key(read, None)


def choice_key(kind: type[Enum]) -> Any:  # noqa: ANN401
    """Declare a key that takes one word of a closed list; nothing where it is left out."""
    return _key(_reader_of_choice(kind), None)


def required_choice_key(kind: type[Enum]) -> Any:  # noqa: ANN401
    """Declare a key that takes one word of a closed list and may not be left out."""
    return _key(_reader_of_choice(kind), MISSING)


def table_key(targets: tuple[str, ...] = ()) -> Any:  # noqa: ANN401
    """Declare a key that takes a table of words, if given with a closed list of meanings."""

    def read(value: object) -> Mapping[str, str]:
        if not isinstance(value, dict) or not all(isinstance(one, str) for one in value.values()):
            raise InvalidInputError(say('takes a table of texts such as {Yes = "yes", No = "no"}'))
        for meaning in value.values():
            if targets and meaning not in targets:
                hint = did_you_mean(meaning, targets)
                raise InvalidInputError(
                    say("knows no '{}': {}{}").format(meaning, ", ".join(targets), hint)
                )
        return MappingProxyType({_read_text(word): _read_text(value[word]) for word in value})

    return _key(read, EMPTY)


def did_you_mean(given: object, allowed: tuple[str, ...] | list[str]) -> str:
    """Return ``; did you mean 'x'?``, or nothing where nothing is near."""
    near = difflib.get_close_matches(str(given), allowed, 1)
    return say("; did you mean '{}'?").format(" ".join(near[0].split())) if near else ""


@dataclass(frozen=True)
class KeyReader:
    """Reads TOML tables into blocks and keeps every problem that it meets."""

    problems: list[Problem]

    def block(self, kind: type[BlockT], document: object, where: str) -> BlockT | None:
        """Read one table; None where it cannot be made, with the reasons in ``problems``."""
        if not isinstance(document, dict):
            self.problems.append(Problem(where, say("is not a table of keys.")))
            return None
        before = len(self.problems)
        known = _declared(kind)
        for name in document:
            if name not in known:
                hint = did_you_mean(name, tuple(known))
                self.problems.append(
                    Problem(_path(where, name), say("is not a key here{}").format(hint or "."))
                )
        values = {
            name: self._value(one, document, where)
            for name, one in known.items()
            if name in document or _is_required(one)
        }
        return None if len(self.problems) > before else kind(**values)

    def blocks(self, kind: type[BlockT], document: object, where: str) -> tuple[BlockT, ...]:
        """Read a list of tables (``[[name]]``)."""
        if not isinstance(document, list):
            self.problems.append(
                Problem(where, say("is a list of tables: write [[{}]].").format(where))
            )
            return ()
        found = (
            self.block(kind, one, f"{where}[{position}]")
            for position, one in enumerate(document, start=1)
        )
        return tuple(one for one in found if one is not None)

    def _value(self, declared: Field[Any], document: dict[str, object], where: str) -> object:
        path = _path(where, declared.name)
        if declared.name not in document:
            self.problems.append(Problem(path, say("is missing.")))
            return None
        try:
            return declared.metadata[_READ](document[declared.name])
        except InvalidInputError as error:
            end = "" if error.message.endswith("?") else "."
            self.problems.append(Problem(path, f"{error.message}{end}"))
            return None


def write_keys(block: object) -> list[str]:
    """Write a block as lines ``key = value``; what is at its default is left out."""
    lines = []
    for name, declared in _declared(type(block)).items():
        value = getattr(block, name)
        if _is_required(declared) or value != _default(declared):
            lines.append(f"{name} = {_toml(value)}")
    return lines


def _key(read: Callable[[Any], object], default: object) -> Any:  # noqa: ANN401
    if default is MISSING:
        return field(metadata={_READ: read})
    if default is EMPTY:
        return field(default_factory=lambda: EMPTY, metadata={_READ: read})
    return field(default=default, metadata={_READ: read})


def _declared(kind: type[Any]) -> dict[str, Field[Any]]:
    return {one.name: one for one in fields(kind) if _READ in one.metadata}


def _reader_of_choice(kind: type[Enum]) -> Callable[[object], Enum]:
    def read(value: object) -> Enum:
        for member in kind:
            if member.value == value:
                return member
        allowed = [str(member.value) for member in kind]
        raise InvalidInputError(
            say("takes one of {}{}").format(", ".join(allowed), did_you_mean(value, allowed))
        )

    return read


def _is_required(declared: Field[Any]) -> bool:
    return declared.default is MISSING and declared.default_factory is MISSING


def _default(declared: Field[Any]) -> object:
    return EMPTY if declared.default is MISSING else declared.default


def _path(where: str, name: str) -> str:
    return f"{where}.{name}" if where else name


def _read_text(value: object) -> str:
    if not isinstance(value, str):
        raise InvalidInputError(say("takes a text in quotation marks"))
    if len(value) > _MAX_TEXT:
        raise InvalidInputError(say("has more than {} characters").format(_MAX_TEXT))
    return value


def _read_words(value: object) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
        raise InvalidInputError(say('takes a list of texts such as ["NA", ""]'))
    return tuple(_read_text(one) for one in value)


def _read_flag(value: object) -> bool:
    if not isinstance(value, bool):
        raise InvalidInputError(say("takes true or false"))
    return value


def _toml(value: object) -> str:
    if isinstance(value, Enum):
        return _toml(value.value)
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, Mapping):
        inside = ", ".join(f"{_toml(word)} = {_toml(value[word])}" for word in value)
        return f"{{{inside}}}"
    if isinstance(value, tuple):
        return f"[{', '.join(_toml(one) for one in value)}]"
    # A JSON string is a TOML basic string, but for DEL, which TOML wants escaped.
    return json.dumps(str(value), ensure_ascii=False).replace("\x7f", "\\u007f")
