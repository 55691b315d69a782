"""Small forms about editions: a reason for an act, and the edition of one patient."""

from __future__ import annotations

from collections.abc import Callable

from mrdtracker.domain.records import Patient
from mrdtracker.gui.presenters.edition_words import editions_to_pin
from mrdtracker.gui.presenters.form import Board, CommandForm, Offer, echo, error
from mrdtracker.services.commands import Command
from mrdtracker.services.workspace import Workspace
from mrdtracker.words import say

FOLLOW = ""


class ReasonForm(CommandForm):
    """Asks why; see `Form`.

    Args:
        prepare: Makes the command from the reason.
        is_needed: False where the act may go without a reason.
    """

    def __init__(self, prepare: Callable[[str], Command], *, is_needed: bool = True) -> None:
        super().__init__({"reason": ""})
        self._prepare = prepare
        self._is_needed = is_needed

    def _board(self) -> Board:
        board = Board()
        if self._is_needed:
            board.add("reason", self._needed("reason", say("Write in a few words why.")))
        return board

    def _command(self) -> Command:
        return self._prepare(self.text("reason"))


class PinForm(CommandForm):
    """Chooses the edition that answers for one patient; see `Form`.

    Args:
        workspace: The open store.
        patient: The patient, who has a protocol.
    """

    def __init__(self, workspace: Workspace, patient: Patient) -> None:
        super().__init__({"edition": patient.pack_edition or FOLLOW, "reason": ""})
        self._workspace = workspace
        self._patient = patient

    @property
    def is_amendment(self) -> bool:
        return True

    def choices(self, field: str) -> tuple[Offer, ...]:
        if field != "edition":
            return super().choices(field)
        pack_id = self._patient.course.pack or ""
        current = self._workspace.rules.current(pack_id)
        follows = (
            say("Follow the laboratory (now {})").format(current.pack_version)
            if current
            else say("Follow")
        )
        offers = [Offer(follows, FOLLOW)]
        for one in editions_to_pin(self._workspace, pack_id):
            now = say(", which answers now") if one == current else ""
            offers.append(
                Offer(say("Pin to {}{} · {}").format(one.pack_version, now, one.id[:12]), one.id)
            )
        pinned = self._patient.pack_edition
        if pinned is not None and pinned not in [offer.text for offer in offers]:
            offers.append(Offer(say("{} (does not answer)").format(pinned[:12]), pinned))
        return tuple(offers)

    def _board(self) -> Board:
        board = Board()
        if self.text("edition") == FOLLOW:
            board.add("edition", echo(say("What the laboratory adopts next answers here too.")))
        else:
            board.add("edition", echo(say("It stays, whatever the laboratory adopts.")))
        if self.is_asked and not self.was_changed("edition"):
            board.add("edition", error(say("Nothing was changed.")))
        board.add("reason", self._needed("reason", say("Write in a few words why.")))
        return board

    def _command(self) -> Command:
        digest = self.text("edition") or None
        return self._workspace.editions.pinning(self._patient, digest, self.text("reason"))
