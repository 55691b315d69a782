"""Who may do what with editions."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from mrdtracker.domain.errors import ChangedMeanwhileError, InvalidInputError
from mrdtracker.services.commands import AmendPatient, ApplyImport
from mrdtracker.services.edition_check import same_person
from mrdtracker.services.edition_commands import AdoptEdition, EnterLocalPack
from tests.builders import an_edition
from tests.services.edition_lab import LOCAL, NEWER, EditionLab, add_child, group_of


@pytest.fixture
def lab(tmp_path: Path) -> EditionLab:
    return EditionLab(tmp_path)


@pytest.mark.parametrize("name", ["Kim", "kim", " K im"])
def test_whoever_entered_a_pack_cannot_approve_it(lab: EditionLab, name: str) -> None:
    file = lab.write(LOCAL)
    with lab.open("Kim") as workspace:
        workspace.recorder.execute(workspace.editions.entering(file))
    with lab.open(name) as workspace:
        with pytest.raises(InvalidInputError, match="Kim entered 'local-small', so another"):
            workspace.recorder.execute(workspace.editions.approval("local-small"))
        assert "local-small" not in workspace.rules.packs


def test_nobody_approves_in_the_name_of_another(lab: EditionLab) -> None:
    file = lab.write(LOCAL)
    with lab.open("Kim") as workspace:
        workspace.recorder.execute(workspace.editions.entering(file))
        command = workspace.editions.approval("local-small")
        forged = replace(command, edition=replace(command.edition, approved_by="Lee"))
        with pytest.raises(InvalidInputError, match="another person"):
            workspace.recorder.execute(forged)


def test_an_approved_pack_does_not_wait_for_another_approval(lab: EditionLab) -> None:
    file = lab.write(LOCAL)
    with lab.open("Kim") as workspace:
        workspace.recorder.execute(workspace.editions.entering(file))
    with lab.open("Lee") as workspace:
        command = workspace.editions.approval("local-small")
        workspace.recorder.execute(command)
        done = replace(command, edition=workspace.rules.current("local-small"))
        with pytest.raises(InvalidInputError, match="does not wait"):
            workspace.recorder.execute(done)


def test_an_edition_changes_only_by_its_own_acts(lab: EditionLab) -> None:
    with lab.open() as workspace:
        add_child(workspace, "S-1", "0.5")
        hidden = ApplyImport("table.tsv", (an_edition(),), 0)
        with pytest.raises(InvalidInputError, match="changed only by adopting"):
            workspace.recorder.execute(hidden)


def test_adopting_and_withdrawing_need_a_reason(lab: EditionLab) -> None:
    with lab.open() as workspace:
        add_child(workspace, "S-1", "0.5")
    with lab.open(text=NEWER) as workspace:
        (waiting,) = workspace.editions.waiting()
        with pytest.raises(InvalidInputError, match="reason"):
            workspace.recorder.execute(
                workspace.editions.adoption("small", waiting.new_digest, " ")
            )


def test_nothing_is_adopted_that_was_not_looked_at(lab: EditionLab) -> None:
    with lab.open() as workspace:
        add_child(workspace, "S-1", "0.5")
    with lab.open(text=NEWER) as workspace:
        (waiting,) = workspace.editions.waiting()
        comparison = workspace.editions.compare("small", waiting.new_digest)
        add_child(workspace, "S-2", "0.5")
        command = workspace.editions.adoption(
            "small", waiting.new_digest, "read", as_of=comparison.as_of
        )
        with pytest.raises(ChangedMeanwhileError, match="were changed since"):
            workspace.recorder.execute(command)
        assert group_of(workspace, "S-2") == "HIGH"


def test_a_local_pack_is_approved_and_not_adopted(lab: EditionLab) -> None:
    local = an_edition(pack_id="local-small")
    with lab.open() as workspace, pytest.raises(InvalidInputError, match="second person"):
        workspace.recorder.execute(AdoptEdition(local, local, "read"))
    with lab.open() as workspace, pytest.raises(InvalidInputError, match="begins with 'local-'"):
        workspace.recorder.execute(EnterLocalPack(an_edition()))


@pytest.mark.parametrize("digest", ["0" * 64, "generic"])
def test_a_patient_is_pinned_to_an_edition_of_her_own_pack(lab: EditionLab, digest: str) -> None:
    with lab.open() as workspace:
        patient = add_child(workspace, "S-1", "0.5")
        known = workspace.rules.pack("generic-definitions").digest
        wanted = known if digest == "generic" else digest
        with pytest.raises(InvalidInputError, match="cannot answer for S-1"):
            workspace.recorder.execute(
                AmendPatient(replace(patient, pack_edition=wanted), "a slip")
            )


def test_capitals_and_blanks_make_nobody_another_person() -> None:
    assert same_person("Dr Kim", "dr  kim ")
    assert not same_person("Kim", "Kim Lee")
