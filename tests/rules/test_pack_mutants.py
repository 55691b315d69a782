"""Every operator is as published: in the packs' text, and in what comes out at T±1 ppb."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, replace

import pytest

from mrdtracker import locations
from mrdtracker.domain.case_file import read_case
from mrdtracker.rules.conditions import All, AnyOf
from mrdtracker.rules.engine import evaluate
from mrdtracker.rules.pack_reader import PackReader
from mrdtracker.rules.thresholds import Operator
from tests.rules.edge_cases import EDGES
from tests.rules.oracle import ORACLES
from tests.rules.oracle_bulk import answered, told

NCI_LOW = ["≥ 1 years", "< 10 years", "< 50 ×10⁹/L"]
NCI_HIGH = ["< 1 years", "≥ 10 years", "≥ 50 ×10⁹/L"]
CLASSES = {"m1": ["< 5 %"], "m2": ["≥ 5 %", "≤ 25 %"], "m3": ["> 25 %"]}
RESPONSES = {
    "pgr": ["≥ 1000 /µL"],
    "ppr": ["≥ 1000 /µL"],
    "prednisone-response-invalid": ["≥ 1000 /µL"],
}
FLOW = {"confirm-by-flow": ["≥ 5 %", "≤ 15 %"]}
# Written down from the published rows, not from the packs.
PUBLISHED = {
    "generic-definitions": {
        **CLASSES,
        **RESPONSES,
        **FLOW,
        "no-cr": ["≥ 5 %"],
        "nci-standard-risk": NCI_LOW,
        "nci-high-risk": NCI_HIGH,
        "mrd-positive": ["≥ 0.01 %"],
    },
    "ccg-early-marrow": {
        **CLASSES,
        "infant": ["< 1 years"],
        "older-than-the-study": ["≥ 22 years"],
        "ser-d7": ["> 25 %"],
        "rer-d7": ["≤ 25 %"],
        "augmented-d14": ["≥ 5 %", "> 25 %"],
        "augmented-genetics": ["< 45 chromosomes"],
        "m1-d7": ["< 5 %"],
        "d7-exactly-5": ["≥ 5 %", "≤ 5 %"],
        "d14-required": ["> 5 %", "≤ 25 %"],
        "d14-asked-for": ["> 5 %"],
        "not-m1-d28": ["≥ 5 %"],
        "m3-d14-after-m1-d7": ["< 5 %", "> 25 %"],
        "nci-risk-does-not-fit": [*NCI_LOW, *NCI_HIGH],
    },
    "aieop-bfm-all-2000": {
        **CLASSES,
        **RESPONSES,
        **FLOW,
        "age-1-to-17": ["< 1 years", "≥ 18 years"],
        "hr-ppr": ["≥ 1000 /µL"],
        "hr-no-cr-d33": ["≥ 5 %"],
        "hr-mrd-d78": ["≥ 0.1 %"],
        "no-cr": ["≥ 5 %"],
    },
    "cog-aall08b1": {
        **CLASSES,
        "infant": ["< 1 years"],
        "vhr-unfavourable": ["< 44 chromosomes", "< 0.81 DI", "≥ 1 %", "> 25 %"],
        "vhr-age-13": [*NCI_HIGH, "≥ 13 years"],
        "vhr-d29": ["≥ 0.01 %", *NCI_HIGH],
        "hr-d29-favourable": ["≥ 0.01 %", *NCI_LOW],
        "hr-nci-high": ["< 0.01 %", *NCI_HIGH, "< 13 years"],
        "hr-cns3-or-testicular": NCI_LOW,
        "ar-both-genetics": ["< 0.01 %", "≥ 0.01 %", "< 1 %", *NCI_LOW],
        "lr-favourable": ["< 0.01 %", "< 0.01 %", *NCI_LOW],
        "ar-favourable": ["< 0.01 %", "≥ 0.01 %", *NCI_LOW],
        "ar-neutral": ["< 0.01 %", "< 1 %", *NCI_LOW],
        "hr-both-nci": ["< 0.01 %", "≥ 1 %", "< 13 years"],
        "hr-neutral": ["< 0.01 %", "≥ 1 %", *NCI_LOW],
        "nci-high-risk": NCI_HIGH,
    },
    "kspho-hr-2024": {
        **CLASSES,
        "age-1-to-19": ["< 1 years", "≥ 20 years"],
        "HR_ELIGIBLE": ["≥ 10 years", "< 19 years", "≥ 50 ×10⁹/L", "< 10 years"],
        "vhr-eoc-t": ["≥ 0.01 %"],
        "vhr-post-im1-b": ["≥ 0.01 %", "≥ 0.01 %"],
        "hr-int-2di": ["≥ 0.01 %", "< 0.01 %"],
        "hr-2di": ["≥ 0.01 %", "< 0.01 %"],
        "hr-1di": ["< 0.01 %", "< 0.01 %"],
        "steroid-pretreatment-rule": ["< 10 years"],
    },
}
# An earlier rule with the opposite operator has decided before these are asked at the threshold.
MASKED = {
    ("ccg-early-marrow", "d14-required", 0),
    *(("cog-aall08b1", rule, 0) for rule in ("hr-nci-high", "hr-both-nci", "hr-neutral")),
    ("cog-aall08b1", "hr-nci-high", 4),
    ("cog-aall08b1", "hr-both-nci", 2),
    ("cog-aall08b1", "ar-favourable", 1),
    ("cog-aall08b1", "ar-both-genetics", 1),
    ("kspho-hr-2024", "hr-int-2di", 1),
    ("kspho-hr-2024", "hr-1di", 0),
}
STRICTNESS = {
    Operator.AT_LEAST: Operator.ABOVE,
    Operator.ABOVE: Operator.AT_LEAST,
    Operator.AT_MOST: Operator.BELOW,
    Operator.BELOW: Operator.AT_MOST,
}


def thresholds(condition) -> list:
    return [leaf.threshold for leaf in condition.leaves() if hasattr(leaf, "threshold")]


@pytest.mark.parametrize("name", list(PUBLISHED))
def test_the_operators_of_a_pack_are_those_that_were_published(packs, name):
    pack = packs[name]
    written = {rule.text.id: thresholds(rule.when) for rule in (*pack.scope, *pack.rules)}
    written |= {rule.text.id: thresholds(rule.check) for rule in pack.findings}

    assert {
        rule: [threshold.text for threshold in found] for rule, found in written.items() if found
    } == PUBLISHED[name]


@pytest.mark.parametrize("name", list(EDGES))
def test_the_oracle_agrees_on_both_sides_of_and_on_every_threshold(packs, name):
    wrong = []
    for document in EDGES[name]():
        right, found = ORACLES[name](document), evaluate(packs[name], read_case(document))
        came_out = (found.status.value, found.assigned, frozenset(found.possible))
        if came_out != (right.status, right.assigned, right.possible):
            wrong.append((right, came_out, document))

    assert wrong == []


# --- mutants ------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Mutant:
    """One threshold of one ordered or scope rule, between strict and not strict."""

    pack: str
    rule: str
    place: int


def turned(condition, place: int):
    """The condition with the strictness of one threshold changed."""
    left = [place]

    def walk(one):
        if isinstance(one, All | AnyOf):
            return replace(one, parts=tuple(walk(part) for part in one.parts))
        if not hasattr(one, "threshold"):
            return one
        left[0] -= 1
        if left[0] != -1:
            return one
        held = one.threshold
        return replace(one, threshold=replace(held, operator=STRICTNESS[held.operator]))

    return walk(condition)


# Findings, on which no group hangs: the text of their operators is held above.
FINDINGS = {
    *CLASSES,
    *RESPONSES,
    *FLOW,
    "d14-asked-for",
    "m3-d14-after-m1-d7",
    "nci-high-risk",
    "nci-risk-does-not-fit",
    "no-cr",
    "not-m1-d28",
    "steroid-pretreatment-rule",
}
# A steroid rule that hangs on more than the edge cases hold; a row that decides at its threshold
# only where the genetics are unknown (random cases notice it); and one of which only the flag is
# not said by the rule before it (an example of the pack notices).
ELSEWHERE = {
    ("kspho-hr-2024", "HR_ELIGIBLE", 3),
    ("cog-aall08b1", "ar-neutral", 0),
    ("cog-aall08b1", "hr-neutral", 1),
}
MUTANTS = [
    Mutant(pack, rule, place)
    for pack, rules in PUBLISHED.items()
    if pack in EDGES
    for rule, found in rules.items()
    for place, threshold in enumerate(found)
    if rule not in FINDINGS
    and (pack, rule, place) not in MASKED | ELSEWHERE
    # The definition of NCI risk stands in many rules: it is turned round in all of them below.
    and (pack != "cog-aall08b1" or rule == "infant" or threshold not in (*NCI_LOW, *NCI_HIGH))
]


@pytest.mark.parametrize("mutant", MUTANTS, ids=lambda one: f"{one.pack}:{one.rule}:{one.place}")
def test_a_threshold_with_the_wrong_end_is_noticed(packs, mutant):
    pack = packs[mutant.pack]
    broken = replace(
        pack,
        scope=tuple(_turn(rule, mutant) for rule in pack.scope),
        rules=tuple(_turn(rule, mutant) for rule in pack.rules),
    )

    assert any(
        answered(found) != told(right)
        for right, found in (
            (ORACLES[mutant.pack](document), evaluate(broken, read_case(document)))
            for document in EDGES[mutant.pack]()
        )
    )


@pytest.mark.parametrize(
    ("written", "turned_round"),
    [
        ('age = ">= 1 years"', 'age = "> 1 years"'),
        ('age = "< 10 years"', 'age = "<= 10 years"'),
        ('wbc = "< 50 10e9_per_L"', 'wbc = "<= 50 10e9_per_L"'),
    ],
)
def test_nci_risk_with_the_wrong_end_is_noticed(written, turned_round):
    text = (locations.bundled_rules_folder() / "cog-aall08b1.toml").read_text(encoding="utf-8")
    assert text.count(written) == 1

    document = tomllib.loads(text.replace(written, turned_round))
    broken = PackReader(document, "").read()

    assert any(
        answered(found) != told(right)
        for right, found in (
            (ORACLES["cog-aall08b1"](one), evaluate(broken, read_case(one)))
            for one in EDGES["cog-aall08b1"]()
        )
    )


def _turn(rule, mutant: Mutant):
    if rule.text.id != mutant.rule:
        return rule
    return replace(rule, when=turned(rule.when, mutant.place))
