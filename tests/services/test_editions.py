"""A newer edition waits, shows what it would change, and is adopted by a named person."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from mrdtracker.domain.errors import InvalidInputError, NotFoundError, ProblemsError
from mrdtracker.domain.records import EditionStatus, PatientSummary
from mrdtracker.progress import Cancelled, ProgressRecorder
from mrdtracker.services.commands import ChangeSettings
from mrdtracker.services.edition_changes import answer_of
from mrdtracker.services.editions import Standing
from tests.rules.small_pack import SMALL, loaded
from tests.services.edition_lab import LOCAL, NEWER, EditionLab, add_child, group_of

PERCENTS = ("0.05", "0.0999", "0.1", "0.5", "0.999", "1", "5")


@pytest.fixture
def lab(tmp_path: Path) -> EditionLab:
    lab = EditionLab(tmp_path)
    with lab.open() as workspace:
        for number, percent in enumerate(PERCENTS):
            add_child(workspace, f"S-{number}", percent)
        add_child(workspace, "S-other", "0.5", "generic-definitions")
    return lab


def test_the_changed_patients_are_those_whom_both_editions_answer_otherwise(
    lab: EditionLab,
) -> None:
    before = lab.path.read_bytes()
    with lab.open(text=NEWER) as workspace:
        (waiting,) = workspace.editions.waiting()
        progress = ProgressRecorder()
        comparison = workspace.editions.compare("small", waiting.new_digest, progress)
        one_by_one = [
            code
            for code in (f"S-{number}" for number in range(len(PERCENTS)))
            if _differs(workspace, code)
        ]

        assert (waiting.adopted_version, waiting.new_version) == ("1", "2")
        assert [line.code for line in comparison.changed] == one_by_one == ["S-2", "S-3", "S-4"]
        assert {(line.old.group, line.new.group) for line in comparison.changed} == {
            ("HIGH", "LOW")
        }
        assert comparison.compared == len(PERCENTS)
        assert progress.latest.done == len(PERCENTS)
    assert lab.path.read_bytes() == before


def _differs(workspace, code: str) -> bool:
    patient = workspace.patient_by_code(code)
    return workspace.editions.answer(patient.id, "small") != workspace.editions.answer(
        patient.id, workspace.rules.program.pack("small")
    )


def test_a_comparison_can_be_stopped(lab: EditionLab) -> None:
    progress = ProgressRecorder()
    progress.cancel()
    with lab.open(text=NEWER) as workspace, pytest.raises(Cancelled):
        workspace.editions.compare("small", loaded(NEWER), progress)


def test_adopting_is_one_act_of_a_named_person_with_one_undo(lab: EditionLab) -> None:
    with lab.open("Dr Lee", NEWER) as workspace:
        (waiting,) = workspace.editions.waiting()
        comparison = workspace.editions.compare("small", waiting.new_digest)
        command = workspace.editions.adoption(
            "small", waiting.new_digest, "read", as_of=comparison.as_of
        )
        changes = workspace.recorder.execute(command)

        (entry, *_) = workspace.journal(limit=1)
        assert (entry.actor, entry.reason, entry.seq) == ("Dr Lee", "read", changes.seq)
        assert workspace.editions.waiting() == ()
        assert group_of(workspace, "S-3") == "LOW"
        assert workspace.rules.current("small").approved_by == "Dr Lee"
        standing = {
            (line.version, line.standing)
            for line in workspace.editions.lines()
            if line.pack_id == "small"
        }
        assert standing == {("1", Standing.SUPERSEDED), ("2", Standing.ADOPTED)}

        workspace.recorder.undo_last()
        assert group_of(workspace, "S-3") == "HIGH"
        assert len(workspace.editions.waiting()) == 1
        workspace.recorder.redo_last()
        assert group_of(workspace, "S-3") == "LOW"
        workspace.recorder.undo_last()
        again = workspace.editions.adoption("small", waiting.new_digest, "read again")
        workspace.recorder.execute(again)
        assert group_of(workspace, "S-3") == "LOW"
        assert workspace.verify().findings == ()


def test_lines_of_lists_are_recomputed_after_an_adoption(lab: EditionLab) -> None:
    with lab.open(text=NEWER) as workspace:
        workspace.assessment.refresh_summaries()
        assert workspace.assessment.stale_count() == 0
        (waiting,) = workspace.editions.waiting()
        adoption = workspace.editions.adoption("small", waiting.new_digest, "read")
        workspace.recorder.execute(adoption)

        assert workspace.assessment.stale_count() == len(PERCENTS) + 1


def test_an_adoption_while_lines_are_recomputed_is_not_recomputed_for_ever(
    lab: EditionLab, monkeypatch: pytest.MonkeyPatch
) -> None:
    with lab.open(text=NEWER) as workspace:
        workspace.recorder.execute(ChangeSettings(workspace.settings()))
        service, derive = workspace.assessment, workspace.assessment.summary_of_case
        (waiting,) = workspace.editions.waiting()
        late = [workspace.editions.adoption("small", waiting.new_digest, "read")]
        asked = []

        def adopt_meanwhile(*about: Any) -> PatientSummary:
            asked.append(about)
            assert len(asked) <= 2 * (len(PERCENTS) + 1), "the same children again and again"
            while late:
                workspace.recorder.execute(late.pop())
            return derive(*about)

        monkeypatch.setattr(service, "summary_of_case", adopt_meanwhile)
        service.refresh_summaries()

        assert service.stale_count() == 0


def test_patients_may_stay_with_the_old_edition_and_are_not_compared_again(
    lab: EditionLab,
) -> None:
    with lab.open(text=NEWER) as workspace:
        (waiting,) = workspace.editions.waiting()
        staying = [workspace.patient_by_code("S-3")]
        adoption = workspace.editions.adoption(
            "small", waiting.new_digest, "read", staying=staying
        )
        workspace.recorder.execute(adoption)

        assert (group_of(workspace, "S-3"), group_of(workspace, "S-2")) == ("HIGH", "LOW")
        back = workspace.editions.compare("small", loaded(SMALL))
        assert [line.code for line in back.changed] == ["S-2", "S-4"]
        workspace.recorder.undo_last()
        assert workspace.patient_by_code("S-3").pack_edition is None
        assert workspace.verify().findings == ()


@pytest.mark.parametrize("digest", ["0" * 64, "current"])
def test_only_what_waits_is_adopted(lab: EditionLab, digest: str) -> None:
    with lab.open(text=NEWER) as workspace:
        current = workspace.rules.current("small").id
        with pytest.raises(InvalidInputError, match="waits to be adopted"):
            workspace.editions.adoption(
                "small", current if digest == "current" else digest, "read"
            )


def test_a_local_pack_answers_after_the_second_person_and_until_it_is_withdrawn(
    lab: EditionLab,
) -> None:
    file = lab.write(LOCAL)
    with lab.open("Kim") as workspace:
        workspace.recorder.execute(workspace.editions.entering(file))
        add_child(workspace, "L-1", "0.5", "local-small")

        assert group_of(workspace, "L-1") == "no answer"
        view = workspace.assessment.view(workspace.patient_by_code("L-1").id)
        assert view.unusable == ("local-small",)
        (line,) = [one for one in workspace.editions.lines() if one.is_local]
        assert (line.standing, line.entered_by) == (Standing.ENTERED, "Kim")
        assert (
            "local, waits for approval, entered by Kim"
            in workspace.editions.page(line.digest).state
        )
        with pytest.raises(InvalidInputError, match="entered already"):
            workspace.editions.entering_text(LOCAL)
    with lab.open("Lee") as workspace:
        workspace.recorder.execute(workspace.editions.approval("local-small"))
        assert group_of(workspace, "L-1") == "HIGH"
        workspace.recorder.undo_last()
        assert group_of(workspace, "L-1") == "no answer"
        workspace.recorder.redo_last()
        workspace.recorder.execute(workspace.editions.withdrawal("local-small", "new protocol"))
        assert group_of(workspace, "L-1") == "no answer"
        with pytest.raises(InvalidInputError, match="no local pack"):
            workspace.editions.withdrawal("local-small", "again")
        assert workspace.verify().findings == ()
        entering = workspace.editions.entering_text(LOCAL)
        workspace.recorder.execute(entering)
        assert workspace.rules.editions[line.digest].entered_by == "Lee"


def test_a_corrected_local_pack_takes_the_place_of_the_first(lab: EditionLab) -> None:
    corrected = NEWER.replace('id = "small"', 'id = "local-small"')
    with lab.open("Kim") as workspace:
        for text in (LOCAL.replace('"1"', '"0"', 1), LOCAL):
            workspace.recorder.execute(workspace.editions.entering_text(text))
        add_child(workspace, "L-1", "0.5", "local-small")
    with lab.open("Lee") as workspace:
        workspace.recorder.execute(workspace.editions.approval("local-small"))
        assert group_of(workspace, "L-1") == "HIGH"
        workspace.recorder.execute(workspace.editions.entering_text(corrected))
        assert group_of(workspace, "L-1") == "HIGH"
    with lab.open("Kim") as workspace:
        workspace.recorder.execute(workspace.editions.approval("local-small"))
        assert group_of(workspace, "L-1") == "LOW"
        workspace.recorder.undo_last()
        assert group_of(workspace, "L-1") == "HIGH"
        standing = [
            one.status for one in workspace.rules.editions.values() if one.pack_id == "local-small"
        ]
        assert standing == [
            EditionStatus.WITHDRAWN,
            EditionStatus.CURRENT,
            EditionStatus.ENTERED,
        ]
        assert workspace.verify().findings == ()


@pytest.mark.parametrize(
    ("text", "error", "words"),
    [
        (SMALL, InvalidInputError, "begins with 'local-'"),
        (LOCAL.replace('"LOW" }', '"HIGH" }'), ProblemsError, "expected the group HIGH"),
        (
            LOCAL.replace('id = "high"', 'id = "high"\nplaceholder = true'),
            InvalidInputError,
            "rule 'high': High",
        ),
        (
            LOCAL.replace("[pack]", '[pack]\nplaceholders = ["the source"]', 1),
            InvalidInputError,
            "the source",
        ),
    ],
)
def test_what_cannot_answer_is_not_entered(
    lab: EditionLab, text: str, error: type[Exception], words: str
) -> None:
    with lab.open() as workspace:
        with pytest.raises(error, match=words):
            workspace.editions.entering_text(text)
        with pytest.raises(InvalidInputError, match="waits for an approval"):
            workspace.editions.approval("local-small")


def test_an_edition_is_read_by_its_digest(lab: EditionLab) -> None:
    with lab.open(text=NEWER) as workspace:
        (waiting,) = workspace.editions.waiting()
        assert workspace.editions.page(waiting.new_digest).state == "active, waiting"
        assert workspace.editions.page(waiting.adopted_digest).state == "active, adopted"
        with pytest.raises(NotFoundError):
            workspace.editions.page("0" * 64)
        patient = workspace.patient_by_code("S-3")
        answer = workspace.editions.answer(patient.id, "small")
        view = workspace.assessment.view(patient.id)
        assert answer == answer_of(view.main)
