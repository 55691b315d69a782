"""What the program reads: every answer is complete when it leaves, no cursor goes along."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Sequence
from itertools import islice

from mrdtracker.domain.due import ScheduleRow
from mrdtracker.domain.errors import NotFoundError
from mrdtracker.domain.listing import FilterChoices, PatientPage, PatientQuery, StoreCounts
from mrdtracker.domain.records import (
    JournalChange,
    JournalEntry,
    LabSettings,
    Measurement,
    PackEdition,
    Patient,
    PatientFile,
    PatientId,
    Sample,
    TherapyEvent,
)
from mrdtracker.store import bulk_cases, derived, due_rows, history, out_of_use, patient_list
from mrdtracker.store.bulk_cases import StoredCase
from mrdtracker.store.chain import Cell
from mrdtracker.store.codec import (
    EDITIONS,
    EVENTS,
    MEASUREMENTS,
    PATIENTS,
    SAMPLES,
    SETTINGS,
    R,
    table_of,
)
from mrdtracker.store.connection import Database
from mrdtracker.store.counts import Counts
from mrdtracker.store.history import decoded
from mrdtracker.store.reports import ReportQueries
from mrdtracker.store.search_text import search_key
from mrdtracker.store.settings_codec import SETTINGS_ID
from mrdtracker.store.statements import STATEMENTS
from mrdtracker.words import say

_CODES_AT_ONCE = 500
# The columns come from codec.py and nowhere else.
_PATIENTS_BY_CODE = f"""
    {STATEMENTS[PATIENTS.name].select}
    WHERE status = 'active' AND code_key IN (SELECT value FROM json_each(?))
"""  # noqa: S608
_EVENTS_OF = f"""
    {STATEMENTS[EVENTS.name].select}
    WHERE patient_id IN (SELECT value FROM json_each(:patients))
        AND (:voided OR status = 'active')
    ORDER BY happened_on, stated_day, rowid
"""  # noqa: S608
_SAMPLES_OF = f"""
    {STATEMENTS[SAMPLES.name].select}
    WHERE patient_id IN (SELECT value FROM json_each(:patients))
        AND (:voided OR status = 'active')
    ORDER BY taken_on, stated_day, rowid
"""  # noqa: S608
_MEASUREMENTS_OF = f"""
    {STATEMENTS[MEASUREMENTS.name].select}
    JOIN sample ON sample.id = measurement.sample_id
    WHERE sample.patient_id IN (SELECT value FROM json_each(:patients))
        AND (:voided OR (measurement.status = 'active' AND sample.status = 'active'))
    ORDER BY sample.taken_on, sample.stated_day, measurement.rowid
"""  # noqa: S608
_PATIENTS_OF_PACK = f"""
    {STATEMENTS[PATIENTS.name].select}
    WHERE patient.rowid > :after AND status = 'active' AND (:pack = '' OR pack = :pack)
    ORDER BY patient.rowid LIMIT :limit
"""
_STALE = "SELECT id FROM patient WHERE status = 'active' AND assessed_with = '' LIMIT ?"
_STALE_AGAINST = """
    SELECT id FROM patient WHERE status = 'active' AND assessed_with < ?
    UNION ALL
    SELECT id FROM patient WHERE status = 'active' AND assessed_with > ?
    LIMIT ?
"""
_FACETS = """
    WITH RECURSIVE found(facet) AS (
        SELECT min(facet) FROM patient_facet WHERE facet > :prefix AND facet < :end
        UNION ALL
        SELECT (
            SELECT min(facet) FROM patient_facet
            WHERE facet > found.facet AND facet < :end
        )
        FROM found WHERE found.facet IS NOT NULL
    )
    SELECT facet FROM found WHERE facet IS NOT NULL
"""
_LABORATORY = "SELECT value FROM meta WHERE name = 'laboratory'"
_HEAD = "SELECT seq, hmac FROM journal ORDER BY seq DESC LIMIT 1"


class Queries:
    """Reads one open file; ``reports`` reads what left the house."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self.reports = ReportQueries(database)
        self._counts = Counts(database)

    def patient_page(self, query: PatientQuery) -> PatientPage:
        """Return one page of the patients that a query asks for."""
        return patient_list.patient_page(self._database, query)

    def patient_file(self, patient_id: PatientId, *, with_voided: bool = False) -> PatientFile:
        """Return the records of one patient, the active ones or all.

        A voided patient is found by its id; only lists and codes leave it out.

        Raises:
            NotFoundError: No such patient.
        """
        with self._database.reading():
            patient = self.record(Patient, patient_id)
            return self._files([patient], with_voided=with_voided)[0]

    def patient_by_code(self, code: str) -> Patient | None:
        """Return the active patient with this code, capitals and small letters alike."""
        bound = (json.dumps([search_key(code) or code]),)
        found = decoded(self._database, PATIENTS, self._database.rows(_PATIENTS_BY_CODE, bound))
        return found[0] if found else None

    def patients_by_code(self, codes: Collection[str]) -> dict[str, PatientFile]:
        """Return the files of many active patients, by the code as it was asked for."""
        asked: dict[str, list[str]] = {}
        for code in codes:
            asked.setdefault(search_key(code) or code, []).append(code)
        found: dict[str, PatientFile] = {}
        with self._database.reading():
            for keys in _chunks(list(asked)):
                rows = self._database.rows(_PATIENTS_BY_CODE, (json.dumps(keys),))
                for file in self._files(decoded(self._database, PATIENTS, rows)):
                    code = file.patient.code
                    found |= dict.fromkeys(asked[search_key(code) or code], file)
        return found

    def voided_by_code(self, codes: Collection[str]) -> dict[str, PatientFile]:
        """Return what a person voided of many patients, by the code as it was asked for.

        A file holds the voided events and results, and every sample, so that a result can be
        found by its tube. Its patient is the active one, or a voided one where the code has no
        active one. What went out of use with the undoing of an act is not among it.
        """
        with self._database.reading():
            return out_of_use.voided_by_code(self._database, codes, self._files_with_voided)

    def record(self, record_type: type[R], record_id: str) -> R:
        """Return one record, a voided one too.

        Raises:
            NotFoundError: No such record.
        """
        table = table_of(record_type)
        rows = self._database.rows(STATEMENTS[table.name].by_ids, (json.dumps([record_id]),))
        if not rows:
            raise NotFoundError(
                say("There is no record '{}' in the file.").format(record_id),
                say("Open the list again."),
            )
        return decoded(self._database, table, rows)[0]

    def settings(self) -> LabSettings:
        """Return the laboratory's settings.

        Where none were saved yet these are the defaults with version 0, so that "version + 1" is
        right for the first change too.
        """
        bound = (json.dumps([SETTINGS_ID]),)
        rows = self._database.rows(STATEMENTS[SETTINGS.name].by_ids, bound)
        if rows:
            return decoded(self._database, SETTINGS, rows)[0]
        laboratory = self._database.rows(_LABORATORY)[0][0]
        return LabSettings(laboratory=str(laboratory), version=0)

    def editions(self) -> tuple[PackEdition, ...]:
        """Return every edition of a rule pack that the file keeps, in the order of entry."""
        rows = self._database.rows(f"{STATEMENTS[EDITIONS.name].select} ORDER BY rowid")
        return tuple(decoded(self._database, EDITIONS, rows))

    def packs_in_use(self) -> tuple[str, ...]:
        """Return what active patients are treated by: packs, and protocols in free words."""
        with self._database.reading():
            return self._facets(derived.PROTOCOL)

    def cases(self, patients: Sequence[PatientId]) -> tuple[StoredCase, ...]:
        """Return the cases of many patients, in no order; one who is not there has none."""
        with self._database.reading():
            return bulk_cases.cases_by_id(self._database, patients)

    def cases_of_pack(
        self, pack_id: str, after: str = "", limit: int = 500
    ) -> tuple[StoredCase, ...]:
        """Return a page of cases of the active patients of a pack, in the order of entry.

        Args:
            pack_id: The pack; empty for all patients.
            after: Id of the last patient of the page before; empty for the first page.
            limit: Patients on a page; a shorter answer is the last one.
        """
        with self._database.reading():
            place = self._database.rows(STATEMENTS[PATIENTS.name].place, (after,))
            bound: dict[str, Cell] = {
                "after": place[0][0] if place else 0,
                "pack": pack_id,
                "limit": limit,
            }
            rows = self._database.rows(_PATIENTS_OF_PACK, bound)
            patients = decoded(self._database, PATIENTS, rows)
            return bulk_cases.cases_of(self._database, patients)

    def schedule_rows(
        self, reach: int | None = None, patient_id: PatientId | None = None
    ) -> tuple[ScheduleRow, ...]:
        """Return active patients with what a due list needs of them, in the order of codes.

        Args:
            reach: Tubes with a result that came so many days after the first dose may be missing.
            patient_id: Only this one, if still active.
        """
        return due_rows.schedule_rows(self._database, reach, patient_id)

    def journal(
        self,
        *,
        patient_id: PatientId | None = None,
        before_seq: int | None = None,
        limit: int = 200,
    ) -> tuple[JournalEntry, ...]:
        """Return journal entries, newest first.

        Args:
            patient_id: Only those that touched this patient; an import touches many.
            before_seq: Only older ones.
            limit: How many at most.
        """
        return history.entries(self._database, patient_id, before_seq, limit)

    def journal_changes(self, seq: int, *, limit: int | None = None) -> tuple[JournalChange, ...]:
        """Return the records of one entry before and after, as they were then.

        Args:
            seq: The entry.
            limit: How many at most; an import may have hundreds of thousands.
        """
        return tuple(islice(history.changes(self._database, seq), limit))

    def changes_to_undo(self, seq: int) -> tuple[JournalChange, ...]:
        """Return the records of one entry with ``after`` as it stands now.

        The contents are those of ``journal_changes``; the version is today's, which has moved on
        where a later act was done and taken back. The inverse of a change is ``before`` (or a
        voided ``after``) with the version of this ``after`` plus one.

        Raises:
            ChangedMeanwhileError: A record was changed since.
        """
        with self._database.reading():
            return history.changes_to_undo(self._database, seq)

    def last_undoable(self, actor: str, *, before_seq: int | None = None) -> JournalEntry | None:
        """Return the newest act of a person that was not built upon, or None.

        Args:
            actor: Whose act.
            before_seq: Only older ones.
        """
        with self._database.reading():
            return history.last_undoable(self._database, actor, before_seq)

    def returning(self, seq: int) -> tuple[JournalChange, ...]:
        """Return the changes of an entry whose taking back brings something into use again."""
        with self._database.reading():
            return out_of_use.returning(self._database, seq)

    def head(self) -> str:
        """Return "seq:hex" of the newest journal entry, as it is printed; "0:" for none."""
        rows = self._database.rows(_HEAD)
        return f"{rows[0][0]}:{rows[0][1]}" if rows else "0:"

    def head_seq(self) -> int:
        """Return the number of the newest journal entry, 0 for none."""
        rows = self._database.rows(_HEAD)
        return int(rows[0][0] or 0) if rows else 0

    def stale_patients(self, limit: int, signature: str = "") -> tuple[PatientId, ...]:
        """Return patients whose derived line is out of date, the changed ones first.

        Args:
            limit: How many at most.
            signature: What an up-to-date line carries; empty asks for changed patients only.
        """
        if signature:
            rows = self._database.rows(_STALE_AGAINST, (signature, signature, limit))
        else:
            rows = self._database.rows(_STALE, (limit,))
        return tuple(PatientId(str(id_)) for (id_,) in rows)

    def stale_count(self, signature: str = "") -> int:
        """Return how many derived lines are out of date; counted again only after a change."""
        return self._counts.stale(signature)

    def filter_choices(self) -> FilterChoices:
        """Return what lists can be narrowed to."""
        with self._database.reading():
            return FilterChoices(
                self._facets(derived.FLAG),
                self._facets(derived.GROUP),
                self._facets(derived.PROTOCOL),
            )

    def counts(self) -> StoreCounts:
        """Return how much the file holds; counted again only after a change."""
        return self._counts.all()

    def export_page(
        self, record_type: type[R], after: str = "", limit: int = 5000
    ) -> tuple[R, ...]:
        """Return a page of all records of one type, voided ones too, in the order of entry.

        Args:
            record_type: ``Patient``, ``Measurement`` …
            after: Id of the last record of the page before; empty for the first page.
            limit: Records on a page; a shorter answer is the last one.
        """
        table = table_of(record_type)
        statements = STATEMENTS[table.name]
        with self._database.reading():
            place = self._database.rows(statements.place, (after,))
            start = place[0][0] if place else 0
            rows = self._database.rows(statements.page, (start, limit))
        return tuple(decoded(self._database, table, rows))

    def _files(self, patients: list[Patient], *, with_voided: bool = False) -> list[PatientFile]:
        bound: dict[str, Cell] = {
            "patients": json.dumps([patient.id for patient in patients]),
            "voided": int(with_voided),
        }
        events: dict[str, list[TherapyEvent]] = {}
        for event in decoded(self._database, EVENTS, self._database.rows(_EVENTS_OF, bound)):
            events.setdefault(event.patient_id, []).append(event)
        samples: dict[str, list[Sample]] = {}
        patient_of: dict[str, str] = {}
        for sample in decoded(self._database, SAMPLES, self._database.rows(_SAMPLES_OF, bound)):
            samples.setdefault(sample.patient_id, []).append(sample)
            patient_of[sample.id] = sample.patient_id
        results: dict[str, list[Measurement]] = {}
        rows = self._database.rows(_MEASUREMENTS_OF, bound)
        for result in decoded(self._database, MEASUREMENTS, rows):
            results.setdefault(patient_of[result.sample_id], []).append(result)
        return [
            PatientFile(
                patient,
                tuple(events.get(patient.id, ())),
                tuple(samples.get(patient.id, ())),
                tuple(results.get(patient.id, ())),
            )
            for patient in patients
        ]

    def _files_with_voided(self, patients: list[Patient]) -> list[PatientFile]:
        return self._files(patients, with_voided=True)

    def _facets(self, prefix: str) -> tuple[str, ...]:
        bound: dict[str, Cell] = {"prefix": prefix, "end": prefix[:-1] + ";"}
        found = self._database.rows(_FACETS, bound)
        return tuple(str(facet).removeprefix(prefix) for (facet,) in found)


def _chunks(keys: list[str]) -> Iterator[list[str]]:
    for start in range(0, len(keys), _CODES_AT_ONCE):
        yield keys[start : start + _CODES_AT_ONCE]
