"""An independent answer to the packs of DFCI, China (2010) and UKALL 2003, in fractions.

Straight from the published rows; nothing here is imported from the program. The packs that are
shown only (B or C in every row) have no group to give.
"""

from fractions import Fraction
from itertools import product
from typing import NamedTuple

from tests.rules.oracle import (
    CELLS,
    MOST_CELLS,
    POSITIVE,
    Outcome,
    at,
    fact,
    lesion,
    number,
    truths,
)
from tests.rules.oracle_second_rows import (
    NOTHING,
    ONE,
    OUT,
    TENTH,
    bands,
    compared,
    is_in,
    is_open,
    is_outside,
    is_positive,
    levels,
    said_last,
    settle,
    smear,
    white_cells,
    word,
    years,
)

PCR, MFC_OR_PCR = ["ig_tr_pcr"], ["flow", "ig_tr_pcr"]
FULL_DAYS = 7
THOUSAND_CELLS = Fraction(1000)


def failed(case, timepoint, methods):
    """It was tried and gave nothing: the last word on it, not a result that is to come."""
    found, fitting = at(case, timepoint, "BM", methods)
    return not found and bool(fitting) and fitting[-1]["state"] == "not_evaluable"


# --- DFCI 05-001 --------------------------------------------------------------------------------


def dfci(case):
    """Very high risk, or the group of entry, which is a fact: no number is printed for it."""
    if is_outside(case, 1, 19) or lesion(case, "BCR::ABL1"):
        return OUT
    given = case["course"].get("arm_given")
    entries = ("SR", "HR") if given is None else (given if given in ("SR", "HR") else None,)
    # "Hypodiploidy" has no number: what is hypodiploid for any protocol is a warning, no more.
    warned = compared(number(case, "modal_chromosome_number"), lambda count: count < 45)
    rows = (
        ("VHR" if mrd or rearranged else entry, frozenset({"VHR"} if few else ()))
        for mrd, rearranged, (few,), entry in product(
            bands(case, "D32", PCR, TENTH), truths(lesion(case, "KMT2A-r")), warned, entries
        )
    )
    return settle(
        rows,
        lambda _: is_in(case, "D32", PCR),
        is_open(case, "age_years", philadelphia=True),
    )


# --- China, 2010 pathway ------------------------------------------------------------------------


def prednisone(case):
    """Good below 1000 per microlitre, poor above, and nothing is printed for 1000 itself."""
    found = said_last(case, "D8", "PB", ["cytology_count"])
    days = case["course"].get("steroid_days_before_day8")
    if found and days is None:
        days = FULL_DAYS if found[0]["day"] is None else found[0]["day"] - 1
    if not found or days < FULL_DAYS or fact(case, "steroid_pretreatment") == "yes":
        return {"good", "hole", "poor"}
    asked = (THOUSAND_CELLS, False), (THOUSAND_CELLS, True)
    classes = levels(found, *asked, scale=CELLS, top=MOST_CELLS)
    return {("good", "hole", "poor")[one] for one in classes}


class Chinese(NamedTuple):
    """Everything that the pathway asks, the prednisone response aside."""

    age: Fraction
    has_few_cells: bool
    lineage: str
    lesions: tuple
    arm: str
    day15: str
    day33: str
    mrd: int

    def group(self):
        """The group after a good prednisone response, and the unverified ones."""
        nine, four, one = self.lesions
        is_third, mrd = self.day15 == "M3", self.mrd
        if nine or four or self.day33 != "M1" or (self.arm == "IR" and is_third):
            return "HR", NOTHING
        others = frozenset({"HR"} if mrd else ())
        is_standard = 1 <= self.age < 10 and self.has_few_cells and self.lineage != "T"
        if is_standard and not one and not is_third:
            return "SR", others
        has_feature = not self.has_few_cells or self.age >= 10 or self.lineage == "T" or one
        fits_induction = is_third if self.arm == "SR" else not is_third
        return ("IR" if has_feature and fits_induction and not mrd else None), others


def china_rows(case):
    """A row for every completion."""
    given, responses = case["course"].get("arm_given"), prednisone(case)
    mrd = {0} if failed(case, "D33", MFC_OR_PCR) else bands(case, "D33", MFC_OR_PCR, ONE)
    for (age, infant), (few,), lineage, nine, four, one, *seen in product(
        ages_of_china(case),
        compared(white_cells(case), lambda cells: cells < 50),
        word(case, "lineage", "B", "T"),
        truths(lesion(case, "BCR::ABL1")),
        truths(lesion(case, "KMT2A::AFF1")),
        truths(lesion(case, "TCF3::PBX1")),
        ("SR", "IR") if given is None else (given,),
        smear(case, "D15"),
        smear(case, "D33"),
        mrd,
    ):
        group, others = Chinese(age, few, lineage, (nine, four, one or infant), *seen).group()
        for day8 in responses:
            if group == "HR" or day8 == "poor":
                yield "HR", NOTHING
            elif day8 == "hole":
                yield frozenset({"HR", group} - {None}), others
            else:
                yield group, others


def china_2010(case):
    if fact(case, "down_syndrome") == "yes":
        return OUT
    rows = set(china_rows(case))
    found = settle(rows, lambda _: is_in(case, "D33", ["morphology"]), is_open(case))
    if prednisone(case) == {"hole"} and rows != {("HR", NOTHING)}:
        return Outcome("boundary_undefined", None, found.possible)
    return found


def ages_of_china(case):
    """Ages, and whether the child is an infant without a KMT2A rearrangement."""
    for age in years(case, 0, 18):
        if age >= 1:
            yield age, False
        else:
            for rearranged in truths(lesion(case, "KMT2A-r")):
                yield age, not rearranged


# --- UKALL 2003 ---------------------------------------------------------------------------------


def ukall_classes(case, timepoint):
    """Negative, positive below 1e-4, exactly 1e-4, above, or no result: all that are possible."""
    if failed(case, timepoint, PCR):
        return {"none"}
    found = said_last(case, timepoint, "BM", PCR)
    if not found:
        return {"none", "negative", "low", "on", "high"}
    amounts = levels(found, (POSITIVE, False), (POSITIVE, True))
    classes = {("low", "on", "high")[one] for one in amounts}
    # A negative that does not exclude 1e-4 may hide what is positive below it.
    if amounts == {0} and is_positive(found) == {False}:
        return {"negative"}
    if is_positive(found) == {True} or 0 not in amounts:
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


def ukall_2003(case):
    if is_outside(case, 1, 26):
        return OUT
    rows = set()
    for age, few, day8, day15, nine, eleven, count, day29, week11 in product(
        years(case, 1, 26),
        compared(white_cells(case), lambda cells: cells < 50),
        smear(case, "D8"),
        smear(case, "D15"),
        truths(lesion(case, "BCR::ABL1")),
        truths(lesion(case, "KMT2A-r")),
        compared(number(case, "modal_chromosome_number"), lambda number: number <= 44),
        ukall_classes(case, "D29"),
        ukall_classes(case, "W11"),
    ):
        slow = (day15 if age < 10 and few[0] else day8) == "M3"
        others = frozenset({"HR_CLINICAL"}) if slow or count[0] else NOTHING
        group = "HR_CLINICAL" if nine or eleven else ukall_mrd(day29, week11)
        rows.add((group, others))

    def named_are_in(group):
        named = {"HR_CLINICAL": (), "MRD_HIGH": ("D29",)}.get(group, ("D29", "W11"))
        return all(is_in(case, one, PCR) for one in named)

    found = settle(rows, named_are_in, is_open(case, "age_years"))
    if ukall_classes(case, "D29") == {"on"} and found.assigned is None:
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
TRANSPLANT = ["flow", "ig_tr_pcr", "ngs"]


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

    def within(*wanted):
        asked = (POSITIVE, False), (THOUSANDTH, False)
        return lambda found: levels(found, *asked) <= set(wanted)

    def disease(found):
        return is_positive(found) == {True}

    say("pre-hsct-positive", "PRE_HSCT", TRANSPLANT, disease)
    say("pre-hsct-below-1e-4", "PRE_HSCT", TRANSPLANT, within(0))
    say("pre-hsct-1e-4-to-1e-3", "PRE_HSCT", TRANSPLANT, within(1))
    say("pre-hsct-from-1e-3", "PRE_HSCT", TRANSPLANT, within(2))
    say("post-hsct-m1-2-detectable", "POST_HSCT_M1_2", TRANSPLANT, disease)
    say("post-hsct-m3-6-detectable", "POST_HSCT_M3_6", TRANSPLANT, disease)
    if has_car_t:
        say("car-t-d28-negative", "POST_CART_D28", ["flow"], within(0))
    say("car-t-ngs-detected", "POST_CART_D28_M3", ["ngs"], disease)
    return said


OTHERS = {
    "dfci-05-001": dfci,
    "china-2010": china_2010,
    "ukall-2003": ukall_2003,
    "nopho-all-2008": shown_only(1, 46, philadelphia=True),
    "cccg-all-2020": shown_only(1, 1000, philadelphia=True),
    "china-2018": shown_only(0, 1000, philadelphia=False),
    "post-transplant-and-car-t": lambda _: Outcome("display_only"),
}
