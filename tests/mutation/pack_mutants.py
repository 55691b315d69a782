"""The mutants of the rule packs: every threshold in their text, between strict and not strict."""

from __future__ import annotations

import gc
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, fields
from functools import cache
from pathlib import Path

from mrdtracker import locations
from mrdtracker.rules import loader
from mrdtracker.rules.pack import RulePack

STRICTNESS = {">=": ">", ">": ">=", "<=": "<", "<": "<="}
THRESHOLD = re.compile(r'"(>=|<=|>|<) [^"]*"')
NAMED = re.compile(r'^(?:id|name) = "([^"]*)"', re.MULTILINE)
PACKS = "packs"


@dataclass(frozen=True)
class PackMutant:
    """One threshold of one pack with the wrong end. ``function`` is the rule that holds it."""

    module: str
    function: str
    number: int
    path: Path
    text: str = field(repr=False)
    start: int
    end: int
    change: str
    is_wording = False
    old = ""  # the line that is changed tells enough

    @property
    def name(self) -> str:
        return f"{self.module}:{self.function}:{self.number}"

    @property
    def place(self) -> tuple[str, str]:
        return PACKS, self.path.stem

    @property
    def mirror(self) -> str:
        return f"test_{self.path.stem.replace('-', '_')}.py"

    def apply(self) -> None:
        """Let every living copy of the pack be the mutated one.

        Raises:
            ProblemsError: the pack's own proof and examples refuse it.
        """
        operator = STRICTNESS[self.text[self.start : self.end]]
        broken = self.text[: self.start] + operator + self.text[self.end :]
        made = _load_pack(broken.encode(), self.path.name)
        for one in gc.get_objects():
            if isinstance(one, RulePack) and one.id == made.id and one is not made:
                for each in fields(RulePack):
                    object.__setattr__(one, each.name, getattr(made, each.name))


_load_pack = loader.load_pack


def load_once() -> None:
    """Load the bundled packs now, and let every later load of the same bytes give the same."""
    loader.load_pack = cache(_load_pack)
    loader.load_packs(sorted(locations.bundled_rules_folder().glob("*.toml")))


def pack_mutants(pattern: str = "*") -> Iterator[PackMutant]:
    """Make the mutants of every bundled pack whose file is called like that."""
    for path in sorted(locations.bundled_rules_folder().glob(f"{pattern}.toml")):
        text = path.read_text(encoding="utf-8")
        for number, found in enumerate(THRESHOLD.finditer(text), start=1):
            start, end = found.span(1)
            line = text[text.rfind("\n", 0, start) + 1 : text.find("\n", end)]
            at = start - text.rfind("\n", 0, start) - 1
            changed = line[:at] + STRICTNESS[found[1]] + line[at + len(found[1]) :]
            rule = [one[1] for one in NAMED.finditer(text, 0, start)][-1]
            change = f"-{line}\n+{changed}"
            module = f"{PACKS}.{path.stem}"
            yield PackMutant(module, rule, number, path, text, start, end, change)
