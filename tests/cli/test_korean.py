"""Every command answers in Korean, and what it keeps stays English."""

from __future__ import annotations

import json
import re
import shutil
import sqlite3
import tomllib
from collections.abc import Iterator
from functools import cache
from io import BytesIO, TextIOWrapper
from pathlib import Path

import pytest

from mrdtracker import locations
from mrdtracker.cli.main import main
from mrdtracker.words import speak
from tests.desk import GOOD, HEADER, MAPPING
from tests.gui.desk import demo_store
from tests.language.english import english_left

HANGUL = re.compile("[가-힣]")
# Names, and the words of the invented reports.
KNOWN = ("Practice laboratory", "St Jude Total", "not quantifiable", "not detected")


@pytest.fixture(autouse=True)
def _english_again() -> Iterator[None]:
    yield
    speak({})


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    shutil.copy(demo_store(), tmp_path / "ward.mrd")
    (tmp_path / "ward.toml").write_text(MAPPING, encoding="utf-8")
    rows = (HEADER, GOOD, "S-2;;yesterday;1;", "S-3;;2025-03-31;neg;")
    (tmp_path / "ward.csv").write_text("\n".join(rows) + "\n", encoding="utf-8")
    return tmp_path


@cache
def quoted_by_the_packs() -> list[str]:
    """What a source is called and says, and the invented names: they stand in English."""
    found = []
    for file in (locations.resources() / "rules").glob("*.toml"):
        pack = tomllib.loads(file.read_text(encoding="utf-8"))
        found += [text for one in pack.get("source", ()) for text in map(str, one.values())]
    for file in (locations.resources() / "samples" / "demo").rglob("*.json"):
        found.append(json.loads(file.read_text(encoding="utf-8")).get("note", ""))
    return sorted((one for one in found if " " in one), key=len, reverse=True)


@pytest.mark.parametrize(
    ("words", "status"),
    [
        ("patients", 0),
        ("results DEMO-08", 0),
        ("explain DEMO-05", 0),
        ("verify", 0),
        ("settings", 0),
        ("settings --n-lod 30 --n-lloq 60", 0),
        ("rules list", 0),
        ("rules withdraw local-none", 2),
        ("rules adopt cog-aall08b1", 2),
        ("import ward.csv --mapping ward.toml --dry-run --verbose", 1),
        ("import ward.csv --mapping ward.toml", 2),
        ("import ward.csv --mapping ward.toml --leave-out-bad-rows", 0),
        ("report DEMO-01 --all --out x.pdf", 2),
        ("export --csv tables", 0),
        ("cohort --view survival --by mrd --at D99", 2),
    ],
)
def test_every_command_answers_in_korean(
    words: str,
    status: int,
    folder: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(folder)

    assert main(["--language", "ko", "--store", "ward.mrd", *words.split()]) == status

    told = "".join(capsys.readouterr())
    known = (*quoted_by_the_packs(), *KNOWN)
    assert HANGUL.search(told) or words.startswith("export")
    assert [run for line in told.splitlines() for run in english_left(line, known)] == []


def test_columns_of_korean_stand_under_each_other(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["--language", "ko", "--store", str(folder / "ward.mrd"), "settings"])

    laboratory, packs, *_ = capsys.readouterr().out.splitlines()
    assert laboratory.startswith("검사실           Practice")
    assert packs.startswith("사용 중인 팩     generic")


def test_a_document_for_programs_is_english(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["--language", "ko", "--store", str(folder / "ward.mrd"), "results", "DEMO-08", "--json"])

    assert HANGUL.search(capsys.readouterr().out) is None


def test_what_is_kept_by_a_person_who_reads_korean_is_english(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(folder)
    spoken = ["--language", "ko", "--store", "new.mrd"]
    assert main([*spoken, "demo"]) == 0
    imported = ["import", "ward.csv", "--mapping", "ward.toml", "--leave-out-bad-rows"]
    assert main([*spoken, *imported]) == 0
    row = GOOD.replace("S-1", "S-9")
    piped = TextIOWrapper(BytesIO(f"{HEADER}\n{row}\n".encode()), "utf-8")
    monkeypatch.setattr("sys.stdin", piped)
    assert main([*spoken, "import", "-", "--mapping", "ward.toml"]) == 0

    with sqlite3.connect(folder / "new.mrd") as store:
        tables = store.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
        kept = [
            (table, text)
            for (table,) in tables
            for row in store.execute(f'SELECT * FROM "{table}"')  # noqa: S608 - our own names
            for text in row
            if isinstance(text, str) and HANGUL.search(text)
        ]
    store.close()
    assert kept == []
