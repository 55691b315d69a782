"""Has pages set in a process of its own, which is stopped when it takes too long."""

from __future__ import annotations

import logging
import os
import subprocess
import sys
import threading
import time
from pathlib import Path
from tempfile import TemporaryDirectory

import mrdtracker
from mrdtracker.progress import Progress
from mrdtracker.services import typesetting_process
from mrdtracker.services.typesetting import FaultKind, Typesetting, TypesettingError
from mrdtracker.services.typesetting_process import Ending, Limits, Request, read_answer

log = logging.getLogger(__name__)

# A program that was put into one file has no ``-m``; its own start knows this word.
SET_PAGES = "--set-pages"
_LISTEN_EVERY_S = 0.05
# A port on which nothing listens: what a template asks of the network fails at once.
_NO_NETWORK = "http://127.0.0.1:9"
_PROXIES = ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "http_proxy", "https_proxy", "all_proxy")
_NO_EXCEPTIONS = dict.fromkeys(("NO_PROXY", "no_proxy"), "")


def set_pages_apart(
    asked: Typesetting, own_fonts: tuple[Path, ...], limits: Limits, progress: Progress
) -> tuple[bytes, ...]:
    """Set pages as ``set_pages`` does, by a template that may do anything.

    Args:
        asked: What is to be set.
        own_fonts: Folders of ``asked.fonts`` that are not the program's.
        limits: How much it may take.
        progress: Is asked whether to go on, twenty times a second.

    Raises:
        TypesettingError: It cannot be used, or took too much.
        Cancelled: Somebody stopped it; nothing goes on.
    """
    with TemporaryDirectory(prefix="mrdtracker-pages-") as room:
        wanted = Request(asked, own_fonts, limits, Path(room).resolve())
        return _answered(wanted, progress)


def _answered(wanted: Request, progress: Progress) -> tuple[bytes, ...]:
    deadline = time.monotonic() + wanted.limits.seconds
    heard: list[tuple[bytes, bytes]] = []
    with _process() as process:
        # Beside this one: what is longer than a pipe holds is not asked for twice.
        talk = threading.Thread(
            target=lambda: heard.append(process.communicate(wanted.written())),
            name="setting pages",
        )
        talk.start()
        try:
            while talk.is_alive():
                progress.stop_if_cancelled()
                if time.monotonic() > deadline:
                    raise TypesettingError(FaultKind.TIME)
                talk.join(_LISTEN_EVERY_S)
        finally:
            process.kill()
            talk.join()
    if process.returncode == Ending.MEMORY:
        raise TypesettingError(FaultKind.MEMORY)
    ((answered, told),) = heard
    if process.returncode != 0:
        last = told.decode("utf-8", "replace").strip().rpartition("\n")[2]
        log.error("the process that sets pages ended with %s: %s", process.returncode, last)
        raise TypesettingError(FaultKind.BROKEN)
    return read_answer(answered)


def process_words(*, is_frozen: bool) -> tuple[str, ...]:
    """Return the command that starts the process.

    Args:
        is_frozen: Whether the program was put into one file with its Python.
    """
    if is_frozen:
        return sys.executable, SET_PAGES
    return sys.executable, "-m", typesetting_process.__name__


def _process() -> subprocess.Popen[bytes]:
    return subprocess.Popen(  # noqa: S603 - our own interpreter and module
        process_words(is_frozen=getattr(sys, "frozen", False)),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        # From here Python finds the package, installed or not.
        cwd=Path(mrdtracker.__file__).parents[1],
        env={**os.environ, **dict.fromkeys(_PROXIES, _NO_NETWORK), **_NO_EXCEPTIONS},
        # Windows would open a black window for a moment.
        creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
    )
