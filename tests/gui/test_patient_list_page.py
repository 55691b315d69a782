import pytest
from PySide6.QtCore import Qt

from mrdtracker.gui.presenters.tones import ToneName
from mrdtracker.gui.presenters.voiding import void_patient
from mrdtracker.services.commands import ChangeSettings, VoidRecords
from mrdtracker.services.workspace import Workspace
from tests.gui.desk import ANNA, answer, demo_workspace, open_desk
from tests.gui.ward import bundled_rules, type_into


@pytest.fixture
def page(desk):
    return desk.bench.list


def codes(page):
    return [line.code for line in page.model.rows]


def test_all_patients_stand_there_with_the_count_that_matters(page):
    assert len(codes(page)) == 16
    assert page.title.text().startswith("16 patients, ")
    assert page.title.text().endswith(" with an alert")


def test_the_title_counts_the_rows_that_show_a_triangle_or_a_diamond(desk, page):
    loud = {ToneName.HIGH, ToneName.INTERMEDIATE}
    alerts = [
        line for line in page.model.rows if loud & {one.tone for one in (line.group, *line.flags)}
    ]

    assert desk.workspace.counts().flagged == len(alerts)
    assert f"{len(alerts)} with an alert" in page.title.text()


def test_opening_what_was_found_clears_the_search(qtbot, desk, page):
    qtbot.keyClicks(page.field, "demo-11")
    qtbot.waitUntil(lambda: codes(page) == ["DEMO-11"])

    qtbot.keyClick(page.field, Qt.Key.Key_Return)
    desk.bench.do("back")

    assert page.field.text() == ""
    qtbot.waitUntil(lambda: len(codes(page)) == 16)


def test_a_new_patient_is_shown_whatever_was_searched_and_filtered(qtbot, desk, page):
    qtbot.keyClicks(page.field, "demo-11")
    page.flag.setCurrentIndex(1)
    qtbot.waitUntil(lambda: len(codes(page)) < 2)

    def fill(dialog):
        type_into(qtbot, dialog.fields["code"], "S-0900-a-long-laboratory-code")
        dialog.accept()

    answer(fill)
    desk.bench.do("new patient")
    desk.bench.do("back")

    assert page.table.row().code == "S-0900-a-long-laboratory-code"
    assert len(codes(page)) == 17
    needed = page.table.inks.tabular_metrics.horizontalAdvance("S-0900-a-long-laboratory-code")
    assert page.table.columnWidth(0) > needed


def test_typing_in_the_search_field_finds_patients(qtbot, page):
    page.field.setFocus()

    qtbot.keyClicks(page.field, "demo-1")

    qtbot.waitUntil(lambda: codes(page) == [f"DEMO-{number}" for number in range(10, 17)])
    assert page.found.text() == "7 found"


def test_down_and_enter_open_what_was_found(qtbot, desk, page):
    qtbot.keyClicks(page.field, "demo-10")
    qtbot.waitUntil(lambda: codes(page) == ["DEMO-10"])
    qtbot.keyClick(page.field, Qt.Key.Key_Down)
    assert desk.window.focusWidget() is page.table

    qtbot.keyClick(page.table, Qt.Key.Key_Return)

    assert desk.bench.patient.header.code.text() == "DEMO-10"


def test_enter_in_the_search_field_opens_the_first(qtbot, desk, page):
    qtbot.keyClicks(page.field, "demo-11")
    qtbot.waitUntil(lambda: codes(page) == ["DEMO-11"])

    qtbot.keyClick(page.field, Qt.Key.Key_Return)

    assert desk.bench.patient.header.code.text() == "DEMO-11"


def test_escape_clears_the_search(qtbot, page):
    qtbot.keyClicks(page.field, "demo-11")
    qtbot.waitUntil(lambda: len(codes(page)) == 1)

    qtbot.keyClick(page.field, Qt.Key.Key_Escape)

    qtbot.waitUntil(lambda: len(codes(page)) == 16)


def test_nothing_found_says_what_to_do(qtbot, page):
    qtbot.keyClicks(page.field, "nobody")
    qtbot.waitUntil(lambda: page.nothing_found.isVisible())

    qtbot.mouseClick(page.nothing_found.buttons["show all"], Qt.MouseButton.LeftButton)

    qtbot.waitUntil(lambda: len(codes(page)) == 16)
    assert page.field.text() == ""


def test_filters_narrow_and_are_taken_away_again(qtbot, page):
    place = page.protocol.findData("cog-aall08b1")
    page.protocol.setCurrentIndex(place)
    qtbot.waitUntil(lambda: 0 < len(codes(page)) < 16)
    assert all(line.row.pack == "cog-aall08b1" for line in page.model.rows)

    qtbot.mouseClick(page.reset, Qt.MouseButton.LeftButton)

    qtbot.waitUntil(lambda: len(codes(page)) == 16)


def test_unknown_because_missing_is_a_filter(qtbot, page):
    page.missing.setChecked(True)

    qtbot.waitUntil(lambda: 0 < len(codes(page)) < 16)
    assert all(line.row.summary.is_missing for line in page.model.rows)


def test_a_flag_is_a_filter(qtbot, page):
    page.flag.setCurrentIndex(page.flag.findData("PPR"))

    qtbot.waitUntil(lambda: 0 < len(codes(page)) < 16)
    assert all("PPR" in line.row.summary.flags for line in page.model.rows)


def test_a_filter_that_fits_nobody_any_more_still_says_what_is_asked(desk, page):
    page.flag.setCurrentIndex(page.flag.findData("PPR"))
    page._ask_now()
    words = page.flag.currentText()
    for line in page.model.rows:
        patient = desk.workspace.patient(line.row.id)
        void = void_patient(desk.workspace.assessment.view(patient.id))
        command = VoidRecords(void.what, void.records, patient.id, "entered twice")
        desk.bench.bus.publish(desk.workspace.recorder.execute(command))

    assert not codes(page)
    assert (page.flag.currentData(), page.flag.currentText()) == ("PPR", words)
    page.show_all()
    page._ask_now()
    page.reload()
    assert page.flag.findData("PPR") < 0


def test_a_filter_by_old_answers_says_how_many_are_not_assessed_yet(desk, page):
    page.flag.setCurrentIndex(page.flag.findData("PPR"))
    page._ask_now()
    found = page.found.text()
    desk.workspace.recorder.execute(ChangeSettings(desk.workspace.settings()))

    page.reload()
    assert page.found.text() == f"{found}, 16 not assessed yet"
    assert page.title.text().endswith(" with an alert, 16 not assessed yet")
    page.flag.setCurrentIndex(0)
    page.search_for("demo-1")
    page._ask_now()
    assert page.found.text() == "7 found"


def test_the_current_patient_stays_current_after_a_change(page):
    page.table.select_lines([4])

    page.reload()

    assert page.table.row().code == "DEMO-05"


def test_an_empty_store_says_the_next_step(qtbot, tmp_path):
    empty = Workspace.create(tmp_path / "new.mrd", ANNA, rules=bundled_rules())
    desk = open_desk(qtbot, tmp_path, empty)
    page = desk.bench.list

    assert page.first_steps.isVisible()
    assert list(page.first_steps.buttons) == ["new patient", "import", "practice"]
    with qtbot.waitSignal(desk.bench.otherAsked) as asked:
        qtbot.mouseClick(page.first_steps.buttons["practice"], Qt.MouseButton.LeftButton)
    assert asked.args == ["practice"]
    desk.close()


def test_a_read_only_store_has_no_button_that_writes(qtbot, tmp_path):
    desk = open_desk(qtbot, tmp_path, demo_workspace(tmp_path, is_read_only=True))

    assert not desk.bench.list.add.isVisible()
    assert desk.frame.banner.text() == desk.workspace.read_only_reason
    assert not desk.frame.acts["new patient"].isEnabled()
    desk.patient("DEMO-01")
    assert not any(button.isVisible() for button in desk.bench.patient.header.buttons.values())
    desk.close()
