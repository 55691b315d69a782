"""A case file that says everything there is to say is read and written back word for word."""

from copy import deepcopy

import pytest

from mrdtracker.domain.case_file import read_case, read_case_text, write_case
from mrdtracker.domain.errors import ProblemsError

WHOLE = {
    "format": "mrdtracker-case/1",
    "patient": {
        "id": "S-0142",
        "sex": "female",
        "born_on": "2021-03-05",
        "diagnosed_on": "2026-02-27",
        "age_years": "4.9",
        "age_days": 1820,
        "lineage": "B",
        "wbc_10e9_per_L": "30.5",
        "cns": "CNS2",
        "testicular": "no",
        "mediastinal_mass": "yes",
        "down_syndrome": "no",
        "steroid_pretreatment": "yes",
        "etp": "no",
        "bulky_disease": "yes",
        "prior_remission": "no",
        "pre_steroid_cbc": "yes",
        "protocol_eligible": "no",
        "modal_chromosome_number": 46,
        "dna_index": "1.16",
        "genetics": {"BCR::ABL1": "not_detected", "iAMP21": "failed"},
    },
    "course": {
        "pack": "aieop-bfm-all-2000",
        "study": "study-1",
        "arm_given": "SR",
        "therapy_started_on": "2026-03-02",
        "steroid_days_before_day8": 7,
        "events": [
            {
                "kind": "protocol_paused",
                "name": "infection",
                "on": "2026-04-06",
                "ended_on": "2026-04-16",
                "note": "fever",
            },
            {
                "kind": "blood_count",
                "name": "leukocytes",
                "day": 36,
                "first_dose_day": 0,
                "amount": "1.25",
                "unit": "10e9_per_L",
                "specimen": "PB",
            },
        ],
    },
    "results": [
        {
            "on": "2026-03-16",
            "day": 14,
            "first_dose_day": 0,
            "timepoint": "D15",
            "specimen": "BM",
            "method": "flow",
            "target": "LAIP 1",
            "state": "quantified",
            "unit": "%",
            "value": "0.05",
            "lod": "0.002",
            "lloq": "0.005",
            "sensitivity": "0.001",
            "limits_note": "as stated",
            "denominator": "nucleated_cells",
            "markers": 2,
            "events_total": 1000000,
            "events_positive": 500,
            "gating": "cd19_only",
            "quality": ["few_cells", "sample_old"],
            "verified": "yes",
            "reported_text": "0.05 %",
            "note": "second opinion",
        },
        {
            "day": 33,
            "specimen": "BM",
            "method": "flow",
            "state": "above_uloq",
            "unit": "%",
            "uloq": "10",
        },
    ],
    "note": "invented",
}


def changed(path, value):
    """The whole case with one field changed; None takes it out."""
    document = deepcopy(WHOLE)
    *outer, last = path
    inside = document
    for name in outer:
        inside = inside[name]
    if value is None:
        del inside[last]
    else:
        inside[last] = value
    return document


def said(document):
    with pytest.raises(ProblemsError) as refused:
        read_case(document, "case.json")
    return [str(problem) for problem in refused.value.problems]


def test_everything_is_read_and_written_back():
    assert write_case(read_case(WHOLE)) == WHOLE


@pytest.mark.parametrize("missing", ["value", "lod", "lloq", "sensitivity"])
def test_a_field_that_is_not_there_is_not_written(missing):
    less = changed(("results", 0, missing), None)
    del less["results"][0]["events_total"], less["results"][0]["events_positive"]
    if missing == "value":
        less["results"][0]["state"] = "negative"

    assert write_case(read_case(less)) == less


PATIENT, COURSE, RESULT = ("patient",), ("course",), ("results", 0)
EVENT = (*COURSE, "events", 0)
WHY = "say why in 'note'."


@pytest.mark.parametrize(
    ("path", "value", "problems"),
    [
        ((*PATIENT, "age_years"), "120.1", ["patient.age_years: is more than 120 years."]),
        (
            (*PATIENT, "age_days"),
            43831,
            ["patient.age_days: must be a whole number from 0 to 43830."],
        ),
        ((*PATIENT, "dna_index"), 0, ["patient.dna_index: must be more than 0."]),
        (
            (*PATIENT, "modal_chromosome_number"),
            201,
            ["patient.modal_chromosome_number: must be a whole number from 1 to 200."],
        ),
        (
            (*PATIENT, "modal_chromosome_number"),
            0,
            ["patient.modal_chromosome_number: must be a whole number from 1 to 200."],
        ),
        (
            (*PATIENT, "diagnosed_on"),
            "2021-03-04",
            ["patient.diagnosed_on: 04 Mar 2021 is before the birth on 05 Mar 2021."],
        ),
        (
            (*COURSE, "therapy_started_on"),
            "2021-03-04",
            ["course.therapy_started_on: 04 Mar 2021 is before the birth on 05 Mar 2021."],
        ),
        (
            (*COURSE, "steroid_days_before_day8"),
            36501,
            ["course.steroid_days_before_day8: must be a whole number from 0 to 36500."],
        ),
        (
            (*EVENT, "ended_on"),
            "2026-04-05",
            ["course.events[0]: the end is before the beginning."],
        ),
        (
            (*EVENT, "on"),
            "2021-03-04",
            ["course.events[0].on: 04 Mar 2021 is before the birth on 05 Mar 2021."],
        ),
        (
            (*EVENT, "day"),
            36501,
            ["course.events[0].day: must be a whole number from -36500 to 36500."],
        ),
        (
            (*EVENT, "first_dose_day"),
            2,
            ["course.events[0].first_dose_day: must be a whole number from 0 to 1."],
        ),
        (
            (*RESULT, "on"),
            "2021-03-04",
            ["results[0].on: 04 Mar 2021 is before the birth on 05 Mar 2021."],
        ),
        (
            (*RESULT, "unit"),
            None,
            ["results[0].unit: is missing for 'value': there is no default unit."],
        ),
        (
            (*RESULT, "unit"),
            "per_uL",
            [
                "results[0].unit: 'per_uL' does not fit flow. Allowed: %, fraction, per_1e4,"
                " per_1e6."
            ],
        ),
        (
            (*RESULT, "uloq"),
            "10",
            ["results[0].uloq: belongs to the state 'above_uloq', not to 'quantified'."],
        ),
        (
            (*RESULT, "value"),
            None,
            ["results[0].value: is missing: the state 'quantified' needs it."],
        ),
        (
            (*RESULT, "lloq"),
            "0.06",
            [
                "results[0]: A quantified value cannot lie below its own limit of"
                " quantification. (as stated)"
            ],
        ),
    ],
)
def test_one_mistake_is_one_problem_with_its_path(path, value, problems):
    assert said(changed(path, value)) == problems


def sampled(on, **more):
    document = {"results": [{**WHOLE["results"][1], "on": on}]}
    document["results"][0].pop("day")
    for path, value in more.items():
        outer, _, name = path.partition("__")
        inside = document["results"][0] if outer == "result" else document.setdefault(outer, {})
        inside[name] = value
    return document


@pytest.mark.parametrize(
    ("document", "problem"),
    [
        (
            sampled("2026-02-26", patient__diagnosed_on="2026-02-27"),
            f"26 Feb 2026 is before the diagnosis on 27 Feb 2026: {WHY}",
        ),
        (
            sampled("2026-03-01", course__therapy_started_on="2026-03-02", result__timepoint="D8"),
            f"01 Mar 2026 is before the start of therapy on 02 Mar 2026: {WHY}",
        ),
    ],
)
def test_a_result_from_before_the_disease_says_why(document, problem):
    assert said(document) == [f"results[0].on: {problem}"]
    document["results"][0]["note"] = "first marrow, elsewhere"
    assert len(read_case(document).results) == 1
    del document["results"][0]["note"]
    assert len(read_case({**document, "note": "first marrow, elsewhere"}).results) == 1


@pytest.mark.parametrize(
    "document",
    [
        sampled("2026-02-27", patient__diagnosed_on="2026-02-27"),
        sampled("2026-03-02", course__therapy_started_on="2026-03-02", result__timepoint="D8"),
        sampled("2026-03-01", course__therapy_started_on="2026-03-02"),
        sampled("2026-03-01", course__therapy_started_on="2026-03-02", result__timepoint="Dx"),
        sampled(
            "2026-03-01",
            patient__diagnosed_on="2026-02-27",
            course__therapy_started_on="2026-03-02",
            result__timepoint="D8",
        ),
        sampled("2021-03-05", patient__born_on="2021-03-05"),
    ],
)
def test_the_sample_of_the_diagnosis_needs_no_reason(document):
    assert len(read_case(document).results) == 1


@pytest.mark.parametrize(
    ("text", "where", "says"),
    [
        ("{", "line 1, column 2", "not JSON: "),
        ("{}", "format", 'is missing: write "mrdtracker-case/1".'),
        ('{"format": 2}', "format", "'2' is not the format that this version reads"),
        ('{"format": "mrdtracker-case/1", "note": 3}', "note", "must be a text, not 3."),
    ],
)
@pytest.mark.parametrize("file", ["case.json", None])
def test_problems_are_listed_under_the_name_of_the_file(text, where, says, file):
    with pytest.raises(ProblemsError) as refused:
        read_case_text(text, *([file] if file else []))

    (problem,) = refused.value.problems
    assert (refused.value.what, problem.where) == (file or "case", where)
    assert problem.text.startswith(says)


def test_a_case_without_a_name_is_called_case():
    with pytest.raises(ProblemsError) as refused:
        read_case([])

    assert refused.value.what == "case"


def test_what_an_event_does_not_say_is_empty():
    document = {"course": {"events": [{"kind": "relapse", "day": 400}]}}

    (event,) = read_case(document).course.events

    assert (event.name, event.note, event.day_stated_in, event.ended_on) == ("", "", None, None)


@pytest.mark.parametrize("number", [1, 200])
def test_a_child_has_from_one_to_two_hundred_chromosomes(number):
    patient = read_case({"patient": {"modal_chromosome_number": number}}).patient

    assert patient.modal_chromosome_number == number


@pytest.mark.parametrize(
    ("event", "problem"),
    [
        ({"day": 3, "amount": "1"}, "an amount and its unit belong together."),
        ({"on": "2026-03-04", "amount": "1"}, "an amount and its unit belong together."),
        ({"amount": "1"}, "needs 'on' or 'day'."),
    ],
)
def test_an_event_that_cannot_be_is_one_problem(event, problem):
    document = {"course": {"events": [{"kind": "drug_given", "name": "x", **event}]}}

    assert said(document) == [f"course.events[0]: {problem}"]


def test_a_result_that_cannot_be_is_refused_without_a_note_on_its_limits():
    negative = {"day": 15, "specimen": "BM", "method": "flow", "state": "negative", "unit": "%"}

    assert said({"results": [{**negative, "sensitivity": "101"}]}) == [
        "results[0]: More than 100 % of the cells is not possible: check the unit."
    ]
