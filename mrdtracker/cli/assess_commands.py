"""Commands that answer: assess, explain, plot."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
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
from mrdtracker.domain.errors import InvalidInputError, NotFoundError, StoreError
from mrdtracker.domain.finding import Assessment
from mrdtracker.domain.vocabulary import readable
from mrdtracker.services.assessment import case_of
from mrdtracker.services.case_dates import check_not_future
from mrdtracker.services.course_picture import save_course
from mrdtracker.services.edition_book import is_local
from mrdtracker.services.pack_comparison import compare_packs, comparison_text
from mrdtracker.services.rulebook import GENERIC, RuleBook
from mrdtracker.services.whole_file import read_whole_file
from mrdtracker.words import mark, say

PATIENT = "patient:"


@click.command()
@click.argument("patient_or_case")
@click.option(
    "--pack",
    "packs",
    multiple=True,
    help="Rule pack to answer with; default: the patient's own. Two to four stand side by side.",
)
@json_option
@pass_session
def assess(
    session: Session,
    patient_or_case: str,
    packs: tuple[str, ...],
    is_json: bool,  # noqa: FBT001 - click
) -> None:
    """Assess a patient of the store, or a case file; - reads a case from standard input.

    Where a file has the name of a patient, patient:CODE is the patient and ./NAME the file. What
    stands in a case file: resources/help/case-file.md, with an example.

    \b
    Examples:
      mrdtracker assess case.json --pack aieop-bfm-all-2000
      mrdtracker --store practice.mrd assess DEMO-01 --json
      mrdtracker assess case.json --pack ccg-early-marrow --pack all-ic-bfm-2009
    """  # noqa: D301 - click reads the backslash
    case, rules = _case(session, patient_or_case, packs)
    if len(packs) > 1:
        comparison = compare_packs(rules, case, packs)
        documents = [write_assessment(one.assessment, case) for one in comparison.columns]
        if is_json:
            print_json(documents)
        else:
            click.echo(readable(comparison_text(comparison)))
        return
    assessment = rules.assess(case, (*packs, case.course.pack or GENERIC)[0])
    if is_json:
        print_json(write_assessment(assessment, case))
        return
    click.echo(readable(rules.explain(assessment)))


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

    What stands in a case file: resources/help/case-file.md

    Example: mrdtracker --store practice.mrd explain DEMO-05
    """
    case, rules = _case(session, patient_or_case, (pack,) if pack else ())
    wanted = (pack,) if pack else dict.fromkeys((case.course.pack or GENERIC, GENERIC))
    assessments = [_only(rules.assess(case, one), rule) for one in wanted]
    if rule is not None:
        assessments = [one for one in assessments if one.findings]
        if not assessments:
            raise NotFoundError(
                say("No rule '{}' answered for {}.").format(rule, patient_or_case),
                say("Leave the rule out to see all of them."),
            )
    if is_json:
        documents = [write_assessment(one, case) for one in assessments]
        print_json({"patient": case.patient_id, "assessments": documents})
        return
    click.echo(readable("\n\n".join(rules.explain(one) for one in assessments)))


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

    What stands in a case file: resources/help/case-file.md

    Example: mrdtracker --store practice.mrd plot DEMO-08 --out course.pdf
    """
    case, rules = _case(session, patient_or_case)
    save_course(case, rules, out)
    if is_json:
        print_json({"file": str(out)})
        return
    click.echo(f"{out}")


def _case(
    session: Session, patient_or_case: str, packs: Sequence[str] = ()
) -> tuple[PatientCase, RuleBook]:
    """Read a case file, standard input, or a patient of the store, with the packs that answer.

    A patient is answered by the editions of the store, and by the one that she is pinned to; a
    case by the program's packs, or by the store's where one of the laboratory's own is asked for.
    """
    today = session.person.today
    if patient_or_case == "-":
        case = _read(standard_input(), say("standard input"), today)
        return case, _rules_for(session, (*packs, case.course.pack or ""))
    code = patient_or_case.removeprefix(PATIENT)
    path = Path(patient_or_case)
    is_file = os.path.isfile(path)  # noqa: PTH113 - Path.is_file raises
    if path.suffix == ".json" or is_file:
        if path.suffix != ".json" and path.name == patient_or_case:
            _check_no_patient(session, code)
        case = _read(read_whole_file(path, mark("case file")), path.name, today)
        return case, _rules_for(session, (*packs, case.course.pack or ""))
    with session.open(is_read_only=True) as workspace:
        patient = workspace.patient_by_code(code)
        rules = workspace.rules.for_patient(patient)
        # Read while the store is open: it answers after it was closed.
        _ = rules.packs
        return case_of(workspace.patient_file(patient.id)), rules


def _rules_for(session: Session, packs: Sequence[str]) -> RuleBook:
    if not any(is_local(pack) for pack in packs):
        return RuleBook()
    with session.open(is_read_only=True) as workspace:
        # Read while the store is open: it answers after it was closed.
        _ = workspace.rules.packs
        return workspace.rules


def _read(data: bytes, name: str, today: date) -> PatientCase:
    case = read_case_text(_text_of(data, name), name)
    check_not_future(case, name, today)
    return case


def _check_no_patient(session: Session, name: str) -> None:
    """Refuse a name that is a file here and a patient of the store: which one is meant?"""
    try:
        with session.open(is_read_only=True) as workspace:
            workspace.patient_by_code(name)
    except (StoreError, InvalidInputError):
        return
    raise InvalidInputError(
        say("'{}' is a patient of {} and a file here.").format(name, session.store.name),
        say("Type {} for the patient, or {} for the file.").format(
            f"{PATIENT}{name}", f"./{name}"
        ),
    )


def _text_of(data: bytes, name: str) -> str:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        raise InvalidInputError(
            say("The case {} is not UTF-8 text.").format(name), say("Save it as UTF-8.")
        ) from None


def _only(assessment: Assessment, rule: str | None) -> Assessment:
    if rule is None:
        return assessment
    kept = tuple(finding for finding in assessment.findings if finding.rule == rule)
    return replace(assessment, findings=kept)


COMMANDS = (assess, explain, plot)
