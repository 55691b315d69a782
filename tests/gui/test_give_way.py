import sys
import threading
import time

import pytest
from PySide6.QtCore import QObject

from mrdtracker.gui import give_way
from mrdtracker.gui.give_way import Pulse, imports_give_way

pytestmark = pytest.mark.usefixtures("qapp")


@pytest.fixture
def pulse():
    owner = QObject()
    made = Pulse(owner)
    yield made
    made.stop()
    owner.deleteLater()


def is_kept_back(pulse, monkeypatch, late_s):
    """Whether another thread stands back for the longest time while no event is handled here."""
    monkeypatch.setattr(give_way, "LATE_S", late_s)
    monkeypatch.setattr(give_way, "LONGEST_WAIT_S", 1.0)
    taken = []

    def ask():
        started = time.monotonic()
        pulse.wait_for_turn()
        taken.append(time.monotonic() - started)

    thread = threading.Thread(target=ask)
    thread.start()
    thread.join()
    return taken[0] >= give_way.LONGEST_WAIT_S


def test_a_window_at_work_goes_first_but_not_for_ever(pulse, monkeypatch):
    pulse.start()

    assert is_kept_back(pulse, monkeypatch, late_s=-1.0)


def test_a_window_at_rest_lets_the_thread_go_on(pulse, monkeypatch):
    pulse.start()

    assert not is_kept_back(pulse, monkeypatch, late_s=60.0)


def test_a_beat_in_the_event_loop_shows_a_window_at_rest(pulse, qtbot, monkeypatch):
    pulse.start()
    before = pulse.last_beat

    qtbot.waitUntil(lambda: pulse.last_beat > before)

    assert not is_kept_back(pulse, monkeypatch, late_s=60.0)


def test_after_the_last_beat_nobody_waits_until_it_beats_again(pulse, monkeypatch):
    pulse.start()
    pulse.stop()
    assert not is_kept_back(pulse, monkeypatch, late_s=-1.0)

    pulse.start()
    assert is_kept_back(pulse, monkeypatch, late_s=-1.0)


def test_only_the_imports_of_the_own_thread_wait(tmp_path, pulse, monkeypatch):
    (tmp_path / "giving_way.py").write_text("here = True\n")
    (tmp_path / "this_way_too.py").touch()
    monkeypatch.syspath_prepend(str(tmp_path))
    asked = []
    monkeypatch.setattr(pulse, "wait_for_turn", lambda: asked.append(threading.get_ident()))
    before = list(sys.meta_path)

    def import_another():
        import this_way_too  # noqa: F401

    with imports_give_way(pulse):
        other = threading.Thread(target=import_another)
        other.start()
        other.join()
        import giving_way

    assert giving_way.here
    assert "this_way_too" in sys.modules

    assert set(asked) == {threading.get_ident()}
    assert sys.meta_path == before
