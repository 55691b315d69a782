"""The page of a rule pack as a document that a clinician can sign off: Markdown or PDF."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

from mrdtracker import locations
from mrdtracker.domain.errors import InvalidInputError
from mrdtracker.domain.finding import Source
from mrdtracker.domain.pack_page import PackPage, RuleLine
from mrdtracker.services.whole_file import write_whole
from mrdtracker.words import mark, say

# The page carries no date of its own: it is dated by whoever signs it.
_NO_DATE = 0
_SIGNING = mark("Read and agreed")
_RULE_COLUMNS = (
    mark("no."),
    mark("leads to"),
    mark("when"),
    mark("says"),
    mark("certainty, source"),
)
_RULE_WIDTHS = (1, 3, 8, 5, 3)
_TIME_COLUMNS = (
    mark("time point"),
    mark("day"),
    mark("window"),
    mark("looked at"),
    mark("specimen"),
    mark("method"),
    mark("sensitivity"),
)
_TIME_WIDTHS = (5, 2, 4, 3, 2, 3, 3)
# Bare, these begin something else in Markdown.
_MARKDOWN_SIGNS = "\\`*_{}[]<>#|"


@dataclass(frozen=True)
class Part:
    """One section: lines of text, then perhaps a table.

    Attributes:
        widths: Widths of the columns, relative to each other.
    """

    title: str
    lines: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    widths: tuple[int, ...] = ()


def save_page(page: PackPage, path: Path) -> None:
    """Write the page as a document, by the suffix of the path.

    Raises:
        InvalidInputError: A suffix that is not .md or .pdf, or a path that cannot be written.
    """
    if path.suffix not in (".md", ".pdf"):
        raise InvalidInputError(
            say("A page is written as .md or .pdf, and not as '{}'.").format(path.suffix),
            say("Give the file one of these endings."),
        )
    data = pdf_of(page) if path.suffix == ".pdf" else markdown_of(page).encode()
    write_whole(data, path)


def head_of(page: PackPage) -> tuple[str, ...]:
    """Return the lines under the title: which edition, its state, how days are counted."""
    reference = page.reference
    lines = [
        say("Pack {}, version {}").format(reference.id, reference.version),
        f"SHA-256 {reference.sha256}",
        say("State: {}").format(page.state),
        say("Days: {}").format(page.convention),
    ]
    if page.studies:
        lines.append(say("Studies: {}").format(", ".join(page.studies)))
    return tuple(lines)


def parts_of(page: PackPage) -> tuple[Part, ...]:
    """Return the sections of the document that have something to say, top to bottom."""
    parts = (
        Part(
            say("Placeholders: this pack answers for nobody while they stand"), page.placeholders
        ),
        Part(
            say("Time points"),
            (),
            tuple(map(say, _TIME_COLUMNS)),
            tuple(
                (f"{one.id} {one.title}", one.day, one.window, one.channel, one.specimen,
                 one.methods, "; ".join(filter(None, (one.sensitivity, one.requirements))))
                for one in page.timepoints
            ),
            _TIME_WIDTHS,
        ),
        Part(say("Groups"), page.groups),
        _rules_part(say("Who it is for"), page.scope),
        _rules_part(
            say("Decision table, in this order; the first that holds decides"), page.rules
        ),
        _rules_part(say("Published gaps: no group is published here"), page.gaps),
        _rules_part(say("Names of published arms; no order to treat"), page.arms),
        _rules_part(say("Findings"), page.findings),
        Part(say("Missing results, and positive but not quantifiable"), (page.missing, page.pnq)),
        Part(say("Boundaries"), page.boundary_notes),
        Part(say("Disputed"), page.disputed),
        Part(say("Shown only, and why"), page.display_only),
        Part(say("Notes"), page.notes),
        Part(say("Sources"), tuple(_source_words(one) for one in page.sources)),
        Part(say("Examples that hold"), page.examples),
    )  # fmt: skip
    return tuple(part for part in parts if part.lines or part.rows)


def markdown_of(page: PackPage) -> str:
    """Write the page as Markdown."""
    lines = [f"# {_plain(page.reference.said)}", ""]
    lines.extend(f"{_plain(line)}  " for line in head_of(page))
    for part in parts_of(page):
        lines.extend(("", f"## {_plain(part.title)}", ""))
        lines.extend(f"- {_plain(line)}" for line in part.lines)
        lines.extend(_markdown_table(part))
    lines.extend(("", f"## {say(_SIGNING)}", ""))
    lines.extend(f"{say(line)}: ______________________________  " for line in page.signatures)
    return "\n".join(lines) + "\n"


def pdf_of(page: PackPage) -> bytes:
    """Write the page as PDF; the same page gives the same bytes."""
    # Its library is large; only who prints pays for it.
    import typst

    reference = page.reference
    content = {
        "title": reference.said,
        "head": head_of(page),
        "parts": [asdict(part) for part in parts_of(page)],
        "footer": f"{reference.id} {reference.version} · {reference.sha256[:16]}",
        "signing": say(_SIGNING),
        "signatures": tuple(map(say, page.signatures)),
    }
    return typst.compile(
        locations.resources() / "reports" / "pack-page.typ",
        sys_inputs={"page": json.dumps(content, ensure_ascii=False)},
        font_paths=[locations.resources() / "fonts"],
        ignore_system_fonts=True,
        timestamp=_NO_DATE,
    )


def _rules_part(title: str, rules: Iterable[RuleLine]) -> Part:
    return Part(
        title, (), tuple(map(say, _RULE_COLUMNS)), tuple(map(_rule_row, rules)), _RULE_WIDTHS
    )


def _rule_row(rule: RuleLine) -> tuple[str, ...]:
    says = [f"{rule.title}: {rule.says}", rule.note]
    if rule.is_placeholder:
        says.append(say("PLACEHOLDER: its number was not entered yet."))
    if rule.why_display_only:
        says.append(say("Shown only: {}.").format(rule.why_display_only))
    source = f"{rule.certainty}, {rule.source.key}"
    quote = f" “{rule.source.quote}”" if rule.source.quote else ""
    return str(rule.number), rule.leads_to, rule.when, " ".join(filter(None, says)), source + quote


def _source_words(source: Source) -> str:
    quote = f": “{source.quote}”" if source.quote else ""
    return f"{source.key} ({source.certainty.value}) {source.citation}{quote}"


def _markdown_table(part: Part) -> Iterator[str]:
    if part.rows:
        for row in (part.columns, tuple("---" for _ in part.columns), *part.rows):
            cells = row if row[0] == "---" else map(_plain, row)
            yield f"| {' | '.join(cells)} |"


def _plain(text: str) -> str:
    """Let a text stand for itself in Markdown, on one line."""
    joined = " ".join(text.split())
    return "".join(f"\\{sign}" if sign in _MARKDOWN_SIGNS else sign for sign in joined)
