"""Group, findings, what is missing: each in words with its source, each once."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from mrdtracker.domain.case import CourseFacts
from mrdtracker.domain.truth import Truth
from mrdtracker.services.commands import AddEvent, AddPatient
from mrdtracker.services.report_answers import (
    due_words,
    explained,
    finding_lines,
    group_line,
    needs,
    quality_findings,
    seen_in,
)
from mrdtracker.services.rulebook import RuleBook
from mrdtracker.services.workspace import Person, Workspace
from tests.builders import FIRST_DOSE, a_patient, an_event
from tests.services.report_desk import demo_workspace, view_of


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory, rules: RuleBook) -> Iterator[Workspace]:
    from tests.services.conftest import NOW

    folder = tmp_path_factory.mktemp("answers")
    with demo_workspace(folder, Person("Anna", lambda: NOW), rules) as opened:
        yield opened


def test_an_assigned_group_has_its_reason_and_its_tone(demo: Workspace) -> None:
    line = group_line(view_of(demo, "DEMO-01"))

    assert (line.word, line.status, line.tone) == ("HR", "final", "high")
    assert "0.2 % ≥ 0.1 %" in line.says
    assert line.possible == ""


def test_without_a_group_the_possible_ones_stand_there(demo: Workspace) -> None:
    view = view_of(demo, "DEMO-05")
    line = group_line(view)

    assert (line.word, line.tone) == ("No group", "unknown")
    assert line.possible == "AR, VHR"
    assert line.ruled_out == "LR, HR"
    assert needs(view) == ("BM flow at D29", "BM morphology at D29")


def test_a_protocol_in_own_words_has_no_group(workspace: Workspace) -> None:
    own = a_patient(course=CourseFacts(), protocol_text="Ward protocol 7")
    workspace.recorder.execute(AddPatient(own))
    view = view_of(workspace, "S-0001")

    assert group_line(view).says == (
        "No rule pack stands for “Ward protocol 7”, so no group can be said."
    )
    assert needs(view) == ()


def test_every_finding_stands_once_with_a_citation_and_its_packs(demo: Workspace) -> None:
    lines = finding_lines(view_of(demo, "DEMO-01"))
    m1 = next(one for one in lines if one.rule == "m1")

    assert [one.number for one in lines] == list(range(1, len(lines) + 1))
    assert len({one.says for one in lines}) == len(lines)
    assert all(one.source for one in lines)
    assert m1.asked_by == "aieop-bfm-all-2000, generic-definitions"


def test_the_numbers_lead_from_the_result_to_the_finding(demo: Workspace) -> None:
    view = view_of(demo, "DEMO-01")
    day78 = next(row for row in view.rows if row.day == 78)
    numbers = seen_in(view)[day78.measurement.id].split(", ")
    named = [one for one in finding_lines(view) if str(one.number) in numbers]

    assert any("day 78" in one.says for one in named)


def test_one_sentence_about_two_results_of_one_amount_leads_to_both(demo: Workspace) -> None:
    view = view_of(demo, "DEMO-07")
    seen = seen_in(view)

    (line,) = (one for one in finding_lines(view) if one.rule == "mrd-positive")
    used = {
        key
        for assessment in view.assessments
        for finding in assessment.findings
        if finding.rule == "mrd-positive" and finding.answer is Truth.YES
        for key in finding.result_keys
    }
    assert len(used) == 2
    assert all(str(line.number) in seen[key].split(", ") for key in used)


def test_quality_has_its_own_place(demo: Workspace) -> None:
    view = view_of(demo, "DEMO-12")

    assert any("haemodilution suspected" in one for one in quality_findings(view))
    assert not any("haemodilution" in one.says for one in finding_lines(view))


def test_what_is_expected_and_not_there_is_named(demo: Workspace) -> None:
    view = view_of(demo, "DEMO-04")
    words = due_words(demo.due.of_file(view.file, demo.today))

    assert "D29 BM, morphology: sample received, result missing" in words


def test_due_open_overdue_and_missed_have_words(workspace: Workspace) -> None:
    from datetime import timedelta

    from mrdtracker.domain.vocabulary import EventKind, Specimen

    course = CourseFacts(pack="aieop-bfm-all-2000", therapy_started_on=FIRST_DOSE)
    workspace.recorder.execute(AddPatient(a_patient(course=course)))
    missed = an_event(
        2, kind=EventKind.SAMPLE_MISSED, name="D8", specimen=Specimen.PERIPHERAL_BLOOD,
        on=FIRST_DOSE + timedelta(days=7), note="refused",
    )  # fmt: skip
    workspace.recorder.execute(AddEvent(missed))
    file = view_of(workspace, "S-0001").file

    def said(day: int) -> str:
        on = FIRST_DOSE + timedelta(days=day - 1)
        return "\n".join(due_words(workspace.due.of_file(file, on)))

    assert "not done: refused" in said(9)
    assert "D15 BM, flow and morphology: due since 17 Mar 2025, window open until" in said(15)
    assert "window open until" in said(14)
    assert "no sample, and the window was open until" in said(30)


def test_the_long_form_gives_every_question_with_its_steps(demo: Workspace) -> None:
    view = view_of(demo, "DEMO-05")
    assert view.main is not None
    questions = explained(view.main)

    assert len(questions) == len(view.main.findings)
    steps = [step for one in questions for step in one.steps]
    assert any(step.startswith("? ") and " · needs " in step for step in steps)
    assert any(step.endswith(" not reached") for step in steps)
    answers = {finding.answer for finding in view.main.findings}
    assert {Truth.NO, Truth.UNKNOWN} <= answers
