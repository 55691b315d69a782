"""The acceptance checks that reach the record: files in, files out, answers (AC02 to AC17)."""

from __future__ import annotations

import csv
import json
import re
from pathlib import Path
from typing import Any

import pytest

from mrdtracker.cli.main import main

pytestmark = pytest.mark.usefixtures("packs_loaded_once")
OURS = ("patients", "events", "results")
MAPPING = """
format = "mrdtracker-mapping/1"
id = "flow"
title = "Flow list"
date_format = "{date_format}"

[patient]
code = "code"

[[result]]
column = "mrd"
method = "flow"
specimen = "BM"
unit = "%"
date_column = "date"
"""


@pytest.fixture
def ask(capsys: pytest.CaptureFixture[str]):
    def ask_(*words: object) -> Any:
        main([*map(str, words), "--json"])
        return json.loads(capsys.readouterr().out)

    return ask_


@pytest.fixture
def demo(tmp_path: Path, ask) -> Path:
    store = tmp_path / "practice.mrd"
    ask("--store", store, "demo")
    return store


def a_table(folder: Path, *rows: str) -> Path:
    path = folder / "flow.csv"
    path.write_text("\n".join(("code,date,mrd", *rows)) + "\n", encoding="utf-8")
    return path


def a_mapping(folder: Path, date_format: str = "YYYY-MM-DD") -> Path:
    path = folder / "flow.toml"
    text = MAPPING.format(date_format=date_format)
    path.write_text(text, encoding="utf-8")
    return path


def values(ask, store: Path, code: str) -> list[str]:
    return [one["value"] for one in ask("--store", store, "results", code)["results"]]


def test_ac02_an_empty_cell_is_no_value_and_overwrites_nothing(tmp_path: Path, ask) -> None:
    store, mapping = tmp_path / "ward.mrd", a_mapping(tmp_path)
    ask("--store", store, "init")
    full = a_table(tmp_path, "A-1,2026-03-02,0.5", "A-2,2026-03-02,")
    ask("--store", store, "import", full, "--mapping", mapping)
    before = values(ask, store, "A-1")

    ask("--store", store, "import", a_table(tmp_path, "A-1,2026-03-02,"), "--mapping", mapping)

    assert len(before) == 1
    assert values(ask, store, "A-1") == before
    assert values(ask, store, "A-2") == []


def test_ac03_no_view_makes_an_uncertainty_of_nothing(demo: Path, tmp_path: Path, capsys) -> None:
    for words in (("explain", "DEMO-08"), ("results", "DEMO-08"), ("assess", "DEMO-08")):
        main(["--store", str(demo), *words])
    main(["--store", str(demo), "export", "--csv", str(tmp_path / "out")])
    shown = capsys.readouterr().out
    assert "MR (final)" in shown
    written = "".join(path.read_text("utf-8") for path in (tmp_path / "out").glob("*.csv"))

    assert not re.search(r"±\s*0(?![.,]?\d*[1-9])", shown + written)


def test_ac04_our_own_export_changes_nothing_when_it_is_read_back(
    demo: Path, tmp_path: Path, ask
) -> None:
    folder = tmp_path / "out"
    ask("--store", demo, "export", "--csv", folder)
    before = ask("--store", demo, "verify")

    for name in OURS:
        file = folder / f"{name}.csv"
        found = ask("--store", demo, "import", file, "--mapping", f"own-{name}")
        new = [found[key] for key in ("new_patients", "new_results", "new_events", "changed")]
        assert (new, found["written"]) == ([0, 0, 0, 0], False)
        assert found["same"] >= found["rows"]

    after = ask("--store", demo, "verify")
    assert after["head"] == before["head"]


def test_ac07_two_results_of_one_day_stay_two(tmp_path: Path, ask) -> None:
    store, mapping = tmp_path / "ward.mrd", a_mapping(tmp_path)
    ask("--store", store, "init")
    same = a_table(tmp_path, "A-1,2026-03-02,0.5", "A-1,2026-03-02,0.7")

    refused = ask("--store", store, "import", same, "--mapping", mapping)
    assert "the column that tells them apart" in json.dumps(refused["error"])
    assert ask("--store", store, "patients")["patients"] == []

    mapping.write_text(mapping.read_text("utf-8") + 'repeat_column = "run"\n', encoding="utf-8")
    table = tmp_path / "runs.csv"
    table.write_text(
        "code,date,mrd,run\nA-1,2026-03-02,0.5,1\nA-1,2026-03-02,0.7,2\n", encoding="utf-8"
    )
    ask("--store", store, "import", table, "--mapping", mapping)

    ask("--store", store, "export", "--csv", tmp_path / "out")
    with (tmp_path / "out" / "results.csv").open(encoding="utf-8", newline="") as file:
        assert [row["value"] for row in csv.DictReader(file)] == ["0.5", "0.7"]
    assert len(values(ask, store, "A-1")) == 2


def test_ac09_every_answer_names_its_rules_version_and_digest(demo: Path, ask, capsys) -> None:
    codes = [one["code"] for one in ask("--store", demo, "patients")["patients"]]
    explained = set()
    for code in codes:
        answer = ask("--store", demo, "assess", code)
        pack = answer["pack"]
        assert all(pack[key] for key in ("id", "version", "sha256"))
        decided = [one for one in answer["findings"] if one["kind"] == "risk"]
        assert all(one["rule"] and one["source"]["citation"] for one in decided)
        if pack["id"] in explained:
            continue
        explained.add(pack["id"])
        main(["--store", str(demo), "explain", code])
        told = capsys.readouterr().out
        assert f"{pack['version']}" in told
        assert pack["sha256"][:12] in told


def test_ac14_what_comes_after_the_deciding_clause_is_not_reached(demo: Path, capsys) -> None:
    main(["--store", str(demo), "explain", "DEMO-05"])
    rule = capsys.readouterr().out.split("rule vhr-age-13")[1].split("source:")[0]

    assert "✗ White cells before treatment ≥ 50" in rule
    assert "○ Age at diagnosis ≥ 13 years? not reached" in rule


def a_case(**fields: object) -> dict[str, object]:
    """A child of AIEOP-BFM ALL 2000 whose day-33 marrow is not there."""
    patient = {
        "lineage": "B",
        "genetics": {"BCR::ABL1": "not_detected", "KMT2A::AFF1": "not_detected"},
    }
    return {
        "format": "mrdtracker-case/1",
        "patient": {"id": "S-1", "down_syndrome": "no", **patient},
        "course": {"pack": "aieop-bfm-all-2000", "therapy_started_on": "2026-06-01"},
        "results": [],
        **fields,
    }


def test_ac15_a_missing_day_33_is_said_and_is_never_standard_risk(tmp_path: Path, ask) -> None:
    path = tmp_path / "case.json"
    path.write_text(json.dumps(a_case()), encoding="utf-8")

    found = ask("assess", path)["group"]

    assert found["assigned"] is None
    assert "SR" in found["possible"]
    assert len(found["possible"]) > 1
    assert any("D33" in need for need in found["needs"])


@pytest.mark.parametrize("stated", ["", "MM/DD/YYYY"])
def test_ac16_a_date_that_can_be_two_days_is_never_guessed(tmp_path: Path, ask, stated) -> None:
    store = tmp_path / "ward.mrd"
    ask("--store", store, "init")
    table = a_table(tmp_path, "A-1,12/07/2025,0.5")

    found = ask("--store", store, "import", table, "--mapping", a_mapping(tmp_path, stated))

    if stated:
        ask("--store", store, "export", "--csv", tmp_path / "out")
        assert "2025-12-07" in (tmp_path / "out" / "samples.csv").read_text("utf-8")
    else:
        assert "12/07/2025" in json.dumps(found["error"], ensure_ascii=False)
        assert ask("--store", store, "patients")["patients"] == []


@pytest.mark.parametrize(
    ("value", "unit"), [("0.05", "%"), ("0.0005", "fraction"), ("5e-4", "fraction")]
)
def test_ac17_one_quantity_in_three_spellings_is_one_answer(
    tmp_path: Path, ask, value: str, unit: str
) -> None:
    result = {
        "day": 33,
        "first_dose_day": 1,
        "specimen": "BM",
        "method": "ig_tr_pcr",
        "state": "quantified",
        "value": value,
        "unit": unit,
    }
    path = tmp_path / "case.json"
    path.write_text(json.dumps(a_case(results=[result])), encoding="utf-8")
    told = ask("assess", path)["group"]

    result["value"], result["unit"] = "0.05", "%"
    path.write_text(json.dumps(a_case(results=[result])), encoding="utf-8")
    plain = ask("assess", path)["group"]

    assert told == plain


def test_ac17_a_number_without_a_unit_is_asked_about(tmp_path: Path, ask) -> None:
    result = {
        "day": 33,
        "specimen": "BM",
        "method": "flow",
        "state": "quantified",
        "value": "0.05",
    }
    path = tmp_path / "case.json"
    path.write_text(json.dumps(a_case(results=[result])), encoding="utf-8")

    problems = ask("assess", path)["error"]["problems"]

    assert any("unit" in one["where"] + one["text"] for one in problems)


def test_ac20_a_file_that_cannot_be_written_is_for_reading_and_says_so(
    demo: Path, tmp_path: Path, ask
) -> None:
    before = demo.read_bytes()
    missing = tmp_path / "no such folder" / "ward.mrd"

    error = ask("--store", missing, "patients")["error"]
    told = ask("--store", demo, "verify")

    assert "no store" in error["message"]
    assert error["hint"]
    assert told["findings"] == []
    assert demo.read_bytes() == before
