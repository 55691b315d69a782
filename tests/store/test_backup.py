"""A copy that can be relied on, and nothing that is overwritten unasked."""

from __future__ import annotations

import os
import stat
from contextlib import closing
from pathlib import Path
from sqlite3 import connect

import pytest

from mrdtracker.domain.errors import InvalidInputError, StoreError
from mrdtracker.store.backup import back_up
from mrdtracker.store.database import open_store
from mrdtracker.store.failures import ReadOnlyStoreError
from mrdtracker.store.queries import Queries
from mrdtracker.store.verify import verify
from tests.builders import a_patient
from tests.store.old_store import old_store


def _head(copy: Path, keys: Path) -> str:
    with open_store(copy, key_folder=keys, read_only=True) as database:
        assert verify(database).findings == ()
        return Queries(database).head()


@pytest.mark.parametrize("read_only", [True, False])
def test_the_copy_opens_and_its_journal_has_the_same_head(lab, tmp_path, read_only):
    lab.put_one_patient()
    head, copy = lab.queries.head(), tmp_path / "kept" / "backup.mrd"
    copy.parent.mkdir()
    database = lab.open(read_only=read_only)

    back_up(database, copy)

    assert _head(copy, lab.keys) == head
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600
    assert [one.name for one in copy.parent.iterdir()] == ["backup.mrd"]
    if read_only:  # and it stays a viewer's
        with pytest.raises(ReadOnlyStoreError):
            lab.put(a_patient(2))
    else:
        lab.put(a_patient(2))


def test_an_older_copy_goes_only_where_somebody_says_so(lab, tmp_path):
    copy = tmp_path / "backup.mrd"
    back_up(lab.database, copy)
    before = copy.read_bytes()
    lab.put_one_patient()

    with pytest.raises(InvalidInputError, match="is there already, and nothing is overwritten"):
        back_up(lab.database, copy)
    assert copy.read_bytes() == before

    back_up(lab.database, copy, may_replace=True)
    head = lab.queries.head()
    lab.close()
    assert _head(copy, lab.keys) == head


def test_a_copy_that_holds_more_than_the_file_is_never_replaced(lab, tmp_path):
    older, newest = tmp_path / "older.mrd", tmp_path / "newest.mrd"
    back_up(lab.database, older)
    lab.put_one_patient()
    back_up(lab.database, newest)
    before = newest.read_bytes()
    lab.close()

    with (
        open_store(older, key_folder=lab.keys, read_only=True) as put_back,
        pytest.raises(InvalidInputError, match="holds entries that"),
    ):
        back_up(put_back, newest, may_replace=True)
    assert newest.read_bytes() == before


def test_what_is_no_copy_of_the_file_is_never_replaced(lab, tmp_path):
    text, folder = tmp_path / "letter.txt", tmp_path / "folder"
    text.write_text("words", encoding="utf-8")
    folder.mkdir()
    other = old_store(folder, 1)
    before = other.read_bytes()

    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)

    for taken in (text, folder, other, pipe):
        with pytest.raises(InvalidInputError, match="is no copy of"):
            back_up(lab.database, taken, may_replace=True)
    with pytest.raises(InvalidInputError, match="is the file itself"):
        back_up(lab.database, lab.path, may_replace=True)

    assert other.read_bytes() == before
    assert text.read_text(encoding="utf-8") == "words"
    lab.put_one_patient()


def test_a_place_that_cannot_be_written_is_one_sentence(lab, tmp_path):
    for name in ("none/backup.mrd", "a\0b", "a" * 300):
        with pytest.raises(StoreError, match="could not be made"):
            back_up(lab.database, tmp_path / name)
    (tmp_path / "backup.mrd.part").mkdir()
    with pytest.raises(StoreError, match="could not be made"):
        back_up(lab.database, tmp_path / "backup.mrd")

    assert not (tmp_path / "backup.mrd").exists()


def test_what_was_cut_off_beside_the_name_is_not_played_into_the_copy(lab, tmp_path):
    (tmp_path / "backup.mrd-journal").write_bytes(b"half a page")

    with pytest.raises(InvalidInputError, match="not closed properly"):
        back_up(lab.database, tmp_path / "backup.mrd")


def test_a_viewer_of_an_older_file_copies_it_as_it_lies(tmp_path):
    path = old_store(tmp_path, 1)
    copy = tmp_path / "backup.mrd"

    with open_store(path, key_folder=tmp_path, read_only=True) as database:
        back_up(database, copy)

    with closing(connect(copy)) as connection:
        assert connection.execute("PRAGMA user_version").fetchone() == (1,)
    with open_store(copy, key_folder=tmp_path, read_only=True) as database:
        assert verify(database).findings == ()
