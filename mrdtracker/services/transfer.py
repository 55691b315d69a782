"""Foreign tables in, and our own tables out: read, plan, look, one command, one undo."""

from __future__ import annotations

import os
import secrets
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from mrdtracker import locations
from mrdtracker.domain.errors import (
    InvalidInputError,
    NotFoundError,
    Problem,
    ProblemsError,
    StoreError,
)
from mrdtracker.domain.import_plan import ImportPlan, ImportPreview, RowProblem
from mrdtracker.domain.records import JournalEntry, Patient, PatientFile
from mrdtracker.exchange.csv_export import write_export
from mrdtracker.exchange.csv_import import plan_import
from mrdtracker.exchange.mapping import Mapping, load_mapping, write_mapping
from mrdtracker.exchange.report_columns import ReportLine, report_lines
from mrdtracker.exchange.table import Table, read_table
from mrdtracker.progress import NoProgress, Progress
from mrdtracker.services.collector_rest import collector_rests
from mrdtracker.services.commands import ApplyImport
from mrdtracker.services.import_dates import with_date_problems
from mrdtracker.services.import_merge import merge_plan
from mrdtracker.services.import_patients import with_patient_problems
from mrdtracker.services.whole_file import read_whole_file, write_whole
from mrdtracker.store.queries import Queries
from mrdtracker.words import mark, say

PATIENTS_A_PAGE = 500


@dataclass(frozen=True)
class MappingOffer:
    """A mapping that can be chosen for a file.

    Attributes:
        fits: True where every column it needs is in the file's header.
        is_saved: True for the user's own, False for those that come with the program.
        lacking: The columns that it needs and the header lacks.
        found: How many of the columns that it needs the header has.
    """

    id: str
    title: str
    path: Path
    fits: bool
    is_saved: bool
    lacking: tuple[str, ...] = ()
    found: int = 0


@dataclass(frozen=True)
class PreparedImport:
    """A preview and the command that would make it true."""

    preview: ImportPreview
    command: ApplyImport


class Transfer:
    """Reads foreign tables against the store; writes nothing itself.

    Args:
        queries: Reads the record.
        clock: Returns the present instant, with a zone.
    """

    def __init__(self, queries: Queries, clock: Callable[[], datetime]) -> None:
        self._queries = queries
        self._clock = clock

    def read_table(self, source: Path | bytes, name: str = "") -> Table:
        """Read a CSV or TSV file, or its bytes.

        Raises:
            InvalidInputError: Not a table: one sentence, and what to do.
        """
        file_name = name or ((source.name or str(source)) if isinstance(source, Path) else "stdin")
        return read_table(source, file_name)

    def offered_mappings(self, table: Table) -> tuple[MappingOffer, ...]:
        """List the mappings at hand: fitting first, the user's own before ours, nearest first.

        A saved mapping that cannot be read is left out here; ``load_mapping`` says why.
        """
        offers: list[tuple[tuple[bool, bool, int], MappingOffer]] = []
        for path in locations.mapping_files():
            try:
                mapping = self.load_mapping(path)
            except InvalidInputError:
                continue
            is_saved = path.parent == locations.user_mappings_folder()
            lacking = mapping.lacking(table.header)
            offer = MappingOffer(
                id=mapping.id,
                title=mapping.title,
                path=path,
                fits=mapping.fits(table.header),
                is_saved=is_saved,
                lacking=lacking,
                found=len(mapping.needed_columns) - len(lacking),
            )
            offers.append((mapping.distance(table.header), offer))
        offers.sort(key=lambda one: (not one[1].fits, not one[1].is_saved, one[0]))
        return tuple(offer for _, offer in offers)

    def load_mapping(self, path_or_id: Path | str) -> Mapping:
        """Load a mapping from a file, or a known one by its id.

        Raises:
            ProblemsError: Every problem of the file.
            InvalidInputError: No such mapping.
        """
        path = Path(path_or_id)
        if not os.path.lexists(path):
            known = {file.stem: file for file in locations.mapping_files()}
            if str(path_or_id) not in known:
                raise NotFoundError(
                    say("There is no mapping '{}'.").format(path_or_id),
                    say("There are: {}.").format(", ".join(known)),
                )
            path = known[str(path_or_id)]
        return load_mapping(read_whole_file(path, mark("mapping")), path.name)

    def save_mapping(self, mapping: Mapping) -> Path:
        """Keep a mapping among the user's own, to be offered again for the same header.

        Raises:
            InvalidInputError: The user's folder cannot be written.
        """
        folder = locations.user_mappings_folder()
        with suppress(OSError):  # the file says what is wrong
            folder.mkdir(parents=True, exist_ok=True)
        path = folder / f"{mapping.id}.toml"
        write_whole(write_mapping(mapping).encode(), path)
        return path

    def plan(
        self, table: Table, mapping: Mapping, today: date, progress: Progress | None = None
    ) -> ImportPlan:
        """Read every row by the mapping; bad cells become problems, never exceptions."""
        with collector_rests():
            return plan_import(table, mapping, progress or NoProgress(), today=today)

    def prepare(self, plan: ImportPlan) -> PreparedImport:
        """Hold a plan against the store: new, changed, same, and the command for it.

        Problem rows are not part of it; whether they may be left out is asked before.
        """
        as_of = self._queries.head_seq()
        codes = [one.code for one in plan.patients]
        known = self._queries.patients_by_code(codes)
        voided = self._queries.voided_by_code(codes)
        plan = with_patient_problems(plan, known, self._clock().date())
        plan = with_date_problems(plan, known)
        with collector_rests():
            merged = merge_plan(plan, known, _new_id, voided)
        command = ApplyImport(
            plan.file_name, merged.records, merged.preview.new_results, as_of=as_of
        )
        return PreparedImport(merged.preview, command)


def check_no_problems(plan: ImportPlan) -> None:
    """Stop where a plan has problem rows and nobody chose to leave them out.

    Raises:
        ProblemsError: Every bad cell, by line and column.
    """
    if plan.problems:
        raise ProblemsError(plan.file_name, tuple(map(problem_of, plan.problems)))


def export_tables(queries: Queries, folder: Path) -> tuple[Path, ...]:
    """Write every patient, the register of reports and the journal, with a data dictionary.

    Raises:
        InvalidInputError: The folder cannot be written, or holds somebody else's files.
        StoreError: The file is damaged; nothing was written.
    """
    reports = tuple(_register(queries))
    return write_export(folder, _all_files(queries), _all_entries(queries), reports=reports)


def _all_files(queries: Queries) -> Iterator[PatientFile]:
    after = ""
    while page := queries.export_page(Patient, after, PATIENTS_A_PAGE):
        for patient in page:
            yield queries.patient_file(patient.id, with_voided=True)
        after = page[-1].id


def _all_entries(queries: Queries) -> Iterator[JournalEntry]:
    before = None
    while page := queries.journal(before_seq=before):
        yield from page
        before = page[-1].seq


def _register(queries: Queries) -> Iterator[ReportLine]:
    try:
        known = [queries.record(Patient, id_) for id_ in queries.reports.patients()]
    except NotFoundError as error:
        raise StoreError(
            say("The journal tells of an issued report of a patient who is not in the file."),
            say("Keep this file as it is and open your newest backup."),
        ) from error
    for patient in sorted(known, key=lambda one: (one.code, one.id)):
        read = queries.reports.of_patient(patient.id)
        yield from report_lines(patient, read.reports, read.doubts)


def problem_of(problem: RowProblem) -> Problem:
    """Return a problem of a row with its place in words."""
    if not problem.column:
        return Problem(say("line {}").format(problem.line), problem.text)
    return Problem(say("line {}, column {}").format(problem.line, problem.column), problem.text)


def _new_id() -> str:
    return secrets.token_hex(16)
