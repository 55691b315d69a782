import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication, QPushButton

from mrdtracker.gui.form_field import ChoiceField, TextField, TickGroup, without_key
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


def test_a_question_is_answered_by_a_button(qtbot, field):
    told = []
    field.typed.connect(told.append)
    field.show_lines((QUESTION,))

    assert [button.text() for button in field.lines.buttons] == ["the first", "the second"]
    qtbot.mouseClick(field.lines.buttons[1], Qt.MouseButton.LeftButton)

    assert told == ["2"]
    assert field.box.text() == "2"


def test_lines_that_are_kept_free_take_their_room_from_the_start(qtbot):
    field = TextField("Value", reserved_lines=3)
    qtbot.addWidget(field)
    field.show()
    empty = field.height()

    field.show_lines((echo("one line"),))
    QApplication.processEvents()

    assert field.sizeHint().height() <= empty


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


def test_a_name_with_spaces_is_found_as_it_is_typed(qtbot):
    field = ChoiceField("&Protocol")
    qtbot.addWidget(field)
    names = ("none", "AIEOP-BFM ALL 2000", "AIEOP-BFM ALL 2009", "ALL IC-BFM 2002")
    field.show_choices(tuple(Offer(name, name) for name in names), "none")
    field.show()

    qtbot.keyClicks(field.box, "AIEOP-BFM ALL 2009")

    assert field.box.currentText() == "AIEOP-BFM ALL 2009"
    assert not field.box.view().isVisible()


def test_a_space_before_any_letter_opens_the_list(qtbot):
    field = ChoiceField("&Protocol")
    qtbot.addWidget(field)
    field.show_choices((Offer("one", "1"), Offer("two", "2")), "1")
    field.show()

    qtbot.keyClick(field.box, Qt.Key.Key_Space)

    assert field.box.view().isVisible()
    field.box.hidePopup()


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
