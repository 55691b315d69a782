"""The real tables through the commands, each figure computed again with csv and fractions only."""

from __future__ import annotations

import contextlib
import csv
import io
import json
from collections import Counter
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from mrdtracker.cli import assess_commands
from mrdtracker.cli.main import main
from mrdtracker.services import workspace
from mrdtracker.services.rulebook import RuleBook

Json = dict[str, Any]
MRD_29 = "MRD Percentage Day 29"
YEAR = Fraction("365.25")


def patients_of(table: Path, code: str) -> dict[str, dict[str, str]]:
    """Return the first row of every patient, as csv reads it."""
    rows: dict[str, dict[str, str]] = {}
    with table.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t"):
            rows.setdefault(row[code], row)
    return rows


class Ward:
    """A store that tables were imported into, asked through the commands."""

    def __init__(self, store: Path) -> None:
        self._store = str(store)
        self._results: dict[str, list[Json]] = {}
        self.ask("init")

    def ask(self, *arguments: str) -> Any:
        out, err = io.StringIO(), io.StringIO()
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            status = main(["--store", self._store, *arguments, "--json"])
        assert (status, err.getvalue()) == (0, "")
        return json.loads(out.getvalue())

    def take_in(self, table: Path, mapping: str) -> Json:
        said: Json = self.ask("import", str(table), "--mapping", mapping)
        return said

    def results(self, code: str) -> list[Json]:
        if code not in self._results:
            self._results[code] = self.ask("results", code)["results"]
        return self._results[code]

    def result(self, code: str, method: str, place: object) -> Json | None:
        found = [
            one
            for one in self.results(code)
            if one["method"] == method and place in (one["day"], one["timepoint"])
        ]
        assert len(found) <= 1
        return found[0] if found else None

    def answers(self, code: str, *rules: str) -> dict[str, str]:
        findings = self.ask("assess", code)["findings"]
        return {one["rule"]: one["answer"] for one in findings if one["rule"] in rules}


@pytest.fixture(scope="module", autouse=True)
def packs_loaded_once() -> Iterator[None]:
    """Let all commands of this module share one loaded book of the same packs."""
    book = RuleBook()
    with pytest.MonkeyPatch.context() as patch:
        for module in (assess_commands, workspace):
            patch.setattr(module, "RuleBook", lambda: book)
        yield


@pytest.fixture(scope="module")
def target(shared_data: Path) -> dict[str, dict[str, str]]:
    return patients_of(shared_data / "target_dev.tsv", "Patient ID")


@pytest.fixture(scope="module")
def target_ward(shared_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Ward:
    ward = Ward(tmp_path_factory.mktemp("target") / "ward.mrd")
    said = ward.take_in(shared_data / "target_dev.tsv", "target-all-phase2")
    assert (said["rows"], said["patients"], said["new_patients"]) == (55, 47, 47)
    assert said["problems"] == []
    return ward


@pytest.fixture
def ward(tmp_path: Path) -> Ward:
    return Ward(tmp_path / "ward.mrd")


def test_target_gives_47_patients_with_every_value_once(
    target_ward: Ward, target: dict[str, dict[str, str]]
) -> None:
    measured = [
        name
        for name in next(iter(target.values()))
        if name.startswith(("MRD Percentage", "Bone Marrow Blasts"))
        and not name.endswith("Sensitivity")
    ]
    expected = {code: sum(row[name] != "NA" for name in measured) for code, row in target.items()}

    listed = {one["code"]: one["results"] for one in target_ward.ask("patients")["patients"]}

    assert listed == expected
    assert len(listed) == 47


def test_target_read_again_changes_nothing(target_ward: Ward, shared_data: Path) -> None:
    head = target_ward.ask("verify")["head"]

    again = target_ward.take_in(shared_data / "target_dev.tsv", "target-all-phase2")

    assert (again["written"], again["new_results"], again["changed"]) == (False, 0, 0)
    checked = target_ward.ask("verify")
    assert (checked["head"], checked["clean"]) == (head, True)


def test_target_mrd_on_day_29(target_ward: Ward, target: dict[str, dict[str, str]]) -> None:
    expected = {code: _positive(row) for code, row in target.items()}

    told = {}
    for code, row in target.items():
        result = target_ward.result(code, "flow", 29)
        assert result is not None
        assert Fraction(result["value"] or 0) == Fraction(row[MRD_29]) / 100
        sensitivity = row[f"{MRD_29} Sensitivity"]
        stated = None if sensitivity == "NA" else Fraction(sensitivity) / 100
        assert (result["sensitivity"] and Fraction(result["sensitivity"])) == stated
        told[code] = "MRD_POSITIVE" in result["flags"]

    assert {code for code, is_yes in told.items() if is_yes} == {
        code for code, answer in expected.items() if answer == "yes"
    }
    # A child's flags also speak of day 8 and of the end of consolidation.
    flagged = {
        one["code"] for one in target_ward.ask("patients", "--flag", "MRD_POSITIVE")["patients"]
    }
    assert flagged >= {code for code, is_yes in told.items() if is_yes}
    assert Counter(expected.values())["yes"] == sum(told.values()) == 19


def _positive(row: dict[str, str]) -> str:
    """Answer ">= 0.01 %": a 0 says no only where its sensitivity reaches 0.01 %."""
    percent, limit = Fraction(row[MRD_29]), row[f"{MRD_29} Sensitivity"]
    if percent:
        return "yes" if percent >= Fraction(1, 100) else "no"
    return "no" if limit != "NA" and Fraction(limit) <= Fraction(1, 100) else "unknown"


def test_target_negatives_that_cannot_be_called_below_0_01_percent(target_ward: Ward) -> None:
    for code in ("TARGET-10-PANSIR", "TARGET-10-PAPAMH", "TARGET-10-PAPHYM"):
        result = target_ward.result(code, "flow", "EOC")
        assert result is not None
        assert result["state"] == "negative"
        assert "INSUFFICIENT_SENSITIVITY" in target_ward.ask("assess", code)["flags"]


def test_target_nci_risk_comes_from_the_days(
    target_ward: Ward, target: dict[str, dict[str, str]]
) -> None:
    expected, told, rounded = {}, {}, {}
    for code, row in target.items():
        years = Fraction(row["Diagnosis Age (days)"]) / YEAR
        if row["Cell of tumor origin"].startswith("T"):
            continue  # The NCI groups are of B lineage.
        expected[code] = _nci(years, row)
        rounded[code] = _nci(Fraction(row["Diagnosis Age"]), row)
        told[code] = target_ward.answers(code, "nci-standard-risk", "nci-high-risk")

    answers = {"SR": ("nci-standard-risk", "yes"), "HR": ("nci-high-risk", "yes")}
    assert all(answers[expected[code]] in told[code].items() for code in expected)
    assert "TARGET-10-PAPGLS" in {code for code in expected if expected[code] != rounded[code]}
    assert set(Counter(expected.values())) == {"SR", "HR"}


def _nci(years: Fraction, row: dict[str, str]) -> str:
    return "SR" if 1 <= years < 10 and Fraction(row["WBC"]) < 50 else "HR"


@pytest.mark.parametrize("day", [8, 15, 29])
def test_target_marrow_classes(
    target_ward: Ward, target: dict[str, dict[str, str]], day: int
) -> None:
    told = {}
    for code in target:
        result = target_ward.result(code, "morphology", day)
        if result is not None:
            (told[code],) = set(result["flags"]) & {"M1", "M2", "M3"}

    expected = {
        code: _marrow(Fraction(row[f"Bone Marrow Blasts Day {day}"]))
        for code, row in target.items()
        if row[f"Bone Marrow Blasts Day {day}"] != "NA"
    }
    assert told == expected
    assert len(told) == {8: 45, 15: 28, 29: 47}[day]


def _marrow(percent: Fraction) -> str:
    if percent < 5:
        return "M1"
    return "M2" if percent <= 25 else "M3"


def test_target_by_aall08b1_assigns_only_what_the_table_can_carry(
    target_ward: Ward, target: dict[str, dict[str, str]]
) -> None:
    for code, row in target.items():
        group = target_ward.ask("assess", code, "--pack", "cog-aall08b1")["group"]
        assert group["status"] != "display_only"
        if row["Cell of tumor origin"].startswith("T"):
            assert group["status"] == "out_of_scope"
            continue
        if _nci(Fraction(row["Diagnosis Age (days)"]) / YEAR, row) == "HR":
            assert not {"LR", "AR"} & set(group["possible"])
        if _positive(row) == "yes":
            assert not {"LR", "AR"} & set(group["possible"])
        if row["MRD Percentage Day 8"] == "NA":
            assert group["assigned"] != "LR"


def test_the_three_tables_of_mp2prt_are_one_cohort(ward: Ward, shared_data: Path) -> None:
    mrd = patients_of(shared_data / "MP2PRT_ALL_MRD_dev.tsv", "case_submitter_id")
    genes = patients_of(shared_data / "MP2PRT_Cytogenetics_dev.tsv", "cases.submitter_id")
    ends = patients_of(shared_data / "MP2PRT_Outcomes_dev.tsv", "cases.submitter_id")

    first = ward.take_in(shared_data / "MP2PRT_ALL_MRD_dev.tsv", "mp2prt-mrd")
    second = ward.take_in(shared_data / "MP2PRT_Cytogenetics_dev.tsv", "mp2prt-cytogenetics")
    third = ward.take_in(shared_data / "MP2PRT_Outcomes_dev.tsv", "mp2prt-outcomes")

    assert set(mrd) == set(genes) == set(ends)
    assert (first["new_patients"], second["new_patients"], third["new_patients"]) == (35, 0, 0)
    assert first["new_results"] == sum(
        row[column] != "" for row in mrd.values() for column in ("MRD_EOI_Pct", "MRD_EOC_pct")
    )
    assert {one["code"] for one in ward.ask("patients")["patients"]} == set(mrd)
    ph_positive = {code for code, row in genes.items() if row["BCR_ABL1"] == "1"}
    out = {
        code
        for code in mrd
        if ward.ask("assess", code, "--pack", "kspho-hr-2024")["group"]["status"] == "out_of_scope"
    }
    assert ph_positive <= out
    assert ward.ask("verify")["clean"]


def test_mp2prt_numbers_zeros_and_coded_limits(ward: Ward, shared_data: Path) -> None:
    table = shared_data / "MP2PRT_ALL_MRD_dev.tsv"
    ward.take_in(table, "mp2prt-mrd")

    positive = set()
    for code, row in patients_of(table, "case_submitter_id").items():
        for column, place in (("MRD_EOI_Pct", "EOI"), ("MRD_EOC_pct", "EOC")):
            result = ward.result(code, "flow", place)
            if row[column] == "":
                assert result is None
                continue
            assert result is not None
            is_number = row[column] not in ("0", "0.0099999")
            assert (result["state"] == "quantified") is is_number
            if is_number:
                assert Fraction(result["value"]) == Fraction(row[column]) / 100
            if is_number and Fraction(row[column]) >= Fraction(1, 100):
                positive.add((code, place))
            assert ("MRD_POSITIVE" in result["flags"]) is ((code, place) in positive)
    assert positive
