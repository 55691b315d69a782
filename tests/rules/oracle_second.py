"""An independent answer to the packs of COG (T-ALL), Korea (2015) and St Jude, in fractions.

Straight from the published rows; nothing here is imported from the program.
"""

from fractions import Fraction

from tests.rules.oracle import (
    POSITIVE,
    at_least,
    at_most,
    below,
    fact,
    lesion,
    number,
    truths,
)
from tests.rules.oracle_second_others import OTHERS
from tests.rules.oracle_second_others import alerts as alerts_of
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
    placed,
    reaching,
    said_last,
    settle,
    smear,
    steroids_asked,
    white_cells,
    word,
    years,
    yes_no,
)
from tests.rules.oracle_spans import any_of, completions

FLOW, MFC_OR_PCR = ("flow",), ("flow", "ig_tr_pcr")
CNS = ("CNS1", "CNS2", "CNS3")

# --- COG, T-ALL ---------------------------------------------------------------------------------


def is_not_t(case):
    """Another lineage, or Philadelphia-positive, which leaves a COG protocol."""
    return fact(case, "lineage") in ("B", "MPAL") or lesion(case, "BCR::ABL1")


MRD_OF_AALL0434 = (TENTH, False), (ONE, False), (ONE, True)


def is_low_of_aall0434(age, has_few_cells, cns, testis, day15):
    """The features of low risk at diagnosis and on day 15."""
    return age == CHILD and has_few_cells and cns == "CNS1" and not testis and day15 == "M1"


def row_of_aall0434(is_low, steroids, day29, mrd):
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


def aall0434(case):
    if is_outside(case, 1, 31) or is_not_t(case):
        return OUT
    low = completions(
        is_low_of_aall0434,
        years(case, CHILD),
        at_most(white_cells(case), 50),
        word(case, "cns", *CNS),
        yes_no(case, "testicular"),
        smear(case, "D15"),
    )
    rows = completions(
        row_of_aall0434,
        low,
        yes_no(case, "steroid_pretreatment"),
        smear(case, "D29"),
        levels(said_last(case, "D29", "BM", FLOW), *MRD_OF_AALL0434),
    )
    return settle(
        rows,
        lambda _: is_in(case, "D29", FLOW),
        is_open(case, "age_years", "lineage", philadelphia=True),
    )


MRD_OF_AALL1231 = (POSITIVE, False), (POSITIVE, True)


def row_of_aall1231(cns, testis, steroids, day29, mrd, later):
    others = frozenset({"VHR"} if day29 == "M3" or later else ())
    may_be_low = cns == "CNS1" and not testis and not steroids and day29 == "M1"
    if may_be_low and mrd == 1:
        # "<= 0.01 %" in the table, "< 0.01 %" in the protocol as it is known.
        return frozenset({"SR", "IR"}), others
    return "SR" if may_be_low and mrd == 0 else "IR", others


def aall1231(case):
    if is_outside(case, 1, None) or is_not_t(case):
        return OUT
    rows = completions(
        row_of_aall1231,
        word(case, "cns", *CNS),
        yes_no(case, "testicular"),
        yes_no(case, "steroid_pretreatment"),
        smear(case, "D29"),
        levels(said_last(case, "D29", "BM", FLOW), *MRD_OF_AALL1231),
        bands(case, "EOC", FLOW, TENTH),
    )
    return settle(
        rows,
        lambda _: is_in(case, "EOC", FLOW),
        is_open(case, "age_years", "lineage", philadelphia=True),
    )


# --- Korea --------------------------------------------------------------------------------------


def is_eligible_of_kspho_2015(lineage, age, has_many_cells, cns, testis, steroids):
    has_more = age == OLDER or has_many_cells or cns == "CNS3" or testis
    return has_more or (lineage == "B" and steroids)


def row_of_kspho_2015(nine, four, lineage, etp, day28, is_hypodiploid):
    is_very_high = nine or four or (lineage == "T" and etp) or day28 == "M3" or is_hypodiploid
    return "VHR_EXCLUDED" if is_very_high else "HR", NOTHING


def kspho_2015(case):
    """Very high risk is excluded by name; not eligible is another thing."""
    if is_outside(case, 1, 22) or fact(case, "lineage") == "MPAL":
        return OUT
    eligible = completions(
        is_eligible_of_kspho_2015,
        word(case, "lineage", "B", "T"),
        years(case, CHILD),
        at_least(white_cells(case), 50),
        word(case, "cns", *CNS),
        yes_no(case, "testicular"),
        yes_no(case, "steroid_pretreatment"),
    )
    if eligible == {False}:
        return OUT
    rows = completions(
        row_of_kspho_2015,
        truths(lesion(case, "BCR::ABL1")),
        truths(lesion(case, "KMT2A::AFF1")),
        word(case, "lineage", "B", "T"),
        yes_no(case, "etp"),
        smear(case, "D28"),
        below(number(case, "modal_chromosome_number"), 45),
    )
    return settle(
        rows,
        lambda _: is_in(case, "D28", MORPHOLOGY),
        is_open(case, "age_years", "lineage") or False in eligible,
    )


# --- St Jude ------------------------------------------------------------------------------------

FAVOURABLE_DNA_INDEX = Fraction(116, 100)


def is_favourable(lineage, is_low, has_good_genetics, is_against):
    """B-ALL of low age and count, or with good genetics, and none of what is against it."""
    return lineage == "B" and (is_low or has_good_genetics) and not is_against


def is_against_low(cns, testis, fusion, is_hypodiploid):
    return cns == "CNS3" or testis or fusion or is_hypodiploid


def is_low_of_st_jude(age, has_few_cells):
    return age == CHILD and has_few_cells


def favourable(case):
    return completions(
        is_favourable,
        word(case, "lineage", "B", "T"),
        completions(is_low_of_st_jude, years(case, INFANT), below(white_cells(case), 50)),
        completions(
            any_of,
            truths(lesion(case, "ETV6::RUNX1")),
            at_least(number(case, "dna_index"), FAVOURABLE_DNA_INDEX),
        ),
        completions(
            is_against_low,
            word(case, "cns", *CNS),
            yes_no(case, "testicular"),
            truths(lesion(case, "TCF3::PBX1")),
            below(number(case, "modal_chromosome_number"), 44),
        ),
    )


def st_jude(case, *, early, end, late):
    """What both protocols ask.

    Returns:
        All that may be of: favourable, day 15 or 19 at 1 % or more, the band of the end of
        induction, whether MRD persists (no cut-off was legible: any MRD is a warning),
        Ph-positive.
    """
    return (
        favourable(case),
        bands(case, early, MFC_OR_PCR, ONE),
        bands(case, end, MFC_OR_PCR, POSITIVE, ONE),
        persisting(case, late),
        truths(lesion(case, "BCR::ABL1")),
    )


def persisting(case, late):
    """Any MRD persists; what is negative and below 0.01 % does not."""
    found = said_last(case, late, "BM", MFC_OR_PCR)
    return completions(is_persisting, is_positive(found), levels(found, reaching(POSITIVE)))


def is_persisting(is_any, is_reached):
    return is_any or bool(is_reached)


def st_jude_group(case, rows, early, end):
    def is_final(group):
        is_early_in = group != "LR" or is_in(case, early, MFC_OR_PCR)
        return is_early_in and is_in(case, end, MFC_OR_PCR)

    return settle(rows, is_final, is_open(case, "age_years", "lineage"))


def is_outside_st_jude(case, youngest):
    """MPAL is in no row."""
    return is_outside(case, youngest, 19) or fact(case, "lineage") == "MPAL"


def row_of_total_xv(is_low, first, end, persists, philadelphia):
    if philadelphia or end == 2:
        return "HR", NOTHING
    others = frozenset({"HR"} if end == 1 and persists else ())
    return ("LR" if is_low and end == 0 and not first else "SR"), others


def total_xv(case):
    if is_outside_st_jude(case, 1):
        return OUT
    asked = st_jude(case, early="D19", end="D46", late="CONSOLIDATION")
    return st_jude_group(case, completions(row_of_total_xv, *asked), "D19", "D46")


def row_of_total_xvi(is_low, first, end, persists, philadelphia, is_listed):
    if philadelphia or end == 2:
        return "HR", NOTHING
    others = frozenset({"HR"} if is_listed or (end == 1 and persists) else ())
    if not is_low or first:
        return "SR", others
    # From 0.01 to below 1 % after a good day 15, the printed table has no group.
    return ("LR" if end == 0 else None), others


def total_xvi(case):
    if is_outside_st_jude(case, 0):
        return OUT
    asked = *st_jude(case, early="D15", end="D42", late="W15"), listed(case)
    return st_jude_group(case, completions(row_of_total_xvi, *asked), "D15", "D42")


def listed(case):
    return completions(
        is_listed_by_another_source,
        word(case, "lineage", "B", "T"),
        yes_no(case, "etp"),
        years(case, INFANT),
        truths(lesion(case, "KMT2A-r")),
    )


def is_listed_by_another_source(lineage, etp, age, is_rearranged):
    """ETP, and KMT2A-r in an infant, are high risk by another source than the table."""
    return (lineage == "T" and etp) or (age == INFANT and is_rearranged)


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
