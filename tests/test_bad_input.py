"""Everything that can be wrong with a file or a value: one sentence, what to do, nothing written.

Black box: what a person types, and what is then on the screen and on the disk.
"""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from mrdtracker import locations
from mrdtracker.cli.main import main
from mrdtracker.store import places
from tests.desk import GOOD, HEADER, MAPPING, Desk, nothing_changes_in

pytestmark = pytest.mark.usefixtures("packs_loaded_once")

TWO_HUNDRED_MB = 200 * 1024 * 1024
FUTURE = f"{datetime.now(UTC) + timedelta(days=2):%Y-%m-%d}"  # noqa: TID251 - the real today
HOLDER = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from mrdtracker.services.workspace import Person, Workspace
with Workspace.open(Path(sys.argv[1]), Person("Kim", lambda: datetime.now(UTC))):
    print("open", flush=True)
    sys.stdin.read()
"""


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with one patient, made by the commands themselves."""
    folder = tmp_path_factory.mktemp("filled")
    store, table, mapping = (folder / name for name in ("ward.mrd", "ward.csv", "ward.toml"))
    table.write_text(f"{HEADER}\n{GOOD}\n", encoding="utf-8")
    mapping.write_text(MAPPING, encoding="utf-8")
    assert main(["--store", str(store), "init"]) == 0
    assert main(["--store", str(store), "import", str(table), "--mapping", str(mapping)]) == 0
    return store


@pytest.fixture
def desk(tmp_path: Path, filled: Path, capsys: pytest.CaptureFixture[str]) -> Desk:
    return Desk(tmp_path, filled, capsys)


# --- the store -------------------------------------------------------------------------------


def test_a_missing_store(desk: Desk) -> None:
    sentence, _ = desk.refused("patients", store=desk.folder / "none.mrd")

    assert "There is no store at" in sentence
    assert "init" in sentence


@pytest.mark.parametrize("command", ["patients", "verify", "results S-1", "export --csv out"])
def test_a_foreign_file(desk: Desk, command: str) -> None:
    letter = desk.file("letter.txt", "Dear colleague, " * 500)

    sentence, _ = desk.refused(*command.split(), store=letter)

    assert "is not an mrdtracker file" in sentence


def test_a_foreign_database(desk: Desk) -> None:
    path = desk.folder / "songs.db"
    with sqlite3.connect(path) as foreign:
        foreign.execute("CREATE TABLE song (title TEXT)")
    foreign.close()

    sentence, _ = desk.refused("patients", store=path)

    assert "is a database of another program" in sentence


def test_a_folder_and_an_empty_file(desk: Desk) -> None:
    (desk.folder / "stores").mkdir()
    empty = desk.file("empty.mrd", "")

    assert "is a folder" in desk.refused("patients", store=desk.folder / "stores")[0]
    assert "is empty" in desk.refused("patients", store=empty)[0]


def test_a_newer_store(desk: Desk) -> None:
    with sqlite3.connect(desk.store) as newer:
        (version,) = newer.execute("PRAGMA user_version").fetchone()
        newer.execute(f"PRAGMA user_version = {version + 1}")
    newer.close()

    sentence, _ = desk.refused("patients")

    assert "written by a newer mrdtracker" in sentence
    assert "Install the newer program" in sentence


@pytest.mark.parametrize("command", ["patients", "import table.csv --mapping own-results"])
def test_a_store_that_is_in_use(desk: Desk, command: str) -> None:
    with subprocess.Popen(  # noqa: S603 - our own program
        [sys.executable, "-c", HOLDER, str(desk.store)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "open\n"
        sentence, _ = desk.refused(*command.split())
        other.communicate("")

    assert "is in use by Kim" in sentence
    assert "Close it there" in sentence
    assert desk.run("patients")[0] == 0


def test_a_new_store_never_overwrites(desk: Desk) -> None:
    assert "nothing is overwritten" in desk.refused("init")[0]
    assert "nothing is overwritten" in desk.refused("demo")[0]
    assert "There is no folder" in desk.refused("init", store=desk.folder / "a" / "b" / "c")[0]


def _on_read_only_medium(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run the program where the folder is mounted for reading only; not even root may write."""
    script = 'mount --bind "$0" "$0" && mount -o remount,ro,bind "$0" && exec "$@"'
    return subprocess.run(  # noqa: S603 - our own program
        [
            str(shutil.which("unshare")),
            "--mount",
            "sh",
            "-ec",
            script,
            str(folder),
            sys.executable,
            "-m",
            "mrdtracker",
            *arguments,
        ],
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture
def read_only_medium(desk: Desk) -> Path:
    if shutil.which("unshare") is None or os.geteuid() != 0:
        pytest.skip("a read-only medium can be made only by root on Linux")
    medium = desk.folder / "medium"
    medium.mkdir()
    shutil.copy(desk.store, medium / "ward.mrd")
    if "There is no store" not in _on_read_only_medium(medium, "--store", "no", "patients").stderr:
        pytest.skip("this machine does not let a test mount anything")
    return medium


def test_a_read_only_medium_is_for_looking(desk: Desk, read_only_medium: Path) -> None:
    store = str(read_only_medium / "ward.mrd")
    table = str(desk.table("S-2;2025-03-01;2025-03-31;0.05;0.01"))

    with nothing_changes_in(desk.folder):
        looked = _on_read_only_medium(read_only_medium, "--store", store, "patients", "--json")
        wrote = _on_read_only_medium(
            read_only_medium, "--store", store, "import", table, "--mapping", str(desk.mapping)
        )
        made = _on_read_only_medium(read_only_medium, "--store", f"{store}.new", "init", "--json")

    assert [one["code"] for one in json.loads(looked.stdout)["patients"]] == ["S-1"]
    assert (looked.returncode, wrote.returncode, made.returncode) == (0, 2, 2)
    assert "reading only" in wrote.stderr
    assert "Traceback" not in wrote.stderr + made.stderr
    assert "cannot be created" in json.loads(made.stdout)["error"]["message"]


@pytest.mark.parametrize("command", ["init", "demo", "patients"])
@pytest.mark.parametrize("path", ["//server/share/ward.mrd", "\\\\server\\share\\ward.mrd"])
def test_a_path_on_another_computer(desk: Desk, path: str, command: str) -> None:
    sentence, _ = desk.refused(command, store=Path(path))

    assert "lies on another computer" in sentence
    assert not Path("//server").exists()


def test_a_network_drive(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    table = desk.file("mounts", f"server:/home {desk.folder} nfs4 rw 0 0\n")
    monkeypatch.setattr(places, "MOUNT_TABLE", table)

    for command, store in (("patients", "ward.mrd"), ("init", "new.mrd")):
        sentence, _ = desk.refused(command, store=desk.folder / store)
        assert "lies on a network drive (nfs4)" in sentence


def test_a_synchronised_folder_is_not_left_behind(desk: Desk) -> None:
    sentence, _ = desk.refused("init", store=desk.folder / "Dropbox" / "ward.mrd")

    assert "synchronised (Dropbox)" in sentence


# --- one value -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"unit": "percent"}, "'percent' is not allowed"),
        ({"unit": "per_uL"}, "'per_uL' does not fit flow"),
        ({"unit": None}, "there is no default unit"),
        ({"value": "0,05"}, "'0,05' is not a number"),
        ({"value": "1,000"}, "'1,000' is not a number"),
        ({"value": 0.05}, "binary number"),
        ({"value": "100.000001"}, "100 %"),
        ({"value": "-1"}, "is not a number"),
        ({"value": "0"}, "report a negative with its sensitivity"),
        ({"on": "2025-02-28"}, "before the diagnosis"),
        ({"on": "2019-12-31"}, "before the birth"),
        ({"on": "31.03.2025"}, "is not a date"),
        ({"on": "2025-02-30"}, "is not a date"),
        ({"specimen": "marrow"}, "is not allowed"),
        ({"stat": "negative"}, "Did you mean 'state'?"),
    ],
)
def test_a_value_of_a_case_file(desk: Desk, changes: dict[str, Any], words: str) -> None:
    _, problems = desk.refused("assess", desk.case(**changes))

    assert words in problems[0]
    assert problems[0].startswith("results[0]")


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ("S-2;2025-03-01;2025-03-31;0,05;0.01", "has a comma"),
        ("S-2;2025-03-01;2025-03-31;1,000;0.01", "has a comma"),
        ("S-2;2025-03-01;2025-03-31;0.05 per_uL;0.01", "cells per volume"),
        ("S-2;2025-03-01;2025-03-31;100.1;0.01", "More than 100 %"),
        ("S-2;2025-03-01;2025-02-28;0.05;0.01", "before the diagnosis"),
        (f"S-2;2025-03-01;{FUTURE};0.05;0.01", "is in the future"),
        (f"S-2;{FUTURE};2025-03-31;0.05;0.01", "is in the future"),
        ("S-2;2025-03-01;03/04/2025;0.05;0.01", "03/04/2025"),
        (";2025-03-01;2025-03-31;0.05;0.01", "code"),
        ("S-2;2025-03-01;2025-03-31;0.05", "4 cells, but the header has 5"),
    ],
)
def test_a_value_of_a_table(desk: Desk, row: str, words: str) -> None:
    problems = desk.import_refused(desk.table(GOOD, row))

    assert words in problems[0]
    assert problems[0].startswith("line 3")


def test_two_samples_on_one_day(desk: Desk) -> None:
    other = GOOD.replace("0.05", "0.07")

    problems = desk.import_refused(desk.table(GOOD, other))

    assert len(problems) == 2
    assert "for the same patient and sample" in problems[0]


# --- whole files -----------------------------------------------------------------------------


def test_a_pack_with_three_mistakes_lists_all_three(desk: Desk) -> None:
    text = (locations.bundled_rules_folder() / "kspho-hr-2024.toml").read_text(encoding="utf-8")
    for right, wrong in (
        ('{ mrd = "POST_IM1", is = ">= 0.01 %" }', '{ mdr = "POST_IM1", is = ">= 0.01 %" }'),
        ('id = "hr-2di"\n', 'id = "hr-2di"\nlevle = "high"\n'),
        ('source = "S24"\nquote = "use CBC', 'source = "S99"\nquote = "use CBC'),
    ):
        assert text.count(right) == 1
        text = text.replace(right, wrong)

    _, problems = desk.refused("rules", "check", desk.file("own.toml", text), status=1)

    assert len(problems) == 3
    assert all(any(one in problem for problem in problems) for one in ("mdr", "levle", "S99"))
    assert all("rule '" in one or "finding '" in one for one in problems)


@pytest.mark.parametrize(
    ("encoding", "end", "said"),
    [
        ("utf-8", "\n", "UTF-8"),
        ("utf-8-sig", "\n", "UTF-8 with BOM"),
        ("utf-8", "\r\n", "UTF-8"),
        ("utf-8-sig", "\r\n", "UTF-8 with BOM"),
        ("latin-1", "\n", "guessed: it is not UTF-8"),
        ("utf-16", "\r\n", "UTF-16"),
    ],
)
def test_encodings_and_line_ends_are_read_and_said(
    desk: Desk, encoding: str, end: str, said: str
) -> None:
    rows = (HEADER, GOOD.replace("S-1", "Müller-1"), GOOD.replace("S-1", "Ångström"), "")
    table = desk.file("table.csv", end.join(rows).encode(encoding))

    document = desk.document("import", table, "--mapping", desk.mapping)

    assert said in document["encoding"]
    assert (document["rows"], document["new_patients"], document["problems"]) == (2, 2, [])
    codes = {one["code"] for one in desk.document("patients")["patients"]}
    assert codes == {"S-1", "Müller-1", "Ångström"}


def test_forty_percent_bad_rows_are_listed_and_left_out_only_by_choice(desk: Desk) -> None:
    rows = [GOOD.replace("S-1", f"N-{n}") for n in range(100)]
    for n in range(0, 100, 5):
        rows[n] = rows[n].replace("0.05", "abc")
        rows[n + 2] = rows[n + 2].replace("2025-03-31", "2025-31-03")
    table = desk.table(*rows)

    problems = desk.import_refused(table)
    chosen = desk.document("import", table, "--mapping", desk.mapping, "--leave-out-bad-rows")

    assert len(problems) == 40
    assert problems[0].startswith("line 2, column mrd")
    assert (chosen["written"], chosen["new_patients"], len(chosen["problems"])) == (True, 60, 40)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "is empty"),
        (b"\xef\xbb\xbf", "is empty"),
        (HEADER.encode(), "has one line only: a header but no rows"),
        (b"PK\x03\x04" + b"x" * 100, "Excel workbook"),
        (b"a\x00b" * 100, "NUL"),
        (b'code;mrd\n"S-1;5\n', "quotation mark"),
    ],
    ids=["empty", "only-a-mark", "only-a-header", "workbook", "binary", "open-quote"],
)
def test_a_file_that_is_no_table(desk: Desk, content: bytes, words: str) -> None:
    table = desk.file("table.csv", content)

    sentence, _ = desk.refused("import", table, "--mapping", desk.mapping)

    assert words in sentence


def test_a_file_of_200_mb(desk: Desk) -> None:
    table = desk.table(GOOD)
    os.truncate(table, TWO_HUNDRED_MB)

    sentence, _ = desk.refused("import", table, "--mapping", desk.mapping)

    assert "is larger than 150 MB" in sentence
    assert "Split it" in sentence
    for what in ("assess", "rules check"):
        big = desk.folder / "big.json"
        big.touch()
        os.truncate(big, TWO_HUNDRED_MB)
        assert "16 MB" in desk.refused(*what.split(), big)[0]


def test_files_that_are_not_there(desk: Desk) -> None:
    none = desk.folder / "none.json"

    assert "There is no file" in desk.refused("import", none, "--mapping", desk.mapping)[0]
    assert "There is no mapping" in desk.refused("import", desk.table(GOOD), "--mapping", none)[0]
    assert "cannot be read" in desk.refused("assess", none)[0]
    assert "cannot be read" in desk.refused("rules", "check", none)[0]
    assert "There is no patient" in desk.refused("results", "../x")[0]
    assert "There is no rule pack" in desk.refused("assess", "S-1", "--pack", "../x")[0]
    assert "is a folder" in desk.refused("import", desk.folder, "--mapping", desk.mapping)[0]
    assert "could not be written" in desk.refused("plot", "S-1", "--out", none / "x.pdf")[0]


def test_a_misspelt_flag_is_not_a_list_of_nobody(desk: Desk) -> None:
    status, _, err = desk.run("patients", "--flag", "HIGHRISK")
    document = desk.document("patients", "--flag", "HIGHRISK")

    assert status == 2
    assert "'HIGHRISK'" in err
    assert "HIGH_RISK_THRESHOLD_CROSSED" in document["error"]["message"]
    (found,) = desk.document("patients", "--flag", "MRD_POSITIVE")["patients"]
    assert found["code"] == "S-1"


def test_a_mapping_for_other_columns(desk: Desk) -> None:
    desk.mapping.write_text(MAPPING.replace('"mrd"', '"MRD %"').replace('"taken"', '"date"'))

    problems = desk.import_refused(desk.table(GOOD))

    assert {"header: there is no column 'MRD %'.", "header: there is no column 'date'."} <= {
        *problems
    }
