"""The command line: ``mrdtracker --store FILE COMMAND``, exit status 0, 1 or 2."""

from __future__ import annotations

import io
import os
import signal
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn

import click

from mrdtracker import __version__
from mrdtracker.cli import (
    assess_commands,
    cohort_commands,
    import_commands,
    report_commands,
    rules_commands,
    settings_commands,
    store_commands,
)
from mrdtracker.cli.session import Session, error_document, print_json
from mrdtracker.domain.errors import UserError
from mrdtracker.language import Language, chosen, speak_language, spoken_of, terminal_languages
from mrdtracker.words import say

OK, FINDINGS, BAD_INPUT = 0, 1, 2
ENDED_BY_SIGNAL = 128


@click.group(
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="Exit status: 0 done, 1 the check found something, 2 the input cannot be used.",
)
@click.option(
    "--store",
    type=click.Path(path_type=Path),
    help="The laboratory's file; without it, the one in your data folder.",
)
@click.option("--user", help="Who is at work; stands in the journal. Default: your account.")
@click.option(
    "--language",
    type=click.Choice([one.value for one in Language]),
    default=Language.SYSTEM.value,
    help="Of the answers; --json and this help stay English. Default: that of your terminal.",
)
@click.version_option(__version__, prog_name="mrdtracker")
@click.pass_context
def cli(context: click.Context, store: Path | None, user: str | None, language: str) -> None:
    """Record, plot and explain MRD and marrow response in childhood ALL.

    A decision aid, not a medical device: it shows published thresholds with their source.

    \b
    Examples:
      mrdtracker --store ward.mrd init
      mrdtracker --store ward.mrd import results.tsv --mapping target-all-phase2 --dry-run
      mrdtracker --store ward.mrd assess S-0142
      mrdtracker assess case.json --pack cog-aall08b1 --json
    """  # noqa: D301 - click reads the backslash
    # A document for programs is the same on every computer: codes, and English texts.
    if not context.obj:
        speak_language(spoken_of(chosen(language), terminal_languages()))
    context.obj = Session.of(store, user)


for command in (
    *store_commands.COMMANDS,
    *import_commands.COMMANDS,
    *assess_commands.COMMANDS,
    *report_commands.COMMANDS,
    *cohort_commands.COMMANDS,
    *rules_commands.COMMANDS,
    *settings_commands.COMMANDS,
):
    cli.add_command(command)


def main(arguments: Sequence[str]) -> int:
    """Run one command and return its exit status; nothing but bugs leaves as an exception."""
    wants_json = "--json" in arguments
    speak_language(Language.ENGLISH)
    try:
        words = list(arguments)
        status = cli.main(words, "mrdtracker", standalone_mode=False, obj=wants_json)
    except UserError as error:
        return _refuse(error, wants_json=wants_json)
    except click.ClickException as error:
        hint = say("`mrdtracker --help` lists the commands.")
        if wants_json:
            return _refuse(UserError(error.format_message(), hint), wants_json=True)
        error.show()
        return BAD_INPUT
    except click.Abort:
        click.echo(say("Stopped."), err=True)
        return BAD_INPUT
    except OSError as error:
        return _refuse_by_system(error, wants_json=wants_json)
    return status if isinstance(status, int) else OK


def run() -> None:
    """Start the command line as a program.

    A character that the terminal does not know (Windows in Korea: cp949) is shown as its code.
    A polite request to end (SIGTERM) closes the store on the way out, as Ctrl+C does.
    """
    signal.signal(signal.SIGTERM, _end)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    status = main(sys.argv[1:])
    try:
        if sys.stdout is not None:
            sys.stdout.flush()
    except OSError as error:
        if status != BAD_INPUT:
            status = _refuse_by_system(error, wants_json=False)
        # What could not be written stays in the stream, and Python would try once more at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    sys.exit(status)


def _end(number: int, _frame: object) -> NoReturn:
    """Leave through every open block; the status is the one a shell gives to a signal."""
    sys.exit(ENDED_BY_SIGNAL + number)


def _refuse_by_system(error: OSError, *, wants_json: bool) -> int:
    """Say in one sentence what the system refused; an answer without a place to go has none."""
    reason = error.strerror or say("the system refused")
    if error.filename is None:
        click.echo(say("The answer could not be written: {}.").format(reason), err=True)
        click.echo(say("Free space, or send it somewhere else."), err=True)
        return BAD_INPUT
    return _refuse(
        UserError(
            say("{} cannot be used: {}.").format(str(error.filename)[:80], reason),
            say("Check the path."),
        ),
        wants_json=wants_json,
    )


def _refuse(error: UserError, *, wants_json: bool) -> int:
    if wants_json:
        print_json(error_document(error))
    else:
        click.echo(error.message, err=True)
        if error.hint:
            click.echo(error.hint, err=True)
    return BAD_INPUT
