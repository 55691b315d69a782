"""Notes that stay beside what they are about, until a click or Esc."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from mrdtracker.gui.pinned_notes import NoteText, PinnedNotes
from tests.gui.desk import the_switch


@pytest.fixture
def notes(qtbot):
    the_switch()
    canvas = QWidget()
    qtbot.addWidget(canvas)
    canvas.resize(600, 300)
    canvas.show()
    return PinnedNotes(canvas)


PLACE = QPoint(100, 100)


def text(name="a", pages=("one line",), place=PLACE):
    return NoteText(name, pages, lambda: place)


def test_a_note_stands_beside_its_place(notes):
    notes.pin(text())

    (note,) = notes.shown
    assert note.isVisible()
    assert not note.geometry().contains(QPoint(100, 100))
    assert note.words.text() == "one line"


def test_pinned_twice_it_is_taken_away(notes):
    notes.pin(text())
    notes.pin(text())

    assert notes.shown == []


def test_several_notes_do_not_cover_each_other_nor_leave_the_canvas(notes):
    for number in range(4):
        notes.pin(text(str(number), ("some words<br>on two lines",), QPoint(560, 20 + number)))

    areas = [note.geometry() for note in notes.shown]
    room = notes.parent().rect()
    assert all(room.contains(area) for area in areas)
    assert not any(a.intersects(b) for a in areas for b in areas if a is not b)


def test_a_click_takes_one_away_and_clear_takes_all(notes):
    notes.pin(text("a"))
    notes.pin(text("b"))

    QTest.mouseClick(notes.shown[0], Qt.MouseButton.LeftButton)
    assert [note.text.name for note in notes.shown] == ["b"]
    assert notes.clear()
    assert not notes.clear()


def test_a_stack_turns_its_pages_round(notes):
    notes.pin(text(pages=("one", "two", "three")))
    note = notes.shown[0]

    assert note.count.text().startswith("1 of 3")
    seen = [note.words.text()]
    for by in (1, 1, 1, -1):
        assert notes.turn(by)
        seen.append(note.words.text())
    assert seen == ["one", "two", "three", "one", "three"]


def test_a_note_without_a_stack_has_no_pages(notes):
    assert not notes.turn(1)
    notes.pin(text())
    assert not notes.turn(1)
    assert not notes.shown[0].count.isVisible()


def test_what_is_not_seen_has_no_note_until_it_is_seen_again(notes):
    place = [QPoint(50, 50)]
    notes.pin(NoteText("a", ("words",), lambda: place[0]))
    (note,) = notes.shown

    place[0] = None
    notes.place()
    assert not note.isVisible()

    place[0] = QPoint(300, 200)
    notes.place()
    assert note.isVisible()
    assert note.pos() == QPoint(312, 212)
