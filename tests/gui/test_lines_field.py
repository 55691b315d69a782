from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QGuiApplication, QImage

from mrdtracker.gui.lines_field import MOST_CHARACTERS, LinesField


def a_field(qtbot):
    field = LinesField("&Cells")
    qtbot.addWidget(field)
    told = []
    field.typed.connect(told.append)
    return field, told


def test_pasted_text_is_told_with_its_tabs(qtbot):
    field, told = a_field(qtbot)
    QGuiApplication.clipboard().setText("D15\t0.05 %\nD33\t0.01 %")

    field.paste()

    assert told[-1] == "D15\t0.05 %\nD33\t0.01 %"


def test_a_picture_is_refused_and_changes_nothing(qtbot):
    field, _ = a_field(qtbot)
    field.show_text("0.05 %")
    source = QMimeData()
    source.setImageData(QImage(2, 2, QImage.Format.Format_RGB32))

    with qtbot.waitSignal(field.box.refused):
        field.box.insertFromMimeData(source)

    assert field.box.toPlainText() == "0.05 %"


def test_a_full_clipboard_is_told_and_changes_nothing(qtbot):
    field, _ = a_field(qtbot)
    field.show_text("0.05 %")
    QGuiApplication.clipboard().setText("x" * (MOST_CHARACTERS + 1))

    with qtbot.waitSignal(field.box.overfilled) as told:
        field.paste()

    assert told.args == [MOST_CHARACTERS + 1]
    assert field.box.toPlainText() == "0.05 %"


def test_an_empty_clipboard_changes_nothing(qtbot):
    field, told = a_field(qtbot)
    field.show_text("0.05 %")
    QGuiApplication.clipboard().clear()

    field.paste()

    assert told == []
    assert field.box.toPlainText() == "0.05 %"


def test_showing_is_not_typing_and_tab_goes_on(qtbot):
    field, told = a_field(qtbot)

    field.show_text("0.05 %")

    assert told == []
    assert field.box.tabChangesFocus()
    qtbot.keyClick(field.box, Qt.Key.Key_End)
    qtbot.keyClick(field.box, Qt.Key.Key_Return)
    assert told == ["0.05 %\n"]
