"""Editions of rule packs: what answers, what waits, and what adopting it would change."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from pathlib import Path

from mrdtracker.domain.errors import InvalidInputError, ProblemsError
from mrdtracker.domain.pack_page import PackPage
from mrdtracker.domain.records import (
    EditionOrigin,
    EditionStatus,
    PackEdition,
    Patient,
    PatientId,
)
from mrdtracker.progress import NoProgress, Progress
from mrdtracker.rules.engine import evaluate
from mrdtracker.rules.loader import load_pack
from mrdtracker.rules.pack import RulePack
from mrdtracker.rules.page import page_of
from mrdtracker.services.assessment import case_of
from mrdtracker.services.collector_rest import collector_rests
from mrdtracker.services.commands import AmendPatient
from mrdtracker.services.edition_book import EditionBook, is_local
from mrdtracker.services.edition_changes import Answer, ChangedPatient, answer_of, changed_patient
from mrdtracker.services.edition_commands import (
    AdoptEdition,
    ApproveLocalPack,
    EnterLocalPack,
    WithdrawLocalPack,
)
from mrdtracker.services.rulebook import GENERIC
from mrdtracker.services.whole_file import read_whole_file
from mrdtracker.store.bulk_cases import StoredCase
from mrdtracker.store.queries import Queries
from mrdtracker.words import mark, say, say_code

# More cases at once are no quicker to read: they push each other out of the fast memory.
BATCH = 100


class Standing(Enum):
    """How an edition stands in this store."""

    NOT_USED = "not used yet"
    ADOPTED = "adopted"
    WAITING = "waiting"
    ENTERED = "waits for approval"
    SUPERSEDED = "superseded"
    WITHDRAWN = "withdrawn"


_STANDING = {
    EditionStatus.ENTERED: Standing.ENTERED,
    EditionStatus.CURRENT: Standing.ADOPTED,
    EditionStatus.SUPERSEDED: Standing.SUPERSEDED,
    EditionStatus.WITHDRAWN: Standing.WITHDRAWN,
}


@dataclass(frozen=True)
class EditionLine:
    """One edition in a list.

    Attributes:
        problem: Why this program cannot use it; empty where it can.
    """

    pack_id: str
    version: str
    digest: str
    title: str
    standing: Standing
    entered_by: str = ""
    approved_by: str = ""
    problem: str = ""

    @property
    def is_local(self) -> bool:
        """Whether the laboratory wrote it."""
        return is_local(self.pack_id)


@dataclass(frozen=True)
class Waiting:
    """A pack for which the program brings another text than the one that answers."""

    pack_id: str
    adopted_version: str
    adopted_digest: str
    new_version: str
    new_digest: str


@dataclass(frozen=True)
class Comparison:
    """What another edition would change.

    Attributes:
        changed: Every patient whose group, status, possible groups, flags or findings change.
        compared: How many patients were answered by both.
        as_of: Number of the newest journal entry behind it; an adoption may insist on it.
    """

    changed: tuple[ChangedPatient, ...]
    compared: int
    as_of: int


class Editions:
    """Reads and prepares; the recorder writes what is prepared here."""

    def __init__(self, queries: Queries, book: EditionBook, user: str) -> None:
        self._queries = queries
        self._book = book
        self._user = user
        # By digest, and so for ever: a text is read and checked once, however often it is listed.
        self._texts_read: dict[str, RulePack] = {}

    def lines(self) -> tuple[EditionLine, ...]:
        """Return every edition that is kept or comes with the program, by pack id."""
        kept = {one.id: self._kept_line(one) for one in self._book.editions.values()}
        for pack in self._book.program.packs.values():
            current = self._book.current(pack.id)
            if current is None or current.id != pack.digest:
                standing = Standing.WAITING if current else Standing.NOT_USED
                kept[pack.digest] = EditionLine(
                    pack.id, pack.version, pack.digest, say(pack.title), standing
                )
        return tuple(sorted(kept.values(), key=lambda line: line.pack_id))

    def waiting(self) -> tuple[Waiting, ...]:
        """Return the packs whose newer text waits to be adopted, by id."""
        found = []
        for pack_id, pack in sorted(self._book.program.packs.items()):
            current = self._book.current(pack_id)
            if current is not None and current.id != pack.digest:
                found.append(
                    Waiting(pack_id, current.pack_version, current.id, pack.version, pack.digest)
                )
        return tuple(found)

    def page(self, digest: str) -> PackPage:
        """Return the readable page of any edition, with how it stands here.

        Raises:
            NotFoundError: No such edition.
            ProblemsError: This program cannot use it.
        """
        page = page_of(self.pack_to_read(digest))
        line = next((one for one in self.lines() if one.digest == digest), None)
        if line is None:
            return page
        parts = [page.state, say("local") if line.is_local else "", say_code(line.standing)]
        if line.is_local:
            parts.append(say("entered by {}").format(line.entered_by))
        if line.approved_by:
            parts.append(say("approved by {}").format(line.approved_by))
        return replace(page, state=", ".join(part for part in parts if part))

    def pack_to_read(self, digest: str) -> RulePack:
        """Return an edition to be read or compared, one that may not answer included.

        Raises:
            NotFoundError: No such edition.
            ProblemsError: This program cannot use it.
        """
        edition = self._book.editions.get(digest)
        if edition is None:
            return self._book.pack_of(digest)
        if digest not in self._texts_read:
            self._texts_read[digest] = load_pack(edition.text.encode(), edition.pack_id)
        return self._texts_read[digest]

    def compare(
        self, pack_id: str, new: str | RulePack, progress: Progress | None = None
    ) -> Comparison:
        """Answer every patient of a pack by the edition that answers now and by another one.

        Patients who are pinned to an edition keep it, so they are left out. Nothing is written.

        Args:
            pack_id: The pack.
            new: The other edition, or its digest.
            progress: Told how many patients are behind; asked whether to stop.

        Raises:
            NotFoundError: No such pack or edition.
            ProblemsError: This program cannot use the other edition.
            Cancelled: Somebody stopped it.
        """
        progress = progress or NoProgress()
        as_of = self._queries.head_seq()
        older = self._book.pack(pack_id)
        newer = self.pack_to_read(new) if isinstance(new, str) else new
        total = self._queries.counts().patients
        changed: list[ChangedPatient] = []
        compared = 0
        with collector_rests():
            for page in self._pages(pack_id):
                for stored in page:
                    patient = stored.patient
                    if patient.course.pack == pack_id and patient.pack_edition is not None:
                        continue
                    line = changed_patient(patient, stored.case, older, newer)
                    changed += [line] if line is not None else []
                    compared += 1
                    progress.stop_if_cancelled()
                progress.report(compared, max(total, compared))
        return Comparison(tuple(changed), compared, as_of)

    def answer(self, patient_id: PatientId, pack: str | RulePack) -> Answer:
        """Answer one patient by any pack: for a comparison, nothing is written.

        Args:
            patient_id: The patient.
            pack: A pack, or the id of one that answers here.

        Raises:
            NotFoundError: No such patient or pack.
        """
        found = self._book.pack(pack) if isinstance(pack, str) else pack
        return answer_of(evaluate(found, case_of(self._queries.patient_file(patient_id))))

    def adoption(
        self,
        pack_id: str,
        digest: str,
        reason: str,
        *,
        staying: Sequence[Patient] = (),
        as_of: int | None = None,
    ) -> AdoptEdition:
        """Prepare the adoption of a waiting edition.

        Args:
            pack_id: The pack.
            digest: The edition that waits; it comes with the program.
            reason: Why, in the words of the person who adopts.
            staying: Patients whom the old edition goes on answering for.
            as_of: ``Comparison.as_of``, so that nothing is adopted that was not looked at.

        Raises:
            InvalidInputError: Nothing of this pack waits, or not this edition.
        """
        pack, current = self._book.program.packs.get(pack_id), self._book.current(pack_id)
        if pack is None or pack.digest != digest or current is None or current.id == digest:
            raise InvalidInputError(
                say("No edition {} of '{}' waits to be adopted.").format(digest[:12], pack_id),
                say("`rules list` shows what waits."),
            )
        edition = self._book.bundled_edition(pack, self._user, self._user)
        return AdoptEdition(edition, current, reason, tuple(staying), as_of)

    def entering(self, path: Path) -> EnterLocalPack:
        """Prepare to enter a local pack from a file; see ``entering_text``."""
        data = read_whole_file(path, mark("pack file"))
        return self._entering(load_pack(data, path.name), data.decode("utf-8"))

    def entering_text(self, text: str) -> EnterLocalPack:
        """Prepare to enter a local pack: it must load, and its examples must hold.

        Raises:
            ProblemsError: Every problem of the text.
            InvalidInputError: It has placeholders, its id is not "local-…", or it is there.
        """
        return self._entering(load_pack(text.encode(), "local pack"), text)

    def approval(self, pack_id: str, reason: str = "") -> ApproveLocalPack:
        """Prepare the approval of the entered edition of a local pack.

        Raises:
            InvalidInputError: None waits.
            ProblemsError: This program cannot use it.
        """
        entered = next(iter(self._entered(pack_id)), None)
        if entered is None:
            raise InvalidInputError(
                say("No local pack '{}' waits for an approval.").format(pack_id),
                say("`rules list` shows what does."),
            )
        _check_no_placeholders(self.pack_to_read(entered.id))
        edition = replace(entered, approved_by=self._user)
        return ApproveLocalPack(edition, self._book.current(pack_id), reason)

    def withdrawal(self, pack_id: str, reason: str) -> WithdrawLocalPack:
        """Prepare to take a local pack out of use, with every edition of it.

        Raises:
            InvalidInputError: There is none in use.
        """
        editions = tuple(
            one
            for one in self._book.editions.values()
            if one.pack_id == pack_id
            and one.is_local
            and one.status is not EditionStatus.WITHDRAWN
        )
        if not editions:
            raise InvalidInputError(
                say("There is no local pack '{}' to withdraw.").format(pack_id),
                say("`rules list` shows the local packs."),
            )
        return WithdrawLocalPack(editions, reason)

    def pinning(self, patient: Patient, digest: str | None, reason: str) -> AmendPatient:
        """Prepare to pin a patient to an edition, or with None to follow the laboratory."""
        return AmendPatient(replace(patient, pack_edition=digest), reason)

    def _entering(self, pack: RulePack, text: str) -> EnterLocalPack:
        if not is_local(pack.id):
            raise InvalidInputError(
                say("The id of a local pack begins with 'local-', and this one is '{}'.").format(
                    pack.id
                ),
                say("Name it 'local-{}' in the file.").format(pack.id),
            )
        _check_no_placeholders(pack)
        digest = hashlib.sha256(text.encode()).hexdigest()
        known = self._book.editions.get(digest)
        if known is not None and known.status is not EditionStatus.WITHDRAWN:
            raise InvalidInputError(
                say("This text of '{}' was entered already.").format(pack.id),
                say("`rules list` shows it."),
            )
        edition = PackEdition(
            id=digest,
            pack_id=pack.id,
            pack_version=pack.version,
            text=text,
            origin=EditionOrigin.LOCAL,
            entered_by=self._user,
            status=EditionStatus.ENTERED,
            version=known.version + 1 if known else 1,
        )
        return EnterLocalPack(edition, tuple(self._entered(pack.id)))

    def _entered(self, pack_id: str) -> Iterator[PackEdition]:
        for one in self._book.editions.values():
            if one.pack_id == pack_id and one.status is EditionStatus.ENTERED:
                yield one

    def _pages(self, pack_id: str) -> Iterator[tuple[StoredCase, ...]]:
        everybody = pack_id in (GENERIC, *self._queries.settings().enabled_packs)
        after = ""
        while page := self._queries.cases_of_pack("" if everybody else pack_id, after, BATCH):
            yield page
            after = page[-1].patient.id

    def _kept_line(self, edition: PackEdition) -> EditionLine:
        problem, title = "", edition.pack_id
        try:
            title = say(self.pack_to_read(edition.id).title)
        except ProblemsError as error:
            problem = str(error)
        return EditionLine(
            edition.pack_id,
            edition.pack_version,
            edition.id,
            title,
            _STANDING[edition.status],
            edition.entered_by,
            edition.approved_by,
            problem,
        )


def _check_no_placeholders(pack: RulePack) -> None:
    if pack.placeholders:
        raise InvalidInputError(
            say("'{}' cannot answer while placeholders stand in it: {}.").format(
                pack.id, "; ".join(pack.placeholders)
            ),
            say(
                "Enter the numbers of your protocol document, then take the placeholder marks out."
            ),
        )
