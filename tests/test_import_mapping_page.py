"""The help page "import-mapping": its example reads a table, and no key or word is left out."""

from __future__ import annotations

import re
from dataclasses import fields
from enum import Enum
from pathlib import Path

import pytest

from mrdtracker import locations
from mrdtracker.cli.main import main
from mrdtracker.domain.units import Unit
from mrdtracker.domain.vocabulary import (
    Denominator,
    EventKind,
    LesionState,
    Method,
    Specimen,
)
from mrdtracker.exchange.mapping import MappingHead
from mrdtracker.exchange.mapping_blocks import (
    Below,
    CountedFrom,
    EventColumn,
    FactColumn,
    FactField,
    LeftOutRows,
    LesionColumn,
    NoteColumn,
    PatientColumns,
    ResultColumn,
    Zero,
)

HELP = locations.resources() / "help"
PAGES = {"en": HELP / "import-mapping.md", "ko": HELP / "ko" / "import-mapping.md"}
TABLE = """Patient\tSex\tTaken\tMRD\tSensitivity
A-1\tF\t01/03/2025\t0,05\t
A-1\tF\t09/03/2025\t0\t0,01
"""
BLOCKS = (
    MappingHead,
    PatientColumns,
    FactColumn,
    LesionColumn,
    EventColumn,
    NoteColumn,
    LeftOutRows,
    ResultColumn,
)
WORDS = (
    Below,
    CountedFrom,
    Denominator,
    EventKind,
    FactField,
    LesionState,
    Method,
    Specimen,
    Unit,
    Zero,
)


@pytest.mark.parametrize("page", PAGES.values(), ids=PAGES)
def test_the_example_reads_a_table(
    page: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    found = re.search(r"```toml\n(.*?)```", page.read_text(encoding="utf-8"), re.DOTALL)
    assert found is not None
    monkeypatch.chdir(tmp_path)
    Path("our-flow-list.toml").write_text(found[1], encoding="utf-8")
    Path("table.tsv").write_text(TABLE, encoding="utf-8")
    assert main(["--store", "ward.mrd", "init"]) == 0
    asked = ["--store", "ward.mrd", "import", "table.tsv", "--mapping", "our-flow-list.toml"]

    assert main([*asked, "--dry-run"]) == 0

    assert "1 new patient, 2 new results" in capsys.readouterr().out


@pytest.mark.parametrize("block", BLOCKS, ids=lambda one: one.__name__)
def test_every_key_stands_on_the_page(block: type) -> None:
    assert [one.name for one in fields(block) if one.name not in page_words()] == []


@pytest.mark.parametrize("words", WORDS, ids=lambda one: one.__name__)
def test_every_word_of_a_closed_list_stands_on_the_page(words: type[Enum]) -> None:
    assert [one.value for one in words if one.value not in page_words()] == []


def page_words() -> set[str]:
    """What stands on the page as something to type."""
    text = PAGES["en"].read_text(encoding="utf-8")
    spans = re.findall(r"`([^`\n]+)`", text)
    return {word for span in spans for word in re.findall(r"[%\w]+", span)}
