"""The foot of an entry dialog, without a form above it."""

import pytest
from PySide6.QtWidgets import QDialog, QVBoxLayout

from mrdtracker.gui.entry_foot import EntryFoot
from mrdtracker.gui.presenters.form import echo


@pytest.fixture
def dialog(qtbot):
    dialog = QDialog()
    QVBoxLayout(dialog).addWidget(EntryFoot("Save for P-0142"))
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitExposed(dialog)
    return dialog


@pytest.fixture
def foot(dialog):
    return dialog.findChild(EntryFoot)


def test_it_begins_with_the_two_buttons_and_says_nothing(foot):
    assert foot.save_button.text() == "Save for P-0142"
    assert (foot.save_button.isVisible(), foot.cancel_button.isVisible()) == (True, True)
    assert foot.message.isHidden()
    assert not foot.is_asking


def test_the_question_takes_the_place_of_the_buttons_and_enter_keeps_what_was_typed(foot):
    foot.ask()

    assert foot.is_asking
    assert not foot.save_button.isVisible()
    assert foot.keep_button.isDefault()
    assert foot.keep_button.hasFocus()


def test_after_the_question_the_button_that_saves_is_the_default_again(foot):
    foot.ask()

    foot.stop_asking()

    assert not foot.is_asking
    assert foot.save_button.isVisible()
    assert foot.save_button.isDefault()


def test_what_is_saved_unasked_stands_beside_the_button_and_is_spoken_with_it(foot):
    foot.sum_up((echo("Protocol: A"),))
    assert foot.summary.isVisible()
    assert foot.save_button.accessibleDescription() == "Protocol: A"

    foot.sum_up(())

    assert foot.summary.isHidden()
    assert foot.save_button.accessibleDescription() == ""


def test_what_was_refused_is_marked_and_goes_away_with_its_reason(foot):
    foot.say("The disk is full.")
    assert (foot.message.text(), foot.message.isVisible()) == ("▲ The disk is full.", True)

    foot.say("")

    assert foot.message.isHidden()
