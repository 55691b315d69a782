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


def waited(pulse):
    """Seconds that another thread stands back while this one does not return to its events."""
    taken = []

    def ask():
        started = time.monotonic()
        pulse.wait_for_turn()
        taken.append(time.monotonic() - started)

    thread = threading.Thread(target=ask)
    thread.start()
    thread.join()
    return taken[0]


def a_busy_moment():
    until = time.monotonic() + 3 * give_way.LATE_S
    while time.monotonic() < until:
        pass


def test_a_window_at_work_goes_first_but_not_for_ever(pulse):
    pulse.start()
    a_busy_moment()

    assert waited(pulse) >= give_way.LONGEST_WAIT_S


def test_a_window_at_rest_lets_the_thread_go_on(pulse):
    pulse.start()

    assert waited(pulse) < give_way.LONGEST_WAIT_S


def test_after_the_last_beat_nobody_waits(pulse):
    pulse.start()
    a_busy_moment()
    pulse.stop()

    assert waited(pulse) < give_way.LONGEST_WAIT_S


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
