"""The import command: dry run, bad rows, once and again."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from mrdtracker.cli.main import main
from mrdtracker.cli.session import Session
from mrdtracker.domain.listing import PatientQuery
from mrdtracker.services.commands import VoidRecords


@pytest.fixture
def store(tmp_path: Path) -> str:
    """An empty store."""
    path = str(tmp_path / "ward.mrd")
    assert main(["--store", path, "init"]) == 0
    return path


def _import(
    capsys: pytest.CaptureFixture[str], store: str, file: Path, *options: str
) -> tuple[int, dict[str, object]]:
    capsys.readouterr()
    status = main(["--store", store, "import", str(file), "--json", *options])
    return status, json.loads(capsys.readouterr().out)


def test_a_dry_run_counts_and_writes_nothing(
    store: str, shared_data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = Path(store).read_bytes()
    file = shared_data / "target_dev.tsv"

    status, said = _import(capsys, store, file, "--mapping", "target-all-phase2", "--dry-run")

    assert (status, said["new_patients"], said["written"]) == (0, 47, False)
    assert Path(store).read_bytes() == before


def test_the_real_table_gives_47_patients_once(
    store: str, shared_data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = shared_data / "target_dev.tsv"

    _, first = _import(capsys, store, file, "--mapping", "target-all-phase2")
    _, second = _import(capsys, store, file, "--mapping", "target-all-phase2")

    assert (first["new_patients"], first["written"]) == (47, True)
    assert (second["new_patients"], second["new_results"], second["changed"]) == (0, 0, 0)
    assert not second["written"]


def test_bad_rows_are_listed_and_nothing_is_written(
    store: str, shared_data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = (shared_data / "MP2PRT_ALL_MRD_dev.tsv").read_text(encoding="utf-8")
    file = tmp_path / "bad.tsv"
    file.write_text(text.replace("\t0.096\t", "\t0,096x\t"), encoding="utf-8")

    status, said = _import(capsys, store, file, "--mapping", "mp2prt-mrd")
    chosen_status, chosen = _import(
        capsys, store, file, "--mapping", "mp2prt-mrd", "--leave-out-bad-rows"
    )

    (problem,) = said["error"]["problems"]
    assert status == 2
    assert "line 3" in problem["where"]
    assert (chosen_status, chosen["written"]) == (0, True)


def test_a_dry_run_with_bad_rows_is_status_1(
    store: str, shared_data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = (shared_data / "MP2PRT_ALL_MRD_dev.tsv").read_text(encoding="utf-8")
    file = tmp_path / "bad.tsv"
    file.write_text(text.replace("\t0.096\t", "\t-1\t"), encoding="utf-8")

    status, said = _import(capsys, store, file, "--mapping", "mp2prt-mrd", "--dry-run")

    assert status == 1
    assert len(said["problems"]) == 1


CASES = "patient\tday\tevent\tmrd\n"
MAPPING = """
format = "mrdtracker-mapping/1"
id = "small"
title = "small"
day_of_first_dose = 1
[patient]
code = "patient"
[[event]]
column = "event"
values = {Relapse = "relapse"}
time_column = "day"
counted_from = "diagnosis"
[[note]]
title = "MRD"
column = "mrd"
"""


@pytest.fixture
def small(tmp_path: Path) -> tuple[Path, str]:
    """A table of 50 children with a relapse each, and its mapping."""
    mapping = tmp_path / "small.toml"
    mapping.write_text(MAPPING, encoding="utf-8")
    file = tmp_path / "small.tsv"
    rows = "".join(f"P-{number:02d}\t{number + 100}\tRelapse\tx\n" for number in range(50))
    file.write_text(CASES + rows, encoding="utf-8")
    return file, str(mapping)


def test_new_events_have_their_own_count(
    store: str, small: tuple[Path, str], capsys: pytest.CaptureFixture[str]
) -> None:
    file, mapping = small

    _, said = _import(capsys, store, file, "--mapping", mapping, "--dry-run")

    assert (said["new_patients"], said["new_events"], said["changed"]) == (50, 50, 0)
    assert len(said["changes"]) == 100
    assert said["changes"][1]["after"] == "event: Relapse, D101 (diagnosis = day 1)"


def test_verbose_lists_every_change(
    store: str, small: tuple[Path, str], capsys: pytest.CaptureFixture[str]
) -> None:
    file, mapping = small
    words = ["--store", store, "import", str(file), "--mapping", mapping, "--dry-run"]
    capsys.readouterr()

    main(words)
    short = capsys.readouterr().out
    main([*words, "--verbose"])
    whole = capsys.readouterr().out

    assert "new: P-49, relapse" not in short
    assert "new: P-49, relapse: event: Relapse, D150 (diagnosis = day 1)" in whole
    assert "Would write: 50 new patients, 0 new results, 50 new events" in short


def test_a_dry_run_with_bad_rows_says_that_nothing_is_written_without_the_option(
    store: str, small: tuple[Path, str], capsys: pytest.CaptureFixture[str]
) -> None:
    file, mapping = small
    text = file.read_text(encoding="utf-8").replace("P-00\t100\tRelapse", "P-00\t100\tOther")
    file.write_text(text, encoding="utf-8")
    capsys.readouterr()

    main(["--store", store, "import", str(file), "--mapping", mapping, "--dry-run"])

    assert capsys.readouterr().out.splitlines()[-1] == (
        "Would write, with --leave-out-bad-rows: 49 new patients, 0 new results, 49 new events, "
        "0 changed, 0 the same. Without it nothing is written."
    )


def test_verbose_lists_every_problem(
    store: str, small: tuple[Path, str], capsys: pytest.CaptureFixture[str]
) -> None:
    file, mapping = small
    file.write_text(file.read_text(encoding="utf-8").replace("Relapse", "Other"), encoding="utf-8")
    words = ["--store", store, "import", str(file), "--mapping", mapping, "--dry-run"]
    capsys.readouterr()

    main(words)
    short = capsys.readouterr().out
    main([*words, "--verbose"])

    assert "… and 10 more; --verbose or --json lists all" in short
    assert "line 51, column event" in capsys.readouterr().out


def test_where_no_line_can_be_taken_that_is_said(
    store: str, small: tuple[Path, str], capsys: pytest.CaptureFixture[str]
) -> None:
    file, mapping = small
    file.write_text(CASES + "P-1\t1\tOther\tx\n", encoding="utf-8")
    capsys.readouterr()

    main(["--store", store, "import", str(file), "--mapping", mapping, "--dry-run"])

    shown = capsys.readouterr().out
    assert shown.endswith("Nothing would be written: 1 line cannot be taken.\n")
    assert "1 row, 0 patients" in shown


@pytest.mark.parametrize(
    ("names", "words"),
    [
        (("", "--mapping", "mp2prt-mrd"), "No table is named."),
        (("x.tsv", "--mapping", ""), "No mapping is named."),
        ((".", "--mapping", "mp2prt-mrd"), ". is a folder, not a file."),
    ],
)
def test_what_has_no_name_is_said(
    store: str, names: tuple[str, ...], words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--store", store, "import", *names]) == 2
    assert capsys.readouterr().err.startswith(words)


def test_a_result_that_was_voided_here_is_said_in_words_and_json(
    store: str, shared_data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = shared_data / "target_dev.tsv"
    _import(capsys, store, file, "--mapping", "target-all-phase2")
    with Session.of(Path(store), "Anna").open() as workspace:
        (row,) = workspace.patients(PatientQuery(limit=1)).rows
        result = workspace.patient_file(row.id).measurements[0]
        workspace.recorder.execute(VoidRecords("it", (result,), row.id, "wrong tube"))

    _, said = _import(capsys, store, file, "--mapping", "target-all-phase2", "--dry-run")
    main(["--store", store, "import", str(file), "--mapping", "target-all-phase2", "--dry-run"])

    assert said["voided"] == {"patients": 0, "results": 1, "events": 0}
    assert "1 result is voided here and stays so." in capsys.readouterr().out
