"""Opens an older file and is killed at the n-th statement, or may only write so many bytes.

``python -m tests.store.upgrade_child FOLDER kill 12`` · ``… FOLDER limit 90000``
"""

from __future__ import annotations

import os
import resource
import signal
import sys
from itertools import count
from pathlib import Path

from mrdtracker.domain.errors import StoreError
from mrdtracker.store import database as opening


def killed_at(number: int) -> None:
    """Let the connection kill this program when it begins its n-th statement."""
    connect, statements = opening._connect, count(1)

    def watched(path, mode):
        connection = connect(path, mode)
        if mode == "rw":
            # Small, so that pages reach the file before COMMIT and a kill leaves work to undo.
            connection.execute("PRAGMA cache_size = 2")
            connection.set_trace_callback(
                lambda _text: next(statements) == number and os.kill(os.getpid(), signal.SIGKILL)
            )
        return connection

    opening._connect = watched


def main(folder: Path, word: str, number: int) -> int:
    if word == "kill":
        killed_at(number)
    else:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (number, number))
    try:
        opening.open_store(folder / "lab.mrd", key_folder=folder).close()
    except StoreError as error:
        sys.stdout.write(f"{error.message}\n")
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])))
