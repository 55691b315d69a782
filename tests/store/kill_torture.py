"""Kills a writing program again and again, and looks for what it had promised.

One file lives through all trials, so that damage would add up. Every trial forks a child that
opens the store and writes through the ledger; only after a write has returned it says number and
seal of the entry through a pipe: that is acknowledged. The parent kills it at a random moment,
opens the file and counts what is missing. ``python -m tests.store.kill_torture FOLDER 10000 1``

With the word ``early`` the child promises before it writes. That control must lose something, or
the kills fall between the writes and prove nothing.
"""

from __future__ import annotations

import json
import os
import random
import select
import signal
import sqlite3
import sys
import time
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from mrdtracker.domain.records import PatientSummary, Record, RecordStatus
from mrdtracker.store.database import create_store, is_left_in_transaction, open_store
from mrdtracker.store.ledger import Ledger
from mrdtracker.store.queries import Queries
from mrdtracker.store.verify import verify
from tests.builders import StoppedClock, a_measurement, a_patient, a_sample

SHORTEST_SPAN, LONGEST_SPAN = 0.02, 0.25
IMPORTED_PATIENTS = 150
VERIFIED_EVERY = 20
COUNTS = (
    "trials", "killed_before_a_write", "acknowledged", "lost", "torn", "over_one", "damaged",
    "failed_children", "hot", "committed_but_not_acknowledged", "entries", "records",
)  # fmt: skip


def acts(trial: int) -> Iterator[tuple[str, list[Record]]]:
    """Yield small saves, amendments, voids and imports without end, all new in every trial."""
    number = trial * 1_000_000
    while True:
        number += 1000
        one = a_patient(number, code=f"S-{number}")
        sample, result = a_sample(number, patient=number), a_measurement(number, sample=number)
        yield "Add patient", [one, sample, result]
        result = a_measurement(number, sample=number, note="typed again", version=2)
        yield "Amend result", [result]
        yield (
            "Void result",
            [a_measurement(number, sample=number, status=RecordStatus.VOIDED, version=3)],
        )
        numbers = range(number + 1, number + 1 + IMPORTED_PATIENTS)
        yield (
            "Import",
            [
                record
                for n in numbers
                for record in (
                    a_patient(n, code=f"S-{n}", name="Kim Lee"),
                    a_sample(n, patient=n),
                    a_measurement(n, sample=n),
                )
            ],
        )


def write_without_end(path: Path, keys: Path, trial: int, pipe: int, *, early: bool) -> None:
    """Be the program: open, write, acknowledge; never returns by itself."""
    database = open_store(path, key_folder=keys)
    # Small, so that pages reach the file before COMMIT and a kill leaves work to undo.
    database.db.conn.execute("PRAGMA cache_size = 20")
    ledger = Ledger(database, StoppedClock())
    seq = Queries(database).head_seq()
    os.write(pipe, b"ready\n")
    for label, puts in acts(trial):
        if early:
            os.write(pipe, f"{seq + 1} -\n".encode())
        entry = ledger.write(actor="Kim", label=label, puts=puts)
        seq = entry.seq
        if not early:
            os.write(pipe, f"{seq} {entry.head}\n".encode())
        if label == "Import":
            ledger.save_summaries({puts[0].id: PatientSummary(level="high", flags=("M1",))})


def killed_child(path: Path, keys: Path, trial: int, delay: float, *, early: bool) -> list[str]:
    """Let a child write for a while, kill it, and return the lines it said."""
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            os.close(reader)
            write_without_end(path, keys, trial, writer, early=early)
        except BaseException as error:  # noqa: BLE001 - whatever it is, the parent must hear of it
            os.write(writer, f"error {error!r}\n".encode())
        finally:
            os._exit(1)
    os.close(writer)
    said = b""
    while b"\n" not in said and (piece := os.read(reader, 65536)):
        said += piece
    end = time.monotonic() + delay
    while (left := end - time.monotonic()) > 0:
        if select.select([reader], [], [], left)[0]:
            piece = os.read(reader, 65536)
            if not piece:
                break
            said += piece
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    while piece := os.read(reader, 65536):
        said += piece
    os.close(reader)
    # A line without its end was not said.
    return said.decode().split("\n")[:-1]


def seconds_of_some_writes(path: Path, keys: Path) -> tuple[float, int]:
    """Return a span in which this disk can do one of each act, and the entries that took."""
    begin = time.monotonic()
    with open_store(path, key_folder=keys) as database:
        ledger = Ledger(database, StoppedClock())
        for label, puts in islice(acts(0), 4):
            ledger.write(actor="Kim", label=label, puts=puts)
        seq = Queries(database).head_seq()
    return min(max(time.monotonic() - begin, SHORTEST_SPAN), LONGEST_SPAN), seq


def torture(folder: Path, trials: int, seed: int, *, early: bool) -> dict[str, object]:
    """Run the trials and count; ``lost``, ``torn``, ``over_one`` and ``damaged`` must stay 0."""
    chance = random.Random(seed)  # noqa: S311 - no secret
    path, keys = folder / "lab.mrd", folder / "keys"
    create_store(path, key_folder=keys).close()
    counts = dict.fromkeys(COUNTS, 0)
    span, known = seconds_of_some_writes(path, keys)
    errors: list[str] = []
    for trial in range(1, trials + 1):
        delay = chance.random() * span
        said = killed_child(path, keys, trial, delay, early=early)
        promised = [line.split(" ") for line in said if line[0].isdigit()]
        errors += [line for line in said if line.startswith("error")]
        counts["trials"] += 1
        counts["killed_before_a_write"] += not promised
        # The disk of a busy machine is slow now and quick later: stay within the writes.
        span = min(max(span * (0.95 if promised else 1.15), SHORTEST_SPAN), LONGEST_SPAN)
        counts["acknowledged"] += len(promised)
        counts["hot"] += is_left_in_transaction(path)
        is_thorough = trial % VERIFIED_EVERY == 0 or trial == trials
        with open_store(path, key_folder=keys) as database:
            rows = database.rows("SELECT seq, hmac FROM journal WHERE seq > ?", (known,))
            kept = {str(seq): str(seal) for seq, seal in rows}
            lost = [
                seq
                for seq, seal in promised
                # A promise that was made too early cannot name the seal.
                if seq not in kept or (kept[seq] != seal and not early)
            ]
            more = len(kept) - len(promised) + len(lost)
            counts["lost"] += len(lost)
            counts["committed_but_not_acknowledged"] += more > 0
            counts["over_one"] += more > 1
            counts["torn"] += _is_torn(database, known)
            is_damaged = bool(database.read_only_reason)
            if is_thorough:
                report = verify(database)
                is_damaged |= bool(report.findings)
                counts |= {"entries": report.entries, "records": report.records}
            counts["damaged"] += is_damaged
            known += len(kept)
    counts["failed_children"] = len(errors)
    return {
        **counts,
        "errors": errors[:3],
        "seed": seed,
        "early": early,
        "sqlite": sqlite3.sqlite_version,
    }


def _is_torn(database, known: int) -> bool:
    """Hold the newest entries against the rows: both, or neither."""
    queries = Queries(database)
    written: dict[tuple[type, str], Record] = {}
    for entry in queries.journal(limit=10):
        if entry.seq <= known:
            break
        for change in queries.journal_changes(entry.seq):
            written.setdefault((type(change.after), change.after.id), change.after)
    stored = [queries.record(kind, id_) for kind, id_ in list(written)[:50]]
    is_other = stored != list(written.values())[:50]
    rows = database.rows(
        "SELECT (SELECT count(*) FROM patient) + (SELECT count(*) FROM sample)"
        " + (SELECT count(*) FROM measurement),"
        " (SELECT sum(record_count) FROM journal)"
        " - (SELECT count(*) FROM journal WHERE label IN ('Amend result', 'Void result')),"
        " (SELECT count(*) FROM patient_search_docsize), (SELECT count(*) FROM patient)"
    )
    records, journalled, indexed, patients = rows[0]
    return is_other or records != (journalled or 0) or indexed != patients


if __name__ == "__main__":
    target, trials, seed, *words = sys.argv[1:]
    answer = torture(Path(target), int(trials), int(seed), early="early" in words)
    sys.stdout.write(json.dumps(answer) + "\n")
