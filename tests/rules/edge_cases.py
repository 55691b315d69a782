"""Complete cases on, one part per billion below and one part per billion above every threshold."""

from decimal import Decimal
from itertools import product

PPB_PERCENT = Decimal("0.0000001")


def around(*points: str, step: Decimal = PPB_PERCENT) -> list[str]:
    """Each point with its neighbours."""
    return [
        format(Decimal(point) + delta, "f")
        for point in points
        for delta in (-step, 0 * step, step)
    ]


def document(pack: str, patient: dict, results: list, study: str | None = None) -> dict:
    known = {
        "age_years": "4",
        "lineage": "B",
        "wbc_10e9_per_L": "30",
        "cns": "CNS1",
        "testicular": "no",
        "steroid_pretreatment": "no",
        "down_syndrome": "no",
        "modal_chromosome_number": 46,
        "dna_index": "1.00",
    }
    genetics = dict.fromkeys(
        ("BCR::ABL1", "KMT2A::AFF1", "KMT2A-r", "iAMP21", "ETV6::RUNX1", "double_trisomy_4_10"),
        "not_detected",
    )
    genetics |= patient.pop("genetics", {})
    course = {"pack": pack} | ({"study": study} if study else {})
    return {
        "format": "mrdtracker-case/1",
        "patient": known | patient | {"genetics": genetics},
        "course": course,
        "results": results,
    }


def one(timepoint: str, specimen: str, method: str, value: str, **more: object) -> dict:
    unit = "per_uL" if method == "cytology_count" else "%"
    found = {"timepoint": timepoint, "specimen": specimen, "method": method, "unit": unit}
    return found | {"state": "quantified", "value": value} | more


def ccg():
    for study, first, second in product(
        ("ccg-1882", "ccg-1961", "ccg-1952"), around("5", "25"), around("25")
    ):
        results = [
            one("D7", "BM", "morphology", first),
            one("D14", "BM", "morphology", second),
        ]
        yield document("ccg-early-marrow", {}, results, study)
    for study, age in product(("ccg-1882", "ccg-1961"), around("1", "22")):
        results = [one("D7", "BM", "morphology", "2")]
        yield document("ccg-early-marrow", {"age_years": age}, results, study)
    for chromosomes in (44, 45, 46):
        patient = {"modal_chromosome_number": chromosomes}
        results = [one("D7", "BM", "morphology", "2")]
        yield document("ccg-early-marrow", patient, results, "ccg-1952")


def negative(timepoint: str, sensitivity: str, markers: int) -> dict:
    found = {"timepoint": timepoint, "specimen": "BM", "method": "ig_tr_pcr", "unit": "%"}
    return found | {"state": "negative", "sensitivity": sensitivity, "markers": markers}


def aieop():
    pack = "aieop-bfm-all-2000"
    for cells, smear, last in product(
        around("1000", step=Decimal("0.000001")), around("5"), around("0.1")
    ):
        results = [
            one("D8", "PB", "cytology_count", cells),
            one("D33", "BM", "morphology", smear),
            negative("D33", "0.01", 2),
            one("D78", "BM", "ig_tr_pcr", last, markers=2),
        ]
        yield document(pack, {}, results)
    calm = [one("D8", "PB", "cytology_count", "1"), one("D33", "BM", "morphology", "1")]
    for s33, s78, m33, m78 in product(around("0.01"), around("0.01", "0.1"), (1, 2, 3), (1, 2, 3)):
        yield document(pack, {}, [*calm, negative("D33", s33, m33), negative("D78", s78, m78)])
    for age in around("1", "18"):
        yield document(pack, {"age_years": age}, calm)


def cog():
    pack = "cog-aall08b1"
    for favourable, d8, d29 in product(
        ("detected", "not_detected"), around("0.01", "1"), [*around("0.01", "1"), "30"]
    ):
        for patient in ({}, {"age_years": "11"}, {"wbc_10e9_per_L": None}):
            genetics = {"ETV6::RUNX1": favourable}
            results = [one("D8", "PB", "flow", d8), one("D29", "BM", "flow", d29)]
            yield document(pack, patient | {"genetics": genetics}, results)
    for d29, smear in product(around("0.01", "1"), around("25")):
        results = [one("D29", "BM", "flow", d29), one("D29", "BM", "morphology", smear)]
        yield document(pack, {"genetics": {"double_trisomy_4_10": "detected"}}, results)
    low = [one("D8", "PB", "flow", "0.001"), one("D29", "BM", "flow", "0.001")]
    for age, cells in product(around("1", "10", "13"), around("50")):
        yield document(pack, {"age_years": age, "wbc_10e9_per_L": cells}, low)
    for chromosomes, index in product((43, 44, 45), ("0.809999999", "0.81", "0.810000001")):
        patient = {"modal_chromosome_number": chromosomes, "dna_index": index}
        yield document(pack, patient, low)


def kspho():
    pack = "kspho-hr-2024"
    for cells, eoi, eoc, again in product(("B", "T", "MPAL"), *[around("0.01")] * 3):
        results = [
            one("EOI", "BM", "flow", eoi),
            one("EOC", "BM", "flow", eoc),
            one("POST_IM1", "BM", "flow", again),
        ]
        yield document(pack, {"age_years": "12", "lineage": cells}, results)
    for age, cells in product(around("1", "10", "19", "20"), around("50")):
        yield document(pack, {"age_years": age, "wbc_10e9_per_L": cells}, [])


EDGES = {
    "ccg-early-marrow": ccg,
    "aieop-bfm-all-2000": aieop,
    "cog-aall08b1": cog,
    "kspho-hr-2024": kspho,
}
