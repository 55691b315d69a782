"""Hidden results are hidden from the eye and from nothing else, and the page says so."""

import random

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu

from mrdtracker.gui.case_state import CaseState
from mrdtracker.gui.hidden_results import (
    HIDE_SELECTED,
    HIDING_ACTS,
    ONLY_SELECTED,
    SHOW_ALL,
    HiddenNote,
    fill_hiding_menu,
    hidden_words,
    hide_results,
)
from mrdtracker.gui.scan_keys import ScanKeys

pytestmark = pytest.mark.usefixtures("qapp")

SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def page(qtbot, desk):
    page = desk.bench.patient
    page.course.make_canvas()
    desk.patient("DEMO-08")
    qtbot.waitUntil(lambda: page.course.canvas.drawn is not None)
    return page


def first_keys(page, number):
    return frozenset(line.key for line in page.records.results.rows[:number])


def shown_in_the_table(page):
    rows = page.records.results.rows
    is_hidden = page.records.result_table.isRowHidden
    return {line.key for row, line in enumerate(rows) if not is_hidden(row)}


def test_the_words_count_and_name_what_still_uses_them():
    assert hidden_words(0) == ""
    assert hidden_words(1) == "1 result hidden; group, findings and reports still use it"
    assert hidden_words(3) == "3 results hidden; group, findings and reports still use them"


def test_every_act_says_what_became_of_it():
    state = CaseState()
    state.keep_only(frozenset("abc"))
    said = [hide_results(state, SHOW_ALL), hide_results(state, ONLY_SELECTED)]
    state.select(frozenset("ab"))
    said += [hide_results(state, name) for name in (ONLY_SELECTED, ONLY_SELECTED, HIDE_SELECTED)]
    said += [hide_results(state, SHOW_ALL)]

    assert said == [
        "Nothing is hidden.",
        "Select one or more results in the course or in the table first.",
        "Hidden: 1 result. Esc shows everything again.",
        "No other results are shown.",
        "At least one result stays: select fewer of them.",
        "All results are shown again.",
    ]


def test_the_menu_offers_with_its_keys_what_can_be_done():
    state, asked, menu = CaseState(), [], QMenu()
    state.keep_only(frozenset("ab"))
    state.select(frozenset("a"))

    fill_hiding_menu(menu, state, asked.append)
    menu.actions()[1].trigger()

    entries = [(one.text(), one.isEnabled()) for one in menu.actions()]
    assert entries == [
        ("Show only the selected results\tZ", True),
        ("Hide the selected results\tShift+Z", True),
        ("Show all results", False),
    ]
    assert asked == [HIDE_SELECTED]


def test_the_line_is_there_as_long_as_something_is_hidden(qtbot):
    state = CaseState()
    state.keep_only(frozenset("abc"))
    note = HiddenNote(state)
    qtbot.addWidget(note)
    assert note.isHidden()

    state.select(frozenset("a"))
    state.show_only_selection()
    assert not note.isHidden()
    assert note.words.text() == hidden_words(2)

    with qtbot.waitSignal(note.showAsked):
        note.show_button.click()


@pytest.mark.parametrize("view", ["canvas", "table"])
def test_z_shows_only_the_selection_and_esc_shows_all_again(page, view):
    widget = page.course.canvas if view == "canvas" else page.records.result_table
    keys, everything = first_keys(page, 2), shown_in_the_table(page)
    page.state.select(keys)
    widget.setFocus()
    header = page.records.result_table.horizontalHeader()
    widths = [header.sectionSize(place) for place in range(header.count())]

    QTest.keyClick(widget, Qt.Key.Key_Z)
    page.course.canvas.draw()
    assert shown_in_the_table(page) == set(page.course.canvas.drawn.anchors) == keys
    assert {line.key for line in page.records.result_table.selected_rows()} == keys
    assert [header.sectionSize(place) for place in range(header.count())] == widths
    assert page.records.tabText(0) == "Results 2 of 8"
    assert page.hidden_note.words.text() == hidden_words(6)
    assert page.hidden_note.isVisible()

    QTest.keyClick(widget, Qt.Key.Key_Escape)
    page.course.canvas.draw()
    assert shown_in_the_table(page) == everything
    assert set(page.course.canvas.drawn.keys) == everything
    assert page.state.selection == keys
    assert page.hidden_note.isHidden()


def test_shift_z_hides_the_selection_and_lets_it_go(page):
    keys = first_keys(page, 3)
    page.state.select(keys)

    QTest.keyClick(page.course.canvas, Qt.Key.Key_Z, SHIFT)

    assert shown_in_the_table(page).isdisjoint(keys)
    assert page.state.selection == frozenset()
    assert page.course.canvas.accessibleDescription().endswith("Hidden for now: 3 results")


def test_nothing_but_picture_and_table_changes(page, desk):
    def what_counts():
        page.records.result_table.copy_table()
        return (
            page.panel.browser.toPlainText(),
            page.header.group.accessibleName(),
            page._explain(page.view),
            page.course.export._seen(),
            QGuiApplication.clipboard().text(),
        )

    before = what_counts()
    page.state.select(first_keys(page, 3))
    page.act(HIDE_SELECTED)

    assert what_counts() == before
    assert len(before[-1].splitlines()) == 9
    desk.bench.do("refresh")
    assert len(page.state.hidden) == 8 - len(shown_in_the_table(page)) == 3


def test_another_patient_and_a_tube_that_is_opened_are_shown_whole(page, desk):
    page.state.select(first_keys(page, 3))
    page.act(ONLY_SELECTED)
    tube = page.view.file.samples[0]
    desk.bench.open_patient(tube.patient_id, tube.id)
    assert page.state.hidden == frozenset()

    page.state.select(first_keys(page, 1))
    page.act(ONLY_SELECTED)
    desk.patient("DEMO-02")
    assert page.state.hidden == frozenset()
    assert page.course.canvas.view.hidden == frozenset()
    assert len(shown_in_the_table(page)) == len(page.view.rows)


def test_a_clause_of_the_explanation_brings_its_hidden_results_back(page):
    used = next(
        frozenset(one.result_keys)
        for pack in page.panel.packs
        for one in pack.findings
        if one.result_keys
    )
    page.state.select(used)
    page.act(HIDE_SELECTED)

    page.state.select(used)

    assert used <= shown_in_the_table(page)
    assert {line.key for line in page.records.result_table.selected_rows()} == used


def test_a_scanned_code_hides_nothing(page, desk):
    page.state.select(first_keys(page, 1))
    handle, desk.window.scan_keys = desk.window.windowHandle(), ScanKeys(lambda: 0)
    page.records.result_table.setFocus()

    for sign in "AZZ-104Z":
        QTest.keyClick(handle, sign)

    assert page.state.hidden == frozenset()
    QTest.keyClick(handle, Qt.Key.Key_Return)


def test_a_selection_over_hidden_rows_takes_only_what_is_seen(page):
    keys = first_keys(page, 4)
    page.state.select(keys)
    page.act(ONLY_SELECTED)
    page.state.select(first_keys(page, 1))

    page.records.result_table.selectAll()
    assert page.state.selection == keys
    assert len(page.state.hidden) == 4

    page.act(SHOW_ALL)
    assert {line.key for line in page.records.result_table.selected_rows()} == keys


def test_after_many_acts_every_view_shows_what_the_state_says(page, desk):
    canvas, records, state = page.course.canvas, page.records, page.state
    chance = random.Random(5)  # noqa: S311 - not a secret
    every = sorted(first_keys(page, 8))

    def pick(place):
        place(frozenset(chance.sample(every, chance.randrange(4))))

    def click_table(keys):
        seen = [row for row in range(8) if not records.result_table.isRowHidden(row)]
        keyed = [row for row in seen if records.results.rows[row].key in keys]
        records.result_table.select_lines(keyed)

    acts = [
        lambda: pick(state.select),
        lambda: pick(lambda keys: canvas.picked.emit(keys - state.hidden)),
        lambda: pick(click_table),
        lambda: page.act(chance.choice(HIDING_ACTS)),
        lambda: records.result_table.selectAll(),
        lambda: desk.bench.do("refresh") if chance.randrange(5) == 0 else None,
    ]
    for _ in range(40):
        chance.choice(acts)()
        assert shown_in_the_table(page) == set(every) - state.hidden != set()
        assert canvas.view.hidden == state.hidden
        assert {line.key for line in records.result_table.selected_rows()} == state.selection
        assert canvas._selected == state.selection
        assert page.hidden_note.isVisible() == bool(state.hidden)
