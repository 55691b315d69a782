"""The tables of a patient's page: results, samples, events and facts, by their columns."""

from __future__ import annotations

from decimal import Decimal
from typing import TypeVar

from mrdtracker.domain.mrd_value import MrdValue
from mrdtracker.gui.presenters.course_lines import EventLine, ResultLine, SampleLine
from mrdtracker.gui.presenters.patient_overview import FactLine
from mrdtracker.gui.table_model import Column

LineT = TypeVar("LineT", ResultLine, SampleLine, EventLine)


def _when(_line: type[LineT], *, is_date_spare: bool = False) -> tuple[Column[LineT], ...]:
    """Protocol day and date, the same wherever something happened; both sort by time."""
    return (
        Column(
            "Day",
            lambda line: line.moment.day,
            lambda line: line.moment.order,
            tooltip=lambda line: line.moment.date or line.moment.day,
            style="figure",
            width=8,
        ),
        Column(
            "Date",
            lambda line: line.moment.date,
            lambda line: line.moment.order,
            style="tabular",
            width=14,
            is_spare=is_date_spare,
            known_by="Day",
        ),
    )


RESULT_COLUMNS: tuple[Column[ResultLine], ...] = (
    # A method that is cut to its first letters is no method; the day says when.
    *_when(ResultLine, is_date_spare=True),
    Column("From", lambda line: line.specimen, width=7),
    Column("Method", lambda line: line.method, width=17),
    Column(
        "Result",
        lambda line: line.value,
        lambda line: _amount(line.row.measurement.value),
        tooltip=lambda line: line.value_tooltip,
        style="decimal",
        width=16,
        exact=lambda line: line.exact,
    ),
    Column(
        "10⁻ⁿ",
        lambda line: line.power,
        tooltip=lambda line: line.exact_power,
        style="quiet decimal",
        width=14,
        exact=lambda line: line.exact_power,
        is_spare=True,
    ),
    Column(
        "Limit",
        lambda line: line.limit,
        tooltip=lambda line: line.exact_limit,
        style="quiet tabular",
        width=16,
        exact=lambda line: line.exact_limit,
    ),
    Column(
        "Findings, quality", lambda line: line.mark_words, chips=lambda line: line.marks, width=0
    ),
)
SAMPLE_COLUMNS: tuple[Column[SampleLine], ...] = (
    *_when(SampleLine),
    Column("Specimen", lambda line: line.specimen, width=26),
    Column("Tube", lambda line: line.code, width=16),
    Column("Results", lambda line: str(line.result_count), style="figure", width=9),
    Column("Quality", lambda line: line.quality, style="quiet", width=0),
)
EVENT_COLUMNS: tuple[Column[EventLine], ...] = (
    *_when(EventLine),
    Column("Event", lambda line: line.what, width=36),
    Column("Note", lambda line: line.note, style="quiet", width=0),
)
FACT_COLUMNS: tuple[Column[FactLine], ...] = (
    Column("Fact", lambda line: line.name, style="quiet", width=32),
    Column("Known", lambda line: line.text, width=0),
)


def _amount(value: MrdValue) -> tuple[Decimal, str]:
    number = value.value if value.value is not None else value.interval.low
    return (number, value.state.value)
