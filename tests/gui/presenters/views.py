"""A patient view as the services would give it, from plain records."""

from __future__ import annotations

from mrdtracker.domain.records import LabSettings, PatientFile
from mrdtracker.services.assessment import AssessmentService, PatientView
from tests.builders import a_measurement, a_patient, a_sample, an_event
from tests.gui.ward import bundled_rules


def a_view(*, patient=None, samples=None, measurements=None, events=None) -> PatientView:
    """Answer for one girl with one marrow of day 15 and one result, unless told otherwise."""
    file = PatientFile(
        patient or a_patient(),
        (an_event(),) if events is None else tuple(events),
        (a_sample(),) if samples is None else tuple(samples),
        (a_measurement(),) if measurements is None else tuple(measurements),
    )
    service = AssessmentService(None, None, bundled_rules())  # type: ignore[arg-type]
    return service.view_of(file, LabSettings())
