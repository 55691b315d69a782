from PySide6.QtCore import Qt

from mrdtracker.gui.empty_state import EmptyState
from tests.gui.desk import the_switch


def test_the_first_step_is_the_primary_one_and_every_button_tells_its_name(qtbot):
    the_switch()
    page = EmptyState("Nothing", "Do this.", (("add", "Add"), ("look", "Look")))
    qtbot.addWidget(page)
    page.show()
    told = []
    page.asked.connect(told.append)

    for button in page.buttons.values():
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)

    assert told == ["add", "look"]
    assert page.buttons["add"].property("role") == "primary"
    assert page.buttons["look"].property("role") == "plain"
