"""The patient list: search as you type and filters, over as many patients as there are.

Codes that begin with what was typed come first, in the order of codes; after them come patients
with a word of the code or name that begins so, in the order of entry. Both parts stream from an
index and stop at the end of the page, so that one letter costs no more than five.
"""

from __future__ import annotations

import json
import re
import unicodedata
from dataclasses import dataclass
from datetime import date

from mrdtracker.domain.listing import PatientPage, PatientQuery
from mrdtracker.domain.records import PatientId, PatientRow, PatientSummary
from mrdtracker.store import derived
from mrdtracker.store.chain import Cell, Row
from mrdtracker.store.connection import Database
from mrdtracker.store.search_text import end_of_prefix, match_expression, search_key

COUNTED_TO = 1000
# Up to here the members of a filter are read and held against the search one by one.
FEW = 2000

_BY_CODE = """
    SELECT code_key, number FROM patient
    WHERE status = 'active' AND code_key >= :first AND code_key < :end AND code_key > :after
    ORDER BY code_key LIMIT :limit
"""
_BY_CODE_FILTERED = """
    SELECT code_key, number FROM patient_facet AS chosen
    WHERE facet = :facet AND code_key >= :first AND code_key < :end AND code_key > :after
        AND NOT EXISTS (
            SELECT 1 FROM json_each(:others) AS other WHERE NOT EXISTS (
                SELECT 1 FROM patient_facet
                WHERE facet = other.value AND code_key = chosen.code_key
                    AND number = chosen.number
            )
        )
    ORDER BY code_key LIMIT :limit
"""
_BY_WORD = """
    SELECT patient.code_key, patient.number FROM patient_search
    JOIN patient ON patient.number = patient_search.rowid
    WHERE patient_search MATCH :match AND patient_search.rowid > :after
        AND patient.status = 'active'
        AND NOT (patient.code_key >= :first AND patient.code_key < :end)
        AND NOT EXISTS (
            SELECT 1 FROM json_each(:facets) AS facet WHERE NOT EXISTS (
                SELECT 1 FROM patient_facet
                WHERE patient_facet.facet = facet.value
                    AND patient_facet.code_key = patient.code_key
                    AND patient_facet.number = patient.number
            )
        )
    ORDER BY patient_search.rowid LIMIT :limit
"""
_FEW_MEMBERS = """
    SELECT patient.code_key, patient.number, patient.name_key FROM patient_facet AS chosen
    JOIN patient ON patient.number = chosen.number
    WHERE chosen.facet = :facet AND NOT EXISTS (
        SELECT 1 FROM json_each(:others) AS other WHERE NOT EXISTS (
            SELECT 1 FROM patient_facet
            WHERE facet = other.value AND code_key = chosen.code_key
                AND number = chosen.number
        )
    )
    ORDER BY chosen.number
"""
_MEMBERS = "SELECT count(*) FROM (SELECT 1 FROM patient_facet WHERE facet = ? LIMIT ?)"
_ROWS = """
    SELECT number, id, code, name, pack, protocol_text, therapy_started_on, group_name,
        group_status, possible, flags, level, is_missing, assessed_with
    FROM patient WHERE number IN (SELECT value FROM json_each(?))
"""
_RESULTS = """
    SELECT sample.patient_id, count(*), max(sample.taken_on)
    FROM sample JOIN measurement ON measurement.sample_id = sample.id
    WHERE sample.patient_id IN (
            SELECT id FROM patient WHERE number IN (SELECT value FROM json_each(?))
        )
        AND sample.status = 'active' AND measurement.status = 'active'
    GROUP BY sample.patient_id
"""
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True)
class _Hit:
    code_key: str
    number: int


@dataclass(frozen=True)
class _Facet:
    name: str
    members: int


def patient_page(database: Database, query: PatientQuery) -> PatientPage:
    """Return one page of the patients that a query asks for."""
    with database.reading():
        asked = _Asked(database, query)
        hits = asked.hits(query.after, query.limit + 1)
        shown = hits[: query.limit]
        next_after = None
        if len(hits) > query.limit:
            next_after = asked.place_after(shown[-1])
        counted = asked.count()
        limit = asked.counted_to
        return PatientPage(
            rows=_patient_rows(database, [hit.number for hit in shown]),
            total=min(counted, limit),
            next_after=next_after,
            is_capped=counted > limit,
        )


class _Asked:
    """One query on its way through the indexes."""

    def __init__(self, database: Database, query: PatientQuery) -> None:
        self._database = database
        self._key = search_key(query.search)
        self._match = match_expression(self._key)
        facets = [
            _Facet(name, int(database.rows(_MEMBERS, (name, FEW + 1))[0][0] or 0))
            for name in _facets_of(query)
        ]
        self._facets = sorted(facets, key=lambda facet: facet.members)
        self.counted_to = COUNTED_TO if query.search.strip() else 10**9
        # Something invisible was typed: nothing can begin with it.
        self._is_empty = bool(query.search.strip()) and not self._key

    def hits(self, after: str | None, limit: int) -> list[_Hit]:
        """Return hits from a place on, the ones by code before the ones by word."""
        kind, _, place = (after or "code:").partition(":")
        if self._is_empty:
            return []
        found: list[_Hit] = []
        if kind == "code":
            found, place = self._by_code(place, limit), "0"
        if len(found) < limit:
            found += self._by_word(int(place), limit - len(found))
        return found

    def count(self) -> int:
        """Count all hits, at most one more than ``counted_to``."""
        if self._is_empty:
            return 0
        count = len(self._by_code("", self.counted_to + 1))
        if count > self.counted_to:
            return count
        return count + len(self._by_word(0, self.counted_to + 1 - count))

    def place_after(self, hit: _Hit) -> str:
        """Write where the page after this hit begins."""
        is_by_code = hit.code_key.startswith(self._key)
        return f"code:{hit.code_key}" if is_by_code else f"word:{hit.number}"

    def _by_code(self, after: str, limit: int) -> list[_Hit]:
        bound: dict[str, Cell] = {
            "first": self._key,
            "end": end_of_prefix(self._key),
            "after": after,
            "limit": limit,
        }
        if not self._facets:
            return _hits(self._database.rows(_BY_CODE, bound))
        bound |= {"facet": self._facets[0].name, "others": self._names(1)}
        return _hits(self._database.rows(_BY_CODE_FILTERED, bound))

    def _by_word(self, after: int, limit: int) -> list[_Hit]:
        if not self._match:
            return []
        if self._facets and self._facets[0].members <= FEW:
            return self._by_word_among_few(after, limit)
        bound: dict[str, Cell] = {
            "match": self._match,
            "first": self._key,
            "end": end_of_prefix(self._key),
            "after": after,
            "facets": self._names(0),
            "limit": limit,
        }
        return _hits(self._database.rows(_BY_WORD, bound))

    def _by_word_among_few(self, after: int, limit: int) -> list[_Hit]:
        bound: dict[str, Cell] = {"facet": self._facets[0].name, "others": self._names(1)}
        wanted = [_words(word) for word in self._key.split() if _words(word)]
        found: list[Row] = []
        for code_key, number, name_key in self._database.rows(_FEW_MEMBERS, bound):
            text = f"{_words(str(code_key))}\n{_words(str(name_key))}"
            is_wanted = isinstance(number, int) and number > after
            is_by_code = str(code_key).startswith(self._key)
            if is_wanted and not is_by_code and all(word in text for word in wanted):
                found.append((code_key, number))
        return _hits(found[:limit])

    def _names(self, start: int) -> str:
        return json.dumps([facet.name for facet in self._facets[start:]])


def _facets_of(query: PatientQuery) -> list[str]:
    asked = (
        (derived.LEVEL, query.level),
        (derived.GROUP, query.group),
        (derived.FLAG, query.flag),
        (derived.PROTOCOL, query.protocol),
    )
    names = [prefix + value for prefix, value in asked if value]
    if query.is_missing is not None:
        names.append(derived.MISSING if query.is_missing else derived.KNOWN)
    return names


def _hits(rows: list[Row]) -> list[_Hit]:
    return [_Hit(str(code_key), int(number or 0)) for code_key, number in rows]


def _words(key: str) -> str:
    """Return the words of a key as the full-text index sees them, each after a blank."""
    plain = "".join(
        sign for sign in unicodedata.normalize("NFKD", key) if not unicodedata.combining(sign)
    )
    return "".join(f" {word}" for word in _WORD.findall(plain))


def _patient_rows(database: Database, numbers: list[int]) -> tuple[PatientRow, ...]:
    bound = (json.dumps(numbers),)
    results = {row[0]: row for row in database.rows(_RESULTS, bound)}
    rows = {row[0]: row for row in database.rows(_ROWS, bound)}
    return tuple(_patient_row(rows[number], results) for number in numbers)


def _patient_row(row: Row, results: dict[Cell, Row]) -> PatientRow:
    _number, id_, code, name, pack, protocol, started, *summary = row
    group, status, possible, flags, level, missing, assessed = summary
    _id, count, last = results.get(id_, (id_, 0, None))
    return PatientRow(
        id=PatientId(str(id_)),
        code=str(code),
        name=str(name),
        pack=str(pack or ""),
        protocol_text=str(protocol),
        therapy_started_on=date.fromisoformat(str(started)) if started else None,
        last_result_on=date.fromisoformat(str(last)) if last else None,
        result_count=int(count or 0),
        summary=PatientSummary(
            group=str(group),
            status=str(status),
            possible=tuple(json.loads(str(possible))),
            flags=tuple(json.loads(str(flags))),
            level=str(level),
            is_missing=missing == 1,
            assessed_with=str(assessed),
        ),
    )
