"""Small case documents for tests of rules: one child, and results of one line each."""

from __future__ import annotations

from mrdtracker.domain.case import PatientCase
from mrdtracker.domain.case_file import read_case
from mrdtracker.domain.finding import Assessment, Finding
from mrdtracker.rules.case_view import CaseView
from mrdtracker.rules.engine import evaluate
from mrdtracker.rules.pack import RulePack

WELL_KNOWN = {
    "age_years": "4",
    "lineage": "B",
    "wbc_10e9_per_L": "30",
    "cns": "CNS1",
    "testicular": "no",
    "steroid_pretreatment": "no",
    "down_syndrome": "no",
    "modal_chromosome_number": 46,
    "dna_index": "1.00",
    "genetics": {
        "BCR::ABL1": "not_detected",
        "KMT2A-r": "not_detected",
        "iAMP21": "not_detected",
        "ETV6::RUNX1": "detected",
        "double_trisomy_4_10": "not_detected",
    },
}


def result(timepoint: str | int | None, value: str | None = None, **more: object) -> dict:
    """A marrow result by flow in percent; a number as time point is a protocol day."""
    when = {"day": timepoint} if isinstance(timepoint, int) else {"timepoint": timepoint}
    found = {"specimen": "BM", "method": "flow"}
    if timepoint is not None:
        found |= when
    if value is not None:
        found |= {"state": "quantified", "value": value, "unit": "%"}
    return found | more


def smear(timepoint: str | int | None, value: str, **more: object) -> dict:
    """A marrow smear in percent."""
    return result(timepoint, value, method="morphology", **more)


def count(timepoint: str | int | None, value: str, **more: object) -> dict:
    """Blood blasts per microlitre."""
    return result(timepoint, value, specimen="PB", method="cytology_count", unit="per_uL", **more)


def negative(timepoint: str | int | None, sensitivity: str | None, **more: object) -> dict:
    """A negative that reached a sensitivity in percent."""
    reached = {"sensitivity": sensitivity, "unit": "%"} if sensitivity else {}
    return result(timepoint) | {"state": "negative"} | reached | more


def pcr(found: dict, markers: int | None = 2) -> dict:
    """The same by IG/TR PCR."""
    return found | {"method": "ig_tr_pcr"} | ({"markers": markers} if markers else {})


def case_of(*results: dict, course: dict | None = None, **patient: object) -> PatientCase:
    """A child of whom everything is known, but for what is said here."""
    about = {**WELL_KNOWN, **patient}
    genetics = patient.get("genetics")
    if isinstance(genetics, dict):
        about["genetics"] = WELL_KNOWN["genetics"] | genetics
    document = {
        "format": "mrdtracker-case/1",
        "patient": {name: value for name, value in about.items() if value is not None},
        "course": course or {},
        "results": list(results),
    }
    return read_case(document, "test")


def view_of(pack: RulePack, case: PatientCase) -> CaseView:
    return CaseView(pack.schedule, case)


def findings(assessment: Assessment, rule: str) -> list[Finding]:
    return [finding for finding in assessment.findings if finding.rule == rule]


def flags(pack: RulePack, case: PatientCase) -> set[str]:
    return {flag.value for flag in evaluate(pack, case).flags}
