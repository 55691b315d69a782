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
from mrdtracker.store.chain import Cell, Row, canonical
from mrdtracker.store.connection import Database
from mrdtracker.store.search_text import end_of_prefix, match_expression, search_key

COUNTED_TO = 1000
# Up to here the members of a filter are read and held against the search one by one.
FEW = 2000
_EVERYTHING = 10**9
_CODE = "code"

_BY_CODE = """
    SELECT number, code_key FROM patient
    WHERE status = 'active' AND code_key >= :first AND code_key < :end AND code_key > :after
    ORDER BY code_key LIMIT :limit
"""
_BY_CODE_FILTERED = """
    SELECT number, code_key FROM patient_facet AS chosen
    WHERE facet = :facet AND code_key >= :first AND code_key < :end AND code_key > :after
        AND (:others = '[]' OR NOT EXISTS (
            SELECT 1 FROM json_each(:others) AS other WHERE NOT EXISTS (
                SELECT 1 FROM patient_facet
                WHERE facet = other.value AND code_key = chosen.code_key
                    AND number = chosen.number
            )
        ))
    ORDER BY code_key LIMIT :limit
"""
_BY_WORD = """
    SELECT rowid FROM patient_search
    WHERE patient_search MATCH :match AND rowid > :after
        AND rowid NOT IN (SELECT number FROM patient WHERE status = 'voided')
        AND rowid NOT IN (SELECT value FROM json_each(:by_code))
    ORDER BY rowid LIMIT :limit
"""
_BY_WORD_FILTERED = """
    SELECT rowid FROM patient_search
    WHERE patient_search MATCH :match AND rowid > :after
        AND rowid NOT IN (SELECT value FROM json_each(:by_code))
        AND EXISTS (
            SELECT 1 FROM patient_facet
            WHERE number = patient_search.rowid AND facet = :facet
        )
        AND (:others = '[]' OR NOT EXISTS (
            SELECT 1 FROM json_each(:others) AS other WHERE NOT EXISTS (
                SELECT 1 FROM patient_facet
                WHERE number = patient_search.rowid AND facet = other.value
            )
        ))
    ORDER BY rowid LIMIT :limit
"""
_COUNT_BY_CODE = f"SELECT count(*) FROM ({_BY_CODE})"  # noqa: S608 - the statement above
_COUNT_BY_CODE_FILTERED = f"SELECT count(*) FROM ({_BY_CODE_FILTERED})"  # noqa: S608
_COUNT_BY_WORD = f"SELECT count(*) FROM ({_BY_WORD})"  # noqa: S608
_COUNT_BY_WORD_FILTERED = f"SELECT count(*) FROM ({_BY_WORD_FILTERED})"  # noqa: S608
_FEW_MEMBERS = """
    SELECT patient.number, patient.code_key, patient.name_key FROM patient_facet AS chosen
    JOIN patient ON patient.number = chosen.number
    WHERE chosen.facet = :facet AND (:others = '[]' OR NOT EXISTS (
        SELECT 1 FROM json_each(:others) AS other WHERE NOT EXISTS (
            SELECT 1 FROM patient_facet
            WHERE facet = other.value AND code_key = chosen.code_key
                AND number = chosen.number
        )
    ))
    ORDER BY chosen.number
"""
_FIRST_MEMBERS = "SELECT count(*) FROM (SELECT 1 FROM patient_facet WHERE facet = ? LIMIT ?)"
_MEMBERS = "SELECT count(*) FROM patient_facet WHERE facet = ?"
_ALL = "SELECT count(*) FROM patient WHERE status = 'active'"
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
class _Facet:
    name: str
    members: int


@dataclass(frozen=True)
class _Hit:
    """A patient, and where the page after it begins."""

    number: int
    next_after: str


def patient_page(database: Database, query: PatientQuery) -> PatientPage:
    """Return one page of the patients that a query asks for."""
    with database.reading():
        asked = _Asked(database, query)
        hits = asked.hits(query.after or f"{_CODE}:", query.limit + 1)
        shown = hits[: query.limit]
        counted = asked.count()
        return PatientPage(
            rows=_patient_rows(database, [hit.number for hit in shown]),
            total=min(counted, asked.counted_to),
            next_after=shown[-1].next_after if len(hits) > query.limit else None,
            is_capped=counted > asked.counted_to,
        )


class _Asked:
    """One query on its way through the indexes."""

    def __init__(self, database: Database, query: PatientQuery) -> None:
        self._database = database
        self._key = search_key(query.search)
        self._match = match_expression(self._key)
        facets = [
            _Facet(name, _number(database.rows(_FIRST_MEMBERS, (name, FEW + 1))))
            for name in _facets_of(query)
        ]
        self._facets = sorted(facets, key=lambda facet: facet.members)
        self.counted_to = COUNTED_TO if self._key else _EVERYTHING
        # Something invisible was typed: nothing can begin with it.
        self._is_empty = bool(query.search.strip()) and not self._key

    def hits(self, after: str, limit: int) -> list[_Hit]:
        """Return hits from a place on, the ones by code before the ones by word."""
        kind, _, place = after.partition(":")
        if self._is_empty:
            return []
        found: list[_Hit] = []
        if kind == _CODE:
            rows = self._by_code(place, limit)
            found = [_Hit(int(row[0] or 0), f"{_CODE}:{row[1]}") for row in rows]
            place = "0"
        if len(found) < limit and self._match:
            bound = self._word_bound(int(place), limit - len(found))
            if self._is_among_few:
                rows = self._among_few(bound)
            else:
                rows = self._database.rows(_BY_WORD_FILTERED if self._facets else _BY_WORD, bound)
            found += [_Hit(int(row[0] or 0), f"word:{row[0]}") for row in rows]
        return found

    def count(self) -> int:
        """Count all hits, at most one more than ``counted_to``."""
        if self._is_empty:
            return 0
        if not self._key and len(self._facets) <= 1:
            names = [facet.name for facet in self._facets]
            return _number(self._database.rows(_MEMBERS if names else _ALL, names))
        bound = self._code_bound("", self.counted_to + 1)
        statement = _COUNT_BY_CODE_FILTERED if self._facets else _COUNT_BY_CODE
        count = _number(self._database.rows(statement, bound))
        if count > self.counted_to or not self._match:
            return count
        bound = self._word_bound(0, self.counted_to + 1 - count)
        if self._is_among_few:
            return count + len(self._among_few(bound))
        statement = _COUNT_BY_WORD_FILTERED if self._facets else _COUNT_BY_WORD
        return count + _number(self._database.rows(statement, bound))

    @property
    def _is_among_few(self) -> bool:
        return bool(self._facets) and self._facets[0].members <= FEW

    def _by_code(self, after: str, limit: int) -> list[Row]:
        bound = self._code_bound(after, limit)
        return self._database.rows(_BY_CODE_FILTERED if self._facets else _BY_CODE, bound)

    def _code_bound(self, after: str, limit: int) -> dict[str, Cell]:
        place: dict[str, Cell] = {"first": self._key, "end": end_of_prefix(self._key)}
        return {**self._facet_bound(), **place, "after": after, "limit": limit}

    def _word_bound(self, after: int, limit: int) -> dict[str, Cell]:
        numbers = canonical([row[0] for row in self._by_code("", _EVERYTHING)])
        page: dict[str, Cell] = {"after": after, "limit": limit, "by_code": numbers}
        return {**self._facet_bound(), **page, "match": self._match}

    def _facet_bound(self) -> dict[str, Cell]:
        if not self._facets:
            return {}
        names = [facet.name for facet in self._facets]
        return {"facet": names[0], "others": canonical(names[1:])}

    def _among_few(self, bound: dict[str, Cell]) -> list[Row]:
        """Hold the members of a small filter against the words, one by one."""
        wanted = [words for words in map(_words, self._key.split()) if words]
        after, limit = int(bound["after"] or 0), int(bound["limit"] or 0)
        found: list[Row] = []
        for number, code_key, name_key in self._database.rows(_FEW_MEMBERS, bound):
            text = f"{_words(str(code_key))}\n{_words(str(name_key))}"
            is_later = isinstance(number, int) and number > after
            is_by_word = not str(code_key).startswith(self._key)
            if is_later and is_by_word and all(words in text for words in wanted):
                found.append((number,))
        return found[:limit]


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


def _number(rows: list[Row]) -> int:
    return int(rows[0][0] or 0)


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
