"""The cohort: some children of the store, read once; every view is made of what was read."""

from __future__ import annotations

from dataclasses import replace

from mrdtracker.domain.cohort import Cohort, CohortPatient, cohort_patient
from mrdtracker.domain.finding import PackOverview, PackReference, ThresholdMark
from mrdtracker.domain.listing import PatientQuery
from mrdtracker.domain.records import Patient, PatientRow, PatientSummary
from mrdtracker.progress import NoProgress, Progress
from mrdtracker.services.collector_rest import collector_rests
from mrdtracker.services.rulebook import GENERIC, RuleBook
from mrdtracker.store.queries import Queries
from mrdtracker.words import say

BATCH = 500


class CohortService:
    """Reads cohorts, and writes nothing into the store.

    Args:
        queries: Reads the store.
        rules: The packs that answer here: they name the time points.
    """

    def __init__(self, queries: Queries, rules: RuleBook) -> None:
        self._queries = queries
        self._rules = rules

    def read(self, query: PatientQuery, progress: Progress | None = None) -> Cohort:
        """Read every child that a list of patients would show.

        Raises:
            Cancelled: Somebody stopped it.
        """
        progress = progress or NoProgress()
        packs = _Packs(self._rules)
        found: list[CohortPatient] = []
        page = self._queries.patient_page(replace(query, after=None, limit=BATCH))
        with collector_rests():
            while True:
                progress.stop_if_cancelled()
                found += self._read_page(page.rows, packs)
                progress.report(len(found), max(page.total, len(found)))
                if page.next_after is None:
                    break
                page = self._queries.patient_page(
                    replace(query, after=page.next_after, limit=BATCH)
                )
        return Cohort(tuple(found), packs.thresholds, packs.references, self._late(query))

    def _late(self, query: PatientQuery) -> int:
        return self._queries.stale_count(self._rules.signature) if query.asks_the_rules else 0

    def _read_page(self, rows: tuple[PatientRow, ...], packs: _Packs) -> list[CohortPatient]:
        cases = {one.patient.id: one for one in self._queries.cases([row.id for row in rows])}
        signature, found = self._rules.signature, []
        for row in rows:
            stored = cases.get(row.id)
            if stored is None:
                continue
            overview = packs.of(stored.patient)
            is_stale = row.summary.assessed_with != signature
            summary = PatientSummary() if is_stale else row.summary
            title = say(overview.reference.title) if overview is not None else ""
            protocol = title or row.protocol_text or row.pack
            note = stored.patient.note
            found.append(cohort_patient(row.id, stored.case, overview, summary, protocol, note))
        return found


class _Packs:
    """The packs of the children that were read, each laid out once."""

    def __init__(self, rules: RuleBook) -> None:
        self._rules = rules
        self._known: dict[tuple[str, str | None], PackOverview | None] = {}

    def of(self, patient: Patient) -> PackOverview | None:
        """Return the pack that a child is treated by; None where none is usable."""
        key = (patient.course.pack or "", patient.pack_edition)
        if key not in self._known:
            rules = self._rules.for_patient(patient)
            self._known[key] = rules.overview(key[0]) if key[0] in rules.packs else None
        return self._known[key]

    @property
    def references(self) -> tuple[PackReference, ...]:
        """The editions by which these children's time points are named."""
        used = (one.reference for one in self._known.values() if one is not None)
        return tuple(dict.fromkeys(used))

    @property
    def thresholds(self) -> tuple[ThresholdMark, ...]:
        """Every threshold that one of them publishes, and those that are not of one protocol."""
        used = [one for one in self._known.values() if one is not None]
        if GENERIC in self._rules.packs:
            used.append(self._rules.overview(GENERIC))
        return tuple(dict.fromkeys(mark for one in used for mark in one.thresholds))
