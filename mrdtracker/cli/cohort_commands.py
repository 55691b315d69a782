"""The command that looks at many patients side by side: cohort."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path

import click
from click.core import ParameterSource

from mrdtracker.cli.patient_filter import check_names
from mrdtracker.cli.session import Session, json_option, pass_session, print_json, print_table
from mrdtracker.domain.cohort import Cohort, CohortPlace
from mrdtracker.domain.cohort_groups import GroupBy, Grouping, read_threshold
from mrdtracker.domain.cohort_survival import Arm, Endpoint, SurvivalStudy
from mrdtracker.domain.cohort_tables import CHILDREN, EVENTS, GROUP, table_of
from mrdtracker.domain.cohort_views import CohortAsk, CohortShown, CohortViewKind, show_cohort
from mrdtracker.domain.errors import InvalidInputError, NotFoundError
from mrdtracker.domain.listing import PatientQuery
from mrdtracker.domain.saved_cohort import PAGE, SavedCohort
from mrdtracker.services.cohort_files import LINES_ON_PAPER, save_picture, save_table
from mrdtracker.services.workspace import Workspace
from mrdtracker.words import say

# What a saved cohort says itself.
OF_A_SAVED_ONE = ("view", "by", "at", "threshold", "endpoint", "protocol", "group", "search")


@dataclass(frozen=True)
class _Asked:
    """The options that say how the cohort is parted and looked at, as they were typed."""

    view: str
    by: str
    at: str
    threshold: str
    endpoint: str
    is_landmark: bool


@click.command()
@click.option(
    "--view",
    type=click.Choice([one.value for one in CohortViewKind]),
    default=CohortViewKind.OVERLAY.value,
    show_default=True,
    help="What is drawn and listed.",
)
@click.option(
    "--by",
    type=click.Choice([one.value for one in GroupBy]),
    default=GroupBy.NOTHING.value,
    show_default=True,
    help="What parts the cohort into groups.",
)
@click.option("--at", default="", help="Time point of the MRD (D33, EOC): of --by mrd.")
@click.option("--threshold", default="", help='Of --by mrd: "0.01 %". Default: the published one.')
@click.option(
    "--endpoint",
    type=click.Choice([one.value for one in Endpoint]),
    default=Endpoint.RELAPSE_FREE.value,
    show_default=True,
    help="What ends the time of a patient.",
)
@click.option(
    "--landmark/--no-landmark",
    "is_landmark",
    default=True,
    help="Of --by mrd: count from the sample (the default), or from the first dose.",
)
@click.option("--protocol", default="", help="Only patients of this protocol.")
@click.option("--group", default="", help="Only patients of this risk group.")
@click.option("--search", default="", help="Only patients whose code or name begins so.")
@click.option("--saved", default="", help="A cohort that was saved in the window, by its name.")
@click.option("--out", type=click.Path(path_type=Path), help="Picture: .pdf, .svg or .png.")
@click.option("--table", type=click.Path(path_type=Path), help="Table: .csv.")
@click.option(
    "--limit",
    type=click.IntRange(min=1),
    default=LINES_ON_PAPER,
    show_default=True,
    help="Of a picture with a line for every patient: draw at most so many.",
)
@click.option("--all", "is_all", is_flag=True, help="Draw every line of such a picture.")
@click.option("--replace", "may_replace", is_flag=True, help="Replace a data sheet that is there.")
@json_option
@pass_session
def cohort(  # noqa: PLR0913, PLR0917 - one parameter an option, as click wants it
    session: Session,
    view: str,
    by: str,
    at: str,
    threshold: str,
    endpoint: str,
    is_landmark: bool,  # noqa: FBT001 - click
    protocol: str,
    group: str,
    search: str,
    saved: str,
    out: Path | None,
    table: Path | None,
    limit: int,
    is_all: bool,  # noqa: FBT001 - click
    may_replace: bool,  # noqa: FBT001 - click
    is_json: bool,  # noqa: FBT001 - click
) -> None:
    """Look at many patients side by side: overlay, heat map, swimmer, distribution, survival.

    Descriptive only. A limit is never taken for a number; every patient is counted, or listed with
    the reason why not. Beside a picture stands the data sheet with its numbers (km.data.csv beside
    km.pdf); one with other numbers is not overwritten without --replace. The table has every
    patient, however many lines a picture shows.

    \b
    Examples:
      mrdtracker --store ward.mrd cohort --view survival --by mrd --at D33 --out km.pdf
      mrdtracker --store ward.mrd cohort --view heat-map --by risk --out heat.svg --table heat.csv
      mrdtracker --store ward.mrd cohort --view distribution --json
      mrdtracker --store ward.mrd cohort --saved "Infants, D33" --out infants.pdf
    """  # noqa: D301 - click reads the backslash
    query = PatientQuery(search=search, group=group or None, protocol=protocol or None)
    asked = _Asked(view, by, at, threshold, endpoint, is_landmark)
    kept: SavedCohort | None = None
    with session.open(is_read_only=True) as workspace:
        if saved:
            kept = _kept(workspace, saved)
            query = kept.query
        else:
            check_names(workspace, query)
        read = workspace.cohort.read(query)
    ask = _ask(asked, read) if kept is None else _ask_of_kept(kept, read)
    shown = show_cohort(read, ask)
    files = []
    if out is not None:
        rows = range(shown.line_count if is_all else limit)
        on = session.person.today
        sheet = save_picture(shown, out, on, rows, may_replace=may_replace, table=table)
        _say_part(shown, rows)
        files += [str(out), str(sheet)]
    elif table is not None:
        save_table(table_of(shown), table)
    if table is not None:
        files.append(str(table))
    if is_json:
        print_json(_document(shown, files))
    else:
        _print(shown, files)


def _say_part(shown: CohortShown, rows: range) -> None:
    """Say that a picture shows a part, where a person sees it and no program stumbles over it."""
    if len(rows) < shown.line_count:
        words = say("{} of {} patients are drawn; --all draws them all.")
        click.echo(words.format(len(rows), shown.line_count), err=True)


def _ask(asked: _Asked, read: Cohort) -> CohortAsk:
    view, endpoint = CohortViewKind(asked.view), Endpoint(asked.endpoint)
    by = GroupBy(asked.by)
    if by is not GroupBy.MRD:
        return CohortAsk(view, Grouping(by), endpoint)
    place = read.usual_place(asked.at)
    if place is None:
        raise _nobody_at(asked.at, read)
    threshold = _threshold(asked.threshold, read, place)
    return CohortAsk(view, Grouping(by, place, threshold), endpoint, asked.is_landmark)


def _ask_of_kept(kept: SavedCohort, read: Cohort) -> CohortAsk:
    """Return what a saved cohort asks; nothing stands for a time point that nobody has."""
    grouping = kept.ask.grouping
    if grouping.by is not GroupBy.MRD:
        return kept.ask
    place = grouping.at
    if place is None or place not in read.mrd_places:
        raise _nobody_at(place.words if place is not None else "", read)
    threshold = grouping.threshold or _threshold("", read, place)
    return replace(kept.ask, grouping=replace(grouping, threshold=threshold))


def _kept(workspace: Workspace, name: str) -> SavedCohort:
    """Return the saved cohort of a name: the person's own one before a shared one."""
    context = click.get_current_context()
    typed = [
        f"--{one}"
        for one in OF_A_SAVED_ONE
        if context.get_parameter_source(one) is ParameterSource.COMMANDLINE
    ]
    if typed:
        raise InvalidInputError(
            say("A saved cohort brings its own filters and its own view."),
            say("Leave out {}.").format(", ".join(typed)),
        )
    views = workspace.saved_views.of_page(PAGE)
    found = next((one for one in views if one.name == name), None)
    if found is None:
        names = ", ".join(one.name for one in views)
        hint = say("There are: {}.").format(names) if names else ""
        raise NotFoundError(say("No cohort is saved as '{}'.").format(name), hint)
    return SavedCohort.of(found.content or {})


def _nobody_at(where: str, read: Cohort) -> InvalidInputError:
    words = say("No patient of this cohort has an MRD result at a named time point or day.")
    if where:
        words = say("No patient of this cohort has an MRD result at {}.").format(where)
    places = ", ".join(one.words for one in read.mrd_places)
    return InvalidInputError(words, say("There are: {}.").format(places) if places else "")


def _threshold(text: str, read: Cohort, place: CohortPlace) -> Decimal:
    if text:
        return read_threshold(text, place.kind)
    published = read.published(place)
    if not published:
        raise InvalidInputError(
            say("No protocol of this cohort publishes a threshold for {}.").format(place.words),
            say('Name one: --threshold "0.01 %".'),
        )
    return min(published)


def _print(shown: CohortShown, files: list[str]) -> None:
    table = table_of(shown)
    print_table(table.titles, [[cell.shown for cell in row.cells] for row in table.rows])
    if isinstance(shown.picture, SurvivalStudy):
        _print_arms(shown.picture)
    for line in (*shown.remarks, *files):
        click.echo(line)


def _print_arms(study: SurvivalStudy) -> None:
    rows = [
        (
            arm.group.name,
            str(len(arm.members)),
            str(arm.events),
            str(arm.median) if arm.median is not None else say("not reached"),
        )
        for arm in study.arms
    ]
    click.echo()
    print_table((*map(say, (GROUP, CHILDREN, EVENTS)), say("Median (days)")), rows)
    test = study.test
    if test is not None:
        words = say("Log-rank: chi-square {}, {} df, p = {}")
        values = (f"{test.chi_square:.4f}", test.degrees, f"{test.p_value:.4g}")
        click.echo(words.format(*values))
    click.echo()


def _document(shown: CohortShown, files: list[str]) -> dict[str, object]:
    table = table_of(shown)
    document: dict[str, object] = {
        "view": shown.ask.view.value,
        "patients": len(shown.cohort.patients),
        "table": {
            "titles": list(table.titles),
            "rows": [[cell.text for cell in row.cells] for row in table.rows],
        },
        "remarks": list(shown.remarks),
        "files": files,
    }
    study = shown.picture
    if isinstance(study, SurvivalStudy):
        document["survival"] = {
            "endpoint": study.endpoint.value,
            "arms": [_arm(arm) for arm in study.arms],
            "log_rank": None if study.test is None else study.test._asdict(),
            "excluded": [
                {"patient": one.patient.code, "reason": one.reason} for one in study.excluded
            ],
        }
    return document


def _arm(arm: Arm) -> dict[str, object]:
    return {
        "group": arm.group.name,
        "patients": len(arm.members),
        "events": arm.events,
        "median_days": arm.median,
        "steps": [step._asdict() for step in arm.steps],
    }


COMMANDS = (cohort,)
