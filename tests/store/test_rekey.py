import pytest

from mrdtracker.domain.errors import InvalidInputError, StoreError
from mrdtracker.store.rekey import replace_key
from mrdtracker.store.verify import verify
from tests.builders import a_patient


@pytest.fixture
def keyless(lab):
    """A store whose key was lost; ``lab.lost`` holds it."""
    lab.put(a_patient(1), label="One")
    lab.put(a_patient(2), label="Two")
    key = next(lab.keys.iterdir())
    lab.lost = key.read_bytes()
    key.unlink()
    lab.open()
    return lab


def renew(lab):
    return replace_key(lab.database, lab.clock, actor="Kim", reason="The PC died.")


def test_a_new_key_lets_work_go_on_and_says_so(keyless):
    entry = renew(keyless)

    assert (entry.seq, entry.label) == (3, "Start a new key")
    assert entry.reason.startswith("The PC died. (older entries: ")
    assert keyless.database.read_only_reason == ""
    keyless.put(a_patient(3))
    keyless.open()
    assert keyless.database.read_only_reason == ""
    assert keyless.database.key_number == 2
    report = verify(keyless.database)
    assert report.findings == ()
    assert report.notes == (
        "The seals of 2 entries were not checked, because key 1 is missing; order and "
        "contents were.",
    )


def test_a_found_key_can_be_put_back(keyless):
    renew(keyless)

    keyless.database.keys.file(1).write_bytes(keyless.lost)

    assert verify(keyless.database).findings == ()
    assert verify(keyless.database).notes == ()


def test_a_key_put_back_in_time_needs_no_new_one(keyless):
    keyless.database.keys.file(1).write_bytes(keyless.lost)
    keyless.open()

    assert keyless.database.read_only_reason == ""
    with pytest.raises(InvalidInputError, match="does not miss its key"):
        renew(keyless)


def test_entries_of_a_lost_key_cannot_be_changed_after_that(keyless):
    renew(keyless)
    with keyless.shell() as connection:
        connection.execute("UPDATE journal SET actor = 'Lee' WHERE seq = 1")
    keyless.open()

    assert "Journal entry 3 has a key that nobody started." in verify(keyless.database).findings


def test_a_second_loss_is_survived_too(keyless):
    renew(keyless)
    keyless.database.keys.file(2).unlink()
    keyless.open()

    renew(keyless)

    assert keyless.database.key_number == 3
    report = verify(keyless.database)
    assert report.findings == ()
    assert len(report.notes) == 2


def test_a_new_key_needs_a_reason(keyless):
    with pytest.raises(InvalidInputError, match="needs a reason"):
        replace_key(keyless.database, keyless.clock, actor="Kim", reason=" ")


def test_a_viewer_gets_no_new_key(keyless):
    keyless.open(read_only=True)

    with pytest.raises(InvalidInputError, match="does not miss its key"):
        renew(keyless)


def test_a_changed_structure_gets_no_new_key(keyless):
    keyless.database.make_writable()
    keyless.database.db.conn.execute("DROP TRIGGER sample_is_never_deleted")
    keyless.open()

    with pytest.raises(StoreError, match="is not the program's"):
        renew(keyless)


def test_a_key_folder_that_cannot_be_written_says_so(keyless):
    keyless.database.keys.file(2).touch()

    with pytest.raises(StoreError, match="The new key cannot be written"):
        renew(keyless)

    assert keyless.database.is_read_only
