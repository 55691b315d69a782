"""Loads rule packs: a whole pack that its own examples hold for, or none of it and why."""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from mrdtracker.domain.errors import Problem, ProblemsError
from mrdtracker.rules.coverage import problems_of_coverage
from mrdtracker.rules.engine import failing_examples
from mrdtracker.rules.example_reader import read_examples
from mrdtracker.rules.pack import RulePack
from mrdtracker.rules.pack_checks import problems_of_pack
from mrdtracker.rules.pack_reader import PackReader
from mrdtracker.words import in_english, speaks_english

LARGEST_PACK = 1024 * 1024


@dataclass(frozen=True)
class LoadedPacks:
    """The packs at hand.

    Attributes:
        packs: Usable packs by id.
        unusable: Packs that cannot be used, by file name, with every problem.
    """

    packs: Mapping[str, RulePack]
    unusable: Mapping[str, ProblemsError]


def load_pack(text: bytes, file_name: str) -> RulePack:
    """Read and check one pack, prove its ordered list, and run its own examples.

    Raises:
        ProblemsError: Every problem, with rule and key; there is no half-loaded pack.
    """
    document, digest = _parsed(text, file_name), hashlib.sha256(text).hexdigest()
    with in_english():  # its own examples say their needs in English
        pack = _proved(document, digest, file_name)
    return pack if speaks_english() else _read(document, PackReader(document, digest))


def _read(document: Mapping[str, object], reader: PackReader) -> RulePack:
    pack = reader.read()
    return replace(pack, examples=read_examples(document, pack, reader.problems))


def _proved(document: Mapping[str, object], digest: str, file_name: str) -> RulePack:
    reader = PackReader(document, digest)
    pack = _read(document, reader)
    whole = problems_of_pack(pack, reader.mrd_units, has_all_rules=not reader.problems)
    problems = [*reader.problems, *whole]
    if not problems:
        problems.extend(problems_of_coverage(pack))
        problems.extend(failing_examples(pack))
    if problems:
        raise ProblemsError(file_name, dict.fromkeys(problems))
    return pack


def load_packs(paths: Iterable[Path]) -> LoadedPacks:
    """Load every pack that can be used, and say of the others why not.

    A pack with placeholders answers for nobody. A second file with the id of a pack that is
    loaded already is not used.
    """
    packs: dict[str, RulePack] = {}
    unusable: dict[str, ProblemsError] = {}
    for path in paths:
        try:
            pack = load_pack(_bytes_of(path), path.name)
        except ProblemsError as error:
            unusable[path.name] = error
            continue
        if pack.placeholders:
            stands = [Problem("placeholder", f"still stands: {one}.") for one in pack.placeholders]
            unusable[path.name] = ProblemsError(path.name, stands)
            continue
        if pack.id in packs:
            text = f"the pack '{pack.id}' is loaded from another file already."
            unusable[path.name] = ProblemsError(path.name, [Problem("pack.id", text)])
            continue
        packs[pack.id] = pack
    return LoadedPacks(packs, unusable)


def _bytes_of(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(LARGEST_PACK + 1)
    except OSError as error:
        text = f"the file cannot be read: {error.strerror}."
        raise ProblemsError(path.name, [Problem("", text)]) from None


def _parsed(text: bytes, file_name: str) -> Mapping[str, object]:
    if len(text) > LARGEST_PACK:
        too_large = f"the file is larger than {LARGEST_PACK // 1024} KiB."
        raise ProblemsError(file_name, [Problem("", too_large)])
    try:
        return tomllib.loads(text.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        problem = Problem(f"byte {error.start}", "the file is not UTF-8 text.")
    except tomllib.TOMLDecodeError as error:
        problem = Problem("", f"the file is not TOML: {error}.")
    except RecursionError:
        problem = Problem("", "the file is nested too deeply.")
    raise ProblemsError(file_name, [problem])
