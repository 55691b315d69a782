import stat

import pytest

from mrdtracker.store.keys import KEY_BYTES, KeyFolder

STORE = "0123456789abcdef" * 2


def test_a_key_is_for_this_user_only_and_comes_back(tmp_path):
    keys = KeyFolder(tmp_path / "keys", STORE)

    key = keys.make(1)

    assert len(key) == KEY_BYTES
    assert keys.read(1) == key
    assert stat.S_IMODE(keys.file(1).stat().st_mode) == 0o600
    assert stat.S_IMODE(keys.folder.stat().st_mode) == 0o700
    assert keys.file(1).name == f"{STORE}.key"


def test_a_second_key_leaves_the_name_of_the_first(tmp_path):
    keys = KeyFolder(tmp_path, STORE)
    first = keys.make(1)
    second = keys.make(2)

    assert first != second
    assert keys.file(2).name == f"{STORE}.2.key"
    assert keys.read(1) == first


def test_a_key_is_never_overwritten(tmp_path):
    keys = KeyFolder(tmp_path, STORE)
    keys.make(1)

    with pytest.raises(FileExistsError):
        keys.make(1)


def test_a_missing_or_cut_key_is_no_key(tmp_path):
    keys = KeyFolder(tmp_path, STORE)

    assert keys.read(1) is None
    keys.file(1).write_bytes(b"short")
    assert keys.read(1) is None


@pytest.mark.parametrize(
    "store", ["", "../../etc/passwd", STORE.upper(), STORE + "0", STORE + "\n"]
)
def test_a_store_cannot_name_a_path(tmp_path, store):
    with pytest.raises(ValueError, match="32 hexadecimal"):
        KeyFolder(tmp_path, store)
