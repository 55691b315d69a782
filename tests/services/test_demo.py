"""Twelve invented patients show every state, and four a ward on the day the store is made."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from mrdtracker import locations
from mrdtracker.domain.case import PatientCase
from mrdtracker.domain.due import DueState
from mrdtracker.domain.errors import StoreError, UserError
from mrdtracker.domain.finding import Flag, GroupStatus
from mrdtracker.domain.mrd_value import ResultState
from mrdtracker.services.demo import WARD_WRITTEN_FOR, create_demo, demo_cases, ward_cases
from mrdtracker.services.rulebook import RuleBook
from mrdtracker.services.workspace import Person


def _assessments(rules: RuleBook) -> dict[str, tuple[object, set[Flag]]]:
    found = {}
    for case in demo_cases():
        own = rules.assess(case, case.course.pack or "")
        flags = {*own.flags, *rules.assess(case, "generic-definitions").flags}
        found[case.patient_id] = (own.status, flags)
    return found


def test_there_are_twelve_and_every_result_state_of_the_list_is_shown() -> None:
    cases = demo_cases()
    states = {result.value.state for case in cases for result in case.results}

    assert len(cases) == 12
    assert {
        ResultState.QUANTIFIED,
        ResultState.POSITIVE_BELOW_LLOQ,
        ResultState.NEGATIVE,
        ResultState.DETECTED,
        ResultState.NOT_DETECTED,
        ResultState.PENDING,
    } <= states


def test_every_promised_situation_is_found_by_the_rules(rules: RuleBook) -> None:
    found = _assessments(rules)

    assert found["DEMO-01"][0] is GroupStatus.FINAL
    assert Flag.HIGH_RISK_THRESHOLD_CROSSED in found["DEMO-01"][1]
    assert found["DEMO-02"][0] is GroupStatus.FINAL
    assert Flag.INSUFFICIENT_SENSITIVITY in found["DEMO-03"][1]
    assert Flag.POSITIVE_BELOW_LLOQ in found["DEMO-04"][1]
    assert Flag.WRONG_SPECIMEN in found["DEMO-05"][1]
    assert found["DEMO-06"][0] is GroupStatus.PUBLISHED_GAP
    assert Flag.MRD_REAPPEARANCE_CONFIRM in found["DEMO-08"][1]
    assert Flag.PPR in found["DEMO-10"][1]
    assert Flag.HAEMODILUTION in found["DEMO-12"][1]


def test_a_demo_store_is_clean_and_assessed(tmp_path: Path, anna: Person) -> None:
    with create_demo(tmp_path / "practice.mrd", anna) as workspace:
        counts = workspace.counts()
        stale = workspace.assessment.refresh_summaries()
        report = workspace.verify()

    assert counts.patients == 16
    assert stale == 0
    assert report.findings == ()


@pytest.mark.parametrize("on", [date(2026, 11, 20), date(2028, 2, 29)])
def test_the_ward_asks_for_something_of_every_kind_on_the_day_it_is_made(
    tmp_path: Path, on: date
) -> None:
    person = Person("Anna", lambda: datetime(on.year, on.month, on.day, 9, tzinfo=UTC))
    with create_demo(tmp_path / "practice.mrd", person) as workspace:
        due = workspace.due.read(workspace.today)

    asked = {
        state: [line.child.code for line in due.lines((state,)) if line.child.code > "DEMO-12"]
        for state in (DueState.DUE, DueState.OVERDUE, DueState.OPEN, DueState.UNEXPECTED)
    }
    assert asked == {
        DueState.DUE: ["DEMO-13"],
        DueState.OVERDUE: ["DEMO-14"],
        DueState.OPEN: ["DEMO-15"],
        DueState.UNEXPECTED: ["DEMO-16"],
    }


def test_the_ward_moves_as_a_whole() -> None:
    written, moved = (ward_cases(on) for on in (WARD_WRITTEN_FOR, date(2027, 11, 20)))

    for one, other in zip(written, moved, strict=True):
        assert one.age_in_years() == pytest.approx(other.age_in_years(), abs=Decimal("0.01"))
        assert [result.value for result in one.results] == [r.value for r in other.results]
        days = {
            later - earlier
            for earlier, later in zip(_dates(one), _dates(other), strict=True)
            if earlier is not None and later is not None
        }
        assert [each.days for each in days] == [365]


def _dates(case: PatientCase) -> list[date | None]:
    return [
        case.patient.born_on,
        case.patient.diagnosed_on,
        case.course.therapy_started_on,
        *(event.on for event in case.course.events),
        *(result.on for result in case.results),
    ]


def test_a_demo_that_fails_leaves_nothing(
    tmp_path: Path, anna: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    cases = tmp_path / "samples" / "demo"
    cases.mkdir(parents=True)
    (cases / "broken.json").write_text('{"note": "nothing"}', encoding="utf-8")
    monkeypatch.setattr(locations, "resources", lambda: tmp_path)
    monkeypatch.setattr(locations, "keys_folder", lambda: tmp_path / "keys")
    path = tmp_path / "new" / "practice.mrd"
    path.parent.mkdir()

    with pytest.raises(UserError):
        create_demo(path, anna)

    assert list(path.parent.iterdir()) == []
    assert list((tmp_path / "keys").iterdir()) == []


def test_a_store_with_a_journal_is_not_discarded(tmp_path: Path, anna: Person) -> None:
    path = tmp_path / "practice.mrd"
    with (
        create_demo(path, anna) as workspace,
        pytest.raises(StoreError, match="in use already"),
    ):
        workspace.discard()

    assert path.exists()
