"""Every remark on what a result cannot carry, word for word, with and without its words."""

import pytest

from mrdtracker.domain.finding import Finding, FindingKind, Flag, Level
from mrdtracker.domain.truth import Truth
from mrdtracker.rules import quality
from mrdtracker.rules.case_view import CaseView, Wanted
from mrdtracker.rules.quality import quality_findings, raising_quality
from mrdtracker.rules.raised import Raised
from tests.rules.cases import case_of, negative, pcr, result, smear, view_of
from tests.rules.small_pack import changed, loaded

PNQ = {"state": "positive_below_lloq", "unit": "%"}
CD19 = {"events": [{"kind": "cd19_directed_therapy", "day": 10}]}
COG, BFM, GENERIC = "cog-aall08b1", "aieop-bfm-all-2000", "generic-definitions"
SENSITIVE = "Sensitive enough for the question?"
DISAGREE = "the methods disagree on ≥ 0.01 %. Only the decisive method counts."


@pytest.mark.parametrize(
    ("pack", "found", "flag", "asked", "says"),
    [
        (
            COG,
            result("D29", "1", specimen="PB"),
            Flag.WRONG_SPECIMEN,
            "The specimen that the rule asks for?",
            "D29, PB, flow: D29 asks for BM; PB cannot stand for it.",
        ),
        (
            COG,
            result(40, "1"),
            Flag.OUT_OF_WINDOW,
            "Inside the window of its time point?",
            "D29, D40 (first dose = day 1), BM, flow: Day 40 (first dose = day 1) is outside D29"
            " (day 28–36): out of window, needs a clinician.",
        ),
        (
            COG,
            result("D33", "1"),
            Flag.MANUAL_REVIEW,
            "Does the day agree with itself and with the pack?",
            "D33, BM, flow: 'D33' is not a time point of this pack (D8, D29): not used.",
        ),
        (
            COG,
            result("D29", state="detected"),
            Flag.QUALITATIVE_ONLY,
            "An amount that can be held against a threshold?",
            "D29, BM, flow: detected, without an amount: it satisfies no numeric rule.",
        ),
        (
            COG,
            {**result("D29"), "method": "fusion_screen", "state": "not_detected"},
            Flag.QUALITATIVE_ONLY,
            "An amount that can be held against a threshold?",
            "D29, BM, fusion_screen: not detected, without an amount: it satisfies no numeric"
            " rule.",
        ),
        (
            COG,
            result("D29", lloq="0.001", **PNQ),
            Flag.POSITIVE_BELOW_LLOQ,
            "Above the quantitative range's lower end?",
            "D29, BM, flow: pos., not quantifiable (QR 0.001 %): positive, and not a number.",
        ),
        (
            COG,
            result("D29", "1", quality=["not_first_pull"]),
            Flag.HAEMODILUTION,
            "A marrow that is not diluted with blood?",
            "D29, BM, flow: haemodilution suspected; a low value cannot support low.",
        ),
        (
            COG,
            result("D29", "1", denominator="nucleated_cells"),
            Flag.ASSAY_REQUIREMENT_NOT_MET,
            "The assay that the protocol asks for?",
            "D29, BM, flow: a fraction of nucleated_cells, the protocol counts"
            " mononuclear_cells; not converted.",
        ),
        (
            BFM,
            pcr(negative("D33", "0.01"), 1),
            Flag.ASSAY_REQUIREMENT_NOT_MET,
            "The assay that the protocol asks for?",
            "D33, BM, ig_tr_pcr: 1 of 2 markers.",
        ),
        (
            COG,
            negative("D29", "0.1"),
            Flag.INSUFFICIENT_SENSITIVITY,
            SENSITIVE,
            "D29, BM, flow: it reached 0.1 %, which is not enough for 0.01 %.",
        ),
        (
            COG,
            negative("D29", None),
            Flag.INSUFFICIENT_SENSITIVITY,
            SENSITIVE,
            "D29, BM, flow: nobody stated what it reached, which is not enough for 1 %.",
        ),
        (
            BFM,
            pcr(negative("D33", None)),
            Flag.INSUFFICIENT_SENSITIVITY,
            SENSITIVE,
            "D33, BM, ig_tr_pcr: nobody stated what it reached, which is not enough for 0.01 %.",
        ),
        (
            COG,
            negative("D29", "0.023456789"),
            Flag.INSUFFICIENT_SENSITIVITY,
            SENSITIVE,
            "D29, BM, flow: it reached 0.0235 %, which is not enough for 0.01 %.",
        ),
        (
            COG,
            negative("D29", "0.010004"),
            Flag.INSUFFICIENT_SENSITIVITY,
            SENSITIVE,
            "D29, BM, flow: it reached 0.010004 %, which is not enough for 0.01 %.",
        ),
        (
            GENERIC,
            negative(400, "0.1"),
            Flag.INSUFFICIENT_SENSITIVITY,
            SENSITIVE,
            "D400 (first dose = day 1), BM, flow: it reached 0.1 %, which is not enough for"
            " 0.01 %.",
        ),
    ],
)
def test_what_one_result_cannot_carry(packs, pack, found, flag, asked, says):
    view = view_of(packs[pack], case_of(found))

    (remark,) = quality_findings(packs[pack], view)

    (step,) = remark.trace
    assert remark == Finding(
        rule=flag.value.lower().replace("_", "-"),
        kind=FindingKind.QUALITY,
        level=Level.INFO,
        answer=Truth.YES,
        says=says,
        trace=(step,),
        result_keys=("0",),
        flags=(flag,),
    )
    assert (step.asked, step.observed, step.answer) == (asked, says, Truth.NO)
    assert step.result_keys == ("0",)


def test_what_crosses_a_threshold_below_its_range_is_for_a_clinician(packs):
    case = case_of(result("D29", lloq="0.1", **PNQ))

    found = quality_findings(packs[COG], view_of(packs[COG], case))

    assert [one.says for one in found] == [
        "D29, BM, flow: pos., not quantifiable (QR 0.1 %): positive, and not a number.",
        "D29, BM, flow: pos., not quantifiable (QR 0.1 %) crosses 0.01 %, and the protocol does"
        " not publish what that counts as: a clinician decides.",
    ]


def test_a_negative_after_cd19_directed_therapy_says_why_it_is_not_interpretable(packs):
    case = case_of(negative("D29", "0.001"), course=CD19)

    (found,) = quality_findings(packs[COG], view_of(packs[COG], case))

    assert found.says == (
        "D29, BM, flow: negative not interpretable: CD19-directed therapy in the six months"
        " before, and the gating is not stated to be independent of CD19."
    )


def test_an_assay_that_is_too_weak_in_two_ways_says_both(packs):
    case = case_of(pcr(negative("D33", "0.02"), 1))

    found = quality_findings(packs[BFM], view_of(packs[BFM], case))

    assert [one.says for one in found] == [
        "D33, BM, ig_tr_pcr: it reached 0.02 %, which is not enough for 0.01 %.",
        "D33, BM, ig_tr_pcr: 1 of 2 markers; sensitivity 0.01 % required.",
    ]


@pytest.mark.parametrize(
    ("pack", "when", "where"),
    [(COG, "D29", "D29"), (BFM, "D33", "D33"), (GENERIC, 50, "D50 (first dose = day 1)")],
)
def test_methods_that_disagree_are_named_with_what_they_say(packs, pack, when, where):
    case = case_of(negative(when, "0.01"), pcr(result(when, "0.02")))

    (found,) = quality_findings(packs[pack], view_of(packs[pack], case))

    assert found.result_keys == ("0", "1")
    assert found.trace[0].asked == "Do the methods agree?"
    assert found.says == (
        f"{where}, BM, flow: not detected (s = 0.01 %); {where}, BM, ig_tr_pcr: 0.02 %: {DISAGREE}"
    )


def test_without_words_only_the_flag_of_a_remark_is_raised(packs):
    case = case_of(negative("D29", "0.1"), pcr(result("D29", "2")))
    quiet = CaseView(packs[COG].schedule, case, Wanted.ANSWERS)

    assert quality_findings(packs[COG], quiet) == [
        Finding(rule, FindingKind.QUALITY, Level.INFO, Truth.YES, "", flags=(flag,))
        for rule, flag in (
            ("insufficient-sensitivity", Flag.INSUFFICIENT_SENSITIVITY),
            ("discordant-methods", Flag.DISCORDANT_METHODS),
        )
    ]


@pytest.mark.parametrize(
    ("found", "is_enough"),
    [
        (pcr(negative("D33", "0.01")), True),
        (pcr(negative("D33", "0.0100001")), False),
        (pcr(negative("D78", "0.01")), True),
        (pcr(negative("D78", "0.02")), False),
    ],
)
def test_a_negative_reaches_at_least_what_the_protocol_requires(packs, found, is_enough):
    remarks = quality_findings(packs[BFM], view_of(packs[BFM], case_of(found)))

    weak = [one for one in remarks if Flag.INSUFFICIENT_SENSITIVITY in one.flags]
    assert (not weak) is is_enough


ZERO = negative("D29", "0.001")


@pytest.mark.parametrize(
    ("pack", "results", "disagree"),
    [
        (COG, [ZERO, result("D29", "10", method="morphology")], False),
        (COG, [ZERO, pcr(result(40, "10"))], False),
        (COG, [ZERO, pcr(result("D29", state="detected"))], False),
        (GENERIC, [negative(50, "0.001"), pcr(result(50, "0.5", on="2026-05-01"))], True),
        (GENERIC, [negative(50, "0.001", on="2026-05-01"), pcr(result(50, "0.5"))], True),
        (
            GENERIC,
            [
                negative(50, "0.001", on="2026-05-01"),
                pcr(result(50, "0.5", on="2026-05-02")),
            ],
            False,
        ),
        (
            GENERIC,
            [
                negative(None, "0.001", on="2026-05-01"),
                pcr(result(None, "0.5", on="2026-05-01")),
            ],
            True,
        ),
        (GENERIC, [negative("EOI", "0.001"), pcr(result("EOI", "0.5"))], False),
        ("pdl-relapse", [negative(50, "0.001"), pcr(result(50, "0.5"))], False),
        (BFM, [negative("D8", "0.001"), pcr(result("D8", "0.5"))], False),
    ],
)
def test_two_amounts_of_one_sample_by_methods_of_mrd_may_disagree(packs, pack, results, disagree):
    found = quality_findings(packs[pack], view_of(packs[pack], case_of(*results)))

    assert any(Flag.DISCORDANT_METHODS in one.flags for one in found) is disagree


def test_of_three_methods_every_pair_that_disagrees_is_named_once(packs):
    case = case_of(ZERO, pcr(result("D29", "0.5")), result("D29", "0.5", method="ngs"))

    found = quality_findings(packs[COG], view_of(packs[COG], case))

    pairs = [one.result_keys for one in found if Flag.DISCORDANT_METHODS in one.flags]
    assert pairs == [("0", "1"), ("0", "2")]


WEAK = negative("D29", "0.1", quality=["not_first_pull"])
LATE, UNNAMED = result(40, "1"), result("D33", "1")


@pytest.mark.parametrize(
    ("results", "before", "flags"),
    [
        ([WEAK], (), ["HAEMODILUTION", "INSUFFICIENT_SENSITIVITY"]),
        ([WEAK, WEAK], (Flag.HAEMODILUTION,), ["INSUFFICIENT_SENSITIVITY"]),
        ([LATE, UNNAMED], (), ["OUT_OF_WINDOW", "MANUAL_REVIEW"]),
        ([LATE, UNNAMED], (Flag.OUT_OF_WINDOW,), ["MANUAL_REVIEW"]),
        (
            [ZERO, pcr(result("D29", "0.5")), result("D29", "0.5", method="ngs")],
            (),
            ["DISCORDANT_METHODS"],
        ),
        ([ZERO, pcr(result("D29", "0.5"))], (Flag.DISCORDANT_METHODS,), []),
        ([LATE, WEAK, UNNAMED, pcr(result("D29", "0.5"))], tuple(Flag), []),
        ([result("D29", "0.5")], (), []),
    ],
)
def test_where_only_what_is_raised_is_wanted_each_new_flag_is_raised_once(
    packs, results, before, flags
):
    view = CaseView(packs[COG].schedule, case_of(*results), Wanted.RAISED)
    answered = Finding("x", FindingKind.RISK, Level.HIGH, Truth.YES, "", flags=before)
    raised = Raised([answered])

    found = list(raising_quality(packs[COG], view, raised))

    assert [flag.value for one in found for flag in one.flags] == flags
    assert all(one.answer is Truth.YES and one.says == "" for one in found)
    assert list(raising_quality(packs[COG], view, raised)) == []


def test_a_pack_that_raises_no_flags_is_not_asked_what_a_result_cannot_carry(packs):
    view = CaseView(packs[COG].schedule, case_of(WEAK), Wanted.RAISED)
    answered = Finding("x", FindingKind.RISK, Level.INFO, Truth.YES, "")

    assert list(raising_quality(packs[COG], view, Raised([answered], has_flags=False))) == []
    assert len(list(raising_quality(packs[COG], view, Raised(has_flags=False)))) == 1


def test_what_is_not_listed_of_many_pairs_that_disagree_is_said(packs, monkeypatch):
    monkeypatch.setattr(quality, "MOST_DISCORDS", 1)
    case = case_of(ZERO, pcr(result("D29", "0.5")), result("D29", "0.5", method="ngs"))

    listed, others = quality_findings(packs[COG], view_of(packs[COG], case))

    assert listed.result_keys == ("0", "1")
    assert (others.flags, others.result_keys) == ((Flag.DISCORDANT_METHODS,), ())
    assert others.says == "More than 1 pairs of results disagree: the others are not listed."


def test_a_smear_of_blood_is_no_marrow_though_another_question_stands_before_it(packs):
    case = case_of(smear("D29", "3", specimen="PB"))

    (found,) = quality_findings(packs[COG], view_of(packs[COG], case))

    assert found.says == "D29, PB, morphology: D29 asks for BM; PB cannot stand for it."


ASSAY = 'methods = ["flow"]\n\n[[group]]'


@pytest.mark.parametrize(
    ("asked", "need", "found", "says"),
    [
        (
            'min_sensitivity = "1 %"',
            "BM flow at D29, sensitivity at least 1e-2",
            negative("D29", "0.5"),
            "D29, BM, flow: it reached 0.5 %, which is not enough for 0.1 %.",
        ),
        (
            'denominators = ["nucleated_cells", "mononuclear_cells"]',
            "BM flow at D29",
            result("D29", "1", denominator="reads"),
            "D29, BM, flow: a fraction of reads, the protocol counts nucleated_cells or"
            " mononuclear_cells; not converted.",
        ),
    ],
)
def test_what_an_assay_is_asked_for_is_named(asked, need, found, says):
    text = changed(ASSAY, f'methods = ["flow"]\n{asked}\n\n[[group]]')
    pack = loaded(text.replace('needs = ["BM flow at D29"]', f'needs = ["{need}"]'))

    remarks = quality_findings(pack, view_of(pack, case_of(found)))

    assert [one.says for one in remarks] == [says]


@pytest.mark.parametrize(
    ("reached", "shown"), [("0.01234", "0.01234"), ("0.012399", "0.0124"), ("0.0987654", "0.0988")]
)
def test_what_was_reached_is_never_rounded_onto_what_is_required(reached, shown):
    text = changed(ASSAY, 'methods = ["flow"]\nmin_sensitivity = "0.0123 %"\n\n[[group]]')
    need = "BM flow at D29, sensitivity at least 0.0123 %"
    pack = loaded(text.replace('needs = ["BM flow at D29"]', f'needs = ["{need}"]'))

    remarks = quality_findings(pack, view_of(pack, case_of(negative("D29", reached))))

    says = f"D29, BM, flow: it reached {shown} %, which is not enough for 0.0123 %."
    assert says in [one.says for one in remarks]


def test_days_that_contradict_each_other_are_said_whatever_else_the_time_point_has(packs):
    contradicting = result(29, "0.5", on="2026-05-20")
    case = case_of(result(29, "1"), contradicting, course={"therapy_started_on": "2026-03-03"})

    found = quality_findings(packs[COG], view_of(packs[COG], case))

    assert [one.rule for one in found] == ["manual-review"]
