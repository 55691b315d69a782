"""Holds the taking back of an act against what was done since: what stands in its place?"""

from __future__ import annotations

from collections.abc import Mapping

from mrdtracker.domain.records import (
    IssuedReport,
    JournalChange,
    LabelPrint,
    Measurement,
    Patient,
    PatientFile,
    PatientId,
    RecordStatus,
    Sample,
    TherapyEvent,
)
from mrdtracker.services import checks
from mrdtracker.store.queries import Queries
from mrdtracker.words import mark, say

# What cannot be called back from outside.
_GONE: Mapping[type, str] = {
    IssuedReport: mark("a report that was issued stays; amend it by another one"),
    LabelPrint: mark("a label that was printed is on its tube"),
}
# Such an act writes one of these, and no more than the editions that it brought into use.
_FEW = 50
_WITH_ID = Patient | TherapyEvent | Sample | Measurement


class UndoCheck:
    """Finds why an act cannot be taken back although nobody changed its records.

    Args:
        queries: Reads the record.
    """

    def __init__(self, queries: Queries) -> None:
        self._queries = queries

    def obstacle(self, seq: int, *, is_newest: bool = False) -> str:
        """Say in one clause what stands in the way; empty where nothing does.

        Args:
            seq: The act.
            is_newest: Nothing was done since that could have taken its place.
        """
        changed = self._queries.journal_changes(seq, limit=_FEW)
        if not changed:
            return say("it changed no record")
        for change in changed:
            if type(change.after) in _GONE:
                return say(_GONE[type(change.after)])
        if is_newest:
            return ""
        words = self._labelled(seq)
        if words:
            return words
        changes = self._queries.returning(seq)
        coming: set[str] = {
            change.before.id for change in changes if isinstance(change.before, _WITH_ID)
        }
        files: dict[PatientId, PatientFile] = {}
        for change in changes:
            words = self._of(change, coming, files)
            if words:
                return words
        return ""

    def _of(
        self, change: JournalChange, coming: set[str], files: dict[PatientId, PatientFile]
    ) -> str:
        before = change.before
        if isinstance(before, Patient):
            return self._code_taken(before)
        if isinstance(before, TherapyEvent | Sample):
            file = self._file(before.patient_id, files)
            if before.patient_id not in coming and file.patient.status is RecordStatus.VOIDED:
                return say("its patient was voided since")
            return _twin(before, file) if isinstance(before, Sample) else ""
        if isinstance(before, Measurement):
            return self._in_its_tube(before, coming, files)
        return ""

    def _labelled(self, seq: int) -> str:
        """Say whether a tube wears a label that would be nobody's any more."""
        codes = self._queries.reports.labelled_by(seq)
        if not codes:
            return ""
        for change in self._queries.journal_changes(seq):
            before, after = change.before, change.after
            if not isinstance(after, Sample) or after.id not in codes:
                continue
            if not isinstance(before, Sample):
                return say("a label of its sample was printed since; void the sample instead")
            if after.code in codes[after.id] and before.code not in codes[after.id]:
                return say("a label with the code {} was printed since").format(after.code)
        return ""

    def _code_taken(self, patient: Patient) -> str:
        other = self._queries.patient_by_code(patient.code)
        if other is None or other.id == patient.id:
            return ""
        return say("the code {} was given to another patient since").format(patient.code)

    def _in_its_tube(
        self, result: Measurement, coming: set[str], files: dict[PatientId, PatientFile]
    ) -> str:
        if result.sample_id in coming:
            return ""
        sample = self._queries.record(Sample, result.sample_id)
        if sample.status is RecordStatus.VOIDED:
            return say("its sample was voided since")
        others = self._file(sample.patient_id, files).measurements
        has_twin = any(checks.is_same_reading(result, other) for other in others)
        if has_twin and not result.note.strip():
            return say("its sample got another result by the same method since")
        return ""

    def _file(self, patient_id: PatientId, files: dict[PatientId, PatientFile]) -> PatientFile:
        if patient_id not in files:
            files[patient_id] = self._queries.patient_file(patient_id)
        return files[patient_id]


def _twin(sample: Sample, file: PatientFile) -> str:
    if any(checks.is_same_tube(sample, other) for other in file.samples):
        return say("there is another {} sample of that day since").format(sample.specimen.value)
    return ""
