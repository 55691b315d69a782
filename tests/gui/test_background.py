import threading

import pytest
from PySide6.QtCore import QObject

from mrdtracker.gui.background import BackgroundTask

pytestmark = pytest.mark.usefixtures("qapp")


@pytest.fixture
def owner():
    return QObject()


def test_the_result_arrives_on_the_gui_thread(qtbot, owner):
    task = BackgroundTask(lambda _progress: threading.current_thread().name, owner)
    told = []
    task.succeeded.connect(lambda result: told.append((result, threading.current_thread())))

    with qtbot.waitSignal(task.succeeded):
        task.start()

    assert told == [("background task", threading.main_thread())]
    assert not task.is_running


def test_a_failure_arrives_as_the_exception(qtbot, owner):
    def fail(_progress):
        raise ValueError("bad")

    task = BackgroundTask(fail, owner)

    with qtbot.waitSignal(task.failed) as failed:
        task.start()

    assert isinstance(failed.args[0], ValueError)


def test_progress_arrives_as_it_goes(qtbot, owner):
    go_on = threading.Event()

    def work(progress):
        progress.report(3, 10)
        go_on.wait(5)

    task = BackgroundTask(work, owner)
    with qtbot.waitSignal(task.progressed) as progressed:
        task.start()
    with qtbot.waitSignal(task.succeeded):
        go_on.set()

    assert progressed.args == [3, 10]


def test_cancelled_work_says_so_and_nothing_else(qtbot, owner):
    started = threading.Event()
    go_on = threading.Event()

    def work(progress):
        started.set()
        go_on.wait(5)
        progress.stop_if_cancelled()

    task = BackgroundTask(work, owner)
    task.start()
    started.wait(5)
    with qtbot.waitSignal(task.cancelled), qtbot.assertNotEmitted(task.succeeded):
        task.cancel()
        go_on.set()


def test_a_cancel_that_comes_too_late_is_a_success(qtbot, owner):
    task = BackgroundTask(lambda _progress: 7, owner)
    task.cancel()

    with qtbot.waitSignal(task.succeeded) as succeeded:
        task.start()

    assert succeeded.args == [7]


def test_an_owner_that_is_deleted_hears_nothing(qtbot, owner):
    go_on = threading.Event()
    heard = []
    task = BackgroundTask(lambda _progress: go_on.wait(5), owner)
    task.succeeded.connect(heard.append)
    thread = task._thread
    task.start()

    from shiboken6 import delete

    delete(owner)
    go_on.set()
    thread.join(5)
    qtbot.wait(1)

    assert heard == []


def test_waiting_ends_the_thread_and_tells_nobody(qtbot, owner):
    task = BackgroundTask(lambda _progress: 7, owner)
    task.start()

    with qtbot.assertNotEmitted(task.succeeded):
        task.wait()

    assert not task.is_running
