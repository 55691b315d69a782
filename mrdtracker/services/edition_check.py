"""Holds an act on editions against the store: who may approve what, and what may be pinned."""

from __future__ import annotations

from collections.abc import Sequence

from mrdtracker.domain.errors import ChangedMeanwhileError, InvalidInputError
from mrdtracker.domain.records import EditionStatus, PackEdition, Patient, Record
from mrdtracker.services import checks
from mrdtracker.services.commands import Command
from mrdtracker.services.edition_book import EditionBook, is_local
from mrdtracker.services.edition_commands import (
    AdoptEdition,
    ApproveLocalPack,
    EditionCommand,
    EnterLocalPack,
    WithdrawLocalPack,
)
from mrdtracker.services.rulebook import RuleBook
from mrdtracker.words import say


def check_editions(
    command: Command, puts: Sequence[Record], rules: RuleBook, user: str, head_seq: int
) -> None:
    """Refuse what must not be done with editions.

    Args:
        command: What a person wants to do.
        puts: The records that it would write.
        rules: The editions at hand.
        user: Who does it.
        head_seq: Number of the newest journal entry.

    Raises:
        UserError: One sentence, and what to do.
    """
    editions = [one for one in puts if isinstance(one, PackEdition)]
    if editions and not isinstance(command, EditionCommand):
        raise InvalidInputError(
            say(
                "An edition of a rule pack is changed only by adopting, entering, "
                "approving or withdrawing it."
            ),
            say("Use the rules page."),
        )
    if isinstance(command, AdoptEdition | WithdrawLocalPack):
        checks.check_reason(command.reason)
    match command:
        case AdoptEdition():
            _check_adoption(command, head_seq)
        case ApproveLocalPack():
            _check_second_person(command.edition, user)
        case EnterLocalPack():
            _check_local(command.edition)
        case _ if isinstance(rules, EditionBook):
            _check_pins(puts, rules)


def same_person(one: str, other: str) -> bool:
    """Whether two names are one person's; capitals and blanks make nobody a second person."""
    return "".join(one.split()).casefold() == "".join(other.split()).casefold()


def _check_adoption(command: AdoptEdition, head_seq: int) -> None:
    if is_local(command.edition.pack_id):
        raise InvalidInputError(
            say("'{}' is the laboratory's own: a second person approves it.").format(
                command.edition.pack_id
            ),
            say("Use `rules approve`."),
        )
    if command.as_of is not None and command.as_of != head_seq:
        raise ChangedMeanwhileError(
            say("The records were changed since the patients were compared; nothing was adopted."),
            say("Compare once more, then adopt."),
        )


def _check_second_person(edition: PackEdition, user: str) -> None:
    if edition.status is not EditionStatus.ENTERED:
        raise InvalidInputError(
            say("'{}' {} does not wait for an approval.").format(
                edition.pack_id, edition.pack_version
            ),
            say("`rules list` shows what does."),
        )
    if same_person(edition.entered_by, user) or not same_person(edition.approved_by, user):
        raise InvalidInputError(
            say("{} entered '{}', so another person approves it.").format(
                edition.entered_by, edition.pack_id
            ),
            say("Ask a colleague to read the page of the pack and to approve it."),
        )


def _check_local(edition: PackEdition) -> None:
    if not edition.is_local or not is_local(edition.pack_id):
        raise InvalidInputError(
            say("The id of a local pack begins with 'local-', and this one is '{}'.").format(
                edition.pack_id
            ),
            say("Name it 'local-{}' in the file.").format(edition.pack_id),
        )


def _check_pins(puts: Sequence[Record], rules: EditionBook) -> None:
    for record in puts:
        if isinstance(record, Patient) and record.pack_edition is not None:
            _check_pin(record, record.pack_edition, rules)


def _check_pin(patient: Patient, digest: str, rules: EditionBook) -> None:
    edition = rules.editions.get(digest)
    if edition is None or edition.pack_id != patient.course.pack or not edition.may_answer:
        raise InvalidInputError(
            say(
                "Edition {} cannot answer for {}: it is no usable edition of the pack '{}'."
            ).format(digest[:12], patient.code, patient.course.pack or ""),
            say(
                "Choose an edition of the patient's own pack, or let the laboratory's "
                "edition answer."
            ),
        )
