"""A file that can be read and not written opens as a viewer, and keeps every byte."""

import sqlite3
import subprocess
import sys

import pytest

from mrdtracker.store import failures
from mrdtracker.store.database import create_store, open_store
from tests.builders import a_measurement
from tests.store.refusals import refusal, somebody_without_rights

LOOK = """
import sys
from pathlib import Path
from mrdtracker.store.database import open_store
store = open_store(Path(sys.argv[1]), key_folder=Path(sys.argv[2]))
print(store.read_only_reason, store.rows("SELECT count(*) FROM measurement"))
"""


def test_a_viewer_reads_and_writes_nothing(lab):
    lab.put_one_patient()
    before_writing = lab.database.store_id
    lab.close()
    before = lab.bytes()

    lab.open(read_only=True)

    assert lab.database.store_id == before_writing
    assert lab.database.read_only_reason == "Opened for reading only: It was asked for."
    assert len(lab.queries.export_page(type(a_measurement()))) == 1
    with pytest.raises(failures.ReadOnlyStoreError, match="It was asked for"):
        lab.put(a_measurement(2))
    with pytest.raises(sqlite3.OperationalError):
        lab.database.db.conn.execute("UPDATE patient SET level = 'high'")
    lab.close()
    assert lab.bytes() == before


@pytest.mark.parametrize(
    ("file_mode", "folder_mode", "reason"),
    [(0o444, 0o777, "The file may not be written"), (0o666, 0o555, "Its folder may not be")],
)
def test_a_read_only_medium_opens_as_a_viewer(open_folder, file_mode, folder_mode, reason):
    path, keys = open_folder / "disc" / "lab.mrd", open_folder / "keys"
    path.parent.mkdir()
    create_store(path, key_folder=keys).close()
    keys.chmod(0o755)
    path.chmod(file_mode)
    path.parent.chmod(folder_mode)
    before = path.read_bytes()

    with somebody_without_rights(), open_store(path, key_folder=keys) as database:
        assert reason in database.read_only_reason
        assert database.rows("SELECT count(*) FROM patient") == [(0,)]

    path.parent.chmod(0o755)
    assert path.read_bytes() == before


def test_a_real_read_only_mount_opens_as_a_viewer(lab, tmp_path):
    lab.put_one_patient()
    lab.close()
    disc = tmp_path / "disc"
    disc.mkdir()
    look = tmp_path / "look.py"
    look.write_text(LOOK)
    words = f"{sys.executable} {look} {disc}/lab.mrd {lab.keys}"
    script = f"mount --bind {tmp_path} {disc} && mount -o remount,ro,bind {disc} && {words}"
    answer = subprocess.run(  # noqa: S603 - our own words
        ["unshare", "--mount", "--map-root-user", "sh", "-c", script],  # noqa: S607
        capture_output=True,
        text=True,
        check=False,
    )
    if "unshare" in answer.stderr or "mount:" in answer.stderr:
        pytest.skip("no mounts are allowed here")

    assert answer.stdout == "Opened for reading only: The file may not be written. [(1,)]\n"


def test_a_file_left_in_a_transaction_is_put_right_or_says_how(lab, tmp_path):
    lab.put_one_patient()
    left = tmp_path / "left"
    left.mkdir()
    connection = lab.database.db.conn
    connection.execute("PRAGMA cache_size = 1")
    connection.execute("BEGIN")
    connection.execute("UPDATE patient SET possible = hex(zeroblob(200000))")
    for name in (lab.path.name, f"{lab.path.name}-journal"):
        (left / name).write_bytes((tmp_path / name).read_bytes())
    connection.execute("ROLLBACK")

    viewer = refusal(left / lab.path.name, lab.keys, read_only=True)
    assert "was not closed properly" in viewer.message
    assert "lab.mrd-journal" in viewer.hint
    with open_store(left / lab.path.name, key_folder=lab.keys) as database:
        assert database.read_only_reason == ""
        assert database.rows("SELECT length(possible) FROM patient") == [(2,)]


def test_a_file_in_wal_mode_is_converted_and_says_so(lab):
    lab.put_one_patient()
    with lab.shell() as connection:
        connection.commit()
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA user_version = 1")

    lab.open()

    assert lab.database.opened_notes == (
        "The file was found in write-ahead mode and was converted.",
    )
    assert lab.database.rows("PRAGMA journal_mode") == [("truncate",)]
    lab.open()
    assert lab.database.opened_notes == ()
