"""What holds for every test: no window, no network, no user's files, no dialog left open."""

import atexit
import gc
import logging
import os
import shutil
import socket
import sys
import tempfile
import threading
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path

import pytest
from hypothesis import settings

from mrdtracker import logs

SECONDS_A_DIALOG_MAY_WAIT = 5
SECONDS_A_THREAD_MAY_TAKE_TO_END = 5
ROOM_BYTES = 2 * 2**30


def _write_in_memory() -> None:
    """Keep files in memory where there is room: thousands of stores would wait for the disk."""
    memory = Path("/dev/shm")  # noqa: S108 - each test has its own folder below
    is_usable = memory.is_dir() and os.access(memory, os.W_OK | os.X_OK)
    if "TMPDIR" not in os.environ and is_usable and shutil.disk_usage(memory).free > ROOM_BYTES:
        os.environ["TMPDIR"] = str(memory)
        tempfile.tempdir = None  # found anew


def _isolate_from_the_user() -> None:
    """Point every folder of the user to a temporary one, before anything looks them up."""
    home = Path(tempfile.mkdtemp(prefix="mrdtracker-tests-"))
    atexit.register(shutil.rmtree, home, ignore_errors=True)
    folders = {
        "HOME": home,
        "XDG_CACHE_HOME": home / "cache",
        "XDG_CONFIG_HOME": home / "config",
        "XDG_DATA_HOME": home / "data",
        "XDG_RUNTIME_DIR": home / "run",
        "XDG_STATE_HOME": home / "state",
        # Kept between runs, with the environment: making matplotlib's list of fonts takes seconds.
        "MPLCONFIGDIR": Path(sys.prefix) / "matplotlib",
    }
    for variable, folder in folders.items():
        folder.mkdir(mode=0o700, exist_ok=True)
        os.environ[variable] = str(folder)
    os.environ.pop("XDG_DATA_DIRS", None)
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


_write_in_memory()
_isolate_from_the_user()
settings.register_profile(
    "house", deadline=None, database=None, derandomize="CI" in os.environ, print_blob=True
)
settings.load_profile("house")


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The project's shared folder of files from laboratories and instruments."""
    folder = Path(__file__).parents[2] / "shared" / "data" / "fixtures"
    if not folder.is_dir():
        pytest.skip("the shared data folder is not on this machine")
    return folder


@pytest.fixture(autouse=True)
def collector_sees_all() -> Iterator[None]:
    """Undo what a program that runs for a day may do: thousands of windows are made in a run."""
    yield
    gc.unfreeze()


@pytest.fixture(autouse=True)
def own_log_closed() -> Iterator[None]:
    """Leave no log of ours behind: its folder goes, and a later line would find none."""
    root, ours = logging.getLogger(), logging.getLogger("mrdtracker")
    levels = root.level, ours.level
    yield
    logs.log_to_none()
    root.setLevel(levels[0])
    ours.setLevel(levels[1])


@pytest.fixture(scope="session")
def packs_of_commands() -> object:
    """The bundled packs for commands in English: a pack keeps the words that it said once."""
    from mrdtracker.services.rulebook import RuleBook

    return RuleBook()


@pytest.fixture
def packs_loaded_once(monkeypatch: pytest.MonkeyPatch, packs_of_commands: object) -> None:
    """Let every command answer by the same packs: each would load them for itself."""
    from mrdtracker.cli import assess_commands
    from mrdtracker.services import workspace

    for module in (assess_commands, workspace):
        monkeypatch.setattr(module, "RuleBook", lambda: packs_of_commands)


class NetworkUsedError(Exception):
    """A test, or the code under it, tried to reach the network."""


@pytest.fixture(scope="session", autouse=True)
def no_network() -> Iterator[None]:
    """Refuse every connection and look-up that is not a file's socket."""
    connect = socket.socket.connect

    def connect_to_files_only(self: socket.socket, address: object) -> None:
        if self.family != getattr(socket, "AF_UNIX", None):
            raise NetworkUsedError(address)
        connect(self, address)  # type: ignore[arg-type]

    def refuse(*asked: object, **_options: object) -> None:
        raise NetworkUsedError(asked)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket.socket, "connect", connect_to_files_only)
        patch.setattr(socket.socket, "connect_ex", connect_to_files_only)
        patch.setattr(socket, "getaddrinfo", refuse)
        yield


@contextmanager
def no_dialog_left_open() -> Iterator[None]:
    """Close a dialog or menu that nobody answers, which would hang the run, and fail the test."""
    widgets = sys.modules.get("PySide6.QtWidgets")
    if widgets is None or widgets.QApplication.instance() is None:
        yield
        return
    from PySide6.QtCore import QTimer

    closed: list[str] = []
    waited: dict[object, int] = {}

    def look() -> None:
        widget = (
            widgets.QApplication.activeModalWidget() or widgets.QApplication.activePopupWidget()
        )
        seconds = waited.get(widget, 0) + 1
        waited.clear()
        waited[widget] = seconds
        if widget is not None and seconds > SECONDS_A_DIALOG_MAY_WAIT:
            closed.append(f"{type(widget).__name__} {widget.windowTitle()!r}")
            if isinstance(widget, widgets.QDialog):
                widget.done(0)  # reject would ask whether to lose what was typed, and ask for ever
            else:
                widget.close()

    timer = QTimer(interval=1000)
    timer.timeout.connect(look)
    timer.start()
    try:
        yield
    finally:
        timer.stop()
    if closed:
        pytest.fail(f"nobody answered: {', '.join(closed)}")


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Generator[None, object, object]:
    """Look for no garbage among 14 000 tests while they are collected: all of them stay."""
    gc.disable()
    try:
        return (yield)
    finally:
        gc.enable()


@pytest.hookimpl(trylast=True)  # after those that nobody asked for were left out
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Let every worker begin with its share of the long tests, so that none ends alone with them.

    A worker is given as many tests that follow each other as any other worker, and steals later.
    """
    workers = getattr(config, "workerinput", {}).get("workercount", 1)
    long = [one for one in items if one.get_closest_marker("long")]
    others = iter([one for one in items if not one.get_closest_marker("long")])
    dealt: list[pytest.Item] = []
    for place in range(workers):
        share = (len(items) - len(dealt)) // (workers - place)
        first = long[place::workers]
        dealt += [*first, *islice(others, max(share - len(first), 0))]
    items[:] = [*dealt, *others]


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call() -> Generator[None, object, object]:
    """Watch the test itself."""
    with no_dialog_left_open():
        return (yield)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown() -> Generator[None, object, object]:
    """Watch the closing of windows, and see that no thread outlives its test."""
    with no_dialog_left_open():
        outcome = yield
    left = [one for one in threading.enumerate() if _is_left_behind(one)]
    if left:
        pytest.fail(f"threads outlive the test: {left}")
    _wait_for_thread_pool()
    return outcome


def pytest_sessionfinish() -> None:
    """Empty the clipboard: Qt's offscreen one outlives Python, and what Python put on it."""
    gui = sys.modules.get("PySide6.QtGui")
    if gui is not None and gui.QGuiApplication.instance() is not None:
        gui.QGuiApplication.clipboard().clear()


def _is_left_behind(thread: threading.Thread) -> bool:
    if thread is threading.main_thread() or thread.daemon:
        return False
    thread.join(SECONDS_A_THREAD_MAY_TAKE_TO_END)
    return thread.is_alive()


def _wait_for_thread_pool() -> None:
    core = sys.modules.get("PySide6.QtCore")
    if core is None or core.QCoreApplication.instance() is None:
        return
    if not core.QThreadPool.globalInstance().waitForDone(SECONDS_A_THREAD_MAY_TAKE_TO_END * 1000):
        pytest.fail("work in Qt's thread pool outlives the test")
