"""A rule pack as a page to read: the decision table in words, with sources and open points."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape

from mrdtracker.domain.finding import (
    Flag,
    Level,
    NamedTimePoint,
    PackOverview,
    Source,
    ThresholdMark,
)
from mrdtracker.domain.pack_page import PackPage, RuleLine, TimePointLine
from mrdtracker.domain.vocabulary import readable
from mrdtracker.gui.presenters.chip_text import FLAG_WORDS, LEVEL_TONES
from mrdtracker.gui.presenters.pack_ruler import Ruler, ruler_of, window_words
from mrdtracker.gui.presenters.tones import ToneName
from mrdtracker.services.workspace import Workspace
from mrdtracker.words import say

DIGEST_SHOWN = 12
SOURCE_LINK = "#source-"
RULER_IMAGE = "ruler:picture"
SHAPES = {
    ToneName.HIGH: "▲",
    ToneName.INTERMEDIATE: "◆",
    ToneName.LOW: "●",
    ToneName.UNKNOWN: "?",
    ToneName.NEUTRAL: "–",
}


@dataclass(frozen=True)
class PageInks:
    """Colours of the theme, as the page needs them.

    Attributes:
        marks: Colour of a meaning.
        shaded: Background of a rule that assigns nothing.
    """

    text: str
    quiet: str
    accent: str
    border: str
    shaded: str
    marks: Mapping[ToneName, str]


@dataclass(frozen=True)
class PackReading:
    """What is read of one edition: the page in words, and the numbers behind its ruler."""

    page: PackPage
    overview: PackOverview
    ruler: Ruler


def reading_of(workspace: Workspace, digest: str) -> PackReading:
    """Read one edition of a pack, whether it answers or not.

    Raises:
        NotFoundError: No such edition.
        ProblemsError: This program cannot use it.
    """
    page = workspace.editions.page(digest)
    overview = workspace.editions.pack_to_read(digest).overview()
    ruler = ruler_of(overview.convention, overview.timepoints, page.timepoints)
    return PackReading(page, overview, ruler)


def reference_words(page: PackPage) -> str:
    """Name the edition in one line: id, version, first 12 hex of the digest, state, days."""
    one = page.reference
    parts = [one.id, one.version, one.sha256[:DIGEST_SHOWN], page.state, page.convention]
    if page.studies:
        parts.append(say("for {}").format(", ".join(page.studies)))
    return " · ".join(parts)


def page_html(reading: PackReading, inks: PageInks, ruler_size: tuple[int, int]) -> str:
    """Write the page, top to bottom.

    Args:
        reading: The edition.
        inks: The theme.
        ruler_size: Width and height of the picture of the ruler, in pixels.
    """
    page = reading.page
    parts = (
        _listed(
            say("Placeholders: this pack answers for nobody while they stand"),
            page.placeholders,
            inks,
        ),
        _ruler(reading, inks, ruler_size),
        _thresholds(reading, inks),
        _listed(say("Groups"), page.groups, inks),
        _rules(say("Who it is for"), "", page.scope, inks),
        _rules(
            say("Decision table"),
            say("In this order; the first that holds decides."),
            page.rules,
            inks,
        ),
        _rules(say("Published gaps"), say("No group is published here."), page.gaps, inks),
        _rules(say("Names of published arms"), say("No order to treat."), page.arms, inks),
        _rules(say("Findings"), "", page.findings, inks),
        _listed(say("Missing, and positive but not quantifiable"), (page.missing, page.pnq), inks),
        _listed(say("Boundaries"), page.boundary_notes, inks),
        _listed(say("Disputed"), page.disputed, inks),
        _listed(say("Shown only, and why"), page.display_only, inks),
        _listed(say("Notes"), page.notes, inks),
        _sources(page.sources, inks),
        _listed(say("Examples that hold ({})").format(len(page.examples)), page.examples, inks),
    )
    return f'<div style="color:{inks.text}">{"".join(parts)}</div>'


def problems_html(problems: Sequence[str], inks: PageInks, *, is_waiting: bool = False) -> str:
    """Write why a pack cannot be used: every reason, and that nothing of it is shown.

    Args:
        problems: The reasons.
        inks: The theme.
        is_waiting: True where nothing is wrong, and only somebody's decision is missing.
    """
    lines = "".join(f"<li>{escape(one)}</li>" for one in problems)
    tone = ToneName.UNKNOWN if is_waiting else ToneName.HIGH
    because = (
        say("It does not answer yet, because")
        if is_waiting
        else say("It does not answer, because")
    )
    nothing = say(
        "No group, no finding and no flag of it is shown, and no older answer stands in its place."
    )
    return (
        f'<div style="color:{inks.text}"><h3><span style="color:{inks.marks[tone]}">'
        f"{SHAPES[tone]}</span> {escape(because)}</h3>"
        f"<ul>{lines}</ul>"
        f'<p style="color:{inks.quiet}">{escape(nothing)}</p></div>'
    )


def _head(title: str, note: str, inks: PageInks) -> str:
    quiet = f' <span style="color:{inks.quiet};font-weight:400">{escape(note)}</span>'
    return f'<h3 style="margin:16px 0 4px 0">{escape(title)}{quiet if note else ""}</h3>'


def _listed(title: str, lines: Sequence[str], inks: PageInks) -> str:
    said = [line for line in lines if line]
    if not said:
        return ""
    items = "".join(f'<p style="margin:2px 0">– {escape(line)}</p>' for line in said)
    return _head(title, "", inks) + items


def _ruler(reading: PackReading, inks: PageInks, size: tuple[int, int]) -> str:
    page, ruler = reading.page, reading.ruler
    if not page.timepoints:
        return ""
    width, height = size
    picture = f'<p><img src="{RULER_IMAGE}" width="{width}" height="{height}"></p>'
    named = "".join(
        f'<p style="margin:2px 0"><span style="color:{inks.quiet}">'
        f"{escape(say('Without a day of its own:'))} </span>{escape(one)}</p>"
        for one in ruler.named
    )
    points = zip(page.timepoints, reading.overview.timepoints, strict=True)
    asked = "".join(_asked_of(line, point, inks) for line, point in points)
    return (
        _head(say("Time points"), page.convention, inks)
        + (picture if ruler.bars else "")
        + named
        + (_table(asked) if asked else "")
    )


def _asked_of(one: TimePointLine, point: NamedTimePoint, inks: PageInks) -> str:
    """Say what a result must be to count there; nothing where nothing is asked."""
    parts = (
        [] if one.sensitivity == "–" else [say("a negative must reach {}").format(one.sensitivity)]
    )
    parts += [one.requirements] if one.requirements else []
    words = "; ".join(parts)
    methods = say(" or ").join(method.words for method in point.methods)
    seen = methods if methods == one.channel else say("{} by {}").format(one.channel, methods)
    cells = (
        f"<b>{escape(one.id)}</b>",
        escape(window_words(one)),
        f"{escape(one.specimen)}, {escape(seen)}",
        f'<span style="color:{inks.quiet}">{escape(words)}</span>',
    )
    return f"<tr>{''.join(f'<td>{cell}</td>' for cell in cells)}</tr>"


def _thresholds(reading: PackReading, inks: PageInks) -> str:
    """Write each published number once; the decision table below says what else it takes."""
    windows = {one.id: window_words(one) for one in reading.page.timepoints}
    rows = "".join(
        dict.fromkeys(
            _threshold(mark, windows.get(mark.timepoint, mark.window.words), inks)
            for mark in reading.overview.thresholds
        )
    )
    return _head(say("Thresholds"), "", inks) + _table(rows) if rows else ""


def _threshold(mark: ThresholdMark, window: str, inks: PageInks) -> str:
    tone = LEVEL_TONES[mark.level]
    methods = say(" or ").join(one.words for one in mark.methods)
    only = say("shown only") if mark.is_display_only else ""
    return (
        f'<tr><td width="16" style="color:{inks.marks[tone]}">{SHAPES[tone]}</td>'
        f"<td><b>{escape(mark.text)}</b></td><td>{mark.specimen.value}, {escape(methods)}</td>"
        f'<td style="color:{inks.quiet}">{escape(window)}</td>'
        f'<td style="color:{inks.quiet}">{only}</td></tr>'
    )


def _rules(title: str, note: str, rules: Sequence[RuleLine], inks: PageInks) -> str:
    if not rules:
        return ""
    rows = "".join(_rule(rule, inks) for rule in rules)
    names = ("", say("if"), say("then"), "")
    heads = "".join(f'<td style="color:{inks.quiet}"><small>{name}</small></td>' for name in names)
    return _head(title, note, inks) + _table(f"<tr>{heads}</tr>{rows}")


def _rule(rule: RuleLine, inks: PageInks) -> str:
    tone = ToneName.UNKNOWN if rule.is_placeholder else LEVEL_TONES[rule.level]
    shade = f' bgcolor="{inks.shaded}"' if rule.why_display_only else ""
    shape = SHAPES[tone] if rule.level is not Level.INFO or rule.is_placeholder else ""
    below = "".join(_below(rule, inks))
    source = escape(rule.source.key)
    return (
        f'<tr{shade}><td width="5%" style="color:{inks.quiet}">{rule.number}</td>'
        f"<td>{escape(readable(rule.when))}{below}</td>"
        f'<td><span style="color:{inks.marks[tone]}">{shape}</span> '
        f"<b>{escape(_leads_to(rule))}</b></td>"
        f'<td><span style="color:{inks.quiet}">{escape(rule.certainty)}</span> '
        f'<a href="{SOURCE_LINK}{source}" style="color:{inks.accent}">{source}</a></td></tr>'
    )


def _leads_to(rule: RuleLine) -> str:
    """Write the group as it is published, and flags by the words of the program."""
    words = {flag.value: say(FLAG_WORDS[flag]) for flag in Flag}
    return ", ".join(words.get(one, one) for one in rule.leads_to.split(", "))


def _below(rule: RuleLine, inks: PageInks) -> Iterator[str]:
    """Write what stands under the condition: what it says, its note, and why it is shown only."""
    title = "" if rule.says.startswith(rule.title) else f"{rule.title}. "
    for words in (f"{title}{rule.says}", rule.note):
        if words:
            yield f'<br/><small style="color:{inks.quiet}">{escape(words)}</small>'
    ink = inks.marks[ToneName.UNKNOWN]
    if rule.is_placeholder:
        words = say("Placeholder: its number is to be entered")
        yield f'<br/><small style="color:{ink}">? {words}.</small>'
    if rule.why_display_only:
        yield (
            f'<br/><small style="color:{ink}">'
            f"{escape(say('– Shown only: {}.').format(rule.why_display_only))}</small>"
        )


def _sources(sources: Iterable[Source], inks: PageInks) -> str:
    items = "".join(
        f'<p style="margin:4px 0"><a name="{SOURCE_LINK[1:]}{escape(one.key)}"></a>'
        f"<b>{escape(one.key)}</b> ({one.certainty.value}) {escape(one.citation)}"
        f"{_quote(one, inks)}</p>"
        for one in sources
    )
    return _head(say("Sources"), "", inks) + items if items else ""


def _quote(source: Source, inks: PageInks) -> str:
    if not source.quote:
        return ""
    return f'<br/><span style="color:{inks.quiet}">“{escape(source.quote)}”</span>'


def _table(rows: str) -> str:
    # Without the line after it, the next heading would touch the table: Qt drops its margin there.
    return (
        f'<table width="100%" cellpadding="4" cellspacing="0">{rows}</table>'
        '<p style="margin:0;font-size:4px">&nbsp;</p>'
    )
