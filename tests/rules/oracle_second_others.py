"""An independent answer to the packs of DFCI, China (2010) and UKALL 2003, in fractions.

Straight from the published rows; nothing here is imported from the program. The packs that are
shown only (B or C in every row) have no group to give.
"""

from fractions import Fraction
from functools import cache

from tests.rules.oracle import (
    CELLS,
    MOST_CELLS,
    POSITIVE,
    Outcome,
    at,
    at_most,
    below,
    fact,
    kept,
    lesion,
    number,
    truths,
)
from tests.rules.oracle_second_rows import (
    CHILD,
    INFANT,
    MORPHOLOGY,
    NOTHING,
    OLDER,
    ONE,
    OUT,
    TENTH,
    bands,
    is_in,
    is_open,
    is_outside,
    is_positive,
    levels,
    reaching,
    said_last,
    settle,
    smear,
    white_cells,
    word,
    years,
)
from tests.rules.oracle_spans import any_of, completions

FLOW, PCR, NGS = ("flow",), ("ig_tr_pcr",), ("ngs",)
MFC_OR_PCR, COUNT = (*FLOW, *PCR), ("cytology_count",)
FULL_DAYS = 7
THOUSAND_CELLS = Fraction(1000)


def failed(case, timepoint, methods):
    """It was tried and gave nothing: the last word on it, not a result that is to come."""
    found, fitting = at(case, timepoint, "BM", methods)
    return not found and bool(fitting) and fitting[-1]["state"] == "not_evaluable"


# --- DFCI 05-001 --------------------------------------------------------------------------------


def row_of_dfci(mrd, is_rearranged, is_warned, entry):
    # "Hypodiploidy" has no number: what is hypodiploid for any protocol is a warning, no more.
    others = frozenset({"VHR"} if is_warned else ())
    return ("VHR" if mrd or is_rearranged else entry), others


def dfci(case):
    """Very high risk, or the group of entry, which is a fact: no number is printed for it."""
    if is_outside(case, 1, 19) or lesion(case, "BCR::ABL1"):
        return OUT
    given = case["course"].get("arm_given")
    rows = completions(
        row_of_dfci,
        bands(case, "D32", PCR, TENTH),
        truths(lesion(case, "KMT2A-r")),
        below(number(case, "modal_chromosome_number"), 45),
        ("SR", "HR") if given is None else (given if given in ("SR", "HR") else None,),
    )
    return settle(
        rows,
        lambda _: is_in(case, "D32", PCR),
        is_open(case, "age_years", philadelphia=True),
    )


# --- China, 2010 pathway ------------------------------------------------------------------------


RESPONSES = (THOUSAND_CELLS, False), (THOUSAND_CELLS, True)
GOOD, HOLE, POOR = range(3)  # as many of these as the count answers with yes


def prednisone(case):
    """Good below 1000 per microlitre, poor above, and nothing is printed for 1000 itself."""
    found = said_last(case, "D8", "PB", COUNT)
    days = case["course"].get("steroid_days_before_day8")
    if found and days is None:
        days = FULL_DAYS if found[0]["day"] is None else found[0]["day"] - 1
    if not found or days < FULL_DAYS or fact(case, "steroid_pretreatment") == "yes":
        return frozenset({GOOD, HOLE, POOR})
    return levels(found, *RESPONSES, scale=CELLS, top=MOST_CELLS)


def mrd_of_china(case):
    """Day 33 at 1 % or more; PCR that failed is no sign of it."""
    found = said_last(case, "D33", "BM", MFC_OR_PCR)
    if not found and failed(case, "D33", MFC_OR_PCR):
        return (0,)
    return levels(found, reaching(ONE))


def child_of_china(age, has_few_cells, lineage, is_high, fusion, kmt2a):
    """High by a lesion, the signs of the standard group, and a feature of the intermediate one."""
    # An infant without a rearrangement of KMT2A counts as TCF3::PBX1 does.
    is_feature = fusion or (age == INFANT and not kmt2a)
    is_standard = age == CHILD and has_few_cells and lineage != "T" and not is_feature
    has_feature = not has_few_cells or age == OLDER or lineage == "T" or is_feature
    return is_high, is_standard, has_feature


def china_group(child, arm, day15, day33, has_mrd):
    """The group after a good prednisone response, and the unverified ones."""
    (is_high, is_standard, has_feature), is_third = child, day15 == "M3"
    if is_high or day33 != "M1" or (arm == "IR" and is_third):
        return "HR", NOTHING
    others = frozenset({"HR"} if has_mrd else ())
    if is_standard and not is_third:
        return "SR", others
    fits_induction = is_third if arm == "SR" else not is_third
    return ("IR" if has_feature and fits_induction and not has_mrd else None), others


def row_of_china(day8, *seen):
    group, others = china_group(*seen)
    if group == "HR" or day8 == POOR:
        return "HR", NOTHING
    if day8 == HOLE:
        return frozenset({"HR", group} - {None}), others
    return group, others


def china_2010(case):
    if fact(case, "down_syndrome") == "yes":
        return OUT
    given, day8 = case["course"].get("arm_given"), prednisone(case)
    children = completions(
        child_of_china,
        years(case, INFANT),
        below(white_cells(case), 50),
        word(case, "lineage", "B", "T"),
        completions(
            any_of,
            truths(lesion(case, "BCR::ABL1")),
            truths(lesion(case, "KMT2A::AFF1")),
        ),
        truths(lesion(case, "TCF3::PBX1")),
        truths(lesion(case, "KMT2A-r")),
    )
    rows = completions(
        row_of_china,
        day8,
        children,
        ("SR", "IR") if given is None else (given,),
        smear(case, "D15"),
        smear(case, "D33"),
        mrd_of_china(case),
    )
    found = settle(rows, lambda _: is_in(case, "D33", MORPHOLOGY), is_open(case))
    if day8 == {HOLE} and rows != {("HR", NOTHING)}:
        return Outcome("boundary_undefined", None, found.possible)
    return found


# --- UKALL 2003 ---------------------------------------------------------------------------------


AROUND_1E_4 = (POSITIVE, False), (POSITIVE, True)


def ukall_classes(case, timepoint):
    """Negative, positive below 1e-4, exactly 1e-4, above, or no result: all that are possible."""
    found = said_last(case, timepoint, "BM", PCR)
    if not found:
        is_out = failed(case, timepoint, PCR)
        return ("none",) if is_out else ("none", "negative", "low", "on", "high")
    return ukall_classes_of(levels(found, *AROUND_1E_4), is_positive(found))


@cache
def ukall_classes_of(amounts, positive):
    classes = frozenset(("low", "on", "high")[one] for one in amounts)
    # A negative that does not exclude 1e-4 may hide what is positive below it.
    if amounts == {0} and positive == (False,):
        return frozenset({"negative"})
    if positive == (True,) or 0 not in amounts:
        return classes
    return classes | {"negative"}


def ukall_mrd(day29, week11):
    if day29 == "high":
        return "MRD_HIGH"
    if day29 == "on":
        # Counted as below, or as above: what either reading leads to.
        below = ukall_mrd("low", week11)
        return frozenset({"MRD_HIGH", below} - {None})
    if "none" in (day29, week11):
        return "MRD_INDETERMINATE"
    if week11 == "negative":
        return "MRD_LOW"
    return "MRD_INDETERMINATE" if day29 == week11 == "low" else None


def is_slow_of_ukall(age, has_few_cells, day8, day15):
    """The smear that counts is that of the induction that was given."""
    return (day15 if age == CHILD and has_few_cells else day8) == "M3"


def row_of_ukall(is_slow, nine, eleven, is_hypodiploid, day29, week11):
    others = frozenset({"HR_CLINICAL"} if is_slow or is_hypodiploid else ())
    return "HR_CLINICAL" if nine or eleven else ukall_mrd(day29, week11), others


def ukall_2003(case):
    if is_outside(case, 1, 26):
        return OUT
    slow = completions(
        is_slow_of_ukall,
        years(case, CHILD),
        below(white_cells(case), 50),
        smear(case, "D8"),
        smear(case, "D15"),
    )
    day29 = ukall_classes(case, "D29")
    rows = completions(
        row_of_ukall,
        slow,
        truths(lesion(case, "BCR::ABL1")),
        truths(lesion(case, "KMT2A-r")),
        at_most(number(case, "modal_chromosome_number"), 44),
        day29,
        ukall_classes(case, "W11"),
    )

    def named_are_in(group):
        named = {"HR_CLINICAL": (), "MRD_HIGH": ("D29",)}.get(group, ("D29", "W11"))
        return all(is_in(case, one, PCR) for one in named)

    found = settle(rows, named_are_in, is_open(case, "age_years"))
    if set(day29) == {"on"} and found.assigned is None:
        return Outcome("boundary_undefined", None, found.possible)
    return found


# --- shown only ---------------------------------------------------------------------------------


def shown_only(youngest, oldest, *, philadelphia):
    """No row is verified: nothing is assigned, whatever the facts."""

    def answer(case):
        is_excluded = philadelphia and lesion(case, "BCR::ABL1")
        is_out = is_excluded or is_outside(case, youngest, oldest)
        return OUT if is_out else Outcome("display_only")

    return answer


THOUSANDTH = POSITIVE * 10
TRANSPLANT = (*FLOW, *PCR, *NGS)
TRANSPLANT_LEVELS = (POSITIVE, False), (THOUSANDTH, False)


@kept
def blinded(result):
    """Flow that rests on CD19 does not see what a therapy against CD19 has left."""
    if result["method"] != "flow" or result.get("gating") == "cd19_independent":
        return result
    return result | {"quality": ["cd19_directed_therapy"]}


def alerts(case):
    """What is said around a transplant and after CAR-T cells: only what is certain is said."""
    has_car_t = any(event["kind"] == "car_t" for event in case["course"].get("events", ()))
    if has_car_t:
        case = case | {"results": [blinded(one) for one in case["results"]]}
    said = set()

    def say(rule, timepoint, methods, ask):
        if ask(said_last(case, timepoint, "BM", methods)):
            said.add(rule)

    def within(wanted):
        return lambda found: levels(found, *TRANSPLANT_LEVELS) <= {wanted}

    def disease(found):
        return is_positive(found) == (True,)

    say("pre-hsct-positive", "PRE_HSCT", TRANSPLANT, disease)
    say("pre-hsct-below-1e-4", "PRE_HSCT", TRANSPLANT, within(0))
    say("pre-hsct-1e-4-to-1e-3", "PRE_HSCT", TRANSPLANT, within(1))
    say("pre-hsct-from-1e-3", "PRE_HSCT", TRANSPLANT, within(2))
    say("post-hsct-m1-2-detectable", "POST_HSCT_M1_2", TRANSPLANT, disease)
    say("post-hsct-m3-6-detectable", "POST_HSCT_M3_6", TRANSPLANT, disease)
    if has_car_t:
        say("car-t-d28-negative", "POST_CART_D28", FLOW, within(0))
    say("car-t-ngs-detected", "POST_CART_D28_M3", NGS, disease)
    return said


OTHERS = {
    "dfci-05-001": dfci,
    "china-2010": china_2010,
    "ukall-2003": ukall_2003,
    "nopho-all-2008": shown_only(1, 46, philadelphia=True),
    "cccg-all-2020": shown_only(1, None, philadelphia=True),
    "china-2018": shown_only(0, None, philadelphia=False),
    "post-transplant-and-car-t": lambda _: Outcome("display_only"),
}
