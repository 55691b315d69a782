import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from mrdtracker.language import Language


def test_the_rail_is_narrow_in_a_narrow_window(desk):
    desk.window.resize(1366, 768)
    wide = desk.frame.rail.width()

    desk.window.resize(1040, 768)

    assert desk.frame.rail.width() < wide
    assert desk.frame.rail.buttons["patients"].toolTip() == "Patients"


def test_a_notice_goes_and_what_lasts_comes_back(desk):
    desk.frame.show_notice("Saved 14:03", is_lasting=True)
    desk.frame.show_notice("Copied.")
    assert desk.frame.notice.text() == "Copied."

    desk.frame._notice_timer.timeout.emit()

    assert desk.frame.notice.text() == "Saved 14:03"


def test_there_is_one_banner_at_most(desk):
    desk.frame.show_banner("Read-only: it was asked for.", "banner")
    assert desk.frame.banner.isVisible()

    desk.frame.show_banner("", "banner")

    assert not desk.frame.banner.isVisible()


def test_pages_come_to_the_front_and_go(desk):
    page = QWidget()
    desk.frame.show_page(page)
    assert desk.frame.pages.currentWidget() is page

    desk.frame.clear_pages()

    assert desk.frame.pages.count() == 0


@pytest.mark.parametrize("name", ["today", "board", "patients", "rules", "history"])
def test_the_keyboard_comes_along_to_the_list_of_a_page(desk, name):
    desk.patient("DEMO-01")
    desk.frame.search.setFocus()

    desk.bench.do(name)

    page = desk.frame.pages.currentWidget()
    assert page.isAncestorOf(desk.window.focusWidget())
    assert desk.window.focusWidget() is page.table


def test_a_patient_opens_with_the_keyboard_on_the_records(desk):
    desk.bench.do("patients")

    desk.patient("DEMO-01")

    assert desk.window.focusWidget() is desk.bench.patient.records.tabBar()


def test_what_is_over_is_not_said_any_longer(desk):
    desk.frame.show_notice("Saved 09:30", is_lasting=True)
    desk.frame.show_notice("Assessed 47 of 47 patients…")

    desk.frame.end_notice()

    assert desk.frame.notice.text() == "Saved 09:30"


def test_keys_leave_the_search_field(qtbot, desk):
    left = []
    desk.frame.searchLeft.connect(left.append)

    qtbot.keyClick(desk.frame.search, Qt.Key.Key_Down)
    qtbot.keyClick(desk.frame.search, Qt.Key.Key_A)

    qtbot.keyClick(desk.frame.search, Qt.Key.Key_Up)
    assert desk.frame.search.text() == "a"
    qtbot.keyClick(desk.frame.search, Qt.Key.Key_Escape)
    assert desk.frame.search.text() == ""
    qtbot.keyClick(desk.frame.search, Qt.Key.Key_Return)

    assert left == ["down", "up", "leave", "open"]


def test_every_menu_stays_in_sight_in_a_narrow_window(desk):
    desk.frame.person.setText("a technician · A laboratory with a long name (Children's Hospital)")

    desk.window.resize(960, 600)

    menus = desk.frame.menus
    assert desk.window.width() == 960
    last = menus.actionGeometry(menus.actions()[-1])
    assert not last.isEmpty()
    assert last.right() <= menus.width()


def test_a_long_name_ends_in_dots_and_is_said_whole_as_a_tooltip(desk):
    name = "a technician · A laboratory with a very long name (Children's Hospital, Ward 7)"
    desk.frame.person.setText(name)

    desk.window.resize(960, 600)
    desk.window.grab()

    assert desk.frame.person.shown.endswith("…")
    assert desk.frame.person.toolTip() == name


def test_a_chosen_language_is_kept_for_the_next_start(desk):
    acts, memory = desk.frame.acts, desk.frame.memory
    assert acts["language system"].isChecked()

    acts["language ko"].trigger()

    assert memory.language is Language.KOREAN
    assert "started again" in desk.frame.notice.text()
