"""The sentence first; then every question with its mark, its source and the edition."""

from dataclasses import replace

from mrdtracker.domain.case import PatientCase
from mrdtracker.domain.finding import FindingKind, Step
from mrdtracker.domain.truth import Truth
from mrdtracker.rules.engine import evaluate
from mrdtracker.rules.explain import explain, sentence
from tests.rules.cases import case_of, result
from tests.rules.small_pack import changed, loaded


def lines(packs, name, case):
    return explain(evaluate(packs[name], case)).splitlines()


def test_an_assigned_group_stands_in_the_first_line_with_its_number(packs):
    found = lines(packs, "cog-aall08b1", case_of(result("D29", "0.01")))

    assert found[0] == (
        "COG AALL08B1 (B-ALL): HR (final). High risk by day-29 MRD: 0.01 % ≥ 0.01 %."
    )
    assert "Ruled out: LR, AR, VHR." in found


def test_what_is_possible_and_what_would_settle_it_follow(packs):
    found = lines(packs, "aieop-bfm-all-2000", case_of())

    assert found[0].startswith("AIEOP-BFM ALL 2000: no group assigned;")
    assert found[1] == "Still possible: SR, MR, HR."
    assert "  - BM ig_tr_pcr at D33 and D78, 2 markers, sensitivity at least 1e-4" in found


def test_a_gap_beside_a_group_that_is_still_possible_is_said(packs):
    genetics = {"BCR::ABL1": "not_detected", "TCF3::PBX1": "not_detected"}
    in_the_gap = case_of(result("D15", "0.5"), result("D42", "0.05"), genetics=genetics)

    assert "Still possible: HR, or no published group." in lines(
        packs, "st-jude-total-xvi", in_the_gap
    )


def test_the_reason_given_is_the_finding_that_assigned_the_group():
    found = evaluate(loaded(), case_of(result("D29", "0.2")))
    (high,) = found.findings
    beside = (
        replace(high, rule="other", group="LOW", says="Another group."),
        replace(high, rule="open", answer=Truth.NO, says="Answered no."),
        replace(high, rule="flag", kind=FindingKind.ALERT, says="No risk rule."),
    )

    assert sentence(replace(found, findings=(*beside, high))) == sentence(found)
    assert sentence(replace(found, findings=beside)) == "Small: HIGH (final)."


def test_marks_are_for_yes_no_unknown_and_not_reached(packs):
    text = "\n".join(lines(packs, "cog-aall08b1", case_of(result("D29", "0.001"))))

    assert "    ✓ MRD at D29 (BM, flow) < 0.01 %? 0.001 % < 0.01 % (D29, BM, flow)" in text
    assert "    ✗ MRD at D29 (BM, flow) ≥ 0.01 %?" in text
    assert "    ? MRD at D8 (PB, flow)" in text
    assert "        needs: PB flow at D8" in text
    assert "    ○ Age at diagnosis < 13 years? not reached" in text


def test_the_source_is_quoted_and_the_edition_closes(packs):
    pack = packs["ccg-early-marrow"]
    found = lines(packs, "ccg-early-marrow", case_of(course={"study": "ccg-1961"}))

    assert (
        "    source: S12, CCG-1961, Blood 2008;111:2548, NCT00002812 (certainty A)"
        " “<=25 % RER; >25 % SER”"
    ) in found
    assert found[-1] == f"ccg-early-marrow 1.0.0, sha256 {pack.digest[:12]}, active"


def test_flags_are_listed_and_stand_beside_their_finding(packs):
    found = lines(packs, "cog-aall08b1", case_of(result("D29", "0.01")))

    assert "Flags: HIGH_RISK_THRESHOLD_CROSSED" in found
    assert any(line.endswith("[HIGH_RISK_THRESHOLD_CROSSED]") for line in found)


def test_what_is_said_is_what_was_answered(packs):
    for pack in packs.values():
        for example in (*pack.examples, None):
            found = evaluate(pack, example.case if example else PatientCase())
            text = explain(found)
            for step in (step for one in found.findings for step in one.trace):
                assert isinstance(step, Step)
                assert step.asked in text
                assert step.observed in text


def test_a_treatment_is_never_ordered(packs):
    for pack in packs.values():
        for text in pack.texts:
            words = f"{text.title} {text.says}".lower()
            assert not any(word in words for word in ("administer", "infus", "transplant", "dose"))


def test_the_whole_page_of_a_case_that_is_open():
    pack = loaded()

    assert explain(evaluate(pack, case_of())).splitlines() == [
        "Small: no group assigned; more than the facts at hand would be needed to say one group.",
        "Still possible: HIGH, LOW.",
        "What would settle it:",
        "  - BM flow at D29",
        "",
        "? High: cannot be said yet; it needs BM flow at D29.",
        "    rule high, risk, high",
        "    ? MRD at D29 (BM, flow) ≥ 0.1 %? D29: no result",
        "        needs: BM flow at D29",
        "    source: S, Invented for a test (certainty A)",
        "",
        "? Low: cannot be said yet; it needs BM flow at D29.",
        "    rule low, risk, low",
        "    ? MRD at D29 (BM, flow) < 0.1 %? D29: no result",
        "        needs: BM flow at D29",
        "    source: S, Invented for a test (certainty A)",
        "",
        f"small 1, sha256 {pack.digest[:12]}, active",
    ]


def test_the_whole_page_of_a_case_with_flags():
    pack = loaded(changed('says = "High."', 'says = "High."\nflags = ["PPR", "MRD_POSITIVE"]'))

    assert explain(evaluate(pack, case_of(result("D29", "0.2")))).splitlines() == [
        "Small: HIGH (final). High: 0.2 % ≥ 0.1 %.",
        "Ruled out: LOW.",
        "Flags: PPR, HIGH_RISK_THRESHOLD_CROSSED, MRD_POSITIVE",
        "",
        "✓ High: 0.2 % ≥ 0.1 %.  [PPR, MRD_POSITIVE, HIGH_RISK_THRESHOLD_CROSSED]",
        "    rule high, risk, high",
        "    ✓ MRD at D29 (BM, flow) ≥ 0.1 %? 0.2 % ≥ 0.1 % (D29, BM, flow)",
        "    source: S, Invented for a test (certainty A)",
        "",
        f"small 1, sha256 {pack.digest[:12]}, active",
    ]
