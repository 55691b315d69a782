import pytest
from PySide6.QtCore import Qt

from mrdtracker.domain.due import TakenSample
from mrdtracker.domain.vocabulary import Method, Specimen
from mrdtracker.gui.board_model import (
    FIRST_POINT,
    ID_ROLE,
    OVERLAY_ROLE,
    STATE_ROLE,
    BoardModel,
    Overlay,
)
from mrdtracker.gui.presenters.board_choice import BoardChoice
from mrdtracker.gui.presenters.board_rows import board_of
from mrdtracker.gui.presenters.point_states import PointState
from tests.domain.test_due import MARROW, day
from tests.gui.presenters.test_board_rows import NOW, child, listed

ACROSS = Qt.Orientation.Horizontal
TUBES = tuple(
    TakenSample(name, MARROW, day(15), methods=(Method.FLOW,)) for name in ("one", "two")
)


@pytest.fixture
def model(qapp):  # noqa: ARG001 - a model says its titles through Qt
    made = BoardModel(lambda row, _line: f"tip of {row.code}")
    children = (child("A", samples=TUBES), child("B", "second"))
    made.show_board(board_of(listed(*children), BoardChoice(), str, NOW), day(20))
    return made


def test_it_is_a_table_that_qt_s_own_tester_accepts(model, qtmodeltester):
    qtmodeltester.check(model)
    assert (model.rowCount(), model.columnCount()) == (2, FIRST_POINT + 3)


def test_a_cell_has_its_state_its_overlays_and_whose_it_is(model):
    cell = model.index(0, FIRST_POINT + 1)

    assert cell.data(STATE_ROLE) is PointState.RESULTED
    assert cell.data(OVERLAY_ROLE) == (Overlay.REPEATS,)
    assert cell.data(ID_ROLE) == "id A"
    assert cell.data(Qt.ItemDataRole.AccessibleTextRole) == "Day 15: resulted, 2 tubes"
    assert cell.data(Qt.ItemDataRole.ToolTipRole) == "tip of A"
    empty = model.index(0, FIRST_POINT + 2)
    assert empty.data(STATE_ROLE) is None
    assert empty.data(Qt.ItemDataRole.ToolTipRole) == "not in this protocol"
    assert empty.data(Qt.ItemDataRole.DecorationRole) is None
    assert [model.index(0, place).data() for place in range(3)] == ["A Kim", "first", "D20"]


def test_a_head_says_phase_and_count_to_a_screen_reader(model):
    said = model.headerData(FIRST_POINT + 2, ACROSS, Qt.ItemDataRole.AccessibleTextRole)

    assert said == "D33 BM, before consolidation, 0 of 1 resulted"
    assert model.headerData(0, ACROSS) == "Patient"
    assert model.headerData(0, Qt.Orientation.Vertical) is None
    assert [model.name_at(place) for place in (0, 1, 2, 3)] == [
        "patient",
        "protocol",
        "day",
        "D8 PB",
    ]


def test_flags_come_later_and_are_forgotten_with_a_change(model, qtbot):
    cell = model.index(0, FIRST_POINT + 1)
    with qtbot.waitSignal(model.dataChanged):
        model.show_flags({"id A": frozenset({"two"}), "id gone": frozenset()})

    assert cell.data(OVERLAY_ROLE) == (Overlay.FLAG, Overlay.REPEATS)
    assert cell.data().endswith("flagged")
    assert model.has_flags_of("id A")
    assert model.line_at(1, FIRST_POINT) is None
    model.forget_flags("id A")
    assert cell.data(OVERLAY_ROLE) == (Overlay.REPEATS,)
    model.show_flags({"id A": frozenset({"two"})})
    model.forget_flags(None)
    assert not model.has_flags_of("id A")


def test_a_time_point_is_found_by_its_column(model):
    assert model.column_at(0) is None
    assert model.column_at(FIRST_POINT).key == ("D8", Specimen.PERIPHERAL_BLOOD)
