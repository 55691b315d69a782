"""Every pack against its oracle on random cases in bulk: no difference.

A plain run asks 2 000 cases of each pack. CI asks 200 000 of each: ``.ci/run`` says so in
``MRDTRACKER_ORACLE_CASES``. More, on demand, in slices of 50 000 on every core::

    MRDTRACKER_ORACLE_CASES=1000000 sh resources/setup/run.sh test -n auto --dist worksteal \\
        tests/rules/test_oracle_bulk.py
"""

import os
import random
from dataclasses import replace
from functools import partial

import pytest

from mrdtracker.domain.case_file import read_case
from tests.rules import (
    oracle,
    oracle_first,
    oracle_first_cases,
    oracle_second,
    oracle_second_cases,
    random_cases,
)
from tests.rules import oracle_bulk as bulk

CASES = int(os.environ.get("MRDTRACKER_ORACLE_CASES", "2000"))
# Each pack with its oracle and what draws a case of it.
ASKED = {
    **{name: (one, random_cases.random_case) for name, one in oracle.ORACLES.items()},
    **{name: (one, oracle_first_cases.random_case) for name, one in oracle_first.ORACLES.items()},
    **{
        name: (partial(oracle_second.answer, name), oracle_second_cases.random_case)
        for name in oracle_second.ORACLES
    },
}
SLICES = [
    (name, place, min(bulk.SLICE, CASES - place * bulk.SLICE))
    for place in range(-(-CASES // bulk.SLICE))
    for name in ASKED
]


def test_every_pack_with_groups_has_an_oracle():
    assert {name for name, pack in bulk.packs().items() if pack.groups} <= set(ASKED)


@pytest.mark.long
@pytest.mark.parametrize(("name", "place", "cases"), SLICES)
def test_random_cases_have_the_published_answer(name, place, cases):
    asked = bulk.ask_slice(name, *ASKED[name], place, cases)

    assert asked.wrong == []
    # Said with the figure: most of what was drawn is a case that was not asked before.
    assert asked.different >= 0.6 * cases


@pytest.mark.parametrize("name", list(ASKED))
def test_a_case_put_together_of_parts_is_the_case_that_is_read_as_a_whole(name):
    deck = bulk.Deck(name, ASKED[name][1], range(20))
    source = random.Random(name)  # noqa: S311 - cases, not secrets
    for number in range(30):
        parts = deck.case(number, source)
        whole, put = read_case(bulk.document_of(parts)), bulk.case_of(parts)

        assert (put.patient, put.course) == (whole.patient, whole.course)
        assert [replace(one, key="") for one in whole.results] == [
            replace(one, key="") for one in put.results
        ]


def test_a_wrong_answer_is_told_with_its_case():
    name = "kspho-hr-2024"

    def wrong(document):
        right = oracle.ORACLES[name](document)
        return oracle.Outcome("final", "HR_1DI") if right.status == "provisional" else right

    asked = bulk.ask_slice(name, wrong, random_cases.random_case, 0, 200)

    assert asked.wrong
    assert all('"results"' in one and "oracle ('final'" in one for one in asked.wrong)
