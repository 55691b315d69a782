"""Day convention, windows, assays and policies are read as they stand."""

from decimal import Decimal

import pytest

from mrdtracker.rules.timepoints import Channel, PnqPolicy
from tests.rules.small_pack import changed, loaded, problems

MISSING = """
[missing]
policy = "criteria_not_fulfilled"
says = "published."
source = "S"
quote = "no result"

[[source]]
"""


def test_assays_carry_their_requirements(packs):
    assay = packs["aieop-bfm-all-2000"].schedule.named("D33").assays[Channel.MRD]

    assert (assay.min_sensitivity, assay.min_markers) == (Decimal("0.0001"), 2)


def test_policies_are_stated_or_the_careful_ones():
    stated = loaded(changed('version = "1"', 'version = "1"\npnq_policy = "positive"'))

    assert loaded().schedule.pnq_policy is PnqPolicy.MANUAL
    assert stated.schedule.pnq_policy is PnqPolicy.POSITIVE
    assert not loaded().schedule.missing.is_not_fulfilled


def test_a_published_rule_for_missing_results_is_quoted():
    text = changed("[[source]]\n", MISSING).replace(
        'when = { mrd = "D29", is = "< 0.1 %" }', "when = { always = true }"
    )
    missing = loaded(text).schedule.missing

    assert missing.is_not_fulfilled
    assert (missing.says, missing.source.quote) == ("published.", "no result")


def test_an_unknown_policy_for_missing_results_is_the_default():
    text = changed("[[source]]\n", '[missing]\npolicy = "unknown"\n\n[[source]]\n')

    assert not loaded(text).schedule.missing.is_not_fulfilled


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("day = 15\n", "", "timepoint 'D15': 'day' is missing"),
        ("before = 1", "before = -1", "timepoint 'D15'.before"),
        (
            'methods = ["flow"]',
            'methods = ["morphology"]',
            "morphology gives no mrd result",
        ),
        ('methods = ["flow"]', 'methods = ["flwo"]', "Did you mean 'flow'?"),
        (
            'methods = ["flow"]',
            'methods = ["flow"]\nmin_sensitivity = "1e-4"',
            "has no unit",
        ),
        ('specimen = "BM"', 'specimen = "marrow"', "'marrow' is not allowed"),
        ('id = "D29"', 'id = "D15"', "timepoint 'D15': stands twice."),
        ("after = 2", "open_ended = true", "its window overlaps"),
        (
            '[timepoint.mrd]\nspecimen = "BM"\nmethods = ["flow"]\n\n[[timepoint]]',
            "\n[[timepoint]]",
            "says not what is looked at",
        ),
        ('version = "1"', 'version = "1"\npnq_policy = "low"', "'low' is not allowed"),
        (
            "[[source]]\n",
            MISSING.replace('quote = "no result"', ""),
            "missing: 'quote' is missing",
        ),
        ("[[source]]\n", MISSING.replace('source = "S"', 'source = "T"'), "there is no 'T'"),
    ],
)
def test_each_mistake_is_said(old, new, says):
    found = problems(changed(old, new))

    assert any(says in problem for problem in found), found


def test_a_time_point_by_name_overlaps_nothing():
    text = changed("day = 29", "day = 15\nby_name = true")

    assert not any("overlaps" in problem for problem in problems(text))
