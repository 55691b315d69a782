"""Issues reports: numbered, with what changed since the last one, and kept byte for byte."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any
from uuid import uuid4

from mrdtracker.domain.errors import InvalidInputError, NotFoundError, StoreError
from mrdtracker.domain.records import IssuedReport, PatientId, ReportId
from mrdtracker.domain.report_doubt import DoubtfulReport
from mrdtracker.services.assessment import PatientView
from mrdtracker.services.issue_commands import IssueReport
from mrdtracker.services.report_changes import PageChange, TwofoldPage, changes_between
from mrdtracker.services.report_comment import Comment, comment_of
from mrdtracker.services.report_page import ReportPage, head_text
from mrdtracker.services.report_standing import Issue
from mrdtracker.services.reporting import Report, Reporting
from mrdtracker.services.workspace import Workspace
from mrdtracker.store.chain import canonical
from mrdtracker.words import in_english, say, speaks_english

# A drawing of the journal's head; its text is on the page beside it.
_DRAWN = "journal_code"


@dataclass(frozen=True)
class SinceReport:
    """What a new report would say differently than the last one that was issued."""

    report: IssuedReport
    changes: tuple[PageChange, ...]


class Issuing:
    """Issues the reports of an open store, and reads what was issued.

    Args:
        workspace: The open store.
    """

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._reporting = Reporting(workspace)

    def issued(self, patient_id: PatientId) -> tuple[IssuedReport, ...]:
        """Return the issued reports of a patient, the first one first; none that is in doubt."""
        return self._workspace.reports(patient_id).reports

    def doubts(self, patient_id: PatientId) -> tuple[DoubtfulReport, ...]:
        """Return the reports that are not as the journal tells them."""
        return self._workspace.reports(patient_id).doubts

    def numbered(self, patient_id: PatientId, number: int) -> IssuedReport:
        """Return one issued report.

        Raises:
            NotFoundError: There is no report of this number.
            StoreError: It is not what the journal says was issued.
        """
        read = self._workspace.reports(patient_id)
        for doubtful in read.doubts:
            if doubtful.number == number:
                raise doubtful.refusal
        found = {one.number: one for one in read.reports}
        if number not in found:
            raise NotFoundError(
                say("There is no report {} of this patient.").format(number),
                say("Issued so far: {}.").format(", ".join(map(str, found)) or say("none")),
            )
        return found[number]

    def pdf(self, report: IssuedReport) -> bytes:
        """Return the bytes that were issued, whatever has changed since."""
        return self._workspace.report_pdf(report.id)

    def since_last(self, view: PatientView, comment: str | None = None) -> SinceReport | None:
        """Return what changed since the last report, as ``since`` does."""
        return self.since(view, self.issued(view.file.patient.id), comment)

    def since(
        self, view: PatientView, reports: Sequence[IssuedReport], comment: str | None = None
    ) -> SinceReport | None:
        """Return what changed since the last of the issued reports; None where there is none.

        Args:
            view: The patient as the record stands.
            reports: As ``issued`` returned them.
            comment: What the next report would add; None adds what the last one did.

        Raises:
            InvalidInputError: A comment that no report takes.
            StoreError: What the last report said cannot be read.
        """
        if not reports:
            return None
        last, user = reports[-1], self._workspace.user
        kept = _last_comment(reports)
        # What was printed once is held against itself as it is.
        same = Comment(user, kept) if kept else None
        added = same if comment is None else comment_of(user, comment)
        return SinceReport(last, self._changes(view, last, added))

    def last_comment(self, patient_id: PatientId) -> str:
        """Return what the last report added, to be kept or changed; empty where nothing.

        Raises:
            StoreError: What the last report said cannot be read.
        """
        return _last_comment(self.issued(patient_id))

    def report(
        self,
        patient_id: PatientId,
        *,
        is_long: bool = False,
        reason: str = "",
        comment: str | None = None,
    ) -> Report:
        """Read, answer and draw a report that is to be issued; nothing is written yet.

        Args:
            patient_id: The patient.
            is_long: Whether the long form is wanted.
            reason: Why an earlier report is amended; needed from the second one on.
            comment: What the person adds, as plain text; None adds what the last report did.

        Raises:
            InvalidInputError: An amendment without a reason, no rules that answered, or a comment
                that no report takes.
            NotFoundError: No such patient, or not any more.
            StoreError: An earlier report is not what the journal says was issued.
        """
        read = self._workspace.reports(patient_id)
        for doubtful in read.doubts:
            raise doubtful.refusal
        reports = read.reports
        comment = _last_comment(reports) if comment is None else comment
        occasion = self._reporting.occasion(is_long=is_long, comment=comment)
        view = self._reporting.view(patient_id)
        if not view.assessments:
            raise InvalidInputError(
                say("No rules answered for this patient, so no report can be issued."),
                say("Choose a protocol or enable a pack; a draft can be printed meanwhile."),
            )
        last, reason = (reports[-1] if reports else None), reason.strip()
        if last is not None and not reason:
            raise InvalidInputError(
                say("Report {} was issued, so the next one amends it and needs a reason.").format(
                    last.number
                ),
                say("Say in a few words why it is amended."),
            )
        issue = self._issue(view, last, reason, occasion.comment)
        return self._reporting.drawn(view, replace(occasion, issue=issue))

    def command(self, report: Report, pdf: bytes) -> IssueReport:
        """Return the act that keeps a report; the recorder executes it.

        Args:
            report: As ``report`` returned it.
            pdf: Its pages, as they were set.
        """
        issue, patient = report.occasion.issue, report.view.file.patient
        if issue is None:
            raise ValueError("a draft is not issued")
        packs = [one.pack for one in report.view.assessments]
        issued = IssuedReport(
            id=ReportId(uuid4().hex),
            patient_id=patient.id,
            number=issue.number,
            state=issue.state,
            made_at=self._workspace.now,
            made_by=issue.by,
            reason=issue.reason,
            packs=tuple((one.id, one.version, one.sha256) for one in packs),
            head=head_text(report.occasion.head),
            page=self._kept(report, issue),
            pdf_digest=hashlib.sha256(pdf).hexdigest(),
            supersedes=issue.since.id if issue.since is not None else None,
            pdf=pdf,
        )
        return IssueReport(issued, patient.code)

    def _issue(
        self, view: PatientView, last: IssuedReport | None, reason: str, comment: Comment | None
    ) -> Issue:
        if last is None:
            return Issue(1, self._workspace.user)
        words = tuple(one.words for one in self._changes(view, last, comment))
        return Issue(last.number + 1, self._workspace.user, last, reason, words)

    def _changes(
        self, view: PatientView, last: IssuedReport, comment: Comment | None
    ) -> tuple[PageChange, ...]:
        """Compare in the form in which the last report was kept, and in English."""
        kept = _kept_page(last)
        occasion = replace(self._reporting.occasion(is_long=kept.is_long), comment=comment)
        with in_english():
            page = self._reporting.page(self._answered_again(view), occasion)
        said = page
        if not speaks_english():
            said = self._reporting.page(self._answered_again(view), occasion)
        # A page that was issued in another language is known by its title.
        before = kept.said if kept.said.get("title") == said.title else kept.page
        try:
            return changes_between(
                TwofoldPage(kept.page, before), TwofoldPage(_read_back(page), _read_back(said))
            )
        except (AttributeError, LookupError, TypeError, ValueError) as error:
            raise _unreadable(last) from error

    def _answered_again(self, view: PatientView) -> PatientView:
        """Answer in the language of the moment: findings hold the words they were made with."""
        workspace = self._workspace
        return workspace.assessment.view_of(view.file, workspace.settings())

    def _kept(self, report: Report, issue: Issue) -> str:
        """Write what the page says, so that any later one can be held against it in English."""
        with in_english():
            comment = report.occasion.comment
            spoken = self._issue(report.view, issue.since, issue.reason, comment)
            occasion = replace(report.occasion, issue=spoken)
            page = self._reporting.page(self._answered_again(report.view), occasion)
        kept = {"is_long": occasion.is_long, "page": _plain(page)}
        said = _plain(report.page)
        # As it was read on paper, so that the next report can quote it.
        return canonical(kept if said == kept["page"] else {**kept, "said": said})


@dataclass(frozen=True)
class _KeptPage:
    """What an issued report said.

    Attributes:
        page: In English.
        said: In the language in which it was issued; empty where that was English, or not kept.
    """

    is_long: bool
    page: Mapping[str, Any]
    said: Mapping[str, Any]


def _kept_page(report: IssuedReport) -> _KeptPage:
    """Read what an issued report said, and whether it was the long form.

    Raises:
        StoreError: The file says what no report can have said.
    """
    try:
        kept = json.loads(report.page)
        return _KeptPage(kept["is_long"] is True, dict(kept["page"]), dict(kept.get("said") or {}))
    except (LookupError, TypeError, ValueError) as error:
        raise _unreadable(report) from error


def _last_comment(reports: Sequence[IssuedReport]) -> str:
    """Return what the last report added; those of older programs say nothing of a comment.

    Raises:
        StoreError: The file says what no report can have said.
    """
    if not reports:
        return ""
    kept = _kept_page(reports[-1]).page.get("comment")
    if kept is None:
        return ""
    text = kept.get("text") if isinstance(kept, dict) else None
    if not isinstance(text, str):
        raise _unreadable(reports[-1])
    return text


def _unreadable(report: IssuedReport) -> StoreError:
    return StoreError(
        say("What report {} said cannot be read any more: the file is damaged.").format(
            report.number
        ),
        say("Keep this file as it is and open your newest backup."),
    )


def _plain(page: ReportPage) -> Mapping[str, Any]:
    content = asdict(page)
    return {name: value for name, value in content.items() if name != _DRAWN}


def _read_back(page: ReportPage) -> Mapping[str, Any]:
    """Return a page as it comes back from where it is kept."""
    content: Mapping[str, Any] = json.loads(canonical(_plain(page)))
    return content
