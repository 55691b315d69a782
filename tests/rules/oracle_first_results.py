"""Every kind of result around a threshold: one and 50 000 parts per billion below, on and above.

A template is a result without its time point and day; the pools are made once.
"""

from fractions import Fraction
from functools import cache
from typing import NamedTuple

from tests.rules.oracle_first_reading import COUNT, Look

PPB = Fraction(1, 10**9)
NEAR = (-50_000, -1, 0, 1, 50_000)
MRD = ("flow", "ig_tr_pcr", "ngs")
SHIFT = {"%": 2, "fraction": 0, "per_1e4": 4, "per_1e6": 6, "per_uL": 0, "10e9_per_L": -3}
QUALITY = ("haemodilution_suspected", "not_first_pull", "few_cells", "clotted", "sample_old")


class Slot(NamedTuple):
    """A time point that a pack looks at, with the thresholds that it is held against."""

    look: Look
    thresholds: tuple
    denominators: tuple = ()


def written(number, unit):
    """A finite number in a unit, as a text."""
    scaled = number * Fraction(10) ** SHIFT[unit]
    whole, rest = divmod(scaled * 10**15, 1)
    assert rest == 0, (number, unit)
    digits = str(whole).rjust(16, "0")
    return f"{digits[:-15]}.{digits[-15:]}".rstrip("0").rstrip(".")


def around(thresholds, step=PPB):
    """Each threshold with its neighbours, none below zero, and two amounts far from all."""
    near = {one + delta * step for one in thresholds for delta in NEAR}
    near |= {min(thresholds) / 100, max(thresholds) * 3}
    return sorted(one for one in near if one > 0)


def unit_of(place, method):
    if method == COUNT:
        return ("per_uL", "10e9_per_L")[place % 2]
    return ("%", "fraction", "%", "per_1e4", "per_1e6")[place % 5]


@cache
def quantified(slot):
    step = 1000 * PPB if slot.look.method == COUNT else PPB
    units = [unit_of(place, slot.look.method) for place in range(100)]
    return [
        {"state": "quantified", "value": written(number, unit), "unit": unit}
        for number, unit in zip(around(slot.thresholds, step), units, strict=False)
        if slot.look.method == COUNT or number <= 1
    ]


def limited(slot, state, *names):
    """The state with each limit around each threshold, and without any."""
    found = [{"state": state}]
    numbers = [one for one in around(slot.thresholds) if one <= 1]
    for place, number in enumerate(numbers):
        unit = unit_of(place, slot.look.method)
        found.extend({"state": state, name: written(number, unit), "unit": unit} for name in names)
    return found


def negatives(slot):
    found = limited(slot, "negative", "sensitivity", "lod")
    found.append({"state": "negative", "sensitivity": "0.001", "lod": "0.1", "unit": "%"})
    found.append({"state": "negative", "sensitivity": "0.1", "lod": "0.001", "unit": "%"})
    if slot.look.method == "flow":
        events = (20_000, 40_000, 200_000, 250_000, 1_000_000)
        found.extend({"state": "negative", "events_total": number} for number in events)
    if slot.look.method != "ig_tr_pcr":
        return found
    counted = [{**one, "markers": number} for one in found for number in (1, 2, 2, 3)]
    return [*found, *counted]


@cache
def pool(slot):
    """Templates by kind, and how often each kind is drawn."""
    simple = quantified(slot)
    kinds = {"quantified": (12, simple)}
    if slot.look.method in MRD:
        negative = negatives(slot)
        below = limited(slot, "positive_below_lloq", "lloq")
        kinds |= {
            "negative": (8, negative),
            "positive_below_lloq": (3, below),
            "uncertain_significance": (1, limited(slot, "uncertain_significance", "lloq")),
            "above_uloq": (1, limited(slot, "above_uloq", "uloq")[1:]),
            "word": (1, [{"state": "detected"}, {"state": "not_detected"}]),
            "cd19": (1, cd19([*simple, *negative[:20]])),
        }
        simple = [*simple, *negative[::3], *below[::3]]
    kinds["weak"] = (2, weak(simple))
    kinds["nothing"] = (2, [{"state": "not_evaluable"}, {"state": "pending"}])
    kinds["outside"] = (1, [{**simple[0], "quality": ["out_of_window"]}])
    if slot.denominators:
        stated = [{**one, "denominator": word} for one in simple for word in slot.denominators]
        kinds["denominator"] = (2, stated)
    return kinds


def weak(templates):
    return [
        {**one, "quality": [QUALITY[place % len(QUALITY)]]} for place, one in enumerate(templates)
    ]


def cd19(templates):
    found = []
    for place, one in enumerate(templates):
        gating = (None, "cd19_independent", "cd19_only")[place % 3]
        given = {"gating": gating} if gating else {}
        found.append({**one, "quality": ["cd19_directed_therapy"]} | given)
    return found


def templates(slot):
    """All of them."""
    return [one for _, found in pool(slot).values() for one in found]


def calm(source, slot):
    """A result that is below every threshold and carries what low asks for, or is on one."""
    low = quantified(slot)
    if slot.look.method not in MRD or source.random() < 0.3:
        return low[source.randrange(min(3, len(low)))]
    reached = {"state": "negative", "sensitivity": source.choice(("0.01", "0.001")), "unit": "%"}
    return {**reached, "markers": 2} if slot.look.method == "ig_tr_pcr" else reached


def draw(source, slot):
    """One template, by the weights of its kind."""
    kinds = pool(slot)
    (kind,) = source.choices(list(kinds), [weight for weight, _ in kinds.values()])
    return source.choice(kinds[kind][1])


def placed(slot, template, **more):
    """The result at its time point; ``more`` overrides."""
    look = slot.look
    known = {"timepoint": look.name, "specimen": look.specimen, "method": look.method}
    return {**known, **template, **more}


def places(slot):
    """Right and wrong: day on and beside both ends of the window, specimen, method."""
    day, before, after = slot.look.window
    last = day + 40 if after is None else day + after
    days = (day - before - 1, day - before, day, last, last + (after is not None))
    # Without a name, a day before the window may belong to another time point.
    found = [{"day": one} for one in days]
    other = "flow" if slot.look.method == "morphology" else "morphology"
    if slot.look.method == COUNT:
        other = COUNT
    found.append({"specimen": "PB" if slot.look.specimen == "BM" else "BM"})
    found.append({"specimen": "CSF"})
    if other != slot.look.method:
        found.append({"method": other})
    if slot.look.method == "flow":
        found.append({"method": "ig_tr_pcr"})
    return found
