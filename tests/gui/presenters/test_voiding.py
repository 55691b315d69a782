from mrdtracker.gui.presenters.course_lines import event_lines, result_lines, sample_lines
from mrdtracker.gui.presenters.voiding import (
    void_event,
    void_patient,
    void_result,
    void_sample,
)
from tests.gui.presenters.views import a_view


def test_a_sample_goes_with_its_results_results_first():
    view = a_view()

    to_void = void_sample(sample_lines(view)[0], view)

    assert to_void.records == (*view.file.measurements, *view.file.samples)
    assert to_void.what == "BM sample, D15 · 17 Mar 2025, and 1 result"


def test_a_result_goes_alone():
    view = a_view()

    to_void = void_result(result_lines(view)[0])

    assert to_void.records == view.file.measurements
    assert to_void.what == "flow result, BM D15 · 17 Mar 2025"


def test_an_event_is_named():
    view = a_view()

    assert void_event(event_lines(view)[0]).what == "induction started, D1 · 03 Mar 2025"


def test_a_patient_goes_with_everything():
    view = a_view()

    to_void = void_patient(view)

    assert len(to_void.records) == 4
    assert to_void.records[-1] == view.file.patient
    assert to_void.what == "patient S-0001 with 1 result, 1 sample, 1 event"
    bare = void_patient(a_view(samples=[], measurements=[], events=[]))
    assert bare.what == "patient S-0001"
