"""The course on the clipboard and in a file, from the menus of its page."""

import pytest
from PySide6.QtCore import QMimeData
from PySide6.QtGui import QClipboard, QGuiApplication
from PySide6.QtWidgets import QMenu, QWidget

from mrdtracker.gui.course_export import SVG_TYPE, CourseExport
from mrdtracker.services.course_export import CourseFile
from mrdtracker.services.course_picture import course_of
from tests.gui.desk import the_switch
from tests.gui.presenters.views import a_view


@pytest.fixture
def told():
    return []


@pytest.fixture
def export(qtbot, told):
    the_switch()
    window = QWidget()
    qtbot.addWidget(window)
    view = a_view()
    made = CourseExport(window, lambda: (view, course_of(view)))
    made.told.connect(told.append)
    return made


def test_the_picture_is_on_the_clipboard_as_pixels_and_as_a_drawing(export, told):
    export.copy_picture()

    data = QGuiApplication.clipboard().mimeData()
    assert data.imageData().width() > 1000
    assert bytes(data.data(SVG_TYPE)).startswith(b"<?xml")
    assert told == ["The picture of the course is on the clipboard."]


def test_the_table_is_on_the_clipboard_with_headers(export, told):
    export.copy_table()

    lines = QGuiApplication.clipboard().text().split("\n")
    assert lines[0].split("\t")[:2] == ["day", "date"]
    assert len(lines) == 1 + len(a_view().rows)
    assert all(line.count("\t") == lines[0].count("\t") for line in lines)
    assert told == ["The numbers of the course are on the clipboard."]


def test_a_clipboard_that_takes_nothing_is_one_sentence(export, told, monkeypatch):
    monkeypatch.setattr(QClipboard, "setMimeData", lambda *_: None)
    QGuiApplication.clipboard().clear()

    export.copy_picture()
    export.copy_table()

    assert told == ["The clipboard did not take it: close what holds it and copy again."] * 2


def test_a_file_is_saved_and_the_place_is_said(export, told, tmp_path):
    export.save_to(tmp_path / "a.svg", CourseFile.SVG)

    assert (tmp_path / "a.svg").exists()
    assert told == [f"The course was saved as {tmp_path / 'a.svg'}."]


def test_a_place_that_cannot_be_written_is_said(export, told, tmp_path):
    export.save_to(tmp_path / "none" / "a.png", CourseFile.PNG_150)

    assert len(told) == 1
    assert "cannot be written" in told[0]


def test_without_a_course_there_is_a_sentence_and_nothing_else(qtbot, told):
    window = QWidget()
    qtbot.addWidget(window)
    QGuiApplication.clipboard().setMimeData(QMimeData())
    export = CourseExport(window, lambda: None)
    export.told.connect(told.append)

    for deed in (export.copy_picture, export.copy_table, export.save):
        deed()

    assert len(told) == 3
    assert not QGuiApplication.clipboard().mimeData().formats()


def test_the_menu_names_what_can_be_done(export):
    menu = QMenu()
    export.fill_menu(menu)

    assert [one.text() for one in menu.actions()] == [
        "Copy picture",
        "Copy table of results",
        "Save course…",
    ]
