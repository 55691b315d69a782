from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from mrdtracker.domain.errors import InvalidInputError, NotFoundError
from mrdtracker.domain.mrd_value import MrdValue, ResultState
from mrdtracker.domain.records import PatientFile
from mrdtracker.domain.sample_code import is_whole
from mrdtracker.services.commands import AddPatient, AddSample, AmendPatient, RecordMeasurement
from mrdtracker.services.label_sheet import PAPERS
from mrdtracker.services.labels import Beside, LabelOrder, Labels
from mrdtracker.services.printed_codes import CodeForm
from mrdtracker.services.rulebook import RuleBook
from mrdtracker.services.workspace import Person, Workspace
from tests.builders import a_measurement, a_patient, a_sample

ROLL = PAPERS[0]
RULES = RuleBook()


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    clock = datetime(2025, 4, 20, 9, 30, tzinfo=UTC)
    with Workspace.create(tmp_path / "w.mrd", Person("Anna", lambda: clock), rules=RULES) as made:
        made.recorder.execute(AddPatient(a_patient(name="Kim Müller")))
        made.recorder.execute(AddSample(a_sample(1, code="S-1-1")))
        made.recorder.execute(AddSample(a_sample(2, pull_number=2)))
        yield made


def file_of(workspace: Workspace) -> PatientFile:
    return workspace.patient_file(a_patient().id)


def order_of(workspace: Workspace, *places: int, **changes: object) -> LabelOrder:
    samples = file_of(workspace).samples
    chosen = tuple(samples[place] for place in places)
    return replace(LabelOrder(chosen, ROLL, CodeForm.QR), **changes)  # type: ignore[arg-type]


def lines(sheet: dict) -> list[tuple[str, str, str]]:
    every = (one for page in sheet["pages"] for one in page)
    return [(one["code"], one["line"], one["copy"]) for one in every]


def test_a_label_says_the_code_of_the_sample_and_no_name(workspace: Workspace) -> None:
    labels, file = Labels(workspace), file_of(workspace)
    order = order_of(workspace, 0)

    assert lines(labels.sheet(file, order)) == [("S-1-1", "", "")]
    wordy = replace(order, beside=Beside.SAMPLE)
    assert lines(labels.sheet(file, wordy)) == [("S-1-1", "BM 17 Mar 2025", "")]
    wordier = replace(order, beside=Beside.PATIENT)
    assert lines(labels.sheet(file, wordier)) == [("S-1-1", "S-0001 · BM 17 Mar 2025", "")]
    assert "Müller" not in str(labels.sheet(file, wordier))


def test_every_print_is_counted_and_journalled(workspace: Workspace) -> None:
    labels, order = Labels(workspace), order_of(workspace, 0)

    first = workspace.recorder.execute(labels.printing(order))
    second = workspace.recorder.execute(labels.printing(order))
    third = workspace.recorder.execute(labels.printing(replace(order, copies=2)))

    assert first.label == "Print label of BM sample, 17 Mar 2025"
    assert second.label == "Print label of BM sample, 17 Mar 2025 (copy 2)"
    assert third.label == "Print label of BM sample, 17 Mar 2025 (copies 3 to 4)"
    assert list(labels.printed(file_of(workspace).samples).values()) == [4, 0]
    assert lines(labels.sheet(file_of(workspace), order))[0][2] == "copy 5"
    assert workspace.verify().findings == ()


def test_a_sample_waits_for_a_label_until_it_is_printed_or_has_its_result(
    workspace: Workspace,
) -> None:
    labels, recorder = Labels(workspace), workspace.recorder
    assert len(labels.waiting(file_of(workspace))) == 2

    recorder.execute(labels.printing(order_of(workspace, 0)))
    pending = MrdValue(ResultState.PENDING)
    first = a_measurement(1, sample=2, value=pending, unit=None, reported_text="pending")
    second, sample = a_measurement(2, sample=2, note="now read"), file_of(workspace).samples[1]
    recorder.execute(RecordMeasurement(sample, first))
    assert [one.id for one in labels.waiting(file_of(workspace))] == ["sample-2"]

    recorder.execute(RecordMeasurement(sample, second))
    assert labels.waiting(file_of(workspace)) == ()


def test_neither_a_print_nor_its_sample_is_taken_back(workspace: Workspace) -> None:
    labels, recorder = Labels(workspace), workspace.recorder
    recorder.execute(labels.printing(order_of(workspace, 0)))
    recorder.execute(AmendPatient(a_patient(name="Kim"), "typing error"))

    assert recorder.undo_last().label == "Undo: Amend patient S-0001"
    assert "a label that was printed is on its tube" in recorder.undo_obstacle()
    recorder.undo_last()
    assert [one.code for one in file_of(workspace).samples] == ["S-1-1"]
    assert recorder.undo_label() is None
    with pytest.raises(NotFoundError):
        recorder.undo_last()


def test_a_sample_without_a_code_is_named_and_gets_one(workspace: Workspace) -> None:
    labels, order = Labels(workspace), order_of(workspace, 1)
    with pytest.raises(InvalidInputError, match="BM sample, 17 Mar 2025, has no code"):
        labels.sheet(file_of(workspace), order)
    with pytest.raises(InvalidInputError):
        labels.printing(order)

    workspace.recorder.execute(labels.coding(order.samples[0]))

    code = file_of(workspace).samples[1].code
    assert is_whole(code)
    assert lines(labels.sheet(file_of(workspace), order_of(workspace, 1))) == [(code, "", "")]
    assert workspace.journal(limit=1)[0].reason == "A code was made for its label."


def test_several_samples_are_one_act(workspace: Workspace) -> None:
    labels = Labels(workspace)
    workspace.recorder.execute(labels.coding(file_of(workspace).samples[1]))
    order = order_of(workspace, 0, 1)

    changes = workspace.recorder.execute(labels.printing(order))

    assert changes.label == "Print labels of 2 samples"
    assert list(labels.printed(order.samples).values()) == [1, 1]


def test_nothing_chosen_is_said(workspace: Workspace) -> None:
    with pytest.raises(InvalidInputError, match="No sample is chosen"):
        Labels(workspace).sheet(file_of(workspace), order_of(workspace))


def test_the_same_labels_give_the_same_bytes_and_a_picture_a_page(workspace: Workspace) -> None:
    labels = Labels(workspace)
    sheet = labels.sheet(file_of(workspace), order_of(workspace, 0, copies=3))

    assert labels.pdf(sheet) == labels.pdf(sheet)
    assert len(labels.pictures(sheet, 50)) == 3
    assert Beside.NOTHING.words == "Nothing: the code only"
