"""Marrows after a remission: random ones, and every step of the relapse table."""

from itertools import product

from tests.rules.oracle import PERCENT
from tests.rules.oracle_first_reading import M2, M3, Look
from tests.rules.oracle_first_results import Slot, draw, placed, quantified, templates

MARROW = {
    method: Slot(Look("", (0, 0, None), "BM", method), (PERCENT, M2, M3))
    for method in ("flow", "ig_tr_pcr", "ngs", "morphology")
}
TARGETS = {"ig_tr_pcr": ("", "IGH", "TRG"), "ngs": ("", "IGK"), "flow": ("",)}
STEPS = ("0.9999999", "1", "1.0000001")
FIRST, SECOND = 400, 410


def random_marrows(source):
    """Results, events, and whether an earlier remission is stated."""
    events = []
    if source.random() < 0.9:
        events.append({"kind": "remission", "day": 33})
    if source.random() < 0.05:
        events.append({"kind": "remission", "day": 420})
    earlier = source.choices(("unknown", "yes", "no"), (8, 1, 1))[0]
    is_suspected = source.random() < 0.35
    return suspected(source) if is_suspected else any_marrows(source), events, earlier


def any_marrows(source):
    results = []
    for day in source.sample((33, 34, 400, 410, 421, 430), source.choice((0, 1, 1, 2, 2, 3))):
        tests = [(method, target) for method, names in TARGETS.items() for target in names]
        for method, target in source.sample(tests, source.choice((1, 1, 2, 2, 3))):
            slot = MARROW[method]
            is_clear = source.random() < 0.6
            found = source.choice(quantified(slot)) if is_clear else draw(source, slot)
            results.append(at(slot, found, day, target))
        if source.random() < 0.15:
            results.append(at(MARROW["morphology"], source.choice(smears()), day))
    return results


def smears():
    return quantified(MARROW["morphology"])


def at(slot, template, day, target=""):
    one = placed(slot, template, day=day)
    del one["timepoint"]
    return one | ({"target": target} if target else {})


def suspected(source):
    """One test at a level that asks for others, and a second marrow with two or three tests."""
    low, high = source.choice(((1, 5), (5, 25)))
    results = [reading_of("flow", FIRST, source.choice((f"{low}", f"{high - 1}.5")))]
    if source.random() < 0.5:
        value = source.choice(("0.9999999", "1", "0.2"))
        results.append(reading_of("ig_tr_pcr", FIRST, value, "IGH"))
    known = [("flow", ""), ("ig_tr_pcr", "IGH"), ("ig_tr_pcr", "TRG"), ("ngs", "")]
    amounts = source.choice((("0.9999999", "0.5"), ("1", "1.0000001", "7"), ("1", "0.9999999")))
    results.extend(
        reading_of(method, SECOND, source.choice(amounts), target)
        for method, target in source.sample(known, source.choice((1, 2, 2, 3)))
    )
    return results


def reading_of(method, day, value, target=""):
    about = {"day": day, "specimen": "BM", "method": method, "state": "quantified"}
    return {**about, "value": value, "unit": "%"} | ({"target": target} if target else {})


# --- exhaustive ----------------------------------------------------------------------------------


def others_of(day):
    """None, one or two further tests of a marrow, on and beside the confirming level."""
    yield []
    for first in STEPS:
        yield [reading_of("ig_tr_pcr", day, first)]
        for second in STEPS:
            yield [reading_of("ig_tr_pcr", day, first), reading_of("ngs", day, second)]


def seconds():
    """A second marrow with no, one or two tests."""
    yield []
    for value in STEPS:
        yield [reading_of("flow", SECOND, value)]
        yield from (
            [reading_of("flow", SECOND, value), reading_of("ig_tr_pcr", SECOND, other)]
            for other in STEPS
        )


def every_step():
    """Results around every level of the table, with every way to confirm them."""
    flow = MARROW["flow"]
    for template, others, second in product(quantified(flow)[1:-1], others_of(FIRST), seconds()):
        yield [at(flow, template, FIRST), *others, *second]
    few = [[], [reading_of("ngs", SECOND, "1")], [reading_of("ngs", SECOND, "0.5")]]
    for template, others, second in product(templates(flow)[::2], few, few[:2]):
        moved = [{**one, "day": FIRST} for one in others]
        yield [at(flow, template, FIRST), *moved, *second]
        pcr = reading_of("ig_tr_pcr", SECOND, "1")
        yield [reading_of("flow", FIRST, "2"), at(flow, template, SECOND), pcr]
    for template, day in product(quantified(flow), (32, 33, 34)):
        yield [at(flow, template, day)]
        yield [{**at(flow, template, day), "specimen": "PB"}]
        yield [{**at(flow, template, day), "method": "morphology"}]
