"""report: one, several, all; and one sentence for what cannot be."""

from __future__ import annotations

import hashlib
import json
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from mrdtracker.cli.main import main
from mrdtracker.services.demo import create_demo
from mrdtracker.services.workspace import Person
from tests.store.laboratory import database_shell

pytestmark = pytest.mark.usefixtures("packs_loaded_once")
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


def test_t25_a_report_that_was_changed_past_the_program_is_not_written(
    run: Run, tmp_path: Path
) -> None:
    out = tmp_path / "a.pdf"
    run("DEMO-08", "--final", "--out", out)
    out.unlink()
    with database_shell(tmp_path / "practice.mrd") as connection:
        connection.execute("UPDATE report SET made_by = 'Lee'")

    status, said, refusal = run("DEMO-08", "--issued", 1, "--out", out)

    assert (status, said) == (2, "")
    assert "Report 1 is not what the journal says was issued" in refusal
    assert not out.exists()


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
    assert len(files) == 16
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


def test_a_report_is_issued_amended_and_written_again_as_it_was(run: Run, tmp_path: Path) -> None:
    first, second, again = (tmp_path / f"{name}.pdf" for name in ("first", "second", "again"))

    status, said, _ = run("DEMO-08", "--final", "--out", first)
    assert status == 0
    assert said.startswith(f"{first}: report 1 of ")
    status, _, err = run("DEMO-08", "--final", "--out", second)
    assert status == 2
    assert "needs a reason" in err
    assert not second.exists()

    status, said, _ = run("DEMO-08", "--final", "--reason", "typo", "--out", second, "--json")
    document = json.loads(said)
    assert (status, document["number"], document["state"]) == (0, 2, "amended")
    assert document["sha256"] == hashlib.sha256(second.read_bytes()).hexdigest()

    assert run("DEMO-08", "--issued", 1, "--out", again)[0] == 0
    assert again.read_bytes() == first.read_bytes() != second.read_bytes()


def test_a_comment_stays_on_the_next_report_until_it_is_taken_off(
    run: Run, tmp_path: Path
) -> None:
    out = tmp_path / "a.pdf"
    _, _, told = run("DEMO-08", "--final", "--comment", "Haemodilute:\nrepeat.", "--out", out)
    assert told == ""

    amend = ("DEMO-08", "--final", "--reason", "typo", "--out", out)
    _, said, told = run(*amend)
    assert len(said.splitlines()) == 1
    assert "The comment of the last report stays on it: Haemodilute: repeat.\n" in told
    assert "– Nothing of what this page says." in told
    document = json.loads(run(*amend, "--comment", "", "--json")[1])
    assert document["comment"] == ""
    assert document["changes"] == ["Comment: no longer there, was Haemodilute: repeat."]
    assert _comments(tmp_path) == [*["Haemodilute:\nrepeat."] * 2, None]


def _comments(folder: Path) -> list[str | None]:
    """Return the comment of every report that was issued, the first one first."""
    with closing(sqlite3.connect(folder / "practice.mrd")) as connection:
        rows = connection.execute("SELECT page FROM report ORDER BY number")
        kept = [json.loads(page)["page"]["comment"] for (page,) in rows]
    return [one and one["text"] for one in kept]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("DEMO-08", "--issued", 1, "--out", "a.pdf"), "no report 1"),
        (("DEMO-08", "DEMO-01", "--final", "--out", "a.pdf"), "issued one by one"),
        (("--all", "--final", "--out", "a.pdf"), "issued one by one"),
        (("DEMO-08", "--final", "--out", "a.doc"), "written as .pdf"),
        (("DEMO-08", "--final", "--out", "none/a.pdf"), "none/a.pdf cannot be written"),
        (("DEMO-08", "--reason", "typo", "--out", "a.pdf"), "belongs to a report that is issued"),
        (("DEMO-08", "--comment", "seen", "--out", "a.pdf"), "belongs to a report that is issued"),
        (("DEMO-08", "--comment", "", "--out", "a.pdf"), "belongs to a report that is issued"),
        (("DEMO-08", "--final", "--comment", "x" * 1001, "--out", "a.pdf"), "takes 1000"),
        (("DEMO-08", "--issued", 1, "--comment", "seen", "--out", "a.pdf"), "as it went out"),
        (("DEMO-08", "--issued", 1, "--final", "--out", "a.pdf"), "as it went out"),
        (("DEMO-08", "--issued", 1, "--long", "--out", "a.pdf"), "as it went out"),
        (("DEMO-08", "--final", "--out", f"{'a' * 248}.pdf"), "File name too long"),
    ],
    ids=str,
)
def test_what_cannot_be_issued_is_one_sentence_and_leaves_nothing(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: tuple, said: str
) -> None:
    monkeypatch.chdir(tmp_path)
    status, _, err = run(*arguments)

    assert status == 2
    assert said in err
    assert not list(tmp_path.glob("*.pdf"))
    assert "no report 1" in run("DEMO-08", "--issued", 1, "--out", "b.pdf")[2]


def test_a_report_that_is_issued_and_cannot_be_written_is_said_to_be_issued(
    run: Run, tmp_path: Path
) -> None:
    out = tmp_path / "a.pdf"
    # Where the file is written first, there is a way to nowhere.
    (tmp_path / "a.pdf.part").symlink_to(tmp_path / "gone" / "a.pdf.part")

    status, _, err = run("DEMO-08", "--final", "--out", out)

    assert status == 2
    assert "Report 1 of DEMO-08 is issued and kept, but" in err
    assert "--issued 1" in err
    assert run("DEMO-08", "--issued", 1, "--out", out)[0] == 0
