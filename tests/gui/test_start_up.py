import threading

import pytest

from mrdtracker.domain.errors import StoreError
from mrdtracker.gui.start_up import Wish, open_workspace
from tests.gui.desk import NOW


def clock():
    return NOW


def test_a_store_is_opened_in_a_thread_and_used_on_another(tmp_path):
    opened = []
    wish = Wish(tmp_path / "practice.mrd", is_demo=True, user="Ben")

    thread = threading.Thread(target=lambda: opened.append(open_workspace(wish, clock)))
    thread.start()
    thread.join()

    with opened[0] as workspace:
        assert workspace.counts().patients == 16
        assert workspace.user == "Ben"


def test_the_practice_store_is_made_once(tmp_path):
    wish = Wish(tmp_path / "practice.mrd", is_demo=True)
    open_workspace(wish, clock).close()
    size = wish.path.stat().st_size

    with open_workspace(wish, clock) as again:
        assert again.counts().patients == 16
    assert wish.path.stat().st_size == size


def test_a_named_store_that_is_not_there_is_not_made(tmp_path):
    with pytest.raises(StoreError) as refused:
        open_workspace(Wish(tmp_path / "typo.mrd"), clock)

    assert refused.value.hint
    assert not (tmp_path / "typo.mrd").exists()
