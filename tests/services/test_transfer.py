"""Read, plan, look, one command, one undo."""

from __future__ import annotations

from pathlib import Path

import pytest

from mrdtracker.domain.errors import InvalidInputError, NotFoundError, ProblemsError
from mrdtracker.domain.listing import PatientQuery
from mrdtracker.services.transfer import PreparedImport, check_no_problems
from mrdtracker.services.workspace import Workspace


def _prepare(workspace: Workspace, file: Path, mapping: str) -> PreparedImport:
    table = workspace.transfer.read_table(file)
    plan = workspace.transfer.plan(
        table, workspace.transfer.load_mapping(mapping), workspace.today
    )
    return workspace.transfer.prepare(plan)


def test_a_real_table_is_one_act_and_one_undo(workspace: Workspace, shared_data: Path) -> None:
    prepared = _prepare(workspace, shared_data / "target_dev.tsv", "target-all-phase2")
    check_no_problems(prepared.preview.plan)

    workspace.recorder.execute(prepared.command)
    after = workspace.counts()
    workspace.recorder.undo_last()

    assert prepared.preview.new_patients == 47
    assert after.patients == 47
    assert after.results == prepared.preview.new_results
    assert workspace.counts().patients == 0
    assert workspace.verify().findings == ()


def test_the_same_table_again_says_nothing_new(workspace: Workspace, shared_data: Path) -> None:
    file = shared_data / "target_dev.tsv"
    workspace.recorder.execute(_prepare(workspace, file, "target-all-phase2").command)
    seq = workspace.journal()[0].seq

    again = _prepare(workspace, file, "target-all-phase2")

    assert again.preview.is_nothing_to_do
    assert workspace.journal()[0].seq == seq


def test_an_undone_import_can_be_imported_again(workspace: Workspace, shared_data: Path) -> None:
    file = shared_data / "target_dev.tsv"
    workspace.recorder.execute(_prepare(workspace, file, "target-all-phase2").command)
    workspace.recorder.undo_last()

    workspace.recorder.execute(_prepare(workspace, file, "target-all-phase2").command)

    assert len(workspace.patients(PatientQuery()).rows) == 47


def test_three_tables_of_one_cohort_make_one_patient_each(
    workspace: Workspace, shared_data: Path
) -> None:
    for name in ("ALL_MRD", "Cytogenetics", "Outcomes"):
        mapping = {"ALL_MRD": "mp2prt-mrd"}.get(name, f"mp2prt-{name.lower()}")
        prepared = _prepare(workspace, shared_data / f"MP2PRT_{name}_dev.tsv", mapping)
        workspace.recorder.execute(prepared.command)

    assert workspace.counts().patients == 35


def test_the_fitting_mapping_is_offered_first(workspace: Workspace, shared_data: Path) -> None:
    table = workspace.transfer.read_table(shared_data / "MP2PRT_ALL_MRD_dev.tsv")

    offers = workspace.transfer.offered_mappings(table)

    assert offers[0].id == "mp2prt-mrd"
    assert [offer.fits for offer in offers[:2]] == [True, False]


def test_a_saved_mapping_is_offered_before_the_bundled_one(
    workspace: Workspace, shared_data: Path
) -> None:
    table = workspace.transfer.read_table(shared_data / "MP2PRT_ALL_MRD_dev.tsv")
    mapping = workspace.transfer.load_mapping("mp2prt-mrd")

    path = workspace.transfer.save_mapping(mapping)
    try:
        first = workspace.transfer.offered_mappings(table)[0]
    finally:
        path.unlink()

    assert first.is_saved
    assert first.path == path


def test_a_mapping_that_cannot_be_kept_is_said(
    workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mapping = workspace.transfer.load_mapping("target-all-phase2")
    (tmp_path / "taken").write_text("no folder", encoding="utf-8")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "taken"))

    with pytest.raises(InvalidInputError, match="cannot be written"):
        workspace.transfer.save_mapping(mapping)


def test_an_unknown_mapping_is_named_with_those_that_there_are(workspace: Workspace) -> None:
    with pytest.raises(NotFoundError, match="no mapping 'nonsense'") as caught:
        workspace.transfer.load_mapping("nonsense")

    assert "target-all-phase2" in caught.value.hint


def test_bad_rows_stop_an_import_until_somebody_chooses(
    workspace: Workspace, tmp_path: Path, shared_data: Path
) -> None:
    text = (shared_data / "MP2PRT_ALL_MRD_dev.tsv").read_text(encoding="utf-8")
    file = tmp_path / "bad.tsv"
    file.write_text(text.replace("\t0.096\t", "\t196\t"), encoding="utf-8")

    prepared = _prepare(workspace, file, "mp2prt-mrd")

    with pytest.raises(ProblemsError, match="line 3, column MRD_EOI_Pct"):
        check_no_problems(prepared.preview.plan)


def test_a_missing_file_is_said_in_one_sentence(workspace: Workspace, tmp_path: Path) -> None:
    with pytest.raises(InvalidInputError):
        workspace.transfer.read_table(tmp_path / "none.tsv")


def test_our_own_tables_say_nothing_new_to_ourselves(
    workspace: Workspace, tmp_path: Path, shared_data: Path
) -> None:
    prepared = _prepare(workspace, shared_data / "target_dev.tsv", "target-all-phase2")
    workspace.recorder.execute(prepared.command)

    files = workspace.export_csv(tmp_path / "tables")

    assert {file.name for file in files} >= {"patients.csv", "results.csv", "data_dictionary.csv"}
