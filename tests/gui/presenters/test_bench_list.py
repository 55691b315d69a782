from mrdtracker.gui.presenters.bench_list import BLANK_LINES, bench_list_html
from tests.gui.presenters.test_due_words import day, row


def test_the_page_has_the_lines_in_their_order_and_a_place_to_sign():
    html = bench_list_html("Today: 1 overdue", [row(20), row(15)], day(20), "Children's <lab>")

    assert html.index("overdue by 3 days") < html.index("due today")
    assert "Children&#x27;s &lt;lab&gt;" in html
    assert "22 Mar 2025" in html
    assert html.count("<tr>") == 3 + BLANK_LINES
    assert html.rindex("due today") < html.index("&nbsp;")
    assert "Done by" in html


def test_an_empty_list_is_a_page_too():
    assert "<h1>Today</h1>" in bench_list_html("Today", [], day(1), "")
