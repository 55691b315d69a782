"""The published rows for relapse, in fractions: UKALL R3, AALL1331 and the Ponte-di-Legno table.

Nothing here is imported from the program.
"""

from fractions import Fraction
from itertools import product

from tests.rules.oracle import PERCENT, POSITIVE, Outcome
from tests.rules.oracle_first_reading import (
    BOTH,
    M2,
    M3,
    Look,
    exceeds,
    is_relapse,
    points,
    reaches,
    read,
    said,
    scope,
    settle,
    span_of,
)
from tests.rules.oracle_spans import kept, one_of_each

END = (35, 6, 7)
PCR_END = Look("EOI", END, "BM", "ig_tr_pcr")
FLOW_END = Look("END_BLOCK_1", END, "BM", "flow")
SMEAR_END = Look("END_BLOCK_1", END, "BM", "morphology")


def not_b(case):
    """Another lineage than B: outside a table for B-cell precursor disease."""
    lineage = case["patient"].get("lineage")
    return BOTH if lineage is None else (lineage != "B",)


def ukall_r3(case):
    """From 1e-4 on at the end of induction: high."""
    outside = scope(
        case,
        excluding=[said(case, "down_syndrome"), not_b(case)],
        # "Late marrow relapse" is no field of a case: only the centre can state it.
        required=[is_relapse(case), said(case, "protocol_eligible")],
    )
    end = read(case, PCR_END)

    def groups_of(_):
        return {"MRD_HIGH" if high else "MRD_LOW" for high in reaches(end.span, POSITIVE)}

    return settle(case, outside, groups_of, lambda _: end.is_there)


def aall1331(case):
    """General knowledge: every group that a row may mean stays possible, none is assigned."""
    outside = scope(
        case,
        excluding=[said(case, "down_syndrome")],
        required=[is_relapse(case)],
    )
    study = case["course"].get("study")
    if outside or study not in (None, "aall1331-late", "aall1331-early"):
        return Outcome("out_of_scope")
    groups = set()
    if study != "aall1331-early":
        high = reaches(read(case, FLOW_END).span, PERCENT / 10)
        groups |= {"IR" if one else "LR" for one in high}
    if study != "aall1331-late":
        groups.add("HR")
    if True in exceeds(read(case, SMEAR_END).span, M3):
        groups.add("TREATMENT_FAILURE")
    return Outcome("indeterminate", None, frozenset(groups))


# --- Ponte-di-Legno ------------------------------------------------------------------------------

TESTS = ("flow", "ig_tr_pcr", "ngs")
NOTHING = ("not_evaluable", "pending")
ROWS = ((M2, M3, 2), (PERCENT, M2, 3))


def marrows_of(case):
    """Tests of each marrow after the latest remission, in time: method, target and span."""
    reached = [
        event["day"] for event in case["course"].get("events", ()) if event["kind"] == "remission"
    ]
    if not reached and case["patient"].get("prior_remission") != "yes":
        return []
    by_day = {}
    for one in case["results"]:
        is_test = (
            one["specimen"] == "BM" and one["method"] in TESTS and one["state"] not in NOTHING
        )
        if is_test and one["day"] > max(reached, default=Fraction(-(10**6))):
            test = (one["method"], one.get("target", ""), span_of(one))
            by_day.setdefault(one["day"], []).append(test)
    return [by_day[day] for day in sorted(by_day)]


@kept
def levels(span):
    """One amount of each row of the table that the span reaches."""
    return one_of_each(
        points(span, PERCENT, M2, M3),
        lambda one: one >= PERCENT,
        lambda one: one >= M2,
        lambda one: one >= M3,
    )


def different(tests, is_meant):
    """Count different tests; one without a named target may be any of its method."""
    targets = {}
    for method, target, amount in tests:
        if is_meant(amount):
            targets.setdefault(method, set()).add(target)
    return sum(max(len(names - {""}), 1) for names in targets.values())


def confirms(amount):
    return amount >= PERCENT


def word_of(marrow, later):
    """What one marrow means when every amount is known: a group, or "open"."""
    top = max(amount for _, _, amount in marrow)
    if top >= M3:
        return "RELAPSE"
    if top < PERCENT:
        return "NOT_RELAPSE"
    tests = next(tests for low, high, tests in ROWS if low <= top < high)
    if different(marrow, confirms) >= tests:
        return "RELAPSE"
    for other in later:
        if different(other, confirms) >= 2:
            return "RELAPSE"
        if different(other, lambda amount: amount < PERCENT) >= 2:
            return "NOT_CONFIRMED"
    return "open"


def groups_when_known(marrows):
    words = {word_of(marrow, marrows[place + 1 :]) for place, marrow in enumerate(marrows)}
    if "RELAPSE" in words:
        return {"RELAPSE"}
    if "open" in words:
        return {"RELAPSE", "NOT_CONFIRMED"}
    return {"NOT_CONFIRMED"} if "NOT_CONFIRMED" in words else {"NOT_RELAPSE"}


def pdl(case):
    """The table of the consensus on relapse where MRD is available."""
    marrows = marrows_of(case)

    def groups_of(_):
        if not marrows:
            return {"RELAPSE", "NOT_CONFIRMED", "NOT_RELAPSE"}
        sizes = [len(marrow) for marrow in marrows]
        tests = [test for marrow in marrows for test in marrow]
        groups = set()
        for amounts in product(*(levels(span) for _, _, span in tests)):
            known = [(*test[:2], amount) for test, amount in zip(tests, amounts, strict=True)]
            split, begin = [], 0
            for size in sizes:
                split.append(known[begin : begin + size])
                begin += size
            groups |= groups_when_known(split)
        return groups

    return settle(case, scope(case), groups_of, lambda _: True)
