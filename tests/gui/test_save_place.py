"""What a person types as a file name becomes a file of its kind, where files belong."""

from pathlib import Path

import pytest
from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QFileDialog

from mrdtracker.gui import save_place
from mrdtracker.gui.save_place import ask_for_file, begin_at, note

KINDS = "PDF (*.pdf)"


@pytest.fixture
def documents(tmp_path, monkeypatch):
    """A folder for documents, and nothing saved before."""
    folder = tmp_path / "Documents"
    folder.mkdir()
    monkeypatch.setattr(QStandardPaths, "writableLocation", lambda _kind: str(folder))
    monkeypatch.setattr(save_place._LastPlace, "folder", None)
    return folder


@pytest.fixture
def answers(monkeypatch):
    """What the person chooses in one dialog after the other; what each began with."""
    to_give, began = [], []

    def choose(_parent, _title, suggested, _kinds):
        began.append(suggested)
        return (str(to_give.pop(0)), "")

    monkeypatch.setattr(QFileDialog, "getSaveFileName", choose)
    return to_give, began


def test_the_first_dialog_begins_among_documents_and_the_next_beside_the_last(documents, answers):
    to_give, began = answers
    (documents.parent / "desk").mkdir()
    to_give += [documents.parent / "desk" / "a.pdf", ""]

    ask_for_file(None, "", "a.pdf", KINDS)
    assert ask_for_file(None, "", "b.pdf", KINDS) is None

    assert began == [str(documents / "a.pdf"), str(documents.parent / "desk" / "b.pdf")]


def test_a_folder_that_is_gone_is_no_place_to_begin(documents, tmp_path):
    note(tmp_path / "stick" / "a.pdf")
    assert begin_at("a.pdf") == str(documents / "a.pdf")

    documents.rmdir()
    assert begin_at("a.pdf") == str(Path.home() / "a.pdf")


@pytest.mark.parametrize(
    ("typed", "file"),
    [
        ("due", "due.pdf"),
        ("26.00471", "26.00471.pdf"),
        ("S-0142.", "S-0142..pdf"),
        ("a.PDF", "a.PDF"),
        ("a.txt", "a.txt"),
    ],
)
def test_a_name_without_a_suffix_gets_it(documents, answers, typed, file):
    answers[0].append(documents / typed)

    assert ask_for_file(None, "", "list.pdf", KINDS) == documents / file


def test_a_file_that_nobody_was_asked_about_is_asked_about(documents, answers):
    to_give, began = answers
    (documents / "due.pdf").write_text("of yesterday")
    to_give += [documents / "due", documents / "due.pdf"]

    assert ask_for_file(None, "", "list.pdf", KINDS) == documents / "due.pdf"
    assert began[1] == str(documents / "due.pdf")
