"""K30: a scanner opens the tube from any page, and never spoils a box that is typed into."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from mrdtracker.gui.scan_keys import ScanKeys
from mrdtracker.gui.workbench import PATIENT, PATIENTS
from mrdtracker.services.commands import AmendSample
from tests.gui.desk import answer

pytestmark = pytest.mark.usefixtures("tube")
PAGES = (PATIENTS, "today", "history", "rules", "help")
CODE = "BM-2026/0042"


@pytest.fixture
def tube(desk):
    """A tube of DEMO-08 that has a label, and a scanner that takes a millisecond a key."""
    file = desk.workspace.patient_file(desk.workspace.patient_by_code("DEMO-08").id)
    sample = replace(file.samples[0], code=CODE)
    desk.workspace.recorder.execute(AmendSample(sample, "label"))
    ticks = iter(range(1, 10_000))
    desk.window.scan_keys = ScanKeys(lambda: next(ticks))
    return sample


def scan(desk, code=CODE):
    """Send a code to the window, as a keyboard does."""
    for sign in code:
        QTest.keyClick(desk.window.windowHandle(), sign)
    QTest.keyClick(desk.window.windowHandle(), Qt.Key.Key_Return)


def current_tube(desk):
    [line] = desk.bench.patient.records.sample_table.selected_rows()
    return line.sample.code


def leave_the_search(desk):
    desk.window.setFocus()
    if desk.window.focusWidget() is not None:
        desk.window.focusWidget().clearFocus()


@pytest.mark.parametrize("page", PAGES)
def test_a_scan_on_every_page_opens_the_tube(desk, page):
    desk.bench.do(page)
    leave_the_search(desk)

    scan(desk)

    assert desk.bench.places.current.page == PATIENT
    assert desk.bench.patient.view.file.patient.code == "DEMO-08"
    assert current_tube(desk) == CODE


def test_a_scan_in_a_table_opens_the_tube_and_not_the_line(desk):
    desk.bench.do("today")
    desk.bench.today.focus_table()
    opened = []
    answer(opened.append)

    scan(desk)

    assert opened == []
    assert current_tube(desk) == CODE


def test_an_unknown_code_is_said_in_one_sentence(desk):
    leave_the_search(desk)

    scan(desk, "BM-2026/9999")

    assert desk.frame.notice.text() == "No sample in this file has the code “BM-2026/9999”."
    assert desk.bench.places.current.page == PATIENTS


def test_two_tubes_with_one_code_are_offered(desk):
    file = desk.workspace.patient_file(desk.workspace.patient_by_code("DEMO-01").id)
    twin = replace(file.samples[0], code=CODE)
    desk.workspace.recorder.execute(AmendSample(twin, "label"))
    leave_the_search(desk)

    scan(desk)

    assert desk.frame.search.text() == CODE
    assert desk.frame.notice.text() == f"2 samples have the code “{CODE}”: choose one."


def test_a_scan_goes_unspoilt_into_the_box_that_has_the_keys(desk):
    desk.bench.do("search")

    for sign in CODE:
        QTest.keyClick(desk.window.windowHandle(), sign)

    assert desk.frame.search.text() == CODE
    assert desk.bench.places.current.page == PATIENTS


def test_typed_into_the_search_and_entered_it_opens_the_tube_too(desk):
    desk.bench.do("search")

    scan(desk)

    assert current_tube(desk) == CODE


def test_the_store_that_is_closed_hears_no_scanner(desk):
    desk.bench.close()
    before = desk.frame.notice.text()

    desk.window.scanned.emit("BM-2026/9999")

    assert desk.frame.notice.text() == before
