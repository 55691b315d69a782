"""Our own tables out: CSV by RFC 4180 with a data dictionary, made whole or not at all."""

from __future__ import annotations

import csv
import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Generic, TextIO, TypeVar

from mrdtracker.domain.errors import InvalidInputError
from mrdtracker.domain.records import JournalEntry, PatientFile
from mrdtracker.exchange.export_columns import (
    EVENT_COLUMNS,
    JOURNAL_COLUMNS,
    PATIENT_COLUMNS,
    RESULT_COLUMNS,
    SAMPLE_COLUMNS,
    Column,
    EventLine,
    ResultLine,
    SampleLine,
)
from mrdtracker.exchange.finished_files import name_together
from mrdtracker.exchange.report_columns import REPORT_COLUMNS, ReportLine
from mrdtracker.progress import NoProgress, Progress
from mrdtracker.words import say

RowT = TypeVar("RowT")
PATIENTS, EVENTS, SAMPLES = "patients.csv", "events.csv", "samples.csv"
RESULTS, REPORTS = "results.csv", "reports.csv"
JOURNAL, DICTIONARY = "journal.csv", "data_dictionary.csv"
FILES = (PATIENTS, EVENTS, SAMPLES, RESULTS, REPORTS, JOURNAL, DICTIONARY)
_DICTIONARY_HEADER = ("file", "column", "meaning", "unit", "allowed")
_HEADERS: dict[str, tuple[str, ...]] = {
    PATIENTS: tuple(column.name for column in PATIENT_COLUMNS),
    EVENTS: tuple(column.name for column in EVENT_COLUMNS),
    SAMPLES: tuple(column.name for column in SAMPLE_COLUMNS),
    RESULTS: tuple(column.name for column in RESULT_COLUMNS),
    REPORTS: tuple(column.name for column in REPORT_COLUMNS),
    JOURNAL: tuple(column.name for column in JOURNAL_COLUMNS),
    DICTIONARY: _DICTIONARY_HEADER,
}
# A file is ours if it begins with so many of our columns; later versions only add some.
_TELLING_COLUMNS = 3
_STEP = 1_000


def write_export(
    folder: Path,
    patients: Iterable[PatientFile],
    journal: Iterable[JournalEntry],
    progress: Progress | None = None,
    reports: Iterable[ReportLine] = (),
) -> tuple[Path, ...]:
    """Write all tables into a folder, in one pass over the patients.

    UTF-8 without BOM, CRLF line ends as RFC 4180 says. Every file is written under another name
    beside its place and renamed when all are complete, so that an export that breaks off leaves
    the folder as it was. The folder is made if it is missing.

    Returns:
        The files, in the order of ``FILES``.

    Raises:
        InvalidInputError: The folder is a file, cannot be written, or holds somebody else's file
            under one of the names.
        Cancelled: The person stopped it; nothing is left.
    """
    _prepare(folder)
    partial = {name: folder / f".{name}.partial" for name in FILES}
    try:
        with ExitStack() as stack:
            tables = _Tables(
                {name: stack.enter_context(_open(path)) for name, path in partial.items()}
            )
            tables.write_patients(patients, progress or NoProgress())
            tables.write_rest(reports, journal)
        name_together({path: folder / name for name, path in partial.items()})
    except OSError as error:
        raise InvalidInputError(
            say("The tables cannot be written to {}: {}.").format(folder, error.strerror),
            say(
                "Close them in other programs, check the space and the rights, or choose a folder."
            ),
        ) from None
    finally:
        for path in partial.values():
            path.unlink(missing_ok=True)
    return tuple(folder / name for name in FILES)


@dataclass(frozen=True)
class _Table(Generic[RowT]):
    """One open file and its columns."""

    file: TextIO
    columns: Sequence[Column[RowT]]

    def write(self, rows: Iterable[RowT]) -> None:
        csv.writer(self.file, lineterminator="\r\n").writerows(
            [column.cell(row) for column in self.columns] for row in rows
        )


class _Tables:
    """The open files."""

    def __init__(self, files: dict[str, TextIO]) -> None:
        self._files = files
        self._patients = _Table(files[PATIENTS], PATIENT_COLUMNS)
        self._events = _Table(files[EVENTS], EVENT_COLUMNS)
        self._samples = _Table(files[SAMPLES], SAMPLE_COLUMNS)
        self._results = _Table(files[RESULTS], RESULT_COLUMNS)
        self._reports = _Table(files[REPORTS], REPORT_COLUMNS)
        self._journal = _Table(files[JOURNAL], JOURNAL_COLUMNS)

    def write_patients(self, patients: Iterable[PatientFile], progress: Progress) -> None:
        for name, file in self._files.items():
            csv.writer(file, lineterminator="\r\n").writerow(_HEADERS[name])
        for done, one in enumerate(patients):
            if done % _STEP == 0:
                progress.stop_if_cancelled()
                progress.report(done, 0)
            self._write_patient(one)

    def write_rest(self, reports: Iterable[ReportLine], journal: Iterable[JournalEntry]) -> None:
        self._reports.write(reports)
        self._journal.write(journal)
        csv.writer(self._files[DICTIONARY], lineterminator="\r\n").writerows(data_dictionary())
        for file in self._files.values():
            file.flush()
            os.fsync(file.fileno())

    def _write_patient(self, one: PatientFile) -> None:
        samples = {sample.id: sample for sample in one.samples}
        self._patients.write([one.patient])
        self._events.write(EventLine(one.patient, event) for event in one.events)
        self._samples.write(SampleLine(one.patient, sample) for sample in one.samples)
        self._results.write(
            ResultLine(one.patient, samples[measurement.sample_id], measurement)
            for measurement in one.measurements
            if measurement.sample_id in samples
        )


def data_dictionary() -> Iterator[tuple[str, ...]]:
    """Yield (file, column, meaning, unit, allowed) for every column that is written."""
    tables: tuple[tuple[str, Sequence[Column[Any]]], ...] = (
        (PATIENTS, PATIENT_COLUMNS),
        (EVENTS, EVENT_COLUMNS),
        (SAMPLES, SAMPLE_COLUMNS),
        (RESULTS, RESULT_COLUMNS),
        (REPORTS, REPORT_COLUMNS),
        (JOURNAL, JOURNAL_COLUMNS),
    )
    for name, columns in tables:
        for column in columns:
            yield name, column.name, column.meaning, column.unit, column.allowed


def _prepare(folder: Path) -> None:
    """Make the folder, and refuse to touch files that are not ours."""
    if folder.exists() and not folder.is_dir():
        raise InvalidInputError(
            say("{} is a file, not a folder.").format(folder), say("Choose a folder.")
        )
    try:
        folder.mkdir(parents=True, exist_ok=True)
        foreign = [name for name in FILES if _is_foreign(folder / name, _HEADERS[name])]
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise InvalidInputError(
            say("The folder {} cannot be used: {}.").format(folder, reason),
            say("Choose another one."),
        ) from None
    if foreign:
        raise InvalidInputError(
            say("{} already holds {} from elsewhere.").format(folder, ", ".join(foreign)),
            say("Choose an empty folder, or move those files away."),
        )


def _is_foreign(path: Path, header: tuple[str, ...]) -> bool:
    if not path.exists():
        return False
    if not path.is_file():
        return True
    beginning = ",".join(header[:_TELLING_COLUMNS]).encode()
    with path.open("rb") as file:
        return file.read(len(beginning)) != beginning


def _open(path: Path) -> TextIO:
    return path.open("w", encoding="utf-8", newline="")
