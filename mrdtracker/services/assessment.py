"""From one patient's records to the explained answers of the enabled packs."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from mrdtracker.domain.case import PatientCase, Result
from mrdtracker.domain.count_target import CountTarget
from mrdtracker.domain.days import DayConvention
from mrdtracker.domain.finding import Assessment, GroupStatus, Level, PackOverview
from mrdtracker.domain.records import (
    LabSettings,
    Measurement,
    Patient,
    PatientFile,
    PatientId,
    PatientSummary,
    Sample,
)
from mrdtracker.domain.truth import Truth
from mrdtracker.progress import NoProgress, Progress
from mrdtracker.services.rulebook import GENERIC, RuleBook
from mrdtracker.store.bulk_cases import StoredCase
from mrdtracker.store.ledger import Ledger
from mrdtracker.store.queries import Queries

REFRESH_BATCH = 500


@dataclass(frozen=True)
class ResultRow:
    """One result as a table shows it.

    Attributes:
        day: Protocol day in ``PatientView.convention``, or None where it cannot be counted.
        flags: Codes of the findings that used this result and answered yes.
        level: The loudest level of those findings, or None.
    """

    measurement: Measurement
    sample: Sample
    day: int | None
    flags: tuple[str, ...] = ()
    level: Level | None = None


@dataclass(frozen=True)
class PatientView:
    """Everything the patient page shows, read and answered at once.

    Attributes:
        convention: How days are counted on this page: the patient's pack, else day 1.
        assessments: The patient's own pack first, then the laboratory's enabled packs.
        unusable: Why an enabled pack gave no answer; shown in its place.
        count_targets: The laboratory's ranges of blood counts; empty where it set none.
    """

    file: PatientFile
    case: PatientCase
    convention: DayConvention
    overviews: tuple[PackOverview, ...]
    assessments: tuple[Assessment, ...]
    rows: tuple[ResultRow, ...]
    unusable: tuple[str, ...] = ()
    count_targets: tuple[CountTarget, ...] = ()

    @property
    def main(self) -> Assessment | None:
        """The assessment that may assign a group: the patient's own pack."""
        pack = self.file.patient.course.pack
        return next((one for one in self.assessments if one.pack.id == pack), None)


def case_of(file: PatientFile) -> PatientCase:
    """Build the engine's case from the records; voided records are not in a file."""
    samples = {sample.id: sample for sample in file.samples}
    events = tuple(event.fact for event in file.events)
    results = tuple(
        _result(measurement, samples[measurement.sample_id])
        for measurement in file.measurements
        if measurement.sample_id in samples
    )
    return PatientCase(
        patient_id=file.patient.code,
        patient=file.patient.facts,
        course=replace(file.patient.course, events=events),
        results=results,
    )


class AssessmentService:
    """Answers for one patient, and keeps the derived line of every patient in step."""

    def __init__(self, queries: Queries, ledger: Ledger, rules: RuleBook) -> None:
        self._queries = queries
        self._ledger = ledger
        self.rules = rules

    def view(self, patient_id: PatientId) -> PatientView:
        """Read one patient and answer by every pack that applies.

        Raises:
            NotFoundError: No such patient.
        """
        return self.view_of(self._queries.patient_file(patient_id), self._queries.settings())

    def view_of(self, file: PatientFile, settings: LabSettings) -> PatientView:
        """Answer for a patient file that was read before."""
        case, rules = case_of(file), self.rules.for_patient(file.patient)
        wanted = _wanted_packs(file.patient, settings)
        usable = tuple(pack for pack in wanted if pack in rules.packs)
        overviews = tuple(rules.overview(pack) for pack in usable)
        assessments = tuple(rules.assess(case, pack) for pack in usable)
        convention = _convention(rules, file.patient.course.pack)
        return PatientView(
            file=file,
            case=case,
            convention=convention,
            overviews=overviews,
            assessments=assessments,
            rows=_rows(file, case, convention, assessments),
            unusable=tuple(pack for pack in wanted if pack not in rules.packs),
            count_targets=settings.count_targets,
        )

    def stale_count(self) -> int:
        """Return how many patients' derived lines are out of date, and may miss in a filter."""
        return self._queries.stale_count(self.rules.signature)

    def refresh_summary(self, patient_id: PatientId) -> PatientSummary:
        """Recompute the derived line of one patient; keep it unless it was changed meanwhile."""
        as_of = self._queries.head_seq()
        summary = self.summary_of(self.view(patient_id))
        self._ledger.save_summaries({patient_id: summary}, as_of=as_of)
        return summary

    def refresh_summaries(self, progress: Progress | None = None) -> int:
        """Recompute every derived line that is out of date; return how many.

        A patient who is changed while a line is worked out has that line worked out again.

        Raises:
            Cancelled: The person stopped it; what was recomputed so far is kept.
        """
        progress = progress or NoProgress()
        done, total = 0, self.stale_count()
        # Asked anew each time: an edition may be adopted meanwhile, and then no line that is
        # written from here on would ever carry the signature of before.
        while stale := self._queries.stale_patients(REFRESH_BATCH, self.rules.signature):
            progress.stop_if_cancelled()
            as_of, settings = self._queries.head_seq(), self._queries.settings()
            self._ledger.save_summaries(
                {
                    stored.patient.id: self.summary_of_case(stored, settings)
                    for stored in self._queries.cases(stale)
                },
                as_of=as_of,
            )
            done += len(stale)
            progress.report(done, max(total, done))
        return done

    def summary_of(self, view: PatientView) -> PatientSummary:
        """Derive a patient's line in lists from the answers."""
        return self._summary(view.main, view.assessments)

    def summary_of_case(self, stored: StoredCase, settings: LabSettings) -> PatientSummary:
        """Derive the same line of one of many patients, by answers without words."""
        patient = stored.patient
        rules = self.rules.for_patient(patient)
        answers = {
            pack: rules.assess_briefly(stored.case, pack)
            for pack in _wanted_packs(patient, settings)
            if pack in rules.packs
        }
        return self._summary(answers.get(patient.course.pack or ""), tuple(answers.values()))

    def _summary(
        self, main: Assessment | None, assessments: tuple[Assessment, ...]
    ) -> PatientSummary:
        flags = tuple(dict.fromkeys(flag.value for one in assessments for flag in one.flags))
        return PatientSummary(
            group=(main.assigned or "") if main else "",
            status=main.status.value if main else "",
            possible=main.possible if main else (),
            flags=flags,
            level=_loudest(assessments),
            is_missing=main is None or main.status is GroupStatus.INDETERMINATE,
            assessed_with=self.rules.signature,
        )


def _convention(rules: RuleBook, pack_id: str | None) -> DayConvention:
    if pack_id is not None and pack_id in rules.packs:
        return rules.overview(pack_id).convention
    return DayConvention(1)


def _wanted_packs(patient: Patient, settings: LabSettings) -> tuple[str, ...]:
    own = (patient.course.pack,) if patient.course.pack else ()
    return tuple(dict.fromkeys((*own, GENERIC, *settings.enabled_packs)))


def _result(measurement: Measurement, sample: Sample) -> Result:
    first = sample.stated_first_dose_day
    return Result(
        specimen=sample.specimen,
        method=measurement.method,
        value=measurement.value,
        on=sample.taken_on,
        day=sample.stated_day,
        day_stated_in=DayConvention(first) if first is not None else None,
        timepoint=sample.timepoint,
        target=measurement.target,
        unit=measurement.unit,
        denominator=measurement.denominator,
        markers=measurement.markers,
        events_total=measurement.events_total,
        events_positive=measurement.events_positive,
        gating=measurement.gating,
        quality=tuple(dict.fromkeys((*sample.quality, *measurement.quality))),
        verified=Truth.of(measurement.is_verified),
        note=measurement.note or sample.note,
        reported_text=measurement.reported_text,
        key=measurement.id,
    )


def _rows(
    file: PatientFile,
    case: PatientCase,
    convention: DayConvention,
    assessments: Iterable[Assessment],
) -> tuple[ResultRow, ...]:
    samples = {sample.id: sample for sample in file.samples}
    timeline = case.course.timeline(convention)
    days = {result.key: result.day_in(convention, timeline) for result in case.results}
    raised = _raised_by_result(assessments)
    rows = [
        ResultRow(
            measurement=measurement,
            sample=samples[measurement.sample_id],
            day=days.get(measurement.id),
            flags=raised.get(measurement.id, ((), None))[0],
            level=raised.get(measurement.id, ((), None))[1],
        )
        for measurement in file.measurements
        if measurement.sample_id in samples
    ]
    return tuple(sorted(rows, key=_row_order))


def _row_order(row: ResultRow) -> tuple[int, int, str, str]:
    on = row.sample.taken_on.isoformat() if row.sample.taken_on else ""
    known = 0 if row.day is not None else 1
    return (known, row.day or 0, on, row.measurement.method.value)


def _raised_by_result(
    assessments: Iterable[Assessment],
) -> dict[str, tuple[tuple[str, ...], Level | None]]:
    raised: dict[str, tuple[tuple[str, ...], Level | None]] = {}
    for assessment in assessments:
        for finding in assessment.findings:
            if finding.answer is not Truth.YES or not finding.flags:
                continue
            for key in finding.result_keys:
                flags, level = raised.get(key, ((), None))
                codes = tuple(flag.value for flag in finding.flags)
                louder = finding.level if level is None else min(level, finding.level, key=_rank)
                raised[key] = (tuple(dict.fromkeys((*flags, *codes))), louder)
    return raised


def _rank(level: Level) -> int:
    return tuple(Level).index(level)


def _loudest(assessments: Iterable[Assessment]) -> str:
    levels = [
        finding.level
        for assessment in assessments
        for finding in assessment.findings
        if finding.answer is Truth.YES
    ]
    return min(levels, key=_rank).value if levels else ""
