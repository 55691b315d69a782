"""Every text that the program can say, collected from its own code."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from functools import cache
from pathlib import Path

from mrdtracker.domain.finding import FindingKind, GroupStatus, Level, PackState
from mrdtracker.domain.mrd_value import ResultState
from mrdtracker.domain.truth import Truth
from mrdtracker.domain.vocabulary import (
    Denominator,
    EventKind,
    LesionState,
    Method,
    Quality,
    Sex,
)
from mrdtracker.exchange.mapping_blocks import CountedFrom
from mrdtracker.gui.presenters.tones import ToneName
from mrdtracker.rules.timepoints import Channel
from mrdtracker.services.editions import Standing

PACKAGE = Path(__file__).parents[2] / "mrdtracker"
# Which arguments of a call are said; the second of Act is its text, the fourth its menu.
SAID = {
    "say": (0,),
    "mark": (0,),
    "tr": (0,),
    "QT_TRANSLATE_NOOP": (1,),
    "translate": (1,),
    "counted": (1,),
    "Column": (0,),
    "Act": (1, 3),
}
# Closed lists whose codes are said by ``say_code``.
CODES: tuple[type[Enum], ...] = (
    Channel,
    CountedFrom,
    Denominator,
    EventKind,
    FindingKind,
    GroupStatus,
    LesionState,
    Level,
    Method,
    PackState,
    Quality,
    ResultState,
    Sex,
    Standing,
    ToneName,
    Truth,
)
_LETTER = re.compile(r"[A-Za-z]")


@dataclass(frozen=True)
class Text:
    """One text of the program, and the module that says it first."""

    english: str
    area: str


@dataclass(frozen=True)
class Call:
    """A call that says something, with what it is given."""

    module: str
    line: int
    name: str
    argument: ast.expr


@cache
def calls() -> tuple[Call, ...]:
    """Return every call of the package that says a text."""
    return tuple(call for file in sorted(PACKAGE.rglob("*.py")) for call in _calls_of(file))


@cache
def texts() -> dict[str, Text]:
    """Return every text of the program by itself, in the order of the modules."""
    found: dict[str, Text] = {}
    for call in calls():
        for literal in _literals(call.argument):
            english = f"{{}} {literal}" if call.name == "counted" else literal
            if _LETTER.search(english):
                found.setdefault(english, Text(english, call.module))
    for kind in CODES:
        for one in kind:
            english = str(one.value).replace("_", " ")
            found.setdefault(english, Text(english, f"domain.{kind.__name__}"))
    return found


def _calls_of(file: Path) -> Iterator[Call]:
    module = ".".join(file.relative_to(PACKAGE).with_suffix("").parts)
    is_window = module.startswith("gui.")
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if not isinstance(node, ast.Call):
            continue
        name = _name_of(node.func)
        if name not in SAID or (name == "Column" and not is_window):
            continue
        for place in SAID[name]:
            if place < len(node.args) and not isinstance(node.args[place], ast.Starred):
                yield Call(module, node.lineno, name, node.args[place])


def _name_of(called: ast.expr) -> str:
    if isinstance(called, ast.Attribute):
        return called.attr
    return called.id if isinstance(called, ast.Name) else ""


def _literals(argument: ast.expr) -> Iterator[str]:
    """Yield the texts of an argument; of a choice both."""
    if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
        yield argument.value
    elif isinstance(argument, ast.IfExp):
        yield from _literals(argument.body)
        yield from _literals(argument.orelse)
