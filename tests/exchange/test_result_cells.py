from mrdtracker.domain.days import DayConvention
from tests.exchange.tables import FLOW, LONG, a_mapping, a_plan, only_problem, only_result


def test_a_result_knows_its_place_and_the_words_it_was_told_in():
    result = only_result(a_plan(a_mapping(FLOW), "code,mrd,sens", "A,0.0,0.01"))

    assert result.key == "line 2, column mrd"
    assert result.reported_text == "0.0 (sensitivity 0.01)"
    assert (result.day, result.day_stated_in) == (29, DayConvention(1))


def test_no_value_is_no_result_whatever_stands_beside_it():
    plan = a_plan(a_mapping(FLOW), "code,mrd,sens", "A,NA,0.01", "B,,0.01", "C,Unknown,0.01")

    assert [patient.results for patient in plan.patients] == [(), (), ()]
    assert plan.notes == ("'Unknown' in mrd: stated as unknown in 1 cell",)


def test_a_named_time_point_has_no_day():
    mapping = a_mapping(FLOW.replace("day = 29", 'timepoint = "EOC"'))
    result = only_result(a_plan(mapping, "code,mrd,sens", "A,0.1,"))

    assert (result.timepoint, result.day, result.day_stated_in) == ("EOC", None, None)


def test_samples_of_one_day_are_told_apart_by_their_names():
    mapping = a_mapping(LONG + 'sample_column = "tube"')
    plan = a_plan(mapping, "code,on,mrd,tube", "A,2025-03-17,0.1,T1", "A,2025-03-17,0.2,T2")

    (patient,) = plan.patients
    assert len(patient.results) == 2
    assert dict(patient.sample_codes) == {
        "line 2, column mrd": "T1",
        "line 3, column mrd": "T2",
    }


def test_many_different_values_do_not_pile_up(monkeypatch):
    monkeypatch.setattr("mrdtracker.exchange.result_cells._KEEP", 2)
    monkeypatch.setattr("mrdtracker.exchange.value_cells._KEEP", 2)

    plan = a_plan(a_mapping(FLOW), "code,mrd,sens", *(f"P{n},0.{n},0.0{n}" for n in range(1, 9)))

    assert len(plan.patients) == 8
    assert plan.problems == ()


def test_a_cell_of_which_only_a_part_is_wrong_is_quoted_whole():
    problem = only_problem(a_plan(a_mapping(FLOW), "code\tmrd\tsens", "A\t0.1%%\t"))

    assert problem.startswith("'0.1%%' cannot be read: '0.1%' is not a number.")
