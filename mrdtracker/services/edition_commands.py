"""What a person can do with editions of rule packs; each is one act with one undo."""

from __future__ import annotations

from dataclasses import dataclass, replace

from mrdtracker.domain.records import EditionStatus, PackEdition, Patient, Record


@dataclass(frozen=True)
class AdoptEdition:
    """Let another edition of a bundled pack answer from now on.

    Attributes:
        edition: The new one, as it shall be kept.
        replaced: The one that answered until now.
        staying: Patients whom the old one goes on answering for, unchanged.
        as_of: Number of the newest journal entry when the changes were looked at; after another
            one the person has not seen what would change. None where nobody looked.
    """

    edition: PackEdition
    replaced: PackEdition
    reason: str
    staying: tuple[Patient, ...] = ()
    as_of: int | None = None

    @property
    def label(self) -> str:
        return f"Adopt edition {self.edition.pack_version} of {self.edition.pack_id}"

    @property
    def patient_id(self) -> None:
        return None

    def puts(self) -> tuple[Record, ...]:
        # The old one first: a pack has one current edition at any moment.
        return (
            superseded(self.replaced),
            self.edition,
            *(
                replace(one, pack_edition=self.replaced.id, version=one.version + 1)
                for one in self.staying
            ),
        )


@dataclass(frozen=True)
class EnterLocalPack:
    """Enter an edition of the laboratory's own pack; it answers only after its approval.

    Attributes:
        edition: What was entered, as it shall be kept.
        dropped: Earlier editions of the pack that were entered and never approved.
    """

    edition: PackEdition
    dropped: tuple[PackEdition, ...] = ()
    reason: str = ""

    @property
    def label(self) -> str:
        return f"Enter local rule pack {self.edition.pack_id} {self.edition.pack_version}"

    @property
    def patient_id(self) -> None:
        return None

    def puts(self) -> tuple[Record, ...]:
        return (*(withdrawn(one) for one in self.dropped), self.edition)


@dataclass(frozen=True)
class ApproveLocalPack:
    """Let a local pack answer, as the second person.

    Attributes:
        edition: The entered edition with ``approved_by`` filled in.
        replaced: The edition that answered until now, if one did.
    """

    edition: PackEdition
    replaced: PackEdition | None = None
    reason: str = ""

    @property
    def label(self) -> str:
        return f"Approve local rule pack {self.edition.pack_id} {self.edition.pack_version}"

    @property
    def patient_id(self) -> None:
        return None

    def puts(self) -> tuple[Record, ...]:
        older = () if self.replaced is None else (superseded(self.replaced),)
        current = replace(
            self.edition, status=EditionStatus.CURRENT, version=self.edition.version + 1
        )
        return (*older, current)


@dataclass(frozen=True)
class WithdrawLocalPack:
    """Take a local pack out of use: nothing of it answers any more, for nobody."""

    editions: tuple[PackEdition, ...]
    reason: str

    @property
    def label(self) -> str:
        newest = self.editions[-1]
        return f"Withdraw local rule pack {newest.pack_id} {newest.pack_version}"

    @property
    def patient_id(self) -> None:
        return None

    def puts(self) -> tuple[Record, ...]:
        return tuple(withdrawn(one) for one in self.editions)


EditionCommand = AdoptEdition | EnterLocalPack | ApproveLocalPack | WithdrawLocalPack


def superseded(edition: PackEdition) -> PackEdition:
    """Return the next version of an edition that another one takes the place of."""
    return replace(edition, status=EditionStatus.SUPERSEDED, version=edition.version + 1)


def withdrawn(edition: PackEdition) -> PackEdition:
    """Return the next version of an edition that is taken out of use."""
    return replace(edition, status=EditionStatus.WITHDRAWN, version=edition.version + 1)
