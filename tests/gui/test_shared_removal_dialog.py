"""The dialog that removes for everybody wants a reason, and Enter alone does nothing."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from PySide6.QtCore import Qt

from mrdtracker.domain.saved_view import SavedView
from mrdtracker.gui.shared_removal_dialog import SharedRemovalDialog

LATE = SavedView(
    page="board",
    name="Late",
    content={},
    is_shared=True,
    saved_by="Ben",
    saved_at=datetime(2026, 11, 20, tzinfo=UTC),
)


@pytest.fixture
def dialog(qtbot):
    shown = SharedRemovalDialog(LATE, "Anna")
    qtbot.addWidget(shown)
    shown.show()
    return shown


def test_it_says_whose_view_goes_and_who_removes_it(dialog):
    assert dialog.windowTitle() == "Remove Late"
    assert dialog._words.text().startswith("Ben shares it with everybody in the laboratory.")
    assert "the history says that Anna removed it, and why" in dialog._words.text()


def test_it_removes_only_with_a_reason_and_by_its_button(qtbot, dialog):
    qtbot.keyClicks(dialog.reason, "  ")
    assert not dialog.remove_button.isEnabled()

    qtbot.keyClicks(dialog.reason, "Ben has left.")
    qtbot.keyClick(dialog.reason, Qt.Key.Key_Return)
    assert dialog.isVisible()

    with qtbot.waitSignal(dialog.accepted):
        dialog.remove_button.click()
    assert dialog.reason.text().strip() == "Ben has left."
