"""The readable page of a pack says every rule in words and leaves nothing out."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from mrdtracker import locations
from mrdtracker.rules.condition_reader import ConditionReader, Definitions
from mrdtracker.rules.conditions import All, AnyOf
from mrdtracker.rules.facts import WordIs
from mrdtracker.rules.loader import load_pack
from mrdtracker.rules.page import condition_words, page_of
from mrdtracker.rules.timepoints import Channel
from tests.rules.small_pack import SMALL, changed, loaded

PACKS = sorted(locations.bundled_rules_folder().glob("*.toml"))


def words(document: object) -> str:
    problems: list = []
    definitions = Definitions(timepoints={}, studies=(), named={})
    condition = ConditionReader(definitions, problems, None).read(document, "when")
    assert problems == []
    return condition_words(condition)


def test_operator_and_unit_stand_as_published() -> None:
    first, second = page_of(loaded()).rules

    assert (first.number, first.leads_to) == (1, "HIGH")
    assert first.when == "MRD at D29 (BM, flow) ≥ 0.1 %"
    assert second.when == "MRD at D29 (BM, flow) < 0.1 %"
    assert first.certainty == "A"


def test_and_inside_or_is_bracketed() -> None:
    old, high = {"age": ">= 10 years"}, {"wbc": ">= 50 10e9_per_L"}
    boy = {"lineage": ["T"]}

    assert words({"any": [{"all": [old, high]}, boy]}) == (
        "(Age at diagnosis ≥ 10 years and White cells before treatment ≥ 50 ×10⁹/L) "
        "or Lineage is T"
    )
    assert words({"all": [old, {"all": [high, boy]}]}).count("(") == 0
    assert words({"not": {"all": [old, boy]}}) == (
        "Age at diagnosis < 10 years or Lineage is not T"
    )
    assert words({"always": True}) == "always"


def test_the_head_tells_edition_convention_and_policies() -> None:
    page = page_of(loaded())

    assert page.reference.id == "small"
    assert (page.state, page.convention) == ("active", "first dose = day 1")
    assert page.groups[0] == "HIGH: High (final with D29 MRD)"
    assert "a person decides" in page.pnq
    assert "unknown" in page.missing
    assert page.signatures


def test_a_time_point_tells_what_a_result_must_be() -> None:
    text = (
        changed(
            'methods = ["flow"]',
            'methods = ["flow", "ig_tr_pcr"]\nmin_sensitivity = "1e-4 fraction"\nmin_markers = 2\n'
            'denominators = ["nucleated_cells"]',
        )
        .replace('">= 0.1 %"', '">= 1e-3 fraction"')
        .replace('"< 0.1 %"', '"< 1e-3 fraction"')
    )
    line = page_of(loaded(text)).timepoints[0]

    assert (line.id, line.day, line.window) == ("D15", "day 15", "day 14–17")
    assert line.sensitivity == "0.01 % or lower"
    assert "2 sensitive markers" in line.requirements
    assert "nucleated cells" in line.requirements
    assert page_of(loaded()).timepoints[0].sensitivity == "–"


@pytest.mark.parametrize(
    ("text", "why"),
    [
        (changed('certainty = "A"', 'certainty = "C"'), "certainty C"),
        (changed("operator_verified = true", "operator_verified = false"), "operator"),
        (changed('state = "active"', 'state = "display_only"'), "whole pack"),
    ],
)
def test_what_is_shown_only_says_why(text: str, why: str) -> None:
    # Its examples assign, which a shown-only rule does not: they are not what is looked at here.
    head, _, _ = text.partition("[[example]]")
    page = page_of(_unchecked(head))

    assert why in page.rules[0].why_display_only
    assert any(why in one or "whole pack" in one for one in page.display_only)


def _unchecked(text: str):
    import tomllib

    from mrdtracker.rules.pack_reader import PackReader

    return PackReader(tomllib.loads(text), "0" * 64).read()


def test_a_placeholder_is_marked_where_it_stands() -> None:
    text = changed('id = "high"', 'id = "high"\nplaceholder = true')
    page = page_of(loaded(text))

    assert page.placeholders == ("rule 'high': High",)
    assert [rule.is_placeholder for rule in page.rules] == [True, False]


@pytest.mark.parametrize("path", PACKS, ids=lambda path: path.stem)
def test_the_page_of_every_bundled_pack_is_whole(path) -> None:
    pack = load_pack(path.read_bytes(), path.name)
    page = page_of(pack)

    lines = (*page.scope, *page.rules, *page.gaps, *page.arms, *page.findings)
    assert sorted(line.id for line in lines) == sorted(text.id for text in pack.texts)
    assert all(line.when and line.says and line.source.citation for line in lines)
    assert all(not line.why_display_only for line in page.scope)
    assert len(page.sources) == len(pack.sources)
    assert "unnamed question" not in str(page)


def test_the_examples_that_hold_are_named() -> None:
    pack = loaded(SMALL)

    assert page_of(pack).examples == tuple(f"{one.name} ({one.kind})" for one in pack.examples)
    assert pack.examples


def test_what_has_no_parts_and_what_is_no_question_are_named() -> None:
    assert condition_words(All(())) == "always"
    assert condition_words(AnyOf(())) == "never"
    assert condition_words(None) == "unnamed question"


def test_a_question_loses_its_question_mark_and_nothing_else() -> None:
    assert condition_words(WordIs("study", ("X",))) == "Study is X"


def test_every_digit_of_a_sensitivity_is_shown() -> None:
    pack = loaded()
    first, last = pack.schedule.timepoints
    digits = "123456789012345678901234567891"
    assay = replace(first.assays[Channel.MRD], min_sensitivity=Decimal(f"0.00{digits}"))
    first = replace(first, assays={Channel.MRD: assay})

    page = page_of(replace(pack, schedule=replace(pack.schedule, timepoints=(first, last))))

    assert page.timepoints[0].sensitivity == f"0.{digits} % or lower"
