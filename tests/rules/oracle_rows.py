"""What the independent answers share: completions of a case, and the status of their rows.

The manner is that of ``oracle``: what is not known is tried in every way that matters, and the
possible groups are those of all completions. Each completion gives a row: the group that verified
sentences lead to (None where they lead to none, a set where they leave a hole), and the groups
that only an unverified sentence (certainty B or C, a disputed operator) would lead to. Those stay
possible and are never assigned.
"""

from fractions import Fraction
from itertools import product

from tests.rules.oracle import (
    ANYTHING,
    PERCENT,
    Outcome,
    at,
    fact,
    lesion,
    number,
    span_of,
    truths,
)

TENTH, ONE, FIVE, QUARTER = PERCENT / 10, PERCENT, 5 * PERCENT, 25 * PERCENT
NOTHING = frozenset()
OUT = Outcome("out_of_scope")
WORDS = ("detected", "not_detected")
FAR = Fraction(10**6)


# --- where a result belongs ---------------------------------------------------------------------

# Days that still belong to a time point: the conventions of day counting, or "later than".
WINDOWS = {
    "D8": (7, 9),
    "D15": (14, 17),
    "D19": (18, 21),
    "D28": (27, 35),
    "D29": (28, 36),
    "D32": (29, 39),
    "D33": (30, 40),
    "D42": (38, 49),
    "D46": (43, 53),
    "EOC": (37, 10**4),
    "CONSOLIDATION": (54, 10**4),
    "W11": (64, 85),
    "W15": (92, 10**4),
}


def in_windows(case):
    """The case without the results whose day is outside the time point that they name."""

    def belongs(result):
        first, last = WINDOWS[result["timepoint"]]
        return "day" not in result or first <= result["day"] <= last

    return case | {"results": [one for one in case["results"] if belongs(one)]}


# --- what a case leaves open --------------------------------------------------------------------


def yes_no(case, name):
    """Both answers where nobody said."""
    return truths({"yes": True, "no": False}.get(fact(case, name)))


def word(case, name, *words):
    """The word of the case, or each one that it could be."""
    known = fact(case, name)
    return words if known is None else (known,)


def years(case, low, high):
    """The age, or one of each range that the protocols tell apart."""
    known = number(case, "age_years")
    if known is not None:
        return (known,)
    return tuple(age for age in map(Fraction, (0, 1, 10)) if low <= age < high)


def compared(known, *questions):
    """Every combination of answers that a number gives to the questions."""
    if known is not None:
        return {tuple(ask(known) for ask in questions)}
    near = {point + step for point in map(Fraction, (0, 43, 44, 45, 50)) for step in (0, 1, -1)}
    near |= {Fraction(n, 100) for n in (80, 81, 115, 116, 117)} | {FAR}
    return {tuple(ask(point) for ask in questions) for point in near if point >= 0}


def white_cells(case):
    """A count after steroids says nothing about the risk."""
    is_late = fact(case, "steroid_pretreatment") == "yes"
    if is_late and fact(case, "pre_steroid_cbc") != "yes":
        return None
    return number(case, "wbc_10e9_per_L")


def said_last(case, timepoint, specimen, methods):
    """The last evaluable result of each method.

    A word does not replace a number, unless it says that the negative before it is wrong.
    """
    found = []
    for method in methods:
        last = None
        for one in at(case, timepoint, specimen, [method])[1]:
            if one["state"] in ("pending", "not_evaluable"):
                continue
            is_over_word = last is None or last["state"] in WORDS
            is_news = one["state"] == "detected" and last and last["state"] == "negative"
            if one["state"] not in WORDS or is_over_word or is_news:
                last = one
        found.extend([last] if last else ())
    return found


def joined(answers):
    """Methods that count alike: what is certain of one holds, and where they differ it is open."""
    certain = [one for one in answers if len(one) == 1]
    same = certain and all(one == certain[0] for one in certain)
    return certain[0] if same else {True, False}


def reaches(results, threshold, is_met):
    """Every answer of a question with one threshold, over the results of a time point."""
    spans = [span_of(one) for one in results]
    return joined([{is_met(point) for point in span.points(threshold)} for span in spans])


def asked(case, timepoint, methods, thresholds, *questions):
    """Every combination of answers that the marrow of a time point gives to the questions."""
    found = said_last(case, timepoint, "BM", methods)
    points = span_of(found[0]).points(*thresholds) if found else ANYTHING.points(*thresholds)
    return {tuple(ask(point) for ask in questions) for point in points}


def smear(case, timepoint):
    """The marrow classes that are possible: M1 < 5 %, M2 5 to 25 %, M3 > 25 %."""
    found = said_last(case, timepoint, "BM", ["morphology"])
    return {
        "M1" if blasts < FIVE else "M2" if blasts <= QUARTER else "M3"
        for blasts in (span_of(found[0]) if found else ANYTHING).points(FIVE, QUARTER)
    }


def bands(case, timepoint, methods, *thresholds):
    """How many thresholds the MRD reaches (>=), for each amount that is possible."""
    found = said_last(case, timepoint, "BM", methods)
    answers = [reaches(found, one, lambda point, one=one: point >= one) for one in thresholds]
    return {
        sum(one)
        for one in product(*answers)
        if all(low or not high for low, high in zip(one, one[1:], strict=False))
    }


def is_in(case, timepoint, methods):
    """An evaluable result of the marrow is there."""
    return bool(said_last(case, timepoint, "BM", methods))


def steroids_asked(oracle):
    """Steroids before the diagnosis are a question that has to be asked, where they matter."""

    def answer(case):
        found = oracle(case)
        if found.status != "final" or fact(case, "steroid_pretreatment") is not None:
            return found
        given = oracle(case | {"patient": case["patient"] | {"steroid_pretreatment": "yes"}})
        if given.possible == found.possible:
            return found
        return Outcome("provisional", found.assigned, found.possible)

    return answer


def settle(rows, is_final, scope_is_open):
    """The status, from the rows of all completions.

    Args:
        rows: Pairs of the verified group and the unverified ones.
        is_final: Answers for the one group that is left.
        scope_is_open: It is not known whether the protocol excludes the child.
    """
    rows = set(rows)
    holes = [group for group, _ in rows if isinstance(group, frozenset)]
    found = {group for group, _ in rows if isinstance(group, str)}
    possible = found.union(*holes, *(others for _, others in rows))
    if not possible:
        return Outcome("published_gap")
    if len(holes) == len(rows):
        return Outcome("boundary_undefined", None, frozenset(possible))
    if len(possible) > 1 or not all(isinstance(group, str) for group, _ in rows):
        return Outcome("indeterminate", None, frozenset(possible))
    (group,) = possible
    is_settled = is_final(group) and not scope_is_open
    return Outcome("final" if is_settled else "provisional", group, frozenset(possible))


def is_outside(case, low, high):
    """Older or younger than the protocol takes, or with Down syndrome."""
    age = number(case, "age_years")
    is_other_age = age is not None and not low <= age < high
    return is_other_age or fact(case, "down_syndrome") == "yes"


def is_open(case, *names, philadelphia=False):
    """Not everything is known that could put the child outside the protocol."""
    is_unsaid = any(fact(case, name) is None for name in ("down_syndrome", *names))
    return is_unsaid or (philadelphia and lesion(case, "BCR::ABL1") is None)
