"""A mapping: how one kind of foreign table is read, as a TOML file with closed keys."""

from __future__ import annotations

import hashlib
import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields
from typing import Any

from mrdtracker.domain.errors import InvalidInputError, Problem, ProblemsError
from mrdtracker.exchange.date_order import date_reader
from mrdtracker.exchange.mapping_blocks import (
    FIRST_DAYS,
    EventColumn,
    FactColumn,
    LeftOutRows,
    LesionColumn,
    NoteColumn,
    PatientColumns,
    ResultColumn,
)
from mrdtracker.exchange.mapping_checks import (
    event_problems,
    fact_problems,
    needs_first_dose_day,
    result_problems,
)
from mrdtracker.exchange.toml_keys import (
    KeyReader,
    did_you_mean,
    flag_key,
    integer_key,
    text_key,
    words_key,
    write_keys,
)
from mrdtracker.words import say

FORMAT = "mrdtracker-mapping/1"
MAX_BYTES = 1024 * 1024
_ID = re.compile(r"[a-z0-9][a-z0-9-]{0,63}")
_COLUMN_KEYS = ("column", "columns", "needs")
_BLOCKS = {
    "fact": FactColumn,
    "lesion": LesionColumn,
    "event": EventColumn,
    "note": NoteColumn,
    "leave_out": LeftOutRows,
    "result": ResultColumn,
}
_BLOCK_FIELDS = {
    "fact": "facts",
    "lesion": "lesions",
    "event": "events",
    "note": "notes",
    "leave_out": "left_out",
    "result": "results",
}


@dataclass(frozen=True)
class MappingHead:
    """What a mapping says about the whole table.

    Attributes:
        format: Always ``FORMAT``.
        id: Small letters, digits and dashes; the file is called ``<id>.toml``.
        about: Where such tables come from, and what the mapping takes for granted.
        required_columns: Columns that recognise the table, beside those that are read.
        optional_columns: Columns that are read where they are there.
        fingerprints: Headers that this mapping was used for, see ``fingerprint``.
        day_of_first_dose: 0 or 1: how the table counts its days.
        decimal_mark: "." or ","; declared for the whole table, never guessed by cell.
        date_format: Order of the dates, such as "DD/MM/YYYY"; see ``date_reader``.
        missing: Words for "nobody said"; a blank cell always is one.
        unknown: Words for "stated as unknown", which is another thing.
        has_escaped_formulas: Cells that a spreadsheet would take for a formula stand behind a
            ``'``, as in our own export.
    """

    format: str = text_key()
    id: str = text_key()
    title: str = text_key()
    about: str = text_key("")
    required_columns: tuple[str, ...] = words_key()
    optional_columns: tuple[str, ...] = words_key()
    fingerprints: tuple[str, ...] = words_key()
    day_of_first_dose: int | None = integer_key(FIRST_DAYS)
    decimal_mark: str = text_key(".")
    date_format: str = text_key("")
    missing: tuple[str, ...] = words_key()
    unknown: tuple[str, ...] = words_key()
    has_escaped_formulas: bool = flag_key()


@dataclass(frozen=True, kw_only=True)
class Mapping(MappingHead):
    """How one kind of table is read."""

    patient: PatientColumns
    facts: tuple[FactColumn, ...] = ()
    lesions: tuple[LesionColumn, ...] = ()
    events: tuple[EventColumn, ...] = ()
    notes: tuple[NoteColumn, ...] = ()
    left_out: tuple[LeftOutRows, ...] = ()
    results: tuple[ResultColumn, ...] = ()

    @property
    def columns(self) -> tuple[str, ...]:
        """Every column that is read, each once."""
        blocks = (self.patient, *(one for name in _BLOCKS for one in self.blocks(name)))
        found = (column for block in blocks for column in _columns_of(block))
        return tuple(dict.fromkeys(found))

    @property
    def needed_columns(self) -> tuple[str, ...]:
        """The columns without which a table is not of this kind."""
        wanted = dict.fromkeys((*self.required_columns, *self.columns))
        return tuple(one for one in wanted if one not in self.optional_columns)

    def fits(self, header: Sequence[str]) -> bool:
        """Answer whether a table with this header can be read."""
        return not self.problems_with(header)

    def distance(self, header: Sequence[str]) -> tuple[bool, bool, int]:
        """Return what to sort by: used for this header before, then what asks for most of it."""
        is_new = fingerprint(header) not in self.fingerprints
        return (not self.fits(header), is_new, -len(self.needed_columns))

    def lacking(self, header: Sequence[str]) -> tuple[str, ...]:
        """Return the columns that a table of this kind has and this header lacks."""
        return tuple(column for column in self.needed_columns if column not in header)

    def problems_with(self, header: Sequence[str]) -> tuple[Problem, ...]:
        """List the columns that the header lacks, or has twice where one of them is read."""
        found = []
        for column in self.lacking(header):
            hint = did_you_mean(column, list(header))
            found.append(
                Problem(
                    say("header"), say("there is no column '{}'{}").format(column, hint or ".")
                )
            )
        found.extend(
            Problem(
                say("header"),
                say("column '{}' stands there twice: which one is meant?").format(column),
            )
            for column in self.columns
            if list(header).count(column) > 1
        )
        return tuple(found)

    def blocks(self, name: str) -> tuple[object, ...]:
        """Return the parts that stand under ``[[name]]``."""
        return tuple(getattr(self, _BLOCK_FIELDS[name]))


def fingerprint(header: Sequence[str]) -> str:
    """Return a short name of a header: the same names in the same order give the same one."""
    joined = "\x1f".join(name.strip().casefold() for name in header)
    return hashlib.sha256(joined.encode("utf-8")).hexdigest()[:16]


def load_mapping(text: bytes, file_name: str) -> Mapping:
    """Load a mapping file.

    Raises:
        ProblemsError: Every problem of it, each with its key and what is allowed there.
    """
    document = _document(text, file_name)
    problems: list[Problem] = []
    reader = KeyReader(problems)
    keys = {name: value for name, value in document.items() if name not in (*_BLOCKS, "patient")}
    _check_top_level(keys, problems)
    known = {one.name for one in fields(MappingHead)}
    head = reader.block(MappingHead, {name: keys[name] for name in keys if name in known}, "")
    patient = reader.block(PatientColumns, document.get("patient", {}), "patient")
    blocks: dict[str, Any] = {
        _BLOCK_FIELDS[name]: reader.blocks(kind, document[name], name)
        for name, kind in _BLOCKS.items()
        if name in document
    }
    if head is None or patient is None or problems:
        raise ProblemsError(file_name, problems)
    values: dict[str, Any] = {name: getattr(head, name) for name in known}
    mapping = Mapping(**values, patient=patient, **blocks)
    found = tuple(_problems_of(mapping))
    if found:
        raise ProblemsError(file_name, found)
    return mapping


def write_mapping(mapping: Mapping) -> str:
    """Write a mapping as TOML; reading it back gives the same mapping."""
    lines = [*write_keys(mapping), "", "[patient]", *write_keys(mapping.patient)]
    for name in _BLOCKS:
        for block in mapping.blocks(name):
            lines += ["", f"[[{name}]]", *write_keys(block)]
    return "\n".join(lines) + "\n"


def _document(text: bytes, file_name: str) -> dict[str, object]:
    if len(text) > MAX_BYTES:
        raise ProblemsError(file_name, [Problem("", say("is larger than 1 MB: not a mapping."))])
    try:
        return tomllib.loads(text.decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise ProblemsError(
            file_name, [Problem("", say("is not UTF-8: save it as UTF-8."))]
        ) from None
    except RecursionError:
        words = say("is nested too deeply to be a mapping.")
        raise ProblemsError(file_name, [Problem("", words)]) from None
    except (tomllib.TOMLDecodeError, ValueError) as error:
        raise ProblemsError(
            file_name, [Problem("", say("is not TOML: {}.").format(error))]
        ) from None


def _check_top_level(keys: dict[str, object], problems: list[Problem]) -> None:
    allowed = [*(one.name for one in fields(MappingHead)), *_BLOCKS, "patient"]
    for name in keys:
        if name not in allowed:
            hint = did_you_mean(name, allowed)
            problems.append(Problem(name, say("is not a key here{}").format(hint or ".")))


def _problems_of(mapping: Mapping) -> Iterator[Problem]:
    yield from _head_problems(mapping)
    if mapping.day_of_first_dose is None and needs_first_dose_day(mapping.results, mapping.events):
        yield Problem("day_of_first_dose", say("is missing: days are stated, so say 0 or 1."))
    yield from fact_problems(mapping.facts)
    yield from event_problems(mapping.events)
    for position, block in enumerate(mapping.results, start=1):
        for key, text in result_problems(block):
            yield Problem(f"result[{position}]{'.' if key else ''}{key}", text)
    if any(not column.strip() for column in mapping.columns):
        yield Problem(
            "column", say("a column has no name; a column without a name cannot be read.")
        )
    if not any(mapping.blocks(name) for name in _BLOCKS if name != "leave_out"):
        yield Problem("", say("reads nothing: add [[fact]], [[result]] or another part."))


def _head_problems(mapping: Mapping) -> Iterator[Problem]:
    if mapping.format != FORMAT:
        yield Problem(
            "format", say("'{}' is not known: it must be {}.").format(mapping.format, FORMAT)
        )
    if not _ID.fullmatch(mapping.id):
        yield Problem("id", say("takes small letters, digits and dashes."))
    if not mapping.title.strip():
        yield Problem("title", say("is empty."))
    if mapping.decimal_mark not in (".", ","):
        yield Problem("decimal_mark", say("takes '.' or ','."))
    try:
        date_reader(mapping.date_format)
    except InvalidInputError as error:
        yield Problem("date_format", str(error))


def _columns_of(block: object) -> Iterator[str]:
    """Yield the columns that a block names; its keys say which of them hold column names."""
    for one in fields(block):  # type: ignore[arg-type]
        value = getattr(block, one.name)
        if one.name == "code" or one.name.endswith(_COLUMN_KEYS):
            yield from ((value,) if isinstance(value, str) else value) if value else ()
