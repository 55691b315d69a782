import pytest

from mrdtracker.domain.due import DueState
from mrdtracker.gui.change_bus import ChangeBus
from mrdtracker.gui.patient_acts import PatientActs
from mrdtracker.gui.today_acts import TodayActs, may_be_missed
from mrdtracker.services.commands import AddSample
from mrdtracker.services.due import NoSchedule
from tests.builders import a_sample
from tests.gui.desk import answer
from tests.gui.due_desk import Morning, a_ward, day, enter


@pytest.fixture
def ward(tmp_path):
    with a_ward(tmp_path, Morning(day(16))) as workspace:
        yield workspace


@pytest.fixture
def acts(qtbot, ward):
    from PySide6.QtWidgets import QWidget

    window = QWidget()
    qtbot.addWidget(window)
    return TodayActs(ward, PatientActs(ward, ChangeBus(window), window))


def lines(ward, state=None):
    return ward.due.read(day(16)).lines((state,))


def title_of_the_form(acts, line):
    seen = []
    answer(lambda dialog: (seen.append(dialog.windowTitle()), dialog.reject()))
    assert acts.do(line)
    return seen[0]


def test_each_line_opens_the_form_it_asks_for(ward, acts):
    enter(ward)
    ward.recorder.execute(AddSample(a_sample()))
    enter(ward, 2, None)

    assert title_of_the_form(acts, lines(ward, DueState.OVERDUE)[0]) == "Add sample"
    assert title_of_the_form(acts, lines(ward, DueState.RECEIVED)[0]) == "Add result"
    assert title_of_the_form(acts, lines(ward)[0]) == "Amend patient S-0002"


def test_a_line_that_asks_for_nothing_opens_no_form(ward, acts):
    enter(ward)

    (first, *_) = lines(ward, DueState.NOT_YET)
    assert not acts.do(first)
    assert not acts.do(first._replace(sample=None, why_not=NoSchedule.NOT_USABLE))


def test_what_is_not_awaited_is_not_marked(ward, acts):
    enter(ward)
    (line, *_) = lines(ward, DueState.OVERDUE)
    settled = line._replace(sample=line.sample._replace(state=DueState.RESULTED))

    assert may_be_missed(line)
    assert not may_be_missed(settled)
    assert not may_be_missed(None)
    acts.mark_not_done(settled)  # no dialog opens
