"""What the second half of the packs looks at: facts, time points, thresholds, and their edges."""

from decimal import Decimal
from typing import NamedTuple

PPB = Decimal("0.0000001")
STEPS = (-50_000, -1, 0, 1, 50_000)


class Slot(NamedTuple):
    """One look at the disease: the thresholds in %, or in cells per microlitre."""

    timepoint: str
    day: int | None
    specimen: str
    methods: tuple
    thresholds: tuple
    more: tuple = ()

    @property
    def unit(self):
        return "per_uL" if self.methods == ("cytology_count",) else "%"

    @property
    def has_words(self):
        """A smear and a count are numbers, or nothing."""
        return self.methods[0] not in ("cytology_count", "morphology")

    @property
    def edges(self):
        step = PPB * 10 if self.unit == "per_uL" else PPB
        return beside(*self.thresholds, step=step)


def beside(*points, step=PPB):
    """Each threshold, one step and 50 000 steps below and above it, in plain figures."""
    near = {Decimal(point) + count * step for point in points for count in STEPS}
    return [format(one, "f") for one in sorted(near) if one > 0]


# Fact: calm words, other words. A calm word leads to no high group.
FACTS = {
    "lineage": (["B"], ["T", "MPAL"]),
    "age_years": (["1", "4", "9.999999999"], [*beside("1", "10"), "12", "17", "18.9", "0.5"]),
    "wbc_10e9_per_L": (["3", "30"], [*beside("50"), "200"]),
    "cns": (["CNS1"], ["CNS2", "CNS3"]),
    "testicular": (["no"], ["yes", "unknown"]),
    "steroid_pretreatment": (["no"], ["yes"]),
    "down_syndrome": (["no"], ["yes"]),
    "etp": (["no"], ["yes"]),
    "modal_chromosome_number": ([46, 52], [43, 44, 45]),
    "dna_index": (["1", "1.1"], ["1.159999999", "1.16", "1.160000001"]),
}
LESIONS = ("BCR::ABL1", "KMT2A::AFF1", "KMT2A-r", "ETV6::RUNX1", "TCF3::PBX1")
SMEAR, FLOW, PCR, BOTH = ("morphology",), ("flow",), ("ig_tr_pcr",), ("flow", "ig_tr_pcr")
ALL = ("flow", "ig_tr_pcr", "ngs")
MARROW = ("5", "25")
T_CELL = {"lineage": (["T"], ["T", "T", "B", "MPAL"])}


def smear(timepoint, day):
    return Slot(timepoint, day, "BM", SMEAR, MARROW, ("12", "80"))


def marrow(timepoint, day, methods, thresholds, *more):
    return Slot(timepoint, day, "BM", methods, thresholds, more)


def aged(*edges, calm=("1", "4", "9.9"), more=("15",)):
    return {"age_years": (list(calm), [*beside(*edges), *more])}


# Pack: facts that are otherwise, arms, slots.
PACKS = {
    "cog-aall0434": (
        T_CELL | aged("1", "10", "31"),
        (),
        (
            smear("D15", 15),
            smear("D29", 29),
            marrow("D29", 29, FLOW, ("0.1", "1"), "1", "0.5", "30"),
        ),
    ),
    "cog-aall1231": (
        T_CELL,
        (),
        (
            smear("D29", 29),
            marrow("D29", 29, FLOW, ("0.01",), "0.01", "0.05", "3"),
            marrow("EOC", 79, FLOW, ("0.1",), "0.01", "3"),
        ),
    ),
    "kspho-hr-2015": (
        aged("1", "10", "22", calm=("10", "12", "21.9"), more=("4",)),
        (),
        (smear("D28", 28),),
    ),
    "st-jude-total-xv": (
        aged("1", "10", "19"),
        (),
        (
            marrow("D19", 19, BOTH, ("1",), "0.5", "30"),
            marrow("D46", 46, BOTH, ("0.01", "1"), "0.5", "30"),
            marrow("CONSOLIDATION", 80, BOTH, ("0.01",), "2"),
        ),
    ),
    "st-jude-total-xvi": (
        aged("1", "10", "19", more=("0.5", "15")),
        (),
        (
            marrow("D15", 15, BOTH, ("1",), "0.5", "30"),
            marrow("D42", 42, BOTH, ("0.01", "1"), "0.5", "30"),
            marrow("W15", 105, BOTH, ("0.01",), "2"),
        ),
    ),
    "dfci-05-001": (
        aged("1", "10", "19", calm=("1", "4", "15")),
        ("SR", "HR", "SR", "HR", "MR"),
        (marrow("D32", 32, PCR, ("0.1",), "2"),),
    ),
    "nopho-all-2008": (
        aged("1", "46"),
        (),
        (
            marrow("D15", 15, FLOW, ("25",)),
            marrow("D29", 29, FLOW, ("0.1", "5")),
            marrow("D79", 79, FLOW, ("0.1",)),
        ),
    ),
    "cccg-all-2020": (
        {},
        ("LR", "IR"),
        (marrow("D19", 19, FLOW, ("0.01", "0.1")), marrow("D46", 46, FLOW, ("0.01", "1"))),
    ),
    "china-2010": (
        {"lineage": (["B"], ["T", "T", "MPAL"])},
        ("SR", "SR", "IR"),
        (
            Slot("D8", 8, "PB", ("cytology_count",), ("1000",), ("1000", "20000")),
            smear("D15", 15),
            smear("D33", 33),
            marrow("D33", 33, BOTH, ("1",), "3"),
        ),
    ),
    "china-2018": (
        {},
        (),
        (
            marrow("D15_19", 17, BOTH, ("0.1", "10")),
            marrow("D33_45", 40, BOTH, ("0.01", "1")),
            marrow("PRE_CONSOLIDATION", 70, BOTH, ("0.01",)),
        ),
    ),
    "ukall-2003": (
        aged("1", "10", "26", calm=("1", "4", "15"), more=("24",)),
        (),
        (
            smear("D8", 8),
            smear("D15", 15),
            marrow("D29", 29, PCR, ("0.01",), "0.01", "2"),
            marrow("W11", 77, PCR, ("0.01",), "2"),
        ),
    ),
    "post-transplant-and-car-t": (
        {},
        (),
        (
            marrow("PRE_HSCT", None, ALL, ("0.01", "0.1")),
            marrow("POST_HSCT_M1_2", None, ALL, ("0.01",)),
            marrow("POST_HSCT_M3_6", None, ALL, ("0.01",)),
            marrow("POST_CART_D28", None, FLOW, ("0.01",)),
            marrow("POST_CART_D28_M3", None, ("ngs",), ("0.01",)),
        ),
    ),
}
CALM = {"per_uL": ("1", "10", "900"), "%": ("0.0000001", "0.001", "0.004")}
CALM_SMEAR = ("0", "1", "4.9")
