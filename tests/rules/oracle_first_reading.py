"""What the case says, for the independent oracles: readings, facts and statuses, in fractions.

Nothing here is imported from the program. A case is the plain document of a case file.
"""

from dataclasses import dataclass
from fractions import Fraction
from functools import cache

from tests.rules.oracle import (
    ANY_COUNT,
    ANYTHING,
    BOTH,
    CELLS,
    PERCENT,
    UNITS,
    Outcome,
    Span,
    below,
    kept,
    lesion,
    reached,
    truths,
)

COUNT = "cytology_count"
SCALE = {**UNITS, **CELLS, "per_1e6": Fraction(1, 10**6)}
M2, M3 = 5 * PERCENT, 25 * PERCENT
POOR = Fraction(1000)
WORDS = ("detected", "not_detected")
SAID = {"yes": (True,), "no": (False,)}
# A window is (day, days before, days after or None); protocols.md section 1.1.
D8, D15, D33, D78 = (8, 1, 1), (15, 1, 2), (33, 3, 7), (78, 7, 14)


@dataclass(frozen=True)
class Reading:
    """The last evaluable result of one method at one time point.

    Attributes:
        state: "there", "failed" (reported as not evaluable), or "nothing" (none yet, pending).
    """

    state: str
    span: Span
    result: dict | None = None
    day: int | None = None

    @property
    def is_there(self):
        return self.state == "there"


@dataclass(frozen=True)
class Look:
    """When a protocol looks at what: the key of a rule."""

    name: str
    window: tuple
    specimen: str
    method: str
    before_phase: str | None = None
    is_by_name: bool = False
    denominators: tuple = ()


# --- one result ----------------------------------------------------------------------------------


@cache
def exact(text, unit=None):
    number = Fraction(text)
    return number if unit is None else number * SCALE[unit]


def limit(result, name):
    return exact(result[name], result["unit"]) if name in result else None


@kept
def limits(result):
    """Lower quantitative limit and reached sensitivity; of flow, from its events if need be."""
    lloq, lod = limit(result, "lloq"), limit(result, "lod")
    stated, events = limit(result, "sensitivity"), result.get("events_total")
    if events and result["method"] == "flow":
        lloq = Fraction(50, events) if lloq is None else lloq
        lod = Fraction(20, events) if lod is None and stated is None else lod
    known = [one for one in (lod, stated) if one is not None]
    return lloq, max(known) if known else None


@kept
def is_weakened(result):
    """A diluted sample supports nothing low; CD19 loss blinds flow that gates on CD19 only."""
    quality = set(result.get("quality", ()))
    if "cd19_directed_therapy" in quality:
        quality.discard("cd19_directed_therapy")
        gates = result.get("gating") != "cd19_independent"
        if result["method"] == "flow" and gates:
            return True
    quality.discard("out_of_window")
    return bool(quality)


@kept
def span_of(result):
    """What a state says: a point, (0, QR), [0, s), above a limit, or nothing."""
    top = ANY_COUNT.high if result["method"] == COUNT else Fraction(1)
    state = result["state"]
    low, high, has_low, has_high = Fraction(0), top, True, True
    lloq, reached = limits(result)
    if state == "quantified":
        low = high = limit(result, "value")
    elif state == "positive_below_lloq":
        has_low = False
        high, has_high = (top, True) if lloq is None else (lloq, False)
    elif state == "uncertain_significance":
        high, has_high = (top, True) if lloq is None else (lloq, False)
    elif state == "negative":
        high, has_high = (top, True) if reached is None else (reached, False)
    elif state == "above_uloq":
        low, has_low = limit(result, "uloq"), False
    elif state == "detected":
        has_low = False
    if is_weakened(result):
        high, has_high = top, True
    return Span(low, high, has_low, has_high)


# --- a time point --------------------------------------------------------------------------------


def phase_day(case, name):
    for event in case["course"].get("events", ()):
        if event["kind"] == "phase_started" and event["name"] == name:
            return event["day"]
    return None


def is_inside(look, started, result):
    day, (named, before, after) = result.get("day"), look.window
    if "out_of_window" in result.get("quality", ()):
        return False
    if day is None:
        return result.get("timepoint") == look.name
    if day < named - before or (after is not None and day > named + after):
        return False
    if "timepoint" in result and result["timepoint"] != look.name:
        return False
    if "timepoint" not in result and look.is_by_name:
        return False
    return started is None or day <= started


def read(case, look):
    """The last evaluable result of the right specimen and method, taken in the window."""
    started = phase_day(case, look.before_phase) if look.before_phase else None
    ours = [one for one in case["results"] if one["method"] == look.method]
    return reading_of(look, started, *ours)


@kept
def reading_of(look, started, *results):
    """The reading of results of one method; nothing is taken after its phase has started."""
    fitting = [
        result
        for result in results
        if result["specimen"] == look.specimen and is_inside(look, started, result)
    ]
    fitting.sort(key=lambda result: result.get("day", -1))
    nothing = ANY_COUNT if look.method == COUNT else ANYTHING
    evaluable = [one for one in fitting if one["state"] not in ("not_evaluable", "pending")]
    if not evaluable:
        failed = bool(fitting) and fitting[-1]["state"] == "not_evaluable"
        return Reading("failed" if failed else "nothing", nothing)
    last = counting(evaluable)
    given = last.get("denominator")
    span = span_of(last)
    if given is not None and look.denominators and given not in look.denominators:
        span = ANYTHING
    return Reading("there", span, last, last.get("day"))


def counting(evaluable):
    """The last one; a word replaces no amount, unless it finds what the amount did not."""
    last = evaluable[0]
    for one in evaluable[1:]:
        is_word = one["state"] in WORDS and last["state"] not in WORDS
        contradicts = one["state"] == "detected" and not is_sure_positive(last)
        if not is_word or contradicts:
            last = one
    return last


def is_sure_positive(result):
    if result["state"] == "uncertain_significance":
        return False
    span = span_of(result)
    return span.low > 0 or not span.has_low


# --- the child -----------------------------------------------------------------------------------


@dataclass(frozen=True)
class Child:
    """Facts of a case; each is a tuple of all that it may be."""

    age: Fraction | None
    wbc: Fraction | None
    is_pretreated: bool


def child(case, *, is_pretreated):
    patient = case["patient"]
    age, wbc = patient.get("age_years"), patient.get("wbc_10e9_per_L")
    # After steroids only a count from before them says anything.
    has_count = not is_pretreated or patient.get("pre_steroid_cbc") == "yes"
    return Child(
        None if age is None else exact(age),
        exact(wbc) if wbc is not None and has_count else None,
        is_pretreated,
    )


def said(case, name):
    """What a yes/no fact may be."""
    return SAID.get(case["patient"].get(name), BOTH)


def found(case, name):
    """What a lesion may be: a fusion of KMT2A is a rearrangement of it, and needs one."""
    state = lesion(case, name)
    if state is None and name == "KMT2A-r" and lesion(case, "KMT2A::AFF1"):
        state = True
    if state is None and name == "KMT2A::AFF1" and lesion(case, "KMT2A-r") is False:
        state = False
    return truths(state)


def fewer_chromosomes(case, number):
    return below(case["patient"].get("modal_chromosome_number"), number)


def poor_response(case, one, look):
    """PPR? Open with fewer than seven full days of steroid, or with steroids before."""
    reading = read(case, look)
    if not reading.is_there or one.is_pretreated:
        return BOTH
    days = case["course"].get("steroid_days_before_day8")
    if days is None:
        days = (look.window[0] if reading.day is None else reading.day) - 1
    return BOTH if days < 7 else reached(reading.span, POOR)


# --- scope and status ----------------------------------------------------------------------------


def scope(case, *, excluding=(), required=()):
    """True: outside; None: an exclusion is open; False: inside.

    Args:
        case: The case.
        excluding: What each exclusion may be.
        required: What each requirement may be.
    """
    stated = case["patient"].get("protocol_eligible")
    answers = [*excluding, *(tuple(not one for one in answer) for answer in required)]
    if stated == "no" or (True,) in answers:
        return True
    is_open = any(True in answer for answer in answers)
    return None if is_open and stated != "yes" else False


def is_first_line(case):
    """Outside: a recorded earlier remission. Nobody asks for it where nothing is said."""
    return (case["patient"].get("prior_remission") == "yes",)


def is_relapse(case):
    """A recorded relapse or an earlier remission: what a relapse protocol asks for."""
    events = case["course"].get("events", ())
    if any(event["kind"] == "relapse" for event in events):
        return (True,)
    return said(case, "prior_remission")


def years(one, low, high):
    """Below the lowest age, or at or above the highest."""
    if one.age is None:
        return BOTH
    return (one.age < low or one.age >= high,)


def settle(case, is_outside, groups_of, named_are_in):
    """Status from the groups of all completions.

    Steroids before the diagnosis are asked for: while nobody said, and they would change which
    groups are possible, a group is not final.

    Args:
        case: The case.
        is_outside: The answer of ``scope``.
        groups_of: Gives the groups of all completions for a child.
        named_are_in: Answers for a group whether its named time points are in.
    """
    if is_outside:
        return Outcome("out_of_scope")
    stated = case["patient"].get("steroid_pretreatment")
    groups = frozenset(groups_of(child(case, is_pretreated=stated == "yes")))
    if groups == {None}:
        return Outcome("published_gap")
    if len(groups) > 1:
        return Outcome("indeterminate", None, groups - {None})
    (group,) = groups
    hangs = stated is None and groups != frozenset(groups_of(child(case, is_pretreated=True)))
    is_final = named_are_in(group) and is_outside is False and not hangs
    return Outcome("final" if is_final else "provisional", group, groups)
