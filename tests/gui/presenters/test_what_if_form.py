"""A result as it would be, read letter by letter; and the facts that differ from the record."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from types import MappingProxyType

import pytest

from mrdtracker.domain.days import DayConvention
from mrdtracker.domain.mrd_value import ResultState
from mrdtracker.domain.notation import CountLimits
from mrdtracker.domain.vocabulary import LesionState, Method, Quality, Specimen
from mrdtracker.gui.presenters.what_if_form import (
    ScratchResultForm,
    fact_changes,
    new_result,
    patient_of,
)
from mrdtracker.services.what_if import FactChange, LesionChange
from tests.builders import a_case, a_patient, a_result, negative

DAY_ONE, COUNTS = DayConvention(1), CountLimits(20, 50)


def _form(**changes) -> ScratchResultForm:
    case = a_case([a_result(key="one", **changes)])
    return ScratchResultForm(case.results[0], case, DAY_ONE, COUNTS)


def test_nothing_typed_is_the_result_of_the_record() -> None:
    form = _form(value=negative("0.00001"), markers=2, method=Method.IG_TR_PCR)

    result = form.result

    assert result is not None
    assert (result.value.state, result.value.sensitivity) == (
        ResultState.NEGATIVE,
        Decimal("0.00001"),
    )
    assert (result.on, result.key, result.markers) == (a_result().on, "one", 2)
    assert form.text("day") == "D15"


@pytest.mark.parametrize(
    ("field", "text", "read"),
    [
        ("value", "2 %", lambda one: one.value.value == Decimal("0.02")),
        ("specimen", "PB", lambda one: one.specimen is Specimen.PERIPHERAL_BLOOD),
        ("day", "33", lambda one: (one.day, one.on, one.day_stated_in) == (33, None, DAY_ONE)),
        ("day", "eoc", lambda one: (one.timepoint, one.day, one.on) == ("EOC", None, None)),
        ("quality.few_cells", "yes", lambda one: one.quality == (Quality.FEW_CELLS,)),
    ],
)
def test_what_is_typed_is_the_result(field: str, text: str, read) -> None:
    form = _form()

    form.set(field, text)

    assert form.result is not None
    assert read(form.result)


@pytest.mark.parametrize(
    ("field", "text"),
    [("value", "0.0 5 %%"), ("value", ""), ("day", ""), ("markers", "many")],
)
def test_what_cannot_be_read_is_no_result(field: str, text: str) -> None:
    form = _form(method=Method.IG_TR_PCR)

    form.set(field, text)

    assert form.result is None


def test_another_value_leaves_the_counts_of_the_record_behind() -> None:
    form = _form(events_positive=63, events_total=512000)

    form.set("value", "0.5 %")

    assert form.result is not None
    assert form.result.events_total is None


def test_a_method_that_counts_otherwise_needs_its_own_value() -> None:
    form = _form()

    form.set("method", "cytology_count")
    assert form.result is None

    form.set("value", "800 /µL")
    assert form.result is not None
    assert form.result.value.value == 800


def test_one_more_begins_empty() -> None:
    case = a_case()
    form = ScratchResultForm(new_result("what-if:1", DAY_ONE), case, DAY_ONE, COUNTS, is_new=True)
    assert form.result is None

    form.set("value", "neg @ 1e-5")
    form.set("day", "78")

    assert form.result is not None
    assert (form.result.day, form.key) == (78, "what-if:1")


def test_only_what_differs_is_a_change() -> None:
    case, patient = a_case(), a_patient()
    assert fact_changes(patient_of(patient, case), case) == ()

    other = replace(
        patient,
        facts=replace(
            patient.facts,
            wbc_10e9_per_l=Decimal(60),
            genetics={"BCR::ABL1": LesionState.NOT_DETECTED},
        ),
        course=replace(patient.course, study="ccg-1952"),
    )

    assert set(fact_changes(other, case)) == {
        FactChange("wbc_10e9_per_l", Decimal(60)),
        FactChange("study", "ccg-1952"),
        LesionChange("BCR::ABL1", LesionState.NOT_DETECTED),
    }


def test_a_lesion_that_is_taken_away_is_not_tested() -> None:
    known = MappingProxyType({"BCR::ABL1": LesionState.DETECTED})
    case = a_case(patient=replace(a_patient().facts, genetics=known))
    bare = replace(a_patient(), facts=replace(a_patient().facts, genetics={}))

    (change,) = fact_changes(bare, case)

    assert change == LesionChange("BCR::ABL1", LesionState.NOT_TESTED)
    assert change.apply(case).patient.genetics == {}
