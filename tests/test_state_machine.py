"""Random commands, undo and redo against a plain model: the file says what the model says."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from itertools import count
from pathlib import Path

import pytest

from mrdtracker.domain.case import PatientFacts
from mrdtracker.domain.errors import NotFoundError, UserError
from mrdtracker.domain.import_plan import ImportedPatient, ImportPlan
from mrdtracker.domain.listing import PatientQuery
from mrdtracker.domain.records import (
    EventId,
    Measurement,
    Patient,
    PatientFile,
    PatientId,
    Record,
    RecordStatus,
    Sample,
    SampleId,
    TherapyEvent,
)
from mrdtracker.domain.vocabulary import EventKind
from mrdtracker.services.commands import (
    AddEvent,
    AddPatient,
    AddSample,
    AmendEvent,
    AmendMeasurement,
    AmendPatient,
    AmendSample,
    ChangeSettings,
    Command,
    RecordMeasurement,
    VoidRecords,
)
from mrdtracker.services.rulebook import RuleBook
from mrdtracker.services.workspace import Person, Workspace
from tests.builders import a_result
from tests.services.one_child import make_patient, make_result, make_sample

STEPS = 200
CODES = ("S-1", "Ärzte 2", "S-\uff13", "환자 4", "İ-5", "ß-6")
PERCENTS = ("0.001", "0.01", "0.0999", "0.1", "1", "25")
Records = dict[str, Record]


@dataclass
class Model:
    """What should be in the file, and what each act found there before.

    Attributes:
        records: Every record ever made, by id, without its version.
        done: Acts that undo takes back, newest last: label, and the records before and after.
        undone: The act that redo does again, after an undo and nothing else.
    """

    records: Records = field(default_factory=dict)
    done: list[tuple[str, Records]] = field(default_factory=list)
    undone: tuple[str, Records] | None = None

    def act(self, label: str, puts: Records) -> None:
        before = {id_: self.records[id_] for id_ in puts if id_ in self.records}
        voided = {id_: _voided(one) for id_, one in puts.items() if id_ not in before}
        self.records |= puts
        self.done.append((label, voided | before))
        self.undone = None

    def undo(self) -> None:
        label, back = self.done.pop()
        again = {id_: self.records[id_] for id_ in back}
        self.records |= back
        self.undone = (label, again)

    def redo(self) -> None:
        assert self.undone is not None
        label, again = self.undone
        self.act(label, again)

    def active(self, kind: type) -> list:
        """Records in use whose patient and sample are in use too."""
        return [one for one in self.records.values() if type(one) is kind and self.is_active(one)]

    def is_active(self, record: Record) -> bool:
        if record.status is RecordStatus.VOIDED:
            return False
        if isinstance(record, Measurement):
            return self.is_active(self.records[record.sample_id])
        return isinstance(record, Patient) or self.is_active(self.records[record.patient_id])


def _voided(record: Record) -> Record:
    return replace(record, status=RecordStatus.VOIDED)


def _plain(record: Record) -> Record:
    return replace(record, version=1)


class Walker:
    """Draws one act after the other, does it in the file and in the model."""

    def __init__(self, workspace: Workspace, seed: int) -> None:
        self.workspace = workspace
        self.model = Model()
        self.draw = random.Random(seed)  # noqa: S311 - not a secret
        self.numbers = count(1)
        self.refused = 0

    def step(self) -> None:
        kinds: list[Callable[[], Command | None]] = [
            self.add_patient, self.add_event, self.add_sample, self.add_result, self.add_result,
            self.amend, self.amend, self.void, self.settings, self.import_again,
        ]  # fmt: skip
        what = self.draw.choice([*kinds, "undo", "undo", "undo", "redo", "redo"])
        if what == "undo":
            self.undo()
        elif what == "redo":
            self.redo()
        elif (command := what()) is not None:
            self.execute(command)

    def execute(self, command: Command) -> None:
        before = self.workspace.journal(limit=1)
        try:
            changes = self.workspace.recorder.execute(command)
        except UserError:
            assert self.workspace.journal(limit=1) == before
            self.refused += 1
            return
        puts = {one.id: _plain(one) for one in command.puts() if not _is_settings(one)}
        self.model.act(changes.label, puts)

    def undo(self) -> None:
        if not self.model.done:
            with pytest.raises(NotFoundError):
                self.workspace.recorder.undo_last()
            return
        label = self.model.done[-1][0].removeprefix("Redo: ")
        assert self.workspace.recorder.undo_label() == label
        self.workspace.recorder.undo_last()
        self.model.undo()

    def redo(self) -> None:
        if self.model.undone is None:
            with pytest.raises(NotFoundError):
                self.workspace.recorder.redo_last()
            return
        _label, again = self.model.undone
        changes = self.workspace.recorder.redo_last()
        self.model.undone = (changes.label, again)
        self.model.redo()

    # --- acts ---------------------------------------------------------------------------------

    def add_patient(self) -> Command:
        id_ = PatientId(f"patient-{next(self.numbers)}")
        return AddPatient(replace(make_patient(self.draw.choice(CODES)), id=id_))

    def add_event(self) -> Command | None:
        if (patient := self.any(Patient)) is None:
            return None
        kind = self.draw.choice([EventKind.REMISSION, EventKind.CD19_DIRECTED_THERAPY])
        return AddEvent(
            TherapyEvent(EventId(f"event-{next(self.numbers)}"), patient.id, kind, on=self.day())
        )

    def add_sample(self) -> Command | None:
        if (patient := self.any(Patient)) is None:
            return None
        return AddSample(self.new_sample(patient))

    def add_result(self) -> Command | None:
        if (patient := self.any(Patient)) is None:
            return None
        known = [one for one in self.model.active(Sample) if one.patient_id == patient.id]
        is_new = not known or self.draw.random() < 0.3
        sample = self.new_sample(patient) if is_new else self.draw.choice(known)
        result = make_result(
            sample, self.draw.choice(PERCENTS), id=f"result-{next(self.numbers)}", note="repeat"
        )
        return RecordMeasurement(sample, result, is_new_sample=is_new)

    def amend(self) -> Command | None:
        record = self.any(self.draw.choice([Patient, TherapyEvent, Sample, Measurement]))
        if record is None:
            return None
        stored = self.stored(record)
        note = f"note {next(self.numbers)}"
        if isinstance(stored, Patient):
            facts = replace(
                stored.facts, wbc_10e9_per_l=self.draw.choice([None, Decimal(10), Decimal(300)])
            )
            code = self.draw.choice([stored.code, *CODES])
            return AmendPatient(replace(stored, facts=facts, code=code, note=note), "why")
        if isinstance(stored, TherapyEvent):
            return AmendEvent(replace(stored, on=self.day(), note=note), "why")
        if isinstance(stored, Sample):
            return AmendSample(replace(stored, taken_on=self.day(), note=note), "why")
        sample = self.model.records[stored.sample_id]
        value = make_result(sample, self.draw.choice(PERCENTS)).value
        return AmendMeasurement(sample, replace(stored, value=value, note=note), "why")

    def void(self) -> Command | None:
        record = self.any(self.draw.choice([Patient, TherapyEvent, Sample, Measurement]))
        if record is None:
            return None
        file = self.workspace.patient_file(self.patient_of(record).id)
        ids = {record.id}
        found: list = [self.stored(record)]
        for one in (*file.events, *file.samples, *file.measurements):
            parent = one.sample_id if isinstance(one, Measurement) else one.patient_id
            if parent in ids:
                ids.add(one.id)
                found.append(one)
        return VoidRecords("it", tuple(found), file.patient.id, "why")

    def settings(self) -> Command:
        packs = self.draw.choice([("generic-definitions",), ("cog-aall08b1",), ()])
        return ChangeSettings(replace(self.workspace.settings(), enabled_packs=packs))

    def import_again(self) -> Command | None:
        results = tuple(
            a_result(on=self.day(), key=f"line {number}")
            for number in range(self.draw.randint(1, 3))
        )
        one = ImportedPatient(
            self.draw.choice(CODES),
            facts=PatientFacts(age_days=next(self.numbers)),
            results=results,
        )
        plan = ImportPlan("table.csv", "ab" * 32, "mapping", "utf-8", 1, (one,))
        prepared = self.workspace.transfer.prepare(plan)
        return None if prepared.preview.is_nothing_to_do else prepared.command

    # --- what they are drawn from -------------------------------------------------------------

    def any(self, kind: type) -> Record | None:
        found = self.model.active(kind)
        return self.draw.choice(found) if found else None

    def day(self) -> date:
        return date(2026, 3, 2) + timedelta(days=self.draw.choice([0, 7, 14, 28, 32, 77]))

    def new_sample(self, patient: Patient) -> Sample:
        return make_sample(patient, self.day(), id=SampleId(f"sample-{next(self.numbers)}"))

    def patient_of(self, record: Record) -> Patient:
        if isinstance(record, Measurement):
            record = self.model.records[record.sample_id]
        return record if isinstance(record, Patient) else self.model.records[record.patient_id]

    def stored(self, record: Record) -> Record:
        file = self.workspace.patient_file(self.patient_of(record).id)
        every = (file.patient, *file.events, *file.samples, *file.measurements)
        return next(one for one in every if one.id == record.id)


def _is_settings(record: Record) -> bool:
    return not hasattr(record, "status")


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    clock = datetime(2026, 11, 20, 9, 30, tzinfo=UTC)
    person = Person("Anna", lambda: clock)
    with Workspace.create(tmp_path / "ward.mrd", person, rules=RuleBook()) as opened:
        yield opened


def _in_file(workspace: Workspace) -> Records:
    """Return every record of the file, the voided ones too."""
    found: Records = {}
    for patient in workspace._queries.export_page(Patient):
        file: PatientFile = workspace.patient_file(patient.id, with_voided=True)
        every = (file.patient, *file.events, *file.samples, *file.measurements)
        found |= {one.id: _plain(one) for one in every}
    return found


def _check(walker: Walker) -> None:
    """The file holds what the model holds, and no line of the list says what is not so."""
    workspace = walker.workspace
    assert _in_file(workspace) == walker.model.records
    rows = workspace.patients(PatientQuery()).rows
    assert {row.id for row in rows} == {one.id for one in walker.model.active(Patient)}
    for row in rows:
        fresh = workspace.assessment.summary_of(workspace.assessment.view(row.id))
        assert row.summary == fresh or not row.summary.assessed_with


@pytest.mark.parametrize("seed", [1, 2])
def test_the_file_follows_the_model(workspace: Workspace, seed: int) -> None:
    walker = Walker(workspace, seed)

    for step in range(STEPS):
        walker.step()
        if step % 10 == 0:
            _check(walker)

    assert walker.refused < STEPS / 4
    workspace.assessment.refresh_summaries()
    _check(walker)
    assert workspace.assessment.stale_count() == 0
    assert workspace.verify().findings == ()


def test_all_the_way_back_leaves_nothing_in_use(workspace: Workspace) -> None:
    walker = Walker(workspace, 3)
    for _ in range(60):
        walker.step()

    while walker.model.done:
        walker.undo()

    assert _in_file(workspace) == walker.model.records
    assert workspace.patients(PatientQuery()).rows == ()
    assert walker.model.active(Measurement) == []
    assert workspace.recorder.undo_label() is None
    assert workspace.verify().findings == ()
