"""Commands on editions: import, approve, withdraw, adopt, compare."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

import click

from mrdtracker.cli.session import (
    Session,
    json_option,
    pass_session,
    print_json,
    print_table,
)
from mrdtracker.domain.errors import InvalidInputError
from mrdtracker.services.commands import Changes
from mrdtracker.services.edition_changes import Answer, ChangedPatient
from mrdtracker.services.edition_commands import EditionCommand
from mrdtracker.services.workspace import Workspace
from mrdtracker.words import mark, say

FINDINGS = 1
CHANGE_TITLES = (
    mark("patient"),
    mark("old"),
    mark("new answer"),
    mark("changes"),
    mark("rules"),
)
_REASON = click.option("--reason", default="", help="Why; stands in the journal.")


@click.command("import")
@click.argument("file", type=click.Path(path_type=Path))
@json_option
@pass_session
def import_pack(session: Session, file: Path, is_json: bool) -> None:  # noqa: FBT001 - click
    """Enter the laboratory's own pack into the store; it answers after its approval.

    Example: mrdtracker --store ward.mrd rules import our-protocol.toml
    """
    with session.open() as workspace:
        command = workspace.editions.entering(file)
        changes = workspace.recorder.execute(command)
    note = say("Another person approves it: mrdtracker rules approve {}")
    note = note.format(command.edition.pack_id)
    _done(command, changes, note, is_json=is_json)


@click.command()
@click.argument("pack")
@_REASON
@json_option
@pass_session
def approve(session: Session, pack: str, reason: str, is_json: bool) -> None:  # noqa: FBT001 - click
    """Approve a local pack that another person entered; from then on it answers.

    Example: mrdtracker --store ward.mrd --user "Lee" rules approve local-our-protocol
    """
    with session.open() as workspace:
        command = workspace.editions.approval(pack, reason)
        changes = workspace.recorder.execute(command)
    _done(command, changes, say("'{}' answers now.").format(pack), is_json=is_json)


@click.command()
@click.argument("pack")
@_REASON
@json_option
@pass_session
def withdraw(session: Session, pack: str, reason: str, is_json: bool) -> None:  # noqa: FBT001 - click
    """Take a local pack out of use; its text and its history are kept.

    Example: mrdtracker --store ward.mrd rules withdraw local-our-protocol --reason "new edition"
    """
    with session.open() as workspace:
        command = workspace.editions.withdrawal(pack, reason)
        changes = workspace.recorder.execute(command)
    _done(command, changes, say("'{}' answers for nobody now.").format(pack), is_json=is_json)


@click.command()
@click.argument("pack")
@click.option("--dry-run", is_flag=True, help="Show the patients who would change; adopt nothing.")
@click.option("--keep", multiple=True, metavar="CODE", help="A patient who keeps the old one.")
@_REASON
@json_option
@pass_session
def adopt(
    session: Session,
    pack: str,
    dry_run: bool,  # noqa: FBT001 - click
    keep: tuple[str, ...],
    reason: str,
    is_json: bool,  # noqa: FBT001 - click
) -> int:
    """Adopt the newer edition of a pack that came with the program.

    With --dry-run the status is 1 if the answer of any patient would change.

    \b
    Examples:
      mrdtracker --store ward.mrd rules adopt cog-aall08b1 --dry-run
      mrdtracker --store ward.mrd rules adopt cog-aall08b1 --reason "read by Dr Lee"
    """  # noqa: D301 - click reads the backslash
    with session.open(is_read_only=dry_run) as workspace:
        waiting = next((one for one in workspace.editions.waiting() if one.pack_id == pack), None)
        if waiting is None:
            raise InvalidInputError(
                say("No newer edition of '{}' waits to be adopted.").format(pack),
                say("`mrdtracker rules list` shows what waits."),
            )
        comparison = workspace.editions.compare(pack, waiting.new_digest)
        if dry_run:
            _print_changes(comparison.changed, comparison.compared, is_json=is_json)
            return FINDINGS if comparison.changed else 0
        command = workspace.editions.adoption(
            pack,
            waiting.new_digest,
            reason,
            staying=[workspace.patient_by_code(code) for code in keep],
            as_of=comparison.as_of,
        )
        changes = workspace.recorder.execute(command)
    note = say("{} of {} patients change.")
    note = note.format(len(comparison.changed), comparison.compared)
    _done(command, changes, note, is_json=is_json)
    return 0


@click.command()
@click.argument("pack")
@click.argument("other")
@click.option("--patient", required=True, help="The patient's code.")
@json_option
@pass_session
def compare(
    session: Session,
    pack: str,
    other: str,
    patient: str,
    is_json: bool,  # noqa: FBT001 - click
) -> int:
    """Answer one patient by a pack and by another pack or a pack file, side by side.

    Nothing is written. The status is 1 if the two say different things.

    \b
    Examples:
      mrdtracker --store ward.mrd rules compare cog-aall08b1 aieop-bfm-all-2000 --patient S-0142
      mrdtracker --store ward.mrd rules compare local-ours our-protocol.toml --patient S-0142
    """  # noqa: D301 - click reads the backslash
    with session.open(is_read_only=True) as workspace:
        first, second = _side_by_side(workspace, (pack, other), patient)
    if is_json:
        answers = [{"pack": pack, **asdict(first)}, {"pack": other, **asdict(second)}]
        print_json({"patient": patient, "answers": answers})
    else:
        print_table(("", pack, Path(other).name), _rows(first, second))
    return 0 if first == second else FINDINGS


def _side_by_side(
    workspace: Workspace, names: tuple[str, str], code: str
) -> tuple[Answer, Answer]:
    patient = workspace.patient_by_code(code)
    answers = []
    for name in names:
        is_file = name.endswith(".toml")
        found = workspace.rules.read_file(Path(name)) if is_file else name
        answers.append(workspace.editions.answer(patient.id, found))
    return answers[0], answers[1]


def _rows(first: Answer, second: Answer) -> list[tuple[str, str, str]]:
    rows = [(say("outcome"), first.words, second.words)]
    rows.append((say("possible"), ", ".join(first.possible), ", ".join(second.possible)))
    rows.append((say("flags"), ", ".join(first.flags), ", ".join(second.flags)))
    return rows


def _print_changes(changed: tuple[ChangedPatient, ...], compared: int, *, is_json: bool) -> None:
    if is_json:
        print_json({"compared": compared, "changed": [asdict(one) for one in changed]})
        return
    print_table(
        CHANGE_TITLES,
        [
            (one.code, one.old.words, one.new.words, ", ".join(one.changed), ", ".join(one.rules))
            for one in changed
        ],
    )
    words = say("{} of {} patients would change; nothing was adopted.")
    click.echo(words.format(len(changed), compared))


def _done(command: EditionCommand, changes: Changes, note: str, *, is_json: bool) -> None:
    if is_json:
        print_json({"done": command.label, "journal": changes.seq, "note": note})
        return
    click.echo(f"{command.label}. {note}")


EDITION_COMMANDS = (import_pack, approve, withdraw, adopt, compare)
