"""The check of a whole file: pages, references, chain, and every row against the journal.

SQLite's own check sees a third of the harmful one-bit changes; the chain with the state replayed
from it sees the rest. Any exception in a check is damage, not a crash.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import datetime
from itertools import groupby

from mrdtracker.domain.plurals import counted
from mrdtracker.domain.records import VerifyReport
from mrdtracker.progress import Cancelled, NoProgress, Progress
from mrdtracker.store import health
from mrdtracker.store.chain import Cell, JournalDigest, Part, Row, digest_of, seal_of
from mrdtracker.store.codec import PATIENTS, TABLES
from mrdtracker.store.connection import Database
from mrdtracker.store.report_codec import is_of_digest
from mrdtracker.store.search_text import search_key
from mrdtracker.store.statements import STATEMENTS

# More findings of one kind tell nobody more.
LISTED = 20

_PARTS = """
    SELECT part, table_name, column_names, before, after FROM journal_change
    WHERE seq = ? ORDER BY part
"""
_TOUCHED = "SELECT seq, patient_number FROM journal_patient ORDER BY seq"
_PART_PLACES = "SELECT seq, part FROM journal_change ORDER BY seq DESC, part DESC"
_PART = "SELECT table_name, column_names, after FROM journal_change WHERE seq = ? AND part = ?"
_KEYS = "SELECT number, code, name, code_key, name_key FROM patient WHERE number > ? LIMIT 5000"
_TALLY = """
    SELECT (SELECT count(*) FROM measurement WHERE status = 'active'),
        (SELECT amount FROM tally WHERE name = 'active_measurements')
"""
_PAPER_DIGESTS = "SELECT digest FROM report_paper ORDER BY digest"
_PAPER = "SELECT packed FROM report_paper WHERE digest = ?"
_LOOSE_PAPERS = """
    SELECT count(*) FROM report_paper WHERE digest NOT IN (SELECT pdf_digest FROM report)
"""
_SEARCH_CHECK = "INSERT INTO patient_search (patient_search, rank) VALUES ('integrity-check', 1)"


def verify(
    database: Database,
    clock: Callable[[], datetime] | None = None,
    progress: Progress | None = None,
) -> VerifyReport:
    """Check the whole file; changes nothing.

    Args:
        database: The open file.
        clock: Where given, the report carries the time.
        progress: Told how many journal parts are behind; asked whether to stop.

    Raises:
        Cancelled: Somebody stopped it.
    """
    check = _Check(database, progress or NoProgress())
    with database.reading():
        check.run()
    return VerifyReport(
        findings=tuple(check.findings),
        entries=check.entries,
        records=check.records,
        head=check.head,
        checked_at=clock() if clock else None,
        notes=tuple(check.notes),
    )


class _Check:
    def __init__(self, database: Database, progress: Progress) -> None:
        self.findings: list[str] = []
        self.notes: list[str] = []
        self.entries = 0
        self.records = 0
        self.head = "0:"
        self._database = database
        self._progress = progress
        self._unsealed: dict[int, int] = {}

    def run(self) -> None:
        for name, step in (
            ("pages", self._check_pages),
            ("references", self._check_references),
            ("structure", self._check_structure),
            ("journal", self._check_chain),
            ("records", self._check_state),
            ("pages of reports", self._check_papers),
            ("search keys", self._check_keys),
            ("search index", self._check_search),
            ("tally", self._check_tally),
        ):
            self._guarded(name, step)

    def _guarded(self, name: str, step: Callable[[], None]) -> None:
        """Run a step; whatever the damage makes it stumble over is a finding."""
        try:
            step()
        except Cancelled:
            raise
        except Exception as error:  # noqa: BLE001 - damage may make anything stumble
            self.findings.append(f"The {name} cannot be read to the end: {type(error).__name__}.")

    def _check_pages(self) -> None:
        connection = self._database.db.conn
        text_factory = connection.text_factory
        # The report quotes damaged text, which no text need be.
        connection.text_factory = bytes
        try:
            answers = [bytes(row[0]) for row in connection.execute("PRAGMA integrity_check")]
        finally:
            connection.text_factory = text_factory
        if answers != [b"ok"]:
            self._add("pages", [line.decode("ascii", "replace") for line in answers])

    def _check_references(self) -> None:
        rows = self._database.rows("PRAGMA foreign_key_check")
        self._add("references", [f"{row[0]} row {row[1]} lost its {row[2]}" for row in rows])

    def _check_structure(self) -> None:
        problem = health.structure_problem(self._database.db)
        if problem:
            self.findings.append(problem)

    def _check_chain(self) -> None:
        identity = health.read_identity(self._database.db)
        if identity is None:
            self.findings.append("The identity of the file does not fit itself.")
        prev = identity.genesis if identity else ""
        touched = _by_first(self._database.rows(_TOUCHED))
        older, last, key_number = JournalDigest(), 0, 1
        for sealed in health.sealed_entries(self._database.db):
            entry, seal = sealed.entry, sealed.seal
            if entry[0] != last + 1 or entry[-1] != prev:
                self.findings.append(f"Journal entry {entry[0]} does not follow the last one.")
            is_new_key = entry[12] == key_number + 1 and older.is_in(str(entry[8]))
            if entry[12] != key_number and not is_new_key:
                self.findings.append(f"Journal entry {entry[0]} has a key that nobody started.")
            self._check_entry(entry, seal, touched.pop(entry[0], []))
            older.add(entry, seal)
            last, prev, key_number = int(entry[0] or 0), seal, int(entry[12] or 0)
            self.entries += 1
            self.head = f"{last}:{seal}"
            self._progress.stop_if_cancelled()
        if touched:
            self.findings.append("The journal lists patients for entries that it does not have.")
        for number, count in sorted(self._unsealed.items()):
            entries = counted(count, "entry", "entries")
            self.notes.append(
                f"The seals of {entries} were not checked, because key {number} is missing; "
                "order and contents were."
            )

    def _check_entry(self, entry: Row, seal: str, numbers: list[Cell]) -> None:
        seq, digest = entry[0], entry[13]
        rows = self._database.rows(_PARTS, (seq,))
        parts = (
            Part(int(p or 0), str(t), str(c), None if b is None else str(b), str(a))
            for p, t, c, b, a in rows
        )
        if digest_of(parts, [int(number or 0) for number in numbers]) != digest:
            self.findings.append(f"The changes of journal entry {seq} were changed.")
        number = int(entry[12] or 0)
        key = self._database.keys.read(number)
        if key is None:
            self._unsealed[number] = self._unsealed.get(number, 0) + 1
        elif seal_of(entry, self._database.store_id, key) != seal:
            self.findings.append(f"Journal entry {seq} was changed.")

    def _check_state(self) -> None:
        """Hold every row against the newest "after" of the journal, and the reverse."""
        seen: dict[str, set[Cell]] = {name: set() for name in TABLES}
        places = self._database.rows(_PART_PLACES)
        wrong: list[str] = []
        for done, (seq, part) in enumerate(places):
            name, columns, after = self._database.rows(_PART, (seq, part))[0]
            newest = {}
            for row in json.loads(str(after)):
                if row[0] not in seen[str(name)]:
                    newest[row[0]] = row
            seen[str(name)].update(newest)
            wrong += self._differences(str(name), str(columns), newest)
            self._progress.report(done + 1, len(places))
            self._progress.stop_if_cancelled()
        for name, ids in seen.items():
            count = int(self._database.rows(STATEMENTS[name].count)[0][0] or 0)
            self.records += count
            if count != len(ids):
                wrong.append(f"{name}: {counted(count, 'row')}, but the journal knows {len(ids)}")
        self._add("records", wrong)

    def _differences(
        self, name: str, columns: str, newest: dict[Cell, list[Cell]]
    ) -> Iterator[str]:
        try:
            todays = TABLES[name].todays_rows(columns, list(newest.values()))
        except (ValueError, IndexError):
            yield f"{name}: the journal names other columns"
            return
        ids = json.dumps(list(newest))
        rows = self._database.rows(STATEMENTS[name].by_ids, (ids,))
        stored = {row[0]: list(row) for row in rows}
        for id_, row in zip(newest, todays, strict=True):
            if id_ not in stored:
                yield f"{name} {id_} is missing"
            elif stored[id_] != row:
                yield f"{name} {id_} is not what the journal says"

    def _check_papers(self) -> None:
        """Hold the bytes of every issued report against the digest that the journal keeps."""
        wrong = []
        for (digest,) in self._database.rows(_PAPER_DIGESTS):
            (pages,) = self._database.blobs(_PAPER, (digest,))
            if not is_of_digest(pages, str(digest)):
                wrong.append(f"report with SHA-256 {digest} is not what was issued")
            self._progress.stop_if_cancelled()
        loose = int(self._database.rows(_LOOSE_PAPERS)[0][0] or 0)
        if loose:
            wrong.append(f"{counted(loose, 'document')} of no report")
        self._add("pages of reports", wrong)

    def _check_keys(self) -> None:
        wrong, last = [], 0
        while rows := self._database.rows(_KEYS, (last,)):
            for number, code, name, code_key, name_key in rows:
                keys = (search_key(str(code)) or code, search_key(str(name)))
                if keys != (code_key, name_key):
                    wrong.append(f"{PATIENTS.name} row {number} cannot be found by its name")
                last = int(number or 0)
        self._add("search keys", wrong)

    def _check_search(self) -> None:
        """Ask FTS5 to hold its index against the patients; it wants to write for that."""
        if self._database.is_read_only:
            self.notes.append(
                "The search index was not checked: that check has to write, and the file was "
                "opened for reading only."
            )
            return
        with self._database.translated():
            self._database.db.conn.execute(_SEARCH_CHECK)

    def _check_tally(self) -> None:
        found, kept = self._database.rows(_TALLY)[0]
        if found != kept:
            self.findings.append(f"The tally says {kept} results, and there are {found}.")

    def _add(self, what: str, lines: list[str]) -> None:
        self.findings += [f"The {what}: {line}." for line in lines[:LISTED]]
        if len(lines) > LISTED:
            self.findings.append(f"The {what}: {len(lines) - LISTED} more of this kind.")


def _by_first(rows: list[Row]) -> dict[Cell, list[Cell]]:
    return {first: [row[1] for row in group] for first, group in groupby(rows, lambda row: row[0])}
