"""The list of mutants that no test can kill, with the reason for each."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

Key = tuple[str, str]


class AnyMutant(Protocol):
    """What the list needs to know of a mutant of a function or of a pack."""

    module: str
    function: str
    is_wording: bool

    @property
    def name(self) -> str: ...

    @property
    def change(self) -> str: ...


@dataclass(frozen=True)
class Survivors:
    """Reasons by function and changed lines, so that moving code does not move the list."""

    reasons: Mapping[Key, str]

    @classmethod
    def read(cls, path: Path) -> Survivors:
        listed = tomllib.loads(path.read_text(encoding="utf-8")).get("equivalent", [])
        return cls({(one["function"], _plain(one["change"])): one["reason"] for one in listed})

    def lists(self, mutant: AnyMutant) -> bool:
        return _key(mutant) in self.reasons

    def judge(self, ends: Mapping[AnyMutant, str], *, whole: bool) -> list[str]:
        """Say what is wrong: a survivor that is not listed, a line of the list that is untrue."""
        wrong = [
            f"SURVIVED {one.name}\n{one.change}"
            for one, end in ends.items()
            if end == "survived" and not one.is_wording and not self.lists(one)
        ]
        alive = {_key(one) for one, end in ends.items() if end == "survived"}
        made = {_key(one) for one in ends}
        wrong += [
            f"listed as equivalent, but {'killed' if key in made else 'not made'}: {key}"
            for key in self.reasons
            if (key in made or whole) and key not in alive
        ]
        return wrong


def _key(mutant: AnyMutant) -> Key:
    return f"{mutant.module.removeprefix('mrdtracker.')}:{mutant.function}", _plain(mutant.change)


def _plain(change: str) -> str:
    return "\n".join(f"{line[:1]} {line[1:].strip()}" for line in change.strip().splitlines())
