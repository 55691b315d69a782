"""The command that puts patients on paper: report."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path

import click

from mrdtracker.cli.session import Session, json_option, pass_session, print_json
from mrdtracker.domain.errors import InvalidInputError
from mrdtracker.domain.listing import PatientQuery
from mrdtracker.domain.plurals import counted
from mrdtracker.domain.records import IssuedReport, PatientId
from mrdtracker.services.issuing import Issuing
from mrdtracker.services.report_document import ReportTemplate
from mrdtracker.services.report_page import ReportPage
from mrdtracker.services.report_standing import name_of
from mrdtracker.services.reporting import (
    Reporting,
    check_pdf_name,
    files_in,
)
from mrdtracker.services.whole_file import check_writable, write_whole
from mrdtracker.services.workspace import Workspace
from mrdtracker.words import say

PAGE = 500


@click.command()
@click.argument("patients", nargs=-1)
@click.option("--all", "is_all", is_flag=True, help="One file for every patient of the store.")
@click.option(
    "--out",
    required=True,
    type=click.Path(path_type=Path),
    help="File to write (.pdf); for several patients a folder that is there.",
)
@click.option(
    "--long",
    "is_long",
    is_flag=True,
    help="Also the facts, the events, and every question with its steps.",
)
@click.option(
    "--template",
    type=click.Path(path_type=Path),
    help="Your own template; copy resources/reports/patient-report.typ and edit it.",
)
@click.option("--final", "is_final", is_flag=True, help="Issue it: numbered, kept, journalled.")
@click.option("--reason", default="", help="Why an issued report is amended; goes with --final.")
@click.option(
    "--comment",
    help="Printed on it with your name; goes with --final. Without it the comment of the last "
    'report stays; "" leaves it out.',
)
@click.option(
    "--issued", type=int, help="Write this number of the issued reports, as it was issued."
)
@json_option
@pass_session
def report(  # noqa: PLR0913, PLR0917 - one parameter an option, as click wants it
    session: Session,
    patients: tuple[str, ...],
    is_all: bool,  # noqa: FBT001 - click
    out: Path,
    is_long: bool,  # noqa: FBT001 - click
    template: Path | None,
    is_final: bool,  # noqa: FBT001 - click
    reason: str,
    comment: str | None,
    issued: int | None,
    is_json: bool,  # noqa: FBT001 - click
) -> None:
    """Write the report of a patient as PDF/A: course, results, group, findings, sources.

    Without --final it is a draft, and the store is only read. A report that is issued gets a
    number and is kept byte for byte; the next one amends it, keeps its comment and lists what
    changed. The same records give the same bytes on the same day. A file of that name is replaced.

    \b
    Examples:
      mrdtracker --store practice.mrd report DEMO-08 --out demo-08.pdf
      mrdtracker --store practice.mrd report DEMO-01 DEMO-02 --out reports
      mrdtracker --store practice.mrd report --all --out reports --long
      mrdtracker --store ward.mrd report S-0142 --final --out report-1.pdf
      mrdtracker --store ward.mrd report S-0142 --final --reason "D33 mistyped" --out report-2.pdf
      mrdtracker --store ward.mrd report S-0142 --issued 1 --out report-1.pdf
    """  # noqa: D301 - click reads the backslash
    if is_all is bool(patients):
        raise InvalidInputError(
            say("Name patients, or --all, and not both."),
            say("`mrdtracker patients` lists the codes."),
        )
    if is_final or issued is not None:
        one = _One(patients, out, is_long, template, reason, comment, is_final)
        _tell(session, one, issued, is_json=is_json)
        return
    if reason or comment is not None:
        raise InvalidInputError(
            say("A reason or a comment belongs to a report that is issued."),
            say("Add --final, or leave it out."),
        )
    layout = ReportTemplate(template)
    is_single = len(patients) == 1 and not out.is_dir()
    if is_single:
        check_pdf_name(out)
    elif not out.is_dir():
        raise InvalidInputError(
            say("There is no folder {} for the reports.").format(out),
            say("Make it, or name another."),
        )
    with session.open(is_read_only=True) as workspace:
        wanted = _wanted(workspace, patients)
        named = ((wanted[0][0], out),) if is_single else files_in(out, wanted)
        files = Reporting(workspace).save_many(
            named, layout, None if is_json else _Told(), is_long=is_long
        )
    if is_json:
        print_json({"files": [str(file) for file in files]})
        return
    if is_single:
        click.echo(files[0])
    else:
        click.echo(say("{} in {}").format(counted(len(files), "report"), out))


@dataclass(frozen=True)
class _One:
    """The one report that is asked for by number, or to be issued."""

    patients: tuple[str, ...]
    out: Path
    is_long: bool
    template: Path | None
    reason: str
    comment: str | None
    is_final: bool

    def check_as_issued(self) -> None:
        """See that nothing is asked for but the bytes of an issued report.

        Raises:
            InvalidInputError: Another option was typed, which would be passed over in silence.
        """
        asked = (self.is_final, self.is_long, self.template, self.reason)
        if any(asked) or self.comment is not None:
            raise InvalidInputError(
                say("--issued writes a report again as it went out, and nothing else."),
                say("Leave out every other option but --out, or leave out --issued."),
            )

    @property
    def code(self) -> str:
        """The one patient.

        Raises:
            InvalidInputError: Several patients, or none.
        """
        if len(self.patients) != 1:
            raise InvalidInputError(
                say("Reports are issued one by one, each looked at."), say("Name one patient.")
            )
        check_pdf_name(self.out)
        return self.patients[0]


def _tell(session: Session, one: _One, number: int | None, *, is_json: bool) -> None:
    """Issue a report, or write an issued one again, and say so."""
    told: dict[str, object] = {}
    if number is None:
        report, page = _issue(session, one, is_quiet=is_json)
        comment = page.comment.text if page.comment is not None else ""
        told = {"comment": comment, "changes": list(page.standing.changes)}
    else:
        one.check_as_issued()
        with session.open(is_read_only=True) as workspace:
            issuing = Issuing(workspace)
            report = issuing.numbered(workspace.patient_by_code(one.code).id, number)
            write_whole(issuing.pdf(report), one.out)
    if is_json:
        words = {"number": report.number, "state": report.state.value}
        print_json({"files": [str(one.out)], **words, "sha256": report.pdf_digest, **told})
    else:
        click.echo(f"{one.out}: {name_of(report)}")


def _issue(session: Session, one: _One, *, is_quiet: bool) -> tuple[IssuedReport, ReportPage]:
    """Issue a report, then write its file; ``--issued`` writes it again, wherever it got lost."""
    layout, code = ReportTemplate(one.template), one.code
    check_writable(one.out)
    with session.open() as workspace:
        issuing = Issuing(workspace)
        patient = workspace.patient_by_code(code)
        ready = issuing.report(
            patient.id, is_long=one.is_long, reason=one.reason, comment=one.comment
        )
        pdf = ready.pdf(layout)
        command = issuing.command(ready, pdf)
        workspace.recorder.execute(command)
    if not is_quiet:
        _say_what_it_says(ready.page, is_kept=one.comment is None)
    try:
        write_whole(pdf, one.out)
    except InvalidInputError as error:
        raise InvalidInputError(
            say("Report {} of {} is issued and kept, but {}").format(
                command.report.number, code, error.message
            ),
            say("Write it to another place with --issued {}.").format(command.report.number),
        ) from error
    return command.report, ready.page


def _say_what_it_says(page: ReportPage, *, is_kept: bool) -> None:
    """Say what was issued without being typed: the comment that stays, and what changed.

    The window shows both before it issues.
    """
    if is_kept and page.comment is not None:
        words = say("The comment of the last report stays on it: {}")
        click.echo(words.format(" ".join(page.comment.text.split())), err=True)
        click.echo(say('--comment "" leaves it out of the next one.'), err=True)
    if page.standing.amended:
        click.echo(page.standing.amended, err=True)
    for line in page.standing.changes:
        click.echo(f"– {line}", err=True)


class _Told:
    """Counts on a terminal how many reports are done; elsewhere it says nothing."""

    def report(self, done: int, total: int) -> None:
        """Say it on the line that is there."""
        if total > 1 and sys.stderr is not None and sys.stderr.isatty():
            click.echo("\r" + say("{} of {}").format(done, total), nl=done == total, err=True)

    def stop_if_cancelled(self) -> None:
        """Do nothing: Ctrl+C stops the command between two files."""


def _wanted(workspace: Workspace, codes: tuple[str, ...]) -> list[tuple[PatientId, str]]:
    """Return who is printed: those that were named, each once, or everybody."""
    if codes:
        named = [workspace.patient_by_code(code) for code in dict.fromkeys(codes)]
        return [(one.id, one.code) for one in named]
    pages = workspace.all_patients(PatientQuery(), PAGE)
    return [(row.id, row.code) for page in pages for row in page]


COMMANDS = (report,)
