import pytest

from mrdtracker.gui.report_comment_field import ReportCommentField
from mrdtracker.services.report_comment import LONGEST_COMMENT


@pytest.fixture
def field(qtbot):
    shown = ReportCommentField()
    qtbot.addWidget(shown)
    shown.show()
    return shown


def test_there_is_a_button_until_a_comment_is_wanted(field):
    assert (field.button.isHidden(), field.box.isHidden()) == (False, True)

    field.button.click()

    assert (field.button.isHidden(), field.box.isHidden()) == (True, False)
    assert field.left.text() == f"{LONGEST_COMMENT} characters left"


def test_every_letter_is_told_at_once_and_the_pause_once(qtbot, field):
    typed = []
    field.typed.connect(lambda: typed.append(field.text))

    with qtbot.waitSignal(field.settled):
        qtbot.keyClicks(field.box, "two")

    assert typed == ["t", "tw", "two"]


def test_what_is_too_long_is_counted(field):
    field.box.setPlainText("x" * (LONGEST_COMMENT + 7))

    assert field.left.text() == "7 characters too many"
    assert field.left.property("role") == "error"


def test_a_text_that_is_shown_is_no_typing(qtbot, field):
    with qtbot.assertNotEmitted(field.typed):
        field.show_text("Haemodilute.")

    assert not field.box.isHidden()


def test_a_field_that_takes_nothing_keeps_the_keyboard(qtbot, field):
    field.show_text("a")
    field.box.setFocus()
    field.set_read_only(is_read_only=True)
    qtbot.keyClicks(field.box, "b")

    assert field.text == "a"
    assert not field.button.isEnabled()
    field.set_read_only(is_read_only=False)
    assert not field.box.isReadOnly()
