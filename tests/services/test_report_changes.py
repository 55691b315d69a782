import copy
from typing import Any

import pytest

from mrdtracker.services.report_changes import changes_between
from mrdtracker.words import speak

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


def words(**changes: Any) -> list[str]:
    new = copy.deepcopy(PAGE)
    new.update(changes)
    return [one.words for one in changes_between(PAGE, new)]


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

    gone, come = changes_between(before, after), changes_between(after, before)

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
    assert [one.words for one in changes_between(old, new)] == said


def test_what_changed_is_named_in_the_language_that_is_spoken() -> None:
    old = {**PAGE, "name": "final", "facts": [["Born", "not recorded"]]}
    new = {**PAGE, "name": "Born", "group": {**PAGE["group"], "status": "provisional"}}
    speak({"Born": "생년월일", "Name": "이름", "not recorded": "기록 없음", "final": "확정",
           "provisional": "잠정", "Status of the group": "상태"})  # fmt: skip
    try:
        said = [one.words for one in changes_between(old, new)]
    finally:
        speak({})

    # What a person typed is never translated.
    assert said == ["이름: final → Born", "생년월일: 기록 없음 → 10 Oct 2017", "상태: 확정 → 잠정"]
