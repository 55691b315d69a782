"""Random case documents that sit on and beside every published threshold."""

import random

# One part per billion below, on and above each threshold, and far from it.
MRD = [
    f"{whole}.{digits}"
    for whole, digits in [
        ("0", "0000001"),
        ("0", "0099999"),
        ("0", "01"),
        ("0", "0100001"),
        ("0", "0999999"),
        ("0", "1"),
        ("0", "1000001"),
        ("0", "9999999"),
        ("1", "0"),
        ("1", "0000001"),
        ("30", "0"),
    ]
]
SMEARS = ["0", "4.9999999", "5", "5.0000001", "24.9999999", "25", "25.0000001", "80"]
COUNTS = ["0", "999.999999", "1000", "1000.000001", "20000"]
AGES = ["0.999", "1", "4", "9.999999999", "10", "12.999999999", "13", "17.9", "18", "18.9", "21.9"]
CELLS = ["3", "49.999999999", "50", "200"]
STATES = ["detected", "not_detected", "indeterminate", "not_tested"]
LIMITS = ["0.001", "0.01", "0.0100001", "0.1", "0.1000001", "1", "2"]


def maybe(source: random.Random, document: dict, name: str, choices: list, known: float) -> None:
    if source.random() < known:
        document[name] = source.choice(choices)


def random_result(
    source: random.Random, timepoint: str, specimen: str, method: str, values: list
) -> dict:
    """One result of a method, in any state that it can have."""
    unit = "per_uL" if method == "cytology_count" else "%"
    result = {"timepoint": timepoint, "specimen": specimen, "method": method}
    states = ["quantified", "quantified", "quantified", "not_evaluable", "pending"]
    if method in ("flow", "ig_tr_pcr"):
        states += ["negative", "negative", "positive_below_lloq"]
    result["state"] = source.choice(states)
    if result["state"] == "quantified":
        usable = [value for value in values if float(value) > 0 or unit == "per_uL"]
        result |= {"value": source.choice(usable), "unit": unit}
    elif result["state"] == "positive_below_lloq":
        result |= {"lloq": source.choice(LIMITS), "unit": unit}
    elif result["state"] == "negative" and source.random() < 0.85:
        result |= {"sensitivity": source.choice(LIMITS), "unit": unit}
    if method == "ig_tr_pcr":
        maybe(source, result, "markers", [1, 2, 3], 0.85)
    if source.random() < 0.1 and result["state"] not in ("not_evaluable", "pending"):
        result["quality"] = ["haemodilution_suspected"]
    return result


SLOTS = {
    "ccg-early-marrow": [("D7", "BM", "morphology", SMEARS), ("D14", "BM", "morphology", SMEARS)],
    "aieop-bfm-all-2000": [
        ("D8", "PB", "cytology_count", COUNTS),
        ("D33", "BM", "morphology", SMEARS),
        ("D33", "BM", "ig_tr_pcr", MRD),
        ("D78", "BM", "ig_tr_pcr", MRD),
    ],
    "cog-aall08b1": [
        ("D8", "PB", "flow", MRD),
        ("D29", "BM", "flow", MRD),
        ("D29", "BM", "morphology", SMEARS),
    ],
    "kspho-hr-2024": [
        ("EOI", "BM", "flow", MRD),
        ("EOC", "BM", "flow", MRD),
        ("POST_IM1", "BM", "flow", MRD),
    ],
}
WRONG = {"BM": "PB", "PB": "BM"}
DAYS = {"D7": 7, "D8": 8, "D14": 14, "D29": 29, "D33": 33, "D78": 78}
DAYS |= {"EOI": 34, "EOC": 90, "POST_IM1": 150}


def random_case(pack: str, seed: int, known: float = 0.85) -> dict:
    """A case document for a pack; the same seed gives the same case.

    Args:
        pack: Its id.
        seed: Any number.
        known: How much of it is known, 0 to 1.
    """
    source = random.Random(f"{pack}:{seed}")  # noqa: S311 - cases, not secrets
    patient = {"steroid_pretreatment": "no", "down_syndrome": "no"}
    maybe(source, patient, "age_years", AGES, known)
    maybe(source, patient, "wbc_10e9_per_L", CELLS, known)
    maybe(source, patient, "lineage", ["B", "B", "B", "T", "MPAL"], known)
    maybe(source, patient, "cns", ["CNS1", "CNS1", "CNS2", "CNS3"], known)
    maybe(source, patient, "testicular", ["no", "no", "no", "yes"], known)
    maybe(source, patient, "modal_chromosome_number", [43, 44, 45, 46, 46, 46], known)
    maybe(source, patient, "dna_index", ["0.8", "0.81", "1", "1", "1.2"], known)
    patient["genetics"] = {
        name: "not_detected" if source.random() < 0.7 else source.choice(STATES)
        for name in (
            "BCR::ABL1",
            "KMT2A::AFF1",
            "KMT2A-r",
            "iAMP21",
            "ETV6::RUNX1",
            "double_trisomy_4_10",
        )
        if source.random() < known
    }
    # A fusion of KMT2A and no rearrangement of it cannot both be true.
    patient["genetics"].pop("KMT2A::AFF1" if pack != "aieop-bfm-all-2000" else "KMT2A-r", None)
    if pack == "ccg-early-marrow":
        patient["genetics"].pop("KMT2A-r", None)
        maybe(source, patient["genetics"], "KMT2A::AFF1", ["detected", "not_detected"], known)
    results = []
    for timepoint, specimen, method, values in SLOTS[pack]:
        for repeat in range(source.choice([0, 1, 1, 1, 1, 2]) if known < 1 else 1):
            where = WRONG[specimen] if source.random() < 0.05 else specimen
            result = random_result(source, timepoint, where, method, values)
            # A repeat is taken a day later: two results of one day have no last one.
            results.append({**result, "day": DAYS[timepoint] + repeat})
    course = {"pack": pack}
    if pack == "ccg-early-marrow":
        course["study"] = source.choice(["ccg-1882", "ccg-1961", "ccg-1952", "ccg-1952"])
    return {
        "format": "mrdtracker-case/1",
        "patient": patient,
        "course": course,
        "results": results,
    }
