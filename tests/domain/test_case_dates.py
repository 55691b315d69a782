"""Dates of a case that cannot be: the part of `case_reading` that looks at several fields."""

from datetime import date

import pytest

from mrdtracker.domain.case_reading import read_case
from mrdtracker.domain.errors import ProblemsError

DIAGNOSED = {"patient": {"born_on": "2020-01-01", "diagnosed_on": "2026-03-01"}}
STARTED = {"course": {"therapy_started_on": "2026-03-02"}}


def result(**changes: object) -> dict[str, object]:
    base = {"day": 15, "specimen": "BM", "method": "flow", "state": "negative"}
    return {name: value for name, value in (base | changes).items() if value != "absent"}


def problems_of(document: object) -> list[str]:
    with pytest.raises(ProblemsError) as refused:
        read_case(document, "case.json")
    assert refused.value.what == "case.json"
    return [str(problem) for problem in refused.value.problems]


@pytest.mark.parametrize(
    ("document", "where"),
    [
        ({"patient": {"born_on": "2020-01-02", "diagnosed_on": "2020-01-01"}}, "patient.diag"),
        (
            {
                "patient": {"born_on": "2020-01-02"},
                "course": {"therapy_started_on": "2020-01-01"},
            },
            "course.therapy_started_on",
        ),
        (
            {
                "patient": {"born_on": "2020-01-02"},
                "course": {"events": [{"kind": "relapse", "on": "2020-01-01"}]},
            },
            "course.events[0].on",
        ),
        (
            {"patient": {"born_on": "2020-01-02"}, "results": [result(on="2020-01-01")]},
            "results[0].on",
        ),
    ],
)
def test_nothing_happens_before_birth(document, where):
    problems = problems_of(document)

    assert len(problems) == 1
    assert problems[0].startswith(where)
    assert problems[0].endswith(": 01 Jan 2020 is before the birth on 02 Jan 2020.")


def test_everything_may_happen_on_the_day_of_birth():
    day = "2020-01-02"
    case = read_case(
        {
            "patient": {"born_on": day, "diagnosed_on": day},
            "course": {"therapy_started_on": day},
            "results": [result(on=day)],
        }
    )

    assert case.results[0].on == date(2020, 1, 2)


@pytest.mark.parametrize("on", ["2026-02-28", "2020-01-01"])
def test_a_result_before_diagnosis_needs_a_note(on):
    document = DIAGNOSED | {"results": [result(on=on)]}

    assert problems_of(document) == [
        f"results[0].on: {date.fromisoformat(on):%d %b %Y} is before the diagnosis on "
        "01 Mar 2026: say why in 'note'."
    ]
    noted = DIAGNOSED | {"results": [result(on=on, note="sent from another hospital")]}
    assert read_case(noted).results[0].note == "sent from another hospital"
    assert read_case(document | {"note": "dates shifted"}).note == "dates shifted"


def test_a_result_on_the_day_of_diagnosis_and_before_therapy_needs_none():
    document = DIAGNOSED | STARTED | {"results": [result(on="2026-03-01", timepoint="D15")]}

    assert read_case(document).results[0].on == date(2026, 3, 1)


@pytest.mark.parametrize("timepoint", [None, "diagnosis", "Dx"])
def test_without_a_date_of_diagnosis_an_early_result_is_the_diagnostic_one(timepoint):
    document = STARTED | {"results": [result(on="2026-02-28", timepoint=timepoint)]}

    assert len(read_case(document).results) == 1


def test_an_early_result_with_a_later_time_point_needs_a_note():
    document = STARTED | {"results": [result(on="2026-03-01", timepoint="D15")]}

    assert problems_of(document) == [
        "results[0].on: 01 Mar 2026 is before the start of therapy on 02 Mar 2026: "
        "say why in 'note'."
    ]
    noted = STARTED | {"results": [result(on="2026-03-01", timepoint="D15", note="checked")]}
    assert len(read_case(noted).results) == 1


def test_a_result_on_the_first_day_of_therapy_is_not_early():
    document = STARTED | {"results": [result(on="2026-03-02", timepoint="D1")]}

    assert len(read_case(document).results) == 1
