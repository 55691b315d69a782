"""Lets Python's garbage collector rest while a table becomes millions of objects that all stay."""

from __future__ import annotations

import gc
import threading
from collections.abc import Iterator
from contextlib import contextmanager


class _Rest:
    """Who lets the collector rest now: it is one for all threads, so whoever leaves last wakes it.

    Attributes:
        count: How many let it rest.
        was_enabled: Whether it worked before the first of them.
    """

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.count = 0
        self.was_enabled = False


_REST = _Rest()


@contextmanager
def collector_rests() -> Iterator[None]:
    """Look for no unreachable objects inside, in whatever thread.

    While a table is read nearly everything that is made stays, and the collector walks through
    all of it again and again: a fourth of the time for 200 000 results. Whatever became
    unreachable meanwhile is found afterwards.
    """
    with _REST.lock:
        if not _REST.count:
            _REST.was_enabled = gc.isenabled()
            gc.disable()
        _REST.count += 1
    try:
        yield
    finally:
        with _REST.lock:
            _REST.count -= 1
            if not _REST.count and _REST.was_enabled:
                gc.enable()
