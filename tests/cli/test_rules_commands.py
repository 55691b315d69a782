"""rules list, show and check."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from mrdtracker import locations
from mrdtracker.cli.main import main


def test_the_packs_are_listed_with_edition_and_state(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["rules", "list", "--json"]) == 0

    document = json.loads(capsys.readouterr().out)
    ids = {pack["id"] for pack in document["packs"]}
    assert {"generic-definitions", "kspho-hr-2024"} <= ids
    assert document["unusable"] == {}


def test_a_pack_is_shown_with_its_thresholds(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["rules", "show", "cog-aall08b1", "--json"]) == 0

    document = json.loads(capsys.readouterr().out)
    says = {(one["timepoint"], one["says"]) for one in document["thresholds"]}
    assert ("D29", "≥ 0.01 %") in says


def test_a_sound_pack_is_status_0(capsys: pytest.CaptureFixture[str]) -> None:
    file = locations.bundled_rules_folder() / "cog-aall08b1.toml"

    assert main(["rules", "check", str(file)]) == 0
    assert "sound" in capsys.readouterr().out


def test_a_pack_with_three_mistakes_lists_three_and_is_status_1(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = (locations.bundled_rules_folder() / "cog-aall08b1.toml").read_text(encoding="utf-8")
    text = text.replace("[pack]", '[pack]\ncolour = "red"', 1)
    text = text.replace('version = "', 'versoin = "', 1)
    text = text.replace('specimen = "PB"', 'specimen = "blood"', 1)
    file = tmp_path / "mine.toml"
    file.write_text(text, encoding="utf-8")

    status = main(["rules", "check", str(file), "--json"])

    document = json.loads(capsys.readouterr().out)
    texts = " ".join(f"{one['where']} {one['text']}" for one in document["error"]["problems"])
    assert status == 1
    assert not document["usable"]
    for word in ("colour", "versoin", "blood"):
        assert word in texts


def test_a_pack_file_that_is_not_there_is_status_2(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["rules", "check", str(tmp_path / "none.toml")]) == 2
    assert "cannot be read" in capsys.readouterr().err


def test_a_copy_is_written_checked_and_printed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["rules", "new", "--from", "ccg-early-marrow"]) == 0
    assert main(["rules", "new", "--from", "ccg-early-marrow"]) == 2
    capsys.readouterr()

    assert main(["rules", "check", "local-ccg-early-marrow.toml"]) == 0
    assert "cannot answer yet, a placeholder stands" in capsys.readouterr().out
    assert main(["rules", "check", "local-ccg-early-marrow.toml", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["pack"]["placeholders"]

    for out in ("page.md", "page.pdf"):
        assert main(["rules", "doc", "local-ccg-early-marrow.toml", "--out", out]) == 0
        assert (tmp_path / out).stat().st_size > 1000
    assert main(["rules", "doc", "cog-aall08b1", "--out", "page.docx", "--json"]) == 2
    assert main(["rules", "doc", "cog-aall08b1", "--out", "cog.md", "--json"]) == 0


def test_a_named_store_that_is_not_there_is_said(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--store", str(tmp_path / "none.mrd"), "rules", "list"]) == 2
    assert "There is no store" in capsys.readouterr().err
