"""What is kept of a cohort under a name, and that nothing of it is guessed."""

import json
from dataclasses import replace
from decimal import Decimal

import pytest

from mrdtracker.domain.cohort_groups import GroupBy, Grouping
from mrdtracker.domain.cohort_survival import Endpoint
from mrdtracker.domain.cohort_views import CohortAsk, CohortViewKind
from mrdtracker.domain.errors import InvalidInputError
from mrdtracker.domain.listing import PatientQuery
from mrdtracker.domain.saved_cohort import SavedCohort
from tests.domain.cohorts import EOC, THRESHOLD

FULL = SavedCohort(
    PatientQuery("S-1", group="HR", protocol="cog-aall08b1"),
    CohortAsk(
        CohortViewKind.SURVIVAL,
        Grouping(GroupBy.MRD, EOC, THRESHOLD),
        Endpoint.OVERALL,
        is_landmark=True,
    ),
)


@pytest.mark.parametrize(
    "kept",
    [
        FULL,
        SavedCohort(),
        replace(FULL, ask=replace(FULL.ask, grouping=Grouping(GroupBy.MRD, EOC))),
        SavedCohort(ask=CohortAsk(CohortViewKind.HEAT_MAP, Grouping(GroupBy.RISK))),
    ],
)
def test_what_is_kept_is_read_back(kept):
    assert SavedCohort.of(json.loads(json.dumps(kept.content()))) == kept


def test_codes_and_amounts_are_kept_and_no_words():
    assert FULL.content() == {
        "search": "S-1",
        "group": "HR",
        "protocol": "cog-aall08b1",
        "view": "survival",
        "by": "mrd",
        "at": ["EOC", "BM", "flow"],
        "threshold": "0.0001",
        "endpoint": "overall",
        "is_landmark": True,
    }


@pytest.mark.parametrize(
    ("name", "value", "named"),
    [
        ("search", None, "search"),
        ("group", 3, "group"),
        ("protocol", ["p"], "protocol"),
        ("view", "histogram", "view"),
        ("by", "sex", "by"),
        ("endpoint", "event-free", "endpoint"),
        ("is_landmark", "yes", "is_landmark"),
        ("at", "EOC", "at"),
        ("at", ["", "BM", "flow"], "at"),
        ("at", ["EOC", "hair", "flow"], "specimen"),
        ("at", ["EOC", "BM", "smell"], "method"),
        ("at", [], "threshold"),
        ("threshold", "0", "threshold"),
        ("threshold", "1.01", "threshold"),
        ("threshold", "NaN", "threshold"),
        ("threshold", "much", "threshold"),
    ],
)
def test_what_is_not_understood_is_named_and_not_guessed(name, value, named):
    with pytest.raises(InvalidInputError) as refused:
        SavedCohort.of(FULL.content() | {name: value})

    assert str(refused.value) == (
        f"A part of this saved cohort cannot be read: {named}. Choose it anew and save it again."
    )


def test_a_missing_part_is_not_understood():
    content = FULL.content()
    del content["endpoint"]

    with pytest.raises(InvalidInputError, match="endpoint"):
        SavedCohort.of(content)


def test_the_largest_threshold_is_every_cell():
    content = FULL.content() | {"threshold": "1"}

    assert SavedCohort.of(content).ask.grouping.threshold == Decimal(1)
