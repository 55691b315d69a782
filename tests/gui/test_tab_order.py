"""Everything is reached by the keyboard: Tab walks every dialog in the order it is read."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QWidget

from mrdtracker.gui.event_dialog import EventDialog
from mrdtracker.gui.field_page import FieldPage
from mrdtracker.gui.import_dialog import ImportDialog
from mrdtracker.gui.measurement_dialog import MeasurementDialog
from mrdtracker.gui.paste_dialog import PasteDialog
from mrdtracker.gui.patient_dialog import PatientDialog
from mrdtracker.gui.presenters.course_lines import result_lines
from mrdtracker.gui.presenters.voiding import void_result
from mrdtracker.gui.quick_result_dialog import QuickResultDialog
from mrdtracker.gui.sample_dialog import SampleDialog
from mrdtracker.gui.settings_dialog import SettingsDialog
from mrdtracker.gui.void_dialog import VoidDialog

MOST_STOPS = 200
ROW = 12


def _void(ward):
    to_void = void_result(result_lines(ward.view)[0])
    return VoidDialog(ward.workspace, ward.view, to_void.records, to_void.what, None)


DIALOGS = {
    "new patient": lambda ward: PatientDialog(ward.workspace, None, None),
    "edit patient": lambda ward: PatientDialog(ward.workspace, ward.view.file.patient, None),
    "result": lambda ward: MeasurementDialog(ward.workspace, ward.view, None, None),
    "amend": lambda ward: MeasurementDialog(ward.workspace, ward.view, ward.view.rows[0], None),
    "sample": lambda ward: SampleDialog(ward.workspace, ward.view, None, None),
    "event": lambda ward: EventDialog(ward.workspace, ward.view, None, None),
    "quick result": lambda ward: QuickResultDialog(
        ward.workspace, ward.view, {"sample": "new", "method": "flow"}, "D33 BM", None
    ),
    "paste": lambda ward: PasteDialog(ward.workspace, ward.view, None),
    "void": _void,
    "settings": lambda ward: SettingsDialog(ward.workspace, None),
    "import": lambda ward: ImportDialog(ward.workspace, None, None),
}


def has_focus(dialog: QWidget) -> bool:
    """Answer whether the cursor is in this dialog, and not in one of another test."""
    widget = QApplication.focusWidget()
    return widget is not None and dialog.isAncestorOf(widget)


def stops(dialog: QWidget) -> list[QWidget]:
    """Walk with Tab until the walk begins again."""
    walked: list[QWidget] = []
    for _ in range(MOST_STOPS):
        widget = QApplication.focusWidget()
        assert widget is not None
        if widget in walked:
            return walked
        walked.append(widget)
        dialog.focusNextChild()
    raise AssertionError("Tab never came back to where it began")


def reachable(dialog: QWidget) -> set[QWidget]:
    """Return what a person can act on."""
    return {
        one
        for one in dialog.findChildren(QWidget)
        if one.isVisibleTo(dialog)
        and one.isEnabled()
        and one.focusPolicy() & Qt.FocusPolicy.TabFocus
        and one.focusProxy() is None
        and not one.objectName().startswith("qt_")
    }


@pytest.mark.parametrize("name", DIALOGS)
def test_tab_reaches_everything_once_and_comes_back(qtbot, ward, name):
    dialog = DIALOGS[name](ward)
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.activateWindow()
    qtbot.waitUntil(lambda: has_focus(dialog))

    walked = stops(dialog)

    assert reachable(dialog) - set(walked) == set()


def test_a_lesion_that_is_added_keeps_its_place(qtbot, ward):
    dialog = PatientDialog(ward.workspace, ward.view.file.patient, None)
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.activateWindow()
    qtbot.waitUntil(lambda: has_focus(dialog))
    dialog.new_lesion.box.setText("TCF3::HLF")
    dialog.add_lesion_button.click()

    walked = stops(dialog)

    assert reachable(dialog) - set(walked) == set()


@pytest.mark.parametrize("name", [one for one in DIALOGS if one != "import"])
def test_tab_goes_down_the_page_as_it_is_read(qtbot, ward, name):
    dialog = DIALOGS[name](ward)
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.activateWindow()
    qtbot.waitUntil(lambda: has_focus(dialog))

    walked = stops(dialog)
    last = walked.index(dialog.save_button)
    from_the_top = walked[last + 1 :] + walked[: last + 1]
    heights = [one.mapTo(dialog, QPoint(0, one.height() // 2)).y() for one in from_the_top]

    page = dialog.findChild(FieldPage)

    def is_in_page(widget):
        return page.isAncestorOf(widget)

    backwards = [
        (from_the_top[place].accessibleName(), from_the_top[place + 1].accessibleName())
        for place in range(len(heights) - 1)
        if heights[place + 1] < heights[place] - ROW
        and is_in_page(from_the_top[place]) == is_in_page(from_the_top[place + 1])
    ]
    assert backwards == []


FORMS = ("new patient", "edit patient", "result", "amend", "sample", "event", "quick result")


@pytest.mark.parametrize("name", FORMS)
def test_enter_goes_down_the_form_and_saves_at_its_end(qtbot, ward, name):
    dialog = DIALOGS[name](ward)
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.activateWindow()
    qtbot.waitUntil(lambda: has_focus(dialog))
    visited = []
    while dialog.isVisible() and dialog.foot.message.isHidden() and len(visited) < MOST_STOPS:
        widget = dialog.focusWidget()
        visited.append(widget)
        if widget in (dialog.save_button, dialog.cancel_button):
            break
        qtbot.keyClick(widget, Qt.Key.Key_Return)

    is_saved_or_refused = not dialog.isVisible() or not dialog.foot.message.isHidden()
    assert is_saved_or_refused
    assert len(visited) == len(set(visited))
    assert dialog.save_button not in visited
