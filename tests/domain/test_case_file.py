import json
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given

from mrdtracker.domain.case import PatientCase, PatientFacts, Result
from mrdtracker.domain.case_file import read_case, read_case_text, write_assessment, write_case
from mrdtracker.domain.finding import (
    Assessment,
    Certainty,
    Finding,
    FindingKind,
    Flag,
    GroupStatus,
    Level,
    PackReference,
    PackState,
    Source,
    Step,
)
from mrdtracker.domain.mrd_value import MrdValue, ResultState
from mrdtracker.domain.truth import Truth
from mrdtracker.domain.units import Unit
from mrdtracker.domain.vocabulary import Method, Specimen
from tests.domain.possible_values import cases

PACK = PackReference("a-pack", "1.0.0", "0" * 64, PackState.ACTIVE, "Title")
NEGATIVE = MrdValue(ResultState.NEGATIVE, sensitivity=Decimal("1e-5"))


def flow(value: MrdValue = NEGATIVE, **parts: object) -> Result:
    return Result(Specimen.BONE_MARROW, Method.FLOW, value, **({"day": 15} | parts))


@given(cases())
def test_what_is_written_is_read_back(case):
    assert read_case_text(json.dumps(write_case(case)), "case.json") == case


@given(cases())
def test_a_written_case_holds_no_float(case):
    found: list[str] = []

    json.loads(json.dumps(write_case(case)), parse_float=found.append, parse_constant=found.append)

    assert found == []


def test_what_nobody_said_is_left_out():
    assert write_case(PatientCase()) == {"format": "mrdtracker-case/1"}


def test_a_result_is_written_in_its_own_unit():
    case = PatientCase(results=(flow(unit=Unit.PERCENT),))

    assert write_case(case)["results"] == [
        {
            "day": 15,
            "specimen": "BM",
            "method": "flow",
            "state": "negative",
            "unit": "%",
            "sensitivity": "0.001",
        }
    ]


def test_amounts_without_a_unit_are_written_in_the_canonical_one():
    written = write_case(PatientCase(results=(flow(),)))["results"][0]

    assert (written["unit"], written["sensitivity"]) == ("fraction", "0.00001")


def test_a_result_without_amounts_and_unit_is_written_without_a_unit():
    case = PatientCase(results=(flow(MrdValue(ResultState.PENDING)),))

    assert "unit" not in write_case(case)["results"][0]


def test_zero_and_no_are_said_and_not_left_out():
    facts = PatientFacts(age_days=0, testicular=Truth.NO)
    written = write_case(PatientCase(patient=facts, results=(flow(day=0),)))

    assert written["patient"] == {"age_days": 0, "testicular": "no"}
    assert written["results"][0]["day"] == 0


def test_limits_filled_from_events_come_back_with_their_note():
    document = {
        "results": [
            {
                "day": 15,
                "specimen": "BM",
                "method": "flow",
                "state": "negative",
                "events_total": 300_000,
            }
        ]
    }
    case = read_case(document)

    again = read_case(write_case(case))

    assert replace(again.results[0], unit=None) == case.results[0]
    assert "LOD = 20/300000" in again.results[0].value.limits_note


def test_an_assessment_is_written_as_published():
    case = PatientCase(results=(flow(key="m-7"), flow(key="m-3"), flow(key="m-9")))
    finding = Finding(
        "rule-1",
        FindingKind.RESPONSE,
        Level.LOW,
        Truth.UNKNOWN,
        "Day 15 marrow, flow.",
        trace=(
            Step("≥ 0.1 %?", "not detected", Truth.NO),
            Step("2 markers?", "", Truth.UNKNOWN, is_reached=False),
        ),
        result_keys=("m-9", "m-7"),
        source=Source("key", "citation", "quote", Certainty.B),
        flags=(Flag.PGR, Flag.M1),
    )
    assessment = Assessment(
        PACK, GroupStatus.INDETERMINATE, None, ("SR", "MR"), ("HR",), ("PCR at D33",), (finding,)
    )

    assert write_assessment(assessment, case) == {
        "format": "mrdtracker-assessment/1",
        "pack": {"id": "a-pack", "version": "1.0.0", "sha256": "0" * 64, "state": "active"},
        "group": {
            "assigned": None,
            "status": "indeterminate",
            "possible": ["SR", "MR"],
            "ruled_out": ["HR"],
            "needs": ["PCR at D33"],
        },
        "findings": [
            {
                "rule": "rule-1",
                "kind": "response",
                "level": "low",
                "answer": "unknown",
                "says": "Day 15 marrow, flow.",
                "trace": [
                    {
                        "asked": "≥ 0.1 %?",
                        "observed": "not detected",
                        "answer": "no",
                        "reached": True,
                    },
                    {"asked": "2 markers?", "observed": "", "answer": "unknown", "reached": False},
                ],
                "results": [0, 2],
                "source": {
                    "key": "key",
                    "citation": "citation",
                    "quote": "quote",
                    "certainty": "B",
                },
            }
        ],
        "flags": ["M1", "PGR"],
    }


def test_a_finding_without_a_source_says_null():
    finding = Finding("rule", FindingKind.QUALITY, Level.INFO, Truth.YES, "says")
    assessment = Assessment(PACK, GroupStatus.FINAL, "SR", findings=(finding,))

    written = write_assessment(assessment, PatientCase())

    assert written["findings"][0]["source"] is None
    assert written["group"]["assigned"] == "SR"


def test_a_finding_about_a_result_that_is_not_in_the_case_is_a_fault_of_the_program():
    finding = Finding(
        "rule", FindingKind.QUALITY, Level.INFO, Truth.YES, "says", result_keys=("gone",)
    )

    with pytest.raises(KeyError, match="gone"):
        write_assessment(Assessment(PACK, GroupStatus.FINAL, findings=(finding,)), PatientCase())
