"""What is asked about a time point, what was observed and what would settle it, word for word."""

import pytest

from mrdtracker.domain.truth import Truth
from mrdtracker.rules.case_view import Trace
from mrdtracker.rules.condition_reader import ConditionReader, Definitions
from tests.rules.cases import case_of, negative, pcr, result, view_of

COG, BFM = "cog-aall08b1", "aieop-bfm-all-2000"
PNQ = {"state": "positive_below_lloq", "unit": "%"}
MRD = {"mrd": "D29", "is": ">= 0.01 %"}
M33 = {"mrd": "D33", "is": ">= 0.1 %"}
NEG, POS, UN = {"negative": "D33"}, {"positive": "D33"}, {"unavailable": "D33"}


def prednisone(response):
    return {"prednisone_response": "D8", "is": response, "poor": ">= 1000 per_uL"}


def read(packs, pack, document):
    problems = []
    timepoints = {one.id: one for one in packs[pack].schedule.timepoints}
    condition = ConditionReader(Definitions(timepoints), problems).read(document, "")
    assert problems == []
    return condition


@pytest.mark.parametrize(
    ("question", "asked", "turned"),
    [
        ((COG, MRD), "MRD at D29 (BM, flow) ≥ 0.01 %?", "MRD at D29 (BM, flow) < 0.01 %?"),
        ((BFM, M33), "MRD at D33 (BM, ig_tr_pcr) ≥ 0.1 %?", "MRD at D33 (BM, ig_tr_pcr) < 0.1 %?"),
        (
            (BFM, NEG),
            "MRD negative at D33 (BM, ig_tr_pcr, 2 markers, sensitivity at least 1e-4)?",
            "MRD not negative at D33 (BM, ig_tr_pcr, 2 markers, sensitivity at least 1e-4)?",
        ),
        (
            (BFM, POS),
            "MRD positive at D33 (BM, ig_tr_pcr)?",
            "MRD not positive at D33 (BM, ig_tr_pcr)?",
        ),
        (
            (BFM, UN),
            "MRD at D33 (BM, ig_tr_pcr) not available?",
            "MRD at D33 (BM, ig_tr_pcr) available?",
        ),
        (
            (BFM, prednisone("PPR")),
            "Prednisone response at D8 PPR (PB blasts ≥ 1000 /µL after 7 days of steroid)?",
            "Prednisone response at D8 not PPR (PB blasts ≥ 1000 /µL after 7 days of steroid)?",
        ),
        (
            (BFM, prednisone("PGR")),
            "Prednisone response at D8 PGR (PB blasts < 1000 /µL after 7 days of steroid)?",
            "Prednisone response at D8 not PGR (PB blasts < 1000 /µL after 7 days of steroid)?",
        ),
        (
            (BFM, prednisone("invalid")),
            "Prednisone response at D8 not evaluable?",
            "Prednisone response at D8 not evaluable?",
        ),
    ],
)
def test_a_question_is_asked_in_words_either_way(packs, question, asked, turned):
    condition = read(packs, *question)

    assert (condition.asked, condition.negated().asked) == (asked, turned)


@pytest.mark.parametrize(
    ("question", "results", "told"),
    [
        (
            (COG, MRD),
            [result("D29", "0.02")],
            (Truth.YES, "0.02 % ≥ 0.01 % (D29, BM, flow)", ("0",), ["0.02 % ≥ 0.01 %"], ""),
        ),
        (
            (COG, MRD),
            [result("D29", "0.001"), result("D29", "0.5", target="B")],
            (Truth.YES, "0.5 % ≥ 0.01 % (D29, BM, flow)", ("1",), ["0.5 % ≥ 0.01 %"], ""),
        ),
        (
            (COG, MRD),
            [result(29, "0.5"), result(29, "0.001")],
            (
                Truth.UNKNOWN,
                "0.5 % ≥ 0.01 % (D29 (first dose = day 1), BM, flow); 0.001 % < 0.01 % (D29"
                " (first dose = day 1), BM, flow)",
                ("0", "1"),
                [],
                "BM flow at D29",
            ),
        ),
        (
            (COG, MRD),
            [result(29, "0.02"), result(29, "0.5")],
            (
                Truth.YES,
                "0.02 % ≥ 0.01 % (D29 (first dose = day 1), BM, flow); 0.5 % ≥ 0.01 % (D29"
                " (first dose = day 1), BM, flow)",
                ("0", "1"),
                ["0.02 % ≥ 0.01 %", "0.5 % ≥ 0.01 %"],
                "",
            ),
        ),
        (
            (COG, MRD),
            [result("D29", lloq="0.1", **PNQ)],
            (
                Truth.UNKNOWN,
                "pos., not quantifiable (QR 0.1 %): ≥ 0.01 % cannot be said (D29, BM, flow)",
                ("0",),
                [],
                "BM flow at D29",
            ),
        ),
        (
            (COG, MRD),
            [result("D29", "1", denominator="nucleated_cells")],
            (
                Truth.UNKNOWN,
                "1 %: a fraction of other cells than the protocol counts; not converted (D29,"
                " BM, flow)",
                ("0",),
                [],
                "BM flow at D29",
            ),
        ),
        (
            (COG, MRD),
            [result("D29", state="pending")],
            (Truth.UNKNOWN, "D29: pending", ("0",), [], "BM flow at D29"),
        ),
        (
            (COG, MRD),
            [result("D29", state="not_evaluable")],
            (Truth.UNKNOWN, "D29: reported as not evaluable", ("0",), [], "BM flow at D29"),
        ),
        (
            (COG, MRD),
            [result("D29", "1", specimen="PB")],
            (
                Truth.UNKNOWN,
                "D29: D29, PB, flow is the wrong specimen; it cannot stand for BM",
                ("0",),
                [],
                "BM flow at D29",
            ),
        ),
        (
            (COG, MRD),
            [result(40, "1")],
            (
                Truth.UNKNOWN,
                "D29: Day 40 (first dose = day 1) is outside D29 (day 28–36): out of window,"
                " needs a clinician.",
                ("0",),
                [],
                "BM flow at D29",
            ),
        ),
        ((COG, MRD), [], (Truth.UNKNOWN, "D29: no result", (), [], "BM flow at D29")),
        (
            (BFM, M33),
            [pcr(result("D33", state="not_evaluable"))],
            (
                Truth.NO,
                "D33: reported as not evaluable; published rule: not tested / no result leads"
                " to MR.",
                ("0",),
                [],
                "",
            ),
        ),
        (
            (BFM, M33),
            [],
            (
                Truth.UNKNOWN,
                "D33: no result",
                (),
                [],
                "BM ig_tr_pcr at D33, 2 markers, sensitivity at least 1e-4",
            ),
        ),
        (
            (BFM, NEG),
            [pcr(negative("D33", "0.01"))],
            (
                Truth.YES,
                "not detected (s = 0.01 %), 2 markers of 2 required (D33, BM, ig_tr_pcr)",
                ("0",),
                [],
                "",
            ),
        ),
        (
            (BFM, NEG),
            [pcr(negative("D33", "0.02"))],
            (
                Truth.NO,
                "not detected (s = 0.02 %), sensitivity must be at least 1e-4, 2 markers of 2"
                " required (D33, BM, ig_tr_pcr)",
                ("0",),
                [],
                "",
            ),
        ),
        (
            (BFM, NEG),
            [pcr(negative("D33", "0.01"), 1)],
            (
                Truth.NO,
                "not detected (s = 0.01 %), 1 marker of 2 required (D33, BM, ig_tr_pcr)",
                ("0",),
                [],
                "",
            ),
        ),
        (
            (BFM, NEG),
            [pcr(negative("D33", "0.01"), None)],
            (
                Truth.UNKNOWN,
                "not detected (s = 0.01 %), markers not stated of 2 required (D33, BM, ig_tr_pcr)",
                ("0",),
                [],
                "BM ig_tr_pcr at D33, 2 markers, sensitivity at least 1e-4",
            ),
        ),
        (
            (BFM, NEG),
            [pcr(negative("D33", None), None)],
            (
                Truth.UNKNOWN,
                "not detected (sensitivity not stated), sensitivity not stated, markers not"
                " stated of 2 required (D33, BM, ig_tr_pcr)",
                ("0",),
                [],
                "BM ig_tr_pcr at D33, 2 markers, sensitivity at least 1e-4",
            ),
        ),
        (
            (BFM, NEG),
            [pcr(result("D33", "0.5"))],
            (Truth.NO, "0.5 % (D33, BM, ig_tr_pcr)", ("0",), [], ""),
        ),
        (
            (BFM, NEG),
            [pcr(negative("D33", "0.01", quality=["haemodilution_suspected"]))],
            (
                Truth.UNKNOWN,
                "not detected (s = 0.01 %): a negative of this sample cannot support low (D33,"
                " BM, ig_tr_pcr)",
                ("0",),
                [],
                "BM ig_tr_pcr at D33, 2 markers, sensitivity at least 1e-4",
            ),
        ),
        (
            (BFM, NEG),
            [pcr(result("D33", state="not_evaluable"))],
            (
                Truth.NO,
                "D33: reported as not evaluable; published rule: not tested / no result leads"
                " to MR.",
                ("0",),
                [],
                "",
            ),
        ),
        (
            (BFM, NEG),
            [],
            (
                Truth.UNKNOWN,
                "D33: no result",
                (),
                [],
                "BM ig_tr_pcr at D33, 2 markers, sensitivity at least 1e-4",
            ),
        ),
        (
            (BFM, POS),
            [pcr(result("D33", "0.5"))],
            (Truth.YES, "0.5 % (D33, BM, ig_tr_pcr)", ("0",), [], ""),
        ),
        (
            (BFM, POS),
            [pcr(negative("D33", "0.01"))],
            (Truth.NO, "not detected (s = 0.01 %) (D33, BM, ig_tr_pcr)", ("0",), [], ""),
        ),
        (
            (BFM, POS),
            [pcr(result("D33", state="not_evaluable"))],
            (
                Truth.NO,
                "D33: reported as not evaluable; published rule: not tested / no result leads"
                " to MR.",
                ("0",),
                [],
                "",
            ),
        ),
        (
            (BFM, UN),
            [pcr(result("D33", state="not_evaluable"))],
            (Truth.YES, "D33: reported as not evaluable", ("0",), [], ""),
        ),
        (
            (BFM, UN),
            [pcr(result("D33", "0.5"))],
            (Truth.NO, "0.5 % (D33, BM, ig_tr_pcr)", ("0",), [], ""),
        ),
        (
            (BFM, UN),
            [pcr(result("D33", state="pending"))],
            (
                Truth.UNKNOWN,
                "D33: pending",
                ("0",),
                [],
                "BM ig_tr_pcr at D33, 2 markers, sensitivity at least 1e-4",
            ),
        ),
        (
            (BFM, UN),
            [],
            (
                Truth.UNKNOWN,
                "D33: no result",
                (),
                [],
                "BM ig_tr_pcr at D33, 2 markers, sensitivity at least 1e-4",
            ),
        ),
    ],
)
def test_what_is_told_of_a_time_point(packs, question, results, told):
    condition, trace = read(packs, *question), Trace()
    view = view_of(packs[question[0]], case_of(*results))

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


@pytest.mark.parametrize(
    ("document", "results", "observed"),
    [
        (
            NEG,
            [pcr(negative(33, "0.01")), pcr(negative(33, "0.001"))],
            "not detected (s = 0.01 %), 2 markers of 2 required {0}; not detected (s = 0.001 %),"
            " 2 markers of 2 required {0}",
        ),
        (POS, [pcr(result(33, "0.5")), pcr(result(33, "0.2"))], "0.5 % {0}; 0.2 % {0}"),
        (UN, [pcr(result(33, "0.5")), pcr(result(33, "0.2"))], "0.5 % {0}; 0.2 % {0}"),
    ],
)
def test_all_results_of_the_last_day_are_told_in_one_line(packs, document, results, observed):
    condition, trace = read(packs, BFM, document), Trace()

    condition.check(view_of(packs[BFM], case_of(*results)), None, trace)

    assert trace.steps[0].observed == observed.format("(D33 (first dose = day 1), BM, ig_tr_pcr)")


def test_an_open_question_of_any_disease_says_what_would_answer_it(packs):
    condition, trace = read(packs, BFM, POS), Trace()

    answer = condition.check(view_of(packs[BFM], case_of()), None, trace)

    (need,) = answer.needs
    assert need.text == "BM ig_tr_pcr at D33, 2 markers, sensitivity at least 1e-4"
    assert trace.steps[0].would_settle == need.text
