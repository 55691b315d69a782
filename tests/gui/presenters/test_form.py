import pytest

from mrdtracker.domain.errors import InvalidInputError
from mrdtracker.gui.presenters.form import (
    Board,
    CommandForm,
    FieldError,
    Message,
    MessageKind,
    echo,
    error,
    error_of,
    message_of_warning,
)
from mrdtracker.services.entry_warning import EntryWarning, Weight


class NoteForm(CommandForm):
    """A form of two fields, for these tests."""

    def __init__(self):
        super().__init__({"title": "", "note": "as it was"})

    def _board(self):
        board = Board()
        board.add("title", self._needed("title", "Type a title."))
        if self.text("title"):
            board.add("title", echo("Understood."))
        if "?" in self.text("title"):
            board.add("title", Message(MessageKind.WARNING, "Odd."))
        return board

    def _command(self):
        return ("command", self.text("title"))


def test_an_empty_field_complains_only_once_somebody_tried_to_save():
    form = NoteForm()
    assert form.message("title") is None

    with pytest.raises(FieldError) as caught:
        form.command()

    assert (caught.value.about, caught.value.message) == ("title", "Type a title.")
    assert form.message("title") == error("Type a title.")


def test_a_form_is_touched_while_it_differs_from_how_it_began():
    form = NoteForm()
    form.set("note", "something else")
    assert form.is_touched
    assert form.was_changed("note")

    form.set("note", "as it was")

    assert not form.is_touched


def test_the_command_carries_the_text_without_the_blanks_around_it():
    form = NoteForm()
    form.set("title", "  marrow  ")

    assert form.command() == ("command", "marrow")


def test_the_loudest_line_is_the_message_and_all_lines_are_kept():
    form = NoteForm()
    form.set("title", "marrow?")

    assert form.message("title").kind is MessageKind.WARNING
    assert [line.text for line in form.messages("title")] == ["Understood.", "Odd."]


def test_a_field_that_there_is_not_is_a_mistake_of_the_program():
    with pytest.raises(KeyError):
        NoteForm().set("titel", "")
    with pytest.raises(KeyError):
        NoteForm().choices("title")


def test_the_cursor_begins_in_the_first_to_type_field():
    form = NoteForm()
    assert form.first_to_type() == "title"

    form.set("title", "marrow")
    form.set("note", "")

    assert form.first_to_type() == "note"


def test_a_field_can_be_added_while_the_form_is_open():
    form = NoteForm()
    form.set(form.add_field("more"), "text")

    assert form.fields == ("title", "note", "more")
    assert form.is_touched


def test_only_errors_and_questions_block():
    blocking = [kind for kind in MessageKind if Message(kind, "").is_blocking]

    assert blocking == [MessageKind.ERROR, MessageKind.QUESTION]


def test_a_refusal_keeps_its_hint():
    assert error_of(InvalidInputError("No.", "Do this.")).text == "No. Do this."


@pytest.mark.parametrize(
    ("weight", "kind"),
    [
        (Weight.STOP, MessageKind.ERROR),
        (Weight.SECOND_ENTRY, MessageKind.WARNING),
        (Weight.REASON, MessageKind.WARNING),
        (Weight.NOTE, MessageKind.NOTE),
    ],
)
def test_a_warning_is_written_with_its_code_and_why(weight, kind):
    message = message_of_warning(EntryWarning("E99", weight, "value", "Odd.", "It matters."))

    assert message == Message(kind, "Odd. It matters.", code="E99")
    assert message.spoken == "Odd. It matters. E99"
