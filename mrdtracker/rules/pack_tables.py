"""Reads the tables of a pack file strictly: every wrong key is named, with what was meant."""

from __future__ import annotations

import difflib
from collections.abc import Collection, Iterable, Mapping
from decimal import Decimal

from mrdtracker.domain.errors import InvalidInputError, Problem
from mrdtracker.domain.strict_fields import Fields
from mrdtracker.rules.thresholds import Scale, Threshold, read_threshold
from mrdtracker.words import say

MOST_RULES = 500


class Table(Fields):
    """One table of a pack file; ``path`` says which: "rule 'ser-d7'"."""

    def __init__(
        self, document: object, path: str, problems: list[Problem], allowed: Collection[str]
    ) -> None:
        known = list(allowed)
        if isinstance(document, Mapping):
            for name in document:
                if name not in allowed:
                    meant = did_you_mean(str(name), allowed)
                    text = say("'{}' is not a key here{}").format(name, meant)
                    problems.append(Problem(path, text))
                    known.append(str(name))
        super().__init__(document, path, problems, known)

    def required(self, name: str) -> str:
        """Read a text that has to be there."""
        value = self.text(name)
        if not value and not (self.has(name) and value is None):
            self.refuse("", say("'{}' is missing.").format(name))
        return value or ""

    def flag(self, name: str, *, default: bool) -> bool:
        """Read true or false."""
        value = self._values.get(name)
        if value is None:
            return default
        if not isinstance(value, bool):
            self.refuse(name, say("must be true or false."))
            return default
        return value

    def texts(self, name: str) -> tuple[str, ...]:
        """Read a list of texts."""
        found = []
        for place, value in enumerate(self.items(name)):
            if isinstance(value, str):
                found.append(value)
            else:
                self.refuse(f"{name}[{place}]", say("must be a text."))
        return tuple(found)

    def one_of(self, name: str, known: Collection[str]) -> str | None:
        """Read a text that has to be one of the known ones; None and a problem otherwise."""
        value = self.required(name)
        if not value:
            return None
        if value not in known:
            self.refuse(name, say("there is no '{}'{}").format(value, did_you_mean(value, known)))
            return None
        return value

    def threshold(self, name: str, scale: Scale) -> Threshold | None:
        """Read a comparison such as ``>= 0.01 %``."""
        value = self.required(name)
        if not value:
            return None
        try:
            return read_threshold(value, scale)
        except InvalidInputError as error:
            self.refuse(name, str(error))
            return None

    def amount(self, name: str, scale: Scale) -> tuple[Decimal, str] | None:
        """Read an amount with its unit, without an operator: ``1e-4 fraction``."""
        value = self.text(name)
        if value is None:
            return None
        try:
            threshold = read_threshold(f"<= {value}", scale)
        except InvalidInputError as error:
            self.refuse(name, str(error))
            return None
        return threshold.value, threshold.unit

    def raw(self, name: str) -> object:
        """Return a value as it stands, to be read by another reader."""
        return self._values.get(name)

    def names(self) -> tuple[str, ...]:
        """Return the keys that are there."""
        return tuple(self._values)

    def tables(self, name: str) -> tuple[object, ...]:
        """Return the tables of an array ``[[name]]``, at most so many."""
        found = self.items(name)
        if len(found) > MOST_RULES:
            self.refuse(
                name,
                say("{} entries are more than the {} allowed.").format(len(found), MOST_RULES),
            )
            return ()
        return found


def did_you_mean(given: str, known: Iterable[str]) -> str:
    """Return "; did you mean 'x'?", or the list of what there is."""
    names = [name for name in map(str, known) if name]  # what lacks its name has an empty one
    near = difflib.get_close_matches(given, names)
    if near:
        return say("; did you mean '{}'?").format(near[0])
    if not names:
        return say("; there are none.")
    return say("; there are: {}.").format(", ".join(names))


def name_of(document: object, kind: str, place: int) -> str:
    """Name a table for people: "rule 'ser-d7'", or "rule 3" where it has no id."""
    if isinstance(document, Mapping):
        for key in ("id", "key", "name"):
            if isinstance(document.get(key), str):
                return f"{kind} '{document[key]}'"
    return f"{kind} {place + 1}"
