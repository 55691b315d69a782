"""Commands on the rule packs: list, show, check."""

from __future__ import annotations

from pathlib import Path

import click

from mrdtracker.cli.session import error_document, json_option, print_json, print_table
from mrdtracker.domain.errors import ProblemsError
from mrdtracker.domain.finding import PackOverview
from mrdtracker.domain.notation import threshold_text
from mrdtracker.domain.units import canonical_text
from mrdtracker.services.rulebook import RuleBook


@click.group()
def rules() -> None:
    """Look at the rule packs: which there are, what each says, whether a file is sound."""


@rules.command("list")
@json_option
def list_packs(is_json: bool) -> None:  # noqa: FBT001 - click
    """List the rule packs, usable or not.

    Example: mrdtracker rules list
    """
    book = RuleBook()
    overviews, unusable = book.overviews(), book.unusable
    if is_json:
        print_json(
            {
                "packs": [_document(one) for one in overviews],
                "unusable": {
                    name: error_document(error)["error"] for name, error in unusable.items()
                },
            }
        )
        return
    print_table(
        ("id", "version", "state", "days", "groups", "title"),
        [
            (
                one.reference.id,
                one.reference.version,
                one.reference.state.value,
                one.convention.words,
                "/".join(one.groups),
                one.reference.title,
            )
            for one in overviews
        ],
    )
    for name, error in unusable.items():
        click.echo(f"{name} is not usable, because:\n{error.message}")


@rules.command("show")
@click.argument("pack")
@json_option
def show(pack: str, is_json: bool) -> None:  # noqa: FBT001 - click
    """Show one pack: its time points, thresholds and groups, and its file.

    Example: mrdtracker rules show cog-aall08b1
    """
    book = RuleBook()
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
            f"{file.name} is sound: {reference.id} {reference.version}, every example holds."
        )
    return 0


def _document(overview: PackOverview) -> dict[str, object]:
    reference = overview.reference
    return {
        "id": reference.id,
        "version": reference.version,
        "sha256": reference.sha256,
        "state": reference.state.value,
        "title": reference.title,
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


COMMANDS = (rules,)
