"""What was issued of a patient, and what changed since, in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from mrdtracker.domain.notation import date_text
from mrdtracker.domain.records import IssuedReport, ReportState
from mrdtracker.domain.report_doubt import DoubtfulReport
from mrdtracker.services.issuing import SinceReport
from mrdtracker.words import say

# A tooltip that is longer than the screen tells nobody more.
LISTED = 12


@dataclass(frozen=True)
class SinceText:
    """What a header says of the last report; empty where none was issued.

    Attributes:
        words: "2 changes since report 1".
        lines: What changed, a line each, for a tooltip.
        is_changed: Whether an amended report is due.
    """

    words: str = ""
    lines: str = ""
    is_changed: bool = False


def since_text(since: SinceReport | None, doubts: Sequence[DoubtfulReport] = ()) -> SinceText:
    """Say how the record stands to the last report that was issued.

    Args:
        since: What changed since that report.
        doubts: Reports that are not as the journal tells them; they are said before all else.
    """
    if doubts:
        lines = "\n".join(str(one.refusal) for one in doubts)
        return SinceText(doubt_line(doubts[0]), lines, is_changed=True)
    if since is None:
        return SinceText()
    number, changes = since.report.number, since.changes
    if not changes:
        return SinceText(say("Report {} is up to date").format(number), issued_line(since.report))
    words = (
        say("1 change since report {}").format(number)
        if len(changes) == 1
        else say("{} changes since report {}").format(len(changes), number)
    )
    return SinceText(words, "\n".join(change_lines(since)), is_changed=True)


def change_lines(since: SinceReport) -> tuple[str, ...]:
    """Write what changed, the first ones and how many more."""
    shown = [one.words for one in since.changes[:LISTED]]
    rest = len(since.changes) - len(shown)
    return (*shown, say("… and {} more").format(rest)) if rest else tuple(shown)


def doubt_line(doubtful: DoubtfulReport) -> str:
    """Name a report that is in doubt among those that were issued."""
    return say("Report {} is not as the journal tells it").format(doubtful.number)


def issued_line(report: IssuedReport) -> str:
    """Name an issued report: "Report 2, amended · 20 Mar 2025 09:12 · Kim · typing error"."""
    name = (
        say("Report {}, amended") if report.state is ReportState.AMENDED else say("Report {}")
    ).format(report.number)
    at = report.made_at.astimezone()
    parts = (name, f"{date_text(at.date())} {at:%H:%M}", report.made_by, report.reason)
    return " · ".join(part for part in parts if part)
