from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence

from mrdtracker.gui.actions import ACTS, Needs, plain, shortcut_lines
from mrdtracker.gui.theme import Scheme
from tests.gui.desk import the_switch


def test_no_two_acts_share_a_key():
    keys = [QKeySequence(key).toString() for act in ACTS for key in act.keys]

    assert len(keys) == len(set(keys))
    assert all(keys)


def test_every_act_has_words_and_stands_in_a_menu(desk):
    menus = {
        action.text() for menu in desk.frame.acts._menus.values() for action in menu.actions()
    }

    for act in ACTS:
        assert act.text.replace("&", "")
        assert desk.frame.acts[act.name].text() in menus


def test_the_sheet_lists_every_key():
    sheet = dict(shortcut_lines())

    assert sheet["Undo"] == "Ctrl+Z"
    assert sheet["Redo"] == "Ctrl+Shift+Z or Ctrl+Y"
    assert len(sheet) == len([act for act in ACTS if act.keys])


def test_the_sheet_says_the_keys_that_the_window_listens_to(desk):
    listening = {
        " or ".join(keys.toString() for keys in action.shortcuts())
        for action in desk.window.findChildren(QAction)
        if action.shortcuts()
    }

    assert {keys for _, keys in shortcut_lines()} == listening


def test_a_letter_is_left_to_the_page_and_to_the_scanner(desk):
    in_window = [
        keys.toString()
        for action in desk.window.findChildren(QAction)
        for keys in action.shortcuts()
        if action.shortcutContext() is not Qt.ShortcutContext.WidgetShortcut
    ]

    assert "Ctrl+Z" in in_window
    assert not [keys for keys in in_window if len(keys.removeprefix("Shift+")) == 1]


def test_the_words_of_a_menu_keep_a_real_ampersand():
    assert plain("&Undo Add A && B") == "Undo Add A & B"


def test_only_what_is_possible_is_offered(desk):
    desk.frame.acts.allow(frozenset({Needs.NOTHING, Needs.STORE}))

    assert desk.frame.acts["history"].isEnabled()
    assert not desk.frame.acts["new patient"].isEnabled()
    assert not desk.frame.acts["result"].isEnabled()


def test_the_theme_is_chosen_from_the_menu(desk):
    switch = the_switch()
    before = switch.choice

    desk.frame.acts["theme dark"].trigger()
    assert switch.theme.is_dark
    assert desk.window.palette().window().color().name() == switch.theme.window.lower()

    switch.choose(before)
    assert before is Scheme.SYSTEM
