"""The command line answers with words, with one JSON document, and with an exit status."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from pathlib import Path

import click
import pytest

from mrdtracker.cli.main import cli, main
from mrdtracker.store.in_use import note_file

COMMANDS = {
    "init",
    "demo",
    "import",
    "patients",
    "results",
    "assess",
    "cohort",
    "explain",
    "plot",
    "report",
    "backup",
    "export",
    "rules",
    "settings",
    "verify",
    "new-key",
}


def test_every_promised_command_is_there() -> None:
    assert set(cli.commands) == COMMANDS


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_every_command_has_help_with_an_example(
    name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    command = cli.commands[name]
    names = [name]
    if isinstance(command, click.Group):
        names = [name, next(iter(command.commands))]

    status = main([*names, "--help"])

    assert status == 0
    assert "mrdtracker" in capsys.readouterr().out.partition("Example")[2]


def test_bad_input_is_one_sentence_and_status_2(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    status = main(["--store", str(tmp_path / "none.mrd"), "patients"])

    captured = capsys.readouterr()
    assert status == 2
    assert captured.out == ""
    assert captured.err.startswith("There is no store at")


def test_bad_input_with_json_is_one_document(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    status = main(["--store", str(tmp_path / "none.mrd"), "patients", "--json"])

    captured = capsys.readouterr()
    document = json.loads(captured.out)
    assert status == 2
    assert captured.err == ""
    assert "init" in document["error"]["hint"]


def test_an_unknown_command_is_status_2(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["frobnicate"]) == 2
    assert "frobnicate" in capsys.readouterr().err


def test_an_unknown_option_with_json_is_one_document(capsys: pytest.CaptureFixture[str]) -> None:
    status = main(["patients", "--json", "--colour"])

    assert status == 2
    assert "--colour" in json.loads(capsys.readouterr().out)["error"]["message"]


def test_a_polite_request_to_end_takes_the_note_away(tmp_path: Path) -> None:
    store = tmp_path / "ward.mrd"
    assert main(["--store", str(store), "init"]) == 0
    command = [sys.executable, "-m", "mrdtracker", "--store", str(store), "import", "-"]
    with subprocess.Popen(  # noqa: S603 - this interpreter, our own words
        [*command, "--mapping", "mp2prt-mrd"], stdin=subprocess.PIPE
    ) as process:
        while not note_file(store).exists():
            assert process.poll() is None

        process.send_signal(signal.SIGTERM)
        status = process.wait(timeout=30)

    assert status == 128 + signal.SIGTERM
    assert not note_file(store).exists()


def test_answers_follow_the_terminal_and_documents_stay_english(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    missing = ["--store", str(tmp_path / "none.mrd"), "patients"]
    monkeypatch.setenv("LC_ALL", "ko_KR.UTF-8")

    assert main(missing) == 2
    assert "저장소" in capsys.readouterr().err
    assert main([*missing, "--json"]) == 2
    assert "There is no store" in json.loads(capsys.readouterr().out)["error"]["message"]
    assert main(["--language", "en", *missing]) == 2
    assert "There is no store" in capsys.readouterr().err
