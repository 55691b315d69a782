"""The mutants of one module: mutmut makes them, one function at a time, in memory.

Nothing is written to disk and no class is made anew: the living function gets the mutated code.
So the bodies of properties are reached too, which mutmut's own runner leaves out.
"""

from __future__ import annotations

import difflib
import gc
import inspect
import re
import sys
import textwrap
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from types import CodeType, FunctionType, ModuleType
from typing import Any

import libcst
from mutmut.mutation import file_mutation
from mutmut.mutation.file_mutation import MutationVisitor, create_mutations, deep_replace

FUTURE = "from __future__ import annotations\n"
TWO_WORDS = re.compile(r"[A-Za-z]{2}.* .*[A-Za-z]{2}")
Place = tuple[str, str]  # a module and the name of a function in it
HARMLESS_DECORATORS = {"property", "cached_property", "staticmethod", "classmethod", "cache"}


class _Visitor(MutationVisitor):
    """Mutmut's visitor, into the bodies of properties as well."""

    def _skip_node_and_children(self, node: libcst.CSTNode) -> bool:
        if isinstance(node, libcst.FunctionDef) and _is_plainly_decorated(node):
            return node.name.value in file_mutation.NEVER_MUTATE_FUNCTION_NAMES
        return super()._skip_node_and_children(node)


def _is_plainly_decorated(node: libcst.FunctionDef) -> bool:
    names = [getattr(one.decorator, "value", None) for one in node.decorators]
    return bool(names) and all(name in HARMLESS_DECORATORS for name in names)


@dataclass(frozen=True)
class Mutant:
    """One change in one function.

    Attributes:
        function: Its name within the module: ``Class.method``.
        is_wording: Only the letters of a sentence for a person are changed.
    """

    module: str
    function: str
    number: int
    is_wording: bool
    old: str
    new: str

    @property
    def name(self) -> str:
        return f"{self.module.removeprefix('mrdtracker.')}:{self.function}:{self.number}"

    @property
    def place(self) -> Place:
        return self.module, self.function

    @property
    def mirror(self) -> str:
        return self.module.removeprefix("mrdtracker.").replace(".", "/test_") + ".py"

    @property
    def change(self) -> str:
        """The lines that differ, ``-`` as it stands and ``+`` as mutated."""
        lines = difflib.unified_diff(
            self.old.splitlines(), self.new.splitlines(), lineterm="", n=0
        )
        return "\n".join(line for line in list(lines)[2:] if not line.startswith("@@"))

    def apply(self) -> None:
        """Put the mutated code into the living function."""
        put(self.place, self.new)


def put(place: Place, source: str) -> None:
    """Give the imported function at ``place`` the code and the defaults of ``source``."""
    module, (owner, _, name) = sys.modules[place[0]], place[1].rpartition(".")
    source = textwrap.dedent(source)
    if owner:
        source = f"class {owner}:\n{textwrap.indent(source, '    ')}"
    space: dict[str, Any] = dict(vars(module))
    exec(compile(FUTURE + source, f"<{':'.join(place)}>", "exec"), space)  # noqa: S102
    made = underlying(space[owner].__dict__[name] if owner else space[name])
    living = underlying(_found(module, place[1]))
    _change_what_it_made(living.__code__, made.__code__)
    living.__code__ = made.__code__
    living.__defaults__ = made.__defaults__
    living.__kwdefaults__ = made.__kwdefaults__


def _change_what_it_made(old: CodeType, new: CodeType) -> None:
    """Let functions that a living function has made before, as at import, be the mutated ones."""
    before, after = (
        [one for one in code.co_consts if isinstance(one, CodeType)] for code in (old, new)
    )
    for inner, changed in zip(before, after, strict=False):
        for one in functions_by_code().get(id(inner), ()):
            if inner.co_freevars == changed.co_freevars:
                one.__code__ = changed


@cache
def functions_by_code() -> dict[int, list[FunctionType]]:
    """Find the functions that there are, once, before any of them is changed."""
    found: dict[int, list[FunctionType]] = {}
    for one in gc.get_objects():
        if isinstance(one, FunctionType):
            found.setdefault(id(one.__code__), []).append(one)
    return found


def watch(place: Place, source: str, entered: set[Place], more: str = "") -> None:
    """Let the imported function at ``place`` add itself to ``entered`` whenever it is called.

    ``more`` is an expression for what else it adds.
    """
    parsed = libcst.parse_statement(textwrap.dedent(source))
    function = libcst.ensure_type(parsed, libcst.FunctionDef)
    note = libcst.parse_statement(f"__entered__.update([{place!r}, {more}])")
    body = libcst.ensure_type(function.body, libcst.IndentedBlock)
    noting = function.with_changes(body=body.with_changes(body=[note, *body.body]))
    vars(sys.modules[place[0]])["__entered__"] = entered
    put(place, libcst.Module([noting]).code)


def _found(module: ModuleType, function: str) -> object:
    owner, _, name = function.rpartition(".")
    return vars(getattr(module, owner))[name] if owner else vars(module)[name]


def underlying(one: Any) -> FunctionType:
    """Give the plain function in a property, a class method or a cache."""
    if isinstance(one, property):
        one = one.fget
    elif isinstance(one, cached_property):
        one = one.func
    elif isinstance(one, (staticmethod, classmethod)):
        one = one.__func__
    found = inspect.unwrap(one)
    assert isinstance(found, FunctionType), one
    return found


def mutants_of(path: Path, module: str) -> Iterator[Mutant]:
    """Make every mutant of the module, in the order of its text."""
    plain, file_mutation.MutationVisitor = file_mutation.MutationVisitor, _Visitor  # type: ignore[misc]
    try:
        tree, mutations, _, _ = create_mutations(str(path), path.read_text(encoding="utf-8"))
    finally:
        file_mutation.MutationVisitor = plain  # type: ignore[misc]
    owners = dict(_functions(tree))
    numbers: dict[str, int] = {}
    for mutation in mutations:
        outer = mutation.contained_by_top_level_function
        if outer not in owners:
            continue
        function = owners[outer]
        numbers[function] = numbers.get(function, 0) + 1
        changed = deep_replace(outer, mutation.original_node, mutation.mutated_node)
        old, new = (one.with_changes(leading_lines=()) for one in (outer, changed))
        texts = tree.code_for_node(old), tree.code_for_node(new)
        is_wording = _is_sentence(mutation.original_node) and _is_sentence(mutation.mutated_node)
        yield Mutant(module, function, numbers[function], is_wording, *texts)


def functions_of(path: Path) -> Iterator[tuple[str, str]]:
    """Give the name and the text of every function whose mutants are made."""
    tree = libcst.parse_module(path.read_text(encoding="utf-8"))
    for function, name in _functions(tree):
        if not function.decorators or _is_plainly_decorated(function):
            yield name, tree.code_for_node(function.with_changes(leading_lines=()))


def _is_sentence(node: libcst.CSTNode) -> bool:
    return isinstance(node, libcst.SimpleString) and bool(TWO_WORDS.search(node.value))


def _functions(tree: libcst.Module) -> Iterator[tuple[libcst.FunctionDef, str]]:
    for one in tree.body:
        if isinstance(one, libcst.FunctionDef):
            yield one, one.name.value
        elif isinstance(one, libcst.ClassDef) and isinstance(one.body, libcst.IndentedBlock):
            for part in one.body.body:
                if isinstance(part, libcst.FunctionDef):
                    yield part, f"{one.name.value}.{part.name.value}"
