"""A foreign table and its mapping into a plan: what would be written, and what cannot be taken."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Sequence
from datetime import date

from mrdtracker.domain.errors import ProblemsError
from mrdtracker.domain.import_plan import ImportedPatient, ImportPlan, RowProblem
from mrdtracker.domain.plurals import counted
from mrdtracker.exchange.cells import BadCellError, Cells, fold
from mrdtracker.exchange.fact_cells import EventReader, FactReader, LesionReader, NoteReader
from mrdtracker.exchange.frame_cells import FrameReader
from mrdtracker.exchange.mapping import Mapping
from mrdtracker.exchange.mapping_blocks import ResultColumn
from mrdtracker.exchange.patient_merge import merge_patient
from mrdtracker.exchange.result_cells import ResultReader
from mrdtracker.exchange.said import CELLS, RowContent, Said
from mrdtracker.exchange.table import Row, Table
from mrdtracker.progress import NoProgress, Progress
from mrdtracker.words import say

MAX_CODE_LENGTH = 200
_STEP = 2_000


def plan_import(
    table: Table,
    mapping: Mapping,
    progress: Progress | None = None,
    *,
    today: date | None = None,
) -> ImportPlan:
    """Read every row by the mapping; a row that cannot be taken becomes a problem.

    Args:
        table: The table as it stands in its file.
        mapping: How such tables are read.
        progress: Told how far it is, and asked whether to stop.
        today: Dates after it are problems; None where that is not to be checked.

    Raises:
        ProblemsError: The mapping does not fit the header; every missing column is listed.
        Cancelled: The person stopped it.
    """
    misfits = mapping.problems_with(table.header)
    if misfits:
        raise ProblemsError(
            say("{} is not a table for the mapping '{}'").format(table.name, mapping.id), misfits
        )
    progress = progress or NoProgress()
    reader = RowReader(table, mapping)
    by_code: dict[str, list[RowContent]] = {}
    problems: list[RowProblem] = []
    for done, row in enumerate(table.rows):
        if done % _STEP == 0:
            progress.stop_if_cancelled()
            progress.report(done, len(table.rows))
        content = reader.read(row)
        if content is None:
            continue
        if content.code:
            by_code.setdefault(content.code, []).append(content)
        else:
            problems.extend(content.problems)
    patients, rules = _merge(by_code, problems, today, progress)
    problems.sort(key=lambda problem: problem.line)
    return ImportPlan(
        file_name=table.name,
        sha256=table.sha256,
        mapping_id=mapping.id,
        encoding=table.encoding,
        row_count=len(table.rows),
        patients=patients,
        problems=tuple(problems),
        notes=_notes(table, mapping, reader.left_out + rules),
    )


class RowReader:
    """Reads the rows of one table; knows where in a row each column of the mapping stands."""

    def __init__(self, table: Table, mapping: Mapping) -> None:
        """Find the columns.

        Columns that the mapping calls optional and the header lacks are read as blank cells.
        """
        self._width = len(table.header)
        self._cells = Cells(mapping)
        absent = [one for one in mapping.columns if one not in table.header]
        self._padding = ("",) * len(absent)
        self._places = {name: place for place, name in enumerate((*table.header, *absent))}
        self._code_place = self._places[mapping.patient.code]
        self._code_column = mapping.patient.code
        self._prefix = mapping.patient.strip_prefix
        self._skipped = [
            (self._places[one.column], frozenset(fold(word) for word in one.words), one.reason)
            for one in mapping.left_out
        ]
        self._identities: dict[Hashable, int] = {}
        self._readers = self._make_readers(mapping)
        self.left_out: Counter[str] = Counter()

    def read(self, row: Row) -> RowContent | None:
        """Return what a row says, with its problems; None where the mapping leaves it out."""
        if len(row.cells) != self._width:
            return self._ragged(row)
        cells = row.cells + self._padding
        for place, words, reason in self._skipped:
            if fold(self._cells.text(cells[place])) in words:
                self.left_out[say("left out: {}, in {}").format(reason, CELLS)] += 1
                return None
        code = self._code(cells)
        content = RowContent(row.line, code)
        if not code or len(code) > MAX_CODE_LENGTH:
            content.code = ""
            content.refuse(
                self._code_column,
                say("the patient's code is too long.")
                if code
                else say("the patient's code is blank."),
            )
            return content
        for read in self._readers:
            try:
                said = read(cells, row.line)
            except BadCellError as error:
                content.refuse(error.column, error.text)
                continue
            if said is not None:
                content.said.append(said)
        return content

    def _make_readers(self, mapping: Mapping) -> list[Callable[[Sequence[str], int], Said | None]]:
        cells, places, first = self._cells, self._places, mapping.day_of_first_dose
        of_patient: list[FactReader | LesionReader | NoteReader | EventReader] = [
            *(FactReader(one, cells, places[one.column]) for one in mapping.facts),
            *(LesionReader(one, cells, places) for one in mapping.lesions),
            *(NoteReader(one, cells, places[one.column]) for one in mapping.notes),
            *(EventReader(one, cells, places, first) for one in mapping.events),
        ]
        return [
            *(_without_line(one.read) for one in of_patient),
            *(self._result_reader(one, first).read for one in mapping.results),
        ]

    def _result_reader(self, block: ResultColumn, first_dose_day: int | None) -> ResultReader:
        cells, places = self._cells, self._places
        frames = FrameReader(block, cells, places, first_dose_day, self._identities)
        return ResultReader(block, cells, places, frames)

    def _code(self, cells: Sequence[str]) -> str:
        text = self._cells.text(cells[self._code_place])
        if self._cells.is_missing(text):
            return ""
        stripped = text.removeprefix(self._prefix)
        return stripped or text

    def _ragged(self, row: Row) -> RowContent:
        text = say(
            "{} cells, but the header has {}: a delimiter is missing, or stands inside a cell "
            "without quotation marks."
        ).format(len(row.cells), self._width)
        content = RowContent(row.line, "")
        content.refuse("", text)
        return content


def _without_line(
    read: Callable[[Sequence[str]], Said | None],
) -> Callable[[Sequence[str], int], Said | None]:
    return lambda cells, _line: read(cells)


def _merge(
    by_code: dict[str, list[RowContent]],
    problems: list[RowProblem],
    today: date | None,
    progress: Progress,
) -> tuple[tuple[ImportedPatient, ...], Counter[str]]:
    patients: list[ImportedPatient] = []
    rules: Counter[str] = Counter()
    for done, (code, rows) in enumerate(by_code.items()):
        if done % _STEP == 0:
            progress.stop_if_cancelled()
        merged = merge_patient(code, rows, today)
        problems.extend(merged.problems)
        rules.update(merged.rules)
        if merged.patient is not None:
            patients.append(merged.patient)
    return tuple(patients), rules


def _notes(table: Table, mapping: Mapping, rules: Counter[str]) -> tuple[str, ...]:
    """Say every rule that was applied, with how often; repeats of a statement count once."""
    notes = []
    if not table.encoding.startswith("UTF-8"):
        notes.append(say("encoding {}").format(table.encoding))
    if mapping.decimal_mark == ",":
        notes.append(say("the comma is read as the decimal mark, as the mapping declares"))
    for rule, count in rules.items():
        notes.append(rule.replace(CELLS, counted(count, "cell")))
    return tuple(notes)
