"""The board in words: what a cell says to a screen reader, under the pointer and on paper."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from mrdtracker.domain.due import Due, DueState
from mrdtracker.domain.notation import date_text, rounded_value_text
from mrdtracker.domain.plurals import counted
from mrdtracker.domain.records import PatientFile
from mrdtracker.gui.presenters.board_choice import BoardChoice
from mrdtracker.gui.presenters.board_rows import Board, BoardColumn, BoardRow
from mrdtracker.gui.presenters.due_words import when_words, window_words
from mrdtracker.services.due import DueLine
from mrdtracker.words import mark, say

NOT_IN_PROTOCOL = mark("not in this protocol")
NO_DAYS_COUNTED = mark("no day can be counted")
_REST = re.compile(r" \(|, ")


def title_words(board: Board) -> str:
    """Write the title with the numbers that matter: "Board: 12 patients, 3 overdue"."""
    if not board.tabs and not board.rows:
        return say("Board")
    overdue = sum(line.state is DueState.OVERDUE for row in board.rows for line in row.lines)
    return say("Board: {}, {} overdue").format(counted(len(board.rows), "patient"), overdue)


def found_words(board: Board, choice: BoardChoice, total: int) -> str:
    """Say how many of how many are shown, and who may be missing among them."""
    if not choice.is_narrowed:
        return ""
    words = say("{} of {}").format(len(board.rows), counted(total, "patient"))
    if not board.not_assessed:
        return words
    return say("{}, {} not assessed yet").format(words, board.not_assessed)


def count_words(column: BoardColumn) -> str:
    """Write how many of those who are shown have their results: "3 of 12"."""
    return say("{} of {}").format(column.done, column.expected)


def point_words(sample: Due) -> str:
    """Name a time point: "Day 33 marrow"; what its pack adds in brackets is left out."""
    return _REST.split(say(sample.expected.point.title))[0]


def spoken_words(line: DueLine | None, row: BoardRow, today: date, *, is_flagged: bool) -> str:
    """Say a cell in one sentence: "Day 33 marrow: opens in 6 days"."""
    if line is None or line.sample is None:
        return empty_words(row)
    words = say("{}: {}").format(point_words(line.sample), when_words(line.sample, today))
    parts = [words]
    if len(line.sample.tubes) > 1:
        parts.append(counted(len(line.sample.tubes), "tube"))
    if is_flagged:
        parts.append(say("flagged"))
    return ", ".join(parts)


def empty_words(row: BoardRow) -> str:
    """Say why a cell is empty."""
    return say(NOT_IN_PROTOCOL if row.has_schedule else NO_DAYS_COUNTED)


def results_words(line: DueLine, file: PatientFile) -> Sequence[str]:
    """Write what came for a time point: "17 Mar 2025 · flow: 0.012 %", one line for each."""
    tubes = line.sample.tubes if line.sample is not None else ()
    taken = {sample.id: sample for sample in file.samples if sample.id in tubes}
    found = []
    for sample in taken.values():
        on = date_text(sample.taken_on) if sample.taken_on is not None else ""
        results = [one for one in file.measurements if one.sample_id == sample.id]
        for one in results:
            words = say("{}: {}").format(one.method.words, rounded_value_text(one.value))
            found.append(" · ".join(part for part in (on, one.target, words) if part))
        if not results:
            found.append(" · ".join(part for part in (on, say("no result yet")) if part))
    return found


def tip_words(line: DueLine, row: BoardRow, today: date, file: PatientFile | None) -> str:
    """Write what stands under the pointer: the time point, its window, and what came."""
    if line.sample is None:
        return empty_words(row)
    sentence = spoken_words(line, row, today, is_flagged=False)
    window = say("Window {}").format(window_words(line.sample, today))
    results = results_words(line, file) if file is not None else ()
    return "\n".join((f"{row.code} · {sentence}", window, *results))
