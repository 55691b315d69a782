"""Which edition of a pack answers for a patient, in the words of the page and of the form."""

from __future__ import annotations

from dataclasses import dataclass

from mrdtracker.domain.records import PackEdition, Patient
from mrdtracker.services.workspace import Workspace
from mrdtracker.words import say


@dataclass(frozen=True)
class EditionText:
    """What stands beside the protocol of a patient.

    Attributes:
        words: "rules 1.0.0", "pinned to 1.0.0"; empty without a protocol.
        is_asking: True where a newer edition waits, or the pinned one may not answer.
    """

    words: str = ""
    tooltip: str = ""
    is_asking: bool = False


def edition_text(workspace: Workspace, patient: Patient) -> EditionText:
    """Say which edition answers for a patient, and whether a newer one waits."""
    pack_id = patient.course.pack
    if not pack_id:
        return EditionText()
    waiting = next((one for one in workspace.editions.waiting() if one.pack_id == pack_id), None)
    newer = say(", {} waits").format(waiting.new_version) if waiting is not None else ""
    current = workspace.rules.current(pack_id)
    if patient.pack_edition is not None:
        return _pinned(workspace, patient.pack_edition, newer)
    if current is None:
        return EditionText(
            say("no edition in use"), say("The next change of this patient brings it in.")
        )
    follows = f"{current.pack_id} {current.pack_version} · {current.id[:12]}\n"
    follows += say("This patient follows the laboratory: what it adopts next answers here too.")
    rules = say("rules {}").format(current.pack_version)
    return EditionText(f"{rules}{newer}", follows, bool(newer))


def chosen_words(workspace: Workspace, patient: Patient) -> str:
    """Say in the form of the patient how the protocol's edition is chosen."""
    if patient.pack_edition is not None:
        return say("Pinned to edition {}.").format(_version(workspace, patient.pack_edition))
    current = workspace.rules.current(patient.course.pack or "")
    return (
        say("Follows the laboratory: edition {}.").format(current.pack_version) if current else ""
    )


def editions_to_pin(workspace: Workspace, pack_id: str) -> tuple[PackEdition, ...]:
    """Return the kept editions of a pack that may answer, the current one first."""
    kept = [
        one
        for one in workspace.rules.editions.values()
        if one.pack_id == pack_id and one.may_answer
    ]
    current = workspace.rules.current(pack_id)
    return tuple(sorted(kept, key=lambda one: one != current))


def _pinned(workspace: Workspace, digest: str, newer: str) -> EditionText:
    edition = workspace.rules.editions.get(digest)
    if edition is None or not edition.may_answer:
        return EditionText(
            say("pinned edition does not answer"),
            say(
                "It was withdrawn or is not kept here: there is no answer rather than another one."
            ),
            is_asking=True,
        )
    tooltip = f"{edition.pack_id} {edition.pack_version} · {digest[:12]}\n"
    tooltip += say("It goes on answering for this patient, whatever the laboratory adopts.")
    return EditionText(
        say("pinned to {}{}").format(edition.pack_version, newer), tooltip, bool(newer)
    )


def _version(workspace: Workspace, digest: str) -> str:
    edition = workspace.rules.editions.get(digest)
    return edition.pack_version if edition is not None else digest[:12]
