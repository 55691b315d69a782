import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetricsF, QGuiApplication
from PySide6.QtWidgets import QApplication

from mrdtracker.gui.chips import fitting, least_width
from mrdtracker.gui.presenters.tones import ChipText, ToneName
from mrdtracker.gui.table_model import Column, RowTableModel
from mrdtracker.gui.table_view import CELL_PADDING, RowTable, before_point
from tests.gui.desk import the_switch

COLUMNS = (
    Column("Value", str, style="decimal", width=12),
    Column("Kind", lambda text: "number" if text[0].isdigit() else "words", width=0),
)
ROWS = ["0.05 %", "12.5 %", "not detected"]


def shown(qtbot, columns, rows, width=400):
    """A table on the screen."""
    the_switch()
    model = RowTableModel(columns)
    model.show_rows(rows)
    table = RowTable(model, "Values")
    qtbot.addWidget(table)
    table.resize(width, 200)
    table.show()
    return table


@pytest.fixture
def table(qtbot):
    return shown(qtbot, COLUMNS, ROWS)


@pytest.mark.parametrize(
    ("text", "head"),
    [
        ("0.05 %", "0"),
        ("> 10 %", "> 10"),
        ("310 /µL", "310"),
        ("1.2·10⁻⁴", "1"),
        ("10⁻⁴", "10"),
        ("not detected", ""),
        ("–", ""),
        ("D15", ""),
    ],
)
def test_what_stands_before_the_decimal_point(text, head):
    assert before_point(text) == head


def test_room_is_kept_for_the_longest_number(table):
    metrics = QFontMetricsF(table.font())

    assert table.room_before_point(0, metrics) == metrics.horizontalAdvance("12")


def test_enter_opens_the_current_row(qtbot, table):
    table.select_lines([1])

    with qtbot.waitSignal(table.opened) as opened:
        qtbot.keyClick(table, Qt.Key.Key_Return)

    assert opened.args == ["12.5 %"]


def test_copied_rows_carry_their_headers(qtbot, table):
    table.select_lines([0])

    qtbot.keyClick(table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)

    assert QApplication.clipboard().text() == "Value\tKind\n0.05 %\tnumber"


def test_several_rows_are_selected_at_once_for_whoever_listens(table):
    table.select_lines([1])
    told = []
    table.selectionModel().selectionChanged.connect(lambda *_: told.append(table.selected_rows()))

    table.select_lines([0, 2])
    table.select_lines([2, 0])
    table.select_lines([])

    assert told == [("0.05 %", "not detected"), ()]


def test_the_row_under_the_pointer_is_told_once(table):
    told = []
    table.rowHovered.connect(told.append)

    table.entered.emit(table.model().index(1, 0))
    table.entered.emit(table.model().index(1, 1))

    assert told == [1]
    assert table.hovered_row == 1


def test_columns_take_what_their_rows_need(table):
    table.fit_to_rows()

    width = table.columnWidth(0)
    assert width > table.fontMetrics().horizontalAdvance("12.5 %")
    assert width < 400


def test_a_row_is_as_high_as_its_text_needs(table):
    assert table.rowHeight(0) >= table.fontMetrics().height()


def test_it_paints_every_kind_of_cell(table):
    table.select_lines([0])

    assert not table.grab().isNull()


def test_a_spare_column_goes_before_words_are_cut_short_and_comes_back(qtbot):
    columns = (
        Column("Method", lambda _row: "IG/TR PCR IGH", width=17),
        Column("Result", lambda _row: "0.0123 %", style="decimal", width=12),
        Column("10⁻ⁿ", lambda _row: "1.23·10⁻⁴", style="quiet decimal", is_spare=True),
        Column("Findings", lambda _row: "words", width=0),
    )
    table = shown(qtbot, columns, ["one"], 600)
    table.fit_to_rows()
    assert not table.isColumnHidden(2)

    table.resize(300, 200)
    assert [table.isColumnHidden(place) for place in range(4)] == [False, False, True, False]
    table.select_lines([0])
    table.copy_rows()
    assert "1.23·10⁻⁴" in QGuiApplication.clipboard().text()

    table.resize(600, 200)
    assert not table.isColumnHidden(2)


@pytest.mark.parametrize("day", ["D33", ""])
def test_spares_go_one_by_one_and_only_where_something_else_stands_for_them(qtbot, day):
    columns = (
        Column("Day", lambda _row: day, style="figure", width=8),
        Column("Date", lambda _row: "04 Jul 2025", style="tabular", is_spare=True, known_by="Day"),
        Column("Method", lambda _row: "IG/TR PCR IGH VH3-JH4", width=17),
        Column("10⁻ⁿ", lambda _row: "1.23·10⁻⁴", style="quiet decimal", is_spare=True),
        Column("Findings", lambda _row: "words", width=0),
    )
    table = shown(qtbot, columns, ["one"])
    gone = []
    for width in (600, 390, 300):
        table.resize(width, 200)
        table.fit_to_rows()
        gone.append([place for place in range(5) if table.isColumnHidden(place)])

    assert gone == [[], [3], [1, 3] if day else [3]]


def test_a_spare_of_a_growing_table_goes_before_the_last_words_are_cut(qtbot):
    columns = (
        Column("Patient", lambda _row: "DEMO-01", width=12, grows=True),
        Column("Name", lambda _row: "a name", style="quiet", width=20, is_spare=True),
        Column("Expected", lambda _row: "D33 BM · IG/TR PCR", width=26, grows=True),
        Column("How urgent", lambda _row: "overdue by 137 days", width=0),
    )
    table = shown(qtbot, columns, ["one"], 900)
    table.grow_to_rows()
    assert not table.isColumnHidden(1)

    table.resize(440, 200)

    assert table.isColumnHidden(1)
    words = table.inks.tabular_metrics.horizontalAdvance("overdue by 137 days")
    assert table.columnWidth(3) >= min(words, 0.3 * table.viewport().width())
    table.resize(900, 200)
    assert not table.isColumnHidden(1)


def test_a_column_of_chips_grows_to_its_widest_chip(qtbot):
    chip = ChipText("SR, MR or HR · not known yet, and more than that", ToneName.UNKNOWN)
    columns = (
        Column("Group", lambda _row: "", chips=lambda _row: (chip,), width=10, grows=True),
        Column("Findings", lambda _row: "words", width=0),
    )
    table = shown(qtbot, columns, ["one"], 1400)

    table.grow_to_rows()

    assert table.columnWidth(0) >= least_width((chip,))


def a_crowded_table(qtbot, width):
    chips = (ChipText("high-risk threshold", ToneName.HIGH), ChipText("PPR", ToneName.HIGH))
    columns = (
        Column("Method", lambda _row: "IG/TR PCR IGH VH3-JH4 and a second target", width=17),
        Column("Result", lambda _row: "0.0123 %", style="decimal", width=12),
        Column("Findings, quality", lambda _row: "words", chips=lambda _row: chips, width=0),
    )
    table = shown(qtbot, columns, ["one"], width)
    table.fit_to_rows()
    return table, chips


def test_words_give_way_so_that_a_number_and_the_first_chip_stay_whole(qtbot):
    table, chips = a_crowded_table(qtbot, 420)
    metrics = table.inks.tabular_metrics

    assert table.columnWidth(1) >= metrics.horizontalAdvance("0.0123 %")
    assert table.columnWidth(2) >= least_width(chips)
    assert table.columnWidth(2) >= metrics.horizontalAdvance("Findings, quality")
    assert table.columnWidth(0) < metrics.horizontalAdvance("IG/TR PCR IGH VH3-JH4 and a second")


def test_where_there_is_room_nothing_is_cut(qtbot):
    table, _chips = a_crowded_table(qtbot, 1200)
    metrics = table.inks.tabular_metrics

    words = "IG/TR PCR IGH VH3-JH4 and a second target"
    assert table.columnWidth(0) >= metrics.horizontalAdvance(words)


def test_what_is_copied_has_all_its_digits(qtbot):
    column = Column("Value", lambda _row: "0.0123 %", exact=lambda row: row)
    table = shown(qtbot, (column,), ["0.0123046875 %"])
    table.select_lines([0])

    table.copy_rows()

    assert QApplication.clipboard().text() == "Value\n0.0123046875 %"


GROUP = (ChipText("HR · final", ToneName.HIGH),)


def a_growing_table(qtbot, width):
    chips = (ChipText("high-risk threshold", ToneName.HIGH), ChipText("PPR", ToneName.HIGH))
    columns = (
        Column("Code", lambda row: row, width=12, grows=True),
        Column("Name", lambda _row: "words that are long", style="quiet", width=20),
        Column("Protocol", lambda _row: "AIEOP-BFM ALL 2000 · D265", width=26, grows=True),
        Column("Group", lambda _row: "HR · final", chips=lambda _row: GROUP, width=27),
        Column("Findings", lambda _row: "words", chips=lambda _row: chips, width=0),
        Column("Last result", lambda _row: "18 May 2026", style="tabular", width=15),
    )
    table = shown(qtbot, columns, ["TARGET-10-PAKTAL"], width)
    table.grow_to_rows()
    return table, chips


def test_a_finding_stays_whole_and_in_sight_where_a_growing_table_is_narrow(qtbot):
    table, chips = a_growing_table(qtbot, 760)

    assert table.columnWidth(4) >= least_width(chips)
    assert sum(table.columnWidth(place) for place in range(6)) <= table.viewport().width()
    code = table.inks.tabular_metrics.horizontalAdvance("TARGET-10-PAKTAL")
    assert table.columnWidth(0) >= code
    assert fitting(GROUP, table.columnWidth(3) - 2 * CELL_PADDING) == 1


def test_what_gave_way_comes_back_with_more_room(qtbot):
    table, _chips = a_growing_table(qtbot, 760)
    narrow = table.columnWidth(1)

    table.resize(1400, 200)

    assert table.columnWidth(1) > narrow
    assert table.columnWidth(1) == a_growing_table(qtbot, 1400)[0].columnWidth(1)


def test_a_width_that_was_chosen_by_hand_stays_where_there_is_room(qtbot):
    table, _chips = a_growing_table(qtbot, 1400)
    table.setColumnWidth(1, 333)

    table.resize(1380, 200)

    assert table.columnWidth(1) == 333


def test_larger_letters_get_wider_columns_and_leave_the_finding_whole(qtbot):
    table, chips = a_growing_table(qtbot, 1400)
    before = table.columnWidth(5)
    font = table.font()
    font.setPointSizeF(font.pointSizeF() * 1.3)

    table.setFont(font)

    assert table.columnWidth(5) > before * 1.15
    assert table.columnWidth(4) >= least_width(chips)


def test_empty_room_beside_a_number_goes_before_any_word_is_cut(qtbot):
    wide, _chips = a_growing_table(qtbot, 1400)
    narrow, _chips = a_growing_table(qtbot, 760)
    date = narrow.inks.tabular_metrics.horizontalAdvance("18 May 2026")

    assert date < narrow.columnWidth(5) < wide.columnWidth(5)


def test_however_narrow_a_group_stays_readable(qtbot):
    table, _chips = a_growing_table(qtbot, 500)

    assert fitting(GROUP, table.columnWidth(3) - 2 * CELL_PADDING) == 1
    assert table.columnWidth(3) > table.columnWidth(1)


def test_rows_that_are_pointed_at_elsewhere_are_lit_without_a_word(qtbot, table):
    with qtbot.assertNotEmitted(table.rowHovered):
        table.light_rows(frozenset({0, 1}))

    assert table.lit_rows == {0, 1}
    assert table.hovered_row == -1


def test_the_whole_table_is_copied_with_headers_and_one_line_a_row(qtbot):
    table = shown(
        qtbot, (Column("A", str), Column("B", lambda _row: "two\nlines\tand a tab")), ["x", "y"]
    )

    table.copy_table()

    assert QApplication.clipboard().text().split("\n") == [
        "A\tB",
        "x\ttwo lines and a tab",
        "y\ttwo lines and a tab",
    ]
