from datetime import date

from PySide6.QtCore import QDate, Qt
from PySide6.QtWidgets import QApplication, QHBoxLayout, QWidget

from mrdtracker.gui.date_field import DateField
from mrdtracker.gui.form_field import TextField
from mrdtracker.gui.presenters.form import Message, MessageKind, Offer

QUESTION = Message(
    MessageKind.QUESTION, "Which one?", (Offer("the first", "1"), Offer("the second", "2"))
)


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
