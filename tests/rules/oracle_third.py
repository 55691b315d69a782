"""An independent answer to the packs of DFCI, China (2010) and UKALL 2003, in fractions.

Straight from the published rows; nothing here is imported from the program. The packs that are
shown only (B or C in every row) have no group to give.
"""

from fractions import Fraction
from itertools import product

from tests.rules.oracle import (
    ANY_COUNT,
    CELLS,
    POSITIVE,
    UNITS,
    Outcome,
    amount,
    at,
    fact,
    is_in,
    lesion,
    number,
    span_of,
    spans,
    truths,
)
from tests.rules.oracle_rows import (
    NOTHING,
    ONE,
    OUT,
    TENTH,
    bands,
    compared,
    is_in,
    is_open,
    is_outside,
    said_last,
    settle,
    smear,
    white_cells,
    word,
    years,
)

PCR = ["ig_tr_pcr"]


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
    count = spans(case, "D8", "PB", ["cytology_count"], CELLS, Fraction(10**9)) or ANY_COUNT
    too_short = case["course"].get("steroid_days_before_day8", 7) < 7
    if too_short or fact(case, "steroid_pretreatment") == "yes":
        count = ANY_COUNT
    return {
        "good" if blasts < 1000 else "poor" if blasts > 1000 else "hole"
        for blasts in count.points(Fraction(1000))
    }


def china_group(*, age, few, lineage, nine, four, one, arm, day15, day33, mrd):
    """The group once the prednisone response is good and nothing before it led to HR."""
    is_third = day15 == "M3"
    if nine or four or day33 != "M1" or (arm == "IR" and is_third):
        return "HR", NOTHING
    others = frozenset({"HR"}) if mrd else NOTHING
    if 1 <= age < 10 and few and lineage != "T" and not one and not is_third:
        return "SR", others
    has_feature = not few or age >= 10 or lineage == "T" or one
    fits_induction = is_third if arm == "SR" else not is_third
    return ("IR" if has_feature and fits_induction and not mrd else None), others


def china_2010(case):
    if fact(case, "down_syndrome") == "yes":
        return OUT
    mrd_methods = ["flow", "ig_tr_pcr"]
    mrd = {0} if failed(case, "D33", mrd_methods) else bands(case, "D33", mrd_methods, ONE)
    given = case["course"].get("arm_given")
    rows = set()
    for (
        age,
        infant_other,
    ), few, lineage, nine, four, one, arm, day15, day33, cells, day8 in product(
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
        prednisone(case),
    ):
        group, others = china_group(
            age=age,
            few=few[0],
            lineage=lineage,
            nine=nine,
            four=four,
            one=one or infant_other,
            arm=arm,
            day15=day15,
            day33=day33,
            mrd=cells,
        )
        if group == "HR" or day8 == "poor":
            rows.add(("HR", NOTHING))
        elif day8 == "hole":
            rows.add((frozenset({"HR", group} - {None}), others))
        else:
            rows.add((group, others))
    found = settle(rows, lambda _: is_in(case, "D33", ["morphology"]), is_open(case))
    if prednisone(case) == {"hole"} and found.possible and rows != {("HR", NOTHING)}:
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
    (result,) = found
    classes = {
        "low" if point < POSITIVE else "on" if point == POSITIVE else "high"
        for point in span_of(result).points(POSITIVE)
        if point > 0
    }
    if result["state"] == "not_detected":
        return classes | {"negative"}
    if result["state"] != "negative":
        return classes
    reached = amount(result, "sensitivity", UNITS) or amount(result, "lod", UNITS)
    is_carried = reached is not None and reached <= POSITIVE and not result.get("quality")
    return {"negative"} if is_carried else classes | {"negative"}


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


ORACLES = {
    "dfci-05-001": dfci,
    "china-2010": china_2010,
    "ukall-2003": ukall_2003,
    "nopho-all-2008": shown_only(1, 46, philadelphia=True),
    "cccg-all-2020": shown_only(1, 1000, philadelphia=True),
    "china-2018": shown_only(0, 1000, philadelphia=False),
    "post-transplant-and-car-t": lambda _: Outcome("display_only"),
}
