"""init, demo, patients, results, verify and export on real stores."""

from __future__ import annotations

import csv
import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from mrdtracker import locations
from mrdtracker.cli.main import main
from mrdtracker.services.commands import ChangeSettings
from mrdtracker.services.workspace import Person, Workspace


@pytest.fixture(scope="module")
def practice(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A practice store."""
    path = tmp_path_factory.mktemp("practice") / "practice.mrd"
    assert main(["--store", str(path), "demo"]) == 0
    return path


def _json(capsys: pytest.CaptureFixture[str], *arguments: object) -> dict[str, object]:
    capsys.readouterr()
    main([*(str(one) for one in arguments), "--json"])
    return json.loads(capsys.readouterr().out)


def test_init_makes_an_empty_store(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "new" / "ward.mrd"

    assert main(["--store", str(path), "init"]) == 0
    assert _json(capsys, "--store", path, "patients") == {
        "patients": [],
        "out_of_date": 0,
    }


def test_init_does_not_overwrite(practice: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = practice.read_bytes()

    assert main(["--store", str(practice), "init"]) == 2
    assert practice.read_bytes() == before
    assert capsys.readouterr().err


def test_patients_lists_the_twelve(practice: Path, capsys: pytest.CaptureFixture[str]) -> None:
    listed = _json(capsys, "--store", practice, "patients")["patients"]

    assert [one["code"] for one in listed] == [f"DEMO-{number:02d}" for number in range(1, 13)]
    assert listed[0]["group"] == "HR"


def test_patients_can_be_filtered(practice: Path, capsys: pytest.CaptureFixture[str]) -> None:
    listed = _json(capsys, "--store", practice, "patients", "--flag", "PPR")["patients"]

    assert [one["code"] for one in listed] == ["DEMO-10"]


def test_answers_of_yesterday_are_not_shown_as_todays(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "practice.mrd"
    main(["--store", str(path), "demo"])
    with Workspace.open(
        path, Person("Anna", lambda: datetime(2026, 11, 20, tzinfo=UTC))
    ) as workspace:
        workspace.recorder.execute(ChangeSettings(workspace.settings()))

    listed = _json(capsys, "--store", path, "patients", "--flag", "PPR")
    main(["--store", str(path), "patients"])
    shown = capsys.readouterr().out

    assert [one["is_current"] for one in listed["patients"]] == [False]
    assert listed["out_of_date"] == 12
    assert shown.count("(out of date)") == 12
    assert "12 patients of the store are out of date" in shown


def test_results_say_day_value_and_words(
    practice: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    results = _json(capsys, "--store", practice, "results", "DEMO-07")["results"]
    marrow = next(one for one in results if one["method"] == "flow" and one["specimen"] == "BM")

    assert (marrow["day"], marrow["value"], marrow["says"]) == (29, "0.0001", "0.01 %")


def test_results_as_text_name_the_convention(
    practice: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    capsys.readouterr()

    assert main(["--store", str(practice), "results", "DEMO-11"]) == 0
    assert "first dose = day 0" in capsys.readouterr().out


def test_verify_of_a_sound_store_is_status_0(
    practice: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--store", str(practice), "verify"]) == 0
    assert "in order" in capsys.readouterr().out


def test_verify_says_what_it_could_not_check(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without the key of the laboratory the seals prove nothing, and nobody may think they do."""
    path = tmp_path / "practice.mrd"
    main(["--store", str(path), "demo"])
    monkeypatch.setattr(locations, "keys_folder", lambda: tmp_path / "elsewhere")
    main(["--store", str(path), "verify"])
    shown = capsys.readouterr().out

    report = _json(capsys, "--store", path, "verify")

    assert "seals of 1 entries were not checked" in shown
    assert any("seals" in line for line in report["not_checked"])


def test_export_writes_tables_with_a_dictionary(
    practice: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "tables"

    files = _json(capsys, "--store", practice, "export", "--csv", folder)["files"]

    with (folder / "patients.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert str(folder / "data_dictionary.csv") in files
    assert len(rows) == 12
