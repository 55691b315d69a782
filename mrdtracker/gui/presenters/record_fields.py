"""What the fields of a record are called, where a history shows them one by one."""

from __future__ import annotations

from mrdtracker.gui.presenters.patient_texts import TRUTH_LABELS
from mrdtracker.words import mark, say

STATUS = mark("Standing")
_NAMES = TRUTH_LABELS | {
    "code": mark("Code"),
    "name": mark("Name"),
    "protocol_text": mark("Protocol in own words"),
    "note": mark("Note"),
    "status": STATUS,
    "pack_edition": mark("Edition of the rules"),
    "sex": mark("Sex"),
    "born_on": mark("Birth date"),
    "diagnosed_on": mark("Diagnosis date"),
    "age_years": mark("Age at diagnosis, years"),
    "age_days": mark("Age at diagnosis, days"),
    "lineage": mark("Lineage"),
    "wbc_10e9_per_l": mark("White cells, 10⁹/L"),
    "cns": mark("CNS status"),
    "modal_chromosome_number": mark("Modal chromosome number"),
    "dna_index": mark("DNA index"),
    "pack": mark("Protocol"),
    "study": mark("Study variant"),
    "arm_given": mark("Arm that was given"),
    "therapy_started_on": mark("First dose"),
    "steroid_days_before_day8": mark("Steroid days before day 8"),
    "kind": mark("What happened"),
    "on": mark("Date"),
    "day": mark("Protocol day"),
    "ended_on": mark("Last day"),
    "amount": mark("Amount"),
    "specimen": mark("Specimen"),
    "taken_on": mark("Date taken"),
    "stated_day": mark("Day as stated"),
    "stated_first_dose_day": mark("Stated day of the first dose"),
    "timepoint": mark("Time point as stated"),
    "pull_number": mark("Pull number"),
    "quality": mark("Quality"),
    "method": mark("Method"),
    "value": mark("Result"),
    "reported_text": mark("As the report writes it"),
    "unit": mark("Unit"),
    "target": mark("Target"),
    "denominator": mark("Fraction of"),
    "markers": mark("Sensitive markers"),
    "events_total": mark("Events in total"),
    "events_positive": mark("Disease events"),
    "gating": mark("Gating panel"),
    "is_verified": mark("Verified"),
    "source": mark("Source"),
    "laboratory": mark("Laboratory"),
    "enabled_packs": mark("Rules for every patient"),
    "n_lod": mark("Events for an LOD"),
    "n_lloq": mark("Events for an LLOQ"),
    "pack_id": mark("Rule pack"),
    "pack_version": mark("Edition"),
    "origin": mark("Origin"),
    "entered_by": mark("Entered by"),
    "approved_by": mark("Approved by"),
}


def field_words(name: str) -> str:
    """Return what a field is called; a field without words keeps its name, without lines."""
    return say(_NAMES[name]) if name in _NAMES else name.replace("_", " ")
