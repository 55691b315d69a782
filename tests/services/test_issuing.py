"""Issue, amend, read again: what left the house stays as it was (AC09, AC10, T26)."""

from __future__ import annotations

import csv
import hashlib
import json
import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from mrdtracker.domain.errors import (
    ChangedMeanwhileError,
    InvalidInputError,
    NotFoundError,
    StoreError,
)
from mrdtracker.domain.records import IssuedReport, PatientId, ReportState
from mrdtracker.services.commands import AddPatient, AmendPatient, Changes, ChangeSettings
from mrdtracker.services.issuing import Issuing
from mrdtracker.services.report_document import ReportTemplate
from mrdtracker.services.reporting import Reporting
from mrdtracker.services.rulebook import RuleBook
from mrdtracker.services.workspace import Person, Workspace
from mrdtracker.words import speak
from tests.builders import a_patient
from tests.services.report_desk import demo_workspace
from tests.store.any_record import twenty_digits
from tests.store.laboratory import database_shell

NOW = datetime(2026, 11, 20, 9, 30, tzinfo=UTC)
TEMPLATE = ReportTemplate()


@pytest.fixture(scope="module")
def rules() -> RuleBook:
    return RuleBook()


@pytest.fixture
def workspace(tmp_path: Path, rules: RuleBook) -> Iterator[Workspace]:
    with demo_workspace(tmp_path, Person("Anna", lambda: NOW), rules) as opened:
        yield opened


def patient_of(workspace: Workspace, code: str = "DEMO-05") -> PatientId:
    return workspace.patient_by_code(code).id


def rename(workspace: Workspace, name: str, code: str = "DEMO-05") -> Changes:
    patient = replace(workspace.patient_by_code(code), name=name)
    return workspace.recorder.execute(AmendPatient(patient, "typing error"))


def issue(workspace: Workspace, reason: str = "", code: str = "DEMO-05") -> IssuedReport:
    """Issue with pages that a test need not wait for."""
    issuing = Issuing(workspace)
    ready = issuing.report(patient_of(workspace, code), reason=reason)
    pages = f"pages {ready.occasion.issue} {ready.page.group.says}".encode()
    command = issuing.command(ready, pages)
    workspace.recorder.execute(command)
    return command.report


def test_ac10_the_pages_stay_as_they_were_issued(workspace: Workspace) -> None:
    issuing, who = Issuing(workspace), patient_of(workspace)
    ready = issuing.report(who)
    pdf = ready.pdf(TEMPLATE)
    workspace.recorder.execute(issuing.command(ready, pdf))

    rename(workspace, "Other")
    settings = replace(workspace.settings(), laboratory="Ward 9", enabled_packs=())
    workspace.recorder.execute(ChangeSettings(settings))

    (kept,) = issuing.issued(who)
    assert issuing.pdf(kept) == pdf
    assert hashlib.sha256(pdf).hexdigest() == kept.pdf_digest
    assert pdf.startswith(b"%PDF-")
    assert Reporting(workspace).report(who).pdf(TEMPLATE) != pdf


def test_a_report_says_who_when_from_what_and_by_which_rules(workspace: Workspace) -> None:
    head = workspace.journal(limit=1)[0]
    report = issue(workspace)

    assert (report.number, report.state) == (1, ReportState.FINAL)
    assert (report.made_by, report.made_at, report.reason) == ("Anna", NOW, "")
    assert report.head == f"{head.seq}:{head.head}"
    entry = workspace.journal(limit=1)[0]
    assert entry.label == "Issue report 1 of DEMO-05"
    assert entry.patient_id == report.patient_id


def test_ac09_no_report_is_without_id_version_and_digest_of_its_rules(
    workspace: Workspace,
) -> None:
    for number in range(1, 13):
        report = issue(workspace, code=f"DEMO-{number:02}")
        assert report.packs
        for id_, version, sha256 in report.packs:
            assert id_
            assert version
            assert len(sha256) == 64
        assert [one["id"] for one in json.loads(report.page)["page"]["packs"]] == [
            one[0] for one in report.packs
        ]


def test_nothing_issued_has_nothing_since(workspace: Workspace) -> None:
    issuing = Issuing(workspace)
    view = workspace.assessment.view(patient_of(workspace))

    assert issuing.since_last(view) is None
    issue(workspace)
    since = issuing.since_last(view)
    assert since is not None
    assert since.changes == ()


def test_another_day_alone_changes_nothing(workspace: Workspace) -> None:
    issue(workspace)
    later = Person("Anna", lambda: NOW + timedelta(days=400))
    path = workspace.path
    workspace.close()

    with Workspace.open(path, later, rules=RuleBook()) as opened:
        since = Issuing(opened).since_last(opened.assessment.view(patient_of(opened)))
    assert since is not None
    assert since.changes == ()


def test_another_language_alone_changes_nothing(workspace: Workspace) -> None:
    speak({"Born": "생년월일", "Group": "군", "day": "일", "flow": "유세포"})
    try:
        issue(workspace)
    finally:
        speak({})

    since = Issuing(workspace).since_last(workspace.assessment.view(patient_of(workspace)))
    assert since is not None
    assert since.changes == ()
    assert "Born" in since.report.page


def test_an_amended_report_needs_a_reason_and_lists_what_changed(workspace: Workspace) -> None:
    first = issue(workspace)
    name = workspace.patient_by_code("DEMO-05").name
    rename(workspace, "Other")
    issuing = Issuing(workspace)

    with pytest.raises(InvalidInputError, match="Report 1 was issued"):
        issuing.report(first.patient_id, reason="  ")
    ready = issuing.report(first.patient_id, reason=" typing error ")
    second = issue(workspace, "typing error")

    assert ready.page.standing.changes == (f"Name: {name} → Other",)
    assert (second.number, second.state) == (2, ReportState.AMENDED)
    assert (second.supersedes, second.reason) == (first.id, "typing error")
    assert workspace.journal(limit=1)[0].reason == "typing error"
    assert issuing.issued(first.patient_id) == (first, second)
    assert issuing.pdf(first) != issuing.pdf(second)
    since = issuing.since_last(workspace.assessment.view(first.patient_id))
    assert since is not None
    assert (since.report, since.changes) == (second, ())


def test_a_comment_is_kept_with_its_person_and_an_amendment_tells_it(
    workspace: Workspace,
) -> None:
    issuing, who = Issuing(workspace), patient_of(workspace)
    ready = issuing.report(who, comment=" Haemodilute.\n")
    workspace.recorder.execute(issuing.command(ready, b"pages 1"))
    (first,) = issuing.issued(who)

    assert json.loads(first.page)["page"]["comment"] == {"by": "Anna", "text": "Haemodilute."}
    assert issuing.last_comment(who) == "Haemodilute."
    view = workspace.assessment.view(who)
    assert [len(one.changes) for one in map(issuing.since_last, [view]) if one] == [0]
    since = issuing.since_last(view, "Repeated.")
    assert since is not None
    assert [one.words for one in since.changes] == ["Comment: Haemodilute. → Repeated."]

    amended = issuing.report(who, reason="repeat came", comment="Repeated.")
    assert amended.page.standing.changes == ("Comment: Haemodilute. → Repeated.",)
    workspace.recorder.execute(issuing.command(amended, b"pages 2"))
    same = issuing.report(who, reason="typing error")
    assert same.page.comment == amended.page.comment
    without = issuing.report(who, reason="no comment", comment="")
    assert without.page.standing.changes == ("Comment: no longer there, was Repeated.",)
    assert workspace.verify().findings == ()


def test_a_comment_that_is_too_long_is_refused(workspace: Workspace) -> None:
    with pytest.raises(InvalidInputError, match="a report takes 1000"):
        Issuing(workspace).report(patient_of(workspace), comment="x" * 1001)


def test_a_report_from_before_comments_has_none(workspace: Workspace) -> None:
    issuing, who = Issuing(workspace), patient_of(workspace)
    ready = issuing.report(who)
    command = issuing.command(ready, b"pages")
    kept = json.loads(command.report.page)
    del kept["page"]["comment"]
    older = replace(command.report, page=json.dumps(kept))
    workspace.recorder.execute(replace(command, report=older))

    assert issuing.last_comment(who) == ""
    since = issuing.since_last(workspace.assessment.view(who))
    assert since is not None
    assert since.changes == ()


def test_what_changed_is_said_in_korean_and_kept_in_english(workspace: Workspace) -> None:
    issue(workspace)
    rename(workspace, "Other")
    speak({"Name": "이름", "Group": "군"})
    try:
        issuing = Issuing(workspace)
        ready = issuing.report(patient_of(workspace), reason="typing error")
        kept = json.loads(issuing.command(ready, b"pages").report.page)
    finally:
        speak({})

    assert ready.page.standing.changes[0].startswith("이름: ")
    assert kept["page"]["standing"]["changes"][0].startswith("Name: ")


def test_what_was_written_meanwhile_stops_the_issue(workspace: Workspace) -> None:
    issuing, who = Issuing(workspace), patient_of(workspace)
    ready = issuing.report(who)
    rename(workspace, "Other")

    with pytest.raises(ChangedMeanwhileError, match="nothing was issued"):
        workspace.recorder.execute(issuing.command(ready, b"pages"))

    assert issuing.issued(who) == ()


def test_without_rules_nothing_is_issued(tmp_path: Path) -> None:
    person = Person("Anna", lambda: NOW)
    with Workspace.create(tmp_path / "empty.mrd", person, rules=RuleBook([])) as workspace:
        workspace.recorder.execute(AddPatient(a_patient()))

        with pytest.raises(InvalidInputError, match="No rules answered"):
            Issuing(workspace).report(a_patient().id)


def test_a_draft_is_not_issued(workspace: Workspace) -> None:
    draft = Reporting(workspace).report(patient_of(workspace))

    with pytest.raises(ValueError, match="draft"):
        Issuing(workspace).command(draft, b"pages")


def test_a_viewer_issues_nothing(workspace: Workspace, rules: RuleBook) -> None:
    path = workspace.path
    workspace.close()

    with (
        Workspace.open(
            path, Person("Anna", lambda: NOW), is_read_only=True, rules=rules
        ) as viewer,
        pytest.raises(StoreError),
    ):
        issue(viewer)


def test_a_report_is_found_by_its_number(workspace: Workspace) -> None:
    report, issuing = issue(workspace), Issuing(workspace)

    assert issuing.numbered(report.patient_id, 1) == report
    with pytest.raises(NotFoundError, match="no report 2") as caught:
        issuing.numbered(report.patient_id, 2)
    assert caught.value.hint == "Issued so far: 1."


def test_t25_a_report_that_was_changed_past_the_program_is_not_an_issued_one(
    workspace: Workspace, rules: RuleBook
) -> None:
    first, path = issue(workspace), workspace.path
    issue(workspace, "typing error")
    workspace.close()
    with database_shell(path) as connection:
        connection.execute("UPDATE report SET made_by = 'Lee' WHERE number = 2")

    with Workspace.open(path, Person("Anna", lambda: NOW), rules=rules) as opened:
        issuing = Issuing(opened)
        assert issuing.issued(first.patient_id) == (first,)
        assert [one.number for one in issuing.doubts(first.patient_id)] == [2]
        assert issuing.pdf(issuing.numbered(first.patient_id, 1)).startswith(b"pages")
        with pytest.raises(StoreError, match="Report 2 is not what the journal says") as caught:
            issuing.numbered(first.patient_id, 2)
        assert "open your newest backup" in caught.value.hint
        with pytest.raises(StoreError, match="Report 2 is not what the journal says"):
            issuing.report(first.patient_id, reason="again")


def test_the_export_has_a_register_of_every_report(
    workspace: Workspace, tmp_path: Path, rules: RuleBook
) -> None:
    issue(workspace, code="DEMO-06")
    issue(workspace)
    issue(workspace, "typing error")
    path = workspace.path
    workspace.close()
    with database_shell(path) as connection:
        connection.execute("UPDATE report SET made_by = 'Lee' WHERE number = 2")

    with Workspace.open(path, Person("Anna", lambda: NOW), rules=rules) as opened:
        opened.export_csv(tmp_path / "tables")

    with (tmp_path / "tables" / "reports.csv").open(encoding="utf-8", newline="") as file:
        rows = [(*row[:6], row[-1]) for row in csv.reader(file)]
    at = NOW.isoformat()
    assert rows[1:] == [
        ("DEMO-05", "1", "final", "", at, "Anna", "as_journalled"),
        ("DEMO-05", "2", "", "", "", "", "changed"),
        ("DEMO-06", "1", "final", "", at, "Anna", "as_journalled"),
    ]


def test_t26_neither_an_issue_nor_what_it_was_made_from_is_taken_back(
    workspace: Workspace,
) -> None:
    rename(workspace, "Elsewhere", code="DEMO-06")
    rename(workspace, "Other")
    report = issue(workspace)
    recorder = workspace.recorder

    assert recorder.undo_obstacle() == (
        "'Issue report 1 of DEMO-05' cannot be taken back: "
        "a report that was issued stays; amend it by another one."
    )
    assert recorder.undo_label() == "Amend patient DEMO-06"
    recorder.undo_last()
    assert workspace.patient_by_code("DEMO-05").name == "Other"
    assert workspace.patient_by_code("DEMO-06").name != "Elsewhere"
    assert Issuing(workspace).issued(report.patient_id) == (report,)

    rename(workspace, "After")
    assert recorder.undo_label() == "Amend patient DEMO-05"
    recorder.undo_last()
    assert workspace.patient_by_code("DEMO-05").name == "Other"


def test_t26_whatever_is_done_afterwards_every_report_is_as_it_was_issued(
    workspace: Workspace,
) -> None:
    draw, issued, recorder = random.Random(26), {}, workspace.recorder  # noqa: S311 - no secret
    for step in range(60):
        code = f"DEMO-0{draw.randint(1, 3)}"
        what = draw.choice(["rename", "rename", "undo", "undo", "redo", "issue"])
        if what == "rename":
            rename(workspace, f"{twenty_digits(step)}", code)
        elif what == "issue":
            report = issue(workspace, "again" if issued_of(workspace, code) else "", code)
            issued[report] = Issuing(workspace).pdf(report)
        elif what == "undo" and recorder.undo_label():
            recorder.undo_last()
        elif what == "redo" and recorder.redo_label():
            recorder.redo_last()

    assert len(issued) > 5
    for report, pages in issued.items():
        assert report in issued_of(workspace, f"{workspace.patient_code(report.patient_id)}")
        assert Issuing(workspace).pdf(report) == pages
    assert workspace.verify().findings == ()


def issued_of(workspace: Workspace, code: str) -> tuple[IssuedReport, ...]:
    return Issuing(workspace).issued(patient_of(workspace, code))
