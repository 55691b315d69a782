"""Random case documents for the second half of the packs: calm, with an edge here and there.

A calm value leads to no high group by itself, so that the low groups occur too; what is not calm
sits on, one part per billion beside, and 50 000 parts per billion beside a published threshold.
"""

import random
from decimal import Decimal

PPB = Decimal("0.0000001")
LESIONS = ("BCR::ABL1", "KMT2A::AFF1", "KMT2A-r", "ETV6::RUNX1", "TCF3::PBX1")


def beside(*points, step=PPB):
    """Each threshold, one step and 50 000 steps below and above it, in plain figures."""
    near = {
        Decimal(point) + count * step for point in points for count in (-50_000, -1, 0, 1, 50_000)
    }
    return [format(one, "f") for one in sorted(near) if one >= 0]


MRD_CALM = ["0.0000001", "0.001", "0.004"]
SMEAR_CALM = ["0", "1", "4.9"]
SMEAR_EDGE = [*beside("5", "25"), "12", "80"]
COUNTS = beside("1000", step=Decimal("0.000001"))

# Fact: calm words, other words.
FACTS = {
    "lineage": (["B"], ["T", "MPAL"]),
    "age_years": (["1", "4", "9.999999999"], [*beside("1", "10"), "12", "17", "18.9", "0.5"]),
    "wbc_10e9_per_L": (["3", "30"], [*beside("50"), "200"]),
    "cns": (["CNS1"], ["CNS2", "CNS3"]),
    "testicular": (["no"], ["yes", "unknown"]),
    "steroid_pretreatment": (["no"], ["yes"]),
    "down_syndrome": (["no"], ["no", "no", "no", "yes"]),
    "etp": (["no"], ["yes"]),
    "modal_chromosome_number": ([46, 52], [43, 44, 45]),
    "dna_index": (["1", "1.1"], ["1.159999999", "1.16", "1.160000001"]),
}
# Pack: facts that are otherwise; arms; slots of (time point, day, specimen, methods, edge values).
T_CELL = {"lineage": (["T"], ["B", "MPAL"])}
PACKS = {
    "cog-aall0434": (
        T_CELL | {"age_years": (["1", "4", "9.9"], [*beside("1", "10", "31"), "15"])},
        (),
        [
            ("D15", 15, "BM", ["morphology"], SMEAR_EDGE),
            ("D29", 29, "BM", ["morphology"], SMEAR_EDGE),
            ("D29", 29, "BM", ["flow"], [*beside("0.1", "1"), "0.5", "30"]),
        ],
    ),
    "cog-aall1231": (
        T_CELL,
        (),
        [
            ("D29", 29, "BM", ["morphology"], SMEAR_EDGE),
            ("D29", 29, "BM", ["flow"], [*beside("0.01"), "0.05", "3"]),
            ("EOC", 79, "BM", ["flow"], [*beside("0.1"), "0.01", "3"]),
        ],
    ),
    "kspho-hr-2015": (
        {"age_years": (["10", "12", "21.9"], [*beside("1", "10", "22"), "4"])},
        (),
        [("D28", 28, "BM", ["morphology"], SMEAR_EDGE)],
    ),
    "st-jude-total-xv": (
        {"age_years": (["1", "4", "9.9"], [*beside("1", "10", "19"), "15"])},
        (),
        [
            ("D19", 19, "BM", ["flow", "ig_tr_pcr"], [*beside("1"), "0.5", "30"]),
            ("D46", 46, "BM", ["flow", "ig_tr_pcr"], [*beside("0.01", "1"), "0.5", "30"]),
            ("CONSOLIDATION", 80, "BM", ["flow", "ig_tr_pcr"], [*beside("0.01"), "2"]),
        ],
    ),
    "st-jude-total-xvi": (
        {"age_years": (["1", "4", "9.9"], [*beside("1", "10", "19"), "0.5", "15"])},
        (),
        [
            ("D15", 15, "BM", ["flow", "ig_tr_pcr"], [*beside("1"), "0.5", "30"]),
            ("D42", 42, "BM", ["flow", "ig_tr_pcr"], [*beside("0.01", "1"), "0.5", "30"]),
            ("W15", 105, "BM", ["flow", "ig_tr_pcr"], [*beside("0.01"), "2"]),
        ],
    ),
    "dfci-05-001": (
        {"age_years": (["1", "4", "15"], beside("1", "10", "19"))},
        ("SR", "HR"),
        [("D32", 32, "BM", ["ig_tr_pcr"], [*beside("0.1"), "2"])],
    ),
    "nopho-all-2008": (
        {},
        (),
        [
            ("D15", 15, "BM", ["flow"], beside("25")),
            ("D29", 29, "BM", ["flow"], beside("0.1", "5")),
            ("D79", 79, "BM", ["flow"], beside("0.1")),
        ],
    ),
    "cccg-all-2020": (
        {},
        ("LR", "IR"),
        [
            ("D19", 19, "BM", ["flow"], beside("0.01", "0.1")),
            ("D46", 46, "BM", ["flow"], beside("0.01", "1")),
        ],
    ),
    "china-2010": (
        {"lineage": (["B"], ["T", "T", "MPAL"])},
        ("SR", "SR", "IR"),
        [
            ("D8", 8, "PB", ["cytology_count"], [*COUNTS, "20000"]),
            ("D15", 15, "BM", ["morphology"], SMEAR_EDGE),
            ("D33", 33, "BM", ["morphology"], SMEAR_EDGE),
            ("D33", 33, "BM", ["flow", "ig_tr_pcr"], [*beside("1"), "3"]),
        ],
    ),
    "china-2018": (
        {},
        (),
        [
            ("D15_19", 17, "BM", ["flow"], beside("0.1", "10")),
            ("D33_45", 40, "BM", ["flow"], beside("0.01", "1")),
            ("PRE_CONSOLIDATION", 70, "BM", ["flow"], beside("0.01")),
        ],
    ),
    "ukall-2003": (
        {"age_years": (["1", "4", "15"], [*beside("1", "10", "26"), "24"])},
        (),
        [
            ("D8", 8, "BM", ["morphology"], SMEAR_EDGE),
            ("D15", 15, "BM", ["morphology"], SMEAR_EDGE),
            ("D29", 29, "BM", ["ig_tr_pcr"], [*beside("0.01"), "2"]),
            ("W11", 77, "BM", ["ig_tr_pcr"], [*beside("0.01"), "2"]),
        ],
    ),
    "post-transplant-and-car-t": (
        {},
        (),
        [
            ("PRE_HSCT", None, "BM", ["flow", "ig_tr_pcr"], beside("0.01", "0.1")),
            ("POST_HSCT_M1_2", None, "BM", ["flow", "ig_tr_pcr"], beside("0.01")),
            ("POST_HSCT_M3_6", None, "BM", ["flow", "ig_tr_pcr"], beside("0.01")),
            ("POST_CART_D28", None, "BM", ["flow"], beside("0.01")),
            ("POST_CART_D28_M3", None, "BM", ["ngs"], beside("0.01")),
        ],
    ),
}
CALM_COUNTS = ["0", "10", "900"]
LIMITS = ["0.001", "0.01", "0.0100001", "0.1", "0.1000001", "1", "1.0000001"]
EVALUABLE = ("quantified", "negative", "positive_below_lloq", "detected", "not_detected")


def drawn(source, calm, other, rate):
    return source.choice(other if other and source.random() < rate else calm)


def random_result(source, slot, rate):
    """One result of a slot, in any state, and now and then of the wrong kind or day."""
    timepoint, day, specimen, methods, edge = slot
    method = methods[0]
    is_count, is_smear = method == "cytology_count", method == "morphology"
    found = {"timepoint": timepoint, "specimen": specimen, "method": source.choice(methods)}
    states = ["quantified"] * 14 + ["not_evaluable", "pending"]
    if not is_count and not is_smear:
        states += ["negative"] * 6 + ["positive_below_lloq"] * 3 + ["detected", "not_detected"]
    state = found["state"] = source.choice(states)
    unit = {"unit": "per_uL" if is_count else "%"}
    if state == "quantified":
        calm = CALM_COUNTS if is_count else SMEAR_CALM if is_smear else MRD_CALM
        found |= {"value": drawn(source, calm, edge, rate)} | unit
    elif state == "positive_below_lloq":
        found |= {"lloq": source.choice(LIMITS)} | unit
    elif state == "negative" and source.random() < 0.9:
        limits = LIMITS[:2] if source.random() < 0.7 else LIMITS
        found |= {source.choice(["sensitivity", "lod"]): source.choice(limits)} | unit
    if found["method"] == "ig_tr_pcr":
        found["markers"] = source.choice([2, 2, 3])
    if state in EVALUABLE and source.random() < 0.03:
        found["quality"] = ["haemodilution_suspected"]
    if day is not None:
        found["day"] = day
    wrong = source.random()
    if wrong < 0.015:
        found["specimen"] = "PB" if specimen == "BM" else "BM"
    elif wrong < 0.03 and not is_count and not is_smear:
        found["method"] = "ngs" if method != "ngs" else "flow"
        found.pop("markers", None)
    elif wrong < 0.045 and day is not None:
        found["day"] = 1 if day < 30 else 2
    return found


def random_case(pack, seed):
    """A case document for a pack; the same seed gives the same case."""
    source = random.Random(f"{pack}:{seed}")  # noqa: S311 - cases, not secrets
    known, rate = source.choice([1, 1, 0.97, 0.85]), source.choice([0.05, 0.25, 0.5])
    own, arms, slots = PACKS[pack]
    patient = {
        name: drawn(source, calm, other, rate if name != "down_syndrome" else rate / 5)
        for name, (calm, other) in (FACTS | own).items()
        if source.random() < known
    }
    if source.random() < 0.5:
        patient["pre_steroid_cbc"] = source.choice(["yes", "no"])
    patient["genetics"] = {
        name: drawn(
            source, ["not_detected"], ["detected", "detected", "failed", "indeterminate"], rate / 3
        )
        for name in LESIONS
        if source.random() < known
    }
    # A fusion of KMT2A and no rearrangement of it cannot both be true.
    genetics = patient["genetics"]
    if genetics.get("KMT2A::AFF1") == "detected":
        genetics["KMT2A-r"] = "detected"
    elif "KMT2A::AFF1" in genetics and genetics.get("KMT2A-r") != "detected":
        genetics["KMT2A-r"] = genetics["KMT2A::AFF1"]
    elif genetics.get("KMT2A-r") == "not_detected":
        del genetics["KMT2A-r"]
    course = {"pack": pack}
    if arms and source.random() < known:
        course["arm_given"] = source.choice(arms)
    if source.random() < 0.1:
        course["steroid_days_before_day8"] = source.choice([5, 7, 7])
    results = []
    for slot in slots:
        for repeat in range(source.choice([1, 1, 1, 1, 1, 2]) if source.random() < known else 0):
            one = random_result(source, slot, rate)
            if "day" in one and one["day"] > 2:
                one["day"] += repeat
            results.append(one)
    return {
        "format": "mrdtracker-case/1",
        "patient": patient,
        "course": course,
        "results": results,
    }
