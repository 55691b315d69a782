import pytest

from mrdtracker.domain.import_plan import (
    ImportPlan,
    ImportPreview,
    PlannedChange,
    RowAction,
    RowProblem,
)
from mrdtracker.gui.import_preview import ImportPreviewPane
from mrdtracker.gui.presenters.import_form import ImportForm

CHANGE = PlannedChange(RowAction.NEW, "P1", "patient", "", "AALL0232")


@pytest.fixture
def pane(qtbot):
    made = ImportPreviewPane()
    qtbot.addWidget(made)
    made.show()
    return made


def a_form(problems=(), notes=()):
    plan = ImportPlan("lab.csv", "", "our-lab", "UTF-8", 10, problems=problems, notes=notes)
    return ImportForm(ImportPreview(plan, (CHANGE,), new_patients=1))


def test_changes_come_first_where_there_are_no_problems(pane):
    pane.show_form(a_form())

    assert pane.summary.text() == "1 new patient · 0 new results · 0 changed · 0 the same"
    assert pane.tabs.currentIndex() == 0
    assert pane.leave_out.isHidden()
    texts = [pane.changes.index(0, column).data() for column in range(5)]
    assert texts == ["new", "P1", "patient", "", "AALL0232"]


def test_problems_come_first_where_there_are_some(pane):
    pane.show_form(a_form((RowProblem(4, "Date", "'yesterday' is not a date."),)))

    assert pane.tabs.currentIndex() == 1
    assert pane.tabs.tabText(1) == "Problems (1)"
    assert pane.leave_out.isVisible()
    assert not pane.leave_out.isChecked()
    assert pane.problems.index(0, 0).data() == "4"


def test_the_rules_of_the_mapping_that_were_applied_are_said(pane):
    pane.show_form(a_form(notes=tuple(f"rule {n}" for n in range(12))))
    assert pane.notes.text().splitlines() == [f"– rule {n}" for n in range(4)]
    assert pane.more_button.text() == "Show all 12 notes"

    pane.more_button.click()

    assert pane.notes.text().splitlines() == [f"– rule {n}" for n in range(12)]

    pane.more_button.click()

    assert pane.more_button.text() == "Show all 12 notes"


def test_few_rules_need_no_button(pane):
    pane.show_form(a_form(notes=("rule 0",)))

    assert not pane.more_button.isVisible()


def test_a_new_preview_starts_without_leaving_anything_out(pane):
    problems = (RowProblem(4, "Date", "no"),)
    pane.show_form(a_form(problems))
    pane.leave_out.setChecked(True)

    pane.show_form(a_form(problems))

    assert not pane.leave_out.isChecked()
