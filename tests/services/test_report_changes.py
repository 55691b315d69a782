import copy
import json
import re
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from mrdtracker.language import Language, speak_language
from mrdtracker.services.commands import VoidRecords
from mrdtracker.services.issuing import Issuing
from mrdtracker.services.report_changes import PageChange, TwofoldPage, changes_between
from mrdtracker.services.rulebook import RuleBook
from mrdtracker.services.workspace import Person
from mrdtracker.words import speak
from tests.services.report_desk import demo_workspace

PAGE: dict[str, Any] = {
    "laboratory": "Ward 7",
    "code": "S-1",
    "name": "Kim",
    "facts": [["Born", "10 Oct 2017"], ["Day today", "D5"]],
    "group": {"word": "SR", "status": "final", "says": "SR.", "possible": "", "ruled_out": ""},
    "results": {
        "columns": ["day", "date", "specimen", "method, target", "reported", "read as", "see"],
        "rows": [
            ["D15", "1 Jun", "BM", "flow", "0.05 %", "0.05 % (5·10⁻⁴)", "1"],
            ["D33", "1 Jul", "BM", "flow", "neg", "not detected", ""],
        ],
        "keys": ["one", "two"],
    },
    "findings": [{"says": "positive"}],
    "missing": ["D78 BM"],
    "quality": [],
    "unusable": [],
    "events": None,
    "packs": [{"id": "small", "version": "1", "sha256": "ab" * 32}],
}


def between(old: dict[str, Any], new: dict[str, Any]) -> tuple[PageChange, ...]:
    return changes_between(TwofoldPage(old, old), TwofoldPage(new, new))


def words(**changes: Any) -> list[str]:
    new = copy.deepcopy(PAGE)
    new.update(changes)
    return [one.words for one in between(PAGE, new)]


def with_rows(*rows: list[str], keys: list[str]) -> dict[str, Any]:
    return {**PAGE["results"], "rows": list(rows), "keys": keys}


def test_the_same_page_has_no_changes() -> None:
    assert words() == []


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"name": "Kym"}, ["Name: Kim → Kym"]),
        ({"code": "S-2"}, ["Code: S-1 → S-2"]),
        ({"laboratory": "Ward 8"}, ["Laboratory: Ward 7 → Ward 8"]),
        ({"facts": [["Born", "11 Oct 2017"]]}, ["Born: 10 Oct 2017 → 11 Oct 2017"]),
        (
            {"facts": [["Born", "10 Oct 2017"], ["Sex", "female"]]},
            ["Sex: added, female"],
        ),
        ({"facts": []}, ["Born: no longer there, was 10 Oct 2017"]),
        ({"group": {**PAGE["group"], "word": "HR"}}, ["Group: SR → HR"]),
        (
            {"findings": [{"says": "negative"}]},
            ["Finding: no longer there, was positive", "Finding: added, negative"],
        ),
        (
            {"missing": []},
            ["What would settle the group: no longer there, was D78 BM"],
        ),
        ({"quality": ["clotted"]}, ["Quality: added, clotted"]),
        (
            {"packs": [{"id": "small", "version": "2", "sha256": "cd" * 32}]},
            ["Rules small: 1 (abababababab) → 2 (cdcdcdcdcdcd)"],
        ),
        (
            {"packs": [{"id": "small", "version": "1", "sha256": "cd" * 32}]},
            ["Rules small: 1 (abababababab) → 1 (cdcdcdcdcdcd)"],
        ),
        (
            {"events": {"rows": [["D1", "", "relapse"]]}},
            ["Event: added, D1, relapse"],
        ),
    ],
    ids=str,
)
def test_each_part_of_the_page_is_compared(changes: dict[str, Any], said: list[str]) -> None:
    assert words(**changes) == said


def test_of_two_alike_lines_one_that_goes_is_told():
    events = {"rows": [["D15", "fever"], ["D15", "fever"]]}
    before, after = {**PAGE, "events": events}, {**PAGE, "events": {"rows": events["rows"][:1]}}

    gone, come = between(before, after), between(after, before)

    assert [one.words for one in gone] == ["Event: no longer there, was D15, fever"]
    assert [one.words for one in come] == ["Event: added, D15, fever"]


def test_the_day_today_is_no_change() -> None:
    assert words(facts=[["Born", "10 Oct 2017"], ["Day today", "D99"]]) == []


def test_results_are_compared_by_their_record_and_not_by_their_place() -> None:
    first, second = PAGE["results"]["rows"]

    assert words(results=with_rows(second, first, keys=["two", "one"])) == []


def test_a_result_changes_field_by_field_and_pointers_do_not_count() -> None:
    first, second = PAGE["results"]["rows"]
    changed = [*first[:4], "0.5 %", "0.5 % (5·10⁻³)", "7"]

    assert words(results=with_rows(changed, second, keys=["one", "two"])) == [
        "Result BM D15, flow, reported: 0.05 % → 0.5 %",
        "Result BM D15, flow, read as: 0.05 % (5·10⁻⁴) → 0.5 % (5·10⁻³)",
    ]


def test_a_result_comes_and_goes() -> None:
    first, second = PAGE["results"]["rows"]
    third = ["D78", "", "BM", "flow", "0.1 %", "0.1 %", ""]

    assert words(results=with_rows(first, third, keys=["one", "three"])) == [
        "Result BM D33, flow: no longer there, was neg (not detected)",
        "Result BM D78, flow: added, 0.1 %",
    ]
    assert second[4] == "neg"


def commented(text: str, by: str = "Kim") -> dict[str, Any]:
    return {**PAGE, "comment": {"by": by, "text": text}}


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (PAGE, {**PAGE, "comment": None}, []),
        (PAGE, commented("Please\nrepeat."), ["Comment: added, Please repeat."]),
        (commented("Repeat."), PAGE, ["Comment: no longer there, was Repeat."]),
        (commented("Repeat."), commented("Wait."), ["Comment: Repeat. → Wait."]),
        (commented("Repeat."), commented("Repeat.", by="Lee"), []),
    ],
)
def test_a_comment_is_compared_and_a_report_from_before_comments_has_none(
    old: dict[str, Any], new: dict[str, Any], said: list[str]
) -> None:
    assert [one.words for one in between(old, new)] == said


def test_what_changed_is_named_in_the_language_that_is_spoken() -> None:
    old = {**PAGE, "name": "final", "facts": [["Born", "not recorded"]]}
    new = {**PAGE, "name": "Born", "group": {**PAGE["group"], "status": "provisional"}}
    speak({"Born": "생년월일", "Name": "이름", "not recorded": "기록 없음", "final": "확정",
           "provisional": "잠정", "Status of the group": "상태"})  # fmt: skip
    try:
        said = [one.words for one in between(old, new)]
    finally:
        speak({})

    # What a person typed is never translated.
    assert said == ["이름: final → Born", "생년월일: 기록 없음 → 10 Oct 2017", "상태: 확정 → 잠정"]


def test_what_a_page_said_stands_as_it_was_read_and_is_compared_in_english() -> None:
    def korean(**changes: Any) -> dict[str, Any]:
        rows = [["15일", "1 Jun", "골수", "유세포", "0.05 %", "0.05 % (5·10⁻⁴)", "1"],
                ["33일", "1 Jul", "골수", "유세포", "neg", "검출되지 않음", ""]]  # fmt: skip
        return {
            **copy.deepcopy(PAGE),
            "facts": [["생년월일", "2017년 10월 10일"], ["오늘", "5일"]],
            "group": {**PAGE["group"], "says": "표준위험군입니다."},
            "results": {**PAGE["results"], "rows": rows},
            "findings": [{"says": "양성입니다"}],
            **changes,
        }

    new = copy.deepcopy(PAGE)
    new["facts"][0][1] = "11 Oct 2017"
    new["group"]["says"] = "HR."
    new["results"]["rows"][1][5] = "not seen"
    new["findings"] = [{"says": "positive"}, {"says": "late"}]
    said = korean(
        facts=[["생년월일", "2017년 10월 11일"], ["오늘", "5일"]],
        group={**PAGE["group"], "says": "고위험군입니다."},
        findings=[{"says": "양성입니다"}, {"says": "늦었습니다"}],
    )
    said["results"]["rows"][1][5] = "보이지 않음"

    changes = changes_between(TwofoldPage(PAGE, korean()), TwofoldPage(new, said))

    assert [(one.what, one.before, one.after) for one in changes] == [
        ("Born", "2017년 10월 10일", "2017년 10월 11일"),
        ("Reason of the group", "표준위험군입니다.", "고위험군입니다."),
        ("Result 골수 33일, 유세포, read as", "검출되지 않음", "보이지 않음"),
        ("Finding", "", "늦었습니다"),
    ]


def test_two_sentences_that_are_one_in_another_language_stand_in_english() -> None:
    new = {**PAGE, "findings": [{"says": "late"}, {"says": "too late"}]}
    said = {**PAGE, "findings": [{"says": "늦었습니다"}]}

    changes = changes_between(TwofoldPage(PAGE, PAGE), TwofoldPage(new, said))

    assert [one.after for one in changes] == ["", "late", "too late"]


def test_an_amended_report_quotes_a_korean_one_in_korean(tmp_path: Path) -> None:
    anna = Person("Anna", lambda: datetime(2026, 11, 20, 9, 30, tzinfo=UTC))
    with demo_workspace(tmp_path, anna, RuleBook()) as workspace:
        issuing, patient = Issuing(workspace), workspace.patient_by_code("DEMO-08")
        speak_language(Language.KOREAN)
        try:
            first = issuing.command(issuing.report(patient.id), b"pages")
            workspace.recorder.execute(first)
            last = workspace.patient_file(patient.id).measurements[-1]
            workspace.recorder.execute(VoidRecords("a result", (last,), patient.id, "typo"))
            second = issuing.report(patient.id, reason="typo")
            kept = json.loads(issuing.command(second, b"pages").report.page)
        finally:
            speak({})
        in_english = issuing.report(patient.id, reason="typo")

    said, english = second.page.standing.changes, kept["page"]["standing"]["changes"]
    assert "Finding: no longer there, was MRD positive by the operational definition" in str(
        english
    )
    assert len(said) == len(english)
    for line in said:
        assert not re.search("[a-z]{3,} [a-z]{2,} [a-z]{2,}", line), line
    # Whoever reads English reads what the first one says in English.
    assert list(in_english.page.standing.changes) == english
    assert json.loads(first.report.page)["page"]["title"] == "MRD and response report"
