"""The table beside each view of a cohort: the same on the page, in a file and on a terminal."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from mrdtracker.domain.cohort import CohortPatient, CohortPlace, CohortPoint
from mrdtracker.domain.cohort_groups import Group
from mrdtracker.domain.cohort_left_out import (
    NO_PANEL,
    OF_A_REASON,
    LeftOut,
    why_not_on_the_overlay,
)
from mrdtracker.domain.cohort_levels import DECADES, PlaceLevels, Share, Sign, highest
from mrdtracker.domain.cohort_survival import SurvivalStudy
from mrdtracker.domain.cohort_views import (
    CohortShown,
    Distribution,
    HeatMap,
    Overlay,
    Swimmer,
)
from mrdtracker.domain.mrd_value import MrdValue
from mrdtracker.domain.notation_writing import rounded_value_text, threshold_text, value_text
from mrdtracker.domain.records import PatientId
from mrdtracker.domain.units import QuantityKind
from mrdtracker.domain.vocabulary import EventKind, readable
from mrdtracker.words import mark, say

Key = tuple[int, float, str]
CELLS_KEPT = 8192

PATIENT, GROUP = mark("Patient"), mark("Group")
TIME_POINT, SPECIMEN = mark("Time point"), mark("Specimen")
METHOD, RESULT = mark("Method"), mark("Result")
FOLLOWED, LAST_RECORD = mark("Followed (days)"), mark("Last record")
TIME, STATUS, ZERO = mark("Time (days)"), mark("Status"), mark("Time zero (day)")
WHY_NOT = mark("Why left out")
HAPPENED = mark("{} (days)")
CHILDREN, QUANTIFIED, MEDIAN = mark("Patients"), mark("Quantified"), mark("Median")
BELOW_RANGE, NOT_DETECTED = mark("Pos., not quantifiable"), mark("Not detected")
NO_LIMIT, NOT_EVALUABLE = mark("No limit stated"), mark("Not evaluable")
ABOVE_LIMIT, QUALITATIVE = mark("above the upper limit"), mark("detected or not, no amount")
CENSORED = mark("censored")
AT_RISK, EVENTS, CENSORED_COUNT = mark("At risk"), mark("Events"), mark("Censored")
SURVIVAL, LOW, HIGH = mark("Survival"), mark("95 % band from"), mark("95 % band to")
SHARE, SHARE_OPEN = mark("{} of {}"), mark("{}–{} of {}")
_HAPPENINGS = (
    (mark("Remission"), (EventKind.REMISSION,)),
    (mark("Transplant"), (EventKind.TRANSPLANT,)),
    (mark("CAR-T"), (EventKind.CAR_T,)),
    (mark("Relapse"), (EventKind.RELAPSE,)),
    (mark("Death"), (EventKind.DEATH,)),
)
_SIGN_COLUMNS = (
    (ABOVE_LIMIT, Sign.ABOVE_LIMIT),
    (QUANTIFIED, Sign.QUANTIFIED),
    (BELOW_RANGE, Sign.BELOW_RANGE),
    (NOT_DETECTED, Sign.NOT_DETECTED),
    (NO_LIMIT, Sign.NO_LIMIT),
    (QUALITATIVE, Sign.QUALITATIVE),
    (NOT_EVALUABLE, Sign.NOT_EVALUABLE),
)


class TableCell(NamedTuple):
    """What stands in a cell, and what a column sorts by: numbers by their size, blanks last.

    Attributes:
        text: All digits, as they go into a file.
        value: The result in the cell, if it is one.
    """

    text: str
    key: Key
    value: MrdValue | None = None

    @property
    def shown(self) -> str:
        """What a person reads; a result with few digits."""
        return self.text if self.value is None else rounded_value_text(self.value)

    @classmethod
    def words(cls, text: str) -> TableCell:
        """Make a cell of words."""
        return _words_cell(text)

    @classmethod
    def number(cls, number: float | None) -> TableCell:
        """Make a cell of a number; None is a blank."""
        return _words_cell("") if number is None else _number_cell(number)


# A table of 50 000 lines holds few different words and numbers.
@lru_cache(maxsize=CELLS_KEPT)
def _words_cell(text: str) -> TableCell:
    return TableCell(text, (1 if text else 2, 0.0, text.lower()))


@lru_cache(maxsize=CELLS_KEPT, typed=True)
def _number_cell(number: float) -> TableCell:
    return TableCell(f"{number}", (0, number, ""))


class TableRow(NamedTuple):
    """One line; ``patient_id`` is None where it speaks of several children."""

    patient_id: PatientId | None
    cells: tuple[TableCell, ...]


@dataclass(frozen=True)
class CohortTable:
    """Titles and lines."""

    titles: tuple[str, ...]
    rows: tuple[TableRow, ...]


def table_of(shown: CohortShown) -> CohortTable:
    """Return the table of a view."""
    picture = shown.picture
    if isinstance(picture, Overlay):
        return _overlay(shown, picture)
    if isinstance(picture, HeatMap):
        return _heat_map(shown, picture)
    if isinstance(picture, Swimmer):
        return _swimmer(shown)
    if isinstance(picture, Distribution):
        return _distribution(shown, picture)
    return _survival(shown, picture)


def data_sheet(shown: CohortShown) -> CohortTable:
    """Return the numbers that the picture of a view is drawn from.

    Of survival curves the steps: a reader draws the same curve again from them. Of the other
    views the table, which has every result or child of the picture.
    """
    study = shown.picture
    return _steps(study) if isinstance(study, SurvivalStudy) else table_of(shown)


def _steps(study: SurvivalStudy) -> CohortTable:
    titles = _said(GROUP, TIME, AT_RISK, EVENTS, CENSORED_COUNT, SURVIVAL, LOW, HIGH)
    rows = []
    for arm in study.arms:
        name = TableCell.words(arm.group.name)
        for step in arm.steps:
            counts = (step.days, step.at_risk, step.events, step.censored)
            shares = (step.survival, step.low, step.high)
            cells = (
                *map(TableCell.number, counts),
                *(TableCell.number(None if one is None else round(one, 6)) for one in shares),
            )
            rows.append(TableRow(None, (name, *cells)))
    return CohortTable(titles, tuple(rows))


def _overlay(shown: CohortShown, picture: Overlay) -> CohortTable:
    days, reasons = shown.cohort.days, _reasons(shown.left_out)
    before, after = _said(PATIENT, GROUP), _said(TIME_POINT, SPECIMEN, METHOD, RESULT, WHY_NOT)
    places: dict[CohortPlace | None, tuple[TableCell, ...]] = {}
    # Equal values that were read together are one object; all of them live while this runs.
    results: dict[int, TableCell] = {}
    blank = TableCell.words("")
    rows = []
    for group, members in picture.groups:
        has_panel = not picture.without_panel or any(group is one for one, _ in picture.panels)
        for one in members:
            points = [point for point in one.points if point.result.method.is_mrd]
            for point in points:
                where = places.get(point.place) if point.place is not None else None
                if where is None:
                    where = places[point.place] = _place_words(point)
                value = point.result.value
                cell = results.get(id(value)) or results.setdefault(id(value), result_cell(point))
                day = None if point.day is None else days.written(point.day)
                why_not = why_not_on_the_overlay(point) or ("" if has_panel else say(NO_PANEL))
                cells = (TableCell.number(day), *where, cell, TableCell.words(why_not))
                rows.append(_row(group, one, cells))
            if not points:
                rows.append(_row(group, one, (*[blank] * 5, TableCell.words(reasons[one.id]))))
    return CohortTable((*before, days.column, *after), tuple(rows))


def _reasons(left_out: Iterable[LeftOut]) -> dict[PatientId, str]:
    """Return what stands beside each child of whom something is left out."""
    found: dict[PatientId, str] = {}
    for one in left_out:
        words = one.reason
        if one.results:
            words = say(OF_A_REASON).format(words, one.results)
        found[one.patient.id] = words
    return found


def _place_words(point: CohortPoint) -> tuple[TableCell, ...]:
    label = readable(point.place.label) if point.place is not None else ""
    words = (label, point.result.specimen.value, point.result.method.words)
    return tuple(map(TableCell.words, words))


def result_cell(point: CohortPoint) -> TableCell:
    """Return a result in words, sorted by what is certain of it and then by what is possible."""
    value = point.result.value
    interval = value.interval
    top = float(interval.high) if interval.high is not None else float("inf")
    size = float(interval.low) if interval.low else top / 1e9
    return TableCell(value_text(value), (0 if value.state.is_numeric else 1, size, ""), value)


def _heat_map(shown: CohortShown, picture: HeatMap) -> CohortTable:
    places = (place.words.replace(" · ", " ") for place in picture.places)
    titles = (*_said(PATIENT, GROUP), *places, say(WHY_NOT))
    reasons = _reasons(shown.left_out)
    rows = []
    for group, one in picture.rows:
        found = [one.at(place) for place in picture.places]
        cells = [result_cell(highest(at)) if at else TableCell.words("") for at in found]
        rows.append(_row(group, one, (*cells, TableCell.words(reasons.get(one.id, "")))))
    return CohortTable(titles, tuple(rows))


def _swimmer(shown: CohortShown) -> CohortTable:
    names = tuple(say(HAPPENED).format(say(name)) for name, _ in _HAPPENINGS)
    titles = (*_said(PATIENT, GROUP, FOLLOWED, LAST_RECORD), *names, say(WHY_NOT))
    reasons = _reasons(shown.left_out)
    rows = []
    for group, members in shown.ask.grouping.divide(shown.cohort.patients):
        for one in members:
            days = [one.first(*kinds, after=-1) for _, kinds in _HAPPENINGS]
            cells = (
                TableCell.number(one.contact),
                TableCell.words(one.contact_words),
                *(TableCell.number(found.day if found is not None else None) for found in days),
                TableCell.words(reasons.get(one.id, "")),
            )
            rows.append(_row(group, one, cells))
    return CohortTable(titles, tuple(rows))


def _distribution(shown: CohortShown, picture: Distribution) -> CohortTable:
    edges = DECADES[1:5]
    counts = tuple(name for name, _ in _SIGN_COLUMNS)
    kind = QuantityKind.CELL_FRACTION
    shares = tuple(threshold_text(">=", edge, kind) for edge in edges) if picture.places else ()
    titles = (*_said(TIME_POINT, CHILDREN, *counts, MEDIAN), *shares, *_said(PATIENT, WHY_NOT))
    blank = TableCell.words("")
    rows = [TableRow(None, (*_place_cells(one), blank, blank)) for one in picture.places]
    reasons = _reasons(shown.left_out)
    for left_out in shown.left_out:
        child = left_out.patient
        words = (TableCell.words(child.code), TableCell.words(reasons[child.id]))
        rows.append(TableRow(child.id, (*[blank] * (len(titles) - len(words)), *words)))
    return CohortTable(titles, tuple(rows))


def _place_cells(one: PlaceLevels) -> tuple[TableCell, ...]:
    middle = one.middle.words if one.middle is not None else ""
    by_edge = {share.threshold: share for share in one.shares}
    # A ratio of copies has no side of a share of cells.
    is_share = one.place.kind is QuantityKind.CELL_FRACTION
    blank = TableCell.words("")
    return (
        TableCell.words(one.place.words),
        TableCell.number(len(one.points)),
        *(TableCell.number(one.signs(sign)) for _, sign in _SIGN_COLUMNS),
        TableCell.words(middle),
        *(share_cell(by_edge[edge]) if is_share else blank for edge in DECADES[1:5]),
    )


def share_cell(share: Share) -> TableCell:
    """Return how many certainly reach a threshold: "3 of 9"; "3–5 of 9" where 2 possibly do."""
    count, most = share.at_least + share.below + share.unknown, share.at_least + share.unknown
    text = say(SHARE).format(share.at_least, count)
    if share.unknown:
        text = say(SHARE_OPEN).format(share.at_least, most, count)
    return TableCell(text, (0, share.at_least, ""))


def _survival(shown: CohortShown, study: SurvivalStudy) -> CohortTable:
    titles = _said(PATIENT, GROUP, TIME, STATUS, ZERO, LAST_RECORD, WHY_NOT)
    days = shown.cohort.days
    rows = []
    for arm in study.arms:
        for one in arm.members:
            status = one.ended_by.words if one.ended_by is not None else say(CENSORED)
            cells = (
                TableCell.number(one.time.days),
                TableCell.words(status),
                TableCell.number(days.written(one.zero)),
                TableCell.words(one.patient.contact_words),
                TableCell.words(""),
            )
            rows.append(_row(arm.group, one.patient, cells))
    blank = TableCell.words("")
    for left_out in study.excluded:
        reason, code = TableCell.words(left_out.reason), TableCell.words(left_out.patient.code)
        rows.append(
            TableRow(left_out.patient.id, (code, blank, blank, blank, blank, blank, reason))
        )
    return CohortTable(titles, tuple(rows))


def _row(group: Group, patient: CohortPatient, cells: Iterable[TableCell]) -> TableRow:
    code = TableCell.words(patient.code)
    name = TableCell(group.name, (0, group.place, group.name))
    return TableRow(patient.id, (code, name, *cells))


def _said(*titles: str) -> tuple[str, ...]:
    return tuple(say(one) for one in titles)
