"""Commands that answer: assess, explain, plot."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import click

from mrdtracker.cli.session import (
    Session,
    json_option,
    pass_session,
    print_json,
    standard_input,
)
from mrdtracker.domain.case import PatientCase
from mrdtracker.domain.case_file import read_case_text, write_assessment
from mrdtracker.domain.errors import InvalidInputError, NotFoundError
from mrdtracker.domain.finding import Assessment
from mrdtracker.services.assessment import case_of
from mrdtracker.services.course_picture import save_course
from mrdtracker.services.rulebook import GENERIC, RuleBook
from mrdtracker.services.whole_file import read_whole_file


@click.command()
@click.argument("patient_or_case")
@click.option("--pack", help="Rule pack to answer with; default: the patient's own.")
@json_option
@pass_session
def assess(
    session: Session,
    patient_or_case: str,
    pack: str | None,
    is_json: bool,  # noqa: FBT001 - click
) -> None:
    """Assess a patient of the store, or a case file; - reads a case from standard input.

    \b
    Examples:
      mrdtracker assess case.json --pack aieop-bfm-all-2000
      mrdtracker --store practice.mrd assess DEMO-01 --json
    """  # noqa: D301 - click reads the backslash
    rules = RuleBook()
    case = _case(session, patient_or_case)
    assessment = rules.assess(case, pack or case.course.pack or GENERIC)
    if is_json:
        print_json(write_assessment(assessment, case))
        return
    click.echo(rules.explain(assessment))


@click.command()
@click.argument("patient_or_case")
@click.argument("rule", required=False)
@click.option(
    "--pack", help="Only this rule pack; default: the patient's own and the general one."
)
@json_option
@pass_session
def explain(
    session: Session,
    patient_or_case: str,
    rule: str | None,
    pack: str | None,
    is_json: bool,  # noqa: FBT001 - click
) -> None:
    """Say why, or why not yet: every rule with its steps and its source.

    Example: mrdtracker --store practice.mrd explain DEMO-05
    """
    rules = RuleBook()
    case = _case(session, patient_or_case)
    wanted = (pack,) if pack else dict.fromkeys((case.course.pack or GENERIC, GENERIC))
    assessments = [_only(rules.assess(case, one), rule) for one in wanted]
    if rule is not None:
        assessments = [one for one in assessments if one.findings]
        if not assessments:
            raise NotFoundError(
                f"No rule '{rule}' answered for {patient_or_case}.",
                "Leave the rule out to see all of them.",
            )
    if is_json:
        documents = [write_assessment(one, case) for one in assessments]
        print_json({"patient": case.patient_id, "assessments": documents})
        return
    click.echo("\n\n".join(rules.explain(one) for one in assessments))


@click.command()
@click.argument("patient_or_case")
@click.option(
    "--out",
    required=True,
    type=click.Path(path_type=Path, dir_okay=False),
    help="File to write: .pdf, .png or .svg.",
)
@json_option
@pass_session
def plot(
    session: Session,
    patient_or_case: str,
    out: Path,
    is_json: bool,  # noqa: FBT001 - click
) -> None:
    """Draw the course of one patient as PDF, PNG or SVG.

    Example: mrdtracker --store practice.mrd plot DEMO-08 --out course.pdf
    """
    save_course(_case(session, patient_or_case), RuleBook(), out)
    if is_json:
        print_json({"file": str(out)})
        return
    click.echo(f"{out}")


def _case(session: Session, patient_or_case: str) -> PatientCase:
    """Read a case file, standard input, or a patient of the store."""
    if patient_or_case == "-":
        return read_case_text(_text_of(standard_input(), "on standard input"), "standard input")
    path = Path(patient_or_case)
    if path.suffix == ".json" or os.path.isfile(path):  # noqa: PTH113 - Path.is_file raises
        return read_case_text(_text_of(read_whole_file(path, "case file"), path.name), path.name)
    with session.open(is_read_only=True) as workspace:
        return case_of(workspace.patient_file(workspace.patient_by_code(patient_or_case).id))


def _text_of(data: bytes, name: str) -> str:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        raise InvalidInputError(
            f"The case file {name} is not UTF-8 text.", "Save it as UTF-8."
        ) from None


def _only(assessment: Assessment, rule: str | None) -> Assessment:
    if rule is None:
        return assessment
    kept = tuple(finding for finding in assessment.findings if finding.rule == rule)
    return replace(assessment, findings=kept)


COMMANDS = (assess, explain, plot)
