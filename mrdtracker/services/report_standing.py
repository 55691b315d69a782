"""As what a report goes out: a draft, a final one, or one that amends an earlier one."""

from __future__ import annotations

from dataclasses import dataclass

from mrdtracker.domain.notation import date_text
from mrdtracker.domain.records import IssuedReport, Measurement, ReportState
from mrdtracker.words import mark, say

DRAFT = mark("Draft")
DRAFT_WORDS = mark("Draft: nobody has issued it, and no copy of it is kept.")


@dataclass(frozen=True)
class Issue:
    """What makes a report more than a draft.

    Attributes:
        by: Who issues it.
        since: The report that it takes the place of; None for the first one.
        reason: Why it is amended.
        changes: What the page says differently than that one, a line each.
    """

    number: int
    by: str
    since: IssuedReport | None = None
    reason: str = ""
    changes: tuple[str, ...] = ()

    @property
    def state(self) -> ReportState:
        """Final, or amended where there is an earlier one."""
        return ReportState.FINAL if self.since is None else ReportState.AMENDED


@dataclass(frozen=True)
class Standing:
    """The same in words, as it is printed.

    Attributes:
        name: "Draft", "Report 1", "Report 2, amended".
        draft: The mark across the page; empty for what was issued.
        words: A sentence or two for the end of the page.
        amended: Heading of what changed; empty unless it amends a report.
        reason: Why it was amended.
        changes: A line each.
    """

    name: str
    draft: str
    words: str
    amended: str = ""
    reason: str = ""
    changes: tuple[str, ...] = ()


def standing(issue: Issue | None, results: tuple[Measurement, ...]) -> Standing:
    """Write as what a report goes out.

    Args:
        issue: None for a draft.
        results: What it lists; those that nobody verified are counted.
    """
    open_ones = sum(not one.is_verified for one in results)
    unverified = (
        say("{} of {} results are not recorded as verified.").format(open_ones, len(results))
        if open_ones
        else ""
    )
    if issue is None:
        return Standing(say(DRAFT), say(DRAFT), _joined(say(DRAFT_WORDS), unverified))
    if issue.since is None:
        words = say("Report {}, issued by {}; not signed.").format(issue.number, issue.by)
        return Standing(say("Report {}").format(issue.number), "", _joined(words, unverified))
    words = say("Report {}, issued by {} in place of {}; not signed.").format(
        issue.number, issue.by, name_of(issue.since)
    )
    return Standing(
        name=say("Report {}, amended").format(issue.number),
        draft="",
        words=_joined(words, unverified),
        amended=say("Amended: what changed since {}").format(name_of(issue.since)),
        reason=issue.reason,
        changes=issue.changes or (say("Nothing of what this page says."),),
    )


def name_of(report: IssuedReport) -> str:
    """Name an issued report: "report 1 of 20 Mar 2025"."""
    issued_on = report.made_at.astimezone().date()
    return say("report {} of {}").format(report.number, date_text(issued_on))


def _joined(*sentences: str) -> str:
    return " ".join(one for one in sentences if one)
