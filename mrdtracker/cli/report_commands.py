"""The command that puts patients on paper: report."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from mrdtracker.cli.session import Session, json_option, pass_session, print_json
from mrdtracker.domain.errors import InvalidInputError
from mrdtracker.domain.listing import PatientQuery
from mrdtracker.domain.plurals import counted
from mrdtracker.domain.records import PatientId
from mrdtracker.services.report_document import ReportTemplate
from mrdtracker.services.reporting import Reporting, check_pdf_name, files_in
from mrdtracker.services.workspace import Workspace

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
@json_option
@pass_session
def report(  # noqa: PLR0913, PLR0917 - one parameter an option, as click wants it
    session: Session,
    patients: tuple[str, ...],
    is_all: bool,  # noqa: FBT001 - click
    out: Path,
    is_long: bool,  # noqa: FBT001 - click
    template: Path | None,
    is_json: bool,  # noqa: FBT001 - click
) -> None:
    """Write the report of a patient as PDF/A: course, results, group, findings, sources.

    A report is a draft: nothing in it was signed. The same records give the same bytes on the
    same day. A file of that name is replaced.

    \b
    Examples:
      mrdtracker --store practice.mrd report DEMO-08 --out demo-08.pdf
      mrdtracker --store practice.mrd report DEMO-01 DEMO-02 --out reports
      mrdtracker --store practice.mrd report --all --out reports --long
    """  # noqa: D301 - click reads the backslash
    if is_all is bool(patients):
        raise InvalidInputError(
            "Name patients, or --all, and not both.", "`mrdtracker patients` lists the codes."
        )
    layout = ReportTemplate(template)
    is_single = len(patients) == 1 and not out.is_dir()
    if is_single:
        check_pdf_name(out)
    elif not out.is_dir():
        raise InvalidInputError(
            f"There is no folder {out} for the reports.", "Make it, or name another."
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
        click.echo(f"{counted(len(files), 'report')} in {out}")


class _Told:
    """Counts on a terminal how many reports are done; elsewhere it says nothing."""

    def report(self, done: int, total: int) -> None:
        """Say it on the line that is there."""
        if total > 1 and sys.stderr is not None and sys.stderr.isatty():
            click.echo(f"\r{done} of {total}", nl=done == total, err=True)

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
