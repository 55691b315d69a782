"""Every text of the bundled rule packs that a person reads, but for what they quote and cite."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from typing import Any

from mrdtracker import locations

RULES = ("scope", "rule", "finding", "gap", "arm")
SAID = ("title", "says", "note")
REMARKS = ("boundary_notes", "disputed", "notes")


def pack_texts() -> dict[str, str]:
    """Return every text with the pack that says it first."""
    found: dict[str, str] = {}
    for file in sorted((locations.resources() / "rules").glob("*.toml")):
        pack = tomllib.loads(file.read_text(encoding="utf-8"))
        for text in _texts(pack):
            found.setdefault(text, file.stem)
    return found


def remarks_of(pack: Mapping[str, Any]) -> Iterator[str]:
    """Yield what a pack's page argues about: its boundaries, what is disputed, and its notes."""
    for kind in REMARKS:
        yield from pack["pack"].get(kind, ())


def _texts(pack: Mapping[str, Any]) -> Iterator[str]:
    yield pack["pack"]["title"]
    yield from remarks_of(pack)
    yield from filter(None, [pack.get("missing", {}).get("says")])
    for point in pack.get("timepoint", ()):
        yield point["title"]
        yield from filter(None, [point.get("before_phase")])
    yield from (group["title"] for group in pack.get("group", ()))
    for kind in RULES:
        for rule in pack.get(kind, ()):
            yield from (rule[name] for name in SAID if rule.get(name))
    yield from (example["name"] for example in pack.get("example", ()))
