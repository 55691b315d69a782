from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from mrdtracker.domain.errors import StoreError
from mrdtracker.domain.records import RecordStatus
from mrdtracker.domain.vocabulary import Specimen
from mrdtracker.gui import due_watch, paper
from mrdtracker.services.commands import AddSample, ChangeKind, Changes, VoidRecords
from mrdtracker.services.workspace import Person, Workspace
from tests.builders import FIRST_DOSE, a_sample
from tests.gui.desk import answer
from tests.gui.due_desk import Morning, a_ward, choose, day, due_desk, enter, texts
from tests.gui.ward import bundled_rules, lines_below, type_into
from tests.gui.ward import choose as choose_line


@pytest.fixture
def clock():
    return Morning(day(16))


@pytest.fixture
def ward(tmp_path, clock):
    return a_ward(tmp_path, clock)


def save(dialog):
    QTest.keyClick(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)


def test_the_title_has_the_counts_and_the_most_urgent_stands_first(qtbot, ward):
    enter(ward)
    enter(ward, 2, started=FIRST_DOSE + timedelta(days=2))

    with due_desk(qtbot, ward) as (desk, page):
        assert page.title.text() == "Today: 2 overdue, 1 due, 1 open"
        assert texts(page) == [
            "S-0002 D8 PB overdue",
            "S-0001 D8 PB overdue",
            "S-0001 D15 BM due",
            "S-0002 D15 BM window open",
        ]
        assert desk.frame.rail.buttons["today"].isChecked()


def test_it_is_the_first_place_of_the_rail_and_has_the_first_key(qtbot, ward):
    enter(ward)

    with due_desk(qtbot, ward) as (desk, page):
        assert next(iter(desk.frame.rail.buttons)) == "today"
        desk.bench.do("patients")
        assert desk.frame.pages.currentWidget() is desk.bench.list
        qtbot.mouseClick(desk.frame.rail.buttons["today"], Qt.MouseButton.LeftButton)
        desk.bench.do("today")
        assert desk.frame.pages.currentWidget() is page
        assert desk.frame.acts["today"].shortcut().toString() == "Ctrl+1"


def test_enter_on_a_due_marrow_opens_the_sample_form_with_specimen_and_today(qtbot, ward):
    enter(ward)

    with due_desk(qtbot, ward) as (desk, page):
        choose(page, "S-0001 D15")
        page.table.setFocus()
        seen = {}

        def look(dialog):
            seen.update({name: dialog.form.text(name) for name in ("specimen", "taken_on")})
            seen["title"] = dialog.windowTitle()
            seen["keyboard"] = dialog.fields["code"].isAncestorOf(dialog.focusWidget())
            save(dialog)

        answer(look)
        QTest.keyClick(page.table, Qt.Key.Key_Return)

        assert seen == {
            "specimen": "BM",
            "taken_on": "18 Mar 2025",
            "title": "Add sample",
            "keyboard": True,
        }
        assert texts(page) == ["S-0001 D8 PB overdue", "S-0001 D15 BM result missing"]
        assert page.title.text() == "Today: 1 overdue, 0 due, 0 open, 1 result missing"
        assert desk.frame.notice.text().endswith("Add BM sample, 18 Mar 2025")


def test_before_the_target_the_form_begins_with_today(qtbot, ward, clock):
    clock.on = day(14)
    enter(ward)

    with due_desk(qtbot, ward) as (_desk, page):
        choose(page, "S-0001 D15")
        seen = []
        answer(lambda dialog: (seen.append(dialog.form.text("taken_on")), dialog.reject()))
        qtbot.mouseClick(page.foot.buttons.do_button, Qt.MouseButton.LeftButton)

        assert seen == ["16 Mar 2025"]


def test_nobody_is_said_to_have_been_punctured_on_a_day_of_a_closed_window(qtbot, ward, clock):
    clock.on = day(60)
    enter(ward)

    with due_desk(qtbot, ward) as (_desk, page):
        choose(page, "S-0001 D15")
        seen = []

        def look(dialog):
            on_date = dialog.fields["taken_on"].isAncestorOf(dialog.focusWidget())
            seen.append((dialog.form.text("taken_on"), on_date))
            dialog.reject()

        answer(look)
        qtbot.mouseClick(page.foot.buttons.do_button, Qt.MouseButton.LeftButton)

        assert seen == [("", True)]


def test_a_line_that_asks_for_no_form_has_one_button_that_opens_its_patient(qtbot, ward):
    enter(ward)

    with due_desk(qtbot, ward) as (_desk, page):
        page.choose("not yet")
        page.table.select_lines([0])

        assert page.foot.buttons.open_button.isVisible()
        assert not page.foot.buttons.do_button.isVisible()


def test_enter_on_what_waits_opens_the_result_form_of_that_tube(qtbot, ward):
    enter(ward)
    ward.recorder.execute(AddSample(a_sample(7)))

    with due_desk(qtbot, ward) as (_desk, page):
        assert choose(page, "S-0001 D15").verb == "Enter result"
        seen = []
        answer(lambda dialog: (seen.append(dialog.form.text("sample")), dialog.reject()))
        QTest.keyClick(page.table, Qt.Key.Key_Return)

        assert seen == [a_sample(7).id]


def test_a_child_without_a_first_dose_is_shown_and_enter_opens_the_patient_form(qtbot, ward):
    enter(ward, started=None)

    with due_desk(qtbot, ward) as (_desk, page):
        assert page.model.rows[0].when == "The first dose has no date: enter it."
        page.table.select_lines([0])

        def first_dose(dialog):
            type_into(qtbot, dialog.fields["therapy_started_on"], "03 Mar 2025")
            type_into(qtbot, dialog.fields["reason"], "by telephone")
            save(dialog)

        answer(first_dose)
        QTest.keyClick(page.table, Qt.Key.Key_Return)

        assert texts(page) == ["S-0001 D8 PB overdue", "S-0001 D15 BM due"]


def test_ac22_a_corrected_first_dose_shows_what_moves_and_moves_the_list(qtbot, ward, clock):
    clock.on = day(18)
    enter(ward)

    with due_desk(qtbot, ward) as (desk, page):
        assert texts(page)[0] == "S-0001 D15 BM overdue"
        seen = []

        def correct(dialog):
            type_into(qtbot, dialog.fields["therapy_started_on"], "04 Mar 2025")
            seen.append(lines_below(dialog.fields["therapy_started_on"]))
            type_into(qtbot, dialog.fields["reason"], "typing error")
            save(dialog)

        answer(correct)
        desk.patient("S-0001")
        desk.bench.do("edit")
        desk.bench.do("today")

        assert "4 expected samples move" in seen[0]
        assert "D15 BM: 17 Mar 2025 → 18 Mar 2025" in seen[0]
        assert "S-0001 D15 BM due" in texts(page)
        assert desk.workspace.journal(limit=1)[0].label == (
            "Amend patient S-0001: first dose 03 Mar 2025 to 04 Mar 2025"
        )


def test_not_done_asks_why_takes_the_line_away_and_undo_brings_it_back(qtbot, ward):
    enter(ward)

    with due_desk(qtbot, ward) as (desk, page):
        choose(page, "S-0001 D15")

        def decline(dialog):
            save(dialog)
            assert "Choose why" in lines_below(dialog.fields["why"])
            choose_line(dialog.fields["why"], "family declined")
            save(dialog)

        answer(decline)
        qtbot.mouseClick(page.foot.buttons.not_done, Qt.MouseButton.LeftButton)

        assert texts(page) == ["S-0001 D8 PB overdue"]
        assert page.table.row().code == "S-0001"
        page.choose("not done")
        assert page.model.rows[0].when == "not done: family declined"
        page.choose("to do")
        assert desk.frame.acts["undo"].text() == "&Undo Mark D15 BM as not done"
        desk.bench.do("undo")
        assert "S-0001 D15 BM due" in texts(page)


def test_filters_show_one_state_with_its_count_and_are_remembered(qtbot, ward):
    enter(ward)

    with due_desk(qtbot, ward) as (desk, page):
        assert page.bar.chips["overdue"].text() == "Overdue  1"
        assert not page.bar.chips["paused"].isVisible()
        qtbot.mouseClick(page.bar.chips["not yet"], Qt.MouseButton.LeftButton)
        assert texts(page) == ["S-0001 D33 BM not yet", "S-0001 D78 BM not yet"]
        memory = desk.frame.memory
        page.keep(memory)
        page.choose("due")
        page.restore(memory)
        assert page.bar.filter == "not yet"
        page.choose("no such filter")
        assert page.bar.filter == "to do"


def test_an_empty_store_says_what_to_do(qtbot, ward):
    with due_desk(qtbot, ward) as (_desk, page):
        assert page._pages.currentWidget() is page.first_steps
        assert list(page.first_steps.buttons) == ["new patient", "import", "practice"]
        assert not page.foot.buttons.do_button.isVisible()


def test_nothing_to_do_says_what_comes_next(qtbot, ward, clock):
    clock.on = day(2)
    enter(ward)

    with due_desk(qtbot, ward) as (_desk, page):
        assert page.nothing.title.text() == "Nothing to do today"
        assert "S-0001, D8 PB · blast count, opens in 5 days" in page.nothing.sentence.text()
        qtbot.mouseClick(page.nothing.buttons["next"], Qt.MouseButton.LeftButton)
        assert texts(page)[0] == "S-0001 D8 PB not yet"
        page.choose("not done")
        assert page.nothing.title.text() == "No line in this view"


def test_a_reader_opens_the_patient_and_changes_nothing(qtbot, ward, clock):
    enter(ward)
    path = ward.path
    ward.close()
    reader = Workspace.open(path, Person("Ben", clock), is_read_only=True, rules=bundled_rules())

    with due_desk(qtbot, reader) as (desk, page):
        choose(page, "S-0001 D15")
        assert not page.foot.buttons.do_button.isVisible()
        assert not page.foot.buttons.not_done.isVisible()
        QTest.keyClick(page.table, Qt.Key.Key_Return)

        assert desk.bench.places.current.page == "patient"


def test_a_patient_who_was_voided_meanwhile_is_said_to_be_gone(qtbot, ward):
    enter(ward)

    with due_desk(qtbot, ward) as (desk, page):
        choose(page, "S-0001 D15")
        patient = ward.patient_by_code("S-0001")
        ward.recorder.execute(VoidRecords("patient", (patient,), patient.id, "twice"))
        QTest.keyClick(page.table, Qt.Key.Key_Return)

        assert "was voided" in desk.frame.notice.text()
        assert ward.patient_file(patient.id).patient.status is RecordStatus.VOIDED


def test_after_midnight_the_list_is_that_of_the_new_day(qtbot, ward, clock):
    enter(ward)

    with due_desk(qtbot, ward) as (desk, page):
        assert "S-0001 D15 BM due" in texts(page)
        clock.on = day(18)
        desk.bench.day.midnight.timeout.emit()

        assert "S-0001 D15 BM overdue" in texts(page)


def test_a_large_store_is_read_beside_the_window(qtbot, ward, monkeypatch):
    enter(ward)
    monkeypatch.setattr(due_watch, "AT_ONCE", 0)

    with due_desk(qtbot, ward) as (_desk, page):
        assert page._pages.currentWidget() is page.wait
        qtbot.waitUntil(lambda: page.due is not None)
        assert "S-0001 D15 BM due" in texts(page)


def test_what_is_changed_while_it_is_read_is_read_again(qtbot, ward, monkeypatch):
    enter(ward)
    monkeypatch.setattr(due_watch, "AT_ONCE", 0)

    with due_desk(qtbot, ward) as (desk, page):
        desk.bench.bus.publish(ward.recorder.execute(AddSample(a_sample())))
        qtbot.waitUntil(lambda: page.due is not None)

        assert "S-0001 D15 BM result missing" in texts(page)


def test_an_import_while_it_is_read_is_in_the_list(qtbot, ward, monkeypatch):
    enter(ward)
    monkeypatch.setattr(due_watch, "AT_ONCE", 0)

    with due_desk(qtbot, ward) as (desk, page):
        qtbot.waitUntil(lambda: page.watch.reading._outcome is not None)
        enter(ward, 2)
        desk.bench.bus.publish(Changes(frozenset({ChangeKind.PATIENTS}), None, "Import"))
        qtbot.waitUntil(lambda: page.due is not None)

        assert {line.split()[0] for line in texts(page)} == {"S-0001", "S-0002"}


def test_no_printer_is_said_in_one_sentence(qtbot, ward):
    enter(ward)

    with due_desk(qtbot, ward) as (desk, page):
        qtbot.mouseClick(page.foot.print_button, Qt.MouseButton.LeftButton)

        assert desk.frame.notice.text().startswith("No printer took the list.")
        assert "plugged in" in desk.frame.notice.text()


def test_the_list_is_saved_as_pdf_and_an_unwritable_place_is_said(qtbot, ward, tmp_path):
    enter(ward)

    with due_desk(qtbot, ward) as (_desk, page):
        target = tmp_path / "list.pdf"
        assert paper.save(page.html(), target) == f"Saved as {target}."
        assert target.read_bytes().startswith(b"%PDF")
        with pytest.raises(StoreError, match="was not written"):
            paper.write_pdf(page.html(), tmp_path / "no folder" / "list.pdf")


def test_the_patient_s_page_has_the_same_marks(qtbot, ward):
    enter(ward)
    ward.recorder.execute(AddSample(a_sample(specimen=Specimen.PERIPHERAL_BLOOD, taken_on=day(8))))

    with due_desk(qtbot, ward) as (desk, page):
        marks = [f"S-0001 {chip.word}" for chip in _marks(desk)]
        assert [text.partition(":")[0] for text in marks] == [
            text.removesuffix(" due").removesuffix(" result missing") for text in _to_do(page)
        ]


def _marks(desk):
    desk.patient("S-0001")
    QApplication.processEvents()
    return desk.bench.patient.header.due.chips


def _to_do(page):
    return sorted(texts(page), key=lambda text: "D15" in text)
