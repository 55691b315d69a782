"""The explanation as rich text: the sentence first, then its clauses, then the source."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from html import escape

from mrdtracker.domain.plurals import counted
from mrdtracker.domain.truth import Truth
from mrdtracker.gui.presenters.findings_text import ClauseText, FindingText, PackText
from mrdtracker.gui.presenters.tones import ToneName
from mrdtracker.words import say

SHAPES = {
    ToneName.HIGH: "▲",
    ToneName.INTERMEDIATE: "◆",
    ToneName.LOW: "●",
    ToneName.UNKNOWN: "?",
    ToneName.NEUTRAL: "–",
}
FINDING_LINK = "finding:"
RESULT_LINK = "result:"
MORE_LINK = "more:"


@dataclass(frozen=True)
class Inks:
    """Colours of the theme, as the text needs them."""

    text: str
    quiet: str
    border: str
    selection: str
    accent: str
    marks: Mapping[ToneName, str]
    tints: Mapping[ToneName, str]


@dataclass(frozen=True)
class Unfolded:
    """What the reader has opened.

    Attributes:
        findings: Names of findings whose clauses are shown.
        packs: Ids of packs whose unmet rules are shown.
        lit: Names of findings that used the selected results.
    """

    findings: frozenset[str] = frozenset()
    packs: frozenset[str] = frozenset()
    lit: frozenset[str] = frozenset()
    unusable: tuple[str, ...] = field(default=())


def explanation_html(packs: Sequence[PackText], unfolded: Unfolded, inks: Inks) -> str:
    """Write the whole panel; links carry finding names, result keys and pack ids."""
    parts = [_pack(pack, unfolded, inks) for pack in packs]
    parts += [_unusable(text, inks) for text in unfolded.unusable]
    rule = (
        f'<table width="100%" cellpadding="0" cellspacing="0"><tr><td bgcolor="{inks.border}">'
        '<span style="font-size:1px">&nbsp;</span></td></tr></table>'
    )
    return f'<div style="color:{inks.text}">{rule.join(parts)}</div>'


def _pack(pack: PackText, unfolded: Unfolded, inks: Inks) -> str:
    ink = inks.marks[pack.group.tone]
    lines = [
        f'<p style="margin:10px 0 2px 0"><b>{escape(pack.title)}</b></p>',
        f'<p style="margin:2px 0 2px 0"><span style="color:{ink};'
        f'background-color:{inks.tints[pack.group.tone]}">&nbsp;{SHAPES[pack.group.tone]} '
        f"<b>{escape(pack.group.word)}</b>&nbsp;</span></p>",
        f'<p style="margin:2px 0 6px 0;color:{inks.quiet}">{escape(pack.sentence)}</p>',
        _needs(pack, inks),
    ]
    lines += [_finding(one, unfolded, inks) for one in (*pack.met, *pack.open, *pack.noted)]
    lines.append(_not_met(pack, unfolded, inks))
    lines.append(
        f'<p style="margin:6px 0 10px 0;color:{inks.quiet}"><small>{escape(pack.reference)}'
        "</small></p>"
    )
    return "".join(lines)


def _needs(pack: PackText, inks: Inks) -> str:
    if not pack.needs:
        return ""
    ink = inks.marks[ToneName.UNKNOWN]
    rows = "".join(
        f'<tr><td style="color:{ink}">?&nbsp;</td><td>{escape(need)}</td></tr>'
        for need in pack.needs
    )
    title = say("What would settle it")
    return (
        f'<p style="margin:4px 0 2px 0;color:{ink}"><b>{escape(title)}</b></p>'
        f'<table cellpadding="1" style="margin-bottom:6px">{rows}</table>'
    )


def _not_met(pack: PackText, unfolded: Unfolded, inks: Inks) -> str:
    if not pack.not_met:
        return ""
    is_open = pack.id in unfolded.packs
    count = len(pack.not_met)
    rules = counted(count, "rule not met", "rules not met")
    words = (say("Hide {}") if is_open else say("Show {}")).format(rules)
    head = (
        f'<p style="margin:6px 0 2px 0"><a href="{MORE_LINK}{escape(pack.id)}" '
        f'style="color:{inks.accent};text-decoration:none">{words}</a></p>'
    )
    shown = "".join(_finding(one, unfolded, inks) for one in pack.not_met) if is_open else ""
    lit = unfolded.lit | unfolded.findings
    if not is_open:
        shown = "".join(_finding(one, unfolded, inks) for one in pack.not_met if one.name in lit)
    return head + shown


def _finding(finding: FindingText, unfolded: Unfolded, inks: Inks) -> str:
    is_open = finding.name in unfolded.findings
    tint = f' bgcolor="{inks.selection}"' if finding.name in unfolded.lit else ""
    ink = inks.marks[finding.tone]
    shape = SHAPES[finding.tone] if finding.answer is not Truth.NO else finding.mark
    arrow = "▾" if is_open else "▸"
    body = _body(finding, inks) if is_open else ""
    return (
        f'<a name="{escape(finding.name)}"></a>'
        f'<table width="100%" cellpadding="2" cellspacing="0"{tint}><tr>'
        f'<td width="16" style="color:{ink}">{shape}</td>'
        f'<td><a href="{FINDING_LINK}{escape(finding.name)}" '
        f'style="color:{inks.text};text-decoration:none">{escape(finding.sentence)} '
        f'<span style="color:{inks.quiet}">{arrow}</span></a>{body}</td></tr></table>'
    )


def _body(finding: FindingText, inks: Inks) -> str:
    clauses = "".join(_clause(one, inks) for one in finding.clauses)
    parts = [f'<table cellpadding="2" cellspacing="0">{clauses}</table>'] if clauses else []
    if finding.flags:
        parts.append(_quiet(say("Flags: {}").format(", ".join(finding.flags)), inks))
    if finding.quote:
        parts.append(
            f'<p style="margin:4px 0 2px 0;color:{inks.quiet}">“{escape(finding.quote)}”</p>'
        )
    if finding.source:
        parts.append(_quiet(finding.source, inks))
    parts.append(_quiet(say("Rule {}").format(finding.rule), inks))
    return "".join(parts)


def _clause(clause: ClauseText, inks: Inks) -> str:
    ink = _clause_ink(clause, inks)
    words = inks.text if clause.is_reached else inks.quiet
    asked, observed = (
        _linked(text, clause.result_keys, ink)
        for text, ink in ((clause.asked, words), (clause.observed, inks.quiet))
    )
    observed = f'<br/><span style="color:{inks.quiet}">{observed}</span>'
    settle = (
        f'<br/><span style="color:{inks.marks[ToneName.UNKNOWN]}">'
        f"{escape(clause.would_settle)}</span>"
    )
    return (
        f'<tr><td style="color:{ink}"><b>{clause.mark}</b></td><td style="color:{words}">{asked}'
        f"{observed if clause.observed else ''}{settle if clause.would_settle else ''}</td></tr>"
    )


def _linked(text: str, result_keys: Sequence[str], ink: str) -> str:
    """Write a text that leads to the results it speaks of, where it speaks of any."""
    if not result_keys:
        return escape(text)
    keys = escape(",".join(result_keys))
    style = f"color:{ink};text-decoration:none"
    return f'<a href="{RESULT_LINK}{keys}" style="{style}">{escape(text)}</a>'


def _clause_ink(clause: ClauseText, inks: Inks) -> str:
    if not clause.is_reached:
        return inks.quiet
    return inks.marks[ToneName.UNKNOWN] if clause.truth is Truth.UNKNOWN else inks.text


def _unusable(text: str, inks: Inks) -> str:
    words = say("? Rules not available: {}. Nothing is flagged by it.").format(text)
    ink = inks.marks[ToneName.UNKNOWN]
    return f'<p style="margin:10px 0;color:{ink}">{escape(words)}</p>'


def _quiet(text: str, inks: Inks) -> str:
    return f'<p style="margin:2px 0;color:{inks.quiet}"><small>{escape(text)}</small></p>'
