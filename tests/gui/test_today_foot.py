from PySide6.QtCore import Qt

from mrdtracker.gui.today_foot import TodayFoot
from tests.gui.desk import the_switch


def test_every_button_names_its_act(qtbot):
    the_switch()
    foot = TodayFoot(is_writable=True)
    qtbot.addWidget(foot)
    foot.show()
    foot.buttons.allow("Enter sample", is_patient=True, may_be_missed=True)

    for button, name in (
        (foot.print_button, "print"),
        (foot.pdf_button, "pdf"),
        (foot.buttons.do_button, "due form"),
    ):
        with qtbot.waitSignal(foot.asked) as asked:
            qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
        assert asked.args == [name]


def test_a_reader_may_print_and_change_nothing(qtbot):
    the_switch()
    foot = TodayFoot(is_writable=False)
    qtbot.addWidget(foot)
    foot.show()

    assert foot.print_button.isEnabled()
    assert not foot.buttons.not_done.isVisible()
