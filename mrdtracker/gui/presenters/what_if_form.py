"""The scratch's forms: a result as it would be, and the facts that differ from the record."""

from __future__ import annotations

import re
from dataclasses import fields, replace

from mrdtracker.domain.case import PatientCase, Result
from mrdtracker.domain.days import DayConvention
from mrdtracker.domain.errors import InvalidInputError
from mrdtracker.domain.mrd_value import MrdValue, ResultState
from mrdtracker.domain.notation import CountLimits
from mrdtracker.domain.records import Measurement, MeasurementId, Patient, SampleId
from mrdtracker.domain.units import Unit
from mrdtracker.domain.vocabulary import LesionState, Method, Quality, Specimen
from mrdtracker.gui.presenters.field_words import offers_of
from mrdtracker.gui.presenters.form import YES, Board, Form, Offer, error, error_of
from mrdtracker.gui.presenters.measurement_texts import texts_of_measurement
from mrdtracker.gui.presenters.result_reading import (
    COUNT_FIELDS,
    LIMIT_FIELDS,
    Reading,
    ResultTexts,
    read_result,
)
from mrdtracker.gui.presenters.sample_form import QUALITY
from mrdtracker.services.what_if import Change, FactChange, LesionChange
from mrdtracker.words import say

SHOWN = ("value", "specimen", "method", "day", *LIMIT_FIELDS, "markers")
_DAY = re.compile(r"(?:d|day)?\s*([+-]?[0-9]{1,4})\Z", re.IGNORECASE)
_MOST_MARKERS = 20


class ScratchResultForm(Form):
    """Reads a result as it would be; see `Form`.

    Args:
        result: The result to begin with.
        case: The case that it belongs to.
        convention: How days are counted on the page.
        counts: How many events make a limit in this laboratory.
        is_new: True for one more result, which begins with an empty value and day.
    """

    def __init__(
        self,
        result: Result,
        case: PatientCase,
        convention: DayConvention,
        counts: CountLimits,
        *,
        is_new: bool = False,
    ) -> None:
        self._base = result
        self._case = case
        self._convention = convention
        self._counts = counts
        known = Measurement(
            MeasurementId(result.key),
            SampleId(""),
            result.method,
            result.value,
            result.reported_text,
            unit=result.unit,
            target=result.target,
            markers=result.markers,
            events_positive=result.events_positive,
            events_total=result.events_total,
            quality=result.quality,
        )
        texts = {**texts_of_measurement(known, counts), "specimen": result.specimen.value}
        texts["day"] = "" if is_new else self._day_text(result)
        texts["value"] = "" if is_new else texts["value"]
        super().__init__(texts)

    @property
    def key(self) -> str:
        """The key of the result that is tried."""
        return self._base.key

    @property
    def result(self) -> Result | None:
        """The result as typed; None as long as it cannot be read."""
        if any(line.is_blocking for name in self.fields for line in self.messages(name)):
            return None
        return self._read()[0]

    def choices(self, field: str) -> tuple[Offer, ...]:
        lists = {"specimen": Specimen, "method": Method}
        return offers_of(lists[field]) if field in lists else super().choices(field)

    def is_shown(self, field: str) -> bool:
        if field in LIMIT_FIELDS:
            return Method(self.text("method")).is_mrd
        if field == "markers":
            return Method(self.text("method")) in (Method.IG_TR_PCR, Method.NGS)
        return super().is_shown(field)

    def _board(self) -> Board:
        board = Board()
        for name, line in self._reading().lines.items():
            board.add(name, line)
        if not self._place():
            board.add("day", error(say("Type a protocol day, or the name of a time point.")))
        markers = self.text("markers")
        is_number = markers.isascii() and markers.isdigit()
        if markers and not (is_number and 1 <= int(markers) <= _MOST_MARKERS):
            board.add("markers", error(say("A number from 1 to {}.").format(_MOST_MARKERS)))
        elif self._place():
            refusal = self._read()[1]
            if refusal is not None:
                board.add("value", error_of(refusal))
        return board

    def _reading(self) -> Reading:
        texts = {name: self.text(name) for name in ("value", *LIMIT_FIELDS, *COUNT_FIELDS)}
        if self.was_changed("value"):
            # The counts of the record belong to its own value.
            texts |= dict.fromkeys(COUNT_FIELDS, "")
        method = Method(self.text("method"))
        unit = Unit(self.text("unit")) if self.text("unit") else None
        if unit is not None and unit.kind is not method.kind:
            unit = None
        return read_result(ResultTexts(method, unit=unit, **texts), self._counts)

    def _read(self) -> tuple[Result | None, InvalidInputError | None]:
        entry, place = self._reading().entry, self._place()
        if entry is None or place is None:
            return None, None
        markers = self.text("markers") if self.is_shown("markers") else ""
        try:
            return replace(
                place,
                specimen=Specimen(self.text("specimen")),
                method=Method(self.text("method")),
                value=entry.value,
                unit=entry.unit,
                markers=int(markers) if markers else None,
                events_positive=entry.events_positive,
                events_total=entry.events_total,
                quality=self._quality(),
                reported_text=self.text("value"),
            ), None
        except InvalidInputError as refusal:
            return None, refusal

    def _quality(self) -> tuple[Quality, ...]:
        return tuple(one for one in Quality if self.text(f"{QUALITY}{one.value}") == YES)

    def _place(self) -> Result | None:
        """Return the result of the record where it would have been taken; None while not said."""
        neutral = replace(self._base, value=MrdValue(ResultState.PENDING, self._base.method.kind))
        text = self.text("day")
        if not text:
            return None
        if not self.was_changed("day"):
            return neutral
        found = _DAY.match(text)
        if found is None:
            return replace(neutral, on=None, day=None, timepoint=text.upper())
        return replace(
            neutral,
            on=None,
            day=int(found[1]),
            day_stated_in=self._convention,
            timepoint=None,
        )

    def _day_text(self, result: Result) -> str:
        day = result.day_in(self._convention, self._case.course.timeline(self._convention))
        return result.timepoint or "" if day is None else f"D{day}"


def new_result(key: str, convention: DayConvention) -> Result:
    """Return a marrow by flow that says nothing yet, to begin one more result with."""
    return Result(
        Specimen.BONE_MARROW,
        Method.FLOW,
        MrdValue(ResultState.PENDING),
        day=convention.first_dose_day,
        day_stated_in=convention,
        key=key,
    )


def fact_changes(patient: Patient, case: PatientCase) -> tuple[Change, ...]:
    """Return the facts in which a patient as typed differs from a case."""
    changes: list[Change] = []
    for typed, known, skipped in (
        (patient.facts, case.patient, "genetics"),
        (patient.course, case.course, "events"),
    ):
        for one in fields(typed):
            value = getattr(typed, one.name)
            if one.name != skipped and value != getattr(known, one.name):
                changes.append(FactChange(one.name, value))
    names = dict.fromkeys((*case.patient.genetics, *patient.facts.genetics))
    for name in names:
        state = patient.facts.lesion(name)
        if state is not case.patient.lesion(name):
            changes.append(LesionChange(name, state))
    return tuple(changes)


def patient_of(patient: Patient, case: PatientCase) -> Patient:
    """Return a patient of the store with the facts of a case, for the form to begin with."""
    known = {
        name: state
        for name, state in case.patient.genetics.items()
        if state is not LesionState.NOT_TESTED
    }
    facts = replace(case.patient, genetics=known)
    return replace(patient, facts=facts, course=replace(case.course, events=()))
