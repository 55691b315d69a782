"""The remarks under a cohort: whole, and never higher than a few lines."""

import pytest

from mrdtracker.gui.cohort_remarks import MOST_LINES, CohortRemarks
from tests.gui.desk import the_switch


@pytest.fixture
def remarks(qtbot):
    the_switch()
    made = CohortRemarks()
    qtbot.addWidget(made)
    return made


def test_few_words_take_their_own_height_and_many_take_a_few_lines(remarks):
    line = remarks.label.fontMetrics().lineSpacing()

    remarks.say("Short.")
    assert remarks.heightForWidth(500) == pytest.approx(line, abs=2)
    remarks.say("A sentence that is said again and again. " * 40)
    assert remarks.heightForWidth(500) == pytest.approx(MOST_LINES * line, abs=3)


def test_what_has_no_room_is_reached_by_scrolling_and_a_new_text_begins_anew(qtbot, remarks):
    remarks.resize(400, 60)
    remarks.show()
    remarks.say("A sentence that is said again and again. " * 40)
    bar = remarks.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 0)
    assert remarks.text().startswith("A sentence")

    bar.setValue(bar.maximum())
    remarks.say("Another sentence. " * 90)

    assert bar.value() == 0
