"""The rule packs of one store: the editions it adopted, the laboratory's own, and pinned ones.

An adopted edition goes on answering with the text that the store kept, whatever a newer program
brings; a local one answers only after a second person approved it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Mapping, Sequence
from threading import RLock

from mrdtracker.domain.errors import NotFoundError, ProblemsError
from mrdtracker.domain.records import EditionOrigin, EditionStatus, PackEdition, Patient
from mrdtracker.rules.loader import LoadedPacks, load_pack
from mrdtracker.rules.pack import RulePack
from mrdtracker.services.rulebook import LOCAL_PREFIX, RuleBook, unusable
from mrdtracker.words import say


class EditionBook(RuleBook):
    """Answers by the editions of a store.

    Args:
        program: The packs that come with the program.
        read: Reads the editions that the store keeps.
    """

    def __init__(self, program: RuleBook, read: Callable[[], Sequence[PackEdition]]) -> None:
        super().__init__(())
        self.program = program
        self._read = read
        self._kept: dict[str, PackEdition] | None = None
        self._packs_read: dict[str, RulePack | ProblemsError] = {}
        # Lists are refreshed in one thread while acts are done in another: what one of them read
        # before an edition was written must not be kept after it.
        self._lock = RLock()

    @property
    def editions(self) -> Mapping[str, PackEdition]:
        """Every edition that the store keeps, by digest, in the order of entry."""
        with self._lock:
            if self._kept is None:
                self._kept = {one.id: one for one in self._read()}
            return self._kept

    @property
    def signature(self) -> str:
        """Name the program, every edition that answers, and how every other kept one stands.

        An edition that answers says the same before and after it is kept: the first child of a
        protocol must not put the lines of all others out of date.
        """
        answering = {pack.digest for pack in self.packs.values()}
        kept = [
            f"{one.id}:{one.status.value}"
            for one in self.editions.values()
            if one.status is not EditionStatus.CURRENT or one.id not in answering
        ]
        text = "\n".join((super().signature, *sorted(kept)))
        return hashlib.sha256(text.encode()).hexdigest()[:16]

    def current(self, pack_id: str) -> PackEdition | None:
        """Return the kept edition of a pack that answers; None where none was adopted."""
        found = (one for one in self.editions.values() if one.pack_id == pack_id)
        return next((one for one in found if one.status is EditionStatus.CURRENT), None)

    def for_patient(self, patient: Patient) -> RuleBook:
        """Return the book that answers for a patient.

        A pinned edition that may not answer (withdrawn, or not kept here) makes the pack unusable
        for this patient: there is no answer rather than one by another edition.
        """
        pack_id, digest = patient.course.pack, patient.pack_edition
        if digest is None or not pack_id:
            return self
        edition = self.editions.get(digest)
        if edition is None or edition.pack_id != pack_id or not edition.may_answer:
            return self._with(
                pack_id, unusable(pack_id, say("the pinned edition does not answer"))
            )
        return self._with(pack_id, self.read_edition(edition))

    def with_pack(self, pack: RulePack) -> RuleBook:
        """Return the same book with one pack replaced: for a question, never for a patient."""
        return self._with(pack.id, pack)

    def pack_of(self, digest: str) -> RulePack:
        """Return an edition by its digest: a kept one, or one that comes with the program.

        Raises:
            NotFoundError: No edition has this digest.
            ProblemsError: This program cannot use it.
        """
        for pack in self.program.packs.values():
            if pack.digest == digest:
                return pack
        if digest not in self.editions:
            raise NotFoundError(
                say("There is no edition {}.").format(digest[:12]), say("`rules list` shows them.")
            )
        found = self.read_edition(self.editions[digest])
        if isinstance(found, ProblemsError):
            raise found
        return found

    def source_text(self, pack_id: str) -> str:
        """Return the text of the edition that answers."""
        digest = self.pack(pack_id).digest
        if digest in self.editions:
            return self.editions[digest].text
        return self.program.source_text(pack_id)

    def editions_to_keep(self, pack_ids: Collection[str], person: str) -> tuple[PackEdition, ...]:
        """Return the editions that an act brings into use and that are not kept yet.

        Args:
            pack_ids: What the act, the laboratory's settings and the patients name.
            person: Who does the act.
        """
        found = []
        for pack_id in sorted(set(pack_ids)):
            pack = self.program.packs.get(pack_id)
            if pack is not None and self.current(pack_id) is None:
                found.append(self.bundled_edition(pack, person))
        return tuple(found)

    def bundled_edition(
        self, pack: RulePack, entered_by: str, approved_by: str = ""
    ) -> PackEdition:
        """Return the record that makes an edition of the program the current one."""
        known = self.editions.get(pack.digest)
        return PackEdition(
            id=pack.digest,
            pack_id=pack.id,
            pack_version=pack.version,
            text=self.program.source_text(pack.id),
            origin=EditionOrigin.BUNDLED,
            entered_by=entered_by,
            approved_by=approved_by,
            version=known.version + 1 if known else 1,
        )

    def editions_changed(self) -> None:
        """Read the editions anew when they are asked for next."""
        with self._lock:
            self._kept = self._loaded = None

    def read_edition(self, edition: PackEdition) -> RulePack | ProblemsError:
        """Read the text of an edition, once; or say why this program cannot use it."""
        if edition.id not in self._packs_read:
            self._packs_read[edition.id] = self._read_text(edition)
        return self._packs_read[edition.id]

    def _read_text(self, edition: PackEdition) -> RulePack | ProblemsError:
        bundled = self.program.packs.get(edition.pack_id)
        if bundled is not None and bundled.digest == edition.id:
            return bundled
        try:
            pack = load_pack(edition.text.encode(), edition.pack_id)
        except ProblemsError as error:
            return error
        if pack.digest != edition.id or pack.id != edition.pack_id:
            return unusable(edition.pack_id, say("the kept text is not what its digest says"))
        if pack.placeholders:
            return unusable(edition.pack_id, say("placeholders still stand in it"))
        return pack

    def _load(self) -> LoadedPacks:
        with self._lock:
            if self._loaded is None:
                self._loaded = self._placed()
            return self._loaded

    def _placed(self) -> LoadedPacks:
        packs, refused = dict(self.program.packs), dict(self.program.unusable)
        for edition in self.editions.values():
            if edition.status is EditionStatus.CURRENT:
                _place(edition.pack_id, self.read_edition(edition), packs, refused)
        for edition in self.editions.values():
            if edition.is_local and edition.pack_id not in {**packs, **refused}:
                refused[edition.pack_id] = unusable(edition.pack_id, _why_not(edition))
        return LoadedPacks(packs, refused)

    def _with(self, pack_id: str, found: RulePack | ProblemsError) -> RuleBook:
        packs, refused = dict(self.packs), dict(self.unusable)
        _place(pack_id, found, packs, refused)
        return _FixedBook(LoadedPacks(packs, refused))


class _FixedBook(RuleBook):
    """A book of packs that were loaded before."""

    def __init__(self, loaded: LoadedPacks) -> None:
        super().__init__(())
        self._loaded = loaded


def is_local(pack_id: str) -> bool:
    """Whether an id is one of the laboratory's own packs; those of the program never are."""
    return pack_id.startswith(LOCAL_PREFIX)


def _place(
    pack_id: str,
    found: RulePack | ProblemsError,
    packs: dict[str, RulePack],
    refused: dict[str, ProblemsError],
) -> None:
    """Put a pack in its place, or its problems there: never the pack that stood there before."""
    packs.pop(pack_id, None)
    refused.pop(pack_id, None)
    if isinstance(found, RulePack):
        packs[pack_id] = found
    else:
        refused[pack_id] = found


def _why_not(edition: PackEdition) -> str:
    if edition.status is EditionStatus.ENTERED:
        return say("{} entered it, and no second person has approved it yet").format(
            edition.entered_by
        )
    return say("it was withdrawn")
