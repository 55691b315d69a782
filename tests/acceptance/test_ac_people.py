"""AC11: every act in the journal names the person who did it, whoever works before and after."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from mrdtracker.services.commands import (
    AddEvent,
    AddPatient,
    AddSample,
    AmendMeasurement,
    RecordMeasurement,
)
from mrdtracker.services.workspace import Person, Workspace
from tests.builders import a_measurement, a_patient, a_sample, an_event, quantified
from tests.gui.desk import answer, open_desk
from tests.gui.ward import bundled_rules

TYPED_AGAIN = {"value": quantified("0.00051"), "reported_text": "0.051 %"}
NOW = datetime(2025, 4, 20, 9, 12, tzinfo=UTC)


@pytest.fixture
def at_work(qtbot, tmp_path):
    """Opens the window of one person after the other on one store."""
    path, desks = tmp_path / "ward.mrd", []

    def begin(name):
        while desks:
            desks.pop().close()
        person, rules = Person(name, lambda: NOW), bundled_rules()
        make = Workspace.open if path.exists() else Workspace.create
        desks.append(open_desk(qtbot, tmp_path, make(path, person, rules=rules)))
        return desks[0]

    yield begin
    while desks:
        desks.pop().close()


def do(desk, *commands):
    for command in commands:
        desk.bench.bus.publish(desk.workspace.recorder.execute(command))


def amend(desk, reason, **changes):
    """Amend the one result as it stands when this person opens it."""
    file = desk.workspace.patient_file(a_patient().id)
    result = replace(file.measurements[0], **changes)
    do(desk, AmendMeasurement(file.samples[0], result, reason))


def test_ac11_each_act_names_its_own_person(at_work):
    sample, first = a_sample(), a_measurement()
    do(at_work("Anna"), AddPatient(a_patient()), AddSample(sample))
    do(at_work("Anna"), RecordMeasurement(sample, first))
    amend(at_work("Ben"), "typed from the paper again", **TYPED_AGAIN)
    amend(at_work("Cho"), "held against the paper", is_verified=True)

    desk = at_work("Anna")
    do(desk, AddEvent(an_event()))
    desk.bench.do("undo")

    desk.bench.do("history")
    page = desk.bench.history
    assert [(line.who, line.what.split(":")[0]) for line in page.model.rows] == [
        ("Anna", "Taken back"),
        ("Anna", "Add phase started induction (taken back)"),
        ("Cho", "Amend flow result, BM 17 Mar 2025"),
        ("Ben", "Amend flow result, BM 17 Mar 2025"),
        ("Anna", "Record flow result, BM 17 Mar 2025"),
        ("Anna", "Add BM sample, 17 Mar 2025"),
        ("Anna", "Add patient S-0001"),
    ]
    assert desk.workspace.verify().findings == ()


def test_ac11_nobody_undoes_what_another_person_did_since(at_work):
    sample, first = a_sample(), a_measurement()
    do(at_work("Anna"), AddPatient(a_patient()), AddSample(sample))
    do(at_work("Anna"), RecordMeasurement(sample, first))
    amend(at_work("Ben"), "typed from the paper again", **TYPED_AGAIN)
    desk, said = at_work("Anna"), []

    def read(dialog):
        said.append(dialog.text())
        dialog.accept()

    answer(read)
    desk.bench.do("undo")

    assert said
    (result,) = desk.workspace.patient_file(a_patient().id).measurements
    assert result.value == TYPED_AGAIN["value"]
    assert [entry.actor for entry in desk.workspace.journal()][:2] == ["Ben", "Anna"]
