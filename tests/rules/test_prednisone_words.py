"""The prednisone response of day 8: what was observed and what would settle it."""

from dataclasses import replace

import pytest

from mrdtracker.domain.truth import Truth
from mrdtracker.rules.case_view import Trace
from mrdtracker.rules.timepoints import PnqPolicy
from tests.rules.cases import case_of, count, view_of
from tests.rules.test_measured_words import BFM, prednisone, read

PRETREATED = {"steroid_pretreatment": "yes"}
SIX_DAYS, SEVEN_DAYS = ({"course": {"steroid_days_before_day8": days}} for days in (6, 7))


@pytest.mark.parametrize(
    ("response", "results", "child", "told"),
    [
        (
            "PPR",
            [count("D8", "1000")],
            {},
            (
                Truth.YES,
                "1000 /µL ≥ 1000 /µL (D8, PB, cytology_count)",
                ("0",),
                ["1000 /µL ≥ 1000 /µL"],
                "",
            ),
        ),
        (
            "PPR",
            [count("D8", "999")],
            {},
            (
                Truth.NO,
                "999 /µL < 1000 /µL (D8, PB, cytology_count)",
                ("0",),
                ["999 /µL < 1000 /µL"],
                "",
            ),
        ),
        (
            "PGR",
            [count("D8", "999")],
            {},
            (
                Truth.YES,
                "999 /µL < 1000 /µL (D8, PB, cytology_count)",
                ("0",),
                ["999 /µL < 1000 /µL"],
                "",
            ),
        ),
        (
            "PGR",
            [count(8, "999"), count(8, "1001")],
            {},
            (
                Truth.UNKNOWN,
                "999 /µL < 1000 /µL; 1001 /µL ≥ 1000 /µL (D8 (first dose = day 1), PB,"
                " cytology_count)",
                ("0", "1"),
                [],
                "PB cytology_count at D8",
            ),
        ),
        (
            "PPR",
            [count(7, "1000")],
            {},
            (
                Truth.UNKNOWN,
                "only 6 days of steroid before the count; 7 are required (D8, D7 (first dose ="
                " day 1), PB, cytology_count)",
                ("0",),
                [],
                "another criterion: the prednisone response cannot be evaluated",
            ),
        ),
        (
            "PPR",
            [count("D8", "1000")],
            PRETREATED,
            (
                Truth.UNKNOWN,
                "steroids were given before the diagnosis (D8, PB, cytology_count)",
                ("0",),
                [],
                "another criterion: the prednisone response cannot be evaluated",
            ),
        ),
        (
            "PPR",
            [count("D8", "1000")],
            SIX_DAYS,
            (
                Truth.UNKNOWN,
                "only 6 days of steroid before the count; 7 are required (D8, PB, cytology_count)",
                ("0",),
                [],
                "another criterion: the prednisone response cannot be evaluated",
            ),
        ),
        (
            "invalid",
            [count("D8", "1000")],
            SIX_DAYS,
            (
                Truth.YES,
                "only 6 days of steroid before the count; 7 are required (D8, PB, cytology_count)",
                ("0",),
                [],
                "",
            ),
        ),
        (
            "invalid",
            [count("D8", "1000")],
            SEVEN_DAYS,
            (Truth.NO, "evaluable (D8, PB, cytology_count)", ("0",), [], ""),
        ),
        ("PPR", [], {}, (Truth.UNKNOWN, "D8: no result", (), [], "PB cytology_count at D8")),
    ],
)
def test_what_is_told_of_the_response(packs, response, results, child, told):
    condition, trace = read(packs, BFM, prednisone(response)), Trace()
    view = view_of(packs[BFM], case_of(*results, **child))

    answer = condition.check(view, None, trace)

    (step,) = trace.steps
    assert told == (
        step.answer,
        step.observed,
        step.result_keys,
        trace.relations,
        step.would_settle,
    )
    quiet = condition.check(view, None, Trace(is_quiet=True))
    assert (quiet.truth, quiet.needs) == (answer.truth, answer.needs)
    assert [need.text for need in answer.needs] == [told[-1]] * bool(told[-1])


def test_a_count_below_its_range_is_told_as_the_pack_counts_it(packs):
    pack = packs[BFM]
    pack = replace(pack, schedule=replace(pack.schedule, pnq_policy=PnqPolicy.POSITIVE))
    case = case_of(count("D8", None, state="positive_below_lloq", lloq="2000"))
    trace = Trace()

    answer = read(packs, BFM, prednisone("PPR")).check(view_of(pack, case), None, trace)

    assert answer.truth is Truth.YES
    assert trace.relations == ["pos., not quantifiable (QR 2000 /µL) ≥ 1000 /µL"]
