import pytest

from mrdtracker.domain.errors import ProblemsError
from mrdtracker.exchange.csv_import import plan_import
from mrdtracker.progress import Cancelled, ProgressRecorder
from tests.exchange.tables import FLOW, TODAY, a_mapping, a_plan, a_table

COLUMNS = "code,mrd,sens"


def test_a_plan_names_the_file_the_mapping_and_the_rows():
    table = a_table(COLUMNS, "A,0.1,0.01", "B,0.2,0.01")
    plan = plan_import(table, a_mapping(FLOW))

    assert (plan.file_name, plan.sha256, plan.mapping_id) == ("table.csv", table.sha256, "test")
    assert (plan.encoding, plan.row_count) == ("UTF-8", 2)


def test_a_table_of_another_kind_is_refused_with_every_missing_column():
    with pytest.raises(ProblemsError) as refused:
        a_plan(a_mapping(FLOW), "patient,value", "A,1")

    assert len(refused.value.problems) == 3


def test_forty_percent_bad_rows_are_listed_and_the_others_planned():
    rows = [f"P{n},{'much' if n % 5 < 2 else '0.1'},0.01" for n in range(100)]
    plan = a_plan(a_mapping(FLOW), COLUMNS, *rows)

    assert len(plan.patients) == 60
    assert len(plan.problems) == 40
    assert (plan.problems[0].line, plan.problems[0].column) == (2, "mrd")
    assert "much" in plan.problems[0].text


def test_somebody_can_choose_to_leave_the_bad_rows_out():
    plan = a_plan(a_mapping(FLOW), COLUMNS, "A,much,0.01", "B,0.1,0.01")

    chosen = plan.without_bad_rows()

    assert (chosen.problems, chosen.left_out) == ((), plan.problems)
    assert chosen.patients == plan.patients


def test_ragged_rows_and_rows_without_a_patient_are_problems():
    plan = a_plan(
        a_mapping(FLOW),
        COLUMNS,
        "A,0.1",
        "A,0.1,0.01,more",
        ",0.1,0.01",
        "NA,1,1",
        "x" * 201 + ",1,1",
    )

    assert plan.patients == ()
    assert [problem.line for problem in plan.problems] == [2, 3, 4, 5, 6]
    assert "2 cells, but the header has 3" in plan.problems[0].text
    assert "code is blank" in plan.problems[2].text
    assert "too long" in plan.problems[4].text


def test_several_problems_of_one_row_are_all_listed():
    part = FLOW + '[[fact]]\nfield = "sex"\ncolumn = "sex"\n'
    plan = a_plan(a_mapping(part), "code,mrd,sens,sex", "A,much,0.01,x")

    assert {problem.column for problem in plan.problems} == {"mrd", "sex"}


def test_rows_that_speak_of_no_patient_are_left_out_and_said():
    part = '[[leave_out]]\ncolumn = "kind"\nwords = ["XENOGRAFT"]\nreason = "xenografts"\n'
    plan = a_plan(a_mapping(part, FLOW), "code,mrd,sens,kind", "A,1,,xenograft", "B,1,,")

    assert [patient.code for patient in plan.patients] == ["B"]
    assert plan.notes == ("left out: xenografts, in 1 cell",)


def test_a_prefix_is_taken_off_the_code_but_never_all_of_it():
    head = 'format = "mrdtracker-mapping/1"\nid = "t"\ntitle = "t"\nday_of_first_dose = 1\n'
    mapping = a_mapping(FLOW, head=head + '[patient]\ncode = "code"\nstrip_prefix = "X-"\n')
    plan = a_plan(mapping, COLUMNS, "X-A,1,", "B,1,", "X-,1,")

    assert [patient.code for patient in plan.patients] == ["A", "B", "X-"]


def test_an_optional_column_that_is_not_there_states_nothing():
    mapping = a_mapping(FLOW, optional_columns='["sens"]')

    assert a_plan(mapping, "code,mrd", "A,0.1").patients[0].results[0].value.sensitivity is None


def test_a_guessed_encoding_is_said():
    table = a_table("x", "1")
    table = type(table)(**{**vars(table), "encoding": "Latin-1 (guessed)"})
    mapping = a_mapping(FLOW, optional_columns='["code", "mrd", "sens"]')

    assert plan_import(table, mapping, today=TODAY).notes[:1] == ("encoding Latin-1 (guessed)",)


def test_the_same_file_gives_the_same_plan():
    rows = (COLUMNS, "B,0.1,0.01", "A,0,0.01", "B,NA,", "C,x,")

    assert a_plan(a_mapping(FLOW), *rows) == a_plan(a_mapping(FLOW), *rows)


def test_planning_tells_how_far_it_is_and_stops_when_asked():
    progress = ProgressRecorder()
    progress.cancel()

    with pytest.raises(Cancelled):
        plan_import(a_table(COLUMNS, "A,1,"), a_mapping(FLOW), progress)
