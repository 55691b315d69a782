"""What a person took out of use, and what taking an act back would bring into use again."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection
from dataclasses import replace

from mrdtracker.domain.records import JournalChange, Patient, PatientFile, RecordStatus
from mrdtracker.store.chain import Cell
from mrdtracker.store.codec import EVENTS, MEASUREMENTS, PATIENTS, SAMPLES
from mrdtracker.store.connection import Database
from mrdtracker.store.history import decoded, is_act, is_voided, raw_parts
from mrdtracker.store.search_text import search_key
from mrdtracker.store.statements import STATEMENTS

_CODES_AT_ONCE = 500
_PARENTS = (PATIENTS.name, SAMPLES.name)
_WITH_STATUS = (*_PARENTS, EVENTS.name, MEASUREMENTS.name)
# An active patient of the code first, then the one that was voided last.
_WITH_VOIDED = f"""
    {STATEMENTS[PATIENTS.name].select}
    WHERE (status = 'active' AND code_key IN (SELECT value FROM json_each(:keys)) AND (
            EXISTS (
                SELECT 1 FROM therapy_event AS child
                WHERE child.patient_id = patient.id AND child.status = 'voided'
            )
            OR EXISTS (
                SELECT 1 FROM sample AS tube JOIN measurement AS child ON child.sample_id = tube.id
                WHERE tube.patient_id = patient.id AND child.status = 'voided'
            )
        ))
        OR (status = 'voided' AND code_key IN (SELECT value FROM json_each(:keys)))
    ORDER BY status, number DESC
"""  # noqa: S608
# A record is voided by a change of it, never by its first version.
_CHANGING_PARTS = """
    SELECT seq, part FROM journal_change WHERE before IS NOT NULL ORDER BY seq DESC, part DESC
"""
_AFTER = "SELECT after FROM journal_change WHERE seq = ? AND part = ?"


def voided_by_code(
    database: Database,
    codes: Collection[str],
    files_of: Callable[[list[Patient]], list[PatientFile]],
) -> dict[str, PatientFile]:
    """Return what a person voided of many patients; see ``Queries.voided_by_code``.

    Args:
        database: The open file.
        codes: The codes of the patients.
        files_of: Reads whole files, what is voided included.
    """
    keys = [search_key(code) or code for code in codes]
    found: dict[str, PatientFile] = {}
    for start in range(0, len(keys), _CODES_AT_ONCE):
        bound: dict[str, Cell] = {"keys": json.dumps(keys[start : start + _CODES_AT_ONCE])}
        for file in files_of(decoded(database, PATIENTS, database.rows(_WITH_VOIDED, bound))):
            code = file.patient.code
            found.setdefault(search_key(code) or code, file)
    voided: list[str] = []
    for file in found.values():
        voided += [file.patient.id] if file.patient.status is RecordStatus.VOIDED else []
        voided += [one.id for one in file.events if one.status is RecordStatus.VOIDED]
        voided += [one.id for one in file.measurements if one.status is RecordStatus.VOIDED]
    kept = voided_on_purpose(database, voided)
    by_key = {key: _only(file, kept) for key, file in found.items()}
    asked = {code: by_key.get(key) for code, key in zip(codes, keys, strict=True)}
    return {code: file for code, file in asked.items() if file is not None}


def voided_on_purpose(database: Database, ids: Collection[str]) -> frozenset[str]:
    """Return those of some voided records that a person voided.

    The others went out of use because the act that had brought them in was taken back: they may
    come in again as if they had never been there.

    Args:
        database: The open file.
        ids: Records that are voided now.
    """
    left, found = set(ids), set()
    if not left:
        return frozenset()
    for seq, part in database.rows(_CHANGING_PARTS):
        after = json.loads(str(database.rows(_AFTER, (seq, part))[0][0]))
        here = left.intersection(str(row[0]) for row in after)
        if here and is_act(database, int(seq or 0)):
            found |= here
        left -= here
        if not left:
            break
    return frozenset(found)


def returning(database: Database, seq: int) -> tuple[JournalChange, ...]:
    """Return the changes of an entry whose taking back brings a record into use, or moves one.

    These are the records that the entry voided, and the patients and samples that it amended:
    meanwhile something else may stand in their place.
    """
    found: list[JournalChange] = []
    for part in raw_parts(database, seq):
        if part.before is None or part.table.name not in _WITH_STATUS:
            continue
        pairs = [
            (old, new)
            for old, new in zip(part.before, part.after, strict=True)
            if not is_voided(old) and (is_voided(new) or part.table.name in _PARENTS)
        ]
        before = decoded(database, part.table, [old for old, _ in pairs])
        after = decoded(database, part.table, [new for _, new in pairs])
        found += map(JournalChange, before, after)
    return tuple(found)


def _only(file: PatientFile, kept: frozenset[str]) -> PatientFile | None:
    """Return a file with the events and results that are kept, None where nothing is."""
    if file.patient.status is RecordStatus.VOIDED and file.patient.id not in kept:
        return None
    return replace(
        file,
        events=tuple(one for one in file.events if one.id in kept),
        measurements=tuple(one for one in file.measurements if one.id in kept),
    )
