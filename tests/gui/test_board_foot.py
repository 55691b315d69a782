from PySide6.QtCore import Qt

from mrdtracker.gui.board_foot import BoardFoot
from tests.gui.desk import the_switch


def test_it_passes_on_what_its_buttons_ask_for(qtbot):
    the_switch()
    foot = BoardFoot(is_writable=True)
    qtbot.addWidget(foot)
    foot.show()
    foot.buttons.allow("Enter sample", is_patient=True, may_be_missed=True)

    with qtbot.waitSignal(foot.asked) as asked:
        qtbot.mouseClick(foot.buttons.not_done, Qt.MouseButton.LeftButton)

    assert asked.args == ["due missed"]


def test_a_reader_is_offered_nothing_that_writes(qtbot):
    the_switch()
    foot = BoardFoot(is_writable=False)
    qtbot.addWidget(foot)
    foot.show()

    assert not foot.buttons.not_done.isVisible()
