import pytest
from PySide6.QtCore import Qt

from mrdtracker.gui.edition_dialogs import ApprovalDialog, PinDialog, WithdrawalDialog
from mrdtracker.gui.presenters.pack_rows import rows_of
from tests.gui.rules_desk import filled_lab
from tests.gui.ward import choose, shown, type_into


@pytest.fixture
def lab(tmp_path):
    return filled_lab(tmp_path)


def local_row(workspace):
    return next(row for row in rows_of(workspace) if row.pack_id == "local-small")


def save(qtbot, dialog):
    qtbot.mouseClick(dialog.save_button, Qt.MouseButton.LeftButton)


def test_who_entered_it_cannot_approve_it(qtbot, lab):
    with lab.open("Kim") as workspace:
        dialog = shown(qtbot, ApprovalDialog(workspace, local_row(workspace), None))

        save(qtbot, dialog)

        assert dialog.isVisible()
        assert "Kim entered 'local-small', so another person approves it." in (
            dialog.foot.message.text()
        )
        assert not local_row(workspace).is_usable


def test_the_second_person_approves_it_with_a_note(qtbot, lab):
    with lab.open("Lee") as workspace:
        dialog = shown(qtbot, ApprovalDialog(workspace, local_row(workspace), None))
        type_into(qtbot, dialog.fields["reason"], "read against edition 3")

        save(qtbot, dialog)

        assert workspace.journal(limit=1)[0].reason == "read against edition 3"
        assert local_row(workspace).is_usable


def test_a_withdrawal_needs_a_reason(qtbot, lab):
    with lab.open("Lee") as workspace:
        dialog = shown(qtbot, WithdrawalDialog(workspace, local_row(workspace), None))
        save(qtbot, dialog)
        assert dialog.isVisible()

        type_into(qtbot, dialog.fields["reason"], "wrong document")
        save(qtbot, dialog)

        assert not dialog.isVisible()
        assert local_row(workspace).words == "withdrawn, local"


def test_a_patient_is_pinned(qtbot, lab):
    with lab.open("Lee") as workspace:
        view = workspace.assessment.view(workspace.patient_by_code("S-1").id)
        dialog = shown(qtbot, PinDialog(workspace, view, None))
        digest = workspace.rules.current("small").id
        choose(dialog.fields["edition"], f"Pin to 1, which answers now · {digest[:12]}")
        type_into(qtbot, dialog.fields["reason"], "begun with it")

        save(qtbot, dialog)

        assert workspace.patient_by_code("S-1").pack_edition == digest
        assert dialog.changes.patient_id == view.file.patient.id
