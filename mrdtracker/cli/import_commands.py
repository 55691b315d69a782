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
from mrdtracker.domain.import_plan import ImportPlan, ImportPreview
from mrdtracker.services.transfer import PreparedImport, check_no_problems
from mrdtracker.services.workspace import Workspace

SHOWN = 40


@dataclass(frozen=True)
class _Choices:
    """What the person asked for on the command line."""

    is_dry_run: bool
    leaves_out: bool
    is_json: bool


@click.command("import")
@click.argument("file")
@click.option("--mapping", required=True, help="A mapping file, or the id of a bundled mapping.")
@click.option("--dry-run", is_flag=True, help="Show what would be written; write nothing.")
@click.option("--leave-out-bad-rows", is_flag=True, help="Import the good rows all the same.")
@json_option
@pass_session
def import_table(
    session: Session,
    file: str,
    mapping: str,
    dry_run: bool,  # noqa: FBT001 - click
    leave_out_bad_rows: bool,  # noqa: FBT001 - click
    is_json: bool,  # noqa: FBT001 - click
) -> int:
    """Import a CSV or TSV file; - reads standard input.

    Rows that cannot be read are listed with line, column and reason, and nothing is written until
    none is left or you choose to leave them out.

    Example: mrdtracker --store ward.mrd import target.tsv --mapping target-all-phase2 --dry-run
    """
    choices = _Choices(dry_run, leave_out_bad_rows, is_json)
    with session.open(is_read_only=dry_run) as workspace:
        plan = _read(workspace, file, mapping)
        prepared = workspace.transfer.prepare(plan)
        return _apply(workspace, prepared, choices)


def _read(workspace: Workspace, file: str, mapping: str) -> ImportPlan:
    transfer = workspace.transfer
    if file == "-":
        table = transfer.read_table(standard_input(), "standard input")
    else:
        table = transfer.read_table(Path(file))
    return transfer.plan(table, transfer.load_mapping(mapping), workspace.today)


def _apply(workspace: Workspace, prepared: PreparedImport, choices: _Choices) -> int:
    preview = prepared.preview
    plan = preview.plan
    if choices.is_dry_run:
        _report(preview, is_json=choices.is_json, seq=None)
        return 1 if plan.problems else 0
    if not choices.leaves_out:
        check_no_problems(plan)
    seq = 0
    if not preview.is_nothing_to_do:
        seq = workspace.recorder.execute(prepared.command).seq
        workspace.assessment.refresh_summaries()
    _report(preview, is_json=choices.is_json, seq=seq)
    return 0


def _report(preview: ImportPreview, *, is_json: bool, seq: int | None) -> None:
    if is_json:
        print_json(_document(preview, seq))
        return
    plan = preview.plan
    click.echo(f"{plan.file_name}: {plan.row_count} rows, {len(plan.patients)} patients")
    for note in plan.notes:
        click.echo(f"  {note}")
    for problem in plan.problems[:SHOWN]:
        column = f", column {problem.column}" if problem.column else ""
        click.echo(f"  line {problem.line}{column}: {problem.text}")
    if len(plan.problems) > SHOWN:
        click.echo(f"  … and {len(plan.problems) - SHOWN} more; --json lists all")
    click.echo(_sentence(preview, seq))


def _sentence(preview: ImportPreview, seq: int | None) -> str:
    if preview.is_nothing_to_do:
        return f"Nothing new: {preview.same} records are the same as in the store."
    counts = (
        f"{preview.new_patients} new patients, {preview.new_results} new results, "
        f"{preview.changed} changed, {preview.same} the same"
    )
    return f"Would write: {counts}." if seq is None else f"Written: {counts}. Journal entry {seq}."


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
        "changed": preview.changed,
        "same": preview.same,
        "written": bool(seq),
        "journal_entry": seq or None,
        "notes": list(plan.notes),
        "problems": [
            {"line": one.line, "column": one.column, "text": one.text} for one in plan.problems
        ],
    }


COMMANDS = (import_table,)
