import pytest
from PySide6.QtCore import QBuffer, QIODevice
from PySide6.QtGui import QColor, QImage

from mrdtracker.gui.report_pages import ReportPages


def picture(width=400, height=500):
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(QColor("white"))
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")
    return bytes(buffer.data())


@pytest.fixture
def shown(qtbot):
    pages = ReportPages()
    qtbot.addWidget(pages)
    pages.resize(700, 500)
    pages.show()
    return pages


def test_pages_are_shown_in_their_order_and_replaced(shown):
    shown.show_pictures((picture(), picture()))
    assert [one.accessibleName() for one in shown.pages] == ["Page 1", "Page 2"]

    shown.show_pictures((picture(300),))
    assert [one.pixmap().width() for one in shown.pages] == [300]

    shown.clear()
    assert shown.pages == []


def test_a_page_is_never_wider_than_the_window_and_never_larger_than_on_paper(shown):
    shown.show_pictures((picture(),))
    shown.resize(300, 500)
    assert shown.pages[0].pixmap().width() < 300

    shown.resize(900, 500)
    assert shown.pages[0].pixmap().width() == 400
