"""How a group comes about over time: up early, down never early, and arms apart from groups."""

import pytest

from mrdtracker.domain.finding import FindingKind, GroupStatus
from mrdtracker.domain.truth import Truth
from mrdtracker.rules.engine import evaluate
from tests.rules.cases import case_of, count, findings, negative, pcr, result, smear
from tests.rules.small_pack import SMALL, loaded, problems

D8, D33 = count("D8", "500"), smear("D33", "1")
TP1, TP2 = pcr(negative("D33", "0.01")), pcr(negative("D78", "0.01"))


def outcome(pack, *results, **patient):
    found = evaluate(pack, case_of(*results, **patient))
    return found.status, found.assigned


def test_a_criterion_of_high_risk_counts_on_the_day_it_is_met(packs):
    pack = packs["aieop-bfm-all-2000"]

    early = outcome(pack, count("D8", "1000"), genetics={"KMT2A::AFF1": "not_detected"})

    assert early == (GroupStatus.PROVISIONAL, "HR")


def test_standard_risk_is_not_there_before_its_last_time_point(packs):
    pack, known = packs["aieop-bfm-all-2000"], {"genetics": {"KMT2A::AFF1": "not_detected"}}

    assert outcome(pack, D8, D33, TP1, **known) == (GroupStatus.INDETERMINATE, None)
    assert outcome(pack, D8, D33, TP1, TP2, **known) == (GroupStatus.FINAL, "SR")


def test_a_good_late_result_does_not_take_back_an_early_criterion(packs):
    # Section 6: "earliest wins, never downgraded later".
    pack, known = packs["aieop-bfm-all-2000"], {"genetics": {"KMT2A::AFF1": "not_detected"}}

    late = outcome(pack, count("D8", "1000"), D33, TP1, TP2, **known)

    assert late == (GroupStatus.FINAL, "HR")


def test_flow_of_day_15_stands_for_pcr_only_where_pcr_was_tried_and_failed(packs):
    # Section 5: "PCR-MRD not available and d15 FCM <0.1 % → SR allowed" (AIEOP-BFM ALL 2009).
    pack = packs["aieop-bfm-all-2009"]
    known = {"genetics": {"KMT2A::AFF1": "not_detected", "TCF3::HLF": "not_detected"}}
    flow = result("D15", "0.05")
    failed = [pcr(result(day, state="not_evaluable")) for day in ("D33", "D78")]

    waiting = evaluate(pack, case_of(D8, flow, D33, **known))
    substituted = evaluate(pack, case_of(D8, flow, D33, *failed, **known))

    assert waiting.assigned is None
    assert "SR" in substituted.possible
    assert substituted.possible != waiting.possible or substituted.assigned == "SR"


def test_where_the_protocol_may_not_be_for_the_child_the_group_is_never_final(packs):
    both = (result("EOI", "0.005"), negative("EOC", "0.01"))

    found = evaluate(packs["kspho-hr-2024"], case_of(*both, age_years=None, wbc_10e9_per_L="60"))

    assert (found.status, found.assigned) == (GroupStatus.PROVISIONAL, "HR_1DI")
    assert "age at diagnosis" in found.needs


def test_the_weaker_of_two_stated_limits_decides_what_a_negative_excludes(packs):
    weak = negative("D29", "0.01", lod="0.1")

    found = evaluate(packs["cog-aall08b1"], case_of(result("D8", "0.001", specimen="PB"), weak))

    assert found.assigned is None


# --- published arms ------------------------------------------------------------------------------

ARM = """
[[arm]]
id = "intensified"
title = "Arm X"
says = "The record names this arm for the group."
certainty = "A"
source = "S"
groups = ["HIGH"]
"""


def test_an_arm_is_a_finding_of_its_own_beside_group_and_response():
    (finding,) = findings(
        evaluate(loaded(SMALL + ARM), case_of(result("D29", "1"))), "intensified"
    )

    assert (finding.kind, finding.answer) == (FindingKind.RISK, Truth.YES)
    assert finding.says == "Published arm. The record names this arm for the group."
    assert finding.group is None
    assert finding.source is not None


@pytest.mark.parametrize(
    ("results", "answers"),
    [([], [Truth.UNKNOWN]), ([result("D29", "0.01")], [])],
    ids=["group-open", "another-group"],
)
def test_an_arm_is_open_with_its_group_and_silent_for_another(results, answers):
    found = evaluate(loaded(SMALL + ARM), case_of(*results))

    assert [finding.answer for finding in findings(found, "intensified")] == answers


def test_an_arm_names_groups_that_there_are():
    assert problems(SMALL + ARM.replace("HIGH", "HIHG")) == [
        "arm 'intensified'.groups: there is no group 'HIHG'; did you mean 'HIGH'?"
    ]
    assert "arm 'intensified': 'groups' is missing: the groups that lead to the arm." in problems(
        SMALL + ARM.replace('groups = ["HIGH"]', "")
    )
