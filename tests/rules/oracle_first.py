"""An independent answer to eleven packs, straight from the published rows, in fractions.

Nothing here is imported from the program. Where a row is general knowledge, its group stays
possible and nothing is assigned by it; where a row is silent, every reading of it stays possible.
"""

from fractions import Fraction
from itertools import product

from tests.rules.oracle import POSITIVE, Outcome
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
    at_least,
    child,
    exceeds,
    fewer_chromosomes,
    found,
    is_first_line,
    is_weakened,
    limits,
    points,
    poor_response,
    reaches,
    read,
    said,
    scope,
    settle,
    years,
)
from tests.rules.oracle_first_relapse import aall1331, not_b, pdl, ukall_r3

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
        return {
            jacls_group(is_poor, older or whiter, fifteen or thirty)
            for is_poor, older, whiter, fifteen, thirty in product(
                [
                    poor or fusion
                    for poor in poor_response(case, one, BLOOD8)
                    for fusion in found(case, "KMT2A::AFF1")
                ],
                at_least(one.age, 10),
                at_least(one.wbc, 10),
                exceeds(d15.span, M3),
                reaches(d33.span, M2),
            )
        }

    def named_are_in(group):
        return d33.is_there and (group == "ER" or (d15.is_there and read(case, BLOOD8).is_there))

    return settle(case, outside, groups_of, named_are_in)


def jacls_group(is_poor, is_high, is_slow):
    if is_poor:
        return "ER"
    if is_high:
        return "ER" if is_slow else "HR"
    return "HR" if is_slow else "SR"


# --- Interfant-06 -------------------------------------------------------------------------------


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
        return {
            "LR" if not kmt2a else "HR" if not older and (white or poor) else "MR"
            for kmt2a, older, white, poor in product(
                found(case, "KMT2A-r"),
                at_least(one.age, Fraction(1, 2)),
                at_least(one.wbc, 300),
                poor_response(case, one, BLOOD8),
            )
        }

    return settle(case, outside, groups_of, lambda _: True)


# --- AIEOP-BFM ALL 2009, the table for B-ALL -----------------------------------------------------

FLOW15 = Look("D15", D15, "BM", "flow", denominators=("nucleated_cells",))
PCR33 = Look("D33", D33, "BM", "ig_tr_pcr")
PCR78 = Look("D78", D78, "BM", "ig_tr_pcr", before_phase="protocol_m")


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
        factors = [
            any(which)
            for which in product(
                reaches(smear.span, M2),
                found(case, "KMT2A::AFF1"),
                fewer_chromosomes(case, 45),
                poor_response(case, one, BLOOD8),
            )
        ]
        # Which of them count is general knowledge: any of them keeps HR possible, no more.
        groups = {"HR"} if any(factors) else set()
        for level15, high33, high78, positive78, low33, low78 in product(
            points(d15.span, Fraction(1, 1000), Fraction(1, 10)),
            reaches(d33.span, FIVE),
            reaches(d78.span, FIVE),
            is_positive(d78),
            carries_negative(d33),
            carries_negative(d78),
        ):
            if level15 >= Fraction(1, 10):
                groups.add("HR")
            elif is_fallback(d33, d78, level15):
                # The one published substitution: SR without the PCR that HR would ask for.
                groups.add("SR")
            elif high78 or (high33 and positive78):
                groups.add("HR")
            elif low33 and low78:
                groups.add("SR")
            else:
                groups.add("MR")
        return groups

    def named_are_in(group):
        return d78.is_there and (group == "HR" or d33.is_there)

    return settle(case, outside, groups_of, named_are_in)


def is_fallback(d33, d78, level15):
    return d33.state == d78.state == "failed" and level15 < Fraction(1, 1000)


# --- Ma-Spore ALL 2003 --------------------------------------------------------------------------

SMEAR_W5 = Look("W5", D33, "BM", "morphology")
PCR_W5 = Look("W5", D33, "BM", "ig_tr_pcr")
PCR_W12 = Look("W12", D78, "BM", "ig_tr_pcr")


def ma_spore(case):
    one_child = child_of(case)
    infant = BOTH if one_child.age is None else (one_child.age < 1,)
    outside = scope(case, excluding=[is_first_line(case), said(case, "down_syndrome"), infant])
    smear, w5, w12 = read(case, SMEAR_W5), read(case, PCR_W5), read(case, PCR_W12)
    cns = case["patient"].get("cns")
    in_cns = {"CNS1": (False,), "CNS3": (True,)}.get(cns, BOTH)

    def failures():
        """Induction failure is M3, or M2 and M3, by the family: 5 to 25 % stays open."""
        for blasts in points(smear.span, M2, M3):
            yield from (True,) if blasts > M3 else BOTH if blasts >= M2 else (False,)

    def groups_of(one):
        groups = set()
        for bad, last in product(
            {
                any(which)
                for which in product(
                    poor_response(case, one, BLOOD8),
                    found(case, "BCR::ABL1"),
                    found(case, "KMT2A-r"),
                    fewer_chromosomes(case, 45),
                    set(failures()),
                )
            },
            points(w12.span, POSITIVE, Fraction(1, 1000)),
        ):
            if bad or last >= Fraction(1, 1000):
                groups.add("HR")
                continue
            for first, spread, testis in product(
                exceeds(w5.span, POSITIVE), in_cns, said(case, "testicular")
            ):
                low = not first and last <= POSITIVE and not spread and not testis
                groups.add("SR" if low else "IR")
        return groups

    def named_are_in(group):
        return w12.is_there and (group == "HR" or w5.is_there)

    return settle(case, outside, groups_of, named_are_in)


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
    cns = {"CNS1": (False,), "CNS3": (True,)}.get(case["patient"].get("cns"), BOTH)
    listed = any(True in found(case, name) for name in HR_LESIONS)
    listed = listed or True in fewer_chromosomes(case, 45)

    def groups_of(one):
        lineages = (lineage,) if lineage else ("B", "T", "MPAL")
        groups = {None if word == "MPAL" else "T_ALL" for word in lineages if word != "B"}
        if "B" not in lineages:
            return groups
        if listed:
            groups.add("HR")
        for poor, high, central, older, white, bulky in product(
            poor_response(case, one, BLOOD8),
            reaches(eoi.span, POSITIVE),
            cns,
            at_least(one.age, 10),
            at_least(one.wbc, 50),
            said(case, "bulky_disease"),
        ):
            if poor or high or central:
                groups.add("HR")
            else:
                groups.add("IR" if older or white or bulky else "SR")
        return groups

    return settle(case, outside, groups_of, lambda group: group == "T_ALL" or eoi.is_there)


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
