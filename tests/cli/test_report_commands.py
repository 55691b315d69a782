"""report: one, several, all; and one sentence for what cannot be."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from mrdtracker.cli.main import main
from mrdtracker.services.demo import create_demo
from mrdtracker.services.workspace import Person

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("store") / "practice.mrd"
    create_demo(path, Person("Anna", lambda: datetime(2026, 11, 20, 9, tzinfo=UTC))).close()
    return path


@pytest.fixture
def run(tmp_path: Path, filled: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    store = shutil.copy(filled, tmp_path / "practice.mrd")

    def typed(*arguments: object) -> tuple[int, str, str]:
        capsys.readouterr()
        status = main(["--store", str(store), "report", *map(str, arguments)])
        said = capsys.readouterr()
        return status, said.out, said.err

    return typed


def test_one_patient_is_one_file(run: Run, tmp_path: Path) -> None:
    out = tmp_path / "report.pdf"

    assert run("DEMO-08", "--out", out) == (0, f"{out}\n", "")
    assert out.read_bytes().startswith(b"%PDF-")


def test_the_same_patient_gives_the_same_file(run: Run, tmp_path: Path) -> None:
    run("DEMO-08", "--out", tmp_path / "a.pdf")
    run("DEMO-08", "--out", tmp_path / "b.pdf")
    run("DEMO-08", "--out", tmp_path / "c.pdf", "--long")

    assert (tmp_path / "a.pdf").read_bytes() == (tmp_path / "b.pdf").read_bytes()
    assert (tmp_path / "a.pdf").read_bytes() != (tmp_path / "c.pdf").read_bytes()


def test_several_and_all_go_into_a_folder(run: Run, tmp_path: Path) -> None:
    out = tmp_path / "reports"
    out.mkdir()

    status, said, err = run("DEMO-01", "DEMO-02", "DEMO-01", "--out", out)
    assert (status, said, err) == (0, f"2 reports in {out}\n", "")

    _, said, _ = run("--all", "--out", out, "--json")
    files = json.loads(said)["files"]
    assert len(files) == 12
    assert sorted(files) == sorted(map(str, out.iterdir()))


def test_one_patient_into_a_folder_is_named_by_the_code(run: Run, tmp_path: Path) -> None:
    out = tmp_path / "reports"
    out.mkdir()

    run("DEMO-01", "--out", out)

    assert [one.name for one in out.iterdir()] == ["DEMO-01.pdf"]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--out", "report.pdf"), "Name patients, or --all, and not both."),
        (("DEMO-01", "--all", "--out", "."), "Name patients, or --all, and not both."),
        (("DEMO-01", "--out", "report.doc"), "written as .pdf, and not as '.doc'"),
        (("DEMO-01", "DEMO-02", "--out", "none"), "There is no folder none for the reports."),
        (("NOBODY", "--out", "report.pdf"), "There is no patient 'NOBODY'"),
        (("DEMO-01", "--out", "none/report.pdf"), "report.pdf cannot be written"),
        (
            ("DEMO-01", "--out", "report.pdf", "--template", "ward.typ"),
            "ward.typ, line 2: unknown",
        ),
        (("DEMO-01", "--out", "report.pdf", "--template", "none.typ"), "cannot be read"),
    ],
)
def test_what_cannot_be_is_one_sentence_and_leaves_nothing(
    run: Run,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    arguments: tuple[str, ...],
    said: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "ward.typ").write_text("words\n#nothing()\n", encoding="utf-8")
    before = sorted(one.name for one in tmp_path.iterdir())

    status, out, err = run(*arguments)

    assert (status, out) == (2, "")
    assert said in err.splitlines()[0]
    assert len(err.splitlines()) == 2
    assert sorted(one.name for one in tmp_path.iterdir()) == before
