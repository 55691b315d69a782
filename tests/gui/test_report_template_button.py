from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog, QWidget

from mrdtracker.gui.memory import Memory
from mrdtracker.gui.report_template_button import (
    ReportTemplateButton,
    remember_template,
    remembered_template,
)
from mrdtracker.services.report_document import ReportTemplate, bundled_template
from tests.gui.desk import settings_in


@pytest.fixture
def button(qtbot):
    parent, chosen = QWidget(), []
    qtbot.addWidget(parent)
    made = ReportTemplateButton(parent, chosen.append)
    made.chosen, made.kept = chosen, parent
    return made


def test_a_template_is_remembered_until_the_programs_own_is_wanted(tmp_path):
    memory = Memory(settings_in(tmp_path))

    assert remembered_template(memory) is None
    remember_template(memory, tmp_path / "ward.typ")
    assert remembered_template(Memory(settings_in(tmp_path))) == tmp_path / "ward.typ"
    remember_template(memory, None)
    assert remembered_template(memory) is None
    remember_template(None, tmp_path)
    assert remembered_template(None) is None


def test_a_copy_of_the_template_can_be_edited_and_used(button, tmp_path, monkeypatch):
    target, told = tmp_path / "ward.typ", []
    button.told.connect(lambda words, is_refusal: told.append((words, is_refusal)))
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target), ""))

    button.menu().actions()[-1].trigger()

    assert target.read_bytes() == bundled_template().read_bytes()
    assert told == [(f"Copied to {target}. Edit it, then choose it here.", False)]
    assert ReportTemplate(target).path == target


def test_a_copy_that_cannot_be_written_is_said(button, tmp_path):
    told = []
    button.told.connect(lambda words, is_refusal: told.append((words, is_refusal)))

    button.copy_to(tmp_path / "none" / "ward.typ")

    ((words, is_refusal),) = told
    assert is_refusal
    assert "cannot be written" in words


def test_ones_own_template_is_chosen_and_left_again(button, monkeypatch):
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: ("ward.typ", ""))

    own, bundled, *_ = button.menu().actions()
    own.trigger()
    bundled.trigger()

    assert button.chosen == [Path("ward.typ"), None]
