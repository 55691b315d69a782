import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QLabel

from mrdtracker.domain.errors import InvalidInputError, StoreError
from mrdtracker.gui.entry_dialog import context_of, new_id
from mrdtracker.gui.presenters.banner import Banner
from mrdtracker.gui.presenters.form import Board, CommandForm, Offer, error, question
from mrdtracker.gui.record_dialog import CommandDialog
from mrdtracker.services.commands import AddEvent
from tests.builders import an_event
from tests.gui.ward import shown, type_into

CONTROL = Qt.KeyboardModifier.ControlModifier


class WordForm(CommandForm):
    """A form of one word and a note, for these tests."""

    def __init__(self):
        super().__init__({"word": "", "note": "as it was"})
        self.refusal = None

    def _board(self):
        board = Board()
        board.add("word", self._needed("word", "Type a word."))
        return board

    def _command(self):
        if self.refusal is not None:
            raise self.refusal
        return AddEvent(an_event(2, name=self.text("word")))


@pytest.fixture
def dialog(qtbot, ward):
    made = CommandDialog(ward.workspace, WordForm(), "Words", "&Save for S-0001", None)
    made.show_banner(Banner("S-0001 · Kim M.", "born 01 Feb 2021"))
    made.add_row(made.add_text("word", "&Word"), made.add_text("note", "&Note"))
    made.begin()
    return shown(qtbot, made)


def test_the_banner_stands_above_the_scrolled_fields(dialog):
    who = next(one for one in dialog.findChildren(QLabel) if one.text() == "S-0001 · Kim M.")

    assert who.mapTo(dialog, QPoint()).y() < dialog.fields["word"].mapTo(dialog, QPoint()).y()
    assert who.parent() is dialog


def test_the_cursor_begins_in_the_empty_field(dialog):
    assert dialog.focusWidget() is dialog.fields["word"].editor


def test_enter_goes_to_the_next_field_and_saves_in_the_last_one(qtbot, dialog):
    type_into(qtbot, dialog.fields["word"], "S-0142")

    qtbot.keyClick(dialog.fields["word"].editor, Qt.Key.Key_Return)
    assert dialog.focusWidget() is dialog.fields["note"].editor
    qtbot.keyClick(dialog.fields["note"].editor, Qt.Key.Key_Enter)

    assert not dialog.isVisible()
    assert dialog.changes.label == "Add phase started S-0142"


def test_enter_passes_the_answers_of_a_question_and_never_gives_one(qtbot, dialog):
    field = dialog.fields["word"]
    offers = (Offer("0.0005 %", "0.0005 %"), Offer("0.0005 fraction = 0.05 %", "0.0005"))
    field.show_lines((question("Which unit is it?", offers),))

    qtbot.keyClick(field.editor, Qt.Key.Key_Return)

    assert len(field.lines.buttons) == len(offers)
    assert dialog.focusWidget() is dialog.fields["note"].editor
    assert field.editor.text() == ""


def test_enter_in_the_last_field_goes_where_something_is_missing(qtbot, dialog):
    dialog.fields["note"].setFocus()

    qtbot.keyClick(dialog.fields["note"].editor, Qt.Key.Key_Enter)

    assert dialog.isVisible()
    assert dialog.focusWidget() is dialog.fields["word"].editor


def test_control_s_saves_from_any_field(qtbot, dialog):
    type_into(qtbot, dialog.fields["word"], "consolidation")

    qtbot.keyClick(dialog.fields["word"].editor, Qt.Key.Key_S, CONTROL)

    assert dialog.changes.label == "Add phase started consolidation"


def test_control_enter_saves_and_the_dialog_closes_with_its_changes(qtbot, dialog, ward):
    type_into(qtbot, dialog.fields["word"], "consolidation")

    qtbot.keyClick(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)

    assert not dialog.isVisible()
    assert dialog.changes.label == "Add phase started consolidation"
    assert [event.name for event in ward.view.file.events] == ["induction", "consolidation"]


def test_what_is_missing_is_said_in_place_and_the_dialog_stays(qtbot, dialog):
    qtbot.mouseClick(dialog.save_button, Qt.MouseButton.LeftButton)

    assert dialog.isVisible()
    assert dialog.changes is None
    assert dialog.fields["word"].lines.spoken == "Type a word."
    assert dialog.foot.message.text() == "▲ Not saved yet: look at “Word”."


def test_typing_takes_the_complaint_away(qtbot, dialog):
    dialog.accept()

    type_into(qtbot, dialog.fields["word"], "x")

    assert dialog.foot.message.isHidden()
    assert dialog.fields["word"].lines.spoken == ""


def test_a_refusal_about_a_field_stands_below_it(qtbot, dialog):
    type_into(qtbot, dialog.fields["word"], "x")
    dialog.form.refusal = InvalidInputError("The note is too long.", "Shorten it.", about="note")

    dialog.accept()

    assert dialog.fields["note"].lines.spoken == "The note is too long. Shorten it."
    assert dialog.fields["word"].box.text() == "x"


def test_a_refusal_about_no_field_stands_above_the_buttons(qtbot, dialog):
    type_into(qtbot, dialog.fields["word"], "x")
    dialog.form.refusal = StoreError("The disk is full.", "Free some room and save again.")

    dialog.accept()

    assert dialog.foot.message.text() == "▲ The disk is full. Free some room and save again."
    assert dialog.isVisible()


def test_escape_closes_at_once_where_nothing_was_typed(qtbot, dialog):
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)

    assert not dialog.isVisible()


def test_escape_asks_in_place_where_something_was_typed(qtbot, dialog):
    type_into(qtbot, dialog.fields["word"], "x")
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert dialog.isVisible()
    assert dialog.foot.keep_button.isVisible()

    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert dialog.save_button.isVisible()
    assert dialog.fields["word"].box.text() == "x"
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    qtbot.mouseClick(dialog.foot.discard_button, Qt.MouseButton.LeftButton)

    assert not dialog.isVisible()
    assert dialog.changes is None


def test_enter_on_a_button_does_what_that_button_says(qtbot, dialog):
    type_into(qtbot, dialog.fields["word"], "relapse")

    dialog.cancel_button.setFocus()
    qtbot.keyClick(dialog.cancel_button, Qt.Key.Key_Return)

    assert dialog.changes is None
    assert dialog.foot.keep_button.isVisible()

    qtbot.keyClick(dialog.foot.keep_button, Qt.Key.Key_Return)
    dialog.save_button.setFocus()
    qtbot.keyClick(dialog.save_button, Qt.Key.Key_Return)

    assert dialog.changes is not None


def test_closing_the_window_asks_too(qtbot, dialog):
    type_into(qtbot, dialog.fields["word"], "x")

    dialog.close()

    assert dialog.isVisible()
    assert dialog.foot.keep_button.isVisible()


def test_a_long_line_makes_the_dialog_higher_and_is_not_cut(qtbot, dialog):
    before = dialog.height()
    type_into(qtbot, dialog.fields["word"], "x")
    dialog.form.refusal = InvalidInputError("The note is too long. " * 30, about="note")

    dialog.accept()
    label = dialog.fields["note"].lines.findChild(QLabel)

    qtbot.waitUntil(lambda: label.height() >= label.heightForWidth(label.width()))
    assert dialog.height() > before


def test_the_dialog_is_never_higher_than_the_screen(dialog):
    for _ in range(60):
        dialog.add_row(dialog.add_text("note", "Note"))

    assert dialog.sizeHint().height() <= dialog.screen().availableGeometry().height()


def test_a_dialog_that_grows_keeps_its_buttons_on_the_screen(qtbot, dialog):
    screen = dialog.screen().availableGeometry()
    dialog.move(screen.left(), screen.bottom() - dialog.height())

    dialog.fields["word"].show_lines((error("long " * 400),))

    qtbot.waitUntil(lambda: dialog.frameGeometry().bottom() <= screen.bottom())
    assert dialog.frameGeometry().top() >= screen.top()


def test_the_context_counts_as_the_patients_page_does(ward):
    context = context_of(ward.view, ward.workspace.today)

    assert context.own_pack.reference.id == "aieop-bfm-all-2000"
    assert context.day_of(ward.workspace.today) == 49


def test_every_new_record_has_an_id_of_its_own():
    assert new_id() != new_id()


def test_a_refused_field_is_scrolled_into_view(qtbot, ward):
    dialog = CommandDialog(ward.workspace, WordForm(), "Words", "&Save", None)
    for number in range(60):
        dialog.form.add_field(f"other{number}")
        dialog.add_row(dialog.add_text(f"other{number}", "Other"))
    dialog.add_row(dialog.add_text("word", "&Word"), dialog.add_text("note", "&Note"))
    dialog.begin()
    shown(qtbot, dialog)

    dialog.accept()

    qtbot.waitUntil(lambda: not dialog.fields["word"].visibleRegion().isEmpty())


def test_lines_of_a_crowded_row_stand_below_it_and_name_their_field(qtbot, ward):
    made = CommandDialog(ward.workspace, WordForm(), "Words", "&Save", None)
    made.add_crowded_row(made.add_text("word", "&Word"), made.add_text("note", "&Note"))
    made.begin()
    dialog = shown(qtbot, made)

    qtbot.keyClick(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)

    lines = dialog.fields["word"].lines
    assert lines.spoken == "Word: Type a word."
    assert lines.width() > dialog.fields["word"].width() + dialog.fields["note"].width()
