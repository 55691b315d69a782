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
from mrdtracker.words import in_english, say, speaks_english

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
        reader = PackReader(document, digest)
        pack = _read(document, reader)
        problems = _problems_of(pack, reader, pack)
    if problems and not speaks_english():
        reader = PackReader(document, digest)
        problems = _problems_of(_read(document, reader), reader, pack)
    if problems:
        raise ProblemsError(file_name, dict.fromkeys(problems))
    return pack


def _read(document: Mapping[str, object], reader: PackReader) -> RulePack:
    pack = reader.read()
    return replace(pack, examples=read_examples(document, pack, reader.problems))


def _problems_of(pack: RulePack, reader: PackReader, in_own_words: RulePack) -> list[Problem]:
    """Say what is wrong with a pack; its examples are held against it as it was written."""
    whole = problems_of_pack(pack, reader.mrd_units, has_all_rules=not reader.problems)
    problems = [*reader.problems, *whole]
    if not problems:
        problems.extend(problems_of_coverage(pack))
        problems.extend(failing_examples(in_own_words))
    return problems


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
            stands = [
                Problem("placeholder", say("still stands: {}.").format(one))
                for one in pack.placeholders
            ]
            unusable[path.name] = ProblemsError(path.name, stands)
            continue
        if pack.id in packs:
            text = say("the pack '{}' is loaded from another file already.").format(pack.id)
            unusable[path.name] = ProblemsError(path.name, [Problem("pack.id", text)])
            continue
        packs[pack.id] = pack
    return LoadedPacks(packs, unusable)


def _bytes_of(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(LARGEST_PACK + 1)
    except OSError as error:
        text = say("the file cannot be read: {}.").format(error.strerror)
        raise ProblemsError(path.name, [Problem("", text)]) from None


def _parsed(text: bytes, file_name: str) -> Mapping[str, object]:
    if len(text) > LARGEST_PACK:
        too_large = say("the file is larger than {} KiB.").format(LARGEST_PACK // 1024)
        raise ProblemsError(file_name, [Problem("", too_large)])
    try:
        return tomllib.loads(text.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        problem = Problem(say("byte {}").format(error.start), say("the file is not UTF-8 text."))
    except tomllib.TOMLDecodeError as error:
        problem = Problem("", say("the file is not TOML: {}.").format(error))
    except RecursionError:
        problem = Problem("", say("the file is nested too deeply."))
    raise ProblemsError(file_name, [problem])
