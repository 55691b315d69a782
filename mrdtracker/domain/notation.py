"""The one way amounts, results, dates and days are written and read; everybody imports it here.

How it is done stands in ``notation_writing``, ``notation_quantities`` (one amount with its unit),
``notation_values`` (a whole reported result), ``notation_counts`` and ``notation_dates``.
"""

from __future__ import annotations

from mrdtracker.domain.notation_answers import Choice, CountLimits, Entry, Limits, Question
from mrdtracker.domain.notation_counts import limits_from_events
from mrdtracker.domain.notation_dates import date_text, day_text, read_date
from mrdtracker.domain.notation_quantities import read_quantity
from mrdtracker.domain.notation_values import read_value
from mrdtracker.domain.notation_writing import (
    both_notations,
    interval_text,
    one_in_text,
    percent_text,
    power_text,
    quantity_text,
    rounded_amount,
    rounded_percent_text,
    rounded_quantity_text,
    rounded_value,
    rounded_value_text,
    threshold_text,
    value_text,
)

__all__ = [
    "Choice",
    "CountLimits",
    "Entry",
    "Limits",
    "Question",
    "both_notations",
    "date_text",
    "day_text",
    "interval_text",
    "limits_from_events",
    "one_in_text",
    "percent_text",
    "power_text",
    "quantity_text",
    "read_date",
    "read_quantity",
    "read_value",
    "rounded_amount",
    "rounded_percent_text",
    "rounded_quantity_text",
    "rounded_value",
    "rounded_value_text",
    "threshold_text",
    "value_text",
]
