import pytest
from PySide6.QtCore import Qt

from mrdtracker.domain.draft import Draft
from mrdtracker.domain.errors import NotFoundError
from mrdtracker.gui.presenters.course_lines import event_lines, result_lines, sample_lines
from tests.gui.desk import NOW, answer
from tests.gui.ward import type_into


@pytest.fixture
def view(desk):
    desk.patient("DEMO-08")
    return desk.bench.patient.view


def titles_of(run):
    titles = []

    def leave(dialog):
        titles.append(dialog.windowTitle())
        dialog.reject()

    answer(leave)
    assert run() is None
    return titles


def test_left_without_saving_nothing_is_told(desk, view):
    told = []
    desk.bench.bus.changed.connect(told.append)
    acts = desk.bench.acts

    assert titles_of(acts.new_patient)
    assert titles_of(lambda: acts.add_result(view, view.file.samples[0]))
    assert titles_of(lambda: acts.import_table())

    assert told == []


@pytest.mark.parametrize("lines", [result_lines, sample_lines, event_lines])
def test_every_record_can_be_amended_and_voided(desk, view, lines):
    acts, line = desk.bench.acts, lines(view)[0]

    assert "Amend" in titles_of(lambda: acts.amend(view, line))[0]
    assert "Void" in titles_of(lambda: acts.void(view, line))[0]


def test_an_edition_is_chosen_from_the_page_and_undone(qtbot, desk):
    desk.patient("DEMO-08")
    digest = desk.workspace.rules.current("aieop-bfm-all-2000").id

    def fill(dialog):
        dialog.form.set("edition", digest)
        type_into(qtbot, dialog.fields["reason"], "begun with it")
        qtbot.keyClick(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)

    answer(fill)
    qtbot.mouseClick(desk.bench.patient.header.edition, Qt.MouseButton.LeftButton)

    assert desk.bench.patient.header.edition.text() == "pinned to 1.0.0"
    assert desk.workspace.patient_by_code("DEMO-08").pack_edition == digest
    desk.bench.do("undo")
    assert desk.bench.patient.header.edition.text() == "rules 1.0.0"


def test_a_form_that_was_left_says_so_saved_or_not(desk, view):
    left = []
    desk.bench.bus.left.connect(lambda: left.append(True))

    titles_of(lambda: desk.bench.acts.add_event(view))

    assert left == [True]


def draft_of(form, subject, **fields):
    return Draft(form, subject, fields, NOW)


@pytest.mark.parametrize(
    ("form", "record", "fields", "title"),
    [
        ("patient", "", {"note": "x"}, "Amend patient DEMO-08"),
        ("sample", "", {"code": "x"}, "Add sample"),
        ("sample", "samples", {"code": "x"}, "Amend sample"),
        ("event", "", {"name": "x"}, "Add event"),
        ("event", "events", {"name": "x"}, "Amend event"),
        ("result", "", {"note": "x"}, "Add result"),
        ("result", "measurements", {"note": "x"}, "Amend result"),
    ],
)
def test_every_form_is_taken_up_as_it_was_left(desk, view, form, record, fields, title):
    file = view.file
    subject = str(file.patient.id)
    if record:
        subject += f"/{getattr(file, record)[0].id}"
    desk.workspace.drafts.keep(form, subject, fields)
    seen = []

    def look(dialog):
        seen.append((dialog.windowTitle(), dialog.form.typed_texts()))
        dialog.reject()

    answer(look)
    desk.bench.acts.take_up(draft_of(form, subject))

    assert seen == [(title, fields)]


def test_a_new_patient_is_taken_up(desk):
    desk.workspace.drafts.keep("patient", "", {"code": "S-1"})
    seen = []

    def look(dialog):
        seen.append(dialog.form.text("code"))
        dialog.reject()

    answer(look)
    desk.bench.acts.take_up(draft_of("patient", ""))

    assert seen == ["S-1"]


@pytest.mark.parametrize(
    ("form", "subject"), [("sample", "nobody"), ("sample", "{}/gone"), ("result", "{}/gone")]
)
def test_what_is_not_in_use_any_more_cannot_be_taken_up(desk, view, form, subject):
    with pytest.raises(NotFoundError):
        desk.bench.acts.take_up(draft_of(form, subject.format(view.file.patient.id)))


def test_the_protocol_of_the_patient_entered_last_is_remembered(qtbot, desk):
    def enter(dialog):
        type_into(qtbot, dialog.fields["code"], "NEW-1")
        dialog.form.set("pack", "cog-aall08b1")
        dialog.accept()

    begun = []

    def look(dialog):
        begun.append(dialog.form.text("pack"))
        dialog.reject()

    answer(enter)
    assert desk.bench.acts.new_patient() is not None
    answer(look)
    desk.bench.acts.new_patient()

    assert begun == ["cog-aall08b1"]
