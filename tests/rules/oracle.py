"""An independent answer to the five packs, straight from the published rows, in fractions.

Nothing here is imported from the program. A case is the plain document of a case file. What is
not known is tried in every way that matters: the possible groups are those of all completions.
"""

from fractions import Fraction
from functools import cache
from itertools import product

from tests.rules.oracle_spans import (
    ANY_COUNT,
    ANYTHING,
    CELLS,
    MOST_CELLS,
    UNITS,
    WHOLE,
    Outcome,
    Span,
    above,
    kept,
    one_of_each,
    reached,
)

PERCENT = Fraction(1, 100)
POSITIVE = Fraction(1, 10**4)
BOTH = (False, True)

# --- reading a case -----------------------------------------------------------------------------


def fact(case, name):
    return case.get("patient", {}).get(name)


exact = cache(Fraction)


def number(case, name):
    value = fact(case, name)
    return None if value is None else exact(str(value))


def lesion(case, name):
    """True, False, or None where nobody looked."""
    state = case.get("patient", {}).get("genetics", {}).get(name)
    return {"detected": True, "not_detected": False}.get(state)


def truths(known):
    return BOTH if known is None else (known,)


def amounts(known, low, high):
    """The number itself, or one on each side of every threshold."""
    if known is not None:
        return [known]
    return Span(Fraction(0), Fraction(10**6), has_low=True, has_high=True).points(*low, *high)


def at(case, timepoint, specimen, methods):
    """The last evaluable result of each decisive method at a named time point."""
    fitting = [
        result
        for result in case.get("results", ())
        if result["timepoint"] == timepoint
        and result["specimen"] == specimen
        and result["method"] in methods
    ]
    found = []
    for method in methods:
        ours = [
            result
            for result in fitting
            if result["method"] == method and result["state"] not in ("pending", "not_evaluable")
        ]
        found.extend(ours[-1:])
    return found, fitting


def amount(result, name, scale):
    return exact(result[name]) * scale[result["unit"]] if name in result else None


@kept
def span_of(result, scale=UNITS, top=WHOLE):
    """What a state says: a point, (0, QR), [0, s), or nothing."""
    state, weak = result["state"], bool(result.get("quality"))
    low, high, has_low, has_high = Fraction(0), top, True, True
    if state == "quantified":
        low = high = amount(result, "value", scale)
    elif state == "positive_below_lloq":
        high, has_low, has_high = amount(result, "lloq", scale), False, False
    elif state == "negative":
        reached = amount(result, "sensitivity", scale) or amount(result, "lod", scale)
        if reached is not None:
            high, has_high = reached, False
    if weak:
        high, has_high = top, True
    return Span(low, high, has_low, has_high)


def spans(case, timepoint, specimen, methods, scale=UNITS, top=WHOLE):
    found, _ = at(case, timepoint, specimen, methods)
    if not found:
        return None
    return span_of(found[-1], scale, top)


def is_in(case, timepoint, specimen, methods):
    return bool(at(case, timepoint, specimen, methods)[0])


def close(groups, named_are_in, scope_is_open):
    """Final, provisional or indeterminate, from the groups of all completions."""
    if len(groups) > 1:
        return Outcome("indeterminate", None, frozenset(groups))
    (group,) = groups
    is_final = named_are_in(group) and not scope_is_open
    return Outcome("final" if is_final else "provisional", group, frozenset(groups))


# --- CCG ----------------------------------------------------------------------------------------


QUARTER, TWENTIETH = 25 * PERCENT, 5 * PERCENT
THOUSANDTH, POOR = Fraction(1, 1000), Fraction(1000)


def ccg(case):
    age, study = number(case, "age_years"), case["course"]["study"]
    if age is not None and (age < 1 or (study == "ccg-1961" and age >= 22)):
        return Outcome("out_of_scope")
    d7 = spans(case, "D7", "BM", ["morphology"])
    if study == "ccg-1952":
        return ccg_1952(case, d7, spans(case, "D14", "BM", ["morphology"]))
    first = above(d7 or ANYTHING, QUARTER)
    groups = {"SER" if is_above else "RER" for is_above in first}
    return close(groups, lambda _: d7 is not None, age is None)


def ccg_1952(case, d7, d14):
    first = (d7 or ANYTHING).points(QUARTER, TWENTIETH)
    genetics = {
        nine or four or fewer < 45
        for nine in truths(lesion(case, "BCR::ABL1"))
        for four in truths(lesion(case, "KMT2A::AFF1"))
        for fewer in amounts(number(case, "modal_chromosome_number"), [Fraction(45)], [])
    }
    groups = set()
    for blasts, is_later_above, by_genes in product(
        first, above(d14 or ANYTHING, QUARTER), genetics
    ):
        if by_genes or (blasts >= TWENTIETH and is_later_above):
            groups.add("AUGMENTED")
        elif blasts != TWENTIETH:
            groups.add("M1_D7" if blasts < TWENTIETH else "D14_REQUIRED")
        else:
            groups.update(("M1_D7", "D14_REQUIRED"))
    if first == [TWENTIETH] and groups != {"AUGMENTED"}:
        return Outcome("boundary_undefined", None, frozenset(groups))

    def named_are_in(group):
        return d7 is not None and (group != "D14_REQUIRED" or d14 is not None)

    return close(groups, named_are_in, fact(case, "age_years") is None)


# --- AIEOP-BFM ALL 2000 -------------------------------------------------------------------------


def carries_negative(case, timepoint):
    """Can this time point be the negative that SR needs? Every answer that is possible."""
    found, fitting = at(case, timepoint, "BM", ["ig_tr_pcr"])
    if not found:
        failed = bool(fitting) and fitting[-1]["state"] == "not_evaluable"
        return (False,) if failed else BOTH
    (result,) = found
    if result["state"] in ("quantified", "positive_below_lloq"):
        return (False,)
    if result.get("quality"):
        return BOTH
    reached = amount(result, "sensitivity", UNITS)
    markers = result.get("markers")
    if (reached is not None and reached > POSITIVE) or (markers is not None and markers < 2):
        return (False,)
    return BOTH if reached is None or markers is None else (True,)


def exceeds_d78(case):
    found, fitting = at(case, "D78", "BM", ["ig_tr_pcr"])
    if not found:
        failed = bool(fitting) and fitting[-1]["state"] == "not_evaluable"
        return {False} if failed else set(BOTH)
    return reached(span_of(found[0]), THOUSANDTH)


def aieop(case):
    age = number(case, "age_years")
    philadelphia = lesion(case, "BCR::ABL1")
    if philadelphia or (age is not None and (age < 1 or age >= 18)):
        return Outcome("out_of_scope")
    day8 = spans(case, "D8", "PB", ["cytology_count"], CELLS, MOST_CELLS) or ANY_COUNT
    poor = reached(day8, POOR)
    if case["course"].get("steroid_days_before_day8", 7) < 7:
        poor = set(BOTH)
    day33 = spans(case, "D33", "BM", ["morphology"]) or ANYTHING
    no_remission = reached(day33, TWENTIETH)
    groups = {
        "HR" if any(bad) else "SR" if all(good) else "MR"
        for bad in product(
            poor, no_remission, truths(lesion(case, "KMT2A::AFF1")), exceeds_d78(case)
        )
        for good in product(carries_negative(case, "D33"), carries_negative(case, "D78"))
    }

    def named_are_in(group):
        last = is_in(case, "D78", "BM", ["ig_tr_pcr"])
        return last and (group == "HR" or is_in(case, "D33", "BM", ["ig_tr_pcr"]))

    return close(groups, named_are_in, age is None or philadelphia is None)


# --- COG AALL08B1 -------------------------------------------------------------------------------


def cog_published(*, age, wbc, is_favourable, d8, d29):
    """Branches 2 to 4 of the published algorithm, as they are printed."""
    if not (1 <= age < 10 and wbc < 50):
        if d29 >= POSITIVE:
            return "VHR"
        return "VHR" if age >= 13 else "HR"
    if is_favourable:
        if d29 >= POSITIVE:
            return "HR"
        return "LR" if d8 < POSITIVE else "AR"
    if d29 >= POSITIVE:
        return "VHR"
    return "AR" if d8 < PERCENT else "HR"


def cog_listed(case):
    """Branch 1 rests on a list that is general knowledge: VHR stays possible, no more."""
    chromosomes, index = number(case, "modal_chromosome_number"), number(case, "dna_index")
    listed = (
        lesion(case, "KMT2A-r"),
        lesion(case, "iAMP21"),
        None if chromosomes is None else chromosomes < 44,
        None if index is None else index < Fraction("0.81"),
    )
    return any(one is not False for one in listed)


@kept
def cog_levels(span):
    found = span.points(POSITIVE, PERCENT)
    return one_of_each(found, lambda one: one >= POSITIVE, lambda one: one >= PERCENT)


@kept
def cog_smears(span):
    return one_of_each(span.points(QUARTER), lambda one: one > QUARTER)


def cog(case):
    age, wbc, philadelphia = number(case, "age_years"), number(case, "wbc_10e9_per_L"), None
    philadelphia = lesion(case, "BCR::ABL1")
    lineage = fact(case, "lineage")
    is_excluded = philadelphia or lineage in ("T", "MPAL") or (age is not None and age < 1)
    if is_excluded:
        return Outcome("out_of_scope")
    outside_marrow = fact(case, "cns") not in ("CNS1", "CNS2") or fact(case, "testicular") != "no"
    groups, is_listed = set(), cog_listed(case)
    ages = amounts(age, [Fraction(1), Fraction(10)], [Fraction(13)])
    for years, cells, one, other, d8, d29, blasts in product(
        one_of_each(ages, lambda one: one < 1, lambda one: one < 10, lambda one: one < 13),
        one_of_each(amounts(wbc, [Fraction(50)], []), lambda one: one < 50),
        truths(lesion(case, "ETV6::RUNX1")),
        truths(lesion(case, "double_trisomy_4_10")),
        cog_levels(spans(case, "D8", "PB", ["flow"]) or ANYTHING),
        cog_levels(spans(case, "D29", "BM", ["flow"]) or ANYTHING),
        cog_smears(spans(case, "D29", "BM", ["morphology"]) or ANYTHING),
    ):
        if years < 1 and age is None:
            years = Fraction(1)
        group = cog_published(age=years, wbc=cells, is_favourable=one or other, d8=d8, d29=d29)
        groups.add(group)
        if is_listed or (d29 >= PERCENT and blasts > QUARTER):
            groups.add("VHR")
        if outside_marrow and group in ("LR", "AR"):
            groups.add("HR")

    def named_are_in(group):
        last = is_in(case, "D29", "BM", ["flow"])
        return last and (group in ("HR", "VHR") or is_in(case, "D8", "PB", ["flow"]))

    return close(groups, named_are_in, None in (age, philadelphia, lineage))


# --- KSPHO 2024 ---------------------------------------------------------------------------------

MRD = ["flow"]


def kspho_eligible(case):
    age, wbc = number(case, "age_years"), number(case, "wbc_10e9_per_L")
    criteria = (
        None if age is None else 10 <= age < 19,
        None if wbc is None else wbc >= 50,
        None if fact(case, "cns") is None else fact(case, "cns") == "CNS3",
        {"yes": True, "no": False}.get(fact(case, "testicular")),
        lesion(case, "KMT2A-r"),
        lesion(case, "iAMP21"),
    )
    if True in criteria:
        return True
    return None if None in criteria else False


def kspho_branch(lineage, eoi, eoc, again):
    """The published branch, or None where the record has none."""
    if eoc < POSITIVE:
        return "HR_2DI" if eoi >= POSITIVE else "HR_1DI"
    if lineage == "T":
        return "VHR_CRITERION"
    if lineage == "B":
        return "VHR_CRITERION" if again >= POSITIVE else "HR_INT_2DI"
    return None


@kept
def kspho_levels(span):
    return one_of_each(span.points(POSITIVE), lambda one: one >= POSITIVE)


def kspho(case):
    age, philadelphia = number(case, "age_years"), lesion(case, "BCR::ABL1")
    eligible = kspho_eligible(case)
    if philadelphia or eligible is False or (age is not None and not 1 <= age < 20):
        return Outcome("out_of_scope")
    lineage = fact(case, "lineage")
    named = {point: spans(case, point, "BM", MRD) for point in ("EOI", "EOC", "POST_IM1")}
    groups = {
        kspho_branch(*completion)
        for completion in product(
            (lineage,) if lineage else ("B", "T", "MPAL"),
            *(kspho_levels(named[point] or ANYTHING) for point in named),
        )
    }
    if groups == {None}:
        return Outcome("published_gap")
    if None in groups:
        return Outcome("indeterminate", None, frozenset(groups - {None}))
    first = {"HR_1DI": "EOI", "HR_2DI": "EOI", "HR_INT_2DI": "POST_IM1"}

    def named_are_in(group):
        return named["EOC"] is not None and named[first.get(group, "EOC")] is not None

    return close(groups, named_are_in, None in (age, philadelphia, eligible))


ORACLES = {
    "ccg-early-marrow": ccg,
    "aieop-bfm-all-2000": aieop,
    "cog-aall08b1": cog,
    "kspho-hr-2024": kspho,
}
