from PySide6.QtWidgets import QTextBrowser

from mrdtracker.gui.help_text_view import scroll_to, show_heading, show_page_of
from mrdtracker.gui.presenters.help_topics import HelpTarget


def test_a_page_is_shown_with_what_stands_before_it(qtbot):
    browser = QTextBrowser()
    qtbot.addWidget(browser)

    show_page_of(browser, "glossary", "[back](first-page)\n\n")

    assert browser.toPlainText().startswith("back\nGlossary")


def test_a_heading_is_brought_to_the_top(qtbot):
    browser = QTextBrowser()
    qtbot.addWidget(browser)
    browser.resize(500, 300)
    browser.show()
    show_page_of(browser, "fields")

    show_heading(browser, HelpTarget("fields", "Gating panel"))

    assert browser.textCursor().block().text() == "Gating panel"
    assert browser.verticalScrollBar().value() > 0


def test_a_heading_that_is_not_there_moves_nothing(qtbot):
    browser = QTextBrowser()
    qtbot.addWidget(browser)
    show_page_of(browser, "fields")

    scroll_to(browser, "nowhere")

    assert browser.textCursor().position() == 0
