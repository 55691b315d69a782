"""The help page "safe-keeping": every command on it does what the page says."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from mrdtracker import locations
from mrdtracker.cli.main import main

PAGE = (locations.resources() / "help" / "safe-keeping.md").read_text(encoding="utf-8")
NUMBER_AND_HEAD = re.compile(r"Journal head \d+:[0-9a-f]{64}\b")


def commands() -> list[list[str]]:
    blocks = re.findall(r"```sh\n(.*?)```", PAGE, re.DOTALL)
    return [shlex.split(line) for block in blocks for line in block.splitlines()]


def keys() -> set[Path]:
    """The keys of every store; tests beside this one have stores too."""
    return set(locations.keys_folder().glob("*.key"))


def test_the_page_leads_from_a_copy_to_a_new_key_and_to_tables(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    others = keys()
    assert main(["--store", "ward.mrd", "init"]) == 0
    assert main(["--store", "ward.mrd", "settings", "--laboratory", "Ours"]) == 0
    copy, *checks, new_key, tables = commands()
    assert main(copy[1:]) == 0
    assert NUMBER_AND_HEAD.search(capsys.readouterr().out)
    assert main([*copy[1:], "--replace"]) == 0

    for check in checks:
        assert main(check[1:]) == 0, check
        assert NUMBER_AND_HEAD.search(capsys.readouterr().out)

    # Nothing is missing, so nothing is replaced; then the key is lost.
    assert main(new_key[1:]) == 2
    (own,) = keys() - others
    own.unlink()
    assert main(new_key[1:]) == 0
    assert main(checks[-1][1:]) == 0
    assert "were not checked" in capsys.readouterr().out

    assert main(tables[1:]) == 0
    assert (tmp_path / tables[-1] / "data_dictionary.csv").is_file()


def test_the_files_lie_where_the_page_says() -> None:
    named = set(re.findall(r"folder `([a-z]+)`", PAGE))

    assert f"`{locations.default_store_path().name}`" in PAGE
    assert named == {
        locations.keys_folder().name,
        locations.user_mappings_folder().name,
        locations.local_rules_folder().name,
    }
