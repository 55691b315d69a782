"""assess, explain and plot, from a case file and from a store."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest

from mrdtracker import locations
from mrdtracker.cli.main import main

pytestmark = pytest.mark.usefixtures("packs_loaded_once")


def _demo_case(number: int) -> Path:
    return locations.resources() / "samples" / "demo" / f"demo-{number:02d}.json"


def test_a_case_file_is_assessed_without_a_store(capsys: pytest.CaptureFixture[str]) -> None:
    status = main(["assess", str(_demo_case(1)), "--json"])

    document = json.loads(capsys.readouterr().out)
    assert status == 0
    assert document["format"] == "mrdtracker-assessment/1"
    assert document["group"]["assigned"] == "HR"
    assert "HIGH_RISK_THRESHOLD_CROSSED" in document["flags"]


def test_another_pack_can_be_asked(capsys: pytest.CaptureFixture[str]) -> None:
    case = str(_demo_case(1))

    main(["assess", case, "--pack", "generic-definitions", "--json"])

    assert json.loads(capsys.readouterr().out)["pack"]["id"] == "generic-definitions"


def test_a_case_comes_from_standard_input(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    text = _demo_case(2).read_bytes()
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(text), encoding="utf-8"))

    assert main(["assess", "-", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["group"]["assigned"] == "SR"


def test_every_problem_of_a_case_is_listed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    case = tmp_path / "bad.json"
    case.write_text(
        '{"format": "mrdtracker-case/1", "patient": {"age_years": 4.0, "sxe": "male"}}',
        encoding="utf-8",
    )

    status = main(["assess", str(case), "--json"])

    problems = json.loads(capsys.readouterr().out)["error"]["problems"]
    assert status == 2
    assert len(problems) == 2


def test_an_unknown_pack_is_status_2(capsys: pytest.CaptureFixture[str]) -> None:
    status = main(["assess", str(_demo_case(1)), "--pack", "nonsense"])

    assert status == 2
    assert "There is no rule pack 'nonsense'" in capsys.readouterr().err


def test_a_missing_case_file_is_status_2(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["assess", str(tmp_path / "none.json")]) == 2
    assert "cannot be read" in capsys.readouterr().err


def test_explain_names_rule_source_and_edition(capsys: pytest.CaptureFixture[str]) -> None:
    status = main(["explain", str(_demo_case(1))])

    text = capsys.readouterr().out
    assert status == 0
    assert "aieop-bfm-all-2000" in text
    assert "Blood" in text


def test_explain_of_an_unknown_rule_is_status_2(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explain", str(_demo_case(1)), "no-such-rule"]) == 2
    assert "no-such-rule" in capsys.readouterr().err


@pytest.mark.parametrize(("suffix", "start"), [(".png", b"\x89PNG"), (".pdf", b"%PDF")])
def test_a_course_is_drawn_to_a_file(tmp_path: Path, suffix: str, start: bytes) -> None:
    out = tmp_path / f"course{suffix}"

    assert main(["plot", str(_demo_case(8)), "--out", str(out)]) == 0
    assert out.read_bytes().startswith(start)


def test_an_unknown_picture_format_is_status_2(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "course.docx"

    assert main(["plot", str(_demo_case(8)), "--out", str(out)]) == 2
    assert capsys.readouterr().err
    assert not out.exists()


def test_a_case_of_tomorrow_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    case = tmp_path / "case.json"
    text = '{"format": "mrdtracker-case/1", "patient": {"diagnosed_on": "2199-01-01"}}'
    case.write_text(text, encoding="utf-8")

    assert main(["assess", str(case)]) == 2
    assert "patient.diagnosed_on: 01 Jan 2199 is in the future" in capsys.readouterr().err


def test_a_name_that_is_a_file_and_a_patient_is_asked_about(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("DEMO-01").write_bytes(_demo_case(2).read_bytes())
    main(["--store", "practice.mrd", "demo"])
    capsys.readouterr()

    def group(name: str) -> str:
        assert main(["--store", "practice.mrd", "assess", name, "--json"]) == 0
        return json.loads(capsys.readouterr().out)["group"]["assigned"]

    assert main(["--store", "practice.mrd", "assess", "DEMO-01"]) == 2
    said = capsys.readouterr().err
    assert "Type patient:DEMO-01 for the patient, or ./DEMO-01 for the file." in said
    assert (group("patient:DEMO-01"), group("./DEMO-01")) == ("HR", "SR")
    assert main(["--store", "none.mrd", "assess", "DEMO-01"]) == 0


def test_several_packs_give_a_list_and_one_gives_one_document(
    capsys: pytest.CaptureFixture[str],
) -> None:
    case = str(_demo_case(11))
    two = ["--pack", "ccg-early-marrow", "--pack", "aieop-bfm-all-2000"]

    assert main(["assess", case, *two, "--json"]) == 0
    several = json.loads(capsys.readouterr().out)
    assert main(["assess", case, *two[:2], "--json"]) == 0
    one = json.loads(capsys.readouterr().out)

    assert [each["pack"]["id"] for each in several] == ["ccg-early-marrow", "aieop-bfm-all-2000"]
    assert several[0] == one


def test_several_packs_stand_side_by_side(capsys: pytest.CaptureFixture[str]) -> None:
    case = str(_demo_case(11))

    assert main(["assess", case, "--pack", "ccg-early-marrow", "--pack", "all-ic-bfm-2009"]) == 0

    lines = capsys.readouterr().out.splitlines()
    assert any("“D7”" in line and "“D8”" in line for line in lines)


def test_the_same_pack_twice_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    case = str(_demo_case(11))

    status = main(["assess", case, "--pack", "ukall-r3", "--pack", "ukall-r3"])

    assert status == 2
    assert "twice" in capsys.readouterr().err
