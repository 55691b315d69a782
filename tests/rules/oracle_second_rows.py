"""What the independent answers share: completions of a case, and the status of their rows.

The manner is that of ``oracle``: what is not known is tried in every way that matters, and the
possible groups are those of all completions. Each completion gives a row: the group that verified
sentences lead to (None where they lead to none, a set where they leave a hole), and the groups
that only an unverified sentence (certainty B or C, a disputed operator) would lead to. Those stay
possible and are never assigned.
"""

from datetime import date
from fractions import Fraction
from functools import cache, lru_cache
from itertools import pairwise, product

from tests.rules.oracle import (
    BOTH,
    PERCENT,
    UNITS,
    WHOLE,
    Outcome,
    at,
    fact,
    kept,
    lesion,
    number,
    span_of,
    truths,
)
from tests.rules.oracle_spans import MOST_KEPT

TENTH, ONE, FIVE, QUARTER = PERCENT / 10, PERCENT, 5 * PERCENT, 25 * PERCENT
NOTHING = frozenset()
OUT = Outcome("out_of_scope")
WORDS = ("detected", "not_detected")
NUMBERS = ("quantified", "negative", "positive_below_lloq")
MORPHOLOGY = ("morphology",)
MARROW_CLASSES = (FIVE, False), (QUARTER, True)
# The ages that the rows tell apart, in years from and below.
INFANT, CHILD, OLDER = "below 1", "1 to 9", "10 and older"
YES_NO = {"yes": True, "no": False}


# --- where a result belongs ---------------------------------------------------------------------

# Days that still belong to a time point. The conventions of day counting, with the day on which
# the first dose is given; those that only a name leads to have no last day.
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
    "W11": (64, 85),
    "EOC": (37, 10**4),
    "CONSOLIDATION": (54, 10**4),
    "W15": (92, 10**4),
}
BY_DAY = {
    "cog-aall0434": ("D15", "D29"),
    "cog-aall1231": ("D29",),
    "kspho-hr-2015": ("D28",),
    "st-jude-total-xv": ("D19", "D46"),
    "st-jude-total-xvi": ("D15", "D42"),
    "dfci-05-001": ("D32",),
    "china-2010": ("D8", "D15", "D33"),
    "ukall-2003": ("D8", "D15", "D29", "W11"),
}
EVENTS_PER_LOD = 20
BEFORE_ALL = -(10**6)


def placed(case):
    """The case with its results in the order of their days, each at a time point, or left out."""
    course = case["course"]
    pack, begun = course["pack"], date_of(course.get("therapy_started_on"))
    places = [place_of(one, pack, begun) for one in case.get("results", ())]
    results = [one for one in places if one is not None]
    results.sort(key=day_of)
    return case | {"results": results}


@cache
def date_of(text):
    return None if text is None else date.fromisoformat(text)


def day_of(result):
    """What has no day comes first."""
    day = result["day"]
    return BEFORE_ALL if day is None else day


@kept
def place_of(one, pack, begun):
    """A result with its day and its time point; None where it belongs to none."""
    day, named = one.get("day"), one.get("timepoint")
    if day is None and "on" in one:
        first = 0 if pack == "kspho-hr-2015" else 1
        day = (date_of(one["on"]) - begun).days + first
    fits = [name for name in BY_DAY.get(pack, ()) if day is not None and holds(name, day)]
    if named is None and fits:
        named = fits[0]
    if named is not None and (day is None or holds(named, day)):
        return one | {"timepoint": named, "day": day} | limit(one)
    return None


def holds(name, day):
    first, last = WINDOWS.get(name, (0, 10**4))
    return first <= day <= last


def limit(result):
    """What a negative excludes, in %: the weaker of its sensitivity and its limit of detection.

    Flow without a stated limit of detection: 20 events are the least that is seen.
    """
    if result["state"] != "negative":
        return {}
    stated, events = [result.get("sensitivity"), result.get("lod")], result.get("events_total")
    if events is not None and stated[1] is None:
        stated[1] = Fraction(EVENTS_PER_LOD * 100, events)
    known = [Fraction(one) for one in stated if one is not None]
    return {"sensitivity": max(known), "unit": "%"} if known else {}


# --- what a case leaves open --------------------------------------------------------------------


def yes_no(case, name):
    """Both answers where nobody said."""
    return truths(YES_NO.get(fact(case, name)))


def word(case, name, *words):
    """The word of the case, or each one that it could be."""
    known = fact(case, name)
    return words if known is None else (known,)


def years(case, youngest):
    """The range of the age, or each one that a protocol from this range on leaves possible."""
    known = number(case, "age_years")
    if known is not None:
        return (range_of(known),)
    return (INFANT, CHILD, OLDER) if youngest == INFANT else (CHILD, OLDER)


@kept
def range_of(age):
    if age < 1:
        return INFANT
    return CHILD if age < 10 else OLDER


def white_cells(case):
    """A count after steroids says nothing about the risk."""
    is_late = fact(case, "steroid_pretreatment") == "yes"
    if is_late and fact(case, "pre_steroid_cbc") != "yes":
        return None
    return number(case, "wbc_10e9_per_L")


def said_last(case, timepoint, specimen, methods):
    """The last evaluable result of each method; of one day there is no last, so all of them."""
    fitting = at(case, timepoint, specimen, methods)[1]
    if len(methods) == 1:
        return last_of(*fitting)
    same = (last_of(*[one for one in fitting if one["method"] == method]) for method in methods)
    return tuple(one for some in same for one in some)


@kept
def last_of(*same):
    """The last of one method and, as numbers of one day have no order, the others of its day.

    A word does not replace a number, unless it says that the negative before it is wrong.
    """
    last = None
    for one in same:
        if one["state"] in ("pending", "not_evaluable"):
            continue
        is_over_word = last is None or last["state"] in WORDS
        is_news = one["state"] == "detected" and last and not is_surely_positive(last)
        if one["state"] not in WORDS or is_over_word or is_news:
            last = one
    if last is None or last["state"] in WORDS:
        return () if last is None else (last,)
    return tuple(one for one in same if one["state"] in NUMBERS and one["day"] == last["day"])


def is_surely_positive(result):
    return result["state"] in ("quantified", "positive_below_lloq", "detected") and (
        result["state"] != "quantified" or Fraction(result["value"]) > 0
    )


def joined(answers):
    """Results that count alike: what is certain of one holds, and where they differ it is open."""
    certain = [one for one in answers if len(one) == 1]
    same = certain and all(one == certain[0] for one in certain)
    return certain[0] if same else BOTH


def is_positive(results):
    """Any disease at all; a negative of a weak sample says neither."""
    return joined([positive_answers(one) for one in results])


@kept
def positive_answers(result):
    if is_surely_positive(result):
        return (True,)
    return BOTH if result.get("quality") else (False,)


def levels(results, *questions, scale=UNITS, top=WHOLE):
    """How many of the questions, from the weakest to the strongest, an amount answers with yes.

    Args:
        results: What counts at a time point.
        questions: Pairs of a threshold and whether it is to be exceeded, not only reached.
        scale: The units of the numbers.
        top: The largest amount.
    """
    return counts(len(questions), *(answers(one, scale, top, *questions) for one in results))


@lru_cache(MOST_KEPT)
def counts(size, *answered):
    """Every count of yes that the answers of some results leave possible together."""
    together = [joined([one[place] for one in answered]) for place in range(size)]
    return frozenset(
        sum(one)
        for one in product(*together)
        if all(weak or not strong for weak, strong in pairwise(one))
    )


@kept
def answers(result, scale, top, *questions):
    """What the amounts of a result say to each question."""
    span = span_of(result, scale, top)
    return tuple(answers_of(span, *asked) for asked in questions)


def answers_of(span, threshold, exceeds):
    """The ends of a span are what matters, and who they belong to."""
    ends_on = span.low == threshold and span.has_low
    can_be = span.high > threshold or (span.high == threshold and span.has_high and not exceeds)
    cannot = span.low < threshold or (exceeds and ends_on)
    return tuple(one for one, is_possible in ((False, cannot), (True, can_be)) if is_possible)


@kept
def reaching(threshold):
    return threshold, False


def smear(case, timepoint):
    """The marrow classes that are possible: M1 < 5 %, M2 5 to 25 %, M3 > 25 %."""
    return smears(levels(said_last(case, timepoint, "BM", MORPHOLOGY), *MARROW_CLASSES))


@cache
def smears(found):
    return frozenset(("M1", "M2", "M3")[one] for one in found)


def bands(case, timepoint, methods, *thresholds):
    """How many thresholds the MRD of the marrow reaches (>=), for each possible amount."""
    found = said_last(case, timepoint, "BM", methods)
    return levels(found, *map(reaching, thresholds))


def is_in(case, timepoint, methods, specimen="BM"):
    """An evaluable result is there."""
    return bool(said_last(case, timepoint, specimen, methods))


def steroids_asked(oracle, case):
    """Steroids before the diagnosis are a question that has to be asked, where they matter."""
    found = oracle(case)
    if found.status != "final" or fact(case, "steroid_pretreatment") is not None:
        return found
    given = oracle(case | {"patient": case["patient"] | {"steroid_pretreatment": "yes"}})
    if given.possible == found.possible:
        return found
    return Outcome("provisional", found.assigned, found.possible)


def settle(rows, is_final, scope_is_open):
    """The status, from the rows of all completions.

    Args:
        rows: Pairs of the verified group and the unverified ones.
        is_final: Answers for the one group that is left.
        scope_is_open: It is not known whether the protocol excludes the child.
    """
    found = left_by(rows)
    if found.status != "final" or (is_final(found.assigned) and not scope_is_open):
        return found
    return Outcome("provisional", found.assigned, found.possible)


@lru_cache(MOST_KEPT)
def left_by(rows):
    """What the rows leave, with every result in and nothing open about the scope."""
    holes = [group for group, _ in rows if isinstance(group, frozenset)]
    found = {group for group, _ in rows if isinstance(group, str)}
    possible = frozenset(found.union(*holes, *(others for _, others in rows)))
    if not possible:
        return Outcome("published_gap")
    if len(holes) == len(rows):
        return Outcome("boundary_undefined", None, possible)
    if len(possible) > 1 or not all(isinstance(group, str) for group, _ in rows):
        return Outcome("indeterminate", None, possible)
    return Outcome("final", *possible, possible)


def is_outside(case, low, high):
    """Older or younger than the protocol takes, or with Down syndrome."""
    age = number(case, "age_years")
    is_other_age = age is not None and (age < low or (high is not None and age >= high))
    return is_other_age or fact(case, "down_syndrome") == "yes"


def is_open(case, *names, philadelphia=False):
    """Not everything is known that could put the child outside the protocol."""
    is_unsaid = any(fact(case, name) is None for name in ("down_syndrome", *names))
    return is_unsaid or (philadelphia and lesion(case, "BCR::ABL1") is None)
