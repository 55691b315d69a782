import re

import pytest
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QFileDialog, QWidget

from mrdtracker.domain.errors import StoreError
from mrdtracker.gui import paper
from tests.gui.printers import OutOfPaper, pdf_printer
from tests.services.report_desk import page_count, streams

HTML = "<h1>Today</h1>"


@pytest.mark.usefixtures("qapp")
def test_a_page_becomes_a_pdf_and_leaves_nothing_beside_it(tmp_path):
    paper.write_pdf(HTML, tmp_path / "list.pdf")

    assert (tmp_path / "list.pdf").read_bytes().startswith(b"%PDF")
    assert [one.name for one in tmp_path.iterdir()] == ["list.pdf"]


@pytest.mark.usefixtures("qapp")
def test_every_page_has_its_number_of_all(tmp_path):
    many, empty = tmp_path / "many.pdf", tmp_path / "empty.pdf"
    paper.write_pdf(HTML + "<p>line</p>" * 200, many)
    paper.write_pdf("", empty)

    assert page_count(many.read_bytes()) > 3
    # "1 / 1" are all the signs of an empty page: two, and a blank.
    (signs,) = re.findall(rb"<0003> \[([^]]+)\]", streams(empty.read_bytes()))
    assert signs.split() == [b"<0031>", b"<0009>", b"<002F>"]


@pytest.mark.usefixtures("qapp")
def test_a_place_that_cannot_be_written_leaves_the_file_that_was_there(tmp_path):
    old = tmp_path / "list.pdf"
    old.mkdir()

    with pytest.raises(StoreError) as caught:
        paper.write_pdf(HTML, old)

    assert caught.value.message.startswith(f"{old} was not written: ")
    assert caught.value.hint == "Choose another place."
    assert [one.name for one in tmp_path.iterdir()] == ["list.pdf"]
    assert "was not written" in paper.save(HTML, tmp_path / "none" / "list.pdf")


@pytest.mark.usefixtures("qapp")
def test_a_printer_that_is_not_there_is_said():
    printer = QPrinter()
    printer.setPrinterName("unplugged")

    with pytest.raises(StoreError, match="No printer took the list"):
        paper.print_page(HTML, printer)


@pytest.mark.usefixtures("qapp")
def test_a_printer_that_stops_between_two_pages_is_told(tmp_path):
    printer = pdf_printer(tmp_path / "list.pdf", OutOfPaper)

    # Of a file: a printer that is not plugged in has no name.
    with pytest.raises(StoreError, match=r"The printer stopped after page 2 of \d+\."):
        paper._fill(paper._document("<p>line</p>" * 200), printer, paper._no_printer())


def test_without_any_printer_no_dialog_is_opened(qtbot):
    window = QWidget()
    qtbot.addWidget(window)

    assert paper.ask_and_print(HTML, window).startswith("No printer took the list.")


def test_a_file_is_asked_for_and_may_be_refused(qtbot, tmp_path, monkeypatch):
    window = QWidget()
    qtbot.addWidget(window)
    target = tmp_path / "list.pdf"
    answers = iter([("", ""), (str(target), "")])
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: next(answers))

    assert paper.ask_and_save(HTML, "list.pdf", window) == ""
    assert paper.ask_and_save(HTML, "list.pdf", window) == f"Saved as {target}."
