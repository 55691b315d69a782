"""An independent answer to the packs of COG (T-ALL), Korea (2015) and St Jude, in fractions.

Straight from the published rows; nothing here is imported from the program.
"""

from fractions import Fraction
from itertools import product

from tests.rules.oracle import POSITIVE, fact, lesion, number, truths
from tests.rules.oracle_second_others import OTHERS
from tests.rules.oracle_second_others import alerts as alerts_of
from tests.rules.oracle_second_rows import (
    FAR,
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
    placed,
    said_last,
    settle,
    smear,
    steroids_asked,
    white_cells,
    word,
    years,
    yes_no,
)

# --- COG, T-ALL ---------------------------------------------------------------------------------


def is_not_t(case):
    """Another lineage, or Philadelphia-positive, which leaves a COG protocol."""
    return fact(case, "lineage") in ("B", "MPAL") or lesion(case, "BCR::ABL1")


def low_of_aall0434(case):
    """The features of low risk at diagnosis and on day 15."""
    return {
        1 <= age < 10 and few and cns == "CNS1" and not testis and day15 == "M1"
        for age, (few,), cns, testis, day15 in product(
            years(case, 1, 31),
            compared(white_cells(case), lambda cells: cells <= 50),
            word(case, "cns", "CNS1", "CNS2", "CNS3"),
            yes_no(case, "testicular"),
            smear(case, "D15"),
        )
    }


def aall0434(case):
    if is_outside(case, 1, 31) or is_not_t(case):
        return OUT

    def row(is_low, steroids, day29, mrd):
        if day29 == "M2" or mrd == 3:
            return "HR", NOTHING
        if mrd == 2:
            # ">= 1 %" in the table, "> 1 %" in the abstract, and "< 1 %" for IR.
            return frozenset({"HR"} if day29 == "M3" else {"IR", "HR"}), NOTHING
        if day29 == "M3":
            return None, NOTHING
        if is_low and mrd == 0:
            return (None, frozenset({"LR", "IR"})) if steroids else ("LR", NOTHING)
        return "IR", NOTHING

    day29 = said_last(case, "D29", "BM", ["flow"])
    rows = product(
        low_of_aall0434(case),
        yes_no(case, "steroid_pretreatment"),
        smear(case, "D29"),
        levels(day29, (TENTH, False), (ONE, False), (ONE, True)),
    )
    return settle(
        (row(*one) for one in rows),
        lambda _: is_in(case, "D29", ["flow"]),
        is_open(case, "age_years", "lineage", philadelphia=True),
    )


def aall1231(case):
    if is_outside(case, 1, FAR) or is_not_t(case):
        return OUT

    def row(cns, testis, steroids, day29, mrd, later):
        others = frozenset({"VHR"} if day29 == "M3" or later else ())
        may_be_low = cns == "CNS1" and not testis and not steroids and day29 == "M1"
        if may_be_low and mrd == 1:
            # "<= 0.01 %" in the table, "< 0.01 %" in the protocol as it is known.
            return frozenset({"SR", "IR"}), others
        return "SR" if may_be_low and mrd == 0 else "IR", others

    rows = product(
        word(case, "cns", "CNS1", "CNS2", "CNS3"),
        yes_no(case, "testicular"),
        yes_no(case, "steroid_pretreatment"),
        smear(case, "D29"),
        levels(said_last(case, "D29", "BM", ["flow"]), (POSITIVE, False), (POSITIVE, True)),
        bands(case, "EOC", ["flow"], TENTH),
    )
    return settle(
        (row(*one) for one in rows),
        lambda _: is_in(case, "EOC", ["flow"]),
        is_open(case, "age_years", "lineage", philadelphia=True),
    )


# --- Korea --------------------------------------------------------------------------------------


def kspho_2015(case):
    """Very high risk is excluded by name; not eligible is another thing."""
    if is_outside(case, 1, 22) or fact(case, "lineage") == "MPAL":
        return OUT

    def is_eligible(lineage, age, many, cns, testis, steroids):
        has_more = age >= 10 or many[0] or cns == "CNS3" or testis
        return has_more or (lineage == "B" and steroids)

    eligible = {
        is_eligible(*one)
        for one in product(
            word(case, "lineage", "B", "T"),
            years(case, 1, 22),
            compared(white_cells(case), lambda cells: cells >= 50),
            word(case, "cns", "CNS1", "CNS2", "CNS3"),
            yes_no(case, "testicular"),
            yes_no(case, "steroid_pretreatment"),
        )
    }
    if eligible == {False}:
        return OUT
    rows = (
        (
            "VHR_EXCLUDED" if any(one[:2]) or all(one[2:4]) or "M3" in one or one[5][0] else "HR",
            NOTHING,
        )
        for one in product(
            truths(lesion(case, "BCR::ABL1")),
            truths(lesion(case, "KMT2A::AFF1")),
            [lineage == "T" for lineage in word(case, "lineage", "B", "T")],
            yes_no(case, "etp"),
            smear(case, "D28"),
            compared(number(case, "modal_chromosome_number"), lambda count: count < 45),
        )
    )
    return settle(
        rows,
        lambda _: is_in(case, "D28", ["morphology"]),
        is_open(case, "age_years", "lineage") or False in eligible,
    )


# --- St Jude ------------------------------------------------------------------------------------


def favourable(case):
    """B-ALL of low age and count, or with good genetics, and none of what is against it."""
    found = set()
    for lineage, age, few, cns, testis, *lesions, fewer, index in product(
        word(case, "lineage", "B", "T"),
        years(case, 0, 19),
        compared(white_cells(case), lambda cells: cells < 50),
        word(case, "cns", "CNS1", "CNS2", "CNS3"),
        yes_no(case, "testicular"),
        truths(lesion(case, "ETV6::RUNX1")),
        truths(lesion(case, "TCF3::PBX1")),
        compared(number(case, "modal_chromosome_number"), lambda count: count < 44),
        compared(number(case, "dna_index"), lambda index: index >= Fraction(116, 100)),
    ):
        good, bad = lesions
        is_against = cns == "CNS3" or testis or bad or fewer[0]
        is_for = (1 <= age < 10 and few[0]) or good or index[0]
        found.add(lineage == "B" and is_for and not is_against)
    return found


MFC_OR_PCR = ["flow", "ig_tr_pcr"]


def st_jude(case, *, youngest, early, end, late):
    """What both protocols ask; MPAL is in no row.

    Yields:
        Favourable, day 15 or 19 at 1 % or more, the band of the end of induction, whether MRD
        may persist (no cut-off was legible: any MRD is a warning), Ph-positive.
    """
    if is_outside(case, youngest, 19) or fact(case, "lineage") == "MPAL":
        return None
    return product(
        favourable(case),
        bands(case, early, MFC_OR_PCR, ONE),
        bands(case, end, MFC_OR_PCR, POSITIVE, ONE),
        persisting(case, late),
        truths(lesion(case, "BCR::ABL1")),
    )


def persisting(case, late):
    """Any MRD persists; what is negative and below 0.01 % does not."""
    found = said_last(case, late, "BM", MFC_OR_PCR)
    reached = levels(found, (POSITIVE, False))
    return {one or bool(other) for one, other in product(is_positive(found), reached)}


def st_jude_group(case, rows, early, end):
    def is_final(group):
        is_early_in = group != "LR" or is_in(case, early, MFC_OR_PCR)
        return is_early_in and is_in(case, end, MFC_OR_PCR)

    return settle(rows, is_final, is_open(case, "age_years", "lineage"))


def total_xv(case):
    asked_of = st_jude(case, youngest=1, early="D19", end="D46", late="CONSOLIDATION")
    if asked_of is None:
        return OUT

    def row(is_low, first, end, persists, philadelphia):
        if philadelphia or end == 2:
            return "HR", NOTHING
        others = frozenset({"HR"} if end == 1 and persists else ())
        return ("LR" if is_low and end == 0 and not first else "SR"), others

    return st_jude_group(case, (row(*one) for one in asked_of), "D19", "D46")


def total_xvi(case):
    asked_of = st_jude(case, youngest=0, early="D15", end="D42", late="W15")
    if asked_of is None:
        return OUT

    def row(is_low, first, end, persists, philadelphia, is_listed):
        if philadelphia or end == 2:
            return "HR", NOTHING
        others = frozenset({"HR"} if is_listed or (end == 1 and persists) else ())
        if not is_low or first:
            return "SR", others
        # From 0.01 to below 1 % after a good day 15, the printed table has no group.
        return ("LR" if end == 0 else None), others

    rows = (row(*one, other) for one in asked_of for other in listed_by_another_source(case))
    return st_jude_group(case, rows, "D15", "D42")


def listed_by_another_source(case):
    """ETP, and KMT2A-r in an infant, are high risk by another source than the table."""
    return {
        (lineage == "T" and etp) or (age < 1 and rearranged)
        for lineage, etp, age, rearranged in product(
            word(case, "lineage", "B", "T"),
            yes_no(case, "etp"),
            years(case, 0, 19),
            truths(lesion(case, "KMT2A-r")),
        )
    }


ORACLES = OTHERS | {
    "cog-aall0434": aall0434,
    "cog-aall1231": aall1231,
    "kspho-hr-2015": kspho_2015,
    "st-jude-total-xv": total_xv,
    "st-jude-total-xvi": total_xvi,
}


def answer(pack, case):
    """The outcome of a case document by a pack."""
    return steroids_asked(ORACLES[pack], placed(case))


def alerts(case):
    """The alerts of a case document around a transplant."""
    return alerts_of(placed(case))
