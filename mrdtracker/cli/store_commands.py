"""Commands on a store: init, demo, patients, results, verify, new-key, export."""

from __future__ import annotations

from pathlib import Path

import click

from mrdtracker.cli.patient_filter import check_names
from mrdtracker.cli.session import Session, json_option, pass_session, print_json, print_table
from mrdtracker.domain.errors import InvalidInputError
from mrdtracker.domain.finding import Flag, GroupStatus
from mrdtracker.domain.listing import PatientQuery
from mrdtracker.domain.notation import date_text, day_text, rounded_value_text, value_text
from mrdtracker.domain.plurals import counted
from mrdtracker.domain.records import PatientRow
from mrdtracker.domain.units import canonical_text
from mrdtracker.services.assessment import PatientView, ResultRow
from mrdtracker.services.demo import create_demo
from mrdtracker.services.workspace import Workspace
from mrdtracker.words import mark, say, say_code, speaks_english

PAGE = 500
PATIENT_TITLES = (
    mark("code"),
    mark("name"),
    mark("protocol"),
    mark("results"),
    mark("group"),
    mark("status"),
    mark("flags"),
)
RESULT_TITLES = (
    mark("day"),
    mark("date"),
    mark("specimen"),
    mark("method"),
    mark("result"),
    mark("reported as"),
    mark("flags"),
)


@click.command()
@click.option("--laboratory", default="", help="Name of the laboratory, for reports.")
@json_option
@pass_session
def init(session: Session, laboratory: str, is_json: bool) -> None:  # noqa: FBT001 - click
    """Make a new, empty store.

    Example: mrdtracker --store ward.mrd init --laboratory "Ward 7"
    """
    with (
        session.in_its_folder(),
        Workspace.create(session.store, session.person, laboratory=laboratory),
    ):
        pass
    _say_created(session, is_json=is_json, what=say("A new store is at {}."))


@click.command()
@json_option
@pass_session
def demo(session: Session, is_json: bool) -> None:  # noqa: FBT001 - click
    """Make a store with sixteen invented patients.

    Example: mrdtracker --store practice.mrd demo
    """
    with session.in_its_folder(), create_demo(session.store, session.person):
        pass
    _say_created(
        session, is_json=is_json, what=say("A practice store with 16 invented patients is at {}.")
    )


@click.command()
@click.option("--search", default="", help="Words that begin the code or the name.")
@click.option(
    "--flag",
    type=click.Choice([flag.value for flag in Flag]),
    metavar="FLAG",
    help="Only patients with this flag, such as PPR.",
)
@click.option("--group", help="Only patients assigned to this group.")
@click.option("--protocol", help="Only patients of this rule pack or protocol.")
@click.option("--missing", is_flag=True, help="Only patients whose group is not known yet.")
@json_option
@pass_session
def patients(  # noqa: PLR0913, PLR0917 - one parameter an option, as click wants it
    session: Session,
    search: str,
    flag: str | None,
    group: str | None,
    protocol: str | None,
    missing: bool,  # noqa: FBT001 - click
    is_json: bool,  # noqa: FBT001 - click
) -> None:
    """List the patients.

    Example: mrdtracker --store ward.mrd patients --flag HIGH_RISK_THRESHOLD_CROSSED
    """
    query = PatientQuery(
        search=search, flag=flag, group=group, protocol=protocol, is_missing=missing or None
    )
    with session.open(is_read_only=True) as workspace:
        rows = _all_rows(workspace, query)
        if not rows:
            check_names(workspace, query)
        signature, late_count = workspace.rules.signature, workspace.assessment.stale_count()
    late = {row.id for row in rows if row.summary.assessed_with != signature}
    if is_json:
        documents = [_patient_document(row) | {"is_current": row.id not in late} for row in rows]
        print_json({"patients": documents, "out_of_date": late_count})
        return
    print_table(
        PATIENT_TITLES,
        [
            (
                row.code,
                row.name,
                row.pack or row.protocol_text,
                str(row.result_count),
                row.summary.group or "/".join(row.summary.possible),
                _status_words(row, is_late=row.id in late),
                " ".join(row.summary.flags),
            )
            for row in rows
        ],
    )
    click.echo(counted(len(rows), "patient"))
    if late_count:
        late_words = counted(late_count, "patient of the store is", "patients of the store are")
        click.echo(
            say(
                "{} out of date, so a filter may miss some: open the store in the window once, "
                "which assesses everybody."
            ).format(late_words)
        )


@click.command()
@click.argument("patient")
@json_option
@pass_session
def results(session: Session, patient: str, is_json: bool) -> None:  # noqa: FBT001 - click
    """List the results of one patient, by protocol day.

    Example: mrdtracker --store practice.mrd results DEMO-01
    """
    with session.open(is_read_only=True) as workspace:
        view = workspace.assessment.view(workspace.patient_by_code(patient).id)
    if is_json:
        print_json({"patient": patient, "results": [_result_document(row) for row in view.rows]})
        return
    print_table(
        RESULT_TITLES,
        [_result_cells(view, row) for row in view.rows],
    )
    shown = counted(len(view.rows), "result")
    click.echo(say("{}, days counted with {}").format(shown, view.convention.words))


@click.command()
@json_option
@pass_session
def verify(session: Session, is_json: bool) -> int:  # noqa: FBT001 - click
    """Check the whole file; status 1 if anything is found.

    Example: mrdtracker --store ward.mrd verify
    """
    with session.open(is_read_only=True) as workspace:
        report = workspace.verify()
    if is_json:
        print_json(
            {
                "clean": not report.findings,
                "findings": list(report.findings),
                "not_checked": list(report.notes),
                "journal_entries": report.entries,
                "records": report.records,
                "head": report.head,
            }
        )
    else:
        for line in (*report.findings, *report.notes):
            click.echo(line)
        words = (
            say("Damage or changes found. {}, {} checked.")
            if report.findings
            else say("What was checked is in order. {}, {} checked.")
        )
        entries = counted(report.entries, "journal entry", "journal entries")
        click.echo(words.format(entries, counted(report.records, "record")))
        click.echo(say("Journal head {}").format(report.head))
    return 1 if report.findings else 0


@click.command()
@click.option("--reason", required=True, help="How the old key was lost; it is journalled.")
@json_option
@pass_session
def new_key(session: Session, reason: str, is_json: bool) -> None:  # noqa: FBT001 - click
    """Let a store be written again whose key is lost; older seals then stay unchecked.

    Example: mrdtracker --store ward.mrd new-key --reason "The old computer broke."
    """
    with session.open(is_read_only=False) as workspace:
        entry = workspace.start_new_key(reason)
    if is_json:
        print_json({"journal_entry": entry.seq, "reason": entry.reason})
    else:
        click.echo(say("A new key is in use. Journal entry {}.").format(entry.seq))


@click.command()
@click.option(
    "--out",
    required=True,
    type=click.Path(path_type=Path),
    help="The new file, anywhere: another disk, a network drive.",
)
@click.option(
    "--replace", "may_replace", is_flag=True, help="An older copy of the same store may go."
)
@json_option
@pass_session
def backup(
    session: Session,
    out: Path,
    may_replace: bool,  # noqa: FBT001 - click
    is_json: bool,  # noqa: FBT001 - click
) -> None:
    """Copy the whole store into one file, read the copy back, and print its journal head.

    The copy is complete by itself and has its name only when it is proven. Its key is not in it:
    keep that in another place.

    Example: mrdtracker --store ward.mrd backup --out backup.mrd
    """
    with session.open(is_read_only=True) as workspace:
        workspace.back_up(out, may_replace=may_replace)
        head = workspace.head()
    if is_json:
        print_json({"file": str(out), "head": head})
    else:
        click.echo(out)
        click.echo(say("Journal head {}").format(head))


@click.command()
@click.option("--csv", "folder", required=True, help="Folder to write into.")
@json_option
@pass_session
def export(session: Session, folder: str, is_json: bool) -> None:  # noqa: FBT001 - click
    """Write all tables as CSV, with a data dictionary.

    Example: mrdtracker --store ward.mrd export --csv ward-tables
    """
    if not folder.strip():
        raise InvalidInputError(
            say("No folder is named after --csv."), say("Name one: --csv ward-tables")
        )
    with session.open(is_read_only=True) as workspace:
        files = workspace.export_csv(Path(folder))
    if is_json:
        print_json({"files": [str(file) for file in files]})
        return
    for file in files:
        click.echo(file)


def _say_created(session: Session, *, is_json: bool, what: str) -> None:
    if is_json:
        print_json({"store": str(session.store)})
        return
    click.echo(what.format(session.store))


def _all_rows(workspace: Workspace, query: PatientQuery) -> tuple[PatientRow, ...]:
    rows: list[PatientRow] = []
    for page in workspace.all_patients(query, PAGE):
        rows.extend(page)
    return tuple(rows)


def _status_words(row: PatientRow, *, is_late: bool) -> str:
    status = row.summary.status
    if not status:
        return say("not assessed yet") if is_late else ""
    words = status if speaks_english() else say_code(GroupStatus(status))
    return say("{} (out of date)").format(words) if is_late else words


def _patient_document(row: PatientRow) -> dict[str, object]:
    return {
        "code": row.code,
        "name": row.name,
        "pack": row.pack or None,
        "protocol": row.protocol_text or None,
        "therapy_started_on": str(row.therapy_started_on) if row.therapy_started_on else None,
        "results": row.result_count,
        "group": row.summary.group or None,
        "status": row.summary.status or None,
        "possible": list(row.summary.possible),
        "flags": list(row.summary.flags),
        "level": row.summary.level or None,
    }


def _result_cells(view: PatientView, row: ResultRow) -> tuple[str, ...]:
    when = day_text(row.day, view.convention) if row.day is not None else row.sample.timepoint
    return (
        (when or "").split(" ")[0],
        date_text(row.sample.taken_on) if row.sample.taken_on else "",
        row.sample.specimen.value,
        row.measurement.method.words,
        rounded_value_text(row.measurement.value),
        row.measurement.reported_text,
        " ".join(row.flags),
    )


def _result_document(row: ResultRow) -> dict[str, object]:
    value, sample = row.measurement.value, row.sample

    def text(name: str) -> str | None:
        number = getattr(value, name)
        return canonical_text(number) if number is not None else None

    return {
        "day": row.day,
        "on": str(sample.taken_on) if sample.taken_on else None,
        "timepoint": sample.timepoint,
        "specimen": sample.specimen.value,
        "method": row.measurement.method.value,
        "target": row.measurement.target or None,
        "state": value.state.value,
        "quantity": value.kind.value,
        **{name: text(name) for name in ("value", "lod", "lloq", "sensitivity", "uloq")},
        "reported_text": row.measurement.reported_text,
        "reported_unit": row.measurement.unit.value if row.measurement.unit else None,
        "says": value_text(value),
        "flags": list(row.flags),
    }


COMMANDS = (init, demo, patients, results, verify, new_key, backup, export)
