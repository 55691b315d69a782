"""What follows from the records and is kept for speed: search index, filters, tally, staleness.

None of it is journalled, all of it can be made again. The search index is written here and not
by triggers, because SQLite 3.40 refuses a virtual table in a trigger once trusted_schema is off.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Mapping

from mrdtracker.domain.records import PatientId, PatientSummary
from mrdtracker.store.chain import canonical

PROTOCOL, LEVEL, GROUP, FLAG = "protocol:", "level:", "group:", "flag:"
MISSING, KNOWN = "missing", "known"

_INDEX = """
    INSERT INTO patient_search (rowid, code_key, name_key)
    SELECT number, code_key, name_key FROM patient WHERE id IN (SELECT value FROM json_each(?))
"""
_UNINDEX = """
    INSERT INTO patient_search (patient_search, rowid, code_key, name_key)
    SELECT 'delete', number, code_key, name_key FROM patient
    WHERE id IN (SELECT value FROM json_each(?))
"""
_CLEAR_FACETS = """
    DELETE FROM patient_facet WHERE number IN (
        SELECT number FROM patient WHERE id IN (SELECT value FROM json_each(?))
    )
"""
_ADD_FACETS = """
    INSERT INTO patient_facet (facet, code_key, number)
    WITH chosen AS (
        SELECT number, code_key, pack, protocol_text, level, group_name, group_status,
            is_missing, flags
        FROM patient
        WHERE id IN (SELECT value FROM json_each(?)) AND status = 'active'
    )
    SELECT 'protocol:' || coalesce(nullif(pack, ''), protocol_text), code_key, number
    FROM chosen WHERE coalesce(nullif(pack, ''), protocol_text) <> ''
    UNION ALL
    SELECT 'level:' || level, code_key, number FROM chosen WHERE level <> ''
    UNION ALL
    SELECT 'group:' || group_name, code_key, number FROM chosen WHERE group_name <> ''
    UNION ALL
    SELECT 'missing', code_key, number FROM chosen WHERE is_missing = 1
    UNION ALL
    SELECT 'known', code_key, number FROM chosen WHERE is_missing = 0 AND group_status <> ''
    UNION ALL
    SELECT DISTINCT 'flag:' || flag.value, code_key, number
    FROM chosen, json_each(chosen.flags) AS flag
"""
_NUMBERS = "SELECT number FROM patient WHERE id IN (SELECT value FROM json_each(?))"
_PATIENTS_OF_SAMPLES = """
    SELECT DISTINCT patient_id FROM sample WHERE id IN (SELECT value FROM json_each(?))
"""
_MAKE_STALE = """
    UPDATE patient SET assessed_with = ''
    WHERE assessed_with <> '' AND number IN (SELECT value FROM json_each(?))
"""
_MAKE_ALL_STALE = "UPDATE patient SET assessed_with = '' WHERE assessed_with <> ''"
_SAVE_SUMMARY = """
    UPDATE patient SET group_name = ?, group_status = ?, possible = ?, flags = ?, level = ?,
        is_missing = ?, assessed_with = ?
    WHERE id = ?
"""
_TALLY = "UPDATE tally SET amount = amount + ? WHERE name = 'active_measurements'"
_CHANGED_SINCE = """
    SELECT DISTINCT patient.id FROM patient
    JOIN journal_patient ON journal_patient.patient_number = patient.number
    WHERE journal_patient.seq > :seq AND patient.id IN (SELECT value FROM json_each(:ids))
    UNION
    SELECT value FROM json_each(:ids) WHERE EXISTS (
        SELECT 1 FROM journal_change WHERE table_name = 'lab_settings' AND seq > :seq
    ) OR EXISTS (
        SELECT 1 FROM journal_change WHERE table_name = 'pack_edition' AND seq > :seq
    )
"""


def index_patients(
    connection: sqlite3.Connection, new: Iterable[str], changed: Iterable[str]
) -> None:
    """Bring search index and filters up to date with patients that were just written.

    For changed ones ``forget_patients`` must have been called before they were written.
    """
    ids = json.dumps([*new, *changed])
    connection.execute(_INDEX, (ids,))
    connection.execute(_ADD_FACETS, (ids,))


def forget_patients(connection: sqlite3.Connection, changed: Iterable[str]) -> None:
    """Take patients out of search index and filters, before they change."""
    ids = json.dumps(list(changed))
    connection.execute(_UNINDEX, (ids,))
    connection.execute(_CLEAR_FACETS, (ids,))


def numbers_of(connection: sqlite3.Connection, patient_ids: Iterable[str]) -> list[int]:
    """Return the short numbers by which the journal and the filters know patients."""
    found = connection.execute(_NUMBERS, (json.dumps(list(patient_ids)),)).fetchall()
    return [number for (number,) in found]


def patients_of_samples(connection: sqlite3.Connection, sample_ids: Iterable[str]) -> list[str]:
    """Return the ids of the patients that samples were taken from."""
    found = connection.execute(_PATIENTS_OF_SAMPLES, (json.dumps(list(sample_ids)),)).fetchall()
    return [patient_id for (patient_id,) in found]


def tally_measurements(connection: sqlite3.Connection, *, more: int) -> None:
    """Keep the number of results that stand, so that nobody has to count them."""
    if more:
        connection.execute(_TALLY, (more,))


def make_stale(connection: sqlite3.Connection, numbers: Iterable[int]) -> None:
    """Mark the summaries of patients as out of date."""
    connection.execute(_MAKE_STALE, (json.dumps(list(numbers)),))


def make_all_stale(connection: sqlite3.Connection) -> None:
    """Mark every summary as out of date, after a setting that changes results."""
    connection.execute(_MAKE_ALL_STALE)


def changed_since(
    connection: sqlite3.Connection, seq: int, patient_ids: Iterable[str]
) -> frozenset[str]:
    """Return those of the patients that a later journal entry than ``seq`` touched.

    A change of the settings, or of an edition that answers, touches all of them.
    """
    bound = {"seq": seq, "ids": json.dumps(list(patient_ids))}
    return frozenset(id_ for (id_,) in connection.execute(_CHANGED_SINCE, bound).fetchall())


def save_summaries(
    connection: sqlite3.Connection, summaries: Mapping[PatientId, PatientSummary]
) -> None:
    """Write summaries onto the patients' rows and into the filters."""
    ids = json.dumps(list(summaries))
    connection.execute(_CLEAR_FACETS, (ids,))
    connection.executemany(
        _SAVE_SUMMARY,
        [
            (
                summary.group, summary.status, canonical(summary.possible),
                canonical(summary.flags), summary.level, int(summary.is_missing),
                summary.assessed_with, patient_id,
            )
            for patient_id, summary in summaries.items()
        ],
    )  # fmt: skip
    connection.execute(_ADD_FACETS, (ids,))
