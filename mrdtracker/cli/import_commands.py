"""The import command: read, plan, look, write as one act that one undo takes back."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import click

from mrdtracker.cli.session import (
    Session,
    json_option,
    pass_session,
    print_json,
    standard_input,
)
from mrdtracker.domain.errors import InvalidInputError
from mrdtracker.domain.import_plan import ImportPlan, ImportPreview
from mrdtracker.domain.plurals import counted
from mrdtracker.services.transfer import PreparedImport, check_no_problems, problem_of
from mrdtracker.services.workspace import Workspace
from mrdtracker.words import say

SHOWN = 40


@dataclass(frozen=True)
class _Choices:
    """What the person asked for on the command line."""

    is_dry_run: bool
    leaves_out: bool
    is_json: bool
    is_verbose: bool


@click.command("import")
@click.argument("file")
@click.option("--mapping", required=True, help="A mapping file, or the id of a bundled mapping.")
@click.option("--dry-run", is_flag=True, help="Show what would be written; write nothing.")
@click.option("--leave-out-bad-rows", is_flag=True, help="Import the good rows all the same.")
@click.option("--verbose", is_flag=True, help="List every change and every problem.")
@json_option
@pass_session
def import_table(  # noqa: PLR0913, PLR0917 - one parameter an option, as click wants it
    session: Session,
    file: str,
    mapping: str,
    dry_run: bool,  # noqa: FBT001 - click
    leave_out_bad_rows: bool,  # noqa: FBT001 - click
    verbose: bool,  # noqa: FBT001 - click
    is_json: bool,  # noqa: FBT001 - click
) -> int:
    """Import a CSV or TSV file; - reads standard input.

    Rows that cannot be read are listed with line, column and reason, and nothing is written until
    none is left or you choose to leave them out. How a mapping is written, and which are bundled:
    resources/help/import-mapping.md

    Example: mrdtracker --store ward.mrd import target.tsv --mapping target-all-phase2 --dry-run
    """
    choices = _Choices(dry_run, leave_out_bad_rows, is_json, verbose)
    with session.open(is_read_only=dry_run) as workspace:
        plan = _read(workspace, file, mapping)
        prepared = workspace.transfer.prepare(plan)
        return _apply(workspace, prepared, choices)


def _read(workspace: Workspace, file: str, mapping: str) -> ImportPlan:
    for name, words in ((file, say("No table is named.")), (mapping, say("No mapping is named."))):
        if not name.strip():
            raise InvalidInputError(words, say("Name its file."))
    transfer = workspace.transfer
    if file == "-":
        # The record and the journal keep the name, and read the same on every computer.
        table = transfer.read_table(standard_input(), "standard input")
    else:
        table = transfer.read_table(Path(file))
    return transfer.plan(table, transfer.load_mapping(mapping), workspace.today)


def _apply(workspace: Workspace, prepared: PreparedImport, choices: _Choices) -> int:
    preview = prepared.preview
    plan = preview.plan
    if choices.is_dry_run:
        _report(preview, choices, None)
        return 1 if plan.problems else 0
    if not choices.leaves_out:
        check_no_problems(plan)
    seq = 0
    if not preview.is_nothing_to_do:
        seq = workspace.recorder.execute(prepared.command).seq
        workspace.assessment.refresh_summaries()
    _report(preview, choices, seq)
    return 0


def _report(preview: ImportPreview, choices: _Choices, seq: int | None) -> None:
    if choices.is_json:
        print_json(_document(preview, seq))
        return
    plan = preview.plan
    rows, patients = counted(plan.row_count, "row"), counted(len(plan.patients), "patient")
    click.echo(f"{plan.file_name}: {rows}, {patients}")
    for note in plan.notes:
        click.echo(f"  {note}")
    _list(_problem_words(plan), is_whole=choices.is_verbose)
    if choices.is_verbose:
        _list(_change_words(preview), is_whole=True)
    click.echo(_sentence(preview, seq))
    if preview.voided_words:
        click.echo(f"{preview.voided_words}.")


def _problem_words(plan: ImportPlan) -> list[str]:
    return [str(problem_of(one)) for one in plan.problems]


def _change_words(preview: ImportPreview) -> list[str]:
    return [
        f"{say(one.action.value)}: {one.patient_code}, {one.what}: "
        f"{_from_to(one.before, one.after)}"
        for one in preview.changes
    ]


def _from_to(before: str, after: str) -> str:
    return " → ".join(words for words in (before, after) if words) or "–"


def _list(lines: list[str], *, is_whole: bool) -> None:
    for line in lines if is_whole else lines[:SHOWN]:
        click.echo(f"  {line}")
    if len(lines) > SHOWN and not is_whole:
        more = say("… and {} more; --verbose or --json lists all").format(len(lines) - SHOWN)
        click.echo(f"  {more}")


def _sentence(preview: ImportPreview, seq: int | None) -> str:
    if preview.is_nothing_to_do and preview.plan.problems and not preview.same:
        lines = counted(len(preview.plan.bad_lines), "line")
        return say("Nothing would be written: {} cannot be taken.").format(lines)
    if preview.is_nothing_to_do:
        same = counted(preview.same, "record is", "records are")
        return say("Nothing new: {} the same as in the store.").format(same)
    counts = ", ".join(
        (
            counted(preview.new_patients, "new patient"),
            counted(preview.new_results, "new result"),
            counted(preview.new_events, "new event"),
            say("{} changed").format(preview.changed),
            say("{} the same").format(preview.same),
        )
    )
    if seq is not None:
        return say("Written: {}. Journal entry {}.").format(counts, seq)
    if preview.plan.problems:
        return say(
            "Would write, with --leave-out-bad-rows: {}. Without it nothing is written."
        ).format(counts)
    return say("Would write: {}.").format(counts)


def _document(preview: ImportPreview, seq: int | None) -> dict[str, object]:
    plan = preview.plan
    return {
        "file": plan.file_name,
        "sha256": plan.sha256,
        "mapping": plan.mapping_id,
        "encoding": plan.encoding,
        "rows": plan.row_count,
        "patients": len(plan.patients),
        "new_patients": preview.new_patients,
        "new_results": preview.new_results,
        "new_events": preview.new_events,
        "changed": preview.changed,
        "same": preview.same,
        "voided": {
            "patients": preview.voided_patients,
            "results": preview.voided_results,
            "events": preview.voided_events,
        },
        "written": bool(seq),
        "journal_entry": seq or None,
        "notes": list(plan.notes),
        "problems": [
            {"line": one.line, "column": one.column, "text": one.text} for one in plan.problems
        ],
        "changes": [
            {
                "action": one.action.value,
                "patient": one.patient_code,
                "what": one.what,
                "before": one.before,
                "after": one.after,
            }
            for one in preview.changes
        ],
    }


COMMANDS = (import_table,)
