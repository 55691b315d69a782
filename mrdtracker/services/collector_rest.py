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
def collector_rests(*, all_stays: bool = False) -> Iterator[None]:
    """Look for no unreachable objects inside, in whatever thread.

    While a table is read nearly everything that is made stays, and the collector walks through
    all of it again and again: a fourth of the time for 200 000 results. Whatever became
    unreachable meanwhile is found afterwards.

    Args:
        all_stays: What is made inside is kept, as ``look_no_more`` says.
    """
    with _REST.lock:
        if not _REST.count:
            _REST.was_enabled = gc.isenabled()
            gc.disable()
        _REST.count += 1
    try:
        yield
    finally:
        if all_stays:
            look_no_more()
        with _REST.lock:
            _REST.count -= 1
            if not _REST.count and _REST.was_enabled:
                gc.enable()


def look_no_more() -> None:
    """Let the collector never again walk through what is alive now.

    Each of its looks at everything walks through the modules (0.08 s, in which a window stands
    still) and through a list of 100 000 children (0.4 s). What is no longer referred to is freed
    all the same; only objects that refer to each other in a circle stay for good, so this is for
    the few moments after something large was made: not for what a person does often.
    """
    gc.freeze()
