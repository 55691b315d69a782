"""The settings command: what changes a result in this laboratory, shown and changed."""

from __future__ import annotations

import click

from mrdtracker.cli.session import Session, json_option, pass_session, print_json, print_rows
from mrdtracker.domain.records import LabSettings
from mrdtracker.services.commands import ChangeSettings
from mrdtracker.services.settings_change import SettingsChange, changed_settings
from mrdtracker.services.workspace import Workspace
from mrdtracker.words import say


@click.command()
@click.option("--enable", multiple=True, metavar="PACK", help="Evaluate it for every patient.")
@click.option("--disable", multiple=True, metavar="PACK", help="Evaluate it no longer.")
@click.option("--laboratory", help="Name of the laboratory, for reports.")
@click.option("--n-lod", type=int, help="Events that make a flow limit of detection.")
@click.option("--n-lloq", type=int, help="Events that make a flow limit of quantification.")
@json_option
@pass_session
def settings(  # noqa: PLR0913, PLR0917 - one parameter an option, as click wants it
    session: Session,
    enable: tuple[str, ...],
    disable: tuple[str, ...],
    laboratory: str | None,
    n_lod: int | None,
    n_lloq: int | None,
    is_json: bool,  # noqa: FBT001 - click
) -> None:
    """Show the settings that change results, or change them; a change is journalled.

    \b
    Examples:
      mrdtracker --store ward.mrd settings
      mrdtracker --store ward.mrd settings --enable cog-aall08b1 --n-lod 30
    """  # noqa: D301 - click reads the backslash
    change = SettingsChange(enable, disable, laboratory, n_lod, n_lloq)
    with session.open(is_read_only=change == SettingsChange()) as workspace:
        before = workspace.settings()
        after = changed_settings(before, change, workspace.rules.packs)
        seq = _execute(workspace, after) if after != before else 0
    if is_json:
        print_json(_document(after, seq))
        return
    _show(after, seq, is_asked=change != SettingsChange())


def _execute(workspace: Workspace, after: LabSettings) -> int:
    seq = workspace.recorder.execute(ChangeSettings(after)).seq
    workspace.assessment.refresh_summaries()
    return seq


def _show(settings: LabSettings, seq: int, *, is_asked: bool) -> None:
    if is_asked:
        click.echo(
            say("Changed. Journal entry {}.").format(seq) if seq else say("Nothing to change.")
        )
    print_rows(
        (
            (say("laboratory"), settings.laboratory or say("(not named)")),
            (say("enabled packs"), ", ".join(settings.enabled_packs)),
            (say("flow LOD"), say("from {} events").format(settings.n_lod)),
            (say("flow LLOQ"), say("from {} events").format(settings.n_lloq)),
        )
    )


def _document(settings: LabSettings, seq: int) -> dict[str, object]:
    return {
        "laboratory": settings.laboratory,
        "enabled_packs": list(settings.enabled_packs),
        "n_lod": settings.n_lod,
        "n_lloq": settings.n_lloq,
        "changed": bool(seq),
        "journal_entry": seq or None,
    }


COMMANDS = (settings,)
