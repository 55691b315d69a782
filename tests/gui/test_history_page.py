from dataclasses import replace

import pytest
from PySide6.QtCore import Qt

from mrdtracker.gui.history_page import HistoryPage
from mrdtracker.services.commands import AddPatient, AmendPatient
from mrdtracker.services.workspace import Workspace
from tests.builders import a_patient
from tests.gui.desk import ANNA, the_switch
from tests.gui.ward import bundled_rules


@pytest.fixture
def page(desk):
    patient = desk.workspace.patient_by_code("DEMO-02")
    command = AmendPatient(replace(patient, note="called the ward"), "asked for")
    desk.bench.bus.publish(desk.workspace.recorder.execute(command))
    desk.bench.do("history")
    return desk.bench.history


def test_the_newest_act_stands_first_with_its_fields(page):
    lines = page.model.rows

    assert lines[0].what == "Amend patient DEMO-02: Note – → called the ward"
    assert lines[0].patient == "DEMO-02"
    assert lines[0].reason == "asked for"
    assert [(one.field, one.before, one.after) for one in page.changes.rows] == [
        ("Note", "", "called the ward")
    ]


def test_the_newest_act_is_undone_from_here(qtbot, desk, page):
    assert page.undo.text() == "Undo Amend patient DEMO-02"

    qtbot.mouseClick(page.undo, Qt.MouseButton.LeftButton)

    assert desk.workspace.patient_by_code("DEMO-02").note == ""
    assert page.model.rows[0].what.startswith("Taken back: Amend patient DEMO-02")
    assert page.model.rows[1].what.startswith("Amend patient DEMO-02 (taken back)")


def test_only_the_newest_can_be_undone(page):
    page.table.select_lines([1])

    assert not page.undo.isVisible()


def test_text_filters(qtbot, page):
    qtbot.keyClicks(page.text, "import")

    qtbot.waitUntil(lambda: page.model.rowCount() == 1)
    assert page.model.rows[0].what.startswith("Import ")


def test_a_patient_filters_and_an_unknown_one_is_named(qtbot, page):
    qtbot.keyClicks(page.patient, "DEMO-03")
    qtbot.waitUntil(lambda: [line.entry.seq for line in page.model.rows] == [1])

    page.patient.setText("DEMO-99")

    qtbot.waitUntil(lambda: "DEMO-99" in page.note.text())
    assert page.model.rowCount() == 0


def test_a_person_filters(qtbot, page):
    assert page.person.findData("Anna") > 0

    page.person.setCurrentIndex(page.person.findData("Anna"))

    qtbot.waitUntil(lambda: page.model.rowCount() == 1)


def test_an_empty_record_says_what_the_page_is_for(qtbot, tmp_path):
    the_switch()
    workspace = Workspace.create(tmp_path / "ward.mrd", ANNA, rules=bundled_rules())
    page = HistoryPage(workspace)
    qtbot.addWidget(page)
    page.show()
    page.reload()
    assert page.empty.title.text() == "Nothing was recorded yet."
    assert (page.empty.isVisible(), page.filters.isVisible()) == (True, False)
    assert not page.table.isVisible()
    assert page.verify.isVisible()

    workspace.recorder.execute(AddPatient(a_patient()))
    page.reload()
    assert (page.empty.isVisible(), page.filters.isVisible()) == (False, True)
    assert page.model.rowCount() == 1
    page.stop()
    page.hide()
    workspace.close()


def test_nothing_that_fits_is_said(qtbot, page):
    qtbot.keyClicks(page.text, "zzz")

    qtbot.waitUntil(lambda: page.model.rowCount() == 0)
    assert page.note.text()
    assert page.changes.rowCount() == 0


def test_the_record_is_verified_with_the_head(qtbot, page):
    qtbot.mouseClick(page.verify, Qt.MouseButton.LeftButton)

    qtbot.waitUntil(lambda: page.task is None)
    assert page.verdict.text().startswith("The record is whole: 2 journal entries")
    assert "Journal head 2 ·" in page.verdict.text()


def test_history_of_one_patient_opens_from_its_page(desk):
    desk.patient("DEMO-03")

    desk.bench.do("patient history")

    assert desk.bench.history.patient.text() == "DEMO-03"
    assert desk.frame.pages.currentWidget() is desk.bench.history
