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
from mrdtracker.store.chain import Cell, JournalDigest, Row, digest_of, seal_of
from mrdtracker.store.codec import PATIENTS, TABLES
from mrdtracker.store.connection import Database
from mrdtracker.store.entry_check import parts_of
from mrdtracker.store.report_codec import is_of_digest
from mrdtracker.store.search_text import search_key
from mrdtracker.store.statements import STATEMENTS
from mrdtracker.words import mark, say

# What is checked, as a finding names it.
PAGES, REFERENCES, RECORDS = mark("pages"), mark("references"), mark("records")
REPORT_PAGES, SEARCH_KEYS = mark("pages of reports"), mark("search keys")
# More findings of one kind tell nobody more.
LISTED = 20

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
            (PAGES, self._check_pages),
            (REFERENCES, self._check_references),
            (mark("structure"), self._check_structure),
            (mark("journal"), self._check_chain),
            (RECORDS, self._check_state),
            (REPORT_PAGES, self._check_papers),
            (SEARCH_KEYS, self._check_keys),
            (mark("search index"), self._check_search),
            (mark("tally"), self._check_tally),
        ):
            self._guarded(name, step)

    def _guarded(self, name: str, step: Callable[[], None]) -> None:
        """Run a step; whatever the damage makes it stumble over is a finding."""
        try:
            step()
        except Cancelled:
            raise
        except Exception as error:  # noqa: BLE001 - damage may make anything stumble
            words = say("The {} cannot be read to the end: {}.")
            self.findings.append(words.format(say(name), type(error).__name__))

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
            self._add(PAGES, [line.decode("ascii", "replace") for line in answers])

    def _check_references(self) -> None:
        rows = self._database.rows("PRAGMA foreign_key_check")
        lost = say("{} row {} lost its {}")
        self._add(REFERENCES, [lost.format(row[0], row[1], row[2]) for row in rows])

    def _check_structure(self) -> None:
        problem = health.structure_problem(self._database.db)
        if problem:
            self.findings.append(problem)

    def _check_chain(self) -> None:
        identity = health.read_identity(self._database.db)
        if identity is None:
            self.findings.append(say("The identity of the file does not fit itself."))
        prev = identity.genesis if identity else ""
        touched = _by_first(self._database.rows(_TOUCHED))
        older, last, key_number = JournalDigest(), 0, 1
        for sealed in health.sealed_entries(self._database.db):
            entry, seal = sealed.entry, sealed.seal
            if entry[0] != last + 1 or entry[-1] != prev:
                words = say("Journal entry {} does not follow the last one.")
                self.findings.append(words.format(entry[0]))
            is_new_key = entry[12] == key_number + 1 and older.is_in(str(entry[8]))
            if entry[12] != key_number and not is_new_key:
                words = say("Journal entry {} has a key that nobody started.")
                self.findings.append(words.format(entry[0]))
            self._check_entry(entry, seal, touched.pop(entry[0], []))
            older.add(entry, seal)
            last, prev, key_number = int(entry[0] or 0), seal, int(entry[12] or 0)
            self.entries += 1
            self.head = f"{last}:{seal}"
            self._progress.stop_if_cancelled()
        if touched:
            self.findings.append(
                say("The journal lists patients for entries that it does not have.")
            )
        for number, count in sorted(self._unsealed.items()):
            entries = counted(count, "entry", "entries")
            self.notes.append(
                say(
                    "The seals of {} were not checked, because key {} is missing; order and "
                    "contents were."
                ).format(entries, number)
            )

    def _check_entry(self, entry: Row, seal: str, numbers: list[Cell]) -> None:
        seq, digest = entry[0], entry[13]
        parts = parts_of(self._database, int(seq or 0))
        if digest_of(parts, [int(number or 0) for number in numbers]) != digest:
            self.findings.append(say("The changes of journal entry {} were changed.").format(seq))
        number = int(entry[12] or 0)
        key = self._database.keys.read(number)
        if key is None:
            self._unsealed[number] = self._unsealed.get(number, 0) + 1
        elif seal_of(entry, self._database.store_id, key) != seal:
            self.findings.append(say("Journal entry {} was changed.").format(seq))

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
                words = say("{}: {}, but the journal knows {}")
                wrong.append(words.format(name, counted(count, "row"), len(ids)))
        self._add(RECORDS, wrong)

    def _differences(
        self, name: str, columns: str, newest: dict[Cell, list[Cell]]
    ) -> Iterator[str]:
        try:
            todays = TABLES[name].todays_rows(columns, list(newest.values()))
        except (ValueError, IndexError):
            yield say("{}: the journal names other columns").format(name)
            return
        ids = json.dumps(list(newest))
        rows = self._database.rows(STATEMENTS[name].by_ids, (ids,))
        stored = {row[0]: list(row) for row in rows}
        for id_, row in zip(newest, todays, strict=True):
            if id_ not in stored:
                yield say("{} {} is missing").format(name, id_)
            elif stored[id_] != row:
                yield say("{} {} is not what the journal says").format(name, id_)

    def _check_papers(self) -> None:
        """Hold the bytes of every issued report against the digest that the journal keeps."""
        wrong = []
        for (digest,) in self._database.rows(_PAPER_DIGESTS):
            (pages,) = self._database.blobs(_PAPER, (digest,))
            if not is_of_digest(pages, str(digest)):
                wrong.append(say("report with SHA-256 {} is not what was issued").format(digest))
            self._progress.stop_if_cancelled()
        loose = int(self._database.rows(_LOOSE_PAPERS)[0][0] or 0)
        if loose:
            wrong.append(say("{} of no report").format(counted(loose, "document")))
        self._add(REPORT_PAGES, wrong)

    def _check_keys(self) -> None:
        wrong, last = [], 0
        while rows := self._database.rows(_KEYS, (last,)):
            for number, code, name, code_key, name_key in rows:
                keys = (search_key(str(code)) or code, search_key(str(name)))
                if keys != (code_key, name_key):
                    words = say("{} row {} cannot be found by its name")
                    wrong.append(words.format(PATIENTS.name, number))
                last = int(number or 0)
        self._add(SEARCH_KEYS, wrong)

    def _check_search(self) -> None:
        """Ask FTS5 to hold its index against the patients; it wants to write for that."""
        if self._database.is_read_only:
            self.notes.append(
                say(
                    "The search index was not checked: that check has to write, and the file was "
                    "opened for reading only."
                )
            )
            return
        with self._database.translated():
            self._database.db.conn.execute(_SEARCH_CHECK)

    def _check_tally(self) -> None:
        found, kept = self._database.rows(_TALLY)[0]
        if found != kept:
            words = say("The tally says {} results, and there are {}.")
            self.findings.append(words.format(kept, found))

    def _add(self, what: str, lines: list[str]) -> None:
        found = say("The {}: {}.")
        self.findings += [found.format(say(what), line) for line in lines[:LISTED]]
        if len(lines) > LISTED:
            words = say("The {}: {} more of this kind.")
            self.findings.append(words.format(say(what), len(lines) - LISTED))


def _by_first(rows: list[Row]) -> dict[Cell, list[Cell]]:
    return {first: [row[1] for row in group] for first, group in groupby(rows, lambda row: row[0])}
