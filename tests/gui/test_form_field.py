from datetime import date

import pytest
from PySide6.QtCore import QDate, QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QPushButton, QWidget

from mrdtracker.gui.form_field import ChoiceField, DateField, TextField, TickGroup, without_key
from mrdtracker.gui.presenters.form import Message, MessageKind, Offer, echo, error

QUESTION = Message(
    MessageKind.QUESTION, "Which one?", (Offer("the first", "1"), Offer("the second", "2"))
)


@pytest.fixture
def field(qtbot):
    made = TextField("&Value", "0.05 %")
    qtbot.addWidget(made)
    made.show()
    return made


def test_the_label_names_the_box_for_a_screen_reader(field):
    assert field.editor.accessibleName() == "Value"
    assert field.label.buddy() is field.editor


def test_typing_is_told_and_showing_is_not(qtbot, field):
    told = []
    field.typed.connect(told.append)

    field.show_text("1")
    qtbot.keyClicks(field.editor, "2")

    assert told == ["12"]


def test_a_line_is_shown_spoken_and_marked_by_more_than_colour(field):
    field.show_lines((error("Not a number."),))

    assert field.editor.accessibleDescription() == "Not a number."
    assert field.editor.property("state") == "error"
    assert "▲ Not a number." in [
        label.text() for label in field.lines.findChildren(type(field.label))
    ]

    field.show_lines((echo("0.05 %"),))

    assert field.editor.property("state") == ""


def test_the_same_lines_are_left_as_they_are(field):
    field.show_lines((QUESTION,))
    before = field.lines.buttons

    field.show_lines((QUESTION,))

    assert field.lines.buttons == before


def test_a_question_is_answered_by_a_button(qtbot, field):
    told = []
    field.typed.connect(told.append)
    field.show_lines((QUESTION,))

    assert [button.text() for button in field.lines.buttons] == ["the first", "the second"]
    qtbot.mouseClick(field.lines.buttons[1], Qt.MouseButton.LeftButton)

    assert told == ["2"]
    assert field.box.text() == "2"


def test_tab_reaches_the_answers_right_after_the_box(qtbot):
    window = QWidget()
    qtbot.addWidget(window)
    row = QHBoxLayout(window)
    first, second = DateField("Date &taken"), TextField("Note")
    row.addWidget(first)
    row.addWidget(second)
    window.show()

    first.show_lines((QUESTION,))

    way = [first.pick]
    for _ in range(3):
        after = way[-1].nextInFocusChain()
        while not after.focusPolicy() & Qt.FocusPolicy.TabFocus:
            after = after.nextInFocusChain()
        way.append(after)
    assert way == [first.pick, *first.lines.buttons, second.box]


def test_lines_that_are_kept_free_take_their_room_from_the_start(qtbot):
    field = TextField("Value", reserved_lines=3)
    qtbot.addWidget(field)
    field.show()
    empty = field.height()

    field.show_lines((echo("one line"),))
    QApplication.processEvents()

    assert field.sizeHint().height() <= empty


def test_a_date_is_picked_from_the_calendar(qtbot):
    field = DateField("Date &taken")
    qtbot.addWidget(field)
    told = []
    field.typed.connect(told.append)

    field.calendar.activated.emit(QDate(2025, 3, 17))

    assert told == ["17 Mar 2025"]
    assert field.box.text() == "17 Mar 2025"


def test_the_calendar_opens_at_the_date_that_was_typed(qtbot):
    field = DateField("Date &taken")
    qtbot.addWidget(field)
    field.show()
    field.show_text("17 Mar 2025")

    qtbot.mouseClick(field.pick, Qt.MouseButton.LeftButton)

    shown = field.calendar.selectedDate()
    assert date(shown.year(), shown.month(), shown.day()) == date(2025, 3, 17)
    assert field.pick.accessibleName() == "Pick date taken from a calendar"
    QApplication.activePopupWidget().close()


def test_a_choice_is_told_by_its_text(qtbot):
    field = ChoiceField("&Method")
    qtbot.addWidget(field)
    told = []
    field.typed.connect(told.append)

    field.show_choices((Offer("choose", ""), Offer("flow cytometry", "flow")), "")
    assert field.box.currentText() == "choose"
    qtbot.keyClick(field.box, Qt.Key.Key_Down)

    assert told == ["flow"]


def test_a_text_that_is_not_offered_chooses_nothing(qtbot):
    field = ChoiceField("&Method")
    qtbot.addWidget(field)
    field.show_choices((Offer("flow cytometry", "flow"),), "another")

    assert field.box.currentIndex() == -1


def test_the_wheel_over_a_list_changes_nothing(qtbot):
    field = ChoiceField("&Method")
    qtbot.addWidget(field)
    field.show_choices((Offer("one", "1"), Offer("two", "2")), "1")
    turn = QWheelEvent(
        QPointF(5, 5),
        QPointF(5, 5),
        QPoint(),
        QPoint(0, -120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,  # noqa: FBT003 - the signature is Qt's
    )

    QApplication.sendEvent(field.box, turn)

    assert field.box.currentText() == "one"


def test_boxes_to_tick_tell_their_name(qtbot):
    group = TickGroup("Quality", (("quality.clotted", "clotted"), ("quality.old", "old")), 2)
    qtbot.addWidget(group)
    told = []
    group.ticked.connect(lambda name, text: told.append((name, text)))

    group.show_tick("quality.old", "yes")
    assert group.boxes["quality.old"].isChecked()
    group.boxes["quality.clotted"].click()
    group.boxes["quality.old"].click()

    assert told == [("quality.clotted", "yes"), ("quality.old", "no")]


def test_no_button_of_a_field_is_pressed_by_enter(field):
    field.show_lines((QUESTION,))

    assert not any(button.autoDefault() for button in field.findChildren(QPushButton))


def test_the_code_of_a_warning_stands_small_after_its_words(field):
    field.show_lines((error("3 < 5 & odd.", "E10"),))

    [label] = [one for one in field.lines.findChildren(type(field.label)) if one.text()]
    assert label.text() == '▲ 3 &lt; 5 &amp; odd. <span style="font-size: small">E10</span>'
    assert field.editor.accessibleDescription() == "3 < 5 & odd. E10"


def test_a_required_box_says_so_and_keeps_its_name(field):
    assert field.mark_required() is field

    assert field.label.text() == "&Value (required)"
    assert field.editor.accessibleName() == "Value (required)"
    assert field.name == "Value"


@pytest.mark.parametrize(
    ("label", "name"),
    [("&Code", "Code"), ("코드(&C)", "코드"), ("날짜(&D)…", "날짜…"), ("(CNS)", "(CNS)")],
)
def test_a_field_is_called_without_its_key(label, name):
    assert without_key(label) == name
