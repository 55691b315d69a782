"""Dresses a page of the help: headings, commands to type, sources and tables, in the theme."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtGui import (
    QBrush,
    QColor,
    QFont,
    QTextBlock,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
    QTextFrameFormat,
    QTextTable,
)

from mrdtracker.gui.theme import (
    CAPTION_STEP,
    SECTION_STEP,
    SPACE_PAGE,
    SPACE_SMALL,
    SPACE_TINY,
    TITLE_STEP,
    current_theme,
)
from mrdtracker.words import say

# Points above the text, by the level of a heading.
STEPS = {1: TITLE_STEP, 2: SECTION_STEP, 3: 0.0}
LIST_INDENT = SPACE_PAGE
# In percent of what the font asks for.
LINE_HEIGHT = 115.0


def dress(document: QTextDocument, font: QFont) -> None:
    """Give a page its looks; its words stay as they are.

    Args:
        document: As it was read from Markdown.
        font: That of the text.
    """
    document.setIndentWidth(LIST_INDENT)
    for block in _blocks(document):
        if block.blockFormat().headingLevel():
            _dress_heading(block, font)
        elif block.textList() is not None:
            _dress_item(block, font)
        if not _is_code(block):
            _space_lines(block)
    for frame in document.rootFrame().childFrames():
        if isinstance(frame, QTextTable):
            _dress_table(frame)
    for first, last in reversed(_runs_of_code(document)):
        _frame_code(document, first, last)
    _close_gaps(document)


def _dress_heading(block: QTextBlock, font: QFont) -> None:
    level = block.blockFormat().headingLevel()
    shape, letters = QTextBlockFormat(), QTextCharFormat()
    shape.setTopMargin(SPACE_SMALL if level == 1 else SPACE_PAGE)
    shape.setBottomMargin(SPACE_TINY)
    letters.setFontPointSize(font.pointSizeF() + STEPS.get(level, 0.0))
    # A font of one weight, as the Korean one, is thickened for bold and for nothing less.
    letters.setFontWeight(QFont.Weight.Bold)
    cursor = _over(block)
    cursor.mergeBlockFormat(shape)
    cursor.setCharFormat(letters)


def _space_lines(block: QTextBlock) -> None:
    shape = QTextBlockFormat()
    shape.setLineHeight(LINE_HEIGHT, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
    _over(block).mergeBlockFormat(shape)


def _dress_item(block: QTextBlock, font: QFont) -> None:
    """Keep the items of a list together; a source stands back."""
    shape, letters = QTextBlockFormat(), QTextCharFormat()
    shape.setTopMargin(SPACE_TINY)
    shape.setBottomMargin(SPACE_TINY)
    cursor = _over(block)
    if block.text().startswith(f"{say('Source')}: "):
        letters.setForeground(QBrush(QColor(current_theme().quiet)))
        letters.setFontPointSize(font.pointSizeF() + CAPTION_STEP)
        cursor.mergeCharFormat(letters)
    cursor.mergeBlockFormat(shape)


def _frame_code(document: QTextDocument, first: int, last: int) -> None:
    """Set lines to type apart, which may break in a narrow window: the blocks first to last."""
    theme, shape = current_theme(), QTextFrameFormat()
    shape.setBackground(QBrush(QColor(theme.window)))
    shape.setBorder(1)
    shape.setBorderBrush(QBrush(QColor(theme.border)))
    shape.setBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_Solid)
    shape.setPadding(SPACE_SMALL)
    shape.setTopMargin(SPACE_TINY)
    shape.setBottomMargin(SPACE_SMALL)
    cursor = QTextCursor(document.findBlockByNumber(first))
    end = document.findBlockByNumber(last)
    keep = QTextCursor.MoveMode.KeepAnchor
    cursor.setPosition(end.position() + end.length() - 1, keep)
    lines = QTextBlockFormat()
    lines.setNonBreakableLines(False)
    cursor.mergeBlockFormat(lines)
    cursor.insertFrame(shape)


def _close_gaps(document: QTextDocument) -> None:
    """Take the height of the empty lines away that a frame leaves before and behind it."""
    shape = QTextBlockFormat()
    shape.setLineHeight(1.0, QTextBlockFormat.LineHeightTypes.FixedHeight.value)
    for block in _blocks(document):
        cursor = QTextCursor(block)
        if not block.text() and cursor.currentFrame() == document.rootFrame():
            cursor.setBlockFormat(shape)


def _runs_of_code(document: QTextDocument) -> list[tuple[int, int]]:
    """Return where lines of code begin and end, by the numbers of their blocks."""
    runs: list[tuple[int, int]] = []
    for block in _blocks(document):
        number = block.blockNumber()
        if not _is_code(block):
            continue
        if runs and runs[-1][1] == number - 1:
            runs[-1] = (runs[-1][0], number)
        else:
            runs.append((number, number))
    return runs


def _dress_table(table: QTextTable) -> None:
    theme, shape = current_theme(), table.format()
    shape.setBorderBrush(QBrush(QColor(theme.border)))
    shape.setBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_Solid)
    shape.setBorderCollapse(True)
    shape.setCellPadding(SPACE_TINY)
    shape.setTopMargin(SPACE_SMALL)
    shape.setBottomMargin(SPACE_SMALL)
    table.setFormat(shape)
    for column in range(table.columns()):
        cell = table.cellAt(0, column)
        head = cell.format()
        head.setBackground(QBrush(QColor(theme.window)))
        cell.setFormat(head)


def _is_code(block: QTextBlock) -> bool:
    return block.blockFormat().hasProperty(QTextFormat.Property.BlockCodeFence)


def _blocks(document: QTextDocument) -> Iterator[QTextBlock]:
    block = document.begin()
    while block.isValid():
        yield block
        block = block.next()


def _over(block: QTextBlock) -> QTextCursor:
    cursor = QTextCursor(block)
    cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor)
    return cursor
