"""A copy of a pack loads, is local, and cannot answer until a person has read it."""

from __future__ import annotations

from pathlib import Path

import pytest

from mrdtracker import locations
from mrdtracker.domain.errors import InvalidInputError, NotFoundError
from mrdtracker.rules.loader import load_pack
from mrdtracker.services.local_copy import local_copy, write_copy
from mrdtracker.services.rulebook import RuleBook

SAMPLE = "local-national-day7-day15"


def test_every_bundled_pack_can_be_copied_and_refuses_to_answer(rules: RuleBook) -> None:
    for pack_id in rules.packs:
        pack = load_pack(local_copy(rules, pack_id, None).encode(), pack_id)

        assert pack.id == f"local-{pack_id}"
        assert pack.version == "1"
        assert pack.placeholders


def test_the_copy_carries_the_name_that_was_asked_for(rules: RuleBook) -> None:
    text = local_copy(rules, "ccg-early-marrow", "local-ours")

    assert load_pack(text.encode(), "ours").id == "local-ours"
    assert "rules approve local-ours" in text


@pytest.mark.parametrize("name", ["ours", "local-Ours", 'local-"', "local-a b"])
def test_another_name_is_refused(rules: RuleBook, name: str) -> None:
    with pytest.raises(InvalidInputError, match="The id of a local pack"):
        local_copy(rules, "ccg-early-marrow", name)


def test_the_sample_is_copied_as_it_stands(rules: RuleBook) -> None:
    file = locations.sample_packs_folder() / f"{SAMPLE}.toml"

    assert local_copy(rules, SAMPLE, None) == file.read_text(encoding="utf-8")
    assert load_pack(local_copy(rules, SAMPLE, "local-ours").encode(), "ours").id == "local-ours"


def test_an_unknown_source_is_said(rules: RuleBook) -> None:
    with pytest.raises(NotFoundError):
        local_copy(rules, "../../x", None)


def test_a_copy_overwrites_nothing(tmp_path: Path) -> None:
    path = tmp_path / "ours.toml"
    write_copy("one", path)

    with pytest.raises(InvalidInputError, match="nothing is overwritten"):
        write_copy("two", path)
    with pytest.raises(InvalidInputError, match="cannot be written"):
        write_copy("two", tmp_path / "none" / "ours.toml")
    assert path.read_text(encoding="utf-8") == "one"
