"""The list under the search field: groups with their counts, walked with the keys."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import (
    QFrame,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from mrdtracker.gui.presenters.search_hits import Hit, HitGroup, HitKind
from mrdtracker.gui.theme import (
    SPACE_CARD,
    SPACE_SMALL,
    SPACE_TINY,
    current_theme,
    font_of,
    set_role,
    strong_weight,
)

HIT_ROLE = int(Qt.ItemDataRole.UserRole) + 1
WIDTH_IN_CHARACTERS = 84
Index = QModelIndex | QPersistentModelIndex


class FinderList(QFrame):
    """Floats over the page; the search field keeps the keyboard.

    Args:
        parent: The window it floats in.

    Attributes:
        opened: Emitted with the ``Hit`` that was clicked.
    """

    opened = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._window = parent
        self.lines, self.foot = QListWidget(), QLabel()
        set_role(self, "card")
        set_role(self.foot, "caption")
        self.foot.setWordWrap(True)
        self.foot.setContentsMargins(SPACE_CARD, SPACE_TINY, SPACE_CARD, SPACE_SMALL)
        self.lines.setItemDelegate(HitDelegate(self.lines))
        self.lines.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.lines.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.lines.setMouseTracking(True)
        self.lines.setAccessibleName(self.tr("What was found"))
        self.lines.itemClicked.connect(self._clicked)
        box = QVBoxLayout(self)
        box.setContentsMargins(1, SPACE_TINY, 1, 1)
        box.setSpacing(0)
        box.addWidget(self.lines)
        box.addWidget(self.foot)
        self.hide()

    @property
    def hits(self) -> tuple[Hit, ...]:
        """Every line that can be opened, from the top."""
        return tuple(hit for _, hit in self._hits())

    @property
    def current(self) -> Hit | None:
        """The line that Enter opens."""
        row = self.lines.currentRow()
        return next((hit for at, hit in self._hits() if at == row), None)

    @property
    def headings(self) -> tuple[str, ...]:
        """The headings with their counts."""
        items = map(self.lines.item, range(self.lines.count()))
        return tuple(item.text() for item in items if item.data(HIT_ROLE) is None)

    def show_groups(self, groups: Sequence[HitGroup], foot: str, *, is_more: bool = False) -> None:
        """Show what was found, the first line current.

        Args:
            groups: The lines.
            foot: A sentence below them; may be empty.
            is_more: True where more was found of the same text: the line that the person went to
                stays.
        """
        before = self.current if is_more and self.lines.currentRow() > 1 else None
        self.lines.clear()
        for group in groups:
            self._add_heading(group)
            for hit in group.hits:
                self._add(hit)
        self.foot.setText(foot)
        self.foot.setVisible(bool(foot))
        rows = [row for row, hit in self._hits() if before is None or hit == before]
        rows = rows or [row for row, _ in self._hits()]
        if rows:
            self.lines.setCurrentRow(rows[0])

    def step(self, by: int) -> None:
        """Go to the next line or the one before, round the ends."""
        rows = [row for row, _ in self._hits()]
        if rows:
            current = self.lines.currentRow()
            place = rows.index(current) if current in rows else -by
            self.lines.setCurrentRow(rows[(place + by) % len(rows)])

    def stand_below(self, field: QWidget) -> None:
        """Stand under the field, its right edge under the field's, within the window."""
        window = self._window
        corner = field.mapTo(window, field.rect().bottomRight())
        wide = self.fontMetrics().averageCharWidth() * WIDTH_IN_CHARACTERS
        width = min(max(wide, field.width()), window.width() - 2 * SPACE_CARD)
        left = max(SPACE_CARD, min(corner.x() + 1, window.width() - SPACE_CARD) - width)
        top = corner.y() + SPACE_TINY
        lines = sum(self.lines.sizeHintForRow(row) for row in range(self.lines.count()))
        self.lines.setVisible(bool(lines))
        foot = 0
        if not self.foot.isHidden():
            foot = self.foot.heightForWidth(width - 2)
        height = min(lines + foot + SPACE_TINY + 4, window.height() - top - SPACE_CARD)
        self.setGeometry(left, top, width, height)
        self.show()
        self.raise_()

    def _hits(self) -> Iterator[tuple[int, Hit]]:
        for row in range(self.lines.count()):
            hit = self.lines.item(row).data(HIT_ROLE)
            if hit is not None:
                yield row, hit

    def _add_heading(self, group: HitGroup) -> None:
        words = {
            HitKind.PATIENT: self.tr("Patients") if group.total else self.tr("Recent patients"),
            HitKind.TUBE: self.tr("Samples"),
            HitKind.COMMAND: self.tr("Commands"),
            HitKind.HELP: self.tr("Help"),
        }
        item = QListWidgetItem(f"{words[group.kind]}  {group.total}".rstrip())
        item.setFlags(Qt.ItemFlag.NoItemFlags)
        self.lines.addItem(item)

    def _add(self, hit: Hit) -> None:
        item = QListWidgetItem(", ".join(part for part in (hit.words, hit.detail) if part))
        item.setData(HIT_ROLE, hit)
        item.setToolTip(item.text())
        self.lines.addItem(item)

    def _clicked(self, item: QListWidgetItem) -> None:
        hit = item.data(HIT_ROLE)
        if hit is not None:
            self.opened.emit(hit)


class HitDelegate(QStyledItemDelegate):
    """Paints a heading, or a line: words, a quiet detail, and keys at its end."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        is_heading = index.data(HIT_ROLE) is None
        height = QFontMetrics(font_of("caption" if is_heading else "text")).height()
        return QSize(option.rect.width(), height + SPACE_CARD)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        theme = current_theme()
        hit = index.data(HIT_ROLE)
        room = option.rect.adjusted(SPACE_CARD, 0, -SPACE_CARD, 0)
        painter.save()
        if hit is None:
            caption = font_of("caption")
            caption.setWeight(strong_weight())
            _draw(painter, room, str(index.data()), caption, theme.quiet)
        else:
            is_current = option.state & option.state.State_Selected
            is_under = option.state & option.state.State_MouseOver
            if is_current or is_under:
                tint = theme.selection if is_current else theme.hover
                painter.fillRect(option.rect, QColor(tint))
            self._paint_hit(painter, room, hit)
        painter.restore()

    def _paint_hit(self, painter: QPainter, room: QRect, hit: Hit) -> None:
        theme, font = current_theme(), font_of("text")
        if hit.aside:
            taken = _draw(painter, room, hit.aside, font, theme.quiet, is_right=True)
            room = room.adjusted(0, 0, -taken - SPACE_CARD, 0)
        words = theme.text if not hit.why_not else theme.quiet
        if hit.kind is HitKind.ALL_PATIENTS:
            words = theme.accent
        taken = _draw(painter, room, hit.words, font, words)
        detail = " · ".join(part for part in (hit.detail, hit.why_not) if part)
        _draw(painter, room.adjusted(taken + SPACE_CARD, 0, 0, 0), detail, font, theme.quiet)


def _draw(
    painter: QPainter, room: QRect, text: str, font: QFont, colour: str, *, is_right: bool = False
) -> int:
    """Draw a text, with dots where it finds no room, and return its width."""
    painter.setFont(font)
    painter.setPen(QColor(colour))
    shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, room.width())
    side = Qt.AlignmentFlag.AlignRight if is_right else Qt.AlignmentFlag.AlignLeft
    painter.drawText(room, int(side | Qt.AlignmentFlag.AlignVCenter), shown)
    return painter.fontMetrics().horizontalAdvance(shown)
