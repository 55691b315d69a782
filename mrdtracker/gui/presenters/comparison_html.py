"""The same child by several protocols as one page: a column for each pack."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from mrdtracker.domain.finding import GroupStatus
from mrdtracker.domain.vocabulary import readable
from mrdtracker.gui.presenters.chip_text import assessment_chip, either
from mrdtracker.gui.presenters.findings_html import SHAPES, Inks
from mrdtracker.gui.presenters.tones import ToneName
from mrdtracker.services.pack_comparison import (
    ComparedRow,
    PackColumn,
    PackComparison,
    Reading,
)
from mrdtracker.words import say


def comparison_html(comparison: PackComparison, inks: Inks, *, is_everything: bool) -> str:
    """Write a comparison as a page.

    Args:
        comparison: What was compared.
        inks: The theme's colours.
        is_everything: Also the results that all packs read alike.
    """
    columns = comparison.columns
    share = 100 // len(columns)
    rows = comparison.rows if is_everything else comparison.differing
    parts = [_row(_head(one, inks) for one in columns)]
    parts += [_compared(row, len(columns), inks) for row in rows]
    parts.append(_alike(comparison, inks))
    parts.append(_row(_sources(one, inks) for one in columns))
    body = "".join(parts).replace("<td>", f'<td width="{share}%" valign="top">')
    return (
        f'<div style="color:{inks.text}"><table width="100%" cellpadding="6" cellspacing="0">'
        f"{body}</table></div>"
    )


def _row(cells: Iterable[str]) -> str:
    return f"<tr>{''.join(f'<td>{cell}</td>' for cell in cells)}</tr>"


def _head(column: PackColumn, inks: Inks) -> str:
    one = column.assessment
    chip = assessment_chip(one)
    ink, tint = inks.marks[chip.tone], inks.tints[chip.tone]
    lines = [
        f"<b>{escape(column.title)}</b>",
        f'<span style="color:{ink};background-color:{tint}">&nbsp;{SHAPES[chip.tone]} '
        f"<b>{escape(chip.word)}</b>&nbsp;</span>",
        f"<b>{escape(column.convention.words)}</b>",
    ]
    # A chip of an open group names the possible ones itself.
    if one.assigned is None and one.possible and one.status is not GroupStatus.INDETERMINATE:
        names = [group.replace("_", " ") for group in one.possible]
        lines.append(f"possible: {escape(either(names))}")
    asks = inks.marks[ToneName.UNKNOWN]
    lines += [
        f'<span style="color:{asks}">? {escape(readable(need))}</span>' for need in one.needs
    ]
    lines.append(_quiet(f"{one.pack.id} {one.pack.version}", inks))
    return "<br>".join(lines)


def _compared(row: ComparedRow, count: int, inks: Inks) -> str:
    title = (
        f'<tr><td colspan="{count}" bgcolor="{inks.tints[ToneName.NEUTRAL]}">'
        f"<b>{escape(row.title)}</b></td></tr>"
    )
    return title + _row(_reading(one, inks) for one in row.readings)


def _reading(reading: Reading, inks: Inks) -> str:
    lines = [f"<b>“{escape(reading.day)}”</b>"] if reading.day else []
    lines += [escape(line) for line in reading.concluded]
    lines += [_quiet(line, inks) for line in reading.compared]
    return "<br>".join(lines) or _quiet("–", inks)


def _alike(comparison: PackComparison, inks: Inks) -> str:
    alike = len(comparison.rows) - len(comparison.differing)
    words = _quiet(say("Read alike by all: {} of {}.").format(alike, len(comparison.rows)), inks)
    return f'<tr><td colspan="{len(comparison.columns)}">{words}</td></tr>'


def _sources(column: PackColumn, inks: Inks) -> str:
    return "<br>".join(_quiet(source, inks) for source in column.sources) or _quiet("–", inks)


def _quiet(text: str, inks: Inks) -> str:
    return f'<span style="color:{inks.quiet}">{escape(text)}</span>'
