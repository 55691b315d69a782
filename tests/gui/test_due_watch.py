import pytest

from mrdtracker.domain.errors import StoreError
from mrdtracker.gui import due_watch
from mrdtracker.gui.due_watch import DueWatch
from mrdtracker.services.commands import AddSample, ChangeKind, Changes
from tests.builders import a_patient, a_sample
from tests.gui.due_desk import Morning, a_ward, day, enter


@pytest.fixture
def clock():
    return Morning(day(16))


@pytest.fixture
def ward(tmp_path, clock):
    with a_ward(tmp_path, clock) as workspace:
        yield workspace


@pytest.fixture
def watch(qtbot, ward):  # noqa: ARG001 - Qt's application
    made = DueWatch(ward)
    yield made
    made.stop()


def state(watch):
    return watch.due.by_patient[a_patient().id][1].sample.state.value


def test_what_one_page_read_another_one_shows(qtbot, ward, watch):
    enter(ward)
    with qtbot.waitSignal(watch.changed):
        watch.refresh()
    first = watch.due

    with qtbot.waitSignal(watch.changed):
        watch.refresh()

    assert watch.due is first


def test_one_patient_who_was_changed_is_read_anew_however_often_it_is_heard(ward, watch):
    enter(ward)
    watch.refresh()
    changes = ward.recorder.execute(AddSample(a_sample()))
    watch.hear(changes)
    watch.hear(changes)
    assert state(watch) == "due"

    watch.refresh()

    assert state(watch) == "received"


def test_a_change_of_many_and_another_day_read_everything(ward, watch, clock):
    enter(ward)
    watch.refresh()
    enter(ward, 2)
    watch.hear(Changes(frozenset({ChangeKind.PATIENTS}), None, "Import"))
    watch.refresh()
    assert len(watch.due.by_patient) == 2
    clock.on = day(18)

    watch.refresh()

    assert watch.due.on == day(18)


def test_why_a_large_list_could_not_be_read_is_said(qtbot, ward, watch, monkeypatch):
    enter(ward)
    monkeypatch.setattr(due_watch, "AT_ONCE", 0)

    def broken(_today, _progress=None):
        raise StoreError("The disk is gone.")

    monkeypatch.setattr(ward.due, "read", broken)
    with qtbot.waitSignal(watch.failed) as failed:
        watch.refresh()
        watch.refresh()

    assert failed.args == ["The disk is gone."]
    assert watch.reading is None


def test_a_reading_ends_with_the_store(ward, watch, monkeypatch):
    enter(ward)
    monkeypatch.setattr(due_watch, "AT_ONCE", 0)
    watch.refresh()
    assert watch.reading is not None

    watch.stop()

    assert watch.reading is None
