import json
from datetime import date
from decimal import Decimal

import pytest

from mrdtracker.domain.case import Event
from mrdtracker.domain.case_reading import (
    COURSE_FIELDS,
    PATIENT_FIELDS,
    RESULT_FIELDS,
    read_case,
    read_case_text,
)
from mrdtracker.domain.days import DayConvention
from mrdtracker.domain.errors import ProblemsError
from mrdtracker.domain.mrd_value import MrdValue, ResultState
from mrdtracker.domain.truth import Truth
from mrdtracker.domain.units import QuantityKind, Unit
from mrdtracker.domain.vocabulary import (
    CnsStatus,
    Denominator,
    EventKind,
    LesionState,
    Lineage,
    Method,
    Quality,
    Sex,
    Specimen,
)

EXAMPLE = {
    "format": "mrdtracker-case/1",
    "patient": {
        "id": "S-0142",
        "sex": "female",
        "age_years": "4.0",
        "born_on": None,
        "lineage": "B",
        "wbc_10e9_per_L": "30",
        "cns": "CNS1",
        "testicular": "no",
        "genetics": {"BCR::ABL1": "not_detected", "double_trisomy_4_10": "not_tested"},
        "modal_chromosome_number": 46,
        "dna_index": "1.00",
    },
    "course": {
        "pack": "aieop-bfm-all-2000",
        "study": None,
        "therapy_started_on": "2026-03-02",
        "events": [{"kind": "phase_started", "name": "consolidation", "on": "2026-04-06"}],
    },
    "results": [
        {
            "on": "2026-03-16",
            "day": 15,
            "timepoint": "D15",
            "specimen": "BM",
            "method": "flow",
            "state": "quantified",
            "value": "0.05",
            "unit": "%",
            "denominator": "nucleated_cells",
            "lod": "0.01",
            "lloq": "0.02",
            "sensitivity": None,
            "quality": ["few_cells"],
            "verified": True,
        }
    ],
}


def result(**changes: object) -> dict[str, object]:
    base = {"day": 15, "specimen": "BM", "method": "flow", "state": "negative"}
    return {name: value for name, value in (base | changes).items() if value != "absent"}


def read_value(**changes: object) -> MrdValue:
    return read_case({"results": [result(**changes)]}).results[0].value


def problems_of(document: object) -> list[str]:
    with pytest.raises(ProblemsError) as refused:
        read_case(document, "case.json")
    assert refused.value.what == "case.json"
    return [str(problem) for problem in refused.value.problems]


def problems_of_result(**changes: object) -> list[str]:
    return problems_of({"results": [result(**changes)]})


def test_the_example_of_the_format_is_read():
    case = read_case(EXAMPLE)

    assert case.patient_id == "S-0142"
    assert case.patient.sex is Sex.FEMALE
    assert case.patient.age_years == Decimal(4)
    assert case.patient.lineage is Lineage.B
    assert case.patient.wbc_10e9_per_l == Decimal(30)
    assert case.patient.cns is CnsStatus.CNS1
    assert case.patient.testicular is Truth.NO
    assert case.patient.lesion("BCR::ABL1") is LesionState.NOT_DETECTED
    assert case.patient.modal_chromosome_number == 46
    assert case.course.pack == "aieop-bfm-all-2000"
    assert case.course.therapy_started_on == date(2026, 3, 2)
    assert case.course.events == (
        Event(EventKind.PHASE_STARTED, "consolidation", date(2026, 4, 6)),
    )


def test_the_result_of_the_example_is_read():
    read = read_case(EXAMPLE).results[0]

    assert (read.on, read.day, read.timepoint) == (date(2026, 3, 16), 15, "D15")
    assert (read.specimen, read.method) == (Specimen.BONE_MARROW, Method.FLOW)
    assert read.value == MrdValue(
        ResultState.QUANTIFIED,
        value=Decimal("0.0005"),
        lod=Decimal("0.0001"),
        lloq=Decimal("0.0002"),
    )
    assert read.unit is Unit.PERCENT
    assert read.denominator is Denominator.NUCLEATED_CELLS
    assert read.quality == (Quality.FEW_CELLS,)
    assert read.verified is Truth.YES
    assert read.key == "0"


def test_an_empty_case_knows_nothing():
    case = read_case({})

    assert case.patient.testicular is Truth.UNKNOWN
    assert case.results == case.course.events == ()
    assert case.patient_id == case.note == ""


def test_the_oldest_age_is_still_taken():
    case = read_case({"patient": {"age_years": "120", "age_days": 43830}})

    assert case.patient.age_years == Decimal(120)


def test_keys_of_results_are_their_positions():
    case = read_case({"results": [result(), result(day=29), result(day=33)]})

    assert [one.key for one in case.results] == ["0", "1", "2"]


def test_all_problems_are_listed_with_their_paths():
    problems = problems_of(
        {
            "pateint": {},
            "patient": {"sex": "f", "wbc_10e9_per_L": 30.5, "age_years": "121", "dna_index": 0},
            "course": {"events": [{"kind": "relapse"}, {"on": "2026-01-01"}, 3]},
            "results": [result(method="flwo", state="absent", value="0.05"), "x"],
        }
    )

    assert problems == [
        "pateint: is not a field. Did you mean 'patient'?",
        "patient.age_years: is more than 120 years.",
        "patient.dna_index: must be more than 0.",
        "patient.sex: 'f' is not allowed. Allowed: female, male, other.",
        'patient.wbc_10e9_per_L: 30.5 is a binary number: write it as text, "30.5".',
        "course.events[0]: needs 'on' or 'day'.",
        "course.events[1].kind: is missing. Allowed: phase_started, cd19_directed_therapy, "
        "transplant, car_t, remission, relapse, death, count_recovery, protocol_paused, "
        "protocol_resumed, sample_missed, blood_count, drug_given.",
        "course.events[2]: must be an object with named fields, not 3.",
        "results[0].method: 'flwo' is not allowed. Did you mean 'flow'?",
        "results[0].state: is missing. Allowed: quantified, positive_below_lloq, "
        "uncertain_significance, negative, above_uloq, detected, not_detected, not_evaluable, "
        "pending.",
        "results[0].unit: is missing for 'value': there is no default unit.",
        "results[1]: must be an object with named fields, not 'x'.",
    ]


@pytest.mark.parametrize(
    ("stated", "why"),
    [
        ("mrdtracker-case/2", "'mrdtracker-case/2' is not the format"),
        (
            "mrdtracker-assessment/1",
            "is not the format that this version reads, mrdtracker-case/1.",
        ),
        (1, "'1' is not the format"),
        (None, "'None' is not the format"),
    ],
)
def test_another_format_is_refused_in_one_sentence(stated, why):
    problems = problems_of({"format": stated, "something": "else"})

    assert len(problems) == 1
    assert why in problems[0]


def test_json_text_must_name_its_format():
    with pytest.raises(ProblemsError, match=r'format: is missing: write "mrdtracker-case/1"'):
        read_case_text("{}", "case.json")


def test_json_text_is_read_behind_a_byte_order_mark():
    assert read_case_text("\ufeff" + json.dumps(EXAMPLE), "case.json") == read_case(EXAMPLE)


@pytest.mark.parametrize("text", ["[]", "3", '"x"', "null"])
def test_what_is_no_object_is_refused(text):
    with pytest.raises(ProblemsError, match="must be an object"):
        read_case_text(text, "case.json")


def test_a_doubled_key_in_a_result_is_refused_with_its_path():
    text = '{"format": "mrdtracker-case/1", "results": [{"day": 1, "day": 2}]}'

    with pytest.raises(ProblemsError, match=r"results\[0\]\.day: stands twice"):
        read_case_text(text, "case.json")


def test_a_float_in_json_text_is_refused_with_its_digits():
    text = json.dumps(EXAMPLE).replace('"30"', "30.10")

    with pytest.raises(ProblemsError, match=r"wbc_10e9_per_L: 30\.10 is a binary number"):
        read_case_text(text, "case.json")


@pytest.mark.parametrize(
    ("unit", "value"),
    [("%", "0.05"), ("fraction", "0.0005"), ("per_1e4", "5"), ("per_1e6", 500)],
)
def test_a_value_is_in_the_unit_that_stands_beside_it(unit, value):
    read = read_value(state="quantified", value=value, unit=unit)

    assert read.value == Decimal("0.0005")


def test_limits_are_in_the_unit_of_the_result():
    read = read_value(lod="0.002", lloq="0.005", sensitivity="0.001", unit="%")

    assert (read.lod, read.lloq, read.sensitivity) == (
        Decimal("0.00002"),
        Decimal("0.00005"),
        Decimal("0.00001"),
    )


def test_a_count_of_cells_is_kept_per_microlitre():
    read = read_value(method="cytology_count", state="quantified", value="1.2", unit="10e9_per_L")

    assert read.kind is QuantityKind.CELL_CONCENTRATION
    assert read.value == Decimal(1200)


def test_a_negative_without_numbers_needs_no_unit():
    assert read_value().interval == MrdValue(ResultState.NEGATIVE).interval


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"sensitivity": "0.01"}, ".unit: is missing for 'sensitivity'"),
        ({"state": "quantified", "unit": "%"}, ".value: is missing: the state 'quantified'"),
        ({"value": "1", "unit": "%"}, ".value: belongs to the state 'quantified', not to"),
        ({"state": "above_uloq", "unit": "%"}, ".uloq: is missing: the state 'above_uloq'"),
        ({"uloq": "1", "unit": "%"}, ".uloq: belongs to the state 'above_uloq', not to"),
        ({"state": "detected", "value": "1", "unit": "%"}, ".value: belongs to"),
        ({"state": "pending", "value": "1", "unit": "%"}, ".value: belongs to"),
        ({"sensitivity": "1", "unit": "per_uL"}, ".unit: 'per_uL' does not fit flow. Allowed: %"),
        ({"sensitivity": "1", "unit": "percent"}, ".unit: 'percent' is not allowed"),
        ({"sensitivity": "101", "unit": "%"}, ": More than 100 %"),
        ({"sensitivity": "0", "unit": "%"}, ": A limit of 0 does not exist"),
        ({"lod": "2", "lloq": "1", "unit": "%"}, ": The limit of detection is above"),
        ({"sensitivity": "1e-20", "unit": "%"}, ".sensitivity: 1E-20 in the unit '%' has more"),
        ({"state": "quantified", "value": "0", "unit": "%"}, ": 0 is not a result of this"),
        ({"specimen": "absent"}, ".specimen: is missing. Allowed: BM, PB, CSF, other."),
        ({"method": "absent"}, ".method: is missing. Allowed: morphology, flow"),
        ({"day": "absent"}, ": A result needs a date"),
        ({"day": "1.5"}, ".day: must be a whole number"),
        ({"day": 36501}, ".day: must be a whole number"),
        ({"day": -36501}, ".day: must be a whole number"),
        ({"first_dose_day": 2}, ".first_dose_day: must be a whole number from 0 to 1"),
        ({"quality": ["haemolytic"]}, ".quality[0]: 'haemolytic' is not allowed"),
        ({"events_total": 10, "events_positive": 11}, ": More positive events"),
        ({"method": "fusion_screen"}, ": A fusion screen is qualitative"),
        ({"gating": "cd19"}, ".gating: 'cd19' is not allowed. Did you mean 'cd19_only'?"),
        ({"units": "%"}, ".units: is not a field. Did you mean 'unit'?"),
    ],
)
def test_a_result_that_cannot_be_is_one_problem(changes, why):
    problems = problems_of_result(**changes)

    assert len(problems) == 1
    assert problems[0].startswith(f"results[0]{why}")


def test_zero_blasts_under_the_microscope_are_a_result():
    assert read_value(method="morphology", state="quantified", value="0", unit="%").value == 0


def test_days_stated_in_another_convention_say_so():
    read = read_case({"results": [result(first_dose_day=0)]}).results[0]

    assert read.day_stated_in == DayConvention(0)


@pytest.mark.parametrize("day", [-36500, 36500])
def test_days_reach_a_century_in_both_directions(day):
    assert read_case({"results": [result(day=day)]}).results[0].day == day


def test_limits_are_filled_from_flow_events_and_said():
    read = read_value(events_total=1_000_000, events_positive=3)

    assert (read.lod, read.lloq) == (Decimal("2e-5"), Decimal("5e-5"))
    assert read.limits_note == "LOD = 20/1000000 and LLOQ = 50/1000000 from the events"


def test_a_stated_limit_is_never_replaced_by_one_from_events():
    read = read_value(events_total=1_000_000, lod="0.001", unit="%")

    assert (read.lod, read.lloq) == (Decimal("1e-5"), Decimal("5e-5"))
    assert read.limits_note == "LLOQ = 50/1000000 from the events"


@pytest.mark.parametrize("changes", [{"method": "ngs"}, {"state": "pending"}, {"events_total": 0}])
def test_limits_are_filled_for_flow_results_with_events_only(changes):
    read = read_value(**({"events_total": 1_000_000} | changes))

    assert read.lod is read.lloq is None
    assert read.limits_note == ""


def test_a_value_below_a_filled_limit_is_refused_and_says_where_the_limit_is_from():
    problems = problems_of_result(
        state="quantified", value="0.004", unit="%", events_total=1_000_000
    )

    assert problems == [
        "results[0]: A quantified value cannot lie below its own limit of quantification. "
        "(LOD = 20/1000000 and LLOQ = 50/1000000 from the events)"
    ]


def test_dates_and_whole_numbers_of_a_toml_file_are_taken():
    case = read_case({"results": [result(on=date(2026, 3, 2), day=1)]})

    assert case.results[0].on == date(2026, 3, 2)


def test_every_field_of_the_published_format_is_allowed():
    assert set(EXAMPLE["patient"]) <= set(PATIENT_FIELDS)
    assert set(EXAMPLE["course"]) | {"arm_given", "steroid_days_before_day8"} <= set(COURSE_FIELDS)
    assert set(EXAMPLE["results"][0]) | {"markers", "events_total", "gating"} <= set(RESULT_FIELDS)
