from datetime import date

import pytest

from mrdtracker.domain.days import DayConvention
from mrdtracker.domain.truth import Truth
from mrdtracker.domain.vocabulary import Denominator, Gating, Method, Quality, Specimen
from tests.exchange.tables import a_mapping, a_plan, only_problem, only_result

FULL = """
[[result]]
column = "mrd"
method_column = "method"
method_values = {MFC = "flow"}
specimen_column = "specimen"
specimen_values = {Marrow = "BM"}
unit_column = "unit"
date_column = "on"
day_column = "day"
first_dose_day_column = "first"
timepoint_column = "timepoint"
target_column = "target"
denominator_column = "denominator"
gating_column = "gating"
markers_column = "markers"
events_total_column = "total"
events_positive_column = "positive"
quality_columns = ["quality", "more"]
verified_column = "verified"
note_column = "note"
reported_text_column = "said"
"""
COLUMNS = (
    "code,mrd,method,specimen,unit,on,day,first,timepoint,target,denominator,gating,markers,total,"
    "positive,quality,more,verified,note,said"
)
ROW = {
    "code": "A",
    "mrd": "0.05",
    "method": "MFC",
    "specimen": "marrow",
    "unit": "%",
    "on": "2025-03-17",
    "day": "15",
    "first": "1",
    "timepoint": "D15",
    "target": "",
    "denominator": "nucleated_cells",
    "gating": "cd19_only",
    "markers": "2",
    "total": "500000",
    "positive": "250",
    "quality": "clotted; few_cells",
    "more": "clotted",
    "verified": "yes",
    "note": "repeat",
    "said": " 0.05 % ",
}


def plan_with(**cells: str):
    row = ",".join({**ROW, **cells}[column] for column in COLUMNS.split(","))
    return a_plan(a_mapping(FULL), COLUMNS, row)


def test_everything_about_a_result_can_stand_in_columns():
    result = only_result(plan_with())

    assert (result.method, result.specimen) == (Method.FLOW, Specimen.BONE_MARROW)
    assert (result.on, result.day, result.timepoint) == (date(2025, 3, 17), 15, "D15")
    assert result.day_stated_in == DayConvention(1)
    assert result.denominator is Denominator.NUCLEATED_CELLS
    assert result.gating is Gating.CD19_ONLY
    assert (result.markers, result.events_total, result.events_positive) == (2, 500000, 250)
    assert result.quality == (Quality.CLOTTED, Quality.FEW_CELLS)
    assert result.verified is Truth.YES
    assert (result.note, result.reported_text) == ("repeat", " 0.05 % ")
    assert result.key == "line 2, column mrd"


def test_a_day_without_a_stated_convention_is_left_to_the_pack():
    assert only_result(plan_with(first="")).day_stated_in is None


@pytest.mark.parametrize(
    ("cells", "words"),
    [
        ({"method": ""}, "is blank, but a result needs it"),
        ({"specimen": "spleen"}, "not a word"),
        ({"unit": "percent"}, "not a word"),
        ({"on": "07/03/2025"}, "07/03/2025"),
        ({"day": "soon"}, "not a protocol day"),
        ({"first": "2"}, "takes 0 or 1"),
        ({"on": "", "day": "", "timepoint": ""}, "needs a date, day or time point"),
        ({"markers": "-1"}, "not a count"),
        ({"quality": "bad"}, "not a word"),
        ({"positive": "600000"}, "More positive events"),
        ({"unit": "per_uL"}, "not a unit of flow"),
    ],
)
def test_the_cell_that_is_wrong_is_named(cells, words):
    assert words in only_problem(plan_with(**cells))


def test_a_blank_unit_is_a_question_and_never_a_default():
    assert "Write" in only_problem(plan_with(unit=""))


def test_many_different_frames_do_not_pile_up(monkeypatch):
    monkeypatch.setattr("mrdtracker.exchange.frame_cells._KEEP", 2)
    lines = [
        ",".join({**ROW, "day": str(day), "on": ""}[column] for column in COLUMNS.split(","))
        for day in range(1, 9)
    ]

    plan = a_plan(a_mapping(FULL), COLUMNS, *lines)

    assert [result.day for result in plan.patients[0].results] == list(range(1, 9))
