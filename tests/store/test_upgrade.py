"""An older file is upgraded whole or left as it was, and a proven copy of it is kept."""

import sqlite3
import stat
import subprocess
import sys
from contextlib import closing
from datetime import datetime
from pathlib import Path

import pytest

from mrdtracker.domain.errors import StoreError
from mrdtracker.domain.records import Patient
from mrdtracker.store import health, upgrade
from mrdtracker.store.database import open_store
from mrdtracker.store.ledger import Ledger
from mrdtracker.store.queries import Queries
from mrdtracker.store.verify import verify
from tests.builders import StoppedClock, a_patient, an_edition
from tests.store.old_store import old_store

PROJECT = Path(__file__).parents[2]
NEWEST = 3
OLDER = (1, 2)


def version_in(path: Path) -> int:
    return int.from_bytes(path.read_bytes()[60:64], "big")


def contents(path: Path) -> list:
    """All rows of the tables that both versions have, without the newer columns."""
    widths = {"patient": 41, "therapy_event": 9}
    with closing(sqlite3.connect(path)) as connection:
        found = [connection.execute("PRAGMA integrity_check").fetchall()]
        for table in ("patient", "therapy_event", "sample", "measurement", "journal"):
            rows = connection.execute(f"SELECT * FROM {table}").fetchall()  # noqa: S608
            found.append([row[: widths.get(table)] for row in rows])
        found.append(connection.execute("SELECT * FROM journal_change").fetchall())
    return found


def opened_by_a_child(folder: Path, word: str, number: int) -> subprocess.CompletedProcess[str]:
    return subprocess.run(  # noqa: S603 - this interpreter, our own words
        [sys.executable, "-m", "tests.store.upgrade_child", folder, word, str(number)],
        cwd=PROJECT,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize("version", OLDER)
def test_an_older_file_is_upgraded_beside_its_copy(tmp_path, version):
    path = old_store(tmp_path, version)
    before = contents(path)

    with open_store(path, key_folder=tmp_path, clock=StoppedClock()) as database:
        copy = tmp_path / f"lab.schema-{version}.20250320-091200.mrd"
        assert copy.name in " ".join(database.opened_notes)
        assert database.read_only_reason == ""
        assert health.structure_problem(database.db) == ""
        assert verify(database).findings == ()

    assert contents(path) == before
    assert contents(copy) == before
    assert (version_in(path), version_in(copy)) == (NEWEST, version)
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600
    assert not list(tmp_path.glob("*.part"))


def test_a_second_opening_makes_no_second_copy(tmp_path):
    path = old_store(tmp_path, 1)
    open_store(path, key_folder=tmp_path).close()

    with open_store(path, key_folder=tmp_path) as database:
        assert database.opened_notes == ()

    assert len(list(tmp_path.glob("*schema-1*"))) == 1


def test_a_copy_never_overwrites_another_one(tmp_path):
    path = old_store(tmp_path, 1)
    taken = tmp_path / "lab.schema-1.20250320-091200.mrd"
    taken.write_bytes(b"kept")

    open_store(path, key_folder=tmp_path, clock=StoppedClock()).close()

    assert taken.read_bytes() == b"kept"
    assert version_in(tmp_path / "lab.schema-1.20250320-091200-2.mrd") == 1


def test_the_copy_is_named_by_the_last_change_where_nobody_gives_the_time(tmp_path):
    path = old_store(tmp_path, 1)
    changed = datetime.fromtimestamp(path.stat().st_mtime).astimezone()

    open_store(path, key_folder=tmp_path).close()

    assert (tmp_path / f"lab.schema-1.{changed:%Y%m%d-%H%M%S}.mrd").exists()


def test_the_chain_of_the_journal_goes_on(tmp_path):
    path = old_store(tmp_path, 1)

    with open_store(path, key_folder=tmp_path) as database:
        ledger, queries = Ledger(database, StoppedClock()), Queries(database)
        patient = queries.record(Patient, "patient-1")
        edition = an_edition()
        entry = ledger.write(
            actor="Kim",
            label="Pin",
            puts=[edition, a_patient(name="Kim Lee", pack_edition=edition.id, version=2)],
        )
        assert entry.seq == 3
        assert verify(database).findings == ()
        (first, *_) = queries.journal_changes(1)
        assert first.after == patient
        undoing = queries.changes_to_undo(3)
        assert [change.before for change in undoing if change.before] == [patient]

    with open_store(path, key_folder=tmp_path) as database:
        assert database.read_only_reason == ""
        assert Queries(database).record(Patient, "patient-1").pack_edition == edition.id


def test_a_migration_that_fails_leaves_the_file_as_it_was(tmp_path, monkeypatch):
    path = old_store(tmp_path, 1)
    before = path.read_bytes()
    steps = (*upgrade.migrate.__globals__["schema_003"].ROWS, "INSERT INTO meta VALUES ('x')")
    monkeypatch.setattr("mrdtracker.store.schema_003.ROWS", steps)

    with pytest.raises(StoreError, match="was left as it was, because") as caught:
        open_store(path, key_folder=tmp_path)

    assert caught.value.hint
    assert path.read_bytes() == before
    assert [version_in(one) for one in tmp_path.glob("*schema-1*")] == [1]


@pytest.mark.skipif(sys.platform == "win32", reason="signals and limits of Unix")
@pytest.mark.parametrize("number", range(30, 110, 8))
def test_killed_in_the_middle_it_opens_again_and_nothing_is_lost(tmp_path, number):
    path = old_store(tmp_path, 1)
    before = contents(path)

    child = opened_by_a_child(tmp_path, "kill", number)

    assert child.stderr == ""
    assert child.returncode in (-9, 0)
    with open_store(path, key_folder=tmp_path) as database:
        assert database.read_only_reason == ""
        assert verify(database).findings == ()
    assert version_in(path) == NEWEST
    assert contents(path) == before
    assert not list(tmp_path.glob("*.part"))


@pytest.mark.skipif(sys.platform == "win32", reason="signals and limits of Unix")
def test_a_disk_that_is_full_leaves_the_file_as_it_was(tmp_path):
    path = old_store(tmp_path, 1)
    size = path.stat().st_size
    before = contents(path)
    refused = []

    for limit in (4096, size // 2, size, size + 8192, size + 16384):
        child = opened_by_a_child(tmp_path, "limit", limit)
        if child.returncode == 0:
            break
        refused.append(child.stdout)
        assert child.stderr == ""
        assert child.returncode == 2
        assert "was left as it was, because" in child.stdout
        assert version_in(path) == 1
        assert contents(path) == before
        assert not list(tmp_path.glob("*.part"))

    # Both the copy and the migration met the end of the disk.
    assert any("no safety copy" in one for one in refused)
    assert any("the new version could not be written" in one for one in refused)
    with open_store(path, key_folder=tmp_path) as database:
        assert verify(database).findings == ()
