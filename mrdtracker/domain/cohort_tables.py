"""The table beside each view of a cohort: the same on the page, in a file and on a terminal."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from mrdtracker.domain.cohort import CohortPatient, CohortPlace, CohortPoint
from mrdtracker.domain.cohort_groups import Group
from mrdtracker.domain.cohort_levels import DECADES, PlaceLevels, Share, Sign, highest
from mrdtracker.domain.cohort_survival import SurvivalStudy
from mrdtracker.domain.cohort_views import (
    CohortShown,
    Distribution,
    HeatMap,
    Overlay,
    Swimmer,
)
from mrdtracker.domain.notation_writing import threshold_text, value_text
from mrdtracker.domain.records import PatientId
from mrdtracker.domain.units import QuantityKind
from mrdtracker.domain.vocabulary import EventKind, readable
from mrdtracker.words import mark, say

Key = tuple[int, float, str]
CELLS_KEPT = 8192

PATIENT, GROUP = mark("Patient"), mark("Group")
DAY, TIME_POINT, SPECIMEN = mark("Day"), mark("Time point"), mark("Specimen")
METHOD, RESULT = mark("Method"), mark("Result")
FOLLOWED, LAST_RECORD = mark("Followed (days)"), mark("Last record")
TIME, STATUS, ZERO = mark("Time (days)"), mark("Status"), mark("Time zero (day)")
WHY_NOT = mark("Why not counted")
CHILDREN, QUANTIFIED, MEDIAN = mark("Patients"), mark("Quantified"), mark("Median")
BELOW_RANGE, NOT_DETECTED = mark("Pos., not quantifiable"), mark("Not detected")
NO_LIMIT, NOT_EVALUABLE = mark("No limit stated"), mark("Not evaluable")
ABOVE_LIMIT, QUALITATIVE = mark("above the upper limit"), mark("detected or not, no amount")
CENSORED = mark("censored")
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
    """What stands in a cell, and what a column sorts by: numbers by their size, blanks last."""

    text: str
    key: Key

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
        return _overlay(picture)
    if isinstance(picture, HeatMap):
        return _heat_map(picture)
    if isinstance(picture, Swimmer):
        return _swimmer(shown)
    if isinstance(picture, Distribution):
        return _distribution(picture)
    return _survival(picture)


def _overlay(picture: Overlay) -> CohortTable:
    titles = _said(PATIENT, GROUP, DAY, TIME_POINT, SPECIMEN, METHOD, RESULT)
    places: dict[CohortPlace | None, tuple[TableCell, ...]] = {}
    # Equal values that were read together are one object; all of them live while this runs.
    results: dict[int, TableCell] = {}
    rows = []
    for group, members in picture.groups:
        for one in members:
            for point in one.points:
                if not point.result.method.is_mrd:
                    continue
                where = places.get(point.place) if point.place is not None else None
                if where is None:
                    where = places[point.place] = _place_words(point)
                value = point.result.value
                cell = results.get(id(value)) or results.setdefault(id(value), result_cell(point))
                rows.append(_row(group, one, (TableCell.number(point.day), *where, cell)))
    return CohortTable(titles, tuple(rows))


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
    return TableCell(value_text(value), (0 if value.state.is_numeric else 1, size, ""))


def _heat_map(picture: HeatMap) -> CohortTable:
    titles = (
        *_said(PATIENT, GROUP),
        *(place.words.replace(" · ", " ") for place in picture.places),
    )
    rows = []
    for group, one in picture.rows:
        found = [one.at(place) for place in picture.places]
        cells = [result_cell(highest(at)) if at else TableCell.words("") for at in found]
        rows.append(_row(group, one, cells))
    return CohortTable(titles, tuple(rows))


def _swimmer(shown: CohortShown) -> CohortTable:
    names = tuple(say(name) for name, _ in _HAPPENINGS)
    titles = (*_said(PATIENT, GROUP, FOLLOWED, LAST_RECORD), *names)
    rows = []
    for group, members in shown.ask.grouping.divide(shown.cohort.patients):
        for one in members:
            days = [one.first(*kinds, after=-1) for _, kinds in _HAPPENINGS]
            cells = [TableCell.number(found.day if found is not None else None) for found in days]
            rows.append(
                _row(
                    group,
                    one,
                    (TableCell.number(one.contact), TableCell.words(one.contact_words), *cells),
                )
            )
    return CohortTable(titles, tuple(rows))


def _distribution(picture: Distribution) -> CohortTable:
    edges = DECADES[1:5]
    counts = tuple(name for name, _ in _SIGN_COLUMNS)
    kind = QuantityKind.CELL_FRACTION
    shares = tuple(threshold_text(">=", edge, kind) for edge in edges) if picture.places else ()
    titles = (*_said(TIME_POINT, CHILDREN, *counts, MEDIAN), *shares)
    rows = [TableRow(None, _place_cells(one)) for one in picture.places]
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


def _survival(study: SurvivalStudy) -> CohortTable:
    titles = _said(PATIENT, GROUP, TIME, STATUS, ZERO, LAST_RECORD, WHY_NOT)
    rows = []
    for arm in study.arms:
        for one in arm.members:
            status = one.ended_by.words if one.ended_by is not None else say(CENSORED)
            cells = (
                TableCell.number(one.time.days),
                TableCell.words(status),
                TableCell.number(one.zero),
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
