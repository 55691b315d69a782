"""The due list on paper: a page for the bench, with lines to write on."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from html import escape

from mrdtracker.domain.notation import date_text
from mrdtracker.gui.presenters.due_words import DueRow
from mrdtracker.words import mark, say

HEADINGS = (
    "",
    mark("Patient"),
    mark("Expected"),
    mark("Window"),
    mark("State"),
    mark("To do"),
    mark("Done by"),
)
# What comes to the bench during the day is written by hand below the list.
BLANK_LINES = 6
_STYLE = (
    "body { font-size: 9pt; color: #000000; } h1 { font-size: 13pt; }"
    " td, th { padding: 3px 6px; text-align: left; }"
)


def bench_list_html(title: str, rows: Sequence[DueRow], on: date, laboratory: str) -> str:
    """Write the list as a page of HTML, in the order of the screen.

    Args:
        title: "Today: 3 overdue, 5 due, 12 open".
        rows: The lines.
        on: The date of the list.
        laboratory: Whose list it is; may be empty.
    """
    head = " · ".join(part for part in (laboratory, date_text(on)) if part)
    cells = "".join(f"<th>{escape(say(heading))}</th>" for heading in HEADINGS)
    lines = "".join(_line(number, row) for number, row in enumerate(rows, start=1))
    lines += f"<tr>{'<td>&nbsp;<br>&nbsp;</td>' * len(HEADINGS)}</tr>" * BLANK_LINES
    return (
        f"<html><head><style>{_STYLE}</style></head><body><h1>{escape(title)}</h1>"
        f"<p>{escape(head)}</p><table border='1' cellspacing='0' width='100%'>"
        f"<thead><tr>{cells}</tr></thead>{lines}</table></body></html>"
    )


def _line(number: int, row: DueRow) -> str:
    texts = (
        str(number),
        f"{row.code} {row.child}".strip(),
        row.what,
        row.window,
        row.when or row.state.word,
        row.verb,
        "",
    )
    return "<tr>" + "".join(f"<td>{escape(text)}</td>" for text in texts) + "</tr>"
