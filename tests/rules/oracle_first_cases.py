"""Case documents for the first half of the packs: around every threshold, and random ones.

The draw is biased, so that every group and every status of a pack comes out of it.
"""

import random
from fractions import Fraction
from functools import cache
from itertools import product

from tests.rules import oracle_first as first
from tests.rules import oracle_first_relapse as relapse
from tests.rules.oracle import PERCENT, POSITIVE
from tests.rules.oracle_first_marrows import every_step, random_marrows
from tests.rules.oracle_first_reading import D15, M2, M3, POOR, Look
from tests.rules.oracle_first_results import (
    Slot,
    calm,
    draw,
    placed,
    places,
    quantified,
    templates,
)

TENTH, TEN = PERCENT / 10, 10 * PERCENT
BLOOD = Slot(first.BLOOD8, (POOR,))
SMEARS = (Slot(first.SMEAR15, (M3,)), Slot(first.SMEAR33, (M2,)))
SLOTS = {
    "bfm-prednisone-response": (BLOOD,),
    "all-ic-bfm-2002": (BLOOD, *SMEARS),
    "all-ic-bfm-2009": (BLOOD, Slot(Look("D15", D15, "BM", "flow"), (TENTH, TEN)), *SMEARS),
    "aieop-bfm-all-2009": (
        BLOOD,
        Slot(first.FLOW15, (TENTH, TEN), ("nucleated_cells", "mononuclear_cells")),
        SMEARS[1],
        Slot(first.PCR33, (POSITIVE, first.FIVE)),
        Slot(first.PCR78, (POSITIVE, first.FIVE)),
    ),
    "jacls-all-02": (BLOOD, *SMEARS),
    "interfant-06": (
        BLOOD,
        *(
            Slot(
                Look("OCTADAD", (41, 0, None), "BM", method, "octadad", is_by_name=True),
                (POSITIVE,),
            )
            for method in ("flow", "ig_tr_pcr", "ngs")
        ),
    ),
    "esphall-2017": (
        Slot(Look("END_IB", (41, 0, None), "BM", "ig_tr_pcr", is_by_name=True), (first.FIVE,)),
    ),
    "aall1331": (Slot(relapse.FLOW_END, (POSITIVE, TENTH)), Slot(relapse.SMEAR_END, (M3,))),
    "ukall-r3": (Slot(relapse.PCR_END, (POSITIVE,)),),
    "ma-spore-all-2003": (
        BLOOD,
        Slot(first.SMEAR_W5, (M2, M3)),
        Slot(first.PCR_W5, (POSITIVE,)),
        Slot(first.PCR_W12, (POSITIVE, TENTH)),
    ),
    "icicle-all-14": (
        BLOOD,
        Slot(first.FLOW_EOI, (POSITIVE,)),
        Slot(Look("EOC", (43, 0, None), "BM", "flow", is_by_name=True), (POSITIVE,)),
    ),
}
CALM = 0.5
ALL = (*SLOTS, "pdl-relapse")
STEP = Fraction(1, 10**9)
LIMITS = {
    "jacls-all-02": {"age_years": (1, 10, 19), "wbc_10e9_per_L": (10,)},
    "interfant-06": {"age_years": (Fraction(1, 2), 1), "wbc_10e9_per_L": (300,)},
    "aieop-bfm-all-2009": {"age_years": (1, 18)},
    "ma-spore-all-2003": {"age_years": (1,)},
    "icicle-all-14": {"age_years": (1, 10, 19), "wbc_10e9_per_L": (50,)},
    "all-ic-bfm-2002": {"age_years": (1, 6, 19), "wbc_10e9_per_L": (20,)},
    "all-ic-bfm-2009": {"age_years": (1, 6, 19), "wbc_10e9_per_L": (20,)},
}
LESIONS = ("BCR::ABL1", "KMT2A-r", "KMT2A::AFF1", "iAMP21", "TCF3::HLF")
RELAPSE = ("ukall-r3", "aall1331")
STATES = ("detected", "not_detected", "indeterminate", "failed", "not_tested")
# The usual word, and the others that a fact can have.
WORDS = {
    "lineage": ("B", "T", "MPAL"),
    "cns": ("CNS1", "CNS2", "CNS3"),
    "testicular": ("no", "yes", "unknown"),
    "bulky_disease": ("no", "yes", "unknown"),
    "mediastinal_mass": ("no", "yes"),
    "down_syndrome": ("no", "yes", "unknown"),
    "steroid_pretreatment": ("no", "yes"),
    "pre_steroid_cbc": ("yes", "no"),
    "prior_remission": ("no", "yes", "unknown"),
    "protocol_eligible": ("unknown", "yes", "no"),
}
RARE = {"prior_remission": 0.03, "down_syndrome": 0.03, "protocol_eligible": 0.05, "lineage": 0.08}


@cache
def numbers(pack, name):
    """A number one part per billion below, on and above each limit, and far from all."""
    limits = LIMITS.get(pack, {}).get(name, (10,) if name == "age_years" else (50,))
    near = {Fraction(one) + delta * STEP for one in limits for delta in (-1, 0, 1)}
    far = {"age_years": (Fraction(1, 4), 4, 12), "wbc_10e9_per_L": (3, 30, 400)}[name]
    return [text(Fraction(one)) for one in sorted({*near, *map(Fraction, far)})]


def text(number):
    whole, rest = divmod(number * 10**9, 1)
    assert rest == 0, number
    digits = str(whole).rjust(10, "0")
    return f"{digits[:-9]}.{digits[-9:]}".rstrip("0").rstrip(".")


def usual_age(pack):
    return "0.3" if pack == "interfant-06" else "4"


def random_patient(source, pack, known, odd):
    patient = {}
    usual = {"age_years": usual_age(pack), "wbc_10e9_per_L": "5"}
    for name, value in usual.items():
        if source.random() < known:
            is_odd = source.random() < max(odd, 0.3)
            patient[name] = source.choice(numbers(pack, name)) if is_odd else value
    for name, words in WORDS.items():
        if source.random() < known:
            rate = min(odd, RARE.get(name, odd))
            if pack in RELAPSE and name in ("prior_remission", "protocol_eligible"):
                words = ("yes", "no", "unknown")
            patient[name] = source.choice(words[1:]) if source.random() < rate else words[0]
    if source.random() < known:
        is_odd = source.random() < odd
        patient["modal_chromosome_number"] = source.choice((43, 44, 45, 46)) if is_odd else 46
    patient["genetics"] = random_genetics(source, pack, known, odd)
    return patient


def random_genetics(source, pack, known, odd):
    genetics = {}
    for name in LESIONS:
        if source.random() >= known:
            continue
        rate = 0.5 if (pack, name) in FAVOURED else odd / 2
        genetics[name] = source.choice(STATES) if source.random() < rate else "not_detected"
    if pack == "interfant-06" and source.random() < 0.5:
        genetics["KMT2A-r"] = "detected"
    if genetics.get("KMT2A::AFF1") == "detected" and genetics.get("KMT2A-r") == "not_detected":
        # A fusion of KMT2A and no rearrangement of it cannot both be true.
        del genetics[source.choice(["KMT2A::AFF1", "KMT2A-r"])]
    if genetics.get("KMT2A::AFF1") == "not_detected" and source.random() < 0.3:
        del genetics["KMT2A::AFF1"]
    return genetics


FAVOURED = {("esphall-2017", "BCR::ABL1"), ("interfant-06", "KMT2A-r")}


def random_results(source, pack, known):
    is_calm = source.random() < CALM
    failing = source.choice(("flow", "ig_tr_pcr")) if source.random() < 0.08 else None
    results = []
    for slot in SLOTS[pack]:
        if source.random() >= known:
            continue
        repeats = 1 if is_calm else source.choices((1, 2, 3), (8, 2, 1))[0]
        first_day = random_day(source, *slot.look.window)
        for repeat in range(repeats):
            found = calm(source, slot) if is_calm and source.random() < 0.9 else draw(source, slot)
            if slot.look.method == failing:
                found = {"state": "not_evaluable"}
            one = placed(slot, found, day=first_day + repeat)
            results.append(blurred(source, slot, one, is_alone=repeats == 1))
    return results


def random_day(source, day, before, after):
    """In the window, with room for repeats; sometimes one day beside it."""
    if source.random() < 0.06:
        return source.choice((day - before - 1, day + (after or 0) + 1))
    return source.randint(day - before, day + (3 if after is None else max(after - 2, 0)))


def blurred(source, slot, one, *, is_alone):
    """Without its day or its name, or of the other specimen.

    What belongs to a time point by its name alone keeps it: without one it would be a second
    result of the same day elsewhere, and two of one day have no last one.
    """
    if is_alone and source.random() < 0.3:
        del one["day"]
    elif source.random() < 0.1 and not slot.look.is_by_name:
        del one["timepoint"]
    if source.random() < 0.03:
        one["specimen"] = "PB" if one["specimen"] == "BM" else "BM"
    return one


CHILDREN = 20_000  # reading a child takes long; each one has about ten courses in 200 000 cases


@cache
def random_child(pack, number):
    """A child of a pack, and how much is known of it and of its course."""
    source = random.Random(f"{pack} {number}")  # noqa: S311 - cases, not secrets
    known = source.choices((1, 0.97, 0.9, 0.6), (5, 3, 3, 1))[0]
    odd = source.choices((0, 0.1, 0.4), (3, 3, 1))[0]
    return random_patient(source, pack, known, odd), known


def random_case(pack, seed):
    """A case document; the same seed gives the same case."""
    patient, known = random_child(pack, seed % CHILDREN)
    source = random.Random(seed * 64 + sorted(ALL).index(pack))  # noqa: S311 - cases, not secrets
    course = {"pack": pack}
    if pack == "pdl-relapse":
        results, events, earlier = random_marrows(source)
        patient = {**patient, "prior_remission": earlier}
        course["events"] = events
    else:
        results = random_results(source, pack, known)
        if source.random() < 0.15:
            course["events"] = random_phases(source)
        if pack in RELAPSE and source.random() < 0.1:
            course["events"] = [{"kind": "relapse", "day": 0}]
    if source.random() < 0.06:
        course["steroid_days_before_day8"] = source.choice((6, 7, 8))
    if pack == "aall1331" and source.random() < known:
        course["study"] = source.choice(("aall1331-late", "aall1331-late", "aall1331-early"))
    return document(patient, course, results)


def random_phases(source):
    days = {"protocol_m": (76, 82), "octadad": (41, 44), "consolidation": (34, 37)}
    return [
        {"kind": "phase_started", "name": name, "day": source.randint(*between)}
        for name, between in days.items()
    ]


def document(patient, course, results):
    return {
        "format": "mrdtracker-case/1",
        "patient": patient,
        "course": course,
        "results": results,
    }


# --- exhaustive ----------------------------------------------------------------------------------


def around_results(pack, background):
    """Every template at every time point, right and wrong places, over one background."""
    for slot in SLOTS[pack]:
        look = slot.look
        others = [
            one
            for one in background["results"]
            if (one.get("timepoint"), one["method"]) != (look.name, look.method)
        ]
        yield {**background, "results": others}
        for template in templates(slot):
            yield {**background, "results": [*others, placed(slot, template)]}
        for template, place in product(few(slot), places(slot)):
            if place.get("method", look.method) == "morphology" and "value" not in template:
                continue
            yield {**background, "results": [*others, placed(slot, template, **place)]}


def few(slot):
    """Some templates of each kind: for what hangs on the place and not on the amount."""
    return [
        one
        for one in (*quantified(slot)[::3], *templates(slot)[20::25])
        if "out_of_window" not in one.get("quality", ())
    ]


def around_facts(pack, background):
    """Every fact in every word, number and state, and not known."""
    patient = background["patient"]
    for name in ("age_years", "wbc_10e9_per_L"):
        for number in numbers(pack, name):
            yield {**background, "patient": {**patient, name: number}}
    for name, words in WORDS.items():
        for word in words:
            yield {**background, "patient": {**patient, name: word}}
    for number in (43, 44, 45, 46):
        yield {**background, "patient": {**patient, "modal_chromosome_number": number}}
    for genetics in around_genetics(patient["genetics"]):
        yield {**background, "patient": {**patient, "genetics": genetics}}
    for name in patient:
        fewer = {key: value for key, value in patient.items() if key != name}
        yield {**background, "patient": {"genetics": {}} | fewer}


def around_genetics(known):
    for name, state in product(LESIONS, STATES):
        genetics = {**known, name: state}
        if name == "KMT2A-r":
            genetics.pop("KMT2A::AFF1", None)
        elif name == "KMT2A::AFF1" and genetics.get("KMT2A-r") == "not_detected":
            del genetics["KMT2A-r"]
        yield genetics


def grid(pack, background):
    """All time points at once, each on and one part per billion beside its thresholds."""
    columns = []
    for slot in SLOTS[pack]:
        close = quantified(slot)
        negative = [one for one in templates(slot) if one["state"] == "negative"][:2]
        sure = {"state": "negative", "sensitivity": "0.01", "unit": "%", "markers": 2}
        extra = [*negative, sure] if slot.look.method in ("flow", "ig_tr_pcr") else []
        columns.append([placed(slot, one) for one in (*close, *extra)])
    sizes = 1
    for column in columns:
        sizes *= len(column)
    stride = (sizes // 1500) | 1
    for place, results in enumerate(product(*columns)):
        if place % stride == 0:
            yield {**background, "results": list(results)}


def every_marrow():
    """The relapse table step by step, after a remission on day 33."""
    course = {"pack": "pdl-relapse", "events": [{"kind": "remission", "day": 33}]}
    for results in every_step():
        yield document({"genetics": {}}, course, results)
