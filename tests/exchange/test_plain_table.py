"""Tables as text: read back as they were, in a file and from the clipboard."""

import csv
import io

from mrdtracker.exchange.plain_table import table_csv, table_tabs

LINES = (("a", "b"), ("1,5", 'say "x"\nand'), ("", "µL"))


def test_a_table_is_read_back_as_it_was():
    text = table_csv(LINES).decode("utf-8")

    assert tuple(map(tuple, csv.reader(io.StringIO(text, newline="")))) == LINES
    assert text.startswith("a,b\r\n")


def test_a_table_for_the_clipboard_has_tabs_and_no_last_empty_line():
    assert table_tabs((("a", "b"), ("1,5", "x"))) == "a\tb\n1,5\tx"
