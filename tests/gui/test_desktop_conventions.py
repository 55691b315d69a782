"""What people expect of a desktop program, K01 to K30, on every page of the window."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QGuiApplication, QKeySequence
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit, QMenu

from mrdtracker.gui.actions import ACTS, plain
from mrdtracker.gui.side_pages import SIDE_PAGES
from mrdtracker.gui.void_dialog import VoidDialog
from mrdtracker.gui.workbench import PATIENT, PATIENTS
from mrdtracker.services.commands import AddPatient
from tests.builders import a_patient
from tests.gui.desk import answer, the_switch

PAGES = (PATIENTS, PATIENT, *SIDE_PAGES)
# What works on every page, and its keys; K13 where there is somewhere to go.
EVERYWHERE = {
    "K01 new": ("new patient", "Ctrl+N"),
    "K04 undo": ("undo", "Ctrl+Z"),
    "K05 search here": ("find", "Ctrl+F"),
    "K06 search everything": ("search", "Ctrl+K"),
    "K08 help": ("help here", "F1"),
    "K10 refresh": ("refresh", "F5"),
    "K12 next case": ("next patient", "Ctrl+Tab"),
    "K14 larger text": ("larger", "Ctrl++"),
    "K14 smaller text": ("smaller", "Ctrl+-"),
    "K15 shortcuts": ("keys", "Ctrl+/"),
    "K20 copy rows": ("copy rows", ""),
}
ON_A_PATIENT = {
    "K07 print": ("report", "Ctrl+P"),
    "K09 edit": ("amend", "F2"),
    "K13 back": ("back", "Alt+Left"),
}


@pytest.fixture
def desk_on(desk):
    """Go to a page, with something done that can be undone."""

    def go(page):
        desk.bench.bus.publish(desk.workspace.recorder.execute(AddPatient(a_patient(5))))
        if page == PATIENT:
            desk.patient("DEMO-08")
        else:
            desk.bench.do(page)
        return desk

    return go


@pytest.mark.parametrize("page", PAGES)
def test_every_page_keeps_the_conventions(desk_on, page):
    desk = desk_on(page)

    assert dead_keys(desk, page) == []
    assert buttons_without_words(desk) == []
    assert "Anna" in desk.frame.person.text(), "K16 user"
    assert "practice.mrd" in desk.frame.standing.text(), "K16 file"
    assert "practice.mrd" in desk.window.windowTitle(), "K16 file"
    for name in ("find", "search"):
        desk.bench.do(name)
        assert isinstance(desk.window.focusWidget(), QLineEdit), f"K05, K06 {name}"


def dead_keys(desk, page):
    """K01 to K20: acts that cannot be done here, or have other keys than people expect."""
    wanted = EVERYWHERE | (ON_A_PATIENT if page == PATIENT else {})
    acts = desk.frame.acts
    return [
        item
        for item, (name, keys) in wanted.items()
        if not acts[name].isEnabled()
        or (keys and QKeySequence(keys) not in acts[name].shortcuts())
    ]


def buttons_without_words(desk):
    """K26: buttons that nobody can tell what they do, wide and narrow."""
    dumb = []
    for width in (1366, 1024):
        desk.window.resize(width, 768)
        QApplication.processEvents()
        dumb += [
            button
            for button in desk.window.findChildren(QAbstractButton)
            if button.isVisible()
            and not button.objectName().startswith("qt_")
            and not isinstance(button.parent(), QLineEdit)
            and not (button.text() or button.toolTip() or button.accessibleName())
        ]
    return dumb


def test_k25_every_page_takes_dark_and_light(desk_on):
    desk, switch = desk_on(PATIENT), the_switch()
    before = switch.choice
    for page in SIDE_PAGES:
        desk.bench.do(page)

    desk.frame.acts["theme dark"].trigger()
    pages = [desk.frame.pages.widget(place) for place in range(desk.frame.pages.count())]
    dark = {page.palette().window().color().name() for page in pages}
    assert dark == {switch.theme.window.lower()}
    switch.choose(before)

    assert {page.palette().window().color().name() for page in pages} != dark


def test_k29_what_is_done_is_said_in_a_quiet_line_on_every_page(desk_on):
    desk = desk_on(PATIENT)
    for page in (PATIENTS, *SIDE_PAGES):
        desk.bench.do(page)

        desk.bench.do("undo")

        assert QApplication.activeModalWidget() is None
        assert "S-0005" in desk.frame.notice.text(), page
        desk.bench.do("redo")


@pytest.mark.parametrize("name", ["new patient", "sample", "result", "event", "edit", "paste"])
def test_k11_escape_closes_every_form_without_a_question(qtbot, desk_on, name):
    desk = desk_on(PATIENT)
    QGuiApplication.clipboard().clear()
    seen = []

    def leave(dialog):
        dialog.form.set("reason", "half a sentence")
        qtbot.keyClick(dialog, Qt.Key.Key_Escape)
        seen.append(dialog.isVisible())

    answer(leave)
    desk.bench.do(name)

    assert seen == [False]


@pytest.mark.parametrize("name", ["sample", "result", "event", "edit"])
def test_k03_control_s_saves_or_says_why_not(qtbot, desk_on, name):
    desk = desk_on(PATIENT)
    seen = []

    def save(dialog):
        qtbot.keyClick(dialog.focusWidget(), Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
        seen.append(dialog.foot.message.isVisible())
        dialog.reject()

    answer(save)
    desk.bench.do(name)

    assert seen == [True]


def menu_words(desk):
    """The verbs of the menu bar: "Add result", "Amend", "Void", "Copy rows"."""
    return {plain(desk.frame.acts[act.name].text()).rstrip("…") for act in ACTS}


@pytest.mark.parametrize("table", ["result_table", "sample_table", "event_table"])
def test_k22_what_a_right_click_offers_stands_in_the_menu_bar_too(desk_on, table):
    desk = desk_on(PATIENT)
    records = desk.bench.patient.records
    records.setCurrentWidget(getattr(records, table))
    getattr(records, table).select_lines([0])
    menu = QMenu(desk.window)

    records.fill_menu(menu)
    offered = [plain(one.text()).rstrip("…") for one in menu.actions() if one.text()]

    verbs = {word.split()[0] for word in menu_words(desk)}
    assert offered
    assert [words for words in offered if words.split()[0] not in verbs] == []


@pytest.mark.parametrize("table", ["result_table", "sample_table", "event_table"])
def test_k23_a_destructive_act_names_the_thing(desk_on, table):
    desk = desk_on(PATIENT)
    records = desk.bench.patient.records
    records.setCurrentWidget(getattr(records, table))
    getattr(records, table).select_lines([0])
    seen = []

    def look(dialog):
        assert isinstance(dialog, VoidDialog)
        seen.append(dialog.save_button.text())
        dialog.reject()

    answer(look)
    desk.bench.do("void")

    [words] = seen
    assert len(words.split()) > 2, words


def test_no_key_does_two_things(desk_on):
    desk = desk_on(PATIENT)
    keys = [
        key.toString()
        for action in desk.window.findChildren(QAction)
        for key in action.shortcuts()
    ]

    assert sorted(keys) == sorted(set(keys))
    assert all(action.text() for action in desk.frame.acts._actions.values())
