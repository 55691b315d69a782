"""The four real tables, each figure computed a second time with nothing but ``csv``."""

import csv
from collections import Counter
from decimal import Decimal
from pathlib import Path

import pytest

from mrdtracker import locations
from mrdtracker.domain.import_plan import ImportedPatient, ImportPlan
from mrdtracker.domain.mrd_value import ResultState
from mrdtracker.domain.truth import Truth
from mrdtracker.domain.vocabulary import EventKind, LesionState, Lineage, Method, Specimen
from mrdtracker.exchange.csv_import import plan_import
from mrdtracker.exchange.mapping import load_mapping
from mrdtracker.exchange.table import read_table
from tests.exchange.tables import TODAY

MRD = "MRD Percentage Day 29"


def rows_of(path: Path, code: str) -> dict[str, dict[str, str]]:
    """Return the first row of every patient, as csv reads it."""
    found = {}
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t"):
            found.setdefault(row[code], row)
    return found


def plan_of(path: Path) -> ImportPlan:
    """Plan with the mapping that is offered first among all bundled ones."""
    table = read_table(path, path.name)
    files = locations.bundled_mappings_folder().glob("*.toml")
    mappings = [load_mapping(file.read_bytes(), file.name) for file in files]
    nearest = min(mappings, key=lambda one: one.distance(table.header))
    plan = plan_import(table, nearest, today=TODAY)
    assert plan.problems == ()
    return plan


def results_of(patient: ImportedPatient, method: Method, day: int | None, timepoint=None):
    return [
        result
        for result in patient.results
        if (result.method, result.day, result.timepoint) == (method, day, timepoint)
    ]


@pytest.fixture(scope="module")
def target_rows(shared_data) -> dict[str, dict[str, str]]:
    return rows_of(shared_data / "target_dev.tsv", "Patient ID")


@pytest.fixture(scope="module")
def target(shared_data) -> dict[str, ImportedPatient]:
    plan = plan_of(shared_data / "target_dev.tsv")
    assert plan.mapping_id == "target-all-phase2"
    return {patient.code: patient for patient in plan.patients}


def test_several_rows_of_a_patient_are_one_patient(target, target_rows):
    assert set(target) == set(target_rows)
    assert len(target) == 47
    assert len(target["TARGET-10-PARFTR"].lines) == 3
    assert sum(len(patient.lines) for patient in target.values()) == 55


@pytest.mark.parametrize(
    ("column", "place", "count"),
    [
        ("MRD Percentage Day 8", (Method.FLOW, 8, None), 11),
        (MRD, (Method.FLOW, 29, None), 47),
        ("MRD Percentage Day 43", (Method.FLOW, 43, None), 0),
        ("MRD Percentage at end of Consolidation", (Method.FLOW, None, "EOC"), 6),
        ("Bone Marrow Blasts Day 8", (Method.MORPHOLOGY, 8, None), 45),
        ("Bone Marrow Blasts Day 15", (Method.MORPHOLOGY, 15, None), 28),
        ("Bone Marrow Blasts Day 29", (Method.MORPHOLOGY, 29, None), 47),
        ("Bone Marrow Blasts Day 43", (Method.MORPHOLOGY, 43, None), 3),
    ],
)
def test_every_value_of_a_column_is_a_result(target, target_rows, column, place, count):
    by_csv = sum(row[column] != "NA" for row in target_rows.values())
    planned = sum(len(results_of(one, *place)) for one in target.values())

    assert planned == by_csv == count


def test_day_29_mrd_of_one_in_ten_thousand_or_more(target, target_rows):
    by_csv = sum(Decimal(row[MRD]) >= Decimal("0.01") for row in target_rows.values())
    planned = [
        results_of(patient, Method.FLOW, 29)[0].value.at_least(Decimal("0.0001"))
        for patient in target.values()
    ]

    assert planned.count(Truth.YES) == by_csv
    # A negative without a sensitivity cannot be said to lie below.
    assert planned.count(Truth.UNKNOWN) == 1


def test_every_number_is_exact_and_every_zero_a_negative_with_its_own_sensitivity(
    target, target_rows
):
    for code, row in target_rows.items():
        value = results_of(target[code], Method.FLOW, 29)[0].value
        sensitivity = row[f"{MRD} Sensitivity"]
        number = Decimal(row[MRD])
        assert value.state is (ResultState.QUANTIFIED if number else ResultState.NEGATIVE)
        assert value.value == (number / 100 if number else None)
        assert value.sensitivity == (None if sensitivity == "NA" else Decimal(sensitivity) / 100)


def test_nci_groups_come_from_the_days_and_not_from_the_rounded_age(target, target_rows):
    def is_high(days: str, wbc: str) -> bool:
        return Decimal(days) / Decimal("365.25") >= 10 or Decimal(wbc) >= 50

    by_days = {
        code: is_high(row["Diagnosis Age (days)"], row["WBC"]) for code, row in target_rows.items()
    }
    rounded = {
        code: Decimal(row["Diagnosis Age"]) >= 10 or Decimal(row["WBC"]) >= 50
        for code, row in target_rows.items()
    }
    planned = {
        code: is_high(str(patient.facts.age_days), str(patient.facts.wbc_10e9_per_l))
        for code, patient in target.items()
    }

    assert planned == by_days
    assert {code[-6:] for code in by_days if by_days[code] != rounded[code]} >= {"PAPGLS"}
    assert {patient.facts.age_years for patient in target.values()} == {None}


@pytest.mark.parametrize("day", [8, 15, 29])
def test_marrow_classes(target, target_rows, day):
    def of_percent(blasts: Decimal) -> str:
        return "M1" if blasts < 5 else "M2" if blasts <= 25 else "M3"

    column = f"Bone Marrow Blasts Day {day}"
    by_csv = Counter(
        of_percent(Decimal(row[column])) for row in target_rows.values() if row[column] != "NA"
    )
    planned = Counter(
        of_percent((result.value.value or Decimal(0)) * 100)
        for patient in target.values()
        for result in results_of(patient, Method.MORPHOLOGY, day)
    )

    assert planned == by_csv
    assert by_csv


def test_series_of_mrd_points(target):
    points = Counter(
        sum(result.method is Method.FLOW for result in patient.results)
        for patient in target.values()
    )

    assert sum(count for size, count in points.items() if size >= 2) == 16
    assert sum(count for size, count in points.items() if size >= 3) == 1


def test_none_unknown_and_missing_are_kept_apart(target, target_rows):
    by_csv = Counter(row["First Event"] for row in target_rows.values())
    without_event = [one for one in target.values() if "First Event: None" in one.note]
    relapses = [
        event for one in target.values() for event in one.events if event.kind is EventKind.RELAPSE
    ]

    assert len(without_event) == by_csv["None"] == 31
    assert len(relapses) == by_csv["Relapse"]
    deaths = sum(row["Overall Survival Status"] == "1:DECEASED" for row in target_rows.values())
    assert (
        sum(event.kind is EventKind.DEATH for one in target.values() for event in one.events)
        == deaths
    )


def test_traps_of_single_patients(target):
    first = target["TARGET-10-PAKTAL"]
    assert [result.reported_text for result in first.results if result.method is Method.FLOW] == [
        "2.75 (sensitivity 0.01)",
        "4.021384356",
        "1.199195171",
    ]
    assert results_of(first, Method.FLOW, 8)[0].specimen is Specimen.PERIPHERAL_BLOOD
    end_of_consolidation = results_of(target["TARGET-10-PANSIR"], Method.FLOW, None, "EOC")[0]
    assert end_of_consolidation.value.below(Decimal("0.0001")) is Truth.UNKNOWN
    assert "+21c" in target["TARGET-10-PANUXV"].note
    assert sum(one.facts.lineage is Lineage.T for one in target.values()) == 5
    assert {one.facts.cns.value for one in target.values()} == {"CNS1", "CNS2"}
    assert target["TARGET-10-PANTUZ"].protocol_text == "AALL0331"


def test_unknown_lesions_are_not_recorded_as_tested(target, target_rows):
    for code, row in target_rows.items():
        states = {"Positive": "detected", "Negative": "not_detected", "Unknown": "not_tested"}
        assert target[code].facts.lesion("KMT2A-r").value == states[row["MLL Status"]]


def test_mp2prt_mrd(shared_data):
    rows = rows_of(shared_data / "MP2PRT_ALL_MRD_dev.tsv", "case_submitter_id")
    plan = plan_of(shared_data / "MP2PRT_ALL_MRD_dev.tsv")

    assert len(plan.patients) == len(rows) == 35
    assert "0.0099999 read as < 0.01 % in 2 cells" in plan.notes
    zeros = sum(row[one] == "0" for row in rows.values() for one in ("MRD_EOI_Pct", "MRD_EOC_pct"))
    assert any(
        note.startswith(f"negative without a stated sensitivity in {zeros} cells")
        for note in plan.notes
    )
    coded = [
        (patient.code[-6:], result)
        for patient in plan.patients
        for result in patient.results
        if result.reported_text == "0.0099999"
    ]
    assert {code for code, _ in coded} == {"PARHEM", "PARUSF"}
    for _, result in coded:
        assert result.value.state is not ResultState.QUANTIFIED
        assert result.value.at_least(Decimal("0.0001")) is Truth.NO
        assert result.value.at_least(Decimal("0.00001")) is Truth.UNKNOWN
    assert sum(len(patient.results) for patient in plan.patients) == 38


def test_mp2prt_cytogenetics(shared_data):
    rows = rows_of(shared_data / "MP2PRT_Cytogenetics_dev.tsv", "cases.submitter_id")
    plan = plan_of(shared_data / "MP2PRT_Cytogenetics_dev.tsv")
    patients = {patient.code: patient for patient in plan.patients}

    assert len(patients) == 35
    words = {"1": LesionState.DETECTED, "0": LesionState.NOT_DETECTED, "": LesionState.NOT_TESTED}
    columns = {"ETV6_RUNX1": "ETV6::RUNX1", "MLL": "KMT2A-r", "PH_Like": "BCR::ABL1-like"}
    for code, row in rows.items():
        for column, name in columns.items():
            assert patients[code].facts.lesion(name) is words[row[column]]
        assert str(patients[code].facts.modal_chromosome_number or "") == row["Chromosomes"]
        if not row["Cyto_FISH_Results"]:
            assert patients[code].facts.lesion("iAMP21") is LesionState.NOT_TESTED
    unbalanced = rows["MP2PRT-PATEMR"]["Karyotype"]
    assert unbalanced.count("(") != unbalanced.count(")")
    assert f"Karyotype: {unbalanced}" in patients["MP2PRT-PATEMR"].note


def test_mp2prt_outcomes(shared_data):
    rows = rows_of(shared_data / "MP2PRT_Outcomes_dev.tsv", "cases.submitter_id")
    plan = plan_of(shared_data / "MP2PRT_Outcomes_dev.tsv")

    kinds = Counter(event.kind for patient in plan.patients for event in patient.events)
    assert kinds[EventKind.RELAPSE] == 11
    assert kinds[EventKind.DEATH] == sum(row["OS_Status"] == "1" for row in rows.values())
    assert sum("Event: None" in patient.note for patient in plan.patients) == 24


def test_the_three_tables_speak_of_the_same_children(shared_data):
    codes = [
        {patient.code for patient in plan_of(shared_data / f"MP2PRT_{name}_dev.tsv").patients}
        for name in ("ALL_MRD", "Cytogenetics", "Outcomes")
    ]

    assert codes[0] == codes[1] == codes[2]
