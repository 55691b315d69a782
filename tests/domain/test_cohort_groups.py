"""Groups of a cohort: certainly at or above, certainly below, not to be said; nobody is lost."""

from decimal import Decimal

import pytest

from mrdtracker.domain.cohort_groups import (
    Group,
    GroupBy,
    Grouping,
    GroupTone,
    mrd_group,
    read_threshold,
)
from mrdtracker.domain.errors import InvalidInputError
from mrdtracker.domain.units import QuantityKind
from tests.builders import negative, quantified
from tests.domain.cohorts import D29, FAILED, PNQ, THRESHOLD, UNLIMITED, a_child, a_point, five


def divided(grouping):
    return {
        group.name: [one.code for one in members]
        for group, members in grouping.divide(five().patients)
    }


def test_mrd_parts_a_cohort_by_what_is_certain():
    assert divided(Grouping(GroupBy.MRD, D29, THRESHOLD)) == {
        "≥ 0.01 % (D29)": ["A"],
        "< 0.01 % (D29)": ["B"],
        "cannot be said (D29)": ["C", "D"],
        "no result at D29 · BM · flow": ["E"],
    }


@pytest.mark.parametrize(
    ("values", "tone"),
    [
        ([quantified("0.0001")], GroupTone.AT_LEAST),
        ([quantified("0.00009")], GroupTone.BELOW),
        ([negative("0.0001")], GroupTone.BELOW),
        ([negative("0.001")], GroupTone.UNKNOWN),
        ([PNQ], GroupTone.BELOW),
        ([UNLIMITED], GroupTone.UNKNOWN),
        ([FAILED], GroupTone.UNKNOWN),
        ([negative("0.00001"), quantified("0.001")], GroupTone.AT_LEAST),
        ([negative("0.00001"), UNLIMITED], GroupTone.UNKNOWN),
        ([], GroupTone.NONE),
    ],
)
def test_a_limit_is_never_taken_for_a_number(values, tone):
    child = a_child("A", *(a_point(value) for value in values))

    group = mrd_group(child, D29, THRESHOLD)

    assert group.tone is tone
    assert group.is_certain is (tone in (GroupTone.AT_LEAST, GroupTone.BELOW))
    assert group.is_compared is (tone is not GroupTone.NONE)


def test_risk_groups_are_those_that_were_assigned():
    by_risk = divided(Grouping(GroupBy.RISK))

    assert by_risk == {"HR": ["A"], "SR": ["B", "C"], "no group assigned": ["D", "E"]}


def test_a_child_that_was_not_assessed_yet_is_in_no_certain_group():
    late = a_child("F", is_assessed=False)
    parted = dict(Grouping(GroupBy.RISK).divide((*five().patients, late)))

    (group,) = [one for one, members in parted.items() if late in members]
    assert (group.name, group.is_certain) == ("not assessed yet", False)
    assert parted[group] == (late,)


def test_without_a_grouping_all_are_together():
    assert divided(Grouping()) == {"all patients": ["A", "B", "C", "D", "E"]}
    assert list(divided(Grouping(GroupBy.PROTOCOL))) == ["no protocol"]


@pytest.mark.parametrize("text", ["0.01 %", "0.01", "0.0001 fraction", "10⁻⁴ fraction"])
def test_a_threshold_is_read_with_or_without_its_unit(text):
    assert read_threshold(text, QuantityKind.CELL_FRACTION) == THRESHOLD


def test_a_ratio_is_no_percentage():
    assert read_threshold("0.001", QuantityKind.TRANSCRIPT_RATIO) == Decimal("0.001")


@pytest.mark.parametrize("text", ["0 %", "101 %", "little"])
def test_a_threshold_that_parts_nobody_is_refused(text):
    with pytest.raises(InvalidInputError):
        read_threshold(text, QuantityKind.CELL_FRACTION)


def groups(grouping, *children):
    return [group for group, _ in grouping.divide(children or five().patients)]


def test_groups_stand_in_their_order_with_their_tones():
    sure, unsure = GroupTone.PLAIN, GroupTone.UNKNOWN
    assert groups(Grouping()) == [Group(0, "all patients", sure)]
    assert [one[:3] for one in groups(Grouping(GroupBy.MRD, D29, THRESHOLD))][:3] == [
        (0, "≥ 0.01 % (D29)", GroupTone.AT_LEAST),
        (1, "< 0.01 % (D29)", GroupTone.BELOW),
        (2, "cannot be said (D29)", unsure),
    ]
    late = a_child("F", is_assessed=False)
    assert [one[1:3] for one in groups(Grouping(GroupBy.RISK), late, *five().patients)] == [
        ("HR", sure),
        ("SR", sure),
        ("no group assigned", GroupTone.NONE),
        ("not assessed yet", unsure),
    ]
    assert [one.place for one in groups(Grouping(GroupBy.RISK))[:2]] == [0, 1]


def test_protocols_part_a_cohort_by_their_names():
    children = [a_child(code, protocol=name) for code, name in (("A", "COG"), ("B", "BFM"))]

    found = [one.name for one in groups(Grouping(GroupBy.PROTOCOL), *children, a_child("C"))]

    assert found == ["BFM", "COG", "no protocol"]


@pytest.mark.parametrize(
    "grouping",
    [
        Grouping(GroupBy.NOTHING, D29, THRESHOLD),
        Grouping(GroupBy.MRD),
        Grouping(GroupBy.MRD, D29),
        Grouping(GroupBy.MRD, None, THRESHOLD),
    ],
)
def test_mrd_parts_nobody_without_a_place_and_a_threshold(grouping):
    assert list(divided(grouping)) == ["all patients"]


def test_all_cells_are_a_threshold_and_what_is_none_says_what_to_type():
    assert read_threshold("100 %", QuantityKind.CELL_FRACTION) == 1
    assert read_threshold("2", QuantityKind.TRANSCRIPT_RATIO) == 2

    with pytest.raises(InvalidInputError) as refused:
        read_threshold("101 %", QuantityKind.CELL_FRACTION)

    assert refused.value.message == (
        "A threshold is larger than 0, and at most 100 % of the cells."
    )
    assert refused.value.hint == "Type it with its unit: 0.01 %."
