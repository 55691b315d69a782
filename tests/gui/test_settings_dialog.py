import pytest
from PySide6.QtCore import Qt

from mrdtracker.gui.presenters.settings_form import PACK
from mrdtracker.gui.settings_dialog import ROOM_FOR_TWO, SettingsDialog
from tests.gui.desk import answer, demo_workspace
from tests.gui.ward import shown, type_into


def test_a_change_is_journalled_shown_and_undone(qtbot, desk):
    def fill(dialog):
        type_into(qtbot, dialog.fields["laboratory"], "St Anna")
        dialog.fields["packs"].boxes[f"{PACK}cog-aall08b1"].click()
        qtbot.keyClick(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)

    answer(fill)
    desk.bench.do("settings")

    settings = desk.workspace.settings()
    assert settings.laboratory == "St Anna"
    assert settings.enabled_packs == ("generic-definitions", "cog-aall08b1")
    assert desk.frame.person.text() == "Anna · St Anna"
    assert "COG AALL08B1" in desk.frame.standing.text()
    assert desk.workspace.journal(limit=1)[0].label == "Change laboratory settings"
    qtbot.waitUntil(lambda: desk.bench.summaries.task is None)
    assert desk.workspace.assessment.stale_count() == 0

    desk.bench.do("undo")

    assert desk.workspace.settings().enabled_packs == ("generic-definitions",)
    assert "COG" not in desk.frame.standing.text()
    qtbot.waitUntil(lambda: desk.bench.summaries.task is None)


def test_the_pack_for_everybody_cannot_be_switched_off(qtbot, desk):
    dialog = shown(qtbot, SettingsDialog(desk.workspace, None))

    box = dialog.fields["packs"].boxes[f"{PACK}generic-definitions"]
    assert box.isChecked()
    assert not box.isEnabled()


@pytest.fixture
def read_only(tmp_path):
    with demo_workspace(tmp_path, is_read_only=True) as workspace:
        yield workspace


def test_a_store_that_is_read_only_shows_its_settings_and_says_why(qtbot, read_only):
    dialog = shown(qtbot, SettingsDialog(read_only, None))

    assert dialog.fields["laboratory"].editor.text() == "Practice laboratory (invented)"
    assert not any(field.isEnabled() for field in dialog.fields.values())
    assert not dialog.save_button.isVisible()
    assert read_only.read_only_reason in dialog.note.text()
    assert dialog.focusWidget() is dialog.cancel_button


def test_on_a_small_screen_nothing_is_scrolled_sideways(qtbot, desk):
    dialog = SettingsDialog(desk.workspace, None)
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitExposed(dialog)

    assert dialog.screen().availableGeometry().width() < ROOM_FOR_TWO
    assert dialog._page.horizontalScrollBar().maximum() == 0
