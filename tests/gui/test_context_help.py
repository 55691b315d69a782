import importlib
import inspect

import pytest
from PySide6.QtCore import Qt, QUrl
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
from mrdtracker.gui.presenters.help_pages import help_markdown, spoken_heading
from mrdtracker.gui.presenters.help_sections import sections_of
from mrdtracker.gui.presenters.help_topics import FIRST_PAGE, target_of_names
from mrdtracker.gui.side_page import SidePage
from mrdtracker.gui.side_pages import SIDE_PAGES
from mrdtracker.words import speak
from tests.gui.presenters.test_help_topics import GUI
from tests.gui.test_tab_order import DIALOGS
from tests.gui.ward import open_ward, shown

INPUTS = (QLineEdit, QComboBox, QAbstractItemView, QAbstractSpinBox)
# The help itself.
WITHOUT = {"HelpWindow"}
# A form of these is told field by field.
RECORD_FORMS = {
    "CommandDialog",
    "EntryDialog",
    "EventDialog",
    "MeasurementDialog",
    "PatientDialog",
    "RecordDialog",
    "SampleDialog",
}


@pytest.fixture(params=["en", "ko"])
def language(request):
    """What the help speaks; the window itself stays English."""
    speak({"Yes": "예"} if request.param == "ko" else {})
    yield request.param
    speak({})


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


def test_a_link_beside_a_dialog_leads_to_its_page_and_alt_left_back(qtbot, patient_dialog):
    window = HelpWindow(patient_dialog)
    window.show()

    window.browser.anchorClicked.emit(QUrl("pages#Reports"))
    assert window.browser.textCursor().block().text() == "Reports"
    window.browser.anchorClicked.emit(QUrl("first-page"))
    assert "Glossary, with sources" in window.browser.toPlainText()

    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    qtbot.keyClick(window.browser, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert window.browser.textCursor().block().text() == "Reports"
    began = window._read[0]
    for _once_too_often in range(2):
        window.go_back()
    assert window.target == began
    window.close()


def test_every_field_of_the_dialog_leads_somewhere(patient_dialog):
    for field in patient_dialog.fields.values():
        assert field.property(FIELD)
        assert target_of(field.editor).topic == "fields", field.name


def classes_of(base):
    """Every class of the window that derives from another one."""
    found = set()
    for file in sorted(GUI.glob("*.py")):
        module = importlib.import_module(f"mrdtracker.gui.{file.stem}")  # noqa: TID251
        found |= {
            one
            for _, one in inspect.getmembers(module, inspect.isclass)
            if issubclass(one, base) and one.__module__ == module.__name__
        }
    return found


@pytest.mark.parametrize("base", [QDialog, SidePage])
def test_every_dialog_and_every_page_has_a_paragraph_of_its_own(base):
    def target(one):
        return target_of_names("", [each.__name__ for each in one.__mro__])

    forms = {one for one in classes_of(base) if target(one).heading == "Entering a record"}

    assert {one.__name__ for one in classes_of(base) if target(one) == FIRST_PAGE} == (
        WITHOUT if base is QDialog else {"SidePage"}
    )
    assert {one.__name__ for one in forms} <= RECORD_FORMS


@pytest.mark.usefixtures("language")
@pytest.mark.parametrize("name", DIALOGS)
def test_f1_in_every_input_of_every_form_opens_a_paragraph(qtbot, tmp_path, name):
    ward = open_ward(tmp_path)
    dialog = DIALOGS[name](ward)
    qtbot.addWidget(dialog)
    inputs = [one for one in dialog.findChildren(QWidget) if isinstance(one, INPUTS)]
    targets = {target_of(one) for one in inputs}
    ward.close()

    assert {one for one in targets if one.heading == "Entering a record"} == set()
    for target in targets:
        spoken = {one.heading for one in sections_of("", "", help_markdown(target.topic))}
        assert spoken_heading(target) in spoken


def test_every_dialog_listens_to_f1():
    dialogs = classes_of(QDialog)

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


@pytest.mark.parametrize("page", ["patients", "patient", *SIDE_PAGES])
def test_f1_on_every_page_opens_its_paragraph(desk, page, language):
    if page == "patient":
        desk.patient("DEMO-05")
    else:
        desk.bench.do(page)
    target = target_of(desk.window.focusWidget())

    desk.bench.do("help here")

    opened = desk.bench.help.browser.textCursor().block().text()
    assert opened == spoken_heading(target) != ""
    assert (opened == target.heading) == (language == "en")


def test_every_dialog_has_one_shortcut(patient_dialog):
    assert len(patient_dialog.findChildren(QShortcut)) == 1
