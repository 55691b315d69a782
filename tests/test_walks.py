"""Two walks through the whole house, to be read from top to bottom by somebody new.

The first follows one result from the box it is typed into to the mark on the plot. The second
follows one rule pack from its file to the sentence that a person reads.
"""

from __future__ import annotations

from datetime import UTC, date, datetime
from itertools import count
from pathlib import Path

from matplotlib.figure import Figure

from mrdtracker import locations
from mrdtracker.domain.case import CourseFacts, PatientFacts
from mrdtracker.domain.case_file import read_case, write_assessment
from mrdtracker.domain.finding import Flag, GroupStatus, Level
from mrdtracker.domain.notation import CountLimits
from mrdtracker.domain.records import Patient, PatientId
from mrdtracker.domain.truth import Truth
from mrdtracker.gui.presenters.measurement_form import MeasurementForm
from mrdtracker.plots.look import LIGHT
from mrdtracker.plots.mrd_course import MrdCourse, draw_mrd_course
from mrdtracker.rules.engine import evaluate, failing_examples
from mrdtracker.rules.explain import explain
from mrdtracker.rules.loader import load_pack
from mrdtracker.services.commands import AddPatient, ChangeKind
from mrdtracker.services.entry_context import EntryContext
from mrdtracker.services.workspace import Person, Workspace

NOW = datetime(2026, 7, 1, 9, 0, tzinfo=UTC)


def test_one_result_from_the_entry_form_to_the_mark_on_the_plot(tmp_path: Path) -> None:
    # The composition root opens a file; everything else is handed what it needs.
    anna = Person("Anna", lambda: NOW)
    with Workspace.create(tmp_path / "ward.mrd", anna) as workspace:
        # A patient is a record; entering one is a command with a name.
        patient = Patient(
            id=PatientId("p1"),
            code="S-0142",
            facts=PatientFacts(diagnosed_on=date(2026, 3, 1)),
            course=CourseFacts(pack="aieop-bfm-all-2000", therapy_started_on=date(2026, 3, 2)),
        )
        workspace.recorder.execute(AddPatient(patient))

        # A person types. The presenter knows no Qt: text in, a message below each field out.
        view = workspace.assessment.view(patient.id)
        ids = count(1)
        form = MeasurementForm(
            EntryContext(
                view.file, view.case.course, view.convention, view.overviews, workspace.today
            ),
            CountLimits(20, 50),
            lambda: f"id{next(ids)}",
        )
        for field, text in (
            ("sample", "new"),
            ("specimen", "BM"),
            ("taken_on", "2026-05-18"),
            ("method", "ig_tr_pcr"),
            ("value", "2·10⁻³"),
            ("markers", "2"),
        ):
            form.set(field, text)
        assert "≥ 0.1 % HR, D78" in form.message("value").text
        assert "D78" in form.message("taken_on").text

        # A value on the loud side of a threshold is asked for twice before it is taken.
        form.set("second", "0.2 %")
        command = form.command()

        # Checked, written and journalled in one transaction; what comes back has been kept.
        changes = workspace.recorder.execute(command)
        assert changes.kinds == {ChangeKind.SAMPLES, ChangeKind.MEASUREMENTS}
        assert workspace.journal()[0].label == changes.label == workspace.recorder.undo_label()

        # The page hears of the change and reads the patient again: the rules answer anew.
        view = workspace.assessment.view(patient.id)
        assert view.main is not None
        assert (view.main.assigned, view.main.status) == ("HR", GroupStatus.PROVISIONAL)
        assert Flag.HIGH_RISK_THRESHOLD_CROSSED in view.main.flags
        (row,) = view.rows
        assert (row.day, row.level) == (78, Level.HIGH)

        # The plot is a function of data onto a figure, for screen and paper alike.
        course = MrdCourse.of(view.case, view.overviews, view.assessments, view.convention)
        drawn = draw_mrd_course(Figure(figsize=(7, 4)), course, LIGHT)
        assert drawn.keys == (row.measurement.id,)
        assert any("≥ 0.1 % HR, D78" in mark.texts for mark in course.thresholds)

        # Nothing was written past the journal.
        assert workspace.verify().findings == ()


def test_one_rule_pack_from_its_file_to_the_explanation() -> None:
    # A pack is one TOML file of data with a closed vocabulary, its sources and its own examples.
    file = locations.bundled_rules_folder() / "cog-aall08b1.toml"
    pack = load_pack(file.read_bytes(), file.name)
    assert failing_examples(pack) == ()

    # The engine reads a case: facts, and no database. What is absent is unknown.
    case = read_case(
        {
            "format": "mrdtracker-case/1",
            "patient": {"age_years": "4", "lineage": "B", "wbc_10e9_per_L": "30"},
            "course": {"pack": pack.id},
            "results": [
                {
                    "timepoint": "D29",
                    "specimen": "BM",
                    "method": "flow",
                    "state": "negative",
                    "unit": "%",
                    "sensitivity": "0.1",
                }
            ],
        }
    )
    assessment = evaluate(pack, case)

    # A negative at 0.1 % says nothing about 0.01 %: the group is not assigned, and never "low".
    assert assessment.status is GroupStatus.INDETERMINATE
    assert assessment.assigned is None
    assert "VHR" in assessment.possible
    assert Flag.INSUFFICIENT_SENSITIVITY in assessment.flags

    # The explanation renders the trace; it does not evaluate again, so the two cannot differ.
    unknown = [one for one in assessment.findings if one.answer is Truth.UNKNOWN]
    text = explain(assessment)
    assert unknown
    assert "not detected (s = 0.1 %)" in text
    assert pack.digest[:12] in text

    # The same answer as one JSON document, for programs.
    document = write_assessment(assessment, case)
    assert document["format"] == "mrdtracker-assessment/1"
