import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from mrdtracker.gui.message_lines import MessageLines
from mrdtracker.gui.presenters.form import Message, MessageKind, Offer, error

QUESTION = Message(
    MessageKind.QUESTION, "Which one?", (Offer("the first", "1"), Offer("the second", "2"))
)


@pytest.fixture
def lines(qtbot):
    made = MessageLines()
    qtbot.addWidget(made)
    made.show()
    return made


def test_the_same_lines_are_left_as_they_are(lines):
    lines.show_lines((QUESTION,))
    before = lines.buttons

    lines.show_lines((QUESTION,))

    assert lines.buttons == before


def test_an_answer_is_told_by_its_text(qtbot, lines):
    lines.show_lines((QUESTION,))

    with qtbot.waitSignal(lines.chosen) as told:
        qtbot.mouseClick(lines.buttons[1], Qt.MouseButton.LeftButton)

    assert told.args == ["2"]


def test_the_code_of_a_warning_stands_small_after_its_words(lines):
    lines.show_lines((error("3 < 5 & odd.", "E10"),))

    [label] = [one for one in lines.findChildren(QLabel) if one.text()]
    assert label.text() == '▲ 3 &lt; 5 &amp; odd. <span style="font-size: small">E10</span>'
    assert lines.spoken == "3 < 5 & odd. E10"


def test_without_lines_and_without_reserved_room_nothing_is_shown(lines):
    lines.show_lines((QUESTION,))
    assert lines.isVisible()

    lines.show_lines(())

    assert not lines.isVisible()
