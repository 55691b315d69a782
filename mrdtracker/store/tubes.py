"""Tubes found by their code, a slice of the file at a time.

A tube is found by any part of its code, which no index answers. A slice is small enough that
nobody waits for it between two keys, and the newest tubes are in the first one.
"""

from __future__ import annotations

import unicodedata
from datetime import date

from mrdtracker.domain.listing import TUBES_COUNTED_TO, TubePage, TubeRow
from mrdtracker.domain.records import PatientId, SampleId
from mrdtracker.domain.vocabulary import Specimen
from mrdtracker.store.chain import Cell, Row
from mrdtracker.store.connection import Database

# Samples that one step reads: a few milliseconds.
SLICE = 10_000
_LAST = "SELECT max(rowid) FROM sample"
# CROSS keeps the slice of samples outside: the other way round reads every patient.
_SLICE = """
    SELECT sample.id, sample.code, sample.specimen, sample.taken_on, patient.id, patient.code,
        patient.name
    FROM sample CROSS JOIN patient ON patient.id = sample.patient_id
    WHERE sample.rowid >= :first AND sample.rowid < :before
        AND sample.code LIKE :pattern ESCAPE '!' AND sample.status = 'active'
        AND patient.status = 'active'
    ORDER BY sample.rowid DESC LIMIT :limit
"""


def tube_page(
    database: Database, text: str, before: int | None = None, limit: int = 10
) -> TubePage:
    """Return the active tubes of one slice whose code holds a text, the newest slice first.

    Capitals and small letters of the Latin alphabet are alike.

    Args:
        database: The open file.
        text: What was typed or scanned; blanks around it do not count.
        before: ``next_before`` of the page before; None for the first slice.
        limit: Rows at most; ``count`` tells how many there are.
    """
    asked = unicodedata.normalize("NFKC", text).strip()
    with database.reading():
        if before is None:
            before = int(database.rows(_LAST)[0][0] or 0) + 1
        if not asked or before <= 1:
            return TubePage()
        first = max(1, before - SLICE)
        bound: dict[str, Cell] = {"first": first, "before": before}
        rows = _best_rows(database, _literal(asked), bound, limit)
    best = sorted(map(_tube, rows), key=lambda tube: _distance(tube.code, asked))
    count = min(len(rows), TUBES_COUNTED_TO + 1)
    return TubePage(tuple(best[:limit]), count, first if first > 1 else None)


def _best_rows(database: Database, literal: str, bound: dict[str, Cell], limit: int) -> list[Row]:
    """Return all hits, the newest first; of very many enough to know the best ones."""
    bound["limit"] = TUBES_COUNTED_TO + 1
    rows = database.rows(_SLICE, bound | {"pattern": f"%{literal}%"})
    if len(rows) <= TUBES_COUNTED_TO:
        return rows
    bound["limit"] = limit
    whole = database.rows(_SLICE, bound | {"pattern": literal})
    begun = database.rows(_SLICE, bound | {"pattern": f"{literal}%"})
    return list(dict.fromkeys((*whole, *begun, *rows)))


def _distance(code: str, asked: str) -> int:
    """Return 0 for the whole code, 1 for one that begins so, 2 for any other."""
    folded, key = code.casefold(), asked.casefold()
    if folded == key:
        return 0
    return 1 if folded.startswith(key) else 2


def _literal(text: str) -> str:
    """Return a text for LIKE in which no sign is an operator."""
    return text.replace("!", "!!").replace("%", "!%").replace("_", "!_")


def _tube(row: Row) -> TubeRow:
    id_, code, specimen, taken_on, patient_id, patient_code, patient_name = row
    return TubeRow(
        id=SampleId(str(id_)),
        code=str(code),
        specimen=Specimen(str(specimen)),
        taken_on=date.fromisoformat(str(taken_on)) if taken_on else None,
        patient_id=PatientId(str(patient_id)),
        patient_code=str(patient_code),
        patient_name=str(patient_name),
    )
