"""What the signs on the board mean: only those that are there, in one line."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from mrdtracker.gui.presenters.point_states import COMPUTED, SIGNS, PointState
from mrdtracker.gui.presenters.tones import ToneName
from mrdtracker.gui.state_glyphs import FLAG, paint_sign
from mrdtracker.gui.theme import SPACE_CARD, SPACE_TINY, current_theme, font_of
from mrdtracker.words import say

SIGN = 14.0


class BoardLegend(QWidget):
    """Signs with their words; those that find no room are left to the tooltip."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.states: tuple[PointState, ...] = ()
        self.has_flags = False
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_states(self, states: Sequence[PointState], *, has_flags: bool) -> None:
        """Explain these, in the order of the table of signs; what is not computed never."""
        self.states = tuple(state for state in COMPUTED if state in states)
        self.has_flags = has_flags
        words = [say("{}: {}").format(say(SIGNS[one].shape), _word(one)) for one in self.states]
        words += [say("triangle: a finding of level high or intermediate")] if has_flags else []
        words.append(say("hatched: not in this protocol"))
        self.setToolTip("\n".join(words))
        self.setAccessibleName("; ".join(words))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(120, round(QFontMetricsF(font_of("caption")).height() + 2 * SPACE_TINY))

    def minimumSizeHint(self) -> QSize:
        return QSize(0, self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        painter = QPainter(self)
        theme, font = current_theme(), font_of("caption")
        metrics = QFontMetricsF(font)
        painter.setFont(font)
        left, middle = 0.0, self.rect().center().y() + 0.5
        shown = [(one.value, SIGNS[one].tone, _word(one), SIGN) for one in self.states]
        if self.has_flags:
            shown.append((FLAG, ToneName.HIGH, say("flagged"), SIGN / 2))
        for name, tone, word, size in shown:
            width = size + SPACE_TINY + metrics.horizontalAdvance(word)
            if left + width > self.width():
                break
            colour = theme.tone(tone).mark
            paint_sign(painter, QPointF(left + size / 2, middle), name, colour, size)
            painter.setPen(QColor(theme.quiet))
            words = QRectF(left + size + SPACE_TINY, 0, width, self.height())
            painter.drawText(words, int(Qt.AlignmentFlag.AlignVCenter), word)
            left += width + SPACE_CARD
        painter.end()


def _word(state: PointState) -> str:
    return say(SIGNS[state].word)
