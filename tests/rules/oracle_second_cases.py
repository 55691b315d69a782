"""Case documents for the second half of the packs: every edge of a slot, and random ones.

The draw is biased: calm values lead to the low groups, and the others sit on and beside every
published threshold, so that every group and every status comes out of it.
"""

import random
from datetime import date, timedelta
from itertools import combinations, product

from tests.rules.oracle_second_rows import WINDOWS
from tests.rules.oracle_second_slots import CALM, CALM_SMEAR, FACTS, LESIONS, PACKS

BEGUN = date(2026, 1, 5)
OTHER_SPECIMEN = {"BM": "PB", "PB": "BM"}
WORDS = ("detected", "not_detected")
LIMITS = ("0.001", "0.01", "0.0100001", "0.1", "0.1000001", "1", "1.0000001")


def calm(slot):
    return CALM_SMEAR if slot.methods == ("morphology",) else CALM[slot.unit]


def result(slot, state, **more):
    """A result of a slot, at its place unless something else is said."""
    found = {"timepoint": slot.timepoint, "specimen": slot.specimen, "method": slot.methods[0]}
    found |= {"state": state} | ({"day": slot.day} if slot.day is not None else {}) | more
    if found["method"] == "ig_tr_pcr":
        found.setdefault("markers", 2)
    if {"value", "lloq", "lod", "sensitivity"} & set(found):
        found["unit"] = slot.unit
    return found


def measured(slot, value, **more):
    return result(slot, "quantified", value=value, **more)


# --- every edge ---------------------------------------------------------------------------------


def variants(slot):
    """Every state of a slot, with its numbers on and around every threshold, and not there."""
    for value in (*slot.edges, *slot.more, calm(slot)[0]):
        yield [measured(slot, value)]
        yield [measured(slot, value, quality=["haemodilution_suspected"])]
    yield from ([], [result(slot, "not_evaluable")], [result(slot, "pending")])
    if slot.has_words:
        for limit in slot.edges:
            yield [result(slot, "positive_below_lloq", lloq=limit)]
            yield [result(slot, "negative", sensitivity=limit)]
            yield [result(slot, "negative", lod=limit)]
        yield from ([result(slot, state)] for state in ("negative", *WORDS))
        for word, number in product(WORDS, (slot.edges[0], slot.more[-1] if slot.more else "2")):
            yield [measured(slot, number), result(slot, word, **later(slot))]
        events = [
            result(slot, "negative", method="flow", events_total=n) for n in (10**5, 2 * 10**5)
        ]
        yield from ([one] for one in events if "flow" in slot.methods)
    yield from misplaced(slot)


def misplaced(slot):
    """The wrong specimen, method and day, the ends of the window, and two that differ."""
    for value in (slot.edges[-1], calm(slot)[0]):
        yield [measured(slot, value, specimen=OTHER_SPECIMEN[slot.specimen])]
        yield [measured(slot, value) | by_another_method(slot)]
        if slot.has_words:
            yield [measured(slot, value, method=slot.methods[-1], markers=2)]
        for day in days(slot):
            one = measured(slot, value, day=day)
            yield from ([one], [{key: one[key] for key in one if key != "timepoint"}])
        yield [measured(slot, value), measured(slot, slot.edges[0])]
        yield [measured(slot, value), result(slot, "not_evaluable", **later(slot))]
        yield [measured(slot, value), measured(slot, slot.edges[0], **later(slot))]


def by_another_method(slot):
    if slot.has_words and "ngs" in slot.methods:
        return {"method": "morphology"}
    return {"method": "ngs", "value": "3", "unit": "%"}


def later(slot):
    return {} if slot.day is None else {"day": slot.day + 1}


def days(slot):
    """The ends of the window of a slot and the days beside them."""
    if slot.timepoint not in WINDOWS:
        return []
    first, last = WINDOWS[slot.timepoint]
    return [first - 1, first, last, last + 1] if last < 1000 else [first - 1, first]


def children(pack):
    """Children who differ in one fact from a calm one, and in two from it."""
    own, arms, _ = PACKS[pack]
    facts = FACTS | own
    plain = {name: words[0] for name, (words, _) in facts.items()}
    plain["genetics"] = dict.fromkeys(LESIONS, "not_detected")
    changes = [{}] + [
        {name: one} for name, (some, more) in facts.items() for one in (*some, *more)
    ]
    changes += [{"steroid_pretreatment": "yes", "pre_steroid_cbc": one} for one in ("yes", "no")]
    for name in ("ETV6::RUNX1", "BCR::ABL1", "TCF3::PBX1", "KMT2A-r"):
        changes += [{"genetics": {name: state}} for state in ("detected", "failed")]
    changes += [{"genetics": {"KMT2A::AFF1": "detected", "KMT2A-r": "detected"}}]
    changes += [{name: None} for name in facts]
    if "4" not in facts["age_years"][0]:
        changes += [{"age_years": "4"} | change for change in changes]
    for change, arm in product(changes, (None, *dict.fromkeys(arms))):
        genetics = plain["genetics"] | change.get("genetics", {})
        patient = plain | change | {"genetics": genetics}
        yield {name: one for name, one in patient.items() if one is not None}, arm


def document(pack, patient, results, arm=None, **course):
    course = {"pack": pack} | course | ({"arm_given": arm} if arm else {})
    found = {"format": "mrdtracker-case/1", "patient": patient, "course": course}
    return found | {"results": [one for some in results for one in some]}


def quiet(pack):
    return [[measured(slot, calm(slot)[0])] for slot in PACKS[pack][2]]


def around_facts(pack):
    """Each fact and its thresholds, with calm results and without any."""
    slots = PACKS[pack][2]
    loud = [[measured(slot, (slot.edges + list(slot.more))[-1])] for slot in slots]
    for patient, arm in children(pack):
        yield document(pack, patient, quiet(pack), arm)
        yield document(pack, patient, [], arm)
        for place, one in enumerate(loud):
            results = quiet(pack)
            results[place] = one
            yield document(pack, patient, results, arm)


def around_results(pack, ages=()):
    """Each slot in every state, for the calm child, or for those of other ages."""
    everyone = list(children(pack))
    calmest = everyone[0][0]
    wanted = [one for one in everyone if one[0] == calmest or one[0].get("age_years") in ages]
    for place, slot in enumerate(PACKS[pack][2]):
        for (patient, arm), some in product(wanted, variants(slot)):
            results = quiet(pack)
            results[place] = some
            yield document(pack, patient, results, arm)


def grid(pack):
    """Thresholds and weak states of the slots, two by two."""
    calmest = next(children(pack))[0]
    arms = (None, *dict.fromkeys(PACKS[pack][1]))
    for (one, first), (other, second) in combinations(enumerate(PACKS[pack][2]), 2):
        for arm, some, more in product(arms, numbers(first), numbers(second)):
            results = quiet(pack)
            results[one], results[other] = some, more
            yield document(pack, calmest, results, arm)


def numbers(slot):
    """On and around every threshold, and the weak states that leave it open."""
    yield from ([measured(slot, value)] for value in (*slot.edges, *slot.more))
    yield from ([], [result(slot, "not_evaluable")])
    if slot.has_words:
        for limit in slot.thresholds:
            yield [result(slot, "positive_below_lloq", lloq=limit)]
            yield [result(slot, "negative", sensitivity=limit)]
        yield [result(slot, "negative")]


# --- random -------------------------------------------------------------------------------------


def drawn(source, some, other, rate):
    return source.choice(other if other and source.random() < rate else some)


def random_state(source, slot):
    states = ["quantified"] * 14 + ["not_evaluable", "pending"]
    if slot.has_words:
        states += ["negative"] * 6 + ["positive_below_lloq"] * 3 + list(WORDS)
    return source.choice(states)


def random_number(source, slot, state, rate):
    """The number that goes with a state."""
    if state == "quantified":
        return {"value": drawn(source, calm(slot), (*slot.edges, *slot.more), rate)}
    if state == "positive_below_lloq":
        return {"lloq": source.choice(LIMITS)}
    if state == "negative" and source.random() < 0.9:
        limits = LIMITS[:2] if source.random() < 0.7 else LIMITS
        stated = source.choice(
            [("sensitivity",), ("sensitivity",), ("lod",), ("sensitivity", "lod")]
        )
        return {one: source.choice(limits) for one in stated}
    return {}


def random_place(source, slot):
    """The right place, most of the time."""
    place = {"method": source.choice(slot.methods)}
    place |= {"day": source.choice(days(slot))} if days(slot) and source.random() < 0.15 else {}
    wrong = source.random()
    if wrong < 0.015:
        place["specimen"] = OTHER_SPECIMEN[slot.specimen]
    elif wrong < 0.03 and slot.has_words and "ngs" not in slot.methods:
        place["method"] = "ngs"
    return place


def random_result(source, slot, rate):
    """One result of a slot, in any state, and now and then of the wrong kind or day."""
    state = random_state(source, slot)
    more = random_number(source, slot, state, rate) | random_place(source, slot)
    if state in ("quantified", "negative", "positive_below_lloq") and source.random() < 0.04:
        more["quality"] = ["haemodilution_suspected"]
    if state == "negative" and more["method"] == "flow" and source.random() < 0.2:
        more["events_total"] = source.choice([10**5, 2 * 10**5, 10**6])
    if more["method"] == "flow" and source.random() < 0.3:
        more["gating"] = source.choice(["cd19_independent", "cd19_only"])
    return result(slot, state, **more)


def random_results(source, slots, known, rate):
    for slot in slots:
        if source.random() >= known:
            continue
        for repeat in range(source.choice([1, 1, 1, 1, 1, 2])):
            one = random_result(source, slot, rate)
            if "day" in one and source.random() < 0.9:
                one["day"] += repeat
            yield one


def random_genetics(source, known, rate):
    states = ["detected", "detected", "failed", "indeterminate"]
    found = {
        name: drawn(source, ["not_detected"], states, rate / 3)
        for name in LESIONS
        if source.random() < known
    }
    # A fusion of KMT2A and no rearrangement of it cannot both be true.
    if found.get("KMT2A::AFF1") == "detected":
        found["KMT2A-r"] = "detected"
    elif "KMT2A::AFF1" in found and found.get("KMT2A-r") != "detected":
        found["KMT2A-r"] = found["KMT2A::AFF1"]
    elif found.get("KMT2A-r") == "not_detected":
        del found["KMT2A-r"]
    return found


def dated(source, pack, results):
    """Some of the days as dates, and some without the name of their time point."""
    first = 0 if pack == "kspho-hr-2015" else 1
    for one in results:
        way = source.random()
        if "day" in one and way < 0.3:
            one["on"] = (BEGUN + timedelta(days=one["day"] - first)).isoformat()
            if way < 0.2:
                del one["day"]
        if ("day" in one or "on" in one) and source.random() < 0.2:
            del one["timepoint"]
    return results


def random_case(pack, seed):
    """A case document for a pack; the same seed gives the same case."""
    source = random.Random(f"{pack}:{seed}")  # noqa: S311 - cases, not secrets
    known, rate = source.choice([1, 1, 0.97, 0.85]), source.choice([0.05, 0.25, 0.5])
    own, arms, slots = PACKS[pack]
    patient = {
        name: drawn(source, some, other, rate / 5 if name == "down_syndrome" else rate)
        for name, (some, other) in (FACTS | own).items()
        if source.random() < known
    }
    if source.random() < 0.5:
        patient["pre_steroid_cbc"] = source.choice(["yes", "no"])
    patient["genetics"] = random_genetics(source, known, rate)
    course = {"therapy_started_on": BEGUN.isoformat()}
    if source.random() < 0.1:
        course["steroid_days_before_day8"] = source.choice([5, 7, 7])
    if source.random() < 0.5 and slots[0].day is None:
        course["events"] = [{"kind": "car_t", "day": 1}]
    arm = source.choice(arms) if arms and source.random() < known else None
    results = dated(source, pack, list(random_results(source, slots, known, rate)))
    return document(pack, patient, [results], arm, **course)
