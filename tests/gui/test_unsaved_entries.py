"""What was typed and not saved is offered back in the status bar, to the same person only."""

from itertools import pairwise

import pytest
from PySide6.QtCore import QCoreApplication, QEvent

from mrdtracker.services.commands import VoidRecords
from mrdtracker.services.workspace import Person, Workspace
from tests.gui.desk import ANNA, NOW, answer, open_desk
from tests.gui.ward import bundled_rules


def keep(desk, code="DEMO-03", form="sample", **fields):
    patient = desk.workspace.patient_by_code(code)
    desk.workspace.drafts.keep(form, str(patient.id), fields or {"code": "T-77"})
    desk.bench.entries.unsaved.refresh()
    return patient


def test_nothing_is_offered_where_nothing_waits(desk):
    assert desk.bench.entries.unsaved.offer.isHidden()


def test_on_a_narrow_screen_what_is_offered_covers_nothing(desk):
    desk.window.setMinimumSize(0, 0)
    desk.window.resize(911, 480)
    keep(desk)
    QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest.value)
    offer, standing = desk.bench.entries.unsaved.offer, desk.frame.standing

    parts = (offer.words, offer.take_button, offer.discard_button)
    assert all(part.width() >= part.minimumSizeHint().width() for part in parts)
    ends = [(part.x(), part.geometry().right()) for part in parts]
    assert all(end < start for (_, end), (start, _) in pairwise(ends))
    assert offer.geometry().right() < standing.x()
    assert standing.geometry().right() <= desk.window.statusBar().width()


def test_the_newest_is_named_and_taken_up_as_it_was_left(desk):
    keep(desk)
    offer = desk.bench.entries.unsaved.offer
    time = f"{NOW.astimezone():%H:%M}"
    assert offer.isVisible()
    assert offer.words.text() == f"1 unsaved entry of yours: sample for DEMO-03, {time}."
    seen = []

    def look(dialog):
        seen.append((dialog.windowTitle(), dialog.fields["code"].box.text()))
        dialog.reject()

    answer(look)
    offer.take_button.click()

    assert seen == [("Add sample", "T-77")]
    assert offer.isVisible()


def test_saved_it_is_not_offered_any_more(desk):
    keep(desk, "DEMO-01", "patient", note="phoned", reason="asked")

    answer(lambda dialog: dialog.accept())
    desk.bench.entries.unsaved.offer.take_button.click()

    assert desk.workspace.patient_by_code("DEMO-01").note == "phoned"
    assert desk.bench.entries.unsaved.offer.isHidden()


def test_discarded_the_next_one_is_offered(desk):
    keep(desk)
    keep(desk, form="event", name="induction")

    desk.bench.entries.unsaved.offer.discard_button.click()

    assert len(desk.workspace.drafts.all()) == 1
    assert "1 unsaved entry" in desk.bench.entries.unsaved.offer.words.text()


def test_what_belongs_to_somebody_who_is_gone_says_so(desk):
    patient = keep(desk)
    file = desk.workspace.patient_file(patient.id)
    records = (file.patient, *file.events, *file.samples, *file.measurements)
    desk.workspace.recorder.execute(VoidRecords("patient", records, patient.id, "entered twice"))

    desk.bench.entries.unsaved.offer.take_button.click()

    assert "DEMO-03 was voided" in desk.frame.notice.text()


@pytest.mark.parametrize(("person", "is_offered"), [("Anna", True), ("Ben", False)])
def test_after_a_restart_it_is_offered_to_the_same_person_only(
    qtbot, desk, tmp_path, person, is_offered
):
    keep(desk)
    path = desk.workspace.path
    desk.close()
    opened = Workspace.open(path, Person(person, ANNA.clock), rules=bundled_rules())

    again = open_desk(qtbot, tmp_path, opened)

    assert again.bench.entries.unsaved.offer.isVisible() is is_offered
    again.close()


def test_another_store_does_not_keep_the_line(desk):
    keep(desk)

    desk.bench.close()

    assert desk.bench.entries.unsaved.offer.isHidden()
