"""The page as data: header, facts, table, sources and stamps are all there, and nothing orders."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest

from mrdtracker import __version__
from mrdtracker.domain.case import CourseFacts
from mrdtracker.domain.vocabulary import Lineage
from mrdtracker.services.commands import AddEvent, AddPatient, AmendPatient
from mrdtracker.services.report_page import Occasion, hex_groups, page_of
from mrdtracker.services.rulebook import RuleBook
from mrdtracker.services.workspace import Person, Workspace
from tests.builders import a_patient, an_event
from tests.language.spoken import in_korean
from tests.services.report_desk import demo_workspace, page, view_of

ORDER = re.compile(
    r"\b(give|start|administer|switch to|intensify|reduce the dose)\b", re.IGNORECASE
)


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory, rules: RuleBook) -> Iterator[Workspace]:
    from tests.services.conftest import NOW

    folder = tmp_path_factory.mktemp("reports")
    with demo_workspace(folder, Person("Anna", lambda: NOW), rules) as opened:
        yield opened


def test_the_head_says_who_where_and_on_which_day(demo: Workspace) -> None:
    shown = page(demo, "DEMO-11")
    facts = dict(shown.facts)

    assert shown.laboratory == "Ward 7"
    assert shown.identity == "DEMO-11 · slow early responder · born 19 Aug 2014"
    assert facts["Diagnosis"] == "17 May 2026, B lineage"
    assert facts["Protocol"].endswith("edition 1.0.0")
    assert facts["Day today"] == "D186 (first dose = day 0), 20 Nov 2026"


def test_a_mixed_phenotype_is_no_lineage_of_cells_in_korean(workspace: Workspace) -> None:
    facts = replace(a_patient().facts, lineage=Lineage.MPAL)
    workspace.recorder.execute(AddPatient(a_patient(facts=facts, course=CourseFacts())))

    assert "MPAL lineage" in dict(page(workspace, "S-0001").facts)["Diagnosis"]
    with in_korean():
        diagnosis = dict(page(workspace, "S-0001").facts)["진단"]
    assert diagnosis.endswith("혼합표현형(MPAL)")


def test_every_pack_stands_with_version_and_whole_digest(demo: Workspace) -> None:
    for number in range(1, 13):
        packs = page(demo, f"DEMO-{number:02}").packs
        assert packs
        for one in packs:
            assert one.id
            assert one.version
            assert re.fullmatch("[0-9a-f]{64}", one.sha256)


def test_the_foot_stamps_journal_and_program(demo: Workspace) -> None:
    shown, head = page(demo, "DEMO-01"), demo.journal(limit=1)[0]

    assert shown.program == f"mrdtracker {__version__}"
    assert shown.journal == f"{head.seq} · {hex_groups(head.head)}"
    assert hex_groups("0123456789abcdef99") == "0123 4567 89ab cdef"


def test_it_is_a_draft_and_no_device_and_orders_nothing(demo: Workspace) -> None:
    for number in range(1, 13):
        shown = page(demo, f"DEMO-{number:02}")
        assert shown.standing.draft == "Draft"
        assert "not a medical device" in shown.disclaimer
        said = [shown.group.says, *(one.says for one in shown.findings), *shown.missing]
        assert not [text for text in said if ORDER.search(text)]


def test_the_long_form_adds_facts_events_and_questions(demo: Workspace) -> None:
    short, long = page(demo, "DEMO-05"), page(demo, "DEMO-05", is_long=True)

    assert short.events is None
    assert not short.explanations
    assert long.events is not None
    assert long.events.rows[0][:4] == ("D1", "01 Jun 2026", "phase started", "induction")
    assert len(long.explanations) == len(long.packs)
    assert ("ETV6::RUNX1", "not detected") in long.facts


def test_the_digest_covers_the_words_and_the_picture(demo: Workspace) -> None:
    shown = page(demo, "DEMO-01")
    first = shown.content(b"<svg/>")["digest"]

    assert shown.content(b"<svg/>")["digest"] == first
    assert shown.content(b"<svg />")["digest"] != first
    assert replace(shown, name="other").content(b"<svg/>")["digest"] != first


def test_a_patient_without_protocol_and_dates_is_said(workspace: Workspace) -> None:
    workspace.recorder.execute(AddPatient(a_patient(course=CourseFacts())))

    shown = page(workspace, "S-0001")
    facts = dict(shown.facts)

    assert shown.group.says == "No protocol is recorded, so no group can be said."
    assert facts["Protocol"] == "not recorded"
    assert facts["Day today"] == "cannot be counted: the first dose has no date"
    assert shown.results_note == "No result is recorded."


def test_a_pinned_edition_is_named_so(workspace: Workspace) -> None:
    workspace.recorder.execute(AddPatient(a_patient()))
    patient = workspace.patient_by_code("S-0001")
    edition = workspace.rules.current("generic-definitions")
    assert edition is not None
    workspace.recorder.execute(
        AmendPatient(replace(patient, pack_edition=edition.id), reason="trial")
    )

    assert dict(page(workspace, "S-0001").facts)["Protocol"].endswith(", pinned")


def test_events_without_a_date_come_last(workspace: Workspace) -> None:
    workspace.recorder.execute(AddPatient(a_patient()))
    workspace.recorder.execute(AddEvent(an_event(1, on=None, day=40, name="reinduction")))
    workspace.recorder.execute(AddEvent(an_event(2)))

    events = page(workspace, "S-0001", is_long=True).events

    assert events is not None
    assert [row[3] for row in events.rows] == ["induction", "reinduction"]


def test_a_store_without_a_journal_is_said(demo: Workspace) -> None:
    shown = page_of(view_of(demo, "DEMO-01"), (), Occasion(date(2026, 11, 20)))

    assert shown.journal == "empty"
    assert not shown.expected


def test_the_readme_of_the_templates_names_every_field(demo: Workspace) -> None:
    from mrdtracker import locations

    text = (locations.resources() / "reports" / "README.md").read_text(encoding="utf-8")
    template = (locations.resources() / "reports" / "patient-report.typ").read_text("utf-8")

    for name in page(demo, "DEMO-01").content(b""):
        assert f"`{name}`" in text
        assert f"report.{name}" in template
