"""Every act of the window in one list: its words, its keys, its menu and when it can be done."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache, reduce

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QMainWindow, QMenu, QMenuBar

from mrdtracker.gui.theme import Scheme, ThemeSwitch
from mrdtracker.language import Language
from mrdtracker.words import mark, say


class Needs(Enum):
    """What must be there before an act can be done."""

    NOTHING = "nothing"
    STORE = "store"
    WRITING = "writing"
    PATIENT = "patient"
    WRITING_PATIENT = "writing patient"
    DUE = "due"
    WRITING_DUE = "writing due"


@dataclass(frozen=True)
class Act:
    """One act.

    Attributes:
        name: What the code calls it.
        keys: Shortcuts; the first one is shown.
        menu: Title of the menu it stands in.
        starts_group: True where a line stands above it.
        is_local: True where the page hears its keys and the window does not: they are letters,
            which a barcode scanner types too, or what a box to type into needs.
    """

    name: str
    text: str
    keys: tuple[str, ...] = ()
    menu: str = ""
    needs: Needs = Needs.STORE
    starts_group: bool = False
    is_local: bool = False


COPY_VIEW, PASTE_VIEW = "copy view", "paste view"
ACTS: tuple[Act, ...] = (
    Act("import", "&Import a table…", ("Ctrl+I",), "&File", Needs.WRITING),
    Act("settings", "Laboratory &settings…", ("Ctrl+,",), "&File"),
    Act("reports", "&Reports of many patients…", (), "&File"),
    Act("practice", "Open the &invented patients", (), "&File", Needs.NOTHING, starts_group=True),
    Act("laboratory", "Open the &laboratory's store", (), "&File", Needs.NOTHING),
    Act("quit", "&Quit", ("Ctrl+Q",), "&File", Needs.NOTHING, starts_group=True),
    Act("undo", "&Undo", ("Ctrl+Z",), "&Edit", Needs.WRITING),
    Act("redo", "&Redo", ("Ctrl+Shift+Z", "Ctrl+Y"), "&Edit", Needs.WRITING),
    Act("find", "&Find on this page", ("Ctrl+F",), "&Edit", starts_group=True),
    Act("search", "&Search everything", ("Ctrl+K",), "&Edit"),
    Act("copy rows", "&Copy rows", (), "&Edit"),
    Act("new patient", "&New patient…", ("Ctrl+N",), "&Patient", Needs.WRITING),
    Act(
        "result",
        "Add &result…",
        ("Ctrl+R",),
        "&Patient",
        Needs.WRITING_PATIENT,
        starts_group=True,
    ),
    Act("quick result", "&Quick result…", ("Ctrl+Shift+R",), "&Patient", Needs.WRITING),
    Act("paste", "&Paste results…", ("Ctrl+Shift+V",), "&Patient", Needs.WRITING_PATIENT),
    Act("sample", "Add &sample…", ("Ctrl+T",), "&Patient", Needs.WRITING_PATIENT),
    Act("event", "Add &event…", ("Ctrl+E",), "&Patient", Needs.WRITING_PATIENT),
    Act("edit", "E&dit patient…", ("Ctrl+D",), "&Patient", Needs.WRITING_PATIENT),
    Act(
        "amend",
        "&Amend the selected record…",
        ("F2",),
        "&Patient",
        Needs.WRITING_PATIENT,
        starts_group=True,
    ),
    Act("void", "&Void the selected record…", ("Del",), "&Patient", Needs.WRITING_PATIENT),
    Act("edition", "Edition of the r&ules…", (), "&Patient", Needs.WRITING_PATIENT),
    Act("void patient", "Void this &patient…", (), "&Patient", Needs.WRITING_PATIENT),
    Act("due form", "&Enter what is due…", (), "&Patient", Needs.WRITING_DUE, starts_group=True),
    Act("due missed", "Mark it as not &done…", (), "&Patient", Needs.WRITING_DUE),
    Act("due patient", "Open its pa&tient", (), "&Patient", Needs.DUE),
    Act("what if", "W&hat if…", ("F9",), "&Patient", Needs.PATIENT, starts_group=True),
    Act("compare", "Com&pare protocols…", ("F8",), "&Patient", Needs.PATIENT),
    Act("report", "Rep&ort…", ("Ctrl+P",), "&Patient", Needs.PATIENT),
    Act("labels", "&Labels…", ("Ctrl+L",), "&Patient", Needs.WRITING_PATIENT),
    Act("copy why", "&Copy the explanation", ("Ctrl+Shift+C",), "&Patient", Needs.PATIENT),
    Act("copy course", "Copy p&icture of the course", (), "&Patient", Needs.PATIENT),
    Act("copy course table", "Copy table of the results", (), "&Patient", Needs.PATIENT),
    Act("save course", "Save the course…", (), "&Patient", Needs.PATIENT),
    Act("today", "&Today", ("Ctrl+1",), "&View"),
    Act("board", "&Board", ("Ctrl+2",), "&View"),
    Act("patients", "&Patients", ("Ctrl+3",), "&View"),
    Act("cohort", "&Cohort", ("Ctrl+4",), "&View"),
    Act("rules", "R&ules", ("Ctrl+5",), "&View"),
    Act("history", "&History", ("Ctrl+6",), "&View"),
    Act("patient history", "History of this p&atient", ("Ctrl+H",), "&View", Needs.PATIENT),
    Act("next patient", "&Next patient opened last", ("Ctrl+Tab",), "&View"),
    Act("previous patient", "Pre&vious patient opened last", ("Ctrl+Shift+Tab",), "&View"),
    Act(
        "only selected",
        "Show &only the selected results",
        ("Z",),
        "&View",
        Needs.PATIENT,
        starts_group=True,
        is_local=True,
    ),
    Act(
        "hide selected",
        "Hide the selecte&d results",
        ("Shift+Z",),
        "&View",
        Needs.PATIENT,
        is_local=True,
    ),
    Act("show all", "Show &all results", (), "&View", Needs.PATIENT),
    Act(COPY_VIEW, "Cop&y this view of the course", (), "&View", Needs.PATIENT),
    Act(
        PASTE_VIEW,
        "Go to the copied vi&ew",
        ("Ctrl+V",),
        "&View",
        Needs.PATIENT,
        is_local=True,
    ),
    Act("back", "&Back", ("Alt+Left",), "&View", starts_group=True),
    Act("forward", "&Forward", ("Alt+Right",), "&View"),
    Act("refresh", "&Refresh", ("F5",), "&View"),
    Act("larger", "&Larger text", ("Ctrl++", "Ctrl+="), "&View", Needs.NOTHING, starts_group=True),
    Act("smaller", "&Smaller text", ("Ctrl+-",), "&View", Needs.NOTHING),
    Act("normal", "&Normal text size", ("Ctrl+0",), "&View", Needs.NOTHING),
    Act("help here", "&What is this?", ("F1",), "&Help", Needs.STORE),
    Act("help", "&Help and the rules in use", (), "&Help", Needs.STORE),
    Act("glossary", "&Glossary", (), "&Help", Needs.STORE),
    Act("tour", "&Tour", (), "&Help", Needs.NOTHING),
    Act("own-pack", "Your &own rule pack", (), "&Help", Needs.STORE),
    Act("keys", "&Keyboard shortcuts", ("Ctrl+/",), "&Help", Needs.STORE),
)
# What can be done with a line of Today or a cell of the board; their menus offer the same.
DUE_PAGES = ("today", "board")
DUE_ACTS = ("due form", "due missed", "due patient")
SCHEMES = (
    (mark("&Follow the system"), Scheme.SYSTEM),
    (mark("&Light"), Scheme.LIGHT),
    (mark("&Dark"), Scheme.DARK),
)
# The name of a language stands in that language, whatever is spoken.
LANGUAGES = (
    (mark("&Follow the system"), Language.SYSTEM),
    ("&English", Language.ENGLISH),
    ("한국어(&K)", Language.KOREAN),
)


class Actions:
    """The window's actions by name, standing in its menus.

    Args:
        window: Where the shortcuts work.
        bar: Gets the menus.
        switch: Light and dark.
    """

    def __init__(self, window: QMainWindow, bar: QMenuBar, switch: ThemeSwitch) -> None:
        self._bar = bar
        self._actions: dict[str, QAction] = {}
        self._menus: dict[str, QMenu] = {}
        for act in ACTS:
            self._add(window, act)
        self._add_schemes(window, switch)

    def __getitem__(self, name: str) -> QAction:
        return self._actions[name]

    def allow(self, given: frozenset[Needs]) -> None:
        """Enable what can be done with what is there."""
        for act in ACTS:
            self._actions[act.name].setEnabled(act.needs in given)

    def add_languages(
        self, window: QMainWindow, now: Language, choose: Callable[[Language], None]
    ) -> None:
        """Offer the languages in the View menu; ``choose`` is told what was picked."""
        menu = self._menus["&View"].addMenu(say("Lan&guage"))
        group = QActionGroup(window)
        for text, language in LANGUAGES:
            action = QAction(say(text), window)
            action.setCheckable(True)
            action.setChecked(language is now)
            action.triggered.connect(lambda _checked=False, chosen=language: choose(chosen))
            group.addAction(action)
            menu.addAction(action)
            self._actions[f"language {language.value}"] = action

    def _add(self, window: QMainWindow, act: Act) -> None:
        action = QAction(say(act.text), window)
        action.setShortcuts([QKeySequence(keys) for keys in act.keys])
        if act.is_local:
            action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        action.setEnabled(act.needs is Needs.NOTHING)
        menu = self._menu(act.menu)
        if act.starts_group:
            menu.addSeparator()
        menu.addAction(action)
        self._actions[act.name] = action

    def _menu(self, title: str) -> QMenu:
        if title not in self._menus:
            self._menus[title] = self._bar.addMenu(say(title))
        return self._menus[title]

    def _add_schemes(self, window: QMainWindow, switch: ThemeSwitch) -> None:
        menu = self._menus["&View"].addMenu(say("&Theme"))
        group = QActionGroup(window)
        for text, scheme in SCHEMES:
            action = QAction(say(text), window)
            action.setCheckable(True)
            action.setChecked(scheme is switch.choice)
            action.triggered.connect(lambda _checked=False, chosen=scheme: switch.choose(chosen))
            group.addAction(action)
            menu.addAction(action)
            self._actions[f"theme {scheme.value}"] = action


def given_on(page: str, *, is_read_only: bool) -> frozenset[Needs]:
    """Return what is there on a page of an open store, by the name of its place."""
    given = {Needs.NOTHING, Needs.STORE}
    given |= {Needs.PATIENT} if page == "patient" else set()
    given |= {Needs.DUE} if page in DUE_PAGES else set()
    if not is_read_only:
        given.add(Needs.WRITING)
        given |= {Needs.WRITING_PATIENT} if Needs.PATIENT in given else set()
        given |= {Needs.WRITING_DUE} if Needs.DUE in given else set()
    return frozenset(given)


def shortcut_lines() -> tuple[tuple[str, str], ...]:
    """Return (what, keys) of every act that has keys, for the shortcut sheet."""
    either = say("{} or {}")
    return tuple(
        (plain(say(act.text)).rstrip("…"), reduce(either.format, act.keys))
        for act in ACTS
        if act.keys
    )


def menu_words(name: str) -> str:
    """Return the words of an act with its keys, for a menu beside the one of the window."""
    act = next(one for one in ACTS if one.name == name)
    return "\t".join((plain(say(act.text)), *act.keys))


@lru_cache
def plain(text: str) -> str:
    """Return the words of a menu without the signs that mark its key; "&&" is a real one.

    Korean sets the key behind the words: "저장(&S)".
    """
    return re.sub("&(.)", r"\1", re.sub(r"\(&[A-Z]\)", "", text))
