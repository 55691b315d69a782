"""The results of the scratch: chosen, changed, left out, and one more."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from mrdtracker.domain.days import DayConvention
from mrdtracker.domain.mrd_value import ResultState
from mrdtracker.domain.notation import CountLimits
from mrdtracker.domain.vocabulary import Method, Quality
from mrdtracker.gui.scratch_results import ScratchResults
from mrdtracker.services.what_if import ResultChange, ResultLeftOut, Scratch
from tests.builders import a_case, a_result
from tests.gui.desk import the_switch
from tests.gui.ward import choose, type_into


@pytest.fixture
def results(qtbot):
    the_switch()
    results = ScratchResults(CountLimits(20, 50))
    qtbot.addWidget(results)
    results.scratch = Scratch.of(a_case([a_result(key="one"), a_result(key="two")]))

    def tried(change) -> None:
        results.scratch = results.scratch.trying(change)
        results.show_scratch(results.scratch, DayConvention(1))

    results.tried.connect(tried)
    results.show_scratch(results.scratch, DayConvention(1))
    results.show()
    return results


def test_nothing_is_edited_before_one_is_chosen(results) -> None:
    results.list.setCurrentRow(-1)

    assert not results.fields.isVisible()
    assert not results.leave_out_button.isEnabled()
    assert results.list.item(0).text() == "D15 BM flow 0.05 %"


def test_the_cursor_stays_while_a_value_is_typed(qtbot, results) -> None:
    results.list.setCurrentRow(1)

    type_into(qtbot, results.fields.fields["value"], "0.25 %")

    assert results.fields.fields["value"].editor.text() == "0.25 %"
    assert results.list.item(1).text() == "◌ D15 BM flow 0.25 %"
    assert results.list.currentRow() == 1


def test_specimen_method_day_and_quality_can_be_others(qtbot, results) -> None:
    results.list.setCurrentRow(0)
    fields = results.fields.fields

    choose(fields["method"], "IG/TR PCR")
    type_into(qtbot, fields["day"], "33")
    type_into(qtbot, fields["markers"], "2")
    results.fields.ticks.boxes["quality.few_cells"].click()

    changed = results.scratch.changed.results[0]
    assert (changed.method, changed.day, changed.on) == (Method.IG_TR_PCR, 33, None)
    assert (changed.markers, changed.quality) == (2, (Quality.FEW_CELLS,))


def test_one_more_counts_once_its_value_and_day_can_be_read(qtbot, results) -> None:
    qtbot.mouseClick(results.add_button, Qt.MouseButton.LeftButton)
    type_into(qtbot, results.fields.fields["value"], "neg @ 1e-5")
    assert results.scratch.changes == ()

    type_into(qtbot, results.fields.fields["day"], "D78")

    change = results.scratch.changes[0]
    assert isinstance(change, ResultChange)
    assert change.result.value.state is ResultState.NEGATIVE
    assert (change.result.day, change.result.key) == (78, "what-if:1")


def test_left_out_is_told_by_its_key(qtbot, results) -> None:
    results.list.setCurrentRow(0)

    with qtbot.waitSignal(results.tried) as told:
        qtbot.mouseClick(results.leave_out_button, Qt.MouseButton.LeftButton)

    assert told.args == [ResultLeftOut("one")]
    assert results.list.count() == 1
