from dataclasses import replace

from PySide6.QtCore import QTimer

from mrdtracker.gui.presenters.places import Place
from mrdtracker.gui.presenters.voiding import void_patient
from mrdtracker.services.commands import AddPatient, ChangeSettings, VoidRecords
from mrdtracker.services.workspace import Workspace
from mrdtracker.store.database import open_store
from tests.builders import a_patient
from tests.gui.desk import ANNA, answer, open_desk
from tests.gui.ward import bundled_rules
from tests.store.old_store import old_store


def test_back_and_forward_walk_the_places(desk):
    desk.patient("DEMO-01")
    desk.patient("DEMO-02")
    desk.bench.do("history")

    desk.bench.do("back")
    assert desk.bench.patient.header.code.text() == "DEMO-02"
    desk.bench.do("back")
    assert desk.bench.patient.header.code.text() == "DEMO-01"
    desk.bench.do("forward")
    assert desk.bench.patient.header.code.text() == "DEMO-02"


def test_a_change_elsewhere_reaches_the_list_and_the_status_line(desk):
    desk.bench.bus.publish(desk.workspace.recorder.execute(AddPatient(a_patient(5))))

    assert "S-0005" in [line.code for line in desk.bench.list.model.rows]
    assert desk.frame.notice.text().endswith("Add patient S-0005")


def test_undo_without_anything_is_said_and_not_silent(desk):
    said = []

    def read(box):
        said.append(box.text())
        box.reject()

    answer(read)
    desk.bench.do("undo")

    assert "nothing of yours to undo" in said[0]


def test_stale_lines_are_assessed_beside_the_window(qtbot, desk):
    person = replace(a_patient(6), code="LATE-1")
    desk.workspace.recorder.execute(AddPatient(person))

    desk.bench.summaries.start()

    qtbot.waitUntil(lambda: desk.bench.summaries.task is None)
    assert not desk.frame.notice.text().startswith("Assessed")
    desk.bench.do("refresh")
    line = next(one for one in desk.bench.list.model.rows if one.code == "LATE-1")
    assert line.group.word != "not assessed yet"


def test_renewed_lines_reach_the_board_and_the_cohort(qtbot, desk):
    desk.bench.do("cohort")
    cohort = desk.bench._side.cohort
    qtbot.waitUntil(lambda: cohort.cohort is not None)
    settings = desk.workspace.settings()
    desk.workspace.recorder.execute(ChangeSettings(settings))
    desk.bench.do("refresh")
    qtbot.waitUntil(lambda: cohort.cohort is not None)
    desk.bench.do("board")
    signature = desk.workspace.rules.signature

    def assessed():
        return {row.child.assessed_with for row in desk.bench._side.board.model.board.rows}

    assert assessed() == {""}
    desk.bench.summaries.start()

    qtbot.waitUntil(lambda: assessed() == {signature})
    desk.bench.do("cohort")
    qtbot.waitUntil(lambda: cohort.cohort is not None)
    assert all(one.is_assessed for one in cohort.cohort.patients)


def test_a_new_patient_is_opened_at_once(qtbot, desk):
    def enter(dialog):
        qtbot.keyClicks(dialog.fields["code"].editor, "NEW-1")
        dialog.accept()

    answer(enter)
    desk.bench.do("new patient")

    assert desk.bench.patient.header.code.text() == "NEW-1"
    assert desk.bench.places.current.page == "patient"


def test_help_shows_the_keys_and_the_packs(desk):
    desk.bench.do("keys")

    text = desk.bench.help.browser.toPlainText()
    assert "Ctrl+K" in text
    assert "aieop-bfm-all-2000" in text


def test_find_focuses_the_search_of_the_page(desk):
    desk.bench.do("history")
    desk.bench.do("find")
    assert desk.window.focusWidget() is desk.bench.history.text

    desk.bench.go(Place("patients"))
    desk.bench.do("find")
    assert desk.window.focusWidget() is desk.bench.list.field

    desk.patient("DEMO-01")
    desk.bench.do("find")
    assert desk.window.focusWidget() is desk.frame.search
    assert desk.bench.finder.is_open


def test_the_way_back_passes_over_a_patient_who_is_not_there_any_more(desk):
    desk.patient("DEMO-01")
    desk.patient("DEMO-02")
    view = desk.bench.patient.view
    gone = void_patient(view)
    desk.bench.do("history")
    desk.workspace.recorder.execute(
        VoidRecords(gone.what, gone.records, view.file.patient.id, "entered twice")
    )
    desk.bench.do("refresh")

    desk.bench.do("back")

    assert desk.bench.places.current == Place("patient", desk.bench.patient.patient_id)
    assert desk.bench.patient.header.code.text() == "DEMO-01"
    assert "DEMO-02 was voided" in desk.frame.notice.text()


def test_the_last_patient_is_opened_again(qtbot, desk, tmp_path):
    desk.patient("DEMO-04")
    desk.bench.close()
    workspace = Workspace.open(desk.workspace.path, ANNA, rules=bundled_rules())

    again = open_desk(qtbot, tmp_path, workspace)

    qtbot.waitUntil(lambda: again.bench.patient.header.code.text() == "DEMO-04")
    again.bench.do("back")
    assert again.bench.places.current == Place("patients")
    again.close()


def test_who_has_moved_on_is_left_where_they_are(qtbot, desk, tmp_path):
    desk.patient("DEMO-04")
    desk.bench.close()
    workspace = Workspace.open(desk.workspace.path, ANNA, rules=bundled_rules())
    again = open_desk(qtbot, tmp_path, workspace)

    again.bench.do("help")
    with qtbot.waitSignal(again.bench.ready):
        pass

    assert again.bench.places.current == Place("help")
    again.close()


def test_looks_are_kept_for_the_next_time(desk):
    desk.patient("DEMO-01")
    desk.bench.list.table.setColumnWidth(0, 171)
    memory = desk.frame.memory

    desk.bench.close()

    assert memory.text("columns/Patients").startswith("171,")
    assert memory.text("splitter/patient and panel")


def test_a_patient_opened_before_all_is_ready_stays_in_front(qtbot, desk):
    with qtbot.waitSignal(desk.bench.ready):
        desk.patient("DEMO-05")

    assert desk.frame.pages.currentWidget() is desk.bench.patient


def test_an_upgraded_file_names_its_copy_once(qtbot, tmp_path):
    path = old_store(tmp_path, 1)

    def opened():
        database = open_store(path, key_folder=tmp_path, clock=ANNA.clock)
        return open_desk(qtbot, tmp_path, Workspace(database, ANNA, bundled_rules()))

    first = opened()
    assert "as it was before, it is kept as lab" in first.frame.notice.text()
    qtbot.waitUntil(lambda: first.bench.summaries.task is None)
    first.close()
    again = opened()
    assert "it is kept as" not in again.frame.notice.text()
    again.close()


def test_a_dropped_rule_pack_goes_to_the_rules_and_a_table_to_the_import(desk, tmp_path):
    opened = []

    def look(dialog):
        opened.append(type(dialog).__name__)
        leave(dialog)

    def leave(dialog):
        """Close it; the first time may only end the reading of the file."""
        dialog.reject()
        if dialog.isVisible():
            QTimer.singleShot(5, lambda: leave(dialog))

    for name in ("ours.toml", "table.csv"):
        path = tmp_path / name
        path.write_text("code,mrd\nA-1,0.1\n", encoding="utf-8")
        answer(look)
        desk.bench.import_file(str(path))

    assert opened == ["ImportPackDialog", "ImportDialog"]
    assert desk.frame.pages.currentWidget() is desk.bench.rules
