"""The words of the field's closed lists, as forms and tables show them."""

from __future__ import annotations

from enum import Enum

from mrdtracker.domain.truth import Truth
from mrdtracker.domain.units import QuantityKind, Unit
from mrdtracker.domain.vocabulary import (
    CnsStatus,
    Denominator,
    EventKind,
    EventUnit,
    Gating,
    LesionState,
    Lineage,
    Method,
    Quality,
    Sex,
    Specimen,
)
from mrdtracker.gui.presenters.form import Offer
from mrdtracker.words import mark, say

NOT_STATED = mark("not stated")

WORDS: dict[Enum, str] = {
    Specimen.BONE_MARROW: mark("bone marrow (BM)"),
    Specimen.PERIPHERAL_BLOOD: mark("peripheral blood (PB)"),
    Specimen.CSF: mark("cerebrospinal fluid (CSF)"),
    Specimen.OTHER: mark("other"),
    Method.MORPHOLOGY: mark("morphology"),
    Method.FLOW: mark("flow cytometry"),
    Method.IG_TR_PCR: mark("IG/TR PCR"),
    Method.NGS: "NGS",
    Method.FUSION_TRANSCRIPT: mark("fusion transcript (quantitative)"),
    Method.FUSION_SCREEN: mark("fusion screen (yes or no)"),
    Method.CYTOLOGY_COUNT: mark("absolute blast count"),
    Unit.PERCENT: "%",
    Unit.FRACTION: mark("fraction (0.0005, 5e-4)"),
    Unit.PER_1E4: mark("per 10⁴ cells"),
    Unit.PER_1E6: mark("per 10⁶ cells"),
    Unit.PER_UL: mark("cells per µL"),
    Unit.E9_PER_L: mark("10⁹ per L"),
    Unit.COPIES_RATIO: mark("copies / control copies"),
    Unit.NCN: mark("normalised copy number"),
    Quality.HAEMODILUTION_SUSPECTED: mark("haemodilution suspected"),
    Quality.NOT_FIRST_PULL: mark("not the first pull"),
    Quality.FEW_CELLS: mark("few cells"),
    Quality.CLOTTED: mark("clotted"),
    Quality.CD19_DIRECTED_THERAPY: mark("after CD19-directed therapy"),
    Quality.OUT_OF_WINDOW: mark("out of the window"),
    Quality.SAMPLE_OLD: mark("old sample"),
    Quality.ALIQUOT_FROM_OTHER_SITE: mark("aliquot from another site"),
    Denominator.NUCLEATED_CELLS: mark("nucleated cells"),
    Denominator.MONONUCLEAR_CELLS: mark("mononuclear cells"),
    Denominator.CD45_POSITIVE_CELLS: mark("CD45-positive cells"),
    Denominator.WHITE_CELLS: mark("white cells"),
    Denominator.LYMPHOCYTES: mark("lymphocytes"),
    Denominator.GENOME_EQUIVALENTS: mark("genome equivalents"),
    Denominator.CONTROL_GENE_COPIES: mark("control gene copies"),
    Denominator.READS: mark("reads"),
    Gating.CD19_INDEPENDENT: mark("sees CD19-negative blasts"),
    Gating.CD19_ONLY: mark("CD19 only"),
    Truth.YES: mark("yes"),
    Truth.NO: mark("no"),
    Truth.UNKNOWN: NOT_STATED,
    Sex.FEMALE: mark("female"),
    Sex.MALE: mark("male"),
    Sex.OTHER: mark("other"),
    Lineage.B: mark("B lineage"),
    Lineage.T: mark("T lineage"),
    Lineage.MPAL: mark("mixed phenotype (MPAL)"),
    CnsStatus.CNS1: "CNS1",
    CnsStatus.CNS2: "CNS2",
    CnsStatus.CNS3: "CNS3",
    LesionState.DETECTED: mark("detected"),
    LesionState.NOT_DETECTED: mark("not detected"),
    LesionState.INDETERMINATE: mark("indeterminate"),
    LesionState.FAILED: mark("failed"),
    LesionState.NOT_TESTED: mark("not tested"),
    EventKind.PHASE_STARTED: mark("phase started"),
    EventKind.CD19_DIRECTED_THERAPY: mark("CD19-directed therapy"),
    EventKind.TRANSPLANT: mark("transplant"),
    EventKind.CAR_T: mark("CAR-T cells"),
    EventKind.REMISSION: mark("remission"),
    EventKind.RELAPSE: mark("relapse"),
    EventKind.DEATH: mark("death"),
    EventKind.COUNT_RECOVERY: mark("count recovery"),
    EventKind.PROTOCOL_PAUSED: mark("protocol paused"),
    EventKind.PROTOCOL_RESUMED: mark("protocol resumed"),
    EventKind.SAMPLE_MISSED: mark("sample not taken"),
    EventKind.BLOOD_COUNT: mark("blood count"),
    EventKind.DRUG_GIVEN: mark("drug given"),
    EventUnit.E9_PER_L: "10⁹/L",
    EventUnit.PER_UL: "/µL",
    EventUnit.MG_PER_M2_PER_DAY: mark("mg/m² a day"),
    EventUnit.MG_PER_M2_PER_WEEK: mark("mg/m² a week"),
    EventUnit.MG_PER_M2: "mg/m²",
    EventUnit.MG_PER_DAY: mark("mg a day"),
    EventUnit.MG_PER_WEEK: mark("mg a week"),
    EventUnit.MG: "mg",
    EventUnit.PERCENT_OF_PROTOCOL_DOSE: mark("% of the protocol dose"),
}

_CELLS = (
    Denominator.NUCLEATED_CELLS,
    Denominator.MONONUCLEAR_CELLS,
    Denominator.CD45_POSITIVE_CELLS,
    Denominator.WHITE_CELLS,
    Denominator.LYMPHOCYTES,
)
_GENES = (Denominator.GENOME_EQUIVALENTS, Denominator.MONONUCLEAR_CELLS)


def words_of(member: Enum) -> str:
    """Return how a member of a closed list is written."""
    return say(WORDS[member])


def offers_of(
    members: type[Enum] | tuple[Enum, ...], first: str | None = None
) -> tuple[Offer, ...]:
    """Offer the members of a closed list, after a first line that stands for an empty text."""
    head = () if first is None else (Offer(say(first), ""),)
    return (*head, *(Offer(words_of(member), str(member.value)) for member in members))


def units_of(method: Method) -> tuple[Unit, ...]:
    """Return the units that a method can report in."""
    if method is Method.FUSION_SCREEN:
        return ()
    return tuple(unit for unit in Unit if unit.kind is method.kind)


def denominators_of(method: Method) -> tuple[Denominator, ...]:
    """Return what a number of this method can be a fraction of."""
    if method.kind is QuantityKind.CELL_CONCENTRATION or method is Method.FUSION_SCREEN:
        return ()
    if method is Method.FUSION_TRANSCRIPT:
        return (Denominator.CONTROL_GENE_COPIES,)
    if method is Method.IG_TR_PCR:
        return _GENES
    return (*_GENES, Denominator.READS) if method is Method.NGS else _CELLS
