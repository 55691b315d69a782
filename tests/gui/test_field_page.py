from PySide6.QtWidgets import QLabel, QVBoxLayout

from mrdtracker.gui.field_page import FieldPage


def test_the_page_is_as_high_as_its_fields_and_says_when_they_change(qtbot):
    fields = QVBoxLayout()
    fields.addWidget(QLabel("one"))
    page = FieldPage(fields)
    qtbot.addWidget(page)
    before = page.height_for(300)

    with qtbot.waitSignal(page.changed):
        fields.addWidget(QLabel("two"))
        page.show()

    assert page.height_for(300) > before
    assert page.least_width() > 0


def test_a_page_on_a_card_lets_the_card_show(qtbot):
    page = FieldPage(QVBoxLayout())
    qtbot.addWidget(page)

    page.let_ground_through()

    assert not page.widget().autoFillBackground()
    assert not page.viewport().autoFillBackground()
