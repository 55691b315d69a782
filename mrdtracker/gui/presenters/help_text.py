"""The help page as rich text."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from html import escape

from mrdtracker.domain.errors import Problem
from mrdtracker.domain.finding import PackOverview, PackState
from mrdtracker.words import mark, say

DIGEST_SHOWN = 12
TOPICS = {
    "pages": mark("The pages of the window"),
    "fields": mark("What each field means"),
    "glossary": mark("Glossary, with sources"),
    "safe-keeping": mark("Keeping your file safe"),
    "own-pack": mark("Your own rule pack, in ten minutes"),
    "own-report": mark("Your own report page, in ten minutes"),
    "import-mapping": mark("Tables from elsewhere: how a mapping reads them"),
    "case-file": mark("Case files for the command line"),
    "whats-new": mark("What is new in this program"),
}
BACK = "first-page"
KEYS_BESIDE = 2
_PURPOSE = mark(
    "Tracks measurable residual disease in childhood ALL: results, published rules, and why a "
    "child is or is not flagged. It records and explains; it does not treat. Every group is the "
    "protocol's, for the study patients it was published for."
)
_OTHER_KEYS = mark(
    "In tables: arrows move, Enter opens, Ctrl+C copies with headers. On the course: left and "
    "right step through the samples, with Shift they add one; a drag with Shift selects what is "
    "in its box. Z shows only what is selected, Shift+Z hides it, Esc takes back one thing at a "
    "time. In the search: up and down choose, Enter opens, Esc goes back to the page. The side "
    "buttons of the mouse go back and forward."
)


@dataclass(frozen=True)
class HelpInks:
    """Colours of the theme, as the text needs them."""

    text: str
    quiet: str
    unknown: str
    accent: str = ""


@dataclass(frozen=True)
class PackLine:
    """One rule pack: what it is, which edition, and whether it answers.

    Attributes:
        problems: Why it cannot be used; empty for a usable pack.
    """

    title: str
    reference: str
    state: str
    problems: tuple[str, ...] = ()


def pack_lines(
    overviews: Sequence[PackOverview],
    enabled: Collection[str],
    unusable: Mapping[str, Sequence[Problem]],
) -> tuple[PackLine, ...]:
    """Write every pack at hand, the unusable ones with their problems."""
    lines = [_pack_line(overview, enabled) for overview in overviews]
    lines += [
        PackLine(
            name, "", say("not usable: no answers"), tuple(str(problem) for problem in problems)
        )
        for name, problems in sorted(unusable.items())
    ]
    return tuple(lines)


def help_html(
    keys: Sequence[tuple[str, str]], packs: Sequence[PackLine], version: str, inks: HelpInks
) -> str:
    """Write the page: what it is, the packs, the keys."""
    rows = "".join(_row(pack, inks) for pack in packs)
    topics = "".join(
        f'<p style="margin-top:4px; margin-bottom:4px">'
        f'<a href="{name}" style="color:{inks.accent}; text-decoration:none">'
        f"{escape(say(words))}</a></p>"
        for name, words in TOPICS.items()
    )
    return (
        f'<div style="color:{inks.text}">'
        f"<h2>MRD tracker {escape(version)}</h2>"
        f'<p style="color:{inks.quiet}">{say(_PURPOSE)}</p>'
        f"{topics}{_section(say('Rules in use'))}<table cellpadding='3'>{rows}</table>"
        f"{_section(say('Keyboard'), 'keys')}{_keys(keys, inks)}"
        f'<p style="color:{inks.quiet}">{say(_OTHER_KEYS)}</p></div>'
    )


def _section(title: str, anchor: str = "") -> str:
    space = "margin-top:22px; margin-bottom:6px"
    return f'<h3 style="{space}"><a name="{anchor}"></a>{escape(title)}</h3>'


def _pack_line(overview: PackOverview, enabled: Collection[str]) -> PackLine:
    reference = overview.reference
    if reference.state is PackState.DISPLAY_ONLY:
        state = say("shows thresholds only")
    elif reference.id in enabled:
        state = say("answers for every patient")
    else:
        state = say("answers for its own patients")
    return PackLine(
        title=reference.said,
        reference=f"{reference.id} {reference.version} · {reference.sha256[:DIGEST_SHOWN]}",
        state=f"{state} · {overview.convention.words}",
    )


def _row(pack: PackLine, inks: HelpInks) -> str:
    ink = inks.unknown if pack.problems else inks.quiet
    problems = "".join(f"<br/>{escape(one)}" for one in pack.problems)
    return (
        f"<tr><td>{escape(pack.title)}{problems}</td>"
        f'<td style="color:{inks.quiet}">{escape(pack.reference)}</td>'
        f'<td style="color:{ink}">{escape(pack.state)}</td></tr>'
    )


def _keys(keys: Sequence[tuple[str, str]], inks: HelpInks) -> str:
    cells = [
        f'<td width="250">{escape(words)}</td>'
        f'<td width="170" style="color:{inks.quiet}">{escape(pressed)}</td>'
        for words, pressed in keys
    ]
    half = -(-len(cells) // KEYS_BESIDE)
    rows = [
        f"<tr>{cells[place]}{cells[place + half] if place + half < len(cells) else ''}</tr>"
        for place in range(half)
    ]
    return f"<table cellpadding='3'>{''.join(rows)}</table>"
