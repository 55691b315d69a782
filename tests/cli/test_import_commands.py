"""The import command: dry run, bad rows, once and again."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from mrdtracker.cli.main import main


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
