"""The help page "case-file": its example is a case, and what it says of it holds."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from mrdtracker import locations
from mrdtracker.cli.main import main

PAGE = locations.resources() / "help" / "case-file.md"


@pytest.fixture
def case(tmp_path: Path) -> Path:
    found = re.search(r"```json\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
    assert found is not None
    path = tmp_path / "case.json"
    path.write_text(found[1], encoding="utf-8")
    return path


def test_the_example_is_answered(case: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status = main(["assess", str(case), "--json"])

    captured = capsys.readouterr()
    assert (status, captured.err) == (0, "")
    assert json.loads(captured.out)["pack"]["id"] == "cog-aall08b1"


def test_a_bare_decimal_is_refused_as_the_page_says(
    case: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    case.write_text(case.read_text(encoding="utf-8").replace('"0.6"', "0.6"), encoding="utf-8")

    assert main(["assess", str(case)]) == 2
    assert 'write it as text, "0.6"' in capsys.readouterr().err


def test_a_day_is_counted_as_its_source_says(
    case: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = case.read_text(encoding="utf-8").replace('"first_dose_day": 1', '"first_dose_day": 0')
    case.write_text(text, encoding="utf-8")

    assert main(["assess", str(case)]) == 0
    assert "D30 (first dose = day 1), BM, flow" in capsys.readouterr().out


@pytest.mark.parametrize("command", ["assess", "explain", "plot"])
def test_the_commands_name_the_page(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([command, "--help"]) == 0
    assert "case-file.md" in capsys.readouterr().out
