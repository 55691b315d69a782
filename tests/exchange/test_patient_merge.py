from mrdtracker.domain.case import Event
from mrdtracker.domain.days import DayConvention
from mrdtracker.domain.vocabulary import EventKind
from tests.exchange.tables import FLOW, LONG, a_mapping, a_plan

SEX = '[[fact]]\nfield = "sex"\ncolumn = "sex"\n'
COLUMNS = "code,sex,mrd,sens"


def test_rows_that_repeat_each_other_are_one_patient_with_one_result():
    plan = a_plan(
        a_mapping(SEX + FLOW), COLUMNS, "A,male,0.1,0.01", "B,female,0,0.01", "A,NA,0.1,0.01"
    )

    first, second = plan.patients
    assert (first.code, first.lines, len(first.results)) == ("A", (2, 4), 1)
    assert first.results[0].key == "line 2, column mrd"
    assert second.lines == (3,)


def test_a_blank_does_not_contradict_and_rows_complete_each_other():
    plan = a_plan(a_mapping(SEX + FLOW), COLUMNS, "A,,0.1,0.01", "A,male,,")

    (patient,) = plan.patients
    assert patient.facts.sex.value == "male"
    assert len(patient.results) == 1


def test_rows_that_contradict_each_other_are_all_problems_and_none_is_chosen():
    plan = a_plan(
        a_mapping(SEX + FLOW),
        COLUMNS,
        "A,male,0.1,0.01",
        "A,female,,",
        "A,male,,",
        "B,female,0.3,0.01",
    )

    assert [patient.code for patient in plan.patients] == ["B"]
    assert [(problem.line, problem.column) for problem in plan.problems] == [
        (2, "sex"),
        (3, "sex"),
        (4, "sex"),
    ]
    assert "'female' in line 3" in plan.problems[0].text
    assert "'male' in line 2" in plan.problems[1].text
    assert {problem.patient_code for problem in plan.problems} == {"A"}


def test_two_values_of_one_sample_are_a_problem_that_names_both_lines():
    plan = a_plan(a_mapping(LONG), "code,on,mrd", "A,2025-03-17,0.1", "A,2025-03-17,0.2")

    assert plan.bad_lines == (2, 3)
    assert "'0.2' in line 3 for the same patient and sample" in plan.problems[0].text
    assert "map the column that tells them apart" in plan.problems[0].text


def test_a_repeat_may_be_told_apart_by_a_column():
    mapping = a_mapping(LONG + 'repeat_column = "id"')
    plan = a_plan(mapping, "code,on,mrd,id", "A,2025-03-17,0.1,1", "A,2025-03-17,0.2,2")

    assert plan.problems == ()
    assert len(plan.patients[0].results) == 2


def test_two_columns_that_state_the_same_result_meet():
    mapping = a_mapping(FLOW, FLOW.replace('"mrd"', '"again"'))
    plan = a_plan(mapping, "code,mrd,again,sens", "A,0.1,0.2,0.01", "B,0.1,0.1,0.01")

    assert plan.bad_lines == (2,)
    assert [len(patient.results) for patient in plan.patients] == [1]


def test_a_bad_row_is_left_out_whole_and_the_patients_other_rows_stand():
    plan = a_plan(
        a_mapping(LONG), "code,on,mrd", "A,2025-03-17,0.1", "A,2025-03-18,much", "A,2025-03-19,0"
    )

    (patient,) = plan.patients
    assert patient.lines == (2,)
    assert plan.bad_lines == (3, 4)


def test_a_death_told_by_two_columns_is_one_death():
    part = (
        '[[event]]\ncolumn = "first"\nvalues = {Death = "death"}\ntime_column = "days"\n'
        'counted_from = "first_dose"\n'
        '[[event]]\ncolumn = "alive"\nvalues = {dead = "death"}\ntime_column = "survival"\n'
        'counted_from = "first_dose"\n'
    )
    plan = a_plan(a_mapping(part), "code,first,days,alive,survival", "A,Death,252,dead,252")

    assert plan.patients[0].events == (
        Event(
            EventKind.DEATH,
            "first: Death, D253 (first dose = day 1)",
            day=253,
            day_stated_in=DayConvention(1),
        ),
    )


def test_a_written_note_comes_before_the_texts_that_are_kept():
    part = (
        '[[fact]]\nfield = "note"\ncolumn = "note"\n[[note]]\ntitle = "Karyotype"\ncolumn = "k"\n'
    )
    plan = a_plan(a_mapping(part), "code,note,k", "A,seen twice,46")

    assert plan.patients[0].note == "seen twice\nKaryotype: 46"
    assert plan.patients[0].stated_facts == {"note"}
