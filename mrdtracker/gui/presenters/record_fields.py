"""What the fields of a record are called, where a history shows them one by one."""

from __future__ import annotations

from mrdtracker.gui.presenters.patient_texts import TRUTH_LABELS

STATUS = "Standing"
_NAMES = TRUTH_LABELS | {
    "code": "Code",
    "name": "Name",
    "protocol_text": "Protocol in own words",
    "note": "Note",
    "status": STATUS,
    "pack_edition": "Edition of the rules",
    "sex": "Sex",
    "born_on": "Birth date",
    "diagnosed_on": "Diagnosis date",
    "age_years": "Age at diagnosis, years",
    "age_days": "Age at diagnosis, days",
    "lineage": "Lineage",
    "wbc_10e9_per_l": "White cells, 10⁹/L",
    "cns": "CNS status",
    "modal_chromosome_number": "Modal chromosome number",
    "dna_index": "DNA index",
    "pack": "Protocol",
    "study": "Study variant",
    "arm_given": "Arm that was given",
    "therapy_started_on": "First dose",
    "steroid_days_before_day8": "Steroid days before day 8",
    "kind": "What happened",
    "on": "Date",
    "day": "Protocol day",
    "ended_on": "Last day",
    "amount": "Amount",
    "specimen": "Specimen",
    "taken_on": "Date taken",
    "stated_day": "Day as stated",
    "stated_first_dose_day": "Stated day of the first dose",
    "timepoint": "Time point as stated",
    "pull_number": "Pull number",
    "quality": "Quality",
    "method": "Method",
    "value": "Result",
    "reported_text": "As the report writes it",
    "unit": "Unit",
    "target": "Target",
    "denominator": "Fraction of",
    "markers": "Sensitive markers",
    "events_total": "Events in total",
    "events_positive": "Disease events",
    "gating": "Gating panel",
    "is_verified": "Verified",
    "source": "Source",
    "laboratory": "Laboratory",
    "enabled_packs": "Rules for every patient",
    "n_lod": "Events for an LOD",
    "n_lloq": "Events for an LLOQ",
    "pack_id": "Rule pack",
    "pack_version": "Edition",
    "origin": "Origin",
    "entered_by": "Entered by",
    "approved_by": "Approved by",
}


def field_words(name: str) -> str:
    """Return what a field is called; a field without words keeps its name, without lines."""
    return _NAMES.get(name, name.replace("_", " "))
