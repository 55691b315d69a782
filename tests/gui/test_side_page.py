from mrdtracker.gui.side_page import SidePage


def test_a_page_without_a_search_of_its_own_says_so(qtbot):
    page = SidePage()
    qtbot.addWidget(page)

    assert page.focus_search() is False
