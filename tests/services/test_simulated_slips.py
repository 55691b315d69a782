"""Of 10 000 simulated courses with one result typed a factor of 100 off: how many are asked about.

The shares stand in the help beside how the courses were made, so that nobody has to trust a guard
that catches little: a result that is far too low looks like an answer to treatment.
"""

import math
import random
import re
from collections import Counter
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from mrdtracker.domain.case import CourseFacts
from mrdtracker.domain.mrd_value import MrdValue, ResultState
from mrdtracker.domain.records import PatientFile
from mrdtracker.domain.units import QuantityKind
from mrdtracker.domain.vocabulary import Method
from mrdtracker.services.entry_guard import warnings_of
from mrdtracker.services.entry_warning import Weight
from mrdtracker.services.rulebook import RuleBook
from tests.builders import FIRST_DOSE, a_measurement, a_patient, a_sample
from tests.services.entry_builders import a_context, day, typed

HELP = Path(__file__).parents[2] / "resources" / "help"
COURSES = 10_000
PACK = "aieop-bfm-all-2009"
PLACES = ((15, Method.FLOW), (33, Method.IG_TR_PCR), (78, Method.IG_TR_PCR))
# log10 of the share of cells: the first result, each fall after it, and what is still a number.
FIRST, FALL, LEAST = (-4.0, -1.0), (math.log10(3), 2.0), -5.0
EVENTS = 1_000_000
SLIPS = {"high": Decimal(100), "low": Decimal("0.01")}


def course_of(chance: random.Random) -> list[Decimal]:
    """Up to three results, each lower than the one before."""
    amounts = [chance.uniform(*FIRST)]
    amounts += [amounts[-1] - chance.uniform(*FALL)]
    amounts += [amounts[-1] - chance.uniform(*FALL)]
    return [Decimal(f"{10**one:.3g}") for one in amounts if one >= LEAST]


def a_share(amount):
    return MrdValue(ResultState.QUANTIFIED, QuantityKind.CELL_FRACTION, value=amount)


def heaviest(context, shares, slipped, **counts) -> Weight | None:
    """What the guard answers to a value typed after the results before it; None for nothing."""
    if slipped > 1:
        return Weight.STOP  # more than all cells is refused as it is typed
    place = len(shares)
    before = PatientFile(
        context.file.patient,
        samples=tuple(a_sample(at, taken_on=day(PLACES[at][0])) for at in range(place)),
        measurements=tuple(
            a_measurement(number, number, method=PLACES[number][1], value=a_share(share))
            for number, share in enumerate(shares)
        ),
    )
    on, method = PLACES[place]
    entry = typed(a_share(slipped), taken_on=day(on), method=method, **counts)
    found = warnings_of(entry, replace(context, file=before))
    weights = [one.weight for one in found if one.field == "value"]
    return min(weights, key=list(Weight).index, default=None)


@pytest.fixture(scope="module")
def context():
    overview = RuleBook().overview(PACK)
    return a_context(
        PatientFile(a_patient()),
        course=CourseFacts(pack=PACK, therapy_started_on=FIRST_DOSE),
        convention=overview.convention,
        overviews=(overview,),
        today=day(100),
    )


@pytest.fixture(scope="module")
def percent(context):
    """Percent of the slips with each answer; whole numbers, as the help gives them."""
    chance, answers = random.Random(2026), Counter()  # noqa: S311 - no secret
    for _ in range(COURSES):
        shares = course_of(chance)
        place = chance.randrange(len(shares))
        for name, off in SLIPS.items():
            answers[name, heaviest(context, shares[:place], shares[place] * off)] += 1
    return {key: round(100 * count / COURSES) for key, count in answers.items()}


@pytest.mark.parametrize("language", ["", "ko"])
def test_the_help_says_how_many_slips_are_caught(percent, language):
    text = (HELP / language / "fields.md").read_text(encoding="utf-8")
    refused, asked = percent["high", Weight.STOP], percent["high", Weight.SECOND_ENTRY]

    (line,) = (one for one in text.splitlines() if "10 000" in one)

    assert re.findall(r"(\d+) %", line) == [str(refused + asked), str(percent["low", Weight.NOTE])]


def test_a_slip_downwards_is_never_asked_about_only_remarked(percent):
    """As the help says: that is why a unit is never assumed, and the counts are worth typing."""
    assert {key[1] for key in percent if key[0] == "low"} <= {None, Weight.NOTE}


@pytest.mark.parametrize("off", SLIPS.values(), ids=SLIPS)
def test_beside_its_counts_no_slip_passes(context, off):
    chance = random.Random(2027)  # noqa: S311 - no secret
    for _ in range(100):
        share = course_of(chance)[0]
        counts = {"events_total": EVENTS, "events_positive": round(share * EVENTS)}

        answer = heaviest(context, [], share * off, **counts)

        assert answer in (Weight.SECOND_ENTRY, Weight.STOP), share
