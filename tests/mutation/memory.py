"""What earlier runs found out, in a file outside the tree: so a run that was cut short goes on.

A killed mutant stays killed while its function, its change and the test file that killed it stay
the same; where only the test file changed, its test is tried first. What a test enters is known
until its file changes. What the tests share (helpers, fixtures) and the rest of the program are
not looked at: for figures to publish, begin with a new file.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, Protocol


class AnyMutant(Protocol):
    """What tells one mutant from another, whatever its number."""

    module: str
    function: str

    @property
    def change(self) -> str: ...


@dataclass(frozen=True)
class Look:
    """One test without any mutant: the seconds it takes, and the functions that it enters."""

    seconds: float
    entered: list[str]


@dataclass
class Memory:
    """Ends and looks by name, each with the digest of the test file that it holds for."""

    path: Path | None
    ends: dict[str, list[str]] = field(default_factory=dict)
    looks: dict[str, tuple[str, float, list[str]]] = field(default_factory=dict)

    @classmethod
    def read(cls, path: Path | None) -> Memory:
        """Read the file and the one with the looks beside it, where they are there."""
        return cls(path, _read(path), _read(_looks_beside(path)))

    def keep(self) -> None:
        """Write the ends."""
        _write(self.path, self.ends)

    def keep_looks(self, looks: Mapping[str, Look]) -> None:
        """Write what the tests do without any mutant; what was known of others stays."""
        self.looks |= {
            test: (digest_of(test), look.seconds, look.entered) for test, look in looks.items()
        }
        _write(_looks_beside(self.path), self.looks)

    def note_end(self, mutant: AnyMutant, source: str, end: str, test: str) -> None:
        """Note that ``test`` was what ended the mutant of the function with that source."""
        self.ends[_key(mutant, source)] = [end, test, digest_of(test)]

    def end_of(self, mutant: AnyMutant, source: str) -> tuple[str | None, str | None]:
        """Give how the mutant ended, if that still holds, and the test that was the last one."""
        end, test, digest = self.ends.get(_key(mutant, source), (None, None, ""))
        return (end if digest and digest == digest_of(test or "") else None), test

    def look_of(self, test: str) -> Look | None:
        """Give what the test did, if its file is still the same."""
        digest, seconds, entered = self.looks.get(test, ("", 0.0, []))
        return Look(seconds, entered) if digest and digest == digest_of(test) else None


def _looks_beside(path: Path | None) -> Path | None:
    return path and path.with_suffix(".looks")


def _read(path: Path | None) -> dict[str, Any]:
    if path is None or not path.exists():
        return {}
    return dict(json.loads(path.read_text(encoding="utf-8")))


def _write(path: Path | None, what: object) -> None:
    """Write the file anew; a run that is cut short leaves the one before."""
    if path is not None:
        half = path.with_suffix(f"{path.suffix}.half")
        half.write_text(json.dumps(what), encoding="utf-8")
        half.replace(path)


def _key(mutant: AnyMutant, source: str) -> str:
    said = "\n".join([mutant.module, mutant.function, source, mutant.change])
    return hashlib.sha256(said.encode()).hexdigest()[:24]


@cache
def _digest(path: str) -> str:
    file = Path(path)
    return hashlib.sha256(file.read_bytes()).hexdigest()[:16] if file.exists() else ""


def digest_of(test: str) -> str:
    """Give the digest of the file that holds the test of that name, empty if there is none."""
    return _digest(test.partition("::")[0])
