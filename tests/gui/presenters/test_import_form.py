from mrdtracker.domain.import_plan import (
    ImportPlan,
    ImportPreview,
    PlannedChange,
    RowAction,
    RowProblem,
)
from mrdtracker.gui.presenters.import_form import MOST_LINES, NOTHING_NEW, ImportForm

BAD = (
    RowProblem(4, "Date", "'yesterday' is not a date."),
    RowProblem(4, "MRD", "'much' is not a number."),
    RowProblem(9, "", "the line has 3 cells and not 4."),
)


def a_form(problems=(), changes=(), **counts):
    plan = ImportPlan("lab.csv", "0" * 64, "our-lab", "UTF-8", 10, problems=problems)
    return ImportForm(ImportPreview(plan, changes, **counts))


def test_the_counts_are_said_before_anything_is_written():
    form = a_form(new_patients=47, new_results=1, changed=2, same=3)

    assert form.summary == "47 new patients · 1 new result · 2 changed · 3 the same"
    assert form.apply_label == "&Import 47 patients, 1 result and 2 changes"
    assert form.can_apply


def test_new_events_are_not_called_changes():
    event = PlannedChange(RowAction.NEW, "P1", "relapse", "", "day 400")
    form = a_form(changes=(event, event), changed=1, new_events=2)

    assert form.summary == "0 new patients · 0 new results · 2 new events · 1 changed · 0 the same"
    assert form.result_text == "2 events and 1 change imported. Ctrl+Z takes it back."


def test_what_stays_voided_is_said_beside_the_counts():
    form = a_form(voided_results=2)

    assert form.summary == "This file says nothing new. 2 results are voided here and stay so."
    assert a_form(new_results=1, voided_results=2).summary.endswith(
        " · 2 results are voided here and stay so"
    )


def test_a_file_that_says_nothing_new_is_said_so_and_cannot_be_applied():
    form = a_form(same=187)

    assert form.summary == form.result_text == NOTHING_NEW
    assert not form.can_apply
    assert form.apply_label == "&Import"


def test_problems_stand_in_the_way_until_the_person_leaves_them_out():
    form = a_form(BAD, new_results=5)
    assert not form.can_apply
    assert form.why_not.startswith("2 lines cannot be taken.")
    assert form.leave_out_label == "&Leave out the 2 lines with problems"

    form.leaves_out = True

    assert form.can_apply
    assert form.result_text == ("5 results imported. 2 lines were left out. Ctrl+Z takes it back.")


def test_one_line_is_one_line():
    form = a_form(BAD[:2], new_results=1)

    assert form.leave_out_label == "&Leave out the 1 line with problems"
    assert form.why_not.startswith("1 line cannot be taken.")
    form.leaves_out = True
    assert "1 line was left out" in form.result_text


def test_only_problems_are_no_reason_to_say_that_nothing_is_new():
    form = a_form(BAD)

    assert form.summary != NOTHING_NEW
    form.leaves_out = True
    assert not form.can_apply


def test_the_tables_say_each_change_and_each_problem():
    change = PlannedChange(RowAction.CHANGED, "P1", "flow, BM day 15", "0.05 %", "0.06 %")
    form = a_form(BAD, (change,), changed=1)

    [line] = form.changes
    assert (line.action, line.patient, line.before, line.after) == (
        "changed",
        "P1",
        "0.05 %",
        "0.06 %",
    )
    assert [(one.line, one.column) for one in form.problems] == [(4, "Date"), (4, "MRD"), (9, "")]
    assert (form.changes_title, form.problems_title) == ("Changes (1)", "Problems (3)")


def test_a_long_table_is_cut_and_says_so():
    change = PlannedChange(RowAction.NEW, "P1", "patient")
    form = a_form(changes=(change,) * (MOST_LINES + 1), new_patients=MOST_LINES + 1)

    assert len(form.changes) == MOST_LINES
    assert form.changes_title == "Changes (2000 of 2001)"


def test_problems_are_copied_as_text():
    text = a_form(BAD).problems_text

    assert text.splitlines()[:3] == [
        "lab.csv",
        "Line\tColumn\tProblem",
        "4\tDate\t'yesterday' is not a date.",
    ]
