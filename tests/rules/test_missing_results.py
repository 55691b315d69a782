"""A time point that was missed is named: once a later one has a result, or where a test failed."""

import pytest

from mrdtracker.domain.finding import Finding, FindingKind, Flag, Level, Step
from mrdtracker.domain.truth import Truth
from mrdtracker.rules.engine import MISSING, evaluate, evaluate_answers
from tests.rules.cases import case_of, count, findings, negative, pcr, result, smear

FAILED = {"state": "not_evaluable", "value": None}


def missing(pack, *results):
    return findings(evaluate(pack, case_of(*results)), MISSING)


def test_a_smear_of_the_same_day_does_not_pass_over_the_mrd(packs):
    aieop = packs["aieop-bfm-all-2000"]
    marrow, later = smear("D33", "2"), pcr(negative("D78", "0.01"))

    assert [one.says for one in missing(aieop, marrow)] == ["D8: no result."]
    assert [one.says for one in missing(aieop, marrow, later)] == [
        "D8: no result.",
        "D33: no result.",
    ]


def test_a_missed_time_point_is_a_gap_with_the_question_and_what_stands_there(packs):
    (found,) = missing(
        packs["cog-aall08b1"],
        negative("D8", "0.001", specimen="PB"),
        result("D29", state="not_evaluable"),
    )

    step = Step(
        "Evaluable mrd result at D29?",
        "D29: reported as not evaluable",
        Truth.NO,
        result_keys=("1",),
    )
    assert found == Finding(
        MISSING,
        FindingKind.GAP,
        Level.INFO,
        Truth.YES,
        "D29: reported as not evaluable.",
        trace=(step,),
        result_keys=("1",),
        flags=(Flag.MISSING_RESULT,),
    )


def test_what_is_published_for_failed_mrd_is_said_of_nothing_else(packs):
    aieop = packs["aieop-bfm-all-2000"]
    rest = (count("D8", "10"), pcr(negative("D33", "0.01")))

    (mrd,) = missing(aieop, *rest, smear("D33", "1"), pcr(result("D78", state="not_evaluable")))
    (marrow,) = missing(aieop, *rest, smear("D33", "1") | FAILED, pcr(negative("D78", "0.01")))
    (absent,) = missing(aieop, rest[0], smear("D33", "1"), pcr(negative("D78", "0.01")))

    published = aieop.schedule.missing
    assert (mrd.says, mrd.source) == (
        f"D78: reported as not evaluable. {published.says}",
        published.source,
    )
    assert (marrow.says, marrow.source) == ("D33: reported as not evaluable.", None)
    assert marrow.trace[0].asked == "Evaluable morphology result at D33?"
    assert (absent.says, absent.source) == ("D33: no result.", None)


@pytest.mark.parametrize(
    ("answer", "count_of"),
    [
        (evaluate_answers, 2),
        (lambda pack, case: evaluate(pack, case, with_trace=False), 1),
    ],
)
def test_without_words_a_missed_time_point_is_its_flag(packs, answer, count_of):
    """One is enough where only flags are wanted: a second adds none."""
    found = answer(
        packs["aieop-bfm-all-2000"], case_of(smear("D33", "2"), pcr(negative("D78", "0.01")))
    )

    flags = (Flag.MISSING_RESULT,)
    without_words = Finding(MISSING, FindingKind.GAP, Level.INFO, Truth.YES, "", flags=flags)
    assert findings(found, MISSING) == [without_words] * count_of
