from datetime import date

import pytest

from mrdtracker.domain.due import DueState
from mrdtracker.domain.vocabulary import Method, Specimen
from mrdtracker.gui.entry_dialog import context_of
from mrdtracker.gui.presenters.quick_result import asked_sample, beginning
from mrdtracker.services.commands import AddSample, RecordMeasurement
from tests.builders import a_measurement, a_patient, a_sample
from tests.gui.due_desk import Morning, a_ward, day, enter

TODAY = day(16)


@pytest.fixture
def ward(tmp_path):
    workspace = a_ward(tmp_path, Morning(TODAY))
    enter(workspace)
    yield workspace
    workspace.close()


def lines(ward):
    view = ward.assessment.view(a_patient().id)
    return ward.due.of_file(view.file, TODAY)


def begun(ward, timepoint="", specimen=None):
    view = ward.assessment.view(a_patient().id)
    due = asked_sample(ward.due.of_file(view.file, TODAY), timepoint, specimen)
    return beginning(context_of(view, TODAY), due, TODAY)


def test_the_tube_that_waits_for_its_result_is_asked_first(ward):
    assert asked_sample(lines(ward), "", None).state is not DueState.RECEIVED
    ward.recorder.execute(AddSample(a_sample()))

    assert asked_sample(lines(ward), "", None).sample_id == "sample-1"


def test_a_time_point_is_found_by_name_and_specimen(ward):
    found = asked_sample(lines(ward), "D15", Specimen.BONE_MARROW)

    assert found.expected.key == ("D15", Specimen.BONE_MARROW)
    assert asked_sample(lines(ward), "D15", Specimen.CSF) is None
    assert asked_sample(lines(ward), "never", None) is None


def test_a_tube_that_came_is_filled_in_and_no_new_one(ward):
    ward.recorder.execute(AddSample(a_sample()))

    assert begun(ward, "D15") == {"sample": "sample-1", "method": "flow"}


def test_without_a_tube_a_new_one_of_today_begins(ward):
    assert begun(ward, "D15") == {
        "sample": "new",
        "specimen": "BM",
        "taken_on": "18 Mar 2025",
        "method": "flow",
    }


def test_nobody_guesses_the_date_of_a_tube_whose_window_is_closed(ward):
    assert begun(ward, "D8")["taken_on"] == ""


def test_the_method_is_the_last_one_of_this_child_where_the_protocol_takes_it(ward):
    asked = asked_sample(lines(ward), "D33", None)
    allowed = (asked.waiting_for or asked.expected.point.assays)[0]
    assert begun(ward, "D33")["method"] == allowed[0].value
    used = allowed[-1]
    ward.recorder.execute(AddSample(a_sample()))
    result = a_measurement(method=used)
    ward.recorder.execute(RecordMeasurement(a_sample(), result))

    assert begun(ward, "D33")["method"] == used.value
    assert begun(ward, "D15")["method"] == Method.FLOW.value


@pytest.mark.parametrize(("has_tube", "texts"), [(False, {"sample": "new"}), (True, {})])
def test_where_nothing_is_expected_only_a_first_tube_is_filled_in(ward, has_tube, texts):
    if has_tube:
        ward.recorder.execute(AddSample(a_sample(taken_on=date(2025, 3, 10))))
    view = ward.assessment.view(a_patient().id)

    assert beginning(context_of(view, TODAY), None, TODAY) == texts
