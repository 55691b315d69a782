"""The composition root: what there is once a store is open, and who knows whom."""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path

from mrdtracker import locations
from mrdtracker.domain.errors import InvalidInputError, StoreError
from mrdtracker.domain.listing import (
    FilterChoices,
    PatientPage,
    PatientQuery,
    StoreCounts,
    TubePage,
)
from mrdtracker.domain.records import (
    JournalChange,
    JournalEntry,
    LabSettings,
    Patient,
    PatientFile,
    PatientId,
    PatientRow,
    ReportId,
    SampleId,
    VerifyReport,
)
from mrdtracker.services.assessment import AssessmentService
from mrdtracker.services.cohort import CohortService
from mrdtracker.services.due import DueService
from mrdtracker.services.edition_book import EditionBook
from mrdtracker.services.editions import Editions
from mrdtracker.services.recorder import Recorder
from mrdtracker.services.rulebook import RuleBook
from mrdtracker.services.transfer import Transfer, export_tables
from mrdtracker.store.backup import back_up
from mrdtracker.store.database import Database, create_store, discard_store, open_store
from mrdtracker.store.drafts import Drafts
from mrdtracker.store.failures import CannotOpenError
from mrdtracker.store.ledger import Ledger
from mrdtracker.store.queries import Queries
from mrdtracker.store.rekey import replace_key
from mrdtracker.store.reports import ReportsRead, label_copies, report_pdf
from mrdtracker.store.saved_views import SavedViews
from mrdtracker.store.tubes import tube_page
from mrdtracker.store.verify import verify
from mrdtracker.words import say

Clock = Callable[[], datetime]


class NoStoreError(StoreError):
    """There is no file at this place, so one may be made there."""


@dataclass(frozen=True)
class Person:
    """Who is at work; the clock is theirs too, so that tests can hold it still."""

    name: str
    clock: Clock

    @property
    def today(self) -> date:
        """The calendar date where this person sits."""
        return self.clock().date()


class Workspace:
    """An open store with everything that works on it. Close it, or use it in ``with``.

    Attributes:
        recorder: Executes and undoes commands.
        assessment: Answers for patients.
        rules: The rule packs, each in the edition that answers here.
        editions: What is adopted, what waits, and what adopting would change.
        transfer: Import plans.
        due: What is due, of whom.
        cohort: Reads many patients to be looked at side by side.
        drafts: What this person typed and did not save yet.
        saved_views: Named arrangements of pages.
    """

    def __init__(self, database: Database, person: Person, rules: RuleBook) -> None:
        self._database = database
        self._queries = Queries(database)
        self._person = person
        ledger = Ledger(database, person.clock)
        self.rules = EditionBook(rules, self._queries.editions)
        self.assessment = AssessmentService(self._queries, ledger, self.rules)
        self.editions = Editions(self._queries, self.rules, person.name)
        self.recorder = Recorder(ledger, self._queries, self.assessment, person.name, person.clock)
        self.transfer = Transfer(self._queries, person.clock)
        self.due = DueService(self._queries, self.rules)
        self.cohort = CohortService(self._queries, self.rules)
        self.drafts = Drafts(database, person.name, person.clock)
        self.saved_views = SavedViews(database, person.name, person.clock)

    @classmethod
    def open(
        cls,
        path: Path,
        person: Person,
        *,
        is_read_only: bool = False,
        rules: RuleBook | None = None,
    ) -> Workspace:
        """Open the laboratory's file.

        Raises:
            NoStoreError: There is no file at this place.
            StoreError: It cannot be opened: one sentence, and what to do.
        """
        try:
            database = open_store(
                path,
                key_folder=locations.keys_folder(),
                read_only=is_read_only,
                holder=person.name,
                clock=person.clock,
            )
        except CannotOpenError as error:
            if os.path.lexists(path):
                raise
            raise NoStoreError(error.message, error.hint) from error
        except (OSError, ValueError) as error:
            raise _cannot_be(path, error) from error
        return cls(database, person, rules or RuleBook())

    @classmethod
    def create(
        cls, path: Path, person: Person, *, laboratory: str = "", rules: RuleBook | None = None
    ) -> Workspace:
        """Make a new, empty store and open it.

        Raises:
            StoreError: A file is there already, or the folder cannot be written.
        """
        try:
            database = create_store(
                path, key_folder=locations.keys_folder(), laboratory=laboratory
            )
        except (OSError, ValueError) as error:
            raise _cannot_be(path, error) from error
        return cls(database, person, rules or RuleBook())

    def __enter__(self) -> Workspace:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Release the file; safe to call twice."""
        self._database.close()

    def discard(self) -> None:
        """Take away a store that was made a moment ago and holds nothing yet.

        Raises:
            StoreError: It holds something.
        """
        discard_store(self._database)

    @property
    def path(self) -> Path:
        """The open file."""
        return self._database.path

    @property
    def is_read_only(self) -> bool:
        """True where nothing can be written; ``read_only_reason`` says why."""
        return self._database.is_read_only

    @property
    def read_only_reason(self) -> str:
        """Why nothing can be written, one sentence; empty where it can."""
        return self._database.read_only_reason

    @property
    def opened_notes(self) -> tuple[str, ...]:
        """What a person should know about how the file was found: that it was upgraded."""
        return self._database.opened_notes

    @property
    def user(self) -> str:
        """Who is at work."""
        return self._person.name

    @property
    def now(self) -> datetime:
        """This instant where the person at work sits, with a zone."""
        return self._person.clock()

    @property
    def today(self) -> date:
        """The calendar date of the person at work."""
        return self._person.today

    def patients(self, query: PatientQuery) -> PatientPage:
        """Return one page of the patient list."""
        return self._queries.patient_page(query)

    def all_patients(
        self, query: PatientQuery, page_size: int
    ) -> Iterator[tuple[PatientRow, ...]]:
        """Return every patient of a query, page after page."""
        after = query.after
        while True:
            page = self._queries.patient_page(replace(query, after=after, limit=page_size))
            yield page.rows
            if page.next_after is None:
                return
            after = page.next_after

    def tubes(self, text: str, before: int | None = None) -> TubePage:
        """Return the tubes of one slice of the store whose code holds a text."""
        return tube_page(self._database, text, before)

    def export_csv(self, folder: Path) -> tuple[Path, ...]:
        """Write every table as CSV with a data dictionary; return the files.

        Raises:
            UserError: The folder cannot be written, or holds files of the same name.
        """
        return export_tables(self._queries, folder)

    def patient_by_code(self, code: str) -> Patient:
        """Return the patient with a code.

        Raises:
            InvalidInputError: There is none.
        """
        patient = self._queries.patient_by_code(code)
        if patient is None:
            raise InvalidInputError(
                say("There is no patient '{}' in {}.").format(code, self.path.name),
                say("`mrdtracker patients` lists them."),
            )
        return patient

    def patient(self, patient_id: PatientId) -> Patient:
        """Return one patient, voided or not.

        Raises:
            NotFoundError: No such patient.
        """
        return self._queries.record(Patient, patient_id)

    def patient_code(self, patient_id: PatientId) -> str:
        """Return the code of a patient, voided or not."""
        return self._queries.record(Patient, patient_id).code

    def patient_file(self, patient_id: PatientId, *, with_voided: bool = False) -> PatientFile:
        """Return all records of one patient."""
        return self._queries.patient_file(patient_id, with_voided=with_voided)

    def filter_choices(self) -> FilterChoices:
        """Return what the list can be filtered by."""
        return self._queries.filter_choices()

    def counts(self) -> StoreCounts:
        """Return how much the store holds."""
        return self._queries.counts()

    def settings(self) -> LabSettings:
        """Return the settings that change results."""
        return self._queries.settings()

    def journal(
        self,
        *,
        patient_id: PatientId | None = None,
        before_seq: int | None = None,
        limit: int = 200,
    ) -> tuple[JournalEntry, ...]:
        """Return journal entries, newest first."""
        return self._queries.journal(patient_id=patient_id, before_seq=before_seq, limit=limit)

    def journal_changes(self, seq: int) -> tuple[JournalChange, ...]:
        """Return the records of one entry, before and after."""
        return self._queries.journal_changes(seq)

    def reports(self, patient_id: PatientId) -> ReportsRead:
        """Return the issued reports of a patient, the first one first, without their pages.

        One that is not as the journal tells it is among the doubts instead.
        """
        return self._queries.reports.of_patient(patient_id)

    def report_pdf(self, report_id: ReportId) -> bytes:
        """Return the very bytes of a report that was issued.

        Raises:
            NotFoundError: No such report.
        """
        return report_pdf(self._database, report_id)

    def label_copies(self, samples: Collection[SampleId]) -> Mapping[SampleId, int]:
        """Return how many labels of samples were printed so far; none is not listed."""
        return label_copies(self._database, samples)

    def verify(self) -> VerifyReport:
        """Check the whole file: pages, references, journal chain, and state against journal."""
        return verify(self._database)

    def back_up(self, copy: Path, *, may_replace: bool = False) -> None:
        """Write a proven copy of the whole file, as ``store.backup`` says.

        Raises:
            InvalidInputError: The name is taken.
            StoreError: The copy cannot be written; what was there stays.
        """
        back_up(self._database, copy, may_replace=may_replace)

    def head(self) -> str:
        """Return "seq:hex" of the newest journal entry, as ``verify`` prints it."""
        return self._queries.head()

    def start_new_key(self, reason: str) -> JournalEntry:
        """Start a new key for a file whose key is lost, so that it can be written again.

        Raises:
            InvalidInputError: No reason was given, or the key is not missing.
            StoreError: The key cannot be written, or the file is read-only for another reason.
        """
        return replace_key(
            self._database, self._person.clock, actor=self._person.name, reason=reason
        )


def _cannot_be(path: Path, error: OSError | ValueError) -> StoreError:
    """Say why the system takes no such name for a file: too long, or with characters it bars."""
    reason = getattr(error, "strerror", None) or say("the name cannot be a file's")
    return StoreError(
        say("{} cannot be opened: {}.").format(str(path)[:80], reason), say("Choose another name.")
    )


def current_user() -> str:
    """Return the name under which a person without an account of their own works."""
    for name in ("MRDTRACKER_USER", "LOGNAME", "USER", "LNAME", "USERNAME"):
        if os.environ.get(name):
            return os.environ[name]
    return "technician"
