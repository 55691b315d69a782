"""The comparison as a page: a column for each pack, a row for what they part on."""

from __future__ import annotations

from mrdtracker.gui.findings_panel import inks_of
from mrdtracker.gui.presenters.comparison_html import comparison_html
from mrdtracker.gui.theme import LIGHT
from mrdtracker.services.demo import demo_cases
from mrdtracker.services.pack_comparison import compare_packs
from tests.gui.ward import bundled_rules

DEMO = {case.patient_id: case for case in demo_cases()}


def _page(code: str, *packs: str, is_everything: bool = False) -> str:
    comparison = compare_packs(bundled_rules(), DEMO[code], packs)
    return comparison_html(comparison, inks_of(LIGHT), is_everything=is_everything)


def test_every_column_has_its_group_and_its_day_count() -> None:
    page = _page("DEMO-11", "ccg-early-marrow", "aieop-bfm-all-2000")

    assert "SER · final" in page
    assert page.index("first dose = day 0") < page.index("first dose = day 1")
    assert page.count('width="50%"') == page.count("<td width")
    assert "“D7”" in page
    assert "“D8”" in page


def test_signs_of_comparison_are_no_markup() -> None:
    page = _page("DEMO-11", "ccg-early-marrow", "aieop-bfm-all-2000")

    assert "46 % &gt; 25 %" in page
    assert "2 % &lt; 5 %" in page


def test_open_groups_stand_once_and_needs_below() -> None:
    page = _page("DEMO-05", "cog-aall08b1", "china-2018")

    assert page.count("AR or VHR") == 1
    assert "? BM flow at D29" in page


def test_what_all_read_alike_is_only_counted() -> None:
    packs = ("aieop-bfm-all-2000", "aieop-bfm-all-2009")

    short, long = _page("DEMO-03", *packs), _page("DEMO-03", *packs, is_everything=True)

    assert len(short) < len(long)
    assert "Read alike by all:" in short
