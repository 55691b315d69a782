"""What a number cannot carry is said, and only where it is true."""

import pytest

from mrdtracker.rules.engine import evaluate
from tests.rules.cases import case_of, count, flags, negative, pcr, result
from tests.rules.small_pack import SMALL, loaded

PNQ = {"state": "positive_below_lloq", "unit": "%"}
CD19 = {"events": [{"kind": "cd19_directed_therapy", "day": 10}]}


@pytest.mark.parametrize(
    ("found", "flag"),
    [
        (result("D29", "1", specimen="PB"), "WRONG_SPECIMEN"),
        (result("D8", "1"), "WRONG_SPECIMEN"),
        (result(40, "1"), "OUT_OF_WINDOW"),
        (result("D33", "1"), "MANUAL_REVIEW"),
        (result("D29", state="detected"), "QUALITATIVE_ONLY"),
        (
            {**result("D29"), "method": "fusion_screen", "state": "not_detected"},
            "QUALITATIVE_ONLY",
        ),
        (result("D29", lloq="0.001", **PNQ), "POSITIVE_BELOW_LLOQ"),
        (result("D29", lloq="0.1", **PNQ), "MANUAL_REVIEW"),
        (negative("D29", "0.1"), "INSUFFICIENT_SENSITIVITY"),
        (negative("D29", None), "INSUFFICIENT_SENSITIVITY"),
        (result("D29", "1", quality=["haemodilution_suspected"]), "HAEMODILUTION"),
        (result("D29", "1", quality=["not_first_pull"]), "HAEMODILUTION"),
        (result("D29", "1", denominator="nucleated_cells"), "ASSAY_REQUIREMENT_NOT_MET"),
    ],
)
def test_each_weakness_is_flagged(packs, found, flag):
    assert flag in flags(packs["cog-aall08b1"], case_of(found))


QUALITY = {
    "WRONG_SPECIMEN",
    "OUT_OF_WINDOW",
    "MANUAL_REVIEW",
    "QUALITATIVE_ONLY",
    "POSITIVE_BELOW_LLOQ",
    "INSUFFICIENT_SENSITIVITY",
    "HAEMODILUTION",
    "ASSAY_REQUIREMENT_NOT_MET",
    "NEGATIVE_NOT_INTERPRETABLE_CD19",
    "DISCORDANT_METHODS",
}


@pytest.mark.parametrize(
    "found",
    [
        result("D29", "1", denominator="mononuclear_cells"),
        negative("D29", "0.01"),
        result("D29", "0.5", quality=["sample_old"]),
        result("D29", state="pending"),
        result(70, "1"),
        count("D8", "10"),
    ],
)
def test_a_sound_result_raises_nothing(packs, found):
    assert flags(packs["cog-aall08b1"], case_of(found)) & QUALITY == set()


def test_a_supporting_specimen_beside_the_right_one_is_no_mistake(packs):
    case = case_of(result("D29", "1"), result("D29", "0.5", specimen="PB"))

    assert "WRONG_SPECIMEN" not in flags(packs["cog-aall08b1"], case)


@pytest.mark.parametrize(
    ("found", "is_raised"),
    [
        (pcr(negative("D33", "0.01"), 1), True),
        (pcr(negative("D33", "0.01"), 2), False),
        (pcr(negative("D33", "0.0100001"), 2), True),
        (pcr(result("D33", "0.5"), 2), False),
        (pcr(result("D33", state="not_evaluable"), 1), False),
    ],
)
def test_the_assay_that_the_protocol_asks_for(packs, found, is_raised):
    raised = "ASSAY_REQUIREMENT_NOT_MET" in flags(packs["aieop-bfm-all-2000"], case_of(found))

    assert raised is is_raised


def test_a_negative_after_cd19_directed_therapy_is_not_interpretable(packs):
    pack = packs["cog-aall08b1"]

    found = flags(pack, case_of(negative("D29", "0.001"), course=CD19))
    positive = flags(pack, case_of(result("D29", "1"), course=CD19))

    assert "NEGATIVE_NOT_INTERPRETABLE_CD19" in found
    assert "NEGATIVE_NOT_INTERPRETABLE_CD19" not in positive
    assert evaluate(pack, case_of(negative("D29", "0.001"), course=CD19)).assigned is None


@pytest.mark.parametrize(
    ("other", "is_raised"),
    [
        (pcr(result("D29", "0.02")), True),
        (pcr(negative("D29", "0.001")), False),
        (pcr(result("D29", lloq="0.1", **PNQ)), False),
        (pcr(result("D29", "0.02", specimen="PB")), False),
        (pcr(result("D8", "0.02")), False),
        (pcr(result(40, "0.02")), False),
    ],
)
def test_methods_that_disagree_on_a_threshold(packs, other, is_raised):
    case = case_of(negative("D29", "0.001"), other)

    assert ("DISCORDANT_METHODS" in flags(packs["cog-aall08b1"], case)) is is_raised


FINE = SMALL.replace("0.1 %", "0.12344 %").replace('value = "0.1" }', 'value = "0.12344" }')


@pytest.mark.parametrize(("flow", "other"), [("0.12", "0.123441"), ("0.123441", "0.12")])
def test_disagreement_on_a_fine_threshold_shows_each_result_on_its_side_of_it(flow, other):
    """Three digits would write the number above it as one below: 0.123 %."""
    case = case_of(result("D29", flow), pcr(result("D29", other)))

    (said,) = (one.says for one in evaluate(loaded(FINE), case).findings if "disagree" in one.says)

    assert f"flow: {flow} %" in said
    assert f"ig_tr_pcr: {other} %" in said


def test_a_positive_that_crosses_a_fine_threshold_is_shown_as_what_it_is():
    pack = loaded(FINE.replace("[[source]]", 'pnq_policy = "manual"\n\n[[source]]', 1))
    open_to = result("D29", lloq="0.123441", **PNQ)

    said = [one.says for one in evaluate(pack, case_of(open_to)).findings]

    assert any("0.123441 %" in text and "crosses 0.12344 %" in text for text in said), said


def test_a_sample_beside_a_window_is_spare_where_the_time_point_has_its_own(packs):
    pack = packs["cog-aall08b1"]

    assert "OUT_OF_WINDOW" in flags(pack, case_of(result(40, "1")))
    assert "OUT_OF_WINDOW" not in flags(pack, case_of(result(29, "1"), result(40, "1")))
    diluted = result(40, "1", quality=["haemodilution_suspected"])
    assert "OUT_OF_WINDOW" not in flags(pack, case_of(result(29, "1"), diluted))
    named = result("D29", "1", day=40)
    assert "OUT_OF_WINDOW" in flags(pack, case_of(result(29, "1"), named))
    marked = result(29, "1", quality=["out_of_window"])
    assert "OUT_OF_WINDOW" in flags(pack, case_of(result(29, "1"), marked))


def test_methods_disagree_also_on_what_a_negative_has_to_exclude(packs):
    case = case_of(negative("D33", "0.01"), pcr(result("D33", "0.05")))

    assert "DISCORDANT_METHODS" in flags(packs["aieop-bfm-all-2000"], case)


def test_disagreement_in_general_is_of_the_same_day_or_date(packs):
    pack = packs["generic-definitions"]
    same = case_of(negative(50, "0.001"), pcr(result(50, "0.02")))
    other = case_of(negative(50, "0.001"), pcr(result(51, "0.02")))
    dated = [
        {**one, "on": "2026-04-01"} for one in (negative(None, "0.001"), pcr(result(None, "0.02")))
    ]

    assert "DISCORDANT_METHODS" in flags(pack, same)
    assert "DISCORDANT_METHODS" not in flags(pack, other)
    assert "DISCORDANT_METHODS" in flags(pack, case_of(*dated))


def test_a_quantity_of_another_kind_disagrees_with_nothing(packs):
    ratio = {**result(50, "2"), "method": "fusion_transcript", "unit": "copies_ratio"}

    found = flags(packs["generic-definitions"], case_of(negative(50, "0.001"), ratio))

    assert "DISCORDANT_METHODS" not in found


def test_the_generic_pack_speaks_about_results_outside_every_protocol(packs):
    found = flags(packs["generic-definitions"], case_of(negative(400, "0.1")))

    assert found == {"INSUFFICIENT_SENSITIVITY"}
    assert flags(packs["generic-definitions"], case_of(negative(400, "0.01"))) == set()


def test_two_days_for_one_sample_name_both(packs):
    course = {"therapy_started_on": "2026-03-03", "pack": "ccg-early-marrow", "study": "ccg-1961"}
    case = case_of(result(7, "2", method="morphology", on="2026-03-11"), course=course)

    found = evaluate(packs["ccg-early-marrow"], case)

    says = [finding.says for finding in found.findings if finding.rule == "manual-review"]
    assert "Stated day 7, but 2026-03-11 is day 8 when the first dose is day 0" in says[0]
    assert found.assigned is None
