"""Fields that save nothing: they show what the form says, and tell what was typed."""

from __future__ import annotations

import pytest

from mrdtracker.domain.days import DayConvention
from mrdtracker.domain.notation import CountLimits
from mrdtracker.gui.presenters.what_if_form import ScratchResultForm
from mrdtracker.gui.scratch_fields import ScratchFields
from mrdtracker.gui.scratch_results import LABELS
from tests.builders import a_case, a_result
from tests.gui.desk import the_switch
from tests.gui.ward import choose, lines_below, type_into


@pytest.fixture
def fields(qtbot):
    the_switch()
    fields = ScratchFields(LABELS, "0.05 %")
    fields.show_ticks()
    qtbot.addWidget(fields)
    case = a_case([a_result(key="one")])
    fields.show_form(
        ScratchResultForm(case.results[0], case, DayConvention(1), CountLimits(20, 50))
    )
    fields.show()
    return fields


def test_labels_keep_their_keys_and_fields_their_order(fields) -> None:
    assert fields.fields["value"].label.text() == "&Value, as a report writes it"
    assert list(fields.fields) == list(LABELS)


def test_only_what_has_a_meaning_is_shown(fields) -> None:
    assert fields.fields["lod"].isVisible()
    assert not fields.fields["markers"].isVisible()

    choose(fields.fields["method"], "IG/TR PCR")

    assert fields.fields["markers"].isVisible()


def test_what_is_typed_is_taken_and_told(qtbot, fields) -> None:
    with qtbot.waitSignal(fields.typed) as told:
        type_into(qtbot, fields.fields["value"], "3")

    assert told.args == ["value"]
    type_into(qtbot, fields.fields["value"], "3 %")
    assert "3 %" in lines_below(fields.fields["value"])


def test_a_tick_is_told_too(qtbot, fields) -> None:
    name = "quality.haemodilution_suspected"

    with qtbot.waitSignal(fields.typed) as told:
        fields.ticks.boxes[name].click()

    assert told.args == [name]
    assert fields.ticks.boxes[name].isChecked()
