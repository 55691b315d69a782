"""The board of 5 000 patients and twelve time points: one frame of scrolling, and the layout."""

from __future__ import annotations

import statistics
import time
from datetime import date, timedelta

import pytest
from PySide6.QtCore import QAbstractTableModel, QModelIndex, Qt
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QAbstractItemView, QTableView

from mrdtracker.domain.case import CourseFacts
from mrdtracker.domain.days import DayWindow
from mrdtracker.domain.due import ScheduleRow, TakenSample, due
from mrdtracker.domain.finding import NamedTimePoint
from mrdtracker.domain.records import PatientId
from mrdtracker.domain.schedule import PackSchedule
from mrdtracker.domain.vocabulary import Method, Specimen
from mrdtracker.gui.board_model import BoardModel
from mrdtracker.gui.board_table import BoardTable
from mrdtracker.gui.presenters.board_choice import BoardChoice
from mrdtracker.gui.presenters.board_rows import board_of
from mrdtracker.services.due import DueLine, DueList
from tests.benchmarks.measuring import Figure, percentile_95, seconds_of
from tests.domain.test_schedule import a_pack
from tests.gui.desk import the_switch

pytestmark = pytest.mark.benchmark
PATIENTS = 5_000
POINTS = 12
FRAMES = 300
FRAME_SECONDS = 1 / 60
# A machine that is shared cannot paint Qt's own table of empty cells in a frame either.
LIMIT_RATIO = 1.6
TODAY = date(2026, 11, 20)
SIZE = (1140, 520)
PACK = a_pack(
    *(
        NamedTimePoint(
            f"D{day}", f"Day {day} marrow", DayWindow(day, 2, 7), Specimen.BONE_MARROW,
            (Method.FLOW,),
        )
        for day in range(8, 8 + POINTS * 30, 30)
    )
)  # fmt: skip


def _list() -> DueList:
    schedule = PackSchedule.of(PACK)
    found = {}
    for number in range(PATIENTS):
        started = TODAY - timedelta(days=number % 500)
        tubes = [
            TakenSample(
                f"t{number}-{index}", Specimen.BONE_MARROW,
                started + timedelta(days=7 + 30 * index),
                methods=(Method.FLOW,) if (number + index) % 3 else (),
            )
            for index in range(number % POINTS)
        ]  # fmt: skip
        course = CourseFacts(pack="p", therapy_started_on=started)
        child = ScheduleRow(
            PatientId(f"p{number}"), f"S-{number:06d}", "Kim M.", None, "", None, course, tubes
        )
        states = due(course, tubes, schedule, TODAY)
        found[child.patient_id] = tuple(DueLine(child, one) for one in states)
    return DueList(TODAY, found)


class Blank(QAbstractTableModel):
    """As many cells with nothing in them: what Qt itself takes to scroll a table."""

    def rowCount(self, parent: QModelIndex = QModelIndex()) -> int:  # noqa: B008, N802
        return 0 if parent.isValid() else PATIENTS

    def columnCount(self, parent: QModelIndex = QModelIndex()) -> int:  # noqa: B008, N802
        return 0 if parent.isValid() else POINTS + 3

    def data(self, index: QModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        return index.row() if role == Qt.ItemDataRole.DisplayRole else None


def _frames(table: QTableView) -> list[float]:
    """Scroll by a third of a page, and paint everything that can be seen; seconds of each."""
    table.resize(*SIZE)
    table.show()
    bar, picture = table.verticalScrollBar(), QPixmap(*SIZE)
    taken = []
    for frame in range(FRAMES):
        started = time.perf_counter()
        bar.setValue(bar.maximum() * frame // FRAMES)
        table.render(picture)
        taken.append(time.perf_counter() - started)
    return taken


def test_a_frame_of_scrolling_5000_patients_by_12_time_points(qtbot) -> None:
    the_switch()
    listed = _list()
    layout = seconds_of(lambda: board_of(listed, BoardChoice(), str, ""))
    model = BoardModel(lambda _row, _line: "")
    table = BoardTable(model, "")
    qtbot.addWidget(table)
    shown = seconds_of(lambda: model.show_board(board_of(listed, BoardChoice(), str, ""), TODAY))
    bare = QTableView()
    qtbot.addWidget(bare)
    bare.setModel(Blank(bare))
    bare.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)

    _frames(table)
    frames, least = _frames(table), _frames(bare)

    asked = {
        "painted_cells": len(table.rows_in_sight()) * model.columnCount(),
        "wanted_ms": round(FRAME_SECONDS * 1000, 1),
        "median_ms": round(statistics.median(frames) * 1000, 2),
        "max_ms": round(max(frames) * 1000, 2),
        "bare_table_p95_ms": round(percentile_95(least) * 1000, 2),
        "layout_s": round(layout, 3),
        "layout_and_widths_s": round(shown, 3),
    }
    assert len(table.rows_in_sight()) < PATIENTS / 100
    Figure(
        "one frame of scrolling the board, 5000 x 12, p95",
        percentile_95(frames),
        max(FRAME_SECONDS, LIMIT_RATIO * percentile_95(least)),
        "s",
        asked,
    ).report()
