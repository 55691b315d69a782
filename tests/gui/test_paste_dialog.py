"""Results from a spreadsheet: every row is looked at, and one step writes and undoes them all."""

from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QGuiApplication, QImage

from mrdtracker.gui.paste_dialog import PasteDialog
from mrdtracker.gui.presenters.paste_form import COLUMNS
from tests.gui.ward import choose, lines_below, shown

ROWS = "D24\t0.02 %\nD29\tbanana\nD33\t0.01 %"


def a_dialog(qtbot, ward, text=None):
    QGuiApplication.clipboard().clear()
    if text is not None:
        QGuiApplication.clipboard().setText(text)
    dialog = shown(qtbot, PasteDialog(ward.workspace, ward.view, None))
    if text is not None:
        qtbot.waitUntil(lambda: dialog.box.box.toPlainText() == text)
    return dialog


def results(ward):
    return sorted(one.reported_text for one in ward.view.file.measurements)


def test_the_clipboard_is_read_at_once_and_nothing_is_written_before_apply(qtbot, ward):
    dialog = a_dialog(qtbot, ward, ROWS)
    choose(dialog.fields["method"], "flow cytometry")
    choose(dialog.fields["specimen"], "bone marrow (BM)")

    assert dialog.table.model().rowCount() == 3
    assert dialog.rows.data(dialog.rows.index(1, 5)).startswith("'banana'")
    assert dialog.save_button.text() == "&Apply 2 of 3 for S-0001"
    assert results(ward) == ["0.05 %"]


def test_apply_is_one_command_and_one_step_of_undo(qtbot, ward):
    dialog = a_dialog(qtbot, ward, ROWS)
    choose(dialog.fields["method"], "flow cytometry")
    choose(dialog.fields["specimen"], "bone marrow (BM)")
    dialog.form.set("reason", "sent late")

    dialog.accept()

    assert results(ward) == ["0.01 %", "0.02 %", "0.05 %"]
    assert ward.workspace.recorder.undo_label() == "Record 2 pasted results"
    ward.workspace.recorder.undo_last()
    assert results(ward) == ["0.05 %"]
    assert len(ward.view.file.samples) == 1


def test_a_clipboard_without_text_is_said(qtbot, ward):
    dialog = a_dialog(qtbot, ward)
    source = QMimeData()
    source.setImageData(QImage(2, 2, QImage.Format.Format_RGB32))

    dialog.box.box.insertFromMimeData(source)

    assert dialog.foot.message.text() == (
        "▲ The clipboard holds no text. Copy the cells in the spreadsheet, then paste them here."
    )


def test_ten_thousand_rows_are_refused_in_one_sentence(qtbot, ward):
    dialog = a_dialog(qtbot, ward, "\n".join(["0.05 %"] * 10_000))

    assert lines_below(dialog.fields["text"]).startswith("10000 rows were pasted; at most 200")
    assert dialog.table.model().rowCount() == 0


def test_a_full_clipboard_is_refused_in_one_sentence_and_holds_nothing_up(qtbot, ward):
    dialog = a_dialog(qtbot, ward, "")
    QGuiApplication.clipboard().setText("x" * 2_000_000)

    dialog.box.paste()

    assert dialog.foot.message.text() == (
        "▲ The clipboard holds 2 000 000 letters, which are too many to look at."
        " Copy the cells only, or use File, Import a table."
    )
    assert dialog.box.box.toPlainText() == ""


def test_a_kept_draft_comes_before_the_clipboard(qtbot, ward):
    first = a_dialog(qtbot, ward, ROWS)
    first.reject()

    second = shown(qtbot, PasteDialog(ward.workspace, ward.view, None))
    assert second.offer.isVisible()
    second.take_up()

    assert second.box.box.toPlainText() == ROWS


def test_a_column_is_chosen_with_the_keyboard(qtbot, ward):
    dialog = a_dialog(qtbot, ward, "D15\tlow\t0.05 %")
    choose(dialog.fields["method"], "flow cytometry")
    fields = [dialog.fields[name] for name in COLUMNS]
    assert [one.label.text() for one in fields[:3]] == [
        "Column 1: D15",
        "Column 2: low",
        "Column 3: 0.05 %",
    ]
    assert [one.isVisible() for one in fields] == [True] * 3 + [False] * 5
    assert fields[1].box.currentText() == "value"

    dialog.box.box.setFocus()
    qtbot.keyClick(dialog.box.box, Qt.Key.Key_Tab)
    assert fields[0].editor.hasFocus()
    fields[2].setFocus()
    qtbot.keyClicks(fields[2].editor, "value")

    assert fields[1].box.currentText() == "not used"
    assert dialog.save_button.text() == "&Apply 1 of 1 for S-0001"


def test_eight_columns_with_long_titles_make_the_form_no_wider_than_a_small_screen(qtbot, ward):
    cells = "\t".join(f"a long cell of the column {place}" for place in range(len(COLUMNS)))

    dialog = a_dialog(qtbot, ward, f"{cells}\n{cells}")

    assert dialog.fields[COLUMNS[-1]].isVisible()
    assert dialog._page.least_width() < 700
    # Every title takes as many lines as its neighbours, once all of them were laid out.
    qtbot.waitUntil(lambda: len({dialog.fields[name].editor.y() for name in COLUMNS}) == 1)
