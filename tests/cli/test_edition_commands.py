"""rules import, approve, withdraw, adopt and compare."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from mrdtracker.cli.main import main
from mrdtracker.services import rulebook
from tests.rules.small_pack import SMALL
from tests.services.edition_lab import LOCAL, NEWER, EditionLab, add_child


@pytest.fixture
def lab(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> EditionLab:
    """A store with patients on "small", and a program that brings a newer text of it."""
    lab = EditionLab(tmp_path)
    with lab.open() as workspace:
        add_child(workspace, "S-1", "0.5")
        add_child(workspace, "S-2", "5")
    packs = tmp_path / "bundled"
    packs.mkdir()
    general = rulebook.locations.bundled_rules_folder() / "generic-definitions.toml"
    (packs / "generic-definitions.toml").write_bytes(general.read_bytes())
    (packs / "small.toml").write_text(NEWER, encoding="utf-8")
    monkeypatch.setattr(rulebook.locations, "bundled_rules_folder", lambda: packs)
    return lab


@pytest.fixture
def run(lab: EditionLab, capsys: pytest.CaptureFixture[str]):
    def run_(*words: str, user: str = "Kim", is_json: bool = True) -> tuple[int, object, str]:
        more = ("--json",) if is_json else ()
        status = main(["--store", str(lab.path), "--user", user, "rules", *words, *more])
        captured = capsys.readouterr()
        return status, json.loads(captured.out) if is_json else captured.out, captured.err

    return run_


def test_the_list_tells_what_is_adopted_and_what_waits(run) -> None:
    status, document, _ = run("list")
    stands = {(one["pack"], one["version"], one["stands"]) for one in document["editions"]}
    _, text, _ = run("list", is_json=False)

    assert status == 0
    assert {("small", "1", "adopted"), ("small", "2", "waiting")} <= stands
    assert "waiting" in text


def test_a_dry_run_shows_who_would_change_and_adopts_nothing(run, lab: EditionLab) -> None:
    before = lab.path.read_bytes()
    status, document, _ = run("adopt", "small", "--dry-run")
    again, text, _ = run("adopt", "small", "--dry-run", is_json=False)

    assert (status, again) == (1, 1)
    assert [one["code"] for one in document["changed"]] == ["S-1"]
    assert document["changed"][0]["old"]["group"] == "HIGH"
    assert "HIGH (final)  LOW (final)" in text
    assert lab.path.read_bytes() == before


def test_adopting_needs_a_reason_and_happens_once(run) -> None:
    refused, document, _ = run("adopt", "small")
    assert (refused, "reason" in document["error"]["message"]) == (2, True)

    status, document, _ = run("adopt", "small", "--reason", "read", "--keep", "S-1")
    assert (status, document["done"]) == (0, "Adopt edition 2 of small")
    assert run("adopt", "small", "--dry-run")[0] == 2
    assert run("compare", "small", "small", "--patient", "S-1")[0] == 0


def test_two_packs_stand_side_by_side_for_one_patient(run, lab: EditionLab) -> None:
    file = lab.write(LOCAL)

    status, document, _ = run("compare", "small", "generic-definitions", "--patient", "S-1")
    same, _, _ = run("compare", "small", str(file), "--patient", "S-2")
    _, text, _ = run("compare", "small", "generic-definitions", "--patient", "S-1", is_json=False)

    assert status == 1
    assert document["answers"][0]["group"] == "HIGH"
    assert document["answers"][1]["status"] == "display_only"
    assert same == 0
    assert "outcome" in text
    assert run("compare", "small", "none", "--patient", "S-1")[0] == 2
    assert run("compare", "small", "small", "--patient", "nobody")[0] == 2


def test_a_local_pack_is_imported_approved_by_another_and_withdrawn(run, lab: EditionLab) -> None:
    file = lab.write(LOCAL)

    assert run("import", str(file))[0] == 0
    refused, document, _ = run("approve", "local-small")
    assert refused == 2
    assert "another person" in document["error"]["message"]
    assert run("approve", "local-small", user="Lee")[0] == 0
    local = [one for one in run("list")[1]["editions"] if one["local"]]
    assert [(one["stands"], one["entered_by"], one["approved_by"]) for one in local] == [
        ("adopted", "Kim", "Lee")
    ]
    assert run("withdraw", "local-small", user="Lee")[0] == 2
    status, text, _ = run("withdraw", "local-small", "--reason", "over", is_json=False)
    assert status == 0
    assert "answers for nobody now" in text


def test_a_bundled_id_cannot_be_imported(run, lab: EditionLab) -> None:
    status, document, _ = run("import", str(lab.write(SMALL)))

    assert status == 2
    assert "begins with 'local-'" in document["error"]["message"]


def test_a_case_file_is_answered_by_the_laboratorys_own_pack(
    run, lab: EditionLab, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run("import", str(lab.write(LOCAL)))
    run("approve", "local-small", user="Lee")
    case = tmp_path / "case.json"
    case.write_text(json.dumps({"format": "mrdtracker-case/1", "results": []}), encoding="utf-8")
    asked = ["assess", str(case), "--pack", "local-small", "--json"]

    assert main(["--store", str(lab.path), *asked]) == 0
    assert json.loads(capsys.readouterr().out)["pack"]["id"] == "local-small"

    assert main(["--store", str(tmp_path / "none.mrd"), *asked]) == 2
    assert "There is no store at" in json.loads(capsys.readouterr().out)["error"]["message"]
