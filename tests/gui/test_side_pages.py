from mrdtracker.gui.side_pages import HELP, HISTORY, RULES


def test_pages_are_made_when_somebody_goes_there(desk):
    side = desk.bench._side
    assert desk.frame.pages.indexOf(desk.bench.list) >= 0
    assert side.made == {}

    for name in (HISTORY, RULES, HELP):
        desk.bench.do(name)
        assert desk.frame.pages.currentWidget() is side.page(name)


def test_find_goes_to_the_search_of_the_page(desk):
    desk.bench.do(RULES)
    desk.bench.do("find")
    assert desk.window.focusWidget() is desk.bench.rules.search

    desk.bench.do(HELP)
    desk.bench.do("find")
    assert desk.window.focusWidget() is desk.frame.search


def test_what_a_page_says_stands_in_the_status_line(desk):
    desk.bench.do(RULES)

    desk.bench.rules.told.emit("Written: page.pdf")

    assert desk.frame.notice.text() == "Written: page.pdf"
