import pytest

from mrdtracker.store.entry_check import is_as_written, parts_of
from tests.builders import a_patient, a_sample


def test_an_entry_is_what_was_written(lab):
    lab.put(a_patient(), a_sample())
    lab.put(a_patient(2))

    assert [is_as_written(lab.database, seq) for seq in (1, 2, 3)] == [True, True, False]
    assert [part.table for part in parts_of(lab.database, 1)] == ["patient", "sample"]


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE journal_change SET after = replace(after, 'S-0001', 'S-0002') WHERE seq = 1",
        "UPDATE journal SET actor = 'Lee' WHERE seq = 1",
        "UPDATE journal SET change_digest = hmac WHERE seq = 1",
        "DELETE FROM journal_change WHERE seq = 1 AND table_name = 'sample'",
        "DELETE FROM journal_patient WHERE seq = 1",
    ],
)
def test_what_was_changed_since_is_seen_in_its_entry_alone(lab, change):
    lab.put(a_patient(), a_sample())
    lab.put(a_patient(2))
    with lab.shell() as connection:
        connection.execute(change)
    lab.open()

    assert [is_as_written(lab.database, seq) for seq in (1, 2)] == [False, True]


def test_without_its_key_an_entry_is_held_against_its_digest(lab):
    lab.put(a_patient())
    lab.close()
    for key in lab.keys.iterdir():
        key.unlink()
    lab.open(read_only=True)

    assert is_as_written(lab.database, 1)
