"""Acts on editions have names that read well after "Undo", and write in the right order."""

from __future__ import annotations

from mrdtracker.domain.records import EditionStatus
from mrdtracker.services.edition_commands import (
    AdoptEdition,
    ApproveLocalPack,
    EnterLocalPack,
    WithdrawLocalPack,
)
from tests.builders import a_patient, an_edition


def test_adopting_takes_the_old_edition_out_first_and_pins_who_stays() -> None:
    old, new = an_edition(), an_edition("new", pack_version="2")
    command = AdoptEdition(new, old, "read", (a_patient(),))

    first, second, patient = command.puts()

    assert command.label == "Adopt edition 2 of small"
    assert (first.id, first.status, first.version) == (old.id, EditionStatus.SUPERSEDED, 2)
    assert (second.id, second.status, second.version) == (new.id, EditionStatus.CURRENT, 1)
    assert (patient.pack_edition, patient.version) == (old.id, 2)


def test_entering_drops_what_was_entered_before() -> None:
    older = an_edition("older", status=EditionStatus.ENTERED)
    command = EnterLocalPack(an_edition(status=EditionStatus.ENTERED), (older,))

    assert [one.status for one in command.puts()] == [
        EditionStatus.WITHDRAWN,
        EditionStatus.ENTERED,
    ]
    assert command.label == "Enter local rule pack small 1"


def test_approving_makes_it_current() -> None:
    entered = an_edition(status=EditionStatus.ENTERED, approved_by="Lee")
    alone = ApproveLocalPack(entered)
    after = ApproveLocalPack(entered, an_edition("older"))

    assert [one.status for one in alone.puts()] == [EditionStatus.CURRENT]
    assert [one.status.value for one in after.puts()] == ["superseded", "current"]
    assert alone.label == "Approve local rule pack small 1"


def test_withdrawing_takes_every_edition_out() -> None:
    command = WithdrawLocalPack((an_edition("older"), an_edition()), "new protocol")

    assert {one.status for one in command.puts()} == {EditionStatus.WITHDRAWN}
    assert command.label == "Withdraw local rule pack small 1"
    assert command.patient_id is None
