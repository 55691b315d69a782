import os
import sqlite3
import stat
import subprocess
import sys
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from mrdtracker.domain.errors import StoreError
from mrdtracker.store import database as opening
from mrdtracker.store import failures, in_use, migrations
from mrdtracker.store.database import create_store
from tests.builders import a_measurement
from tests.store.refusals import refusal, somebody_without_rights

HOLDER = """
import sys
from pathlib import Path
from mrdtracker.store.database import open_store
store = open_store(Path(sys.argv[1]), key_folder=Path(sys.argv[2]), holder="Kim")
print("open", flush=True)
sys.stdin.read()
"""


@contextmanager
def second_process(lab):
    """Another process that has the file open."""
    lab.close()
    with subprocess.Popen(  # noqa: S603 - this interpreter, our own words
        [sys.executable, "-c", HOLDER, str(lab.path), str(lab.keys)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout.readline() == "open\n"
        yield process
        process.stdin.close()


# --- creating -------------------------------------------------------------------------------


def test_a_new_file_is_ours_and_private(lab):
    header = lab.path.read_bytes()[:100]

    assert header[68:72] == b"MRDT"
    assert header[60:64] == (migrations.SCHEMA_VERSION).to_bytes(4, "big")
    assert stat.S_IMODE(lab.path.stat().st_mode) == 0o600
    assert lab.database.is_read_only is False
    assert lab.database.opened_notes == ()
    assert lab.queries.settings().laboratory == "Children's"


def test_nothing_is_overwritten(lab):
    lab.close()
    before = lab.bytes()

    with pytest.raises(StoreError, match="exists already, and nothing is overwritten"):
        create_store(lab.path, key_folder=lab.keys)

    assert lab.bytes() == before


def test_a_folder_is_not_made_on_the_way(tmp_path):
    with pytest.raises(StoreError, match="There is no folder"):
        create_store(tmp_path / "missing" / "lab.mrd", key_folder=tmp_path)


def test_a_folder_that_cannot_be_written_says_so(open_folder):
    (open_folder / "keys").mkdir()
    (open_folder / "keys").chmod(0o777)
    with (
        somebody_without_rights(),
        pytest.raises(StoreError, match="cannot be created: Permission denied"),
    ):
        create_store(open_folder / "lab.mrd", key_folder=open_folder / "keys")


def test_a_key_folder_that_cannot_be_written_is_named(tmp_path):
    (tmp_path / "keys").write_text("a file where the folder should be", encoding="utf-8")

    with pytest.raises(StoreError) as caught:
        create_store(tmp_path / "lab.mrd", key_folder=tmp_path / "keys")

    assert f"cannot be written in {tmp_path / 'keys'}: " in caught.value.message
    assert "Make that folder writable" in caught.value.hint
    assert not (tmp_path / "lab.mrd").exists()


def test_a_creation_that_fails_leaves_no_file(tmp_path, monkeypatch):
    def fail(db):
        db.execute("CREATE TABLE half (a INTEGER)")
        raise sqlite3.DatabaseError("planted")

    monkeypatch.setattr(opening, "migrate", fail)

    with pytest.raises(sqlite3.DatabaseError):
        create_store(tmp_path / "lab.mrd", key_folder=tmp_path / "keys")

    assert [one.name for one in tmp_path.iterdir()] == ["keys"]
    assert list((tmp_path / "keys").iterdir()) == []


# --- what is no store -----------------------------------------------------------------------


def test_a_missing_file_says_how_to_make_one(tmp_path):
    error = refusal(tmp_path / "lab.mrd")

    assert type(error) is failures.CannotOpenError
    assert f"--store {tmp_path / 'lab.mrd'} init" in error.hint


def test_a_directory_is_no_file(tmp_path):
    assert "is a folder" in str(refusal(tmp_path))


def test_a_pipe_is_no_file(tmp_path):
    os.mkfifo(tmp_path / "lab.mrd")

    assert "not a plain file" in str(refusal(tmp_path / "lab.mrd"))


def test_an_empty_file_never_became_a_store(tmp_path):
    (tmp_path / "lab.mrd").touch()

    assert "is empty" in str(refusal(tmp_path / "lab.mrd"))


@pytest.mark.parametrize("content", [b"x", b"code;name\n" * 1000, bytes(4096), b"\xff" * 10**6])
def test_a_foreign_file_keeps_every_byte(tmp_path, content):
    path = tmp_path / "lab.mrd"
    path.write_bytes(content)

    assert type(refusal(path)) is failures.NotAStoreError
    assert path.read_bytes() == content


@pytest.mark.parametrize("mode", ["DELETE", "WAL"])
def test_a_database_of_another_program_keeps_every_byte(tmp_path, mode):
    path = tmp_path / "places.sqlite"
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(f"PRAGMA journal_mode = {mode}")
        connection.execute("CREATE TABLE moz_places (id INTEGER)")
        connection.commit()
    before = path.read_bytes()

    assert "is a database of another program" in str(refusal(path))
    assert path.read_bytes() == before
    assert not (tmp_path / "places.sqlite-wal").exists()


@pytest.mark.parametrize(
    "statement",
    [
        "PRAGMA user_version = 4",
        "UPDATE meta SET value = '4' WHERE name = 'compatibility'",
    ],
)
def test_a_newer_file_keeps_every_byte(lab, statement):
    lab.put_one_patient()
    with lab.shell() as connection:
        connection.execute(statement)
    before = lab.bytes()

    error = refusal(lab.path, lab.keys)

    assert type(error) is failures.NewerStoreError
    assert "nothing was changed" in error.hint
    assert lab.bytes() == before


def test_our_mark_without_our_number_is_damage(lab):
    with lab.shell() as connection:
        connection.execute("PRAGMA user_version = 0")

    assert type(refusal(lab.path, lab.keys)) is failures.DamagedStoreError


@pytest.mark.parametrize("share", [0.1, 0.5, 0.99])
def test_a_file_that_was_cut_is_damage(lab, share):
    lab.put_one_patient()
    lab.close()
    content = lab.bytes()
    lab.path.write_bytes(content[: int(len(content) * share)])

    error = refusal(lab.path, lab.keys)

    assert type(error) is failures.DamagedStoreError
    assert "backup" in error.hint


def test_a_file_without_its_identity_is_damage(lab):
    with lab.shell() as connection:
        connection.execute("UPDATE meta SET value = 'Other' WHERE name = 'laboratory'")

    assert type(refusal(lab.path, lab.keys)) is failures.DamagedStoreError


def test_a_file_without_its_tables_is_damage(lab):
    lab.close()
    with closing(sqlite3.connect(lab.path)) as connection:
        connection.execute("ALTER TABLE meta RENAME TO other")
        connection.commit()

    assert type(refusal(lab.path, lab.keys)) is failures.DamagedStoreError


@pytest.mark.parametrize(
    "statement",
    [
        "ALTER TABLE tally RENAME TO count",
        "ALTER TABLE measurement RENAME COLUMN markers TO targets",
        "DROP TABLE patient_search",
    ],
)
def test_a_file_of_another_build_keeps_every_byte(lab, statement):
    """Its number is right and its tables are not: no question may be asked of it."""
    lab.put_one_patient()
    with lab.shell() as connection:
        connection.execute(statement)
        connection.commit()
    before = lab.bytes()

    for read_only in (False, True):
        error = refusal(lab.path, lab.keys, read_only=read_only)
        assert type(error) is failures.DamagedStoreError
        assert "another version of mrdtracker made it, or it is damaged" in error.message
        assert "Open it with the program that made it" in error.hint
    assert lab.bytes() == before


def test_a_second_name_of_the_file_is_refused(lab, tmp_path):
    lab.close()
    os.link(lab.path, tmp_path / "twin.mrd")

    assert "under a second name" in str(refusal(tmp_path / "twin.mrd", lab.keys))


def test_a_network_path_is_refused_before_it_is_looked_at():
    assert "on another computer" in str(refusal(Path("//server/lab/lab.mrd")))


def test_an_old_sqlite_is_refused(lab, monkeypatch):
    monkeypatch.setattr(opening, "OLDEST_SQLITE", (99, 0, 0))

    assert "is too old" in str(refusal(lab.path, lab.keys))


# --- in use ---------------------------------------------------------------------------------


def test_a_second_process_hears_who_has_the_file(lab):
    with second_process(lab):
        error = refusal(lab.path, lab.keys)
        viewer = refusal(lab.path, lab.keys, read_only=True)

    assert type(error) is failures.StoreInUseError
    assert "is in use by Kim on" in error.message
    assert type(viewer) is failures.StoreInUseError
    lab.open()
    assert lab.database.is_read_only is False


def test_a_killed_holder_lets_go_at_once(lab):
    with second_process(lab) as process:
        process.kill()
        process.wait()

        lab.open(holder="Lee")

        assert lab.database.is_read_only is False
        assert in_use.read_note(lab.path).name == "Lee"


def test_a_second_window_of_this_program_cannot_open_it_either(lab):
    lab.database.note_holder("Kim")

    assert "in use by Kim" in str(refusal(lab.path, lab.keys))
    # Looking at the file must not have let go of the lock: POSIX locks are lost when any other
    # handle of the same process on the file is closed.
    with second_process_refused(lab) as answer:
        assert "StoreInUseError" in answer


@contextmanager
def second_process_refused(lab):
    process = subprocess.run(  # noqa: S603 - this interpreter, our own words
        [sys.executable, "-c", HOLDER, str(lab.path), str(lab.keys)],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    yield process.stderr


def test_a_note_without_a_holder_is_ignored_and_goes(lab):
    lab.close()
    in_use.write_note(lab.path, "Ghost", "PC9")

    lab.open()
    lab.close()

    assert in_use.read_note(lab.path) is None


def test_a_nameless_lock_is_another_window(lab):
    in_use.remove_note(lab.path)

    assert "in use by another window or program" in str(refusal(lab.path, lab.keys))


# --- distrust -------------------------------------------------------------------------------


def test_without_its_key_a_file_can_be_read_only(lab):
    lab.put_one_patient()
    key = next(lab.keys.iterdir())
    key.unlink()

    lab.open()

    assert f"({key})" in lab.database.read_only_reason
    assert "Copy the key file from the computer" in lab.database.read_only_reason
    with pytest.raises(failures.ReadOnlyStoreError, match="key of this file is missing"):
        lab.put(a_measurement(2))
    with pytest.raises(failures.ReadOnlyStoreError, match="key of this file is missing"):
        _ = lab.database.key


def test_a_changed_structure_is_seen_at_the_door(lab):
    lab.close()
    with closing(sqlite3.connect(lab.path)) as connection:
        connection.execute("DROP TRIGGER journal_is_never_deleted")
        connection.commit()

    lab.open()

    assert "trigger journal_is_never_deleted is missing" in lab.database.read_only_reason
    assert "open your newest backup" in lab.database.read_only_reason


def test_a_changed_head_is_seen_at_the_door(lab):
    lab.put_one_patient()
    with lab.shell() as connection:
        connection.execute("UPDATE journal SET actor = 'Lee'")

    lab.open()

    assert "The seal of the newest journal entry (1)" in lab.database.read_only_reason


def test_a_key_of_another_store_does_not_fit(lab, tmp_path):
    lab.put_one_patient()
    key = next(lab.keys.iterdir())
    with create_store(tmp_path / "other.mrd", key_folder=tmp_path / "other") as other:
        key.write_bytes(other.keys.file(1).read_bytes())

    lab.open()

    assert "does not fit its key" in lab.database.read_only_reason
