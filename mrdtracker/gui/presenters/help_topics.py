"""Which paragraph of the help is about what is focused: by the name of a field, or of a place."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from mrdtracker.gui.presenters.patient_texts import GENETICS, TRUTH_LABELS
from mrdtracker.gui.presenters.settings_form import TARGET

FIELDS_PAGE, PLACES_PAGE = "fields", "pages"


@dataclass(frozen=True)
class HelpTarget:
    """A heading of a page of the help, in English."""

    topic: str
    heading: str


FIRST_PAGE = HelpTarget("", "")
COLUMN = "column."
# Fields of one kind are named alike up to the point; what follows tells them apart.
KINDS = {GENETICS: "lesion", TARGET: TARGET, COLUMN: COLUMN}
_NAMED: Mapping[str, tuple[str, ...]] = {
    "Identifier": ("patient.code",),
    "Name or initials": ("patient.name",),
    "Sex": ("sex",),
    "Birth date": ("born_on",),
    "Diagnosis date": ("diagnosed_on", "age_years", "age_days"),
    "Protocol": ("pack", "protocol_text"),
    "First dose of the protocol": ("therapy_started_on",),
    "Study variant and arm": ("study", "arm_given"),
    "Steroid days before day 8": ("steroid_days_before_day8",),
    "Lineage": ("lineage",),
    "White cells": ("wbc",),
    "CNS status": ("cns",),
    "Facts at diagnosis": tuple(TRUTH_LABELS),
    "Genetics": ("lesion",),
    "Chromosomes and DNA index": ("modal_chromosome_number", "dna_index"),
    "What happened": ("kind",),
    "Name of the event": ("name",),
    "Date or protocol day": ("on", "day", "taken_on", "stated", "stated_first", "ended_on"),
    "Amount": ("amount",),
    "Specimen": ("specimen",),
    "Tube number": ("code",),
    "Pull number": ("pull_number",),
    "Quality": ("quality",),
    "Sample": ("sample",),
    "Method": ("method",),
    "Target": ("target",),
    "Fraction of": ("denominator",),
    "Gating panel": ("gating",),
    "Value": ("value",),
    "Value, a second time": ("second",),
    "Unit": ("unit",),
    "Limits of the result": ("lod", "lloq", "sensitivity"),
    "Events": ("events_positive", "events_total"),
    "Sensitive markers": ("markers",),
    "Note": ("note",),
    "Reason": ("reason",),
    "Why it was not taken": ("why", "words"),
    "Laboratory": ("laboratory",),
    "Events that make a limit": ("n_lod", "n_lloq"),
    "Ranges of counts": (TARGET,),
    "Rules for every patient": ("packs",),
    "Edition of the rules": ("edition",),
    "Cells of the spreadsheet": ("text",),
    "What a column holds": (COLUMN,),
}
FIELDS: Mapping[str, str] = MappingProxyType(
    {name: heading for heading, names in _NAMED.items() for name in names}
)
# A whole dialog that is about one thing, whatever its fields are called.
WHOLE: Mapping[str, HelpTarget] = MappingProxyType(
    {
        "MappingEditor": HelpTarget(FIELDS_PAGE, "Mapping of a table"),
        "NewPackDialog": HelpTarget(FIELDS_PAGE, "A pack of your own"),
        "NameDialog": HelpTarget(FIELDS_PAGE, "Name of a view"),
        "SharedRemovalDialog": HelpTarget(FIELDS_PAGE, "Name of a view"),
    }
)
_PLACES: Mapping[str, tuple[str, ...]] = {
    "Today": ("TodayPage",),
    "Week": ("WeekView",),
    "Board": ("BoardPage",),
    "Saved boards and cohorts": ("SavedViewsButton",),
    "Patients": ("PatientListPage",),
    "Patient": ("PatientPage",),
    "Course": ("CoursePane",),
    "Selecting and hiding results": ("HiddenNote",),
    "Records": ("PatientRecords",),
    "Why": ("FindingsPanel",),
    "Cohort": ("CohortPage",),
    "Rules": ("PackView",),
    "History": ("HistoryPage",),
    "Help": ("HelpPage",),
    "Finding anything": ("FinderList",),
    "Entering a record": ("EntryDialog",),
    "Quick result": ("QuickResultDialog",),
    "Pasting results": ("PasteDialog",),
    "Voiding a record": ("VoidDialog",),
    "Importing a table": ("ImportDialog",),
    "Reports": ("ReportDialog", "ReportIssueDialog"),
    "Issued reports": ("ReportIssued",),
    "Reports of many patients": ("ReportsDialog",),
    "Labels": ("LabelsDialog",),
    "Comparing protocols": ("ProtocolsDialog",),
    "What if": ("WhatIfDrawer",),
    "Editions of a rule pack": (
        "AdoptionDialog",
        "ApprovalDialog",
        "PinDialog",
        "WithdrawalDialog",
    ),
    "Laboratory settings": ("SettingsDialog",),
}
_OWN_PACK = HelpTarget("own-pack", "Your own rule pack, in ten minutes")
PLACES: Mapping[str, HelpTarget] = MappingProxyType(
    {
        name: HelpTarget(PLACES_PAGE, heading)
        for heading, names in _PLACES.items()
        for name in names
    }
    | {
        "NotDoneDialog": HelpTarget(FIELDS_PAGE, "Why it was not taken"),
        "RulesPage": _OWN_PACK,
        "ImportPackDialog": _OWN_PACK,
        "ReportTemplateButton": HelpTarget("own-report", "Your own report page, in ten minutes"),
    }
)


def field_target(dialog: str, field: str) -> HelpTarget | None:
    """Return the paragraph about a field of a form; None for a field that nobody wrote about.

    Args:
        dialog: The class of the dialog or page: a patient's "code" is not that of a tube.
        field: The name of the field in its form.
    """
    own = f"patient.{field}" if dialog == "PatientDialog" else field
    name = next((name for start, name in KINDS.items() if field.startswith(start)), own)
    heading = FIELDS.get(name) or FIELDS.get(field)
    return HelpTarget(FIELDS_PAGE, heading) if heading is not None else None


def target_of_names(field: str, classes: Iterable[str]) -> HelpTarget:
    """Return the paragraph for a field inside widgets, or for the innermost place.

    Args:
        field: The name of the field; "" outside every form.
        classes: Names of the classes of the widgets around it, the innermost first, each with
            what it derives from.
    """
    around = tuple(classes)
    whole = next((WHOLE[one] for one in around if one in WHOLE), None)
    if whole is not None:
        return whole
    dialog = "PatientDialog" if "PatientDialog" in around else ""
    about = field_target(dialog, field) if field else None
    return about or next((PLACES[one] for one in around if one in PLACES), FIRST_PAGE)
