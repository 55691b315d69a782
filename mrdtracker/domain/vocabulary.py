"""The closed word lists of the field: specimens, methods, qualities, events, lesions, answers."""

from __future__ import annotations

import re
from enum import Enum

from mrdtracker.domain.units import QuantityKind
from mrdtracker.words import mark, say, say_code


class Specimen(Enum):
    """Where the cells came from; part of every rule's key and never interchanged."""

    BONE_MARROW = "BM"
    PERIPHERAL_BLOOD = "PB"
    CSF = "CSF"
    OTHER = "other"

    # Its own hash: it is looked up for every result of a store, and a name takes longer.
    __hash__ = object.__hash__


_KIND_OF_METHOD: dict[object, QuantityKind] = {
    "cytology_count": QuantityKind.CELL_CONCENTRATION,
    "fusion_transcript": QuantityKind.TRANSCRIPT_RATIO,
    "fusion_screen": QuantityKind.TRANSCRIPT_RATIO,
}


class Method(Enum):
    """How the disease was looked for."""

    MORPHOLOGY = "morphology"
    FLOW = "flow"
    IG_TR_PCR = "ig_tr_pcr"
    NGS = "ngs"
    FUSION_TRANSCRIPT = "fusion_transcript"
    FUSION_SCREEN = "fusion_screen"
    CYTOLOGY_COUNT = "cytology_count"

    __hash__ = object.__hash__

    def __init__(self, word: object) -> None:
        # Kept on the member: they are asked for every result and question of a whole store.
        #: True for methods that see below the microscope and give an amount.
        self.is_mrd = word in ("flow", "ig_tr_pcr", "ngs", "fusion_transcript")
        #: True where 0 is a count (0 blasts among 200 cells), not a missing sensitivity.
        self.counts_zero = word in ("morphology", "cytology_count")
        #: What a number of this method counts.
        self.kind = _KIND_OF_METHOD.get(word, QuantityKind.CELL_FRACTION)

    @property
    def words(self) -> str:
        """How the field writes it; every screen, explanation and journal line says this."""
        return say(_METHOD_WORDS[self])


_METHOD_WORDS = {
    Method.MORPHOLOGY: mark("morphology"),
    Method.FLOW: mark("flow"),
    Method.IG_TR_PCR: mark("IG/TR PCR"),
    Method.NGS: mark("NGS"),
    Method.FUSION_TRANSCRIPT: mark("fusion transcript"),
    Method.FUSION_SCREEN: mark("fusion screen"),
    Method.CYTOLOGY_COUNT: mark("blast count"),
}


_DOUBLE_TRISOMY = "double_trisomy_4_10"
_CODES = re.compile(
    rf"\b(?:(?P<method>{'|'.join(one.value for one in Method if '_' in one.value)}|ngs)"
    rf"|POST_(?P<after>[A-Z0-9]+)|{_DOUBLE_TRISOMY})\b"
)


def readable(text: str) -> str:
    """Write the codes that files use inside a sentence as people read them.

    Example:
        "BM flow or ig_tr_pcr at POST_IM1" is "BM flow or IG/TR PCR at post-IM1".
    """
    return _CODES.sub(_words_for, text)


def _words_for(found: re.Match[str]) -> str:
    if found[0] == _DOUBLE_TRISOMY:
        return say("double trisomy 4+10")
    method = found["method"]
    return Method(method).words if method else f"post-{found['after']}"


class Quality(Enum):
    """What weakens a sample or a result; the list is closed."""

    HAEMODILUTION_SUSPECTED = "haemodilution_suspected"
    NOT_FIRST_PULL = "not_first_pull"
    FEW_CELLS = "few_cells"
    CLOTTED = "clotted"
    CD19_DIRECTED_THERAPY = "cd19_directed_therapy"
    OUT_OF_WINDOW = "out_of_window"
    SAMPLE_OLD = "sample_old"
    ALIQUOT_FROM_OTHER_SITE = "aliquot_from_other_site"

    @property
    def weakens_negative(self) -> bool:
        """True where a negative can no longer support "low", while a positive still counts.

        Blood in the marrow dilutes the disease, it does not invent it.
        """
        return self not in (Quality.OUT_OF_WINDOW,)


class EventKind(Enum):
    """What happened in the course of therapy."""

    PHASE_STARTED = "phase_started"
    CD19_DIRECTED_THERAPY = "cd19_directed_therapy"
    TRANSPLANT = "transplant"
    CAR_T = "car_t"
    REMISSION = "remission"
    RELAPSE = "relapse"
    DEATH = "death"
    COUNT_RECOVERY = "count_recovery"
    PROTOCOL_PAUSED = "protocol_paused"
    PROTOCOL_RESUMED = "protocol_resumed"
    SAMPLE_MISSED = "sample_missed"
    BLOOD_COUNT = "blood_count"
    DRUG_GIVEN = "drug_given"

    @property
    def words(self) -> str:
        """How a label or a journal line writes it."""
        return say_code(self)


class EventUnit(Enum):
    """What a blood count or a dose is counted in, as the source states it."""

    E9_PER_L = "10e9_per_L"
    PER_UL = "per_uL"
    MG_PER_M2_PER_DAY = "mg_per_m2_per_day"
    MG_PER_M2_PER_WEEK = "mg_per_m2_per_week"
    MG_PER_M2 = "mg_per_m2"
    MG_PER_DAY = "mg_per_day"
    MG_PER_WEEK = "mg_per_week"
    MG = "mg"
    PERCENT_OF_PROTOCOL_DOSE = "percent_of_protocol_dose"

    @property
    def is_of_counts(self) -> bool:
        """True for the units of a blood count; the others are those of a dose."""
        return self in (EventUnit.E9_PER_L, EventUnit.PER_UL)


class LesionState(Enum):
    """What is known of a genetic lesion; a lesion nobody looked for is NOT_TESTED."""

    DETECTED = "detected"
    NOT_DETECTED = "not_detected"
    INDETERMINATE = "indeterminate"
    FAILED = "failed"
    NOT_TESTED = "not_tested"


class Lineage(Enum):
    """Lineage of the leukaemia; ETP is a fact of its own."""

    B = "B"
    T = "T"
    MPAL = "MPAL"


class Sex(Enum):
    """Sex as recorded by the centre."""

    FEMALE = "female"
    MALE = "male"
    OTHER = "other"


class CnsStatus(Enum):
    """Central nervous system involvement at diagnosis."""

    CNS1 = "CNS1"
    CNS2 = "CNS2"
    CNS3 = "CNS3"


class Gating(Enum):
    """Whether a flow panel can see disease that has lost CD19."""

    CD19_INDEPENDENT = "cd19_independent"
    CD19_ONLY = "cd19_only"


class Denominator(Enum):
    """What a fraction is a fraction of; accepted per pack, never converted."""

    NUCLEATED_CELLS = "nucleated_cells"
    MONONUCLEAR_CELLS = "mononuclear_cells"
    CD45_POSITIVE_CELLS = "cd45_positive_cells"
    WHITE_CELLS = "white_cells"
    LYMPHOCYTES = "lymphocytes"
    GENOME_EQUIVALENTS = "genome_equivalents"
    CONTROL_GENE_COPIES = "control_gene_copies"
    READS = "reads"
