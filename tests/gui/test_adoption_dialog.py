import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget

from mrdtracker.gui.adoption_dialog import AdoptionDialog
from mrdtracker.gui.presenters.pack_rows import rows_of
from mrdtracker.services.commands import AddPatient
from tests.gui.desk import answer
from tests.gui.rules_desk import CHANGED, rules_desk, settle
from tests.services.one_child import make_patient


@pytest.fixture
def dialog(qtbot, lee):
    window = QWidget()
    qtbot.addWidget(window)
    row = next(one for one in rows_of(lee) if one.pack_id == "small")
    made = AdoptionDialog(lee, row, window)
    made.show()
    yield made
    if made.task is not None:
        made.task.cancel()
        made.task.wait()


@pytest.fixture
def compared(qtbot, dialog):
    qtbot.waitUntil(lambda: dialog.comparison is not None)
    return dialog


def test_every_patient_who_changes_stands_there_old_beside_new(compared):
    assert tuple(line.code for line in compared.model.rows) == CHANGED
    assert compared.outcome.text() == "2 of 4 patients change."
    assert compared.title.text() == "Small: 1 answers now, 2 waits"
    assert compared.save_button.text() == "&Adopt 2 as Dr Lee"


def test_nothing_is_adopted_without_a_reason(qtbot, lee, compared):
    qtbot.mouseClick(compared.save_button, Qt.MouseButton.LeftButton)

    assert compared.isVisible()
    assert "reason" in compared.refusal.text()
    assert lee.editions.waiting()
    compared.activateWindow()
    qtbot.waitUntil(lambda: QApplication.focusWidget() is compared.reason)


def test_with_the_keyboard_one_stays_and_the_others_are_adopted(qtbot, lee, compared):
    compared.activateWindow()
    qtbot.waitUntil(lambda: QApplication.focusWidget() is compared.table)
    qtbot.keyClick(compared.table, Qt.Key.Key_Down)
    qtbot.keyClick(compared.table, Qt.Key.Key_Space)
    assert [line.stays for line in compared.model.rows] == [False, True]
    assert "1 of them keeps the old edition" in compared.outcome.text()
    qtbot.keyClick(compared.table, Qt.Key.Key_Space)
    assert not any(line.stays for line in compared.model.rows)
    qtbot.keyClick(compared.table, Qt.Key.Key_Space)
    qtbot.keyClicks(compared.reason, "read by Dr Lee")
    qtbot.keyClick(compared.reason, Qt.Key.Key_Return)
    assert compared.isVisible()

    qtbot.keyClick(compared, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)

    assert not compared.isVisible()
    assert compared.changes.label == "Adopt edition 2 of small"
    (entry,) = lee.journal(limit=1)
    assert (entry.actor, entry.reason) == ("Dr Lee", "read by Dr Lee")
    old = next(one.id for one in lee.rules.editions.values() if one.pack_version == "1")
    assert lee.patient_by_code("S-2").pack_edition == old
    assert lee.patient_by_code("S-1").pack_edition is None


def test_lines_are_filtered_and_those_who_stay_stay_marked(qtbot, compared):
    compared.table.select_lines([0])
    qtbot.mouseClick(compared.stay_button, Qt.MouseButton.LeftButton)
    qtbot.keyClicks(compared.search, "S-2")
    assert [line.code for line in compared.model.rows] == ["S-2"]

    compared.search.clear()
    compared.kind.setCurrentIndex(compared.kind.findData("group"))

    assert [line.stays for line in compared.model.rows] == [True, False]


def test_what_was_changed_meanwhile_is_compared_once_more(qtbot, lee, compared):
    lee.recorder.execute(AddPatient(make_patient("S-9", pack="small")))
    compared.reason.setText("read")
    qtbot.mouseClick(compared.save_button, Qt.MouseButton.LeftButton)
    assert "Compare once more" in compared.refusal.text()
    assert lee.editions.waiting()

    qtbot.mouseClick(compared.again_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: compared.comparison is not None)
    assert not compared.refusal.isVisible()
    qtbot.mouseClick(compared.save_button, Qt.MouseButton.LeftButton)

    assert lee.editions.waiting() == ()


def test_the_comparison_can_be_stopped_and_begun_again(qtbot, dialog):
    assert dialog.task is not None
    assert not dialog.save_button.isEnabled()
    assert dialog.cancel_button.text() == "Stop comparing"

    qtbot.mouseClick(dialog.cancel_button, Qt.MouseButton.LeftButton)

    assert dialog.isVisible()
    assert dialog.task is None
    assert "stopped" in dialog.outcome.text()
    assert not dialog.save_button.isEnabled()
    qtbot.mouseClick(dialog.again_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: dialog.comparison is not None)
    qtbot.mouseClick(dialog.cancel_button, Qt.MouseButton.LeftButton)
    assert not dialog.isVisible()
    assert dialog.changes is None


def test_enter_on_a_line_opens_the_patient_and_adopts_nothing(qtbot, lee, compared):
    qtbot.keyClick(compared.table, Qt.Key.Key_Return)

    assert compared.patient_to_open == compared.model.rows[0].patient_id
    assert compared.changes is None
    assert lee.editions.waiting()


def test_the_result_is_seen_everywhere_and_one_undo_takes_it_back(qtbot, tmp_path):
    desk = rules_desk(qtbot, tmp_path)
    page = desk.bench.rules
    page.choose("small")

    def adopt(made):
        qtbot.waitUntil(lambda: made.comparison is not None)
        qtbot.keyClicks(made.reason, "read")
        qtbot.mouseClick(made.save_button, Qt.MouseButton.LeftButton)

    answer(adopt)
    qtbot.mouseClick(page.view.buttons["adopt"], Qt.MouseButton.LeftButton)

    assert page.view.pack.version == "2"
    assert "MRD at D29 (BM, flow) ≥ 1 %" in page.view.browser.toPlainText()
    assert desk.frame.notice.text().endswith("Adopt edition 2 of small")
    settle(qtbot, desk)
    assert desk.workspace.assessment.stale_count() == 0
    desk.patient("S-2")
    assert desk.bench.patient.header.edition.text() == "rules 2"
    assert desk.bench.patient.header.group.chip.word.startswith("LOW")

    desk.bench.do("undo")

    assert desk.bench.patient.header.edition.text() == "◆ rules 1, 2 waits"
    assert desk.bench.patient.header.group.chip.word.startswith("HIGH")
    settle(qtbot, desk)
    desk.close()
