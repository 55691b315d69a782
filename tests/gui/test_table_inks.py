"""What a table paints with: figures of one width, and texts cut where their cell ends."""

import pytest
from PySide6.QtGui import QFont

from mrdtracker.gui.table_inks import TableInks
from tests.gui.desk import the_switch

pytestmark = pytest.mark.usefixtures("qapp")


def test_figures_are_all_of_one_width():
    the_switch()
    inks = TableInks(QFont())

    widths = {inks.tabular_metrics.horizontalAdvance(figure * 4) for figure in "0123456789"}
    assert len(widths) == 1


def test_a_text_is_cut_at_the_end_of_its_cell_and_only_there():
    the_switch()
    inks = TableInks(QFont())
    text = "overdue by 137 days"
    needed = inks.plain_metrics.horizontalAdvance(text)

    assert inks.elided(text, needed + 1, is_plain=True) == text
    cut = inks.elided(text, needed / 2, is_plain=True)
    assert cut.endswith("…")
    assert inks.plain_metrics.horizontalAdvance(cut) <= needed / 2
