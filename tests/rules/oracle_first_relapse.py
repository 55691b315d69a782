"""The published rows for relapse, in fractions: UKALL R3, AALL1331 and the Ponte-di-Legno table.

Nothing here is imported from the program.
"""

from functools import lru_cache
from itertools import product

from tests.rules.oracle import PERCENT, POSITIVE, Outcome
from tests.rules.oracle_first_reading import (
    BOTH,
    M2,
    M3,
    Look,
    is_relapse,
    read,
    said,
    scope,
    settle,
    span_of,
)
from tests.rules.oracle_spans import MOST_KEPT, above, kept, reached, steps

TENTH = PERCENT / 10
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
        return {"MRD_HIGH" if high else "MRD_LOW" for high in reached(end.span, POSITIVE)}

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
        high = reached(read(case, FLOW_END).span, TENTH)
        groups |= {"IR" if one else "LR" for one in high}
    if study != "aall1331-late":
        groups.add("HR")
    if True in above(read(case, SMEAR_END).span, M3):
        groups.add("TREATMENT_FAILURE")
    return Outcome("indeterminate", None, frozenset(groups))


# --- Ponte-di-Legno ------------------------------------------------------------------------------

TESTS = ("flow", "ig_tr_pcr", "ngs")
NOTHING = ("not_evaluable", "pending")
# Amounts by the rows of the table: below 1 %, from 1 %, from 5 %, from 25 % on.
BELOW, FROM_1, FROM_5, FROM_25 = range(4)
TESTS_ASKED = {FROM_1: 3, FROM_5: 2}
BEFORE_ALL = -(10**6)


def marrows_of(case):
    """Tests of each marrow after the latest remission, in time."""
    remissions = [
        event["day"] for event in case["course"].get("events", ()) if event["kind"] == "remission"
    ]
    if not remissions and case["patient"].get("prior_remission") != "yes":
        return ()
    return marrows_after(max(remissions, default=BEFORE_ALL), *case["results"])


@kept
def marrows_after(remission, *results):
    """Of each marrow the tests: method, target, and the rows of the table that it may be in."""
    by_day = {}
    for one in results:
        is_test = (
            one["specimen"] == "BM" and one["method"] in TESTS and one["state"] not in NOTHING
        )
        if is_test and one["day"] > remission:
            test = (one["method"], one.get("target", ""), steps(span_of(one), PERCENT, M2, M3))
            by_day.setdefault(one["day"], []).append(test)
    return tuple(tuple(by_day[day]) for day in sorted(by_day))


def different(tests, is_meant):
    """Count different tests; one without a named target may be any of its method."""
    targets = {}
    for method, target, amount in tests:
        if is_meant(amount):
            targets.setdefault(method, set()).add(target)
    return sum(max(len(names - {""}), 1) for names in targets.values())


def confirms(amount):
    return amount >= FROM_1


def is_below(amount):
    return amount == BELOW


def word_of(marrow, later):
    """What one marrow means when every amount is known: a group, or "open"."""
    top = max(amount for _, _, amount in marrow)
    if top == FROM_25:
        return "RELAPSE"
    if top == BELOW:
        return "NOT_RELAPSE"
    if different(marrow, confirms) >= TESTS_ASKED[top]:
        return "RELAPSE"
    for other in later:
        if different(other, confirms) >= 2:
            return "RELAPSE"
        if different(other, is_below) >= 2:
            return "NOT_CONFIRMED"
    return "open"


def groups_when_known(marrows):
    words = {word_of(marrow, marrows[place + 1 :]) for place, marrow in enumerate(marrows)}
    if "RELAPSE" in words:
        return {"RELAPSE"}
    if "open" in words:
        return {"RELAPSE", "NOT_CONFIRMED"}
    return {"NOT_CONFIRMED"} if "NOT_CONFIRMED" in words else {"NOT_RELAPSE"}


@lru_cache(MOST_KEPT)
def groups_of_marrows(marrows):
    """The groups of every combination of the amounts that the tests may have found."""
    groups = set()
    for amounts in product(*(rows for marrow in marrows for _, _, rows in marrow)):
        left = iter(amounts)
        groups |= groups_when_known(
            [[(method, target, next(left)) for method, target, _ in marrow] for marrow in marrows]
        )
    return groups


def pdl(case):
    """The table of the consensus on relapse where MRD is available."""
    marrows = marrows_of(case)

    def groups_of(_):
        if not marrows:
            return {"RELAPSE", "NOT_CONFIRMED", "NOT_RELAPSE"}
        return groups_of_marrows(marrows)

    return settle(case, scope(case), groups_of, lambda _: True)
