"""The settings command shows, changes once, and leaves a journal entry."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from mrdtracker.cli.main import main

pytestmark = pytest.mark.usefixtures("packs_loaded_once")


@pytest.fixture
def store(tmp_path: Path) -> str:
    """An empty store."""
    path = str(tmp_path / "ward.mrd")
    assert main(["--store", path, "init", "--laboratory", "Ward 7"]) == 0
    return path


def _settings(capsys: pytest.CaptureFixture[str], store: str, *options: str) -> dict:
    capsys.readouterr()
    main(["--store", store, "settings", "--json", *options])
    return json.loads(capsys.readouterr().out)


def test_showing_changes_no_byte(store: str, capsys: pytest.CaptureFixture[str]) -> None:
    before = Path(store).read_bytes()

    shown = _settings(capsys, store)

    assert shown == {
        "laboratory": "Ward 7",
        "enabled_packs": ["generic-definitions"],
        "n_lod": 20,
        "n_lloq": 50,
        "changed": False,
        "journal_entry": None,
    }
    assert Path(store).read_bytes() == before


def test_a_change_is_kept_and_journalled_once(
    store: str, capsys: pytest.CaptureFixture[str]
) -> None:
    options = ("--enable", "cog-aall08b1", "--laboratory", "Ward 8", "--n-lod", "30")

    first = _settings(capsys, store, *options)
    again = _settings(capsys, store, *options)

    assert (first["changed"], again["changed"]) == (True, False)
    assert first["journal_entry"]
    assert again["enabled_packs"] == ["generic-definitions", "cog-aall08b1"]
    assert (again["laboratory"], again["n_lod"]) == ("Ward 8", 30)


def test_it_is_said_in_words(store: str, capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()
    main(["--store", store, "settings", "--n-lloq", "60"])
    main(["--store", store, "settings", "--n-lloq", "60"])
    main(["--store", store, "settings"])

    first, second, third = capsys.readouterr().out.split("laboratory ")[0:3]
    assert first.startswith("Changed. Journal entry ")
    assert second.rstrip().endswith("Nothing to change.")
    assert "from 60 events" in third


def test_an_unknown_pack_is_status_2(store: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--store", store, "settings", "--enable", "x"]) == 2
    assert "There is no rule pack 'x'" in capsys.readouterr().err
