import pytest
from PySide6.QtGui import QFont, QTextCursor, QTextDocument, QTextFormat, QTextTable

from mrdtracker.gui.help_looks import LINE_HEIGHT, dress
from mrdtracker.gui.theme import current_theme

PAGE = """# Title

Words.

## Part

```sh
first line

third line
```

- an item
- Source: Author 2020 (A)

| a | b |
|---|---|
| c | d |
"""


@pytest.fixture
def document(qapp):
    made = QTextDocument()
    made.setMarkdown(PAGE)
    font = QFont(qapp.font())
    font.setPointSizeF(10)
    dress(made, font)
    return made


def block_of(document, text):
    block = document.begin()
    while block.isValid() and block.text() != text:
        block = block.next()
    assert block.isValid(), text
    return block


def letters_of(document, text):
    cursor = QTextCursor(block_of(document, text))
    cursor.movePosition(QTextCursor.MoveOperation.NextCharacter)
    return cursor.charFormat()


def test_a_heading_stands_apart_from_what_is_before_it(document):
    title, part = block_of(document, "Title"), block_of(document, "Part")

    assert part.blockFormat().topMargin() > part.blockFormat().bottomMargin()
    assert letters_of(document, "Title").fontPointSize() > 10
    assert letters_of(document, "Part").fontPointSize() > 10
    assert title.blockFormat().headingLevel() == 1
    assert letters_of(document, "Title").fontWeight() == QFont.Weight.Bold


def test_lines_of_text_stand_apart_and_lines_to_type_do_not(document):
    assert block_of(document, "Words.").blockFormat().lineHeight() == LINE_HEIGHT
    assert block_of(document, "first line").blockFormat().lineHeight() == 0


def test_lines_to_type_stand_in_one_frame_and_keep_their_words(document):
    first = QTextCursor(block_of(document, "first line")).currentFrame()

    assert first != document.rootFrame()
    assert QTextCursor(block_of(document, "third line")).currentFrame() == first
    assert QTextCursor(block_of(document, "Words.")).currentFrame() == document.rootFrame()
    assert first.frameFormat().background().color().name() == current_theme().window.lower()


def test_a_frame_leaves_no_empty_line_behind(document):
    block = document.begin()
    while block.isValid():
        if not block.text() and QTextCursor(block).currentFrame() == document.rootFrame():
            assert block.blockFormat().lineHeight() == 1
        block = block.next()


def test_a_source_stands_back_and_other_items_do_not(document):
    quiet = current_theme().quiet.lower()

    assert letters_of(document, "Source: Author 2020 (A)").foreground().color().name() == quiet
    assert letters_of(document, "an item").fontPointSize() == 0


def test_a_table_has_the_lines_of_the_theme(document):
    (table,) = [one for one in document.rootFrame().childFrames() if isinstance(one, QTextTable)]

    assert table.format().borderBrush().color().name() == current_theme().border.lower()
    assert (
        table.cellAt(0, 0).format().background().color().name() == current_theme().window.lower()
    )
    assert not table.cellAt(1, 0).format().hasProperty(QTextFormat.Property.BackgroundBrush)
