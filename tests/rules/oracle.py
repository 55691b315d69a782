"""An independent answer to the five packs, straight from the published rows, in fractions.

Nothing here is imported from the program. A case is the plain document of a case file. What is
not known is tried in every way that matters: the possible groups are those of all completions.
"""

from fractions import Fraction
from functools import cache

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
    all_of,
    any_of,
    completions,
    kept,
    reached,
    steps,
)

PERCENT = Fraction(1, 100)
POSITIVE = Fraction(1, 10**4)
BOTH = (False, True)
TRUTHS = {None: BOTH, False: (False,), True: (True,)}
LESION_STATES = {"detected": True, "not_detected": False}
NOTHING_YET = ("pending", "not_evaluable")

# --- reading a case -----------------------------------------------------------------------------


def fact(case, name):
    return case.get("patient", {}).get(name)


exact = cache(Fraction)


def number(case, name):
    value = fact(case, name)
    return None if value is None else exact(str(value))


def lesion(case, name):
    """True, False, or None where nobody looked."""
    return LESION_STATES.get(case.get("patient", {}).get("genetics", {}).get(name))


def truths(known):
    return TRUTHS[known]


def below(known, threshold):
    """Every answer to "less than the threshold?"."""
    return BOTH if known is None else TRUTHS[known < threshold]


def at_most(known, threshold):
    """Every answer to "no more than the threshold?"."""
    return BOTH if known is None else TRUTHS[known <= threshold]


def at_least(known, threshold):
    """Every answer to "the threshold or more?"."""
    return BOTH if known is None else TRUTHS[known >= threshold]


def at(case, timepoint, specimen, methods):
    """The last evaluable result of each decisive method at a named time point."""
    fitting = [
        result
        for result in case.get("results", ())
        if result["timepoint"] == timepoint
        and result["method"] in methods
        and result["specimen"] == specimen
    ]
    last = {one["method"]: one for one in fitting if one["state"] not in NOTHING_YET}
    return [last[method] for method in methods if method in last], fitting


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


def ccg_1952_groups(first, is_later_above, nine, four, is_hypodiploid):
    """What is possible of one completion: nothing is printed for a day 7 of just 5 %."""
    if nine or four or is_hypodiploid or (first != "below" and is_later_above):
        return ("AUGMENTED",)
    by_day7 = {"below": ("M1_D7",), "on": ("M1_D7", "D14_REQUIRED"), "above": ("D14_REQUIRED",)}
    return by_day7[first]


@kept
def beside_5_percent(span):
    """Below, on and above 5 % blasts: all that are possible."""
    return frozenset(
        "below" if one < TWENTIETH else "on" if one == TWENTIETH else "above"
        for one in span.points(TWENTIETH)
    )


def ccg_1952(case, d7, d14):
    first = beside_5_percent(d7 or ANYTHING)
    rows = completions(
        ccg_1952_groups,
        first,
        above(d14 or ANYTHING, QUARTER),
        truths(lesion(case, "BCR::ABL1")),
        truths(lesion(case, "KMT2A::AFF1")),
        below(number(case, "modal_chromosome_number"), 45),
    )
    groups = frozenset().union(*rows)
    if first == {"on"} and groups != {"AUGMENTED"}:
        return Outcome("boundary_undefined", None, groups)

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
    return is_negative_of_sr(found[0])


@kept
def is_negative_of_sr(result):
    """Two markers, and a sensitivity of at least 1e-4."""
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
        return (False,) if failed else BOTH
    return reached(span_of(found[0]), THOUSANDTH)


def aieop_group(is_poor, has_no_remission, four, is_high_d78, is_low):
    if is_poor or has_no_remission or four or is_high_d78:
        return "HR"
    return "SR" if is_low else "MR"


def aieop(case):
    age = number(case, "age_years")
    philadelphia = lesion(case, "BCR::ABL1")
    if philadelphia or (age is not None and (age < 1 or age >= 18)):
        return Outcome("out_of_scope")
    day8 = spans(case, "D8", "PB", ["cytology_count"], CELLS, MOST_CELLS) or ANY_COUNT
    poor = reached(day8, POOR)
    if case["course"].get("steroid_days_before_day8", 7) < 7:
        poor = BOTH
    day33 = spans(case, "D33", "BM", ["morphology"]) or ANYTHING
    groups = completions(
        aieop_group,
        poor,
        reached(day33, TWENTIETH),
        truths(lesion(case, "KMT2A::AFF1")),
        exceeds_d78(case),
        completions(all_of, carries_negative(case, "D33"), carries_negative(case, "D78")),
    )

    def named_are_in(group):
        last = is_in(case, "D78", "BM", ["ig_tr_pcr"])
        return last and (group == "HR" or is_in(case, "D33", "BM", ["ig_tr_pcr"]))

    return close(groups, named_are_in, age is None or philadelphia is None)


# --- COG AALL08B1 -------------------------------------------------------------------------------

CHILD, OLDER, TEENAGER = "1 to 9", "10 to 12", "13 and older"
FEWEST_DNA = Fraction("0.81")


@kept
def cog_age(years):
    if years < 10:
        return CHILD
    return OLDER if years < 13 else TEENAGER


def cog_published(age, has_few_cells, is_favourable, d8, d29):
    """Branches 2 to 4 of the published algorithm, as they are printed.

    Args:
        age: At least one year.
        has_few_cells: Fewer than 50 (10^9/L).
        is_favourable: ETV6::RUNX1, or trisomies 4 and 10.
        d8: 0 below 0.01 %, 1 from there on, 2 from 1 % on.
        d29: The same.
    """
    if age != CHILD or not has_few_cells:
        if d29 >= 1:
            return "VHR"
        return "VHR" if age == TEENAGER else "HR"
    if is_favourable:
        if d29 >= 1:
            return "HR"
        return "LR" if d8 < 1 else "AR"
    if d29 >= 1:
        return "VHR"
    return "AR" if d8 < 2 else "HR"


def cog_listed(case):
    """Branch 1 rests on a list that is general knowledge: VHR stays possible, no more."""
    listed = (
        truths(lesion(case, "KMT2A-r")),
        truths(lesion(case, "iAMP21")),
        below(number(case, "modal_chromosome_number"), 44),
        below(number(case, "dna_index"), FEWEST_DNA),
    )
    return any(True in one for one in listed)


def cog(case):
    age, philadelphia = number(case, "age_years"), lesion(case, "BCR::ABL1")
    lineage = fact(case, "lineage")
    is_excluded = philadelphia or lineage in ("T", "MPAL") or (age is not None and age < 1)
    if is_excluded:
        return Outcome("out_of_scope")
    outside_marrow = fact(case, "cns") not in ("CNS1", "CNS2") or fact(case, "testicular") != "no"
    d29 = steps(spans(case, "D29", "BM", ["flow"]) or ANYTHING, POSITIVE, PERCENT)
    is_m3 = above(spans(case, "D29", "BM", ["morphology"]) or ANYTHING, QUARTER)
    groups = completions(
        cog_published,
        (CHILD, OLDER, TEENAGER) if age is None else (cog_age(age),),
        below(number(case, "wbc_10e9_per_L"), 50),
        completions(
            any_of,
            truths(lesion(case, "ETV6::RUNX1")),
            truths(lesion(case, "double_trisomy_4_10")),
        ),
        steps(spans(case, "D8", "PB", ["flow"]) or ANYTHING, POSITIVE, PERCENT),
        d29,
    )
    by_marrow_outside = {"HR"} if outside_marrow and groups & {"LR", "AR"} else set()
    by_list_or_failure = {"VHR"} if cog_listed(case) or (2 in d29 and True in is_m3) else set()
    groups |= by_marrow_outside | by_list_or_failure

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
    """The published branch by what is positive, or None where the record has none."""
    if not eoc:
        return "HR_2DI" if eoi else "HR_1DI"
    if lineage == "T":
        return "VHR_CRITERION"
    if lineage == "B":
        return "VHR_CRITERION" if again else "HR_INT_2DI"
    return None


def kspho(case):
    age, philadelphia = number(case, "age_years"), lesion(case, "BCR::ABL1")
    eligible = kspho_eligible(case)
    if philadelphia or eligible is False or (age is not None and not 1 <= age < 20):
        return Outcome("out_of_scope")
    lineage = fact(case, "lineage")
    named = {point: spans(case, point, "BM", MRD) for point in ("EOI", "EOC", "POST_IM1")}
    groups = completions(
        kspho_branch,
        (lineage,) if lineage else ("B", "T", "MPAL"),
        *(reached(span or ANYTHING, POSITIVE) for span in named.values()),
    )
    if groups == {None}:
        return Outcome("published_gap")
    if None in groups:
        return Outcome("indeterminate", None, groups - {None})
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
