from PySide6.QtCore import Qt

from mrdtracker.gui.board_foot import BoardFoot
from tests.gui.desk import the_switch


def a_foot(qtbot, *, is_writable=True):
    the_switch()
    foot = BoardFoot(is_writable=is_writable)
    qtbot.addWidget(foot)
    foot.show()
    return foot


def test_the_buttons_offer_what_the_cell_asks_for(qtbot):
    foot = a_foot(qtbot)

    foot.allow("Enter result", is_patient=True, may_be_missed=False)
    assert foot.do_button.text() == "Enter result…"
    assert (foot.do_button.isEnabled(), foot.open_button.isEnabled()) == (True, True)
    assert not foot.not_done.isEnabled()
    foot.allow("", is_patient=False, may_be_missed=False)
    assert not foot.do_button.isEnabled()
    assert not foot.open_button.isEnabled()


def test_a_button_names_its_act(qtbot):
    foot = a_foot(qtbot)
    foot.allow("Enter sample", is_patient=True, may_be_missed=True)

    for button, name in (
        (foot.do_button, "due form"),
        (foot.not_done, "due missed"),
        (foot.open_button, "due patient"),
    ):
        with qtbot.waitSignal(foot.asked) as asked:
            qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
        assert asked.args == [name]


def test_a_reader_is_offered_to_open_only(qtbot):
    foot = a_foot(qtbot, is_writable=False)

    assert foot.open_button.isVisible()
    assert not foot.do_button.isVisible()
    assert not foot.not_done.isVisible()
