"""What no child can be is not asked for, and what is said where a proof ends."""

import pytest

from mrdtracker.rules.coverage import problems_of_coverage
from tests.rules.small_pack import loaded
from tests.rules.test_coverage import listed

ALWAYS = {"always": True}
NO_KMT2A = {"lesion": "KMT2A-r", "is": "not_detected"}
STEROIDS = {"fact": "steroid_pretreatment", "is": "yes"}
FACTS = (
    "testicular",
    "mediastinal_mass",
    "down_syndrome",
    "etp",
    "bulky_disease",
    "prior_remission",
    "pre_steroid_cbc",
)
LESIONS = ("A::B", "C::D", "E::F", "G::H", "I::J", "K::L")


def prednisone(response):
    return {"prednisone_response": "D8", "is": response, "poor": ">= 1000 per_uL"}


def said(pack, *documents):
    return [str(problem) for problem in problems_of_coverage(listed(pack, list(documents)))]


@pytest.mark.parametrize(
    ("condition", "can_be"),
    [
        ({"all": [{"lesion": "KMT2A::AFF1", "is": "detected"}, NO_KMT2A]}, False),
        ({"all": [{"lesion": "KMT2A::AFF1", "is": "not_detected"}, NO_KMT2A]}, True),
        ({"all": [{"lesion": "TCF3::HLF", "is": "detected"}, NO_KMT2A]}, True),
        ({"lesion": "KMT2A::AFF1", "is": "detected"}, True),
        ({"fact": "protocol_eligible", "is": "no"}, False),
        ({"fact": "protocol_eligible", "is": "yes"}, True),
        ({"all": [STEROIDS, {"not": prednisone("invalid")}]}, False),
        ({"all": [STEROIDS, prednisone("invalid")]}, True),
        ({"all": [{"not": STEROIDS}, {"not": prednisone("invalid")}]}, True),
        ({"all": [STEROIDS, prednisone("PPR")]}, True),
    ],
)
def test_a_rule_for_children_that_cannot_be_is_found(packs, condition, can_be):
    found = said(packs["aieop-bfm-all-2000"], condition, ALWAYS)

    never = "rule 'r0': can never answer yes: its questions contradict each other or the scope."
    assert (never not in found) is can_be


def test_all_rules_that_answer_before_a_lost_one_are_named():
    first, second = {"mrd": "D29", "is": ">= 1 %"}, {"mrd": "D29", "is": "< 1 %"}

    assert said(loaded(), first, second, {"mrd": "D29", "is": ">= 0.1 %"}) == [
        "rule 'r2': can never be the first: 'r0' and 'r1' answer before it."
        ' If the protocol prints it so, add shadowed_by = "…".'
    ]


@pytest.mark.parametrize(("more", "is_cut"), [(5, False), (6, True)])
def test_a_combination_that_reaches_no_rule_is_told_in_twelve_parts(more, is_cut):
    questions = [{"fact": name, "is": "yes"} for name in FACTS]
    questions += [{"lesion": name, "is": "detected"} for name in LESIONS[:more]]

    (problem,) = said(loaded(), {"any": questions})

    told = problem.partition("no rule answers for: ")[2].partition(". Where the protocol")[0]
    parts = told.split("; ")
    assert parts[0] == "Testicular involvement no"
    assert len(parts) == 12 + is_cut
    assert (parts[-1] == "…") is is_cut


def test_a_list_that_is_too_long_to_prove_says_what_to_do():
    pack = listed(loaded(), [{"any": [{"fact": name, "is": "yes"} for name in FACTS]}, ALWAYS])

    assert [str(problem) for problem in problems_of_coverage(pack, most_sets=5)] == [
        "rule: too many combinations to prove: more than 5 different sets."
        " Divide the list, or ask fewer questions in one pack."
    ]
