"""An independent answer to eleven packs, straight from the published rows, in fractions.

Nothing here is imported from the program. Where a row is general knowledge, its group stays
possible and nothing is assigned by it; where a row is silent, every reading of it stays possible.
"""

from fractions import Fraction

from tests.rules.oracle import POSITIVE, Outcome, at_least
from tests.rules.oracle_first_reading import (
    BOTH,
    COUNT,
    D8,
    D15,
    D33,
    D78,
    M2,
    M3,
    Look,
    child,
    fewer_chromosomes,
    found,
    is_first_line,
    is_weakened,
    limits,
    poor_response,
    read,
    said,
    scope,
    settle,
    years,
)
from tests.rules.oracle_first_relapse import TENTH, aall1331, not_b, pdl, ukall_r3
from tests.rules.oracle_spans import above, all_of, any_of, completions, kept, reached, steps

BLOOD8 = Look("D8", D8, "PB", COUNT)
SMEAR15 = Look("D15", D15, "BM", "morphology")
SMEAR33 = Look("D33", D33, "BM", "morphology")
FIVE = Fraction(5, 10**4)


def child_of(case):
    """The child as stated, for its age: steroids do not change it."""
    return child(case, is_pretreated=False)


# --- day-8 prednisone response ------------------------------------------------------------------


def prednisone(case):
    def groups_of(one):
        return {"PPR" if poor else "PGR" for poor in poor_response(case, one, BLOOD8)}

    outside = scope(case, excluding=[is_first_line(case), said(case, "down_syndrome")])
    return settle(case, outside, groups_of, lambda _: read(case, BLOOD8).is_there)


# --- ALL IC-BFM and EsPhALL: display only --------------------------------------------------------


def ic_bfm(case):
    """General knowledge: nothing is assigned, in scope or out of it."""
    one = child_of(case)
    outside = scope(
        case, excluding=[is_first_line(case), said(case, "down_syndrome"), years(one, 1, 19)]
    )
    return Outcome("out_of_scope" if outside else "display_only")


def esphall(case):
    """General knowledge: nothing is assigned; it is for Ph-positive disease."""
    outside = scope(
        case,
        excluding=[is_first_line(case), said(case, "down_syndrome")],
        required=[found(case, "BCR::ABL1")],
    )
    return Outcome("out_of_scope" if outside else "display_only")


# --- JACLS ALL-02 -------------------------------------------------------------------------------


def jacls(case):
    outside = scope(
        case,
        excluding=[
            is_first_line(case),
            said(case, "down_syndrome"),
            years(child_of(case), 1, 19),
            not_b(case),
            found(case, "BCR::ABL1"),
        ],
    )
    d15, d33 = read(case, SMEAR15), read(case, SMEAR33)

    def groups_of(one):
        return completions(
            jacls_group,
            poor_response(case, one, BLOOD8),
            found(case, "KMT2A::AFF1"),
            at_least(one.age, 10),
            at_least(one.wbc, 10),
            above(d15.span, M3),
            reached(d33.span, M2),
        )

    def named_are_in(group):
        return d33.is_there and (group == "ER" or (d15.is_there and read(case, BLOOD8).is_there))

    return settle(case, outside, groups_of, named_are_in)


def jacls_group(is_poor, four, is_older, has_many_cells, is_m3_d15, is_m2_d33):
    is_slow = is_m3_d15 or is_m2_d33
    if is_poor or four:
        return "ER"
    if is_older or has_many_cells:
        return "ER" if is_slow else "HR"
    return "HR" if is_slow else "SR"


# --- Interfant-06 -------------------------------------------------------------------------------

HALF_A_YEAR = Fraction(1, 2)


def interfant(case):
    outside = scope(
        case,
        excluding=[
            is_first_line(case),
            said(case, "down_syndrome"),
            years(child_of(case), 0, 1),
            # Ph-positive disease is outside; nobody asks for it where nothing is said.
            (found(case, "BCR::ABL1") == (True,),),
        ],
    )

    def groups_of(one):
        return completions(
            interfant_group,
            found(case, "KMT2A-r"),
            at_least(one.age, HALF_A_YEAR),
            at_least(one.wbc, 300),
            poor_response(case, one, BLOOD8),
        )

    return settle(case, outside, groups_of, lambda _: True)


def interfant_group(is_rearranged, is_older, has_many_cells, is_poor):
    if not is_rearranged:
        return "LR"
    return "HR" if not is_older and (has_many_cells or is_poor) else "MR"


# --- AIEOP-BFM ALL 2009, the table for B-ALL -----------------------------------------------------

FLOW15 = Look("D15", D15, "BM", "flow", denominators=("nucleated_cells",))
PCR33 = Look("D33", D33, "BM", "ig_tr_pcr")
PCR78 = Look("D78", D78, "BM", "ig_tr_pcr", before_phase="protocol_m")
TENTH_OF_ALL = Fraction(1, 10)


@kept
def carries_negative(reading):
    """Can it be the negative that SR needs: two markers, a sensitivity of at least 1e-4?"""
    if not reading.is_there:
        return BOTH
    result = reading.result
    if result["state"] not in ("negative", "not_detected", "uncertain_significance"):
        return (False,)
    if is_weakened(result) or result["state"] == "uncertain_significance":
        return BOTH
    _, reached = limits(result)
    markers = result.get("markers")
    if (reached is not None and reached > POSITIVE) or (markers is not None and markers < 2):
        return (False,)
    return BOTH if reached is None or markers is None else (True,)


@kept
def is_positive(reading):
    if not reading.is_there or reading.result["state"] == "uncertain_significance":
        return BOTH
    if reading.result["state"] in ("negative", "not_detected"):
        return BOTH if is_weakened(reading.result) else (False,)
    return (True,)


def aieop_2009(case):
    outside = scope(
        case,
        excluding=[
            is_first_line(case),
            said(case, "down_syndrome"),
            years(child_of(case), 1, 18),
            not_b(case),
            found(case, "BCR::ABL1"),
        ],
    )
    d15, smear = read(case, FLOW15), read(case, SMEAR33)
    d33, d78 = read(case, PCR33), read(case, PCR78)

    def groups_of(one):
        factors = completions(
            any_of,
            reached(smear.span, M2),
            found(case, "KMT2A::AFF1"),
            fewer_chromosomes(case, 45),
            poor_response(case, one, BLOOD8),
        )
        groups = completions(
            aieop_2009_group,
            steps(d15.span, TENTH, TENTH_OF_ALL),
            reached(d33.span, FIVE),
            reached(d78.span, FIVE),
            is_positive(d78),
            completions(all_of, carries_negative(d33), carries_negative(d78)),
            (d33.state == d78.state == "failed",),
        )
        # Which of them count is general knowledge: any of them keeps HR possible, no more.
        return groups | {"HR"} if True in factors else groups

    def named_are_in(group):
        return d78.is_there and (group == "HR" or d33.is_there)

    return settle(case, outside, groups_of, named_are_in)


def aieop_2009_group(level15, high33, high78, positive78, is_low, has_no_pcr):
    if level15 == 2:
        return "HR"
    if has_no_pcr and level15 == 0:
        # The one published substitution: SR without the PCR that HR would ask for.
        return "SR"
    if high78 or (high33 and positive78):
        return "HR"
    return "SR" if is_low else "MR"


# --- Ma-Spore ALL 2003 --------------------------------------------------------------------------

SMEAR_W5 = Look("W5", D33, "BM", "morphology")
PCR_W5 = Look("W5", D33, "BM", "ig_tr_pcr")
PCR_W12 = Look("W12", D78, "BM", "ig_tr_pcr")
IN_CNS = {"CNS1": (False,), "CNS3": (True,)}


def ma_spore(case):
    one_child = child_of(case)
    infant = BOTH if one_child.age is None else (one_child.age < 1,)
    outside = scope(case, excluding=[is_first_line(case), said(case, "down_syndrome"), infant])
    smear, w5, w12 = read(case, SMEAR_W5), read(case, PCR_W5), read(case, PCR_W12)

    def groups_of(one):
        bad = completions(
            any_of,
            poor_response(case, one, BLOOD8),
            found(case, "BCR::ABL1"),
            found(case, "KMT2A-r"),
            fewer_chromosomes(case, 45),
            failures(smear.span),
        )
        return completions(
            ma_spore_group,
            bad,
            last_levels(w12.span),
            above(w5.span, POSITIVE),
            in_cns(case),
            said(case, "testicular"),
        )

    def named_are_in(group):
        return w12.is_there and (group == "HR" or w5.is_there)

    return settle(case, outside, groups_of, named_are_in)


@kept
def failures(span):
    """Induction failure is M3, or M2 and M3, by the family: 5 to 25 % stays open."""
    certain = {"M3": (True,), "M2": BOTH, "M1": (False,)}
    words = {"M3" if one > M3 else "M2" if one >= M2 else "M1" for one in span.points(M2, M3)}
    return frozenset(answer for word in words for answer in certain[word])


@kept
def last_levels(span):
    """Week 12: low up to 1e-4, high from 1e-3 on, and what is between them."""
    return frozenset(
        "low" if one <= POSITIVE else "between" if one < TENTH else "high"
        for one in span.points(POSITIVE, TENTH)
    )


def ma_spore_group(is_bad, week12, week5_exceeds, is_in_cns, testis):
    if is_bad or week12 == "high":
        return "HR"
    is_low = week12 == "low" and not week5_exceeds and not is_in_cns and not testis
    return "SR" if is_low else "IR"


def in_cns(case):
    """CNS3; CNS2 is not told apart."""
    return IN_CNS.get(case["patient"].get("cns"), BOTH)


# --- ICiCLe-ALL-14 ------------------------------------------------------------------------------

FLOW_EOI = Look("EOI", (35, 3, 7), "BM", "flow", before_phase="consolidation")
HR_LESIONS = ("BCR::ABL1", "KMT2A-r", "iAMP21")


def icicle(case):
    one_child = child_of(case)
    outside = scope(
        case,
        excluding=[is_first_line(case), said(case, "down_syndrome"), years(one_child, 1, 19)],
    )
    lineage = case["patient"].get("lineage")
    eoi = read(case, FLOW_EOI)
    listed = any(True in found(case, name) for name in HR_LESIONS)
    listed = listed or True in fewer_chromosomes(case, 45)

    def groups_of(one):
        lineages = (lineage,) if lineage else ("B", "T", "MPAL")
        groups = {None if word == "MPAL" else "T_ALL" for word in lineages if word != "B"}
        if "B" not in lineages:
            return groups
        groups |= completions(
            icicle_group,
            poor_response(case, one, BLOOD8),
            reached(eoi.span, POSITIVE),
            in_cns(case),
            at_least(one.age, 10),
            at_least(one.wbc, 50),
            said(case, "bulky_disease"),
        )
        return groups | {"HR"} if listed else groups

    return settle(case, outside, groups_of, lambda group: group == "T_ALL" or eoi.is_there)


def icicle_group(is_poor, is_high, is_in_cns, is_older, has_many_cells, is_bulky):
    if is_poor or is_high or is_in_cns:
        return "HR"
    return "IR" if is_older or has_many_cells or is_bulky else "SR"


ORACLES = {
    "bfm-prednisone-response": prednisone,
    "all-ic-bfm-2002": ic_bfm,
    "all-ic-bfm-2009": ic_bfm,
    "aieop-bfm-all-2009": aieop_2009,
    "jacls-all-02": jacls,
    "interfant-06": interfant,
    "esphall-2017": esphall,
    "aall1331": aall1331,
    "ukall-r3": ukall_r3,
    "pdl-relapse": pdl,
    "ma-spore-all-2003": ma_spore,
    "icicle-all-14": icicle,
}
