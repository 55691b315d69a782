"""Pipes that are closed, full, endless, or of another alphabet: a sentence, never a traceback."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from mrdtracker.cli.main import main

FULL = Path("/dev/full")
CASE = json.dumps({"format": "mrdtracker-case/1", "patient": {"age_years": "4"}})


@pytest.fixture
def case(tmp_path: Path) -> Path:
    file = tmp_path / "case.json"
    file.write_text(CASE, encoding="utf-8")
    return file


def run(
    command: str, *arguments: object, **environment: str
) -> subprocess.CompletedProcess[bytes]:
    """Run the program through a shell that redirects; ``$@`` stands for the program."""
    program = [sys.executable, "-m", "mrdtracker", *map(str, arguments)]
    return subprocess.run(  # noqa: S603 - our own program
        ["/bin/sh", "-c", command, "sh", *program],
        env={**os.environ, **environment},
        capture_output=True,
        check=False,
        timeout=60,
    )


@pytest.mark.parametrize("command", ["assess -", "import - --mapping mp2prt-mrd"])
def test_closed_standard_input(tmp_path: Path, command: str) -> None:
    store = tmp_path / "ward.mrd"
    assert main(["--store", str(store), "init"]) == 0

    said = run('"$@" <&-', "--store", store, *command.split(), "--json")

    assert (said.returncode, said.stderr) == (2, b"")
    assert json.loads(said.stdout)["error"]["message"] == "Standard input is closed."


def test_a_closed_or_broken_standard_output(case: Path) -> None:
    closed = run('"$@" >&-', "assess", case)
    broken = run('{ "$@"; } | true', "rules", "show", "cog-aall08b1")

    assert b"Traceback" not in closed.stderr + broken.stderr


@pytest.mark.skipif(not FULL.exists(), reason="this system has no device that is always full")
@pytest.mark.parametrize("as_json", [(), ("--json",)])
def test_a_full_standard_output(case: Path, as_json: tuple[str, ...]) -> None:
    said = run(f'"$@" > {FULL}', "assess", case, *as_json)

    assert said.returncode == 2
    assert said.stderr.startswith(b"The answer could not be written: No space left on device.")
    assert b"Traceback" not in said.stderr


@pytest.mark.parametrize("encoding", ["ascii", "cp949", "cp1252", "utf-8"])
def test_a_terminal_that_does_not_know_every_character(case: Path, encoding: str) -> None:
    in_words = run('"$@"', "explain", case, PYTHONIOENCODING=encoding)
    as_json = run('"$@"', "explain", case, "--json", PYTHONIOENCODING=encoding)

    assert (in_words.returncode, as_json.returncode) == (0, 0)
    assert json.loads(as_json.stdout.decode(encoding))["assessments"]


def test_half_a_character_is_answered_in_json(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "half.json"
    document = {"format": "mrdtracker-case/1", "patient": {"sex": "\ud800"}}
    file.write_text(json.dumps(document), encoding="utf-8")

    status = main(["assess", str(file), "--json"])

    assert status == 2
    assert json.loads(capsys.readouterr().out)["error"]["problems"]


@pytest.mark.parametrize(
    "arguments",
    [
        ("--store", "n" * 300, "init"),
        ("--store", "n" * 300, "patients"),
        ("assess", "n" * 300 + ".json"),
        ("rules", "check", "n" * 300),
        ("rules", "check", os.devnull),
        ("assess", "\ud800.json"),
    ],
)
def test_names_that_no_file_can_have(
    arguments: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    status = main([*arguments, "--json"])

    captured = capsys.readouterr()
    assert (status, captured.err) == (2, "")
    assert json.loads(captured.out)["error"]["hint"]


def test_json_that_is_no_case(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "strange.json"
    for text in ("", "null", "[]", "[" * 100_000, '{"a":' * 9_000, "\x00", "9" * 9_000, "NaN"):
        file.write_text(text, encoding="utf-8")
        assert main(["assess", str(file), "--json"]) == 2
        assert json.loads(capsys.readouterr().out)["error"]["problems"]
