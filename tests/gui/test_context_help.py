import importlib
import inspect

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QShortcut
from PySide6.QtWidgets import (
    QAbstractItemView,
    QAbstractSpinBox,
    QComboBox,
    QDialog,
    QLineEdit,
    QWidget,
)

from mrdtracker.gui.context_help import FIELD, HelpWindow, target_of
from mrdtracker.gui.module_steps import WORKBENCH
from mrdtracker.gui.patient_dialog import PatientDialog
from mrdtracker.gui.presenters.help_topics import FIRST_PAGE
from mrdtracker.gui.side_pages import SIDE_PAGES
from tests.gui.presenters.test_help_topics import GUI
from tests.gui.ward import open_ward, shown

INPUTS = (QLineEdit, QComboBox, QAbstractItemView, QAbstractSpinBox)
# The help itself.
WITHOUT = {"HelpWindow"}


@pytest.fixture
def patient_dialog(qtbot, tmp_path):
    ward = open_ward(tmp_path)
    yield shown(qtbot, PatientDialog(ward.workspace, None, None))
    ward.close()


def test_f1_in_a_field_opens_its_paragraph_beside_the_dialog(qtbot, patient_dialog):
    patient_dialog.fields["wbc"].setFocus()

    qtbot.keyClick(patient_dialog.focusWidget(), Qt.Key.Key_F1)

    window = patient_dialog.findChild(HelpWindow)
    assert window.browser.textCursor().block().text() == "White cells"
    window.close()


def test_every_field_of_the_dialog_leads_somewhere(patient_dialog):
    for field in patient_dialog.fields.values():
        assert field.property(FIELD)
        assert target_of(field.editor).topic == "fields", field.name


def test_every_dialog_listens_to_f1():
    dialogs = set()
    for file in sorted(GUI.glob("*.py")):
        module = importlib.import_module(f"mrdtracker.gui.{file.stem}")  # noqa: TID251
        dialogs |= {
            one
            for _, one in inspect.getmembers(module, inspect.isclass)
            if issubclass(one, QDialog) and one.__module__ == module.__name__
        }

    def listens(dialog):
        bases = [base for base in dialog.__mro__ if base in dialogs]
        return any("give_help(self)" in inspect.getsource(base) for base in bases)

    assert {one.__name__ for one in dialogs if not listens(one)} == WITHOUT
    assert "context_help" in WORKBENCH


@pytest.mark.parametrize("page", ["patients", "patient", *SIDE_PAGES])
def test_every_input_of_every_page_has_a_paragraph(desk, page):
    if page == "patient":
        desk.patient("DEMO-05")
    else:
        desk.bench.do(page)
    shown_page = desk.frame.pages.currentWidget()
    inputs = [one for one in shown_page.findChildren(QWidget) if isinstance(one, INPUTS)]

    assert [one for one in (shown_page, *inputs) if target_of(one) == FIRST_PAGE] == []


def test_f1_on_a_page_opens_its_paragraph(desk):
    desk.bench.do("history")
    desk.bench.history.setFocus()

    desk.bench.do("help here")

    assert desk.bench.help.browser.textCursor().block().text() == "History"


def test_every_dialog_has_one_shortcut(patient_dialog):
    assert len(patient_dialog.findChildren(QShortcut)) == 1
