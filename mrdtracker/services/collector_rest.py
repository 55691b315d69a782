"""Lets Python's garbage collector rest while a table becomes millions of objects that all stay."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def collector_rests() -> Iterator[None]:
    """Look for no unreachable objects inside.

    While a table is read nearly everything that is made stays, and the collector walks through
    all of it again and again: a fourth of the time for 200 000 results. Whatever became
    unreachable meanwhile is found afterwards.
    """
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()
