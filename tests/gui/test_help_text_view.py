import pytest
from PySide6.QtCore import QUrl

from mrdtracker.gui.help_text_view import CHARACTERS_IN_A_LINE, HelpTextView, target_of_link
from mrdtracker.gui.presenters.help_text import TOPICS
from mrdtracker.gui.presenters.help_topics import FIRST_PAGE, HelpTarget


@pytest.fixture
def view(qtbot):
    made = HelpTextView()
    qtbot.addWidget(made)
    made.resize(500, 300)
    made.show()
    return made


def test_a_page_is_shown_with_a_way_back(view):
    view.show_page("glossary")

    assert view.toPlainText().startswith("← Back to the first page of the help\nGlossary")


def test_without_a_page_all_are_offered(view):
    view.show_page("")

    assert all(title in view.toPlainText() for title in TOPICS.values())


def test_a_heading_is_brought_to_the_top(view):
    view.show_page("fields")

    view.show_heading(HelpTarget("fields", "Gating panel"))

    assert view.textCursor().block().text() == "Gating panel"
    assert view.verticalScrollBar().value() > 0


def test_a_heading_that_is_not_there_moves_nothing(view):
    view.show_page("fields")

    view.scroll_to("nowhere")

    assert view.textCursor().position() == 0


def test_lines_are_as_wide_as_the_view_and_never_too_long_to_read(view):
    widest = view.fontMetrics().averageCharWidth() * CHARACTERS_IN_A_LINE
    view.show_page("fields")
    assert view.lineWrapColumnOrWidth() == view.viewport().width()

    view.resize(widest * 2, 300)

    assert view.lineWrapColumnOrWidth() == widest


def test_rich_text_is_as_wide_as_the_view(view):
    view.show_page("fields")

    view.show_table("<p>wide</p>")
    view.resize(3000, 300)

    assert view.lineWrapMode() is HelpTextView.LineWrapMode.WidgetWidth


def test_a_link_names_a_page_and_a_heading(view, qtbot):
    with qtbot.waitSignal(view.linkClicked) as clicked:
        view.anchorClicked.emit(QUrl("pages#Reports"))

    assert clicked.args == [HelpTarget("pages", "Reports")]
    assert target_of_link(QUrl("own-pack")) == HelpTarget("own-pack", "")
    assert target_of_link(QUrl("first-page")) == FIRST_PAGE
    assert target_of_link(QUrl("/etc/passwd")) == FIRST_PAGE
