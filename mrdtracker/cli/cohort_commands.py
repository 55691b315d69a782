"""The command that looks at many patients side by side: cohort."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

import click

from mrdtracker.cli.patient_filter import check_names
from mrdtracker.cli.session import Session, json_option, pass_session, print_json, print_table
from mrdtracker.domain.cohort import Cohort, CohortPlace
from mrdtracker.domain.cohort_groups import GroupBy, Grouping, read_threshold
from mrdtracker.domain.cohort_survival import Arm, Endpoint, SurvivalStudy
from mrdtracker.domain.cohort_tables import table_of
from mrdtracker.domain.cohort_views import CohortAsk, CohortShown, CohortViewKind, show_cohort
from mrdtracker.domain.errors import InvalidInputError
from mrdtracker.domain.listing import PatientQuery
from mrdtracker.services.cohort_files import save_picture, save_table


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
@click.option("--out", type=click.Path(path_type=Path), help="Picture: .pdf, .svg or .png.")
@click.option("--table", type=click.Path(path_type=Path), help="Table: .csv.")
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
    out: Path | None,
    table: Path | None,
    is_json: bool,  # noqa: FBT001 - click
) -> None:
    """Look at many patients side by side: overlay, heat map, swimmer, distribution, survival.

    Descriptive only. A limit is never taken for a number; every patient is counted, or listed with
    the reason why not.

    \b
    Examples:
      mrdtracker --store ward.mrd cohort --view survival --by mrd --at D33 --out km.pdf
      mrdtracker --store ward.mrd cohort --view heat-map --by risk --out heat.svg --table heat.csv
      mrdtracker --store ward.mrd cohort --view distribution --json
    """  # noqa: D301 - click reads the backslash
    query = PatientQuery(search=search, group=group or None, protocol=protocol or None)
    asked = _Asked(view, by, at, threshold, endpoint, is_landmark)
    with session.open(is_read_only=True) as workspace:
        check_names(workspace, query)
        read = workspace.cohort.read(query)
    shown = show_cohort(read, _ask(asked, read))
    files = []
    if out is not None:
        sheet = save_picture(shown, out, session.person.today)
        files += [str(out), str(sheet)]
    if table is not None:
        save_table(table_of(shown), table)
        files.append(str(table))
    if is_json:
        print_json(_document(shown, files))
    else:
        _print(shown, files)


def _ask(asked: _Asked, read: Cohort) -> CohortAsk:
    view, endpoint = CohortViewKind(asked.view), Endpoint(asked.endpoint)
    by = GroupBy(asked.by)
    if by is not GroupBy.MRD:
        return CohortAsk(view, Grouping(by), endpoint)
    place = read.usual_place(asked.at)
    if place is None:
        raise InvalidInputError(
            f"No patient of this cohort has an MRD result at {asked.at or 'any time point'}.",
            "There are: " + (", ".join(one.words for one in read.mrd_places) or "none") + ".",
        )
    threshold = _threshold(asked.threshold, read, place)
    return CohortAsk(view, Grouping(by, place, threshold), endpoint, asked.is_landmark)


def _threshold(text: str, read: Cohort, place: CohortPlace) -> Decimal:
    if text:
        return read_threshold(text, place.kind)
    published = read.published(place)
    if not published:
        raise InvalidInputError(
            f"No protocol of this cohort publishes a threshold for {place.words}.",
            'Name one: --threshold "0.01 %".',
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
            str(arm.median) if arm.median is not None else "not reached",
        )
        for arm in study.arms
    ]
    click.echo()
    print_table(("Group", "Patients", "Events", "Median (days)"), rows)
    test = study.test
    if test is not None:
        value = f"chi-square {test.chi_square:.4f}, {test.degrees} df, p = {test.p_value:.4g}"
        click.echo(f"Log-rank: {value}")
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
