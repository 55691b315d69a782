from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QLabel

from mrdtracker.gui.report_issue_dialog import ReportIssueDialog
from mrdtracker.services.issuing import SinceReport
from mrdtracker.services.report_changes import PageChange
from tests.builders import a_report


def opened(qtbot, since):
    dialog = ReportIssueDialog("S-1", "Kim", since, None)
    qtbot.addWidget(dialog)
    return dialog


def words(dialog):
    return [label.text() for label in dialog.findChildren(QLabel)]


def test_the_first_report_needs_no_reason(qtbot):
    dialog = opened(qtbot, None)

    qtbot.mouseClick(dialog.issue_button, Qt.MouseButton.LeftButton)

    assert dialog.windowTitle() == "Issue report 1 of S-1"
    assert dialog.issue_button.text() == "&Issue report 1 as Kim"
    assert any("cannot be undone" in one for one in words(dialog))
    assert dialog.result() == QDialog.DialogCode.Accepted


def test_an_amendment_shows_what_changed_and_asks_why(qtbot):
    since = SinceReport(a_report(), (PageChange("Group", "SR", "HR"),))
    dialog = opened(qtbot, since)

    qtbot.mouseClick(dialog.issue_button, Qt.MouseButton.LeftButton)
    assert dialog.note.text() == "Say in a few words why the report is amended."
    assert dialog.result() != QDialog.DialogCode.Accepted

    qtbot.keyClicks(dialog.reason, "typing error")
    qtbot.mouseClick(dialog.issue_button, Qt.MouseButton.LeftButton)
    assert dialog.result() == QDialog.DialogCode.Accepted
    assert "– Group: SR → HR" in words(dialog)
    assert dialog.windowTitle() == "Issue report 2 of S-1"


def test_an_amendment_without_changes_says_so(qtbot):
    dialog = opened(qtbot, SinceReport(a_report(), ()))

    assert "– Nothing of what the page says." in words(dialog)


def test_an_enter_too_many_issues_nothing(qtbot):
    dialog = opened(qtbot, None)
    dialog.show()

    qtbot.keyClick(dialog, Qt.Key.Key_Return)

    assert "Issue report 1 of S-1" in words(dialog)
    assert dialog.result() == QDialog.DialogCode.Rejected
