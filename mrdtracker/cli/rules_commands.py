"""Commands on the rule packs: list, show, check, new, doc; and those on editions."""

from __future__ import annotations

from pathlib import Path

import click

from mrdtracker import locations
from mrdtracker.cli.edition_commands import EDITION_COMMANDS
from mrdtracker.cli.session import (
    Session,
    error_document,
    json_option,
    pass_session,
    print_json,
    print_table,
)
from mrdtracker.domain.errors import ProblemsError, StoreError
from mrdtracker.domain.finding import PackOverview
from mrdtracker.domain.notation import threshold_text
from mrdtracker.domain.units import canonical_text
from mrdtracker.services.editions import EditionLine
from mrdtracker.services.local_copy import local_copy, write_copy
from mrdtracker.services.pack_document import save_page
from mrdtracker.services.rulebook import RuleBook
from mrdtracker.words import mark, say, say_code, speaks_english

PACK_TITLES = (
    mark("id"),
    mark("version"),
    mark("state"),
    mark("days"),
    mark("groups"),
    mark("title"),
)
EDITION_TITLES = (
    mark("edition of"),
    mark("version"),
    mark("digest"),
    mark("kept as"),
    mark("stands"),
    mark("entered by"),
    mark("approved by"),
)


@click.group()
def rules() -> None:
    """Look at the rule packs: which there are, what each says, whether a file is sound."""


@rules.command("list")
@json_option
@pass_session
def list_packs(session: Session, is_json: bool) -> None:  # noqa: FBT001 - click
    """List the rule packs, usable or not, and how each edition stands in the store.

    Example: mrdtracker --store ward.mrd rules list
    """
    book, lines = _at_hand(session)
    overviews, unusable = book.overviews(), book.unusable
    if is_json:
        print_json(
            {
                "packs": [_document(one) for one in overviews],
                "unusable": {
                    name: error_document(error)["error"] for name, error in unusable.items()
                },
                "editions": [_edition_document(one) for one in lines],
            }
        )
        return
    print_table(
        PACK_TITLES,
        [
            (
                one.reference.id,
                one.reference.version,
                _state_words(one),
                one.convention.words,
                "/".join(one.groups),
                one.reference.said,
            )
            for one in overviews
        ],
    )
    for name, error in unusable.items():
        click.echo(say("{} is not usable, because:\n{}").format(name, error.message))
    told = [one for one in lines if one.standing.name not in ("NOT_USED", "ADOPTED")]
    told += [one for one in lines if one.is_local and one not in told]
    if told:
        click.echo("")
        print_table(
            EDITION_TITLES,
            [
                (
                    one.pack_id,
                    one.version,
                    one.digest[:12],
                    say("local") if one.is_local else say("bundled"),
                    say(one.standing.value),
                    one.entered_by,
                    one.approved_by,
                )
                for one in told
            ],
        )


@rules.command("show")
@click.argument("pack")
@json_option
@pass_session
def show(session: Session, pack: str, is_json: bool) -> None:  # noqa: FBT001 - click
    """Show one pack: its time points, thresholds and groups, and its file.

    Example: mrdtracker rules show cog-aall08b1
    """
    book, _ = _at_hand(session)
    if is_json:
        print_json({**_document(book.overview(pack)), "toml": book.source_text(pack)})
        return
    click.echo(book.source_text(pack))


@rules.command("check")
@click.argument("file", type=click.Path(path_type=Path))
@json_option
def check(file: Path, is_json: bool) -> int:  # noqa: FBT001 - click
    """Check a pack file with its own examples; status 1 if anything is wrong.

    Example: mrdtracker rules check our-protocol.toml
    """
    try:
        overview = RuleBook().check_file(file)
    except ProblemsError as error:
        if is_json:
            print_json({"usable": False, **error_document(error)})
        else:
            click.echo(error.message)
        return 1
    if is_json:
        print_json({"usable": True, "pack": _document(overview)})
    else:
        reference = overview.reference
        click.echo(
            say("{} is sound: {} {}, every example holds.").format(
                file.name, reference.id, reference.version
            )
        )
        for one in overview.placeholders:
            click.echo(say("It cannot answer yet, a placeholder stands: {}").format(one))
    return 0


@rules.command("new")
@click.option("--from", "source", required=True, help="The pack or sample to copy.")
@click.option("--id", "new_id", help="Id of the copy, local-…; default: local- and the source.")
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), help="Default: ID.toml")
@json_option
@pass_session
def new(
    session: Session,
    source: str,
    new_id: str | None,
    out: Path | None,
    is_json: bool,  # noqa: FBT001 - click
) -> None:
    """Write an editable copy of a pack, to make the laboratory's own one of.

    It is marked local and refuses to answer until the placeholder marks are taken out.

    \b
    Examples:
      mrdtracker rules new --from ccg-early-marrow --id local-ours
      mrdtracker rules new --from local-national-day7-day15 --out ours.toml
    """  # noqa: D301 - click reads the backslash
    book, _ = _at_hand(session)
    text = local_copy(book, source, new_id)
    pack_id = new_id or (source if source.startswith("local-") else f"local-{source}")
    path = out or Path(f"{pack_id}.toml")
    write_copy(text, path)
    if is_json:
        print_json({"file": str(path), "id": pack_id})
        return
    words = say("{0} is a copy to edit. Then: mrdtracker rules check {0}")
    click.echo(words.format(path))


@rules.command("doc")
@click.argument("pack")
@click.option(
    "--out",
    required=True,
    type=click.Path(path_type=Path, dir_okay=False),
    help="File to write: .md or .pdf.",
)
@json_option
@pass_session
def doc(session: Session, pack: str, out: Path, is_json: bool) -> None:  # noqa: FBT001 - click
    """Write a pack, or a pack file, as a readable document to sign off.

    \b
    Examples:
      mrdtracker rules doc cog-aall08b1 --out cog-aall08b1.pdf
      mrdtracker rules doc ours.toml --out ours.md
    """  # noqa: D301 - click reads the backslash
    book, _ = _at_hand(session)
    save_page(book.page_of_file(Path(pack)) if pack.endswith(".toml") else book.page(pack), out)
    if is_json:
        print_json({"file": str(out)})
        return
    click.echo(f"{out}")


def _at_hand(session: Session) -> tuple[RuleBook, tuple[EditionLine, ...]]:
    """Return the packs as they answer in the store, or those of the program without one.

    The laboratory's own store need not be there, and may be open in a window.
    """
    try:
        with session.open(is_read_only=True) as workspace:
            lines = workspace.editions.lines()
            _ = workspace.rules.packs
            return workspace.rules, lines
    except StoreError:
        if session.store != locations.default_store_path():
            raise
    return RuleBook(), ()


def _state_words(overview: PackOverview) -> str:
    state = overview.reference.state
    return state.value if speaks_english() else say_code(state)


def _edition_document(line: EditionLine) -> dict[str, object]:
    return {
        "pack": line.pack_id,
        "version": line.version,
        "sha256": line.digest,
        "local": line.is_local,
        "stands": line.standing.value,
        "entered_by": line.entered_by,
        "approved_by": line.approved_by,
        "problem": line.problem,
    }


def _document(overview: PackOverview) -> dict[str, object]:
    reference = overview.reference
    return {
        "id": reference.id,
        "version": reference.version,
        "sha256": reference.sha256,
        "state": reference.state.value,
        "title": reference.title,
        "placeholders": list(overview.placeholders),
        "day_of_first_dose": overview.convention.first_dose_day,
        "prephase_counts": overview.convention.prephase_counts,
        "groups": list(overview.groups),
        "studies": list(overview.studies),
        "timepoints": [
            {
                "id": one.id,
                "title": one.title,
                "window": one.window.words,
                "specimen": one.specimen.value,
                "methods": [method.value for method in one.methods],
            }
            for one in overview.timepoints
        ],
        "thresholds": [
            {
                "rule": one.rule,
                "timepoint": one.timepoint,
                "operator": one.operator,
                "threshold": canonical_text(one.threshold),
                "says": threshold_text(one.operator, one.threshold, one.methods[0].kind),
                "display_only": one.is_display_only,
            }
            for one in overview.thresholds
        ],
    }


for command in EDITION_COMMANDS:
    rules.add_command(command)

COMMANDS = (rules,)
