import logging

from PySide6.QtCore import QMessageLogContext, QtMsgType
from PySide6.QtWidgets import QApplication, QPushButton

from mrdtracker.domain.errors import StoreError
from mrdtracker.gui import problem_report
from mrdtracker.gui.empty_state import EmptyState
from tests.gui.desk import answer


def fail():
    raise ValueError("Kim M., born 01 Feb 2021")


def an_error():
    try:
        fail()
    except ValueError as error:
        return error


def test_the_report_names_places_and_no_patient():
    report = problem_report.report_of(an_error())

    assert "ValueError" in report
    assert "test_problem_report.py" in report
    assert "Kim" not in report


def test_the_report_can_be_copied(desk):
    def copy(box):
        # A drawn cross of the desktop's own would be black on the dark ground.
        assert all(button.icon().isNull() for button in box.findChildren(QPushButton))
        assert box.defaultButton().text().replace("&", "") == "Close"
        next(button for button in box.findChildren(QPushButton) if "Copy" in button.text()).click()

    answer(copy)
    problem_report.offer_report(desk.window, "places")

    assert QApplication.clipboard().text() == "places"


def test_a_first_refusal_is_a_page_with_its_way_out(desk):
    error = StoreError("The file is in use by Ben.", "Ask Ben to close it.")

    problem_report.show_refusal(desk.frame, error, is_first=True)

    page = desk.frame.pages.currentWidget()
    assert isinstance(page, EmptyState)
    assert page.title.text() == "The file is in use by Ben."
    assert page.sentence.text() == "Ask Ben to close it."


def test_a_later_refusal_leaves_the_open_store_alone(desk):
    said = []

    def read(box):
        said.append(box.text())
        box.reject()

    answer(read)
    problem_report.show_refusal(desk.frame, StoreError("No.", "Do that."), is_first=False)

    assert said == ["No. Do that."]
    assert desk.frame.pages.currentWidget() is desk.bench.list


def test_what_qt_says_goes_to_the_log(caplog):
    with caplog.at_level(logging.DEBUG, "mrdtracker"):
        problem_report.log_qt(QtMsgType.QtWarningMsg, QMessageLogContext(), "odd size")

    assert [(one.levelname, one.getMessage()) for one in caplog.records] == [
        ("WARNING", "Qt: odd size")
    ]
