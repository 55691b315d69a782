"""Opening what must not be opened, and being somebody who may not."""

import os
from contextlib import contextmanager

import pytest

from mrdtracker.domain.errors import StoreError
from mrdtracker.store.database import open_store

NOBODY = 65534


@contextmanager
def somebody_without_rights():
    """Work as a user who may not write; as root nothing is ever forbidden."""
    is_root = os.geteuid() == 0
    if is_root:
        os.seteuid(NOBODY)
    try:
        yield
    finally:
        if is_root:
            os.seteuid(0)


def refusal(path, keys=None, **more) -> StoreError:
    with pytest.raises(StoreError) as caught:
        open_store(path, key_folder=keys or path.parent / "keys", **more)
    assert caught.value.hint
    return caught.value
