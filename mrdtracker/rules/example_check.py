"""Holds what came out for an example against what its pack says must come out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from mrdtracker.domain.errors import Problem
from mrdtracker.domain.finding import Assessment
from mrdtracker.rules.pack import Example
from mrdtracker.words import say


def problems_of(example: Example, assessment: Assessment) -> Iterator[Problem]:
    """Say every difference between the example and its assessment."""
    where = f"example '{example.name}'"
    for text in (*_about_group(example, assessment), *_about_findings(example, assessment)):
        yield Problem(where, text)


def _about_group(example: Example, assessment: Assessment) -> Iterator[str]:
    expect = example.expect
    if (expect.assigned or expect.is_unassigned) and assessment.assigned != expect.assigned:
        yield say("expected the group {}, got {}").format(expect.assigned, assessment.assigned)
    if expect.status is not None and assessment.status is not expect.status:
        words = say("expected the status {}, got {}")
        yield words.format(expect.status.value, assessment.status.value)
    if expect.possible is not None and frozenset(assessment.possible) != expect.possible:
        words = say("expected possible {}, got {}")
        yield words.format(_listed(expect.possible), _listed(assessment.possible))
    for need in expect.needs:
        if need not in assessment.needs:
            words = say("expected the need '{}', got {}")
            yield words.format(need, list(assessment.needs))


def _about_findings(example: Example, assessment: Assessment) -> Iterator[str]:
    expect, flags = example.expect, assessment.flags
    for flag in expect.flags:
        if flag not in flags:
            words = say("expected the flag {}, got {}")
            yield words.format(flag.value, _listed(one.value for one in flags))
    for flag in expect.no_flags:
        if flag in flags:
            yield say("the flag {} must not be raised").format(flag.value)
    for rule, truth in expect.answers.items():
        given = {finding.answer for finding in assessment.findings if finding.rule == rule}
        if truth not in given:
            answers = _listed(answer.value for answer in given) or say("nothing")
            words = say("expected '{}' to answer {}, got {}")
            yield words.format(rule, truth.value, answers)


def _listed(words: Iterable[str]) -> str:
    return ", ".join(sorted(words))
