"""A copy of a pack to make a local one of: refused until a person has read it."""

from __future__ import annotations

import json
import re
from pathlib import Path

from mrdtracker import locations
from mrdtracker.domain.errors import InvalidInputError
from mrdtracker.rules.loader import load_pack
from mrdtracker.services.edition_book import is_local
from mrdtracker.services.rulebook import LOCAL_PREFIX, RuleBook
from mrdtracker.words import say

_HEADER = """\
# A local rule pack: {id}. It was copied from {source}.
#
# 1. Hold every line against your own protocol document, and name that document as a [[source]].
# 2. Mark a number that you do not have yet with `placeholder = true` in its rule, or in words in
#    `placeholders` below. While one mark stands, the pack can be checked and answers for nobody.
# 3. mrdtracker rules check FILE     every problem, and every example that fails
# 4. mrdtracker rules import FILE    then another person: mrdtracker rules approve {id}

"""
_NOT_READ = "the whole file: a copy of {source} that nobody has held against the own protocol yet"
_HEAD = re.compile(r"^\[pack\]\s*$.*?(?=^\[|\Z)", re.MULTILINE | re.DOTALL)


def local_copy(rules: RuleBook, source: str, new_id: str | None) -> str:
    """Return an editable copy of a pack as the text of a local one.

    Args:
        rules: The packs at hand.
        source: Id of the pack, or of a sample that comes with the program.
        new_id: "local-…"; None takes "local-" and the id of the source.

    Raises:
        NotFoundError: No such pack.
        InvalidInputError: The new id does not begin with "local-".
    """
    sample = locations.sample_packs_folder() / f"{source}.toml"
    is_sample = source in {one.stem for one in locations.sample_packs_folder().glob("*.toml")}
    text = sample.read_text(encoding="utf-8") if is_sample else rules.source_text(source)
    own = source if is_local(source) else f"{LOCAL_PREFIX}{source}"
    wanted = new_id or own
    if not is_local(wanted) or not re.fullmatch(r"[a-z0-9-]+", wanted):
        raise InvalidInputError(
            say(
                "The id of a local pack is 'local-' with small letters, digits and "
                "dashes, not '{}'."
            ).format(wanted),
            say("For example: --id {}ours").format(LOCAL_PREFIX),
            about="id",
        )
    if is_sample and wanted == source:
        return text
    copied = _HEADER.format(id=wanted, source=source) + _with_new_head(text, source, wanted)
    load_pack(copied.encode(), wanted)
    return copied


def write_copy(text: str, path: Path) -> None:
    """Write a copy into a new file; nothing is overwritten.

    Raises:
        InvalidInputError: There is such a file, or it cannot be written.
    """
    try:
        with path.open("x", encoding="utf-8", newline="\n") as file:
            file.write(text)
    except FileExistsError as error:
        raise InvalidInputError(
            say("{} is there already, and nothing is overwritten.").format(path),
            say("Choose another name."),
        ) from error
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or say("the name cannot be a file's")
        raise InvalidInputError(
            say("{} cannot be written: {}.").format(path, reason), say("Choose another folder.")
        ) from error


def _with_new_head(text: str, source: str, wanted: str) -> str:
    found = _HEAD.search(text)
    if found is None:
        raise InvalidInputError(
            say("The pack '{}' cannot be copied.").format(source), say("Copy its file by hand.")
        )
    head = re.sub(r"^id = .*$", f'id = "{wanted}"', found[0], count=1, flags=re.MULTILINE)
    head = re.sub(r"^version = .*$", 'version = "1"', head, count=1, flags=re.MULTILINE)
    head = re.sub(
        r'^title = "(.*)"$', r'title = "\1 – local copy"', head, count=1, flags=re.MULTILINE
    )
    if not re.search(r"^placeholders\s*=", head, re.MULTILINE):
        mark = json.dumps(_NOT_READ.format(source=source), ensure_ascii=False)
        head = head.rstrip("\n") + f"\nplaceholders = [\n  {mark},\n]\n\n"
    rest = text[found.end() :].replace(f'pack = "{source}"', f'pack = "{wanted}"')
    return text[: found.start()] + head + rest
