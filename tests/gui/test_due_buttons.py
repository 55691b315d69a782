from PySide6.QtCore import Qt

from mrdtracker.gui.due_buttons import DueButtons
from tests.gui.desk import the_switch


def some_buttons(qtbot, *, is_writable=True):
    the_switch()
    buttons = DueButtons(is_writable=is_writable)
    qtbot.addWidget(buttons)
    buttons.show()
    return buttons


def test_the_buttons_offer_what_is_asked_for(qtbot):
    buttons = some_buttons(qtbot)

    buttons.allow("Enter result", is_patient=True, may_be_missed=False)
    assert buttons.do_button.text() == "Enter result…"
    assert (buttons.do_button.isEnabled(), buttons.open_button.isEnabled()) == (True, True)
    assert not buttons.not_done.isEnabled()
    buttons.allow("", is_patient=False, may_be_missed=False)
    assert buttons.do_button.text() == "Enter…"
    assert not buttons.do_button.isEnabled()
    assert not buttons.open_button.isEnabled()


def test_a_button_names_its_act(qtbot):
    buttons = some_buttons(qtbot)
    buttons.allow("Enter sample", is_patient=True, may_be_missed=True)

    for button, name in (
        (buttons.do_button, "due form"),
        (buttons.not_done, "due missed"),
        (buttons.open_button, "due patient"),
    ):
        with qtbot.waitSignal(buttons.asked) as asked:
            qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
        assert asked.args == [name]


def test_what_only_opens_the_patient_has_one_button(qtbot):
    buttons = some_buttons(qtbot)

    # Whatever it is called: in another language two acts may be said alike, and one in two ways.
    buttons.allow("See", is_patient=True, may_be_missed=False, only_opens=True)
    assert not buttons.do_button.isVisible()
    buttons.allow(buttons.open_button.text(), is_patient=True, may_be_missed=True)

    assert buttons.do_button.isVisible()


def test_a_reader_is_offered_to_open_only(qtbot):
    buttons = some_buttons(qtbot, is_writable=False)

    buttons.allow("Enter sample", is_patient=True, may_be_missed=True)

    assert buttons.open_button.isVisible()
    assert not buttons.do_button.isVisible()
    assert not buttons.not_done.isVisible()
