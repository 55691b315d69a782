"""The same child, several protocols: what is alike is counted, what differs is shown with why."""

from __future__ import annotations

import pytest

from mrdtracker.domain.errors import InvalidInputError, NotFoundError
from mrdtracker.services.demo import demo_cases
from mrdtracker.services.pack_comparison import PackComparison, compare_packs, comparison_text
from tests.gui.ward import bundled_rules

DEMO = {case.patient_id: case for case in demo_cases()}
CCG, BFM, COG = "ccg-early-marrow", "aieop-bfm-all-2000", "cog-aall08b1"


def _compared(code: str, *packs: str) -> PackComparison:
    return compare_packs(bundled_rules(), DEMO[code], packs)


def test_the_same_marrow_is_day_7_here_and_day_8_there() -> None:
    comparison = _compared("DEMO-11", CCG, BFM)

    days = {tuple(reading.day for reading in row.readings) for row in comparison.rows}

    assert ("D7", "D8") in days
    assert [one.convention.first_dose_day for one in comparison.columns] == [0, 1]


def test_each_pack_says_what_it_held_against_what() -> None:
    comparison = _compared("DEMO-11", CCG, BFM)
    marrow = next(row for row in comparison.differing if "46 %" in row.title)

    ours, theirs = marrow.readings

    assert any("46 % > 25 %" in line for line in ours.compared)
    assert any("Slow early responder" in line for line in ours.concluded)
    assert not any("Slow early" in line for line in theirs.concluded)


def test_group_status_needs_and_sources_stand_in_each_column() -> None:
    first, second = _compared("DEMO-05", COG, BFM).columns

    assert first.group == "no group (indeterminate)"
    assert "flow" in first.assessment.needs[0]
    assert any("certainty A" in source for source in first.sources)
    assert first.assessment.possible == ("AR", "VHR")
    assert second.title.startswith("AIEOP-BFM")


def test_a_fact_is_told_once_and_only_where_it_is_known() -> None:
    facts = _compared("DEMO-07", COG, "china-2010").rows[-1]

    for reading in facts.readings:
        assert not any("not known" in line for line in reading.compared)
        assert len(set(reading.compared)) == len(reading.compared)
    assert facts.title == "Facts at diagnosis"
    assert facts.readings[0].compared


def test_what_all_read_alike_does_not_differ() -> None:
    comparison = _compared("DEMO-01", BFM, "aieop-bfm-all-2009")

    assert set(comparison.differing) < set(comparison.rows)
    text = comparison_text(comparison)
    alike = len(comparison.rows) - len(comparison.differing)
    assert f"Read alike by all: {alike} of {len(comparison.rows)}." in text


def test_the_text_stands_in_columns_and_is_cut_nowhere() -> None:
    comparison = _compared("DEMO-11", CCG, BFM, COG)

    text = comparison_text(comparison, 100)

    lines = text.splitlines()
    assert max(map(len, lines)) <= 100
    assert any("“D7”" in line and "“D8”" in line for line in lines)
    assert "days: first dose = day 0" in text
    assert "SER (final)" in text


@pytest.mark.parametrize(
    "packs", [(CCG,), (CCG, CCG), (CCG, BFM, COG, "icicle-all-14", "ukall-r3")]
)
def test_two_to_four_different_packs_are_compared(packs) -> None:
    with pytest.raises(InvalidInputError):
        _compared("DEMO-01", *packs)


def test_a_pack_that_is_not_there_is_refused() -> None:
    with pytest.raises(NotFoundError):
        _compared("DEMO-01", CCG, "no-such-pack")
