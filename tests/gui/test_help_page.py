import pytest
from PySide6.QtCore import QUrl

from mrdtracker import locations
from mrdtracker.gui.actions import shortcut_lines
from mrdtracker.gui.presenters.help_text import BACK, TOPICS
from mrdtracker.gui.presenters.help_topics import FIRST_PAGE, HelpTarget
from mrdtracker.gui.theme import Scheme
from tests.gui.desk import the_switch

MAPPING = HelpTarget("import-mapping", "")


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
    page.show_target(MAPPING)

    page.show_heading("Keys of the whole table")

    assert page.browser.textCursor().block().text() == "Keys of the whole table"
    assert page.browser.cursorRect().top() < page.browser.viewport().height() // 4


def test_a_heading_that_is_not_there_leaves_the_page_at_its_top(desk):
    page = desk.bench.help
    desk.bench.do("help")
    page.show_target(MAPPING)

    page.show_heading("Nothing of the kind")

    assert page.browser.verticalScrollBar().value() == 0


def test_back_walks_the_pages_that_were_read_and_leaves_the_help_after_them(desk):
    bench, scrolled = desk.bench, 140
    bench.do("today")
    bench.do("help")
    page = bench.help
    page.browser.anchorClicked.emit(QUrl("glossary"))
    page.browser.verticalScrollBar().setValue(scrolled)
    page.browser.anchorClicked.emit(QUrl("own-pack"))
    bench.do("keys")
    seen = []
    for step in ("back", "back", "back", "back", "forward", "forward"):
        bench.do(step)
        place = bench.places.current
        seen.append(place.target.topic if place.page == "help" else place.page)
        assert page.target == (place.target if place.page == "help" else FIRST_PAGE)
        if place.target.topic == "glossary":
            assert page.browser.verticalScrollBar().value() == scrolled

    assert seen == ["own-pack", "glossary", "", "today", "", "glossary"]
    assert "Back to the first page" in page.browser.toPlainText()


def test_who_reads_stays_there_when_the_colours_or_the_file_change(desk):
    desk.bench.do("glossary")
    bar = desk.bench.help.browser.verticalScrollBar()
    bar.setValue(200)

    the_switch().choose(Scheme.DARK)
    desk.bench.do("refresh")

    assert bar.value() == 200
    the_switch().choose(Scheme.SYSTEM)
