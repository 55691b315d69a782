"""init, demo, patients, results, verify and export on real stores."""

from __future__ import annotations

import csv
import json
import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from mrdtracker import locations
from mrdtracker.cli.main import main
from mrdtracker.services.commands import ChangeSettings
from mrdtracker.services.workspace import Person, Workspace

pytestmark = pytest.mark.usefixtures("packs_loaded_once")


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


def test_a_store_of_another_build_is_one_sentence_and_status_2(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "ward.mrd"
    main(["--store", str(path), "init"])
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("ALTER TABLE tally RENAME TO count")
        connection.commit()
    before = path.read_bytes()
    capsys.readouterr()

    assert main(["--store", str(path), "patients"]) == 2
    assert "lacks the table tally: another version" in capsys.readouterr().err
    assert path.read_bytes() == before


def test_one_is_singular(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "practice.mrd"
    main(["--store", str(path), "demo"])
    capsys.readouterr()

    main(["--store", str(path), "patients", "--search", "DEMO-01"])
    main(["--store", str(path), "verify"])

    shown = capsys.readouterr().out
    assert "\n1 patient\n" in shown
    assert " 1 journal entry, " in shown


def test_init_does_not_overwrite(practice: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = practice.read_bytes()

    assert main(["--store", str(practice), "init"]) == 2
    assert practice.read_bytes() == before
    assert capsys.readouterr().err


def test_patients_lists_everybody(practice: Path, capsys: pytest.CaptureFixture[str]) -> None:
    listed = _json(capsys, "--store", practice, "patients")["patients"]

    assert [one["code"] for one in listed] == [f"DEMO-{number:02d}" for number in range(1, 17)]
    assert listed[0]["group"] == "HR"


def test_patients_can_be_filtered(practice: Path, capsys: pytest.CaptureFixture[str]) -> None:
    listed = _json(capsys, "--store", practice, "patients", "--flag", "PPR")["patients"]

    assert [one["code"] for one in listed] == ["DEMO-10"]


@pytest.mark.parametrize(
    ("option", "name", "sentence", "hint"),
    [
        ("--group", "HRR", "No group is called 'HRR'.", "HR, "),
        ("--protocol", "cog", "There is no rule pack 'cog'.", "cog-aall08b1"),
    ],
)
def test_a_misspelt_filter_is_told_and_not_answered_with_nobody(
    practice: Path,
    capsys: pytest.CaptureFixture[str],
    option: str,
    name: str,
    sentence: str,
    hint: str,
) -> None:
    status = main(["--store", str(practice), "patients", option, name, "--json"])

    error = json.loads(capsys.readouterr().out)["error"]
    assert (status, error["message"]) == (2, sentence)
    assert hint in error["hint"]


def test_a_filter_that_nobody_passes_today_lists_nobody(
    practice: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = ("--group", "HR_CLINICAL", "--protocol", "dfci-05-001")

    assert _json(capsys, "--store", practice, "patients", *asked)["patients"] == []


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
    assert listed["out_of_date"] == 16
    assert shown.count("(out of date)") == 16
    assert "16 patients of the store are out of date" in shown


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

    assert "seals of 1 entry were not checked" in shown
    assert any("seals" in line for line in report["not_checked"])


def test_a_backup_has_the_head_of_its_store_and_is_not_overwritten_unasked(
    practice: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    copy = tmp_path / "backup.mrd"

    head = _json(capsys, "--store", practice, "backup", "--out", copy)["head"]

    assert _json(capsys, "--store", copy, "verify")["head"] == head
    assert main(["--store", str(practice), "backup", "--out", str(copy)]) == 2
    assert "--replace" in capsys.readouterr().err
    assert main(["--store", str(practice), "backup", "--out", str(copy), "--replace"]) == 0
    assert capsys.readouterr().out == f"{copy}\nJournal head {head}\n"


def test_export_writes_tables_with_a_dictionary(
    practice: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "tables"

    files = _json(capsys, "--store", practice, "export", "--csv", folder)["files"]

    with (folder / "patients.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert str(folder / "data_dictionary.csv") in files
    assert len(rows) == 16


def test_export_into_a_folder_without_a_name_is_refused(
    practice: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)

    assert main(["--store", str(practice), "export", "--csv", ""]) == 2
    assert "No folder is named after --csv." in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_a_store_whose_key_is_lost_is_written_again_with_a_new_one(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    store = str(tmp_path / "ward.mrd")
    change = ["--store", store, "settings", "--n-lod", "30"]
    others = set(locations.keys_folder().glob("*"))
    assert main(["--store", store, "init"]) == 0
    (key,) = set(locations.keys_folder().glob("*")) - others
    key.unlink()
    assert main(change) == 2
    assert "mrdtracker new-key" in capsys.readouterr().err

    assert main(["--store", store, "new-key", "--reason", "The PC died."]) == 0

    assert main(change) == 0
    assert main(["--store", store, "verify"]) == 0


def test_a_key_that_is_there_is_not_replaced(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    store = str(tmp_path / "ward.mrd")
    assert main(["--store", store, "init"]) == 0

    assert main(["--store", store, "new-key", "--reason", "I want one."]) == 2

    assert "does not miss its key" in capsys.readouterr().err
