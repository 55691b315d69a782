"""One whole morning of the technician, from the list to the page that is handed over.

Everything is done with keys and clicks on the window; the record is only read, to see what stands.
"""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest

from mrdtracker.domain.finding import Flag
from mrdtracker.domain.listing import PatientQuery
from mrdtracker.gui.actions import ACTS
from mrdtracker.services.workspace import Workspace
from tests.gui.board_desk import go, said
from tests.gui.desk import ANNA, answer
from tests.gui.due_desk import Morning, a_ward, choose, day, due_desk, enter, texts
from tests.gui.ward import bundled_rules

RETURN, CONTROL = Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def ward(tmp_path):
    """Day 16 of two children of AIEOP-BFM ALL 2009, of whom no tube came yet."""
    workspace = a_ward(tmp_path, Morning(day(16)))
    enter(workspace, 1, "aieop-bfm-all-2009")
    enter(workspace, 2, "aieop-bfm-all-2009")
    return workspace


def test_a_whole_morning(qtbot, ward):
    with due_desk(qtbot, ward) as (desk, today):
        with_keys(desk)
        # 07:45 What must I do today? The most urgent stands first.
        assert today.title.text().startswith("Today: 2 overdue, 2 due")
        assert texts(today)[0].endswith("overdue")

        # 08:10 The day-15 marrow of the first child arrives: Enter receives it.
        choose(today, "S-0001 D15")
        today.table.setFocus()
        answer(lambda dialog: QTest.keyClick(dialog, Qt.Key.Key_S, CONTROL))
        QTest.keyClick(today.table, RETURN)
        assert "S-0001 D15 BM result missing" in texts(today)

        # 10:50 The ward asks for the other child: three keys and Enter, and back again.
        find(desk, "S-0002")
        press(desk, "Alt+Left")
        assert desk.frame.pages.currentWidget() is today

        # 13:30 The flow result comes as counts; the threshold of the day wants it a second time.
        choose(today, "S-0001 D15")
        today.table.setFocus()

        def counts(dialog):
            for _value_and_second in range(2):
                QTest.keyClicks(dialog.focusWidget(), "62000/500000")
                QTest.keyClick(dialog.focusWidget(), RETURN)

        answer(counts)
        QTest.keyClick(today.table, Qt.Key.Key_F2)
        assert ward.journal(limit=1)[0].label.startswith("Record flow result, BM 1")

        # 14:30 The flag lights, with its sentence and its source.
        find(desk, "S-0001")
        assert "12.4 % ≥ 10 %" in why(desk)
        assert Flag.HIGH_RISK_THRESHOLD_CROSSED in flags_of(ward, "S-0001")

        # It was the other child's number: undo, and nothing of it is left in any answer.
        press(desk, "Ctrl+Z")
        assert "12.4 %" not in why(desk)
        assert Flag.HIGH_RISK_THRESHOLD_CROSSED not in flags_of(ward, "S-0001")

        # It is entered on the board for whom it belongs to; no tube was received yet.
        press(desk, "Ctrl+2")
        board = desk.bench._side.board
        go(board, "S-0002", "D15 BM")
        answer(counts)
        QTest.keyClick(board.table, Qt.Key.Key_F2)
        assert said(board) == "Day 15 marrow: received, no result by morphology"
        go(board, "S-0001", "D15 BM")
        assert said(board) == "Day 15 marrow: received, no result by flow, morphology"
        assert Flag.HIGH_RISK_THRESHOLD_CROSSED in flags_of(ward, "S-0002")

        # 15:00 The page for the clinician is issued, and its bytes are kept.
        find(desk, "S-0002")
        assert "12.4 %" in why(desk)
        answer(lambda dialog: hand_over(qtbot, dialog))
        press(desk, "Ctrl+P")
        patient = ward.patient_by_code("S-0002").id
        (report,) = ward.reports(patient).reports
        assert ward.report_pdf(report.id).startswith(b"%PDF-")

    # 16:50 Nothing that was acknowledged is missing, and the record is what the journal says.
    with Workspace.open(ward.path, ANNA, rules=bundled_rules()) as evening:
        assert len(evening.patient_file(patient).measurements) == 1
        assert evening.verify().findings == ()


def with_keys(desk):
    """Let menus and keys do their acts, as the running program does."""
    for act in ACTS:
        desk.frame.acts[act.name].triggered.connect(lambda _, name=act.name: desk.bench.do(name))


def press(desk, keys):
    """Do what the keys do; an offscreen window is not given its shortcuts by the platform."""
    (name,) = (act.name for act in ACTS if keys in act.keys)
    assert desk.frame.acts[name].isEnabled(), name
    desk.frame.acts[name].trigger()


def find(desk, code):
    """Open a patient by the search of everything."""
    press(desk, "Ctrl+K")
    QTest.keyClicks(desk.frame.search, code)
    QTest.keyClick(desk.frame.search, RETURN)
    assert desk.bench.patient.header.code.text() == code


def why(desk):
    """Copy the explanation, as a person does, and read it from the clipboard."""
    press(desk, "Ctrl+Shift+C")
    return QGuiApplication.clipboard().text()


def flags_of(workspace, code):
    row = next(one for one in workspace.patients(PatientQuery()).rows if one.code == code)
    return [Flag(one) for one in row.summary.flags]


def hand_over(qtbot, dialog):
    """Issue the page once it is set, and close."""
    qtbot.waitUntil(dialog.issue_button.isEnabled, timeout=10_000)
    answer(lambda asked: qtbot.mouseClick(asked.issue_button, Qt.MouseButton.LeftButton))
    qtbot.mouseClick(dialog.issue_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "Issued" in dialog.note.text(), timeout=20_000)
    dialog.accept()
