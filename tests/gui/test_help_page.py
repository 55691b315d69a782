import pytest
from PySide6.QtCore import QUrl

from mrdtracker import locations
from mrdtracker.gui.actions import shortcut_lines
from mrdtracker.gui.presenters.help_text import BACK, TOPICS
from mrdtracker.gui.theme import Scheme
from tests.gui.desk import the_switch


def test_every_key_and_every_pack_stands_there(desk):
    desk.bench.do("help")

    text = desk.bench.help.browser.toPlainText()
    for words, keys in shortcut_lines():
        assert words in text
        assert keys in text
    for overview in desk.workspace.rules.overviews():
        assert overview.reference.sha256[:12] in text


def test_it_changes_its_colours_with_the_theme(desk):
    desk.bench.do("help")
    before = desk.bench.help.browser.toHtml()

    the_switch().choose(Scheme.DARK)

    assert desk.bench.help.browser.toHtml() != before
    the_switch().choose(Scheme.SYSTEM)


@pytest.mark.parametrize("topic", TOPICS)
def test_every_longer_page_opens_from_the_first_one_and_leads_back(desk, topic):
    desk.bench.do("help")
    page = desk.bench.help
    title = (locations.resources() / "help" / f"{topic}.md").read_text("utf-8").splitlines()[0]

    page.browser.anchorClicked.emit(QUrl(topic))
    shown = page.browser.toPlainText()
    page.browser.anchorClicked.emit(QUrl(BACK))

    assert title.removeprefix("# ") in shown
    assert shown.startswith("← Back to the first page")
    assert "Keyboard" in page.browser.toPlainText()


def test_no_page_of_help_is_left_without_a_way_to_it():
    pages = {path.stem for path in (locations.resources() / "help").glob("*.md")}

    assert pages == set(TOPICS)


def test_a_heading_is_brought_to_the_top(desk):
    page = desk.bench.help
    desk.bench.do("help")
    page.show_topic("import-mapping")

    page.show_heading("Keys of the whole table")

    assert page.browser.textCursor().block().text() == "Keys of the whole table"
    assert page.browser.cursorRect().top() < page.browser.viewport().height() // 4


def test_a_heading_that_is_not_there_leaves_the_page_at_its_top(desk):
    page = desk.bench.help
    desk.bench.do("help")
    page.show_topic("import-mapping")

    page.show_heading("Nothing of the kind")

    assert page.browser.verticalScrollBar().value() == 0
