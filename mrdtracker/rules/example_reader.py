"""Reads the examples of a pack: a case in the shape of a case file, and what must come out."""

from __future__ import annotations

from collections.abc import Mapping

from mrdtracker.domain.case import PatientCase
from mrdtracker.domain.case_file import read_case
from mrdtracker.domain.errors import Problem, ProblemsError
from mrdtracker.domain.finding import Flag, GroupStatus
from mrdtracker.domain.truth import Truth
from mrdtracker.rules.pack import Example, Expectation, RulePack
from mrdtracker.rules.pack_tables import Table, did_you_mean, name_of
from mrdtracker.words import mark, say

CASE_FORMAT = "mrdtracker-case/1"
KINDS = ("yes", "no", "unknown", mark("boundary"))
BUILT_IN_RULES = ("published-gap", "missing-result", "stated-not-eligible", "study-not-covered")
_EXAMPLE_KEYS = ("name", "kind", "patient", "course", "results", "expect")
_EXPECT_KEYS = (
    "assigned",
    "status",
    "possible",
    "flags",
    "no_flags",
    "answers",
    "needs",
)
NOBODY = "none"


def read_examples(
    document: Mapping[str, object], pack: RulePack, problems: list[Problem]
) -> tuple[Example, ...]:
    """Read the examples of a pack; the pack's own rules are known by then."""
    base = document.get("example_base", {})
    Table(base, "example_base", problems, ("patient", "course"))
    holder = Table({"example": document.get("example")}, "", problems, ("example",))
    examples = [
        _example(one, base, pack, name_of(one, "example", place), problems)
        for place, one in enumerate(holder.tables("example"))
    ]
    found = tuple(one for one in examples if one is not None)
    for kind in KINDS:
        if kind not in [example.kind for example in found]:
            problems.append(
                Problem("example", say("there is none of the kind '{}'.").format(kind))
            )
    return found


def _example(
    document: object, base: object, pack: RulePack, where: str, problems: list[Problem]
) -> Example | None:
    table = Table(document, where, problems, _EXAMPLE_KEYS)
    name = table.required("name")
    kind = table.one_of("kind", KINDS)
    expect = _expectation(table, pack, where)
    case = _case(table, base, pack, where)
    if case is None or kind is None:
        return None
    return Example(name, kind, case, expect)


def _case(table: Table, base: object, pack: RulePack, where: str) -> PatientCase | None:
    common = base if isinstance(base, Mapping) else {}
    document = {
        "format": CASE_FORMAT,
        "patient": _merged(common.get("patient"), table.raw("patient")),
        "course": _merged(common.get("course"), table.raw("course")),
        "results": table.raw("results") or [],
    }
    course = document["course"]
    if isinstance(course, dict):
        course.setdefault("pack", pack.id)
    try:
        return read_case(document)
    except ProblemsError as error:
        table.problems.extend(Problem(f"{where}.{one.where}", one.text) for one in error.problems)
        return None


def _merged(common: object, own: object) -> dict[str, object]:
    """Lay an example's own facts over the common ones; genetics are laid over one by one."""
    merged = dict(common) if isinstance(common, Mapping) else {}
    for name, value in own.items() if isinstance(own, Mapping) else ():
        before = merged.get(name)
        is_table = isinstance(before, Mapping) and isinstance(value, Mapping)
        merged[name] = {**before, **value} if is_table else value  # type: ignore[dict-item]
    return {name: value for name, value in merged.items() if value != "unknown"}


def _expectation(table: Table, pack: RulePack, where: str) -> Expectation:
    expect = Table(table.raw("expect") or {}, f"{where}.expect", table.problems, _EXPECT_KEYS)
    if not expect.names():
        table.refuse("", say("'expect' is missing or empty."))
    groups = pack.group_ids
    assigned = expect.text("assigned")
    possible = expect.texts("possible")
    for group in (*possible, *((assigned,) if assigned not in (None, NOBODY) else ())):
        if group not in groups:
            meant = did_you_mean(str(group), groups)
            expect.refuse("", say("there is no group '{}'{}").format(group, meant))
    return Expectation(
        assigned=None if assigned == NOBODY else assigned,
        is_unassigned=assigned == NOBODY,
        status=expect.word("status", GroupStatus),
        possible=frozenset(possible) if expect.has("possible") else None,
        flags=frozenset(expect.words("flags", Flag)),
        no_flags=frozenset(expect.words("no_flags", Flag)),
        answers=_answers(expect, pack),
        needs=expect.texts("needs"),
    )


def _answers(expect: Table, pack: RulePack) -> dict[str, Truth]:
    answers = expect.named_words("answers", Truth)
    known = (*(text.id for text in pack.texts), *BUILT_IN_RULES)
    for name in answers:
        if name not in known:
            expect.refuse(
                "answers", say("there is no rule '{}'{}").format(name, did_you_mean(name, known))
            )
    return answers
