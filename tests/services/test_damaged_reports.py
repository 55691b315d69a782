"""What the file says of an issued report, where no program can have written it: one sentence."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from mrdtracker.domain.errors import StoreError
from mrdtracker.domain.records import ReportId
from mrdtracker.services.issuing import Issuing
from mrdtracker.services.report_page import head_text
from mrdtracker.services.rulebook import RuleBook
from mrdtracker.services.workspace import Person, Workspace
from tests.services.report_desk import demo_workspace
from tests.store.laboratory import database_shell

NOW = datetime(2026, 11, 20, 9, 30, tzinfo=UTC)
NO_PAGES = (
    "{}",
    "{broken}",
    '{"is_long": false, "page": null}',
    '{"is_long": false, "page": "words"}',
    '{"is_long": false, "page": {}}',
    '{"is_long": false, "page": {}, "said": 7}',
    '{"is_long": false, "page": {"comment": "words"}}',
    '{"is_long": false, "page": {"comment": {"by": "Anna"}}}',
    '{"is_long": false, "page": {"comment": {"by": "Anna", "text": 7}}}',
)
PARTS = ("results", "group", "facts", "packs", "quality")
NO_PARTS: tuple[object, ...] = (7, [[]])
REFUSAL = r"What report \d+ said cannot be read any more: the file is damaged\."

GONE = {
    "report": "DELETE FROM report WHERE number = 1",
    "patient": "DELETE FROM patient WHERE code = 'DEMO-05'",
    "rows": "UPDATE journal_change SET after = '[7]' WHERE table_name = 'report'",
}


def test_a_register_with_a_row_that_is_gone_names_it_or_is_refused(tmp_path: Path) -> None:
    anna, rules = Person("Anna", lambda: NOW), RuleBook()
    with demo_workspace(tmp_path, anna, rules) as workspace:
        issuing, who = Issuing(workspace), workspace.patient_by_code("DEMO-05").id
        workspace.recorder.execute(issuing.command(issuing.report(who), b"pages"))
        path = workspace.path
    told = {name: _register_without(path, damage, anna, rules) for name, damage in GONE.items()}

    assert told["report"].endswith(",missing")
    for name in ("patient", "rows"):
        assert told[name] == (
            "The journal tells of an issued report of a patient who is not in the file."
        )


def _register_without(path: Path, damage: str, anna: Person, rules: RuleBook) -> str:
    """Return the last line of the register of a copy that was damaged, or the refusal."""
    folder = path.with_name("tables")
    copy = Path(shutil.copy(path, path.with_name("damaged.mrd")))
    with database_shell(copy) as connection:
        connection.execute("PRAGMA foreign_keys = OFF")
        connection.execute(damage)
    with Workspace.open(copy, anna, is_read_only=True, rules=rules) as workspace:
        try:
            workspace.export_csv(folder)
        except StoreError as refusal:
            assert not folder.exists()
            return refusal.message
    lines = (folder / "reports.csv").read_text(encoding="utf-8").splitlines()
    shutil.rmtree(folder)
    return lines[-1]


def test_a_page_that_no_report_can_have_said_is_one_sentence(tmp_path: Path) -> None:
    with demo_workspace(tmp_path, Person("Anna", lambda: NOW), RuleBook()) as workspace:
        issuing, who = Issuing(workspace), workspace.patient_by_code("DEMO-05").id
        view, command = (
            workspace.assessment.view(who),
            issuing.command(issuing.report(who), b"pages"),
        )

        def keep(page: str) -> None:
            """Keep a further report with a page that no program can have written."""
            number, head = len(issuing.issued(who)) + 1, workspace.journal(limit=1)[0]
            report = replace(
                command.report,
                id=ReportId(f"{number:032x}"),
                number=number,
                head=head_text(head),
                page=page,
            )
            workspace.recorder.execute(replace(command, report=report))

        for page in NO_PAGES:
            keep(page)
            for comment in (None, "words"):
                with pytest.raises(StoreError, match=REFUSAL):
                    issuing.since_last(view, comment)
            with pytest.raises(StoreError, match=REFUSAL):
                issuing.report(who, reason="again")
        whole = json.loads(command.report.page)["page"]
        for part in PARTS:
            for said in NO_PARTS:
                keep(json.dumps({"is_long": False, "page": {**whole, part: said}}))
                with pytest.raises(StoreError, match=REFUSAL):
                    issuing.since_last(view)
