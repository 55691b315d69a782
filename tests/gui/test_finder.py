from dataclasses import replace

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QFocusEvent

from mrdtracker.domain.records import SampleId
from mrdtracker.gui.actions import ACTS
from mrdtracker.gui.memory import of_store
from mrdtracker.gui.presenters.help_topics import HelpTarget
from mrdtracker.gui.presenters.places import Place
from mrdtracker.gui.presenters.search_hits import HitKind
from mrdtracker.services.commands import AddPatient, AddSample
from mrdtracker.services.workspace import Workspace
from mrdtracker.store import tubes
from tests.builders import a_patient, a_sample
from tests.gui.desk import ANNA, demo_workspace, open_desk
from tests.gui.ward import bundled_rules

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def desk(desk):
    """The invented patients, with the commands doing what they do in the program."""
    for act in ACTS:
        action = desk.frame.acts[act.name]
        action.triggered.connect(lambda _checked=False, name=act.name: desk.bench.do(name))
    return desk


@pytest.fixture
def tubed(desk):
    """The same with one more girl, S-0001, and her tubes."""
    execute = desk.workspace.recorder.execute
    execute(AddPatient(a_patient(name="Kim M.")))
    for pull, code in enumerate(("T-26-0142", "T-26-0143", "DEMO-01"), start=1):
        tube = SampleId(f"tube-{pull}")
        execute(AddSample(replace(a_sample(), id=tube, code=code, pull_number=pull)))
    return desk


def shown(desk):
    return desk.bench.finder.list


def search(qtbot, desk, text):
    """Press Ctrl+K and type."""
    desk.window.activateWindow()
    desk.frame.acts["search"].trigger()
    qtbot.keyClicks(desk.frame.search, text)
    qtbot.waitUntil(lambda: not desk.bench.finder.is_busy)


def press(qtbot, desk, key):
    qtbot.keyClick(desk.frame.search, key)


def lost(reason):
    return QFocusEvent(QEvent.Type.FocusOut, reason)


def test_a_patient_is_found_and_opened_from_any_page(qtbot, desk):
    desk.bench.do("history")

    search(qtbot, desk, "demo-11")
    assert shown(desk).headings[0] == "Patients  1"
    assert desk.bench.places.current == Place("history")
    press(qtbot, desk, Qt.Key.Key_Return)

    assert desk.bench.patient.header.code.text() == "DEMO-11"
    assert not desk.bench.finder.is_open
    assert desk.frame.search.text() == ""


def test_more_patients_than_lines_go_to_the_list(qtbot, desk):
    desk.patient("DEMO-03")
    search(qtbot, desk, "demo")
    assert shown(desk).headings[0] == "Patients  16"

    last = [one for one in shown(desk).hits if one.kind is HitKind.ALL_PATIENTS]
    assert last[0].words == "All 16 in the list"
    for _ in range(6):
        press(qtbot, desk, Qt.Key.Key_Down)
    press(qtbot, desk, Qt.Key.Key_Return)

    assert desk.bench.places.current == Place("patients")
    assert desk.bench.list.field.text() == "demo"


def test_a_tube_opens_its_patient_with_the_tube_selected(qtbot, tubed):
    search(qtbot, tubed, "26-0143")
    assert shown(tubed).headings == ("Samples  1",)
    assert "S-0001" in shown(tubed).current.detail
    press(qtbot, tubed, Qt.Key.Key_Return)

    assert tubed.bench.patient.header.code.text() == "S-0001"
    assert tubed.bench.patient.records.current_line().code == "T-26-0143"
    assert tubed.window.focusWidget() is tubed.bench.patient.records.sample_table


def test_a_scanner_sends_enter_before_anything_was_looked_for(qtbot, tubed, monkeypatch):
    monkeypatch.setattr(tubes, "SLICE", 1)
    tubed.frame.acts["search"].trigger()

    tubed.frame.search.setText("T-26-0142")
    press(qtbot, tubed, Qt.Key.Key_Return)

    assert tubed.bench.patient.records.current_line().code == "T-26-0142"


def test_a_patient_and_a_tube_of_one_code_are_both_offered(qtbot, tubed):
    search(qtbot, tubed, "demo-01")

    assert shown(tubed).headings[:2] == ("Patients  1", "Samples  1")


def test_a_command_is_done_and_shows_its_key(qtbot, desk):
    search(qtbot, desk, "histo")
    assert (shown(desk).current.words, shown(desk).current.aside) == ("History", "Ctrl+6")

    press(qtbot, desk, Qt.Key.Key_Return)

    assert desk.bench.places.current == Place("history")


def test_a_command_that_cannot_be_done_says_why(qtbot, desk):
    search(qtbot, desk, "add result")
    assert "open one first" in shown(desk).current.why_not

    press(qtbot, desk, Qt.Key.Key_Return)

    assert desk.frame.notice.text().startswith("Add result is not possible now: it is about")


def test_nothing_can_be_written_into_a_viewer(qtbot, tmp_path):
    desk = open_desk(qtbot, tmp_path, demo_workspace(tmp_path, is_read_only=True))

    search(qtbot, desk, "new patient")

    assert shown(desk).current.why_not == "the store is open for reading only"
    desk.close()


def test_a_section_of_the_help_is_opened_at_its_heading(qtbot, desk):
    search(qtbot, desk, "second person approves")
    assert shown(desk).headings[0].startswith("Help")
    press(qtbot, desk, Qt.Key.Key_Return)

    assert desk.bench.places.current == Place("help", target=HelpTarget("own-pack", ""))
    cursor = desk.bench.help.browser.textCursor()
    assert cursor.block().text().startswith("5. A second person approves it")
    assert desk.bench.help.browser.verticalScrollBar().value() > 0


def test_the_keys_go_round_the_ends(qtbot, desk):
    search(qtbot, desk, "demo-1")
    press(qtbot, desk, Qt.Key.Key_Up)
    assert shown(desk).current == shown(desk).hits[-1]

    press(qtbot, desk, Qt.Key.Key_Down)

    assert shown(desk).current == shown(desk).hits[0]


def test_escape_goes_back_to_where_the_person_was(qtbot, desk):
    desk.bench.list.focus_table()
    search(qtbot, desk, "demo")

    press(qtbot, desk, Qt.Key.Key_Escape)

    assert not desk.bench.finder.is_open
    assert desk.frame.search.text() == ""
    assert desk.window.focusWidget() is desk.bench.list.table


def test_a_click_elsewhere_takes_the_list_away(qtbot, desk):
    search(qtbot, desk, "demo")

    QCoreApplication.sendEvent(desk.frame.search, lost(Qt.FocusReason.PopupFocusReason))
    assert desk.bench.finder.is_open
    QCoreApplication.sendEvent(desk.frame.search, lost(Qt.FocusReason.MouseFocusReason))

    assert not desk.bench.finder.is_open


def test_a_line_is_opened_with_the_mouse(qtbot, desk):
    search(qtbot, desk, "demo-1")
    lines = shown(desk).lines

    place = lines.visualItemRect(lines.item(2)).center()
    qtbot.mouseClick(lines.viewport(), Qt.MouseButton.LeftButton, pos=place)

    assert desk.bench.patient.header.code.text() == "DEMO-11"


def test_a_click_on_a_heading_opens_nothing(qtbot, desk):
    search(qtbot, desk, "demo-1")
    lines = shown(desk).lines

    place = lines.visualItemRect(lines.item(0)).center()
    qtbot.mouseClick(lines.viewport(), Qt.MouseButton.LeftButton, pos=place)

    assert desk.bench.finder.is_open


def test_without_a_word_the_last_patients_and_what_can_be_searched(qtbot, desk):
    for code in ("DEMO-02", "DEMO-05", "DEMO-07", "DEMO-05", "DEMO-01"):
        desk.patient(code)

    qtbot.mouseClick(desk.frame.search, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: desk.bench.finder.is_open)

    assert shown(desk).headings == ("Recent patients",)
    assert [one.words for one in shown(desk).hits] == ["DEMO-05", "DEMO-07", "DEMO-02"]
    assert "the code of a sample" in shown(desk).foot.text()


def test_a_voided_patient_is_not_recent_any_more(desk):
    memory = desk.frame.memory
    desk.patient("DEMO-05")
    desk.bench.do("patients")
    name = of_store("recent", desk.workspace.path)
    memory.keep_text(name, f"{memory.text(name)},gone")

    assert [one.code for one in desk.bench.finder.recent()] == ["DEMO-05"]


def test_recent_patients_outlive_the_window(qtbot, desk, tmp_path):
    desk.patient("DEMO-04")
    desk.bench.close()
    workspace = Workspace.open(desk.workspace.path, ANNA, rules=bundled_rules())

    again = open_desk(qtbot, tmp_path, workspace)
    qtbot.waitUntil(lambda: again.bench.patient.header.code.text() == "DEMO-04")
    again.bench.do("patients")

    assert [one.code for one in again.bench.finder.recent()] == ["DEMO-04"]
    again.close()


def test_nothing_found_says_what_was_searched(qtbot, desk):
    search(qtbot, desk, "xyzzy")

    assert shown(desk).hits == ()
    assert shown(desk).foot.text().startswith("Nothing matches “xyzzy”. Searched were codes")
    press(qtbot, desk, Qt.Key.Key_Return)
    assert desk.bench.finder.is_open


def test_the_line_that_was_gone_to_stays_while_more_is_found(qtbot, tubed, monkeypatch):
    monkeypatch.setattr(tubes, "SLICE", 1)
    tubed.frame.acts["search"].trigger()
    tubed.frame.search.setText("01")
    tubed.bench.finder._ask()
    press(qtbot, tubed, Qt.Key.Key_Down)
    chosen = shown(tubed).current
    assert (chosen.kind, chosen.words) == (HitKind.TUBE, "DEMO-01")

    qtbot.waitUntil(lambda: tubed.bench.finder._next_slice is None)

    assert shown(tubed).headings[1] == "Samples  3"
    assert shown(tubed).current == chosen


def test_the_list_stays_within_a_small_window(qtbot, desk):
    desk.window.resize(1024, 700)

    search(qtbot, desk, "e")

    rect = shown(desk).geometry()
    assert desk.window.rect().contains(rect)
    assert rect.top() >= desk.frame.search.mapTo(desk.window, desk.frame.search.pos()).y()


def test_closing_the_store_takes_the_list_along(qtbot, desk):
    search(qtbot, desk, "demo")

    desk.bench.close()
    desk.window.resize(1100, 700)

    assert desk.frame.search.text() == ""
    assert not desk.bench.finder.is_open
