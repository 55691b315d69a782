from mrdtracker.gui.side_pages import COHORT, HELP, HISTORY, RULES, TODAY


def test_pages_are_made_when_somebody_goes_there(desk):
    side = desk.bench._side
    assert desk.frame.pages.indexOf(desk.bench.list) >= 0
    assert side.made == {}

    for name in (HISTORY, RULES, HELP):
        desk.bench.do(name)
        assert desk.frame.pages.currentWidget() is side.page(name)


def test_the_cohort_is_read_when_somebody_goes_there_and_its_patients_open(desk, qtbot):
    desk.bench.do(COHORT)
    page = desk.bench._side.cohort
    qtbot.waitUntil(lambda: page.cohort is not None)

    assert desk.frame.pages.currentWidget() is page
    page.opened.emit(page.cohort.patients[0].id)

    assert desk.frame.pages.currentWidget() is desk.bench.patient


def test_find_goes_to_the_search_of_the_page(desk):
    desk.bench.do(RULES)
    desk.bench.do("find")
    assert desk.window.focusWidget() is desk.bench.rules.search

    desk.bench.do(HELP)
    desk.bench.do("find")
    assert desk.window.focusWidget() is desk.bench.help.search

    desk.bench.do(TODAY)
    desk.bench.do("find")
    assert desk.window.focusWidget() is desk.frame.search


def test_what_a_page_says_stands_in_the_status_line(desk):
    desk.bench.do(RULES)

    desk.bench.rules.told.emit("Written: page.pdf")

    assert desk.frame.notice.text() == "Written: page.pdf"
